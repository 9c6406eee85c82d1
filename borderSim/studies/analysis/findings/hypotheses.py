"""Claims tried: a verdict each, by one rule that is declared once.

* A *criterion* holds in a condition where the 95 % interval of the paired difference lies wholly on
  the claimed side of zero ("no less", "no more": of the smallest difference that matters), fails
  where it lies wholly on the other side or where no run differs at all, and cannot be told
  otherwise, or with fewer than five replicates.
* A *condition* (a level, an arm, a scenario) holds where all its criteria do, fails where one does.
  If its control, which lacks what is tried, does as well, it cannot be told.
* A *claim* holds where all conditions do, fails where all do, holds *if* where some hold (they are
  named), and cannot be told otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from borderSim.measures.quantities import Yardstick, yardstick
from borderSim.parameters.window import Window
from borderSim.studies.analysis.contrasts import (
    LEAST,
    Cell,
    Cells,
    Estimate,
    cells_of,
    contrast,
    difference,
    matters,
    shown,
)
from borderSim.studies.analysis.findings.text import (
    Finding,
    TooLittleError,
    provisional,
    rounded,
    still_open,
    table,
)
from borderSim.studies.analysis.tables import Frame
from borderSim.studies.analysis.windows import SweepWindows, told
from borderSim.studies.design.hypotheses import Pair, Side, TriedClaim, level_names

HOLDS, HOLDS_IF, FAILS, UNTOLD, NOT_TRIED = (
    "holds",
    "holds if",
    "fails",
    "cannot be told",
    "not tried",
)
KEYS = ("scenario", "arm", "level")


def find(runs: Frame, claims: Sequence[TriedClaim], windows: SweepWindows) -> Finding:
    """Return the verdict on each claim.

    Args:
        runs: a row per run, with the column ``claim``.
        claims: as the file has them.
        windows: what is measured, by claim, scenario and arm. Two sides that measure different
            years are not compared: their condition cannot be told.

    Raises:
        TooLittleError: there are no runs.
    """
    if not len(runs):
        raise TooLittleError("there are no runs")
    numbers = {
        "replicates": int(runs["seed"].nunique()),
        "claims": [_claim(claim, runs[runs["claim"] == claim.id], windows) for claim in claims],
    }
    numbers = rounded(numbers)
    return Finding(numbers, lines(numbers))


def judged(estimate: Estimate, side: str, least: float) -> str:
    """Hold a difference against the side that a claim takes."""
    sign = 1 if side in ("more", "no less") else -1
    margin = least if side.startswith("no ") else 0.0
    low, high = sorted(sign * end for end in estimate.ends)
    if estimate.n < LEAST:
        return UNTOLD
    if low + margin > 0:
        return HOLDS
    return FAILS if high + margin < 0 or low == high == 0 else UNTOLD


def together(verdicts: Sequence[str]) -> str:
    """Return the verdict on a claim from those of its conditions."""
    for verdict in (HOLDS, FAILS):
        if verdicts and all(own == verdict for own in verdicts):
            return verdict
    return HOLDS_IF if HOLDS in verdicts else UNTOLD


def _claim(claim: TriedClaim, runs: Frame, windows: SweepWindows) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": claim.id,
        "section": claim.section,
        "claim": claim.text,
        "note": claim.note,
        "needs": claim.needs,
    }
    if not len(runs):
        return {**found, "verdict": NOT_TRIED, "conditions": []}
    cells, measured = cells_of(runs, KEYS), windows.of_cells(runs, KEYS)
    conditions = [
        {"condition": name, **_condition(claim, cells, measured, *sides)}
        for pair in claim.pairs
        for name, sides in _conditions(claim, pair, runs)
    ]
    return {
        **found,
        "verdict": together([condition["verdict"] for condition in conditions]),
        "conditions": conditions,
    }


def _conditions(
    claim: TriedClaim, pair: Pair, runs: Frame
) -> Iterator[tuple[str, tuple[Cell, Cell, Cell | None]]]:
    """Yield the conditions of a comparison: what both sides leave open is gone through."""
    scenarios = list(dict.fromkeys(runs["scenario"]))
    levels = level_names(claim.experiment) or list(dict.fromkeys(runs["level"]))
    for scenario in scenarios:
        for level in [None] if pair.tried.level else levels:
            for arm in [None] if pair.tried.arm else list(claim.experiment.arms):
                open_parts = [
                    level,
                    arm if len(claim.experiment.arms) > 1 else None,
                    scenario if len(scenarios) > 1 else None,
                ]
                name = ", ".join(
                    str(part).replace("_", " ") for part in [pair.name, *open_parts] if part
                )

                def cell(
                    side: Side,
                    scenario: str = scenario,
                    level: str | None = level,
                    arm: str | None = arm,
                ) -> Cell:
                    return scenario, side.arm or str(arm), side.level or str(level)

                yield (
                    name or "as it is",
                    (
                        cell(pair.tried),
                        cell(pair.against),
                        cell(pair.control) if pair.control else None,
                    ),
                )


def _condition(
    claim: TriedClaim,
    cells: Cells,
    windows: Mapping[Cell, Window],
    tried: Cell,
    against: Cell,
    control: Cell | None,
) -> dict[str, Any]:
    criteria = [
        _criterion(cells, text, side, tried, against, windows)
        for text, side in claim.criteria.items()
    ]
    found = {
        "tried": list(tried),
        "against": list(against),
        "criteria": criteria,
        "verdict": _all(criteria),
        "beside": [
            _measured(cells, yardstick(text), tried, against, windows) for text in claim.beside
        ],
    }
    sides = [windows[side] for side in (tried, against) if side in windows]
    if len(set(sides)) > 1:
        found["measured"] = told(sides)
    if control is not None:
        without = [
            _criterion(cells, text, side, control, against, windows)
            for text, side in claim.criteria.items()
        ]
        found["control"] = {"tried": list(control), "criteria": without, "verdict": _all(without)}
        if found["verdict"] == found["control"]["verdict"] == HOLDS:
            found["verdict"] = UNTOLD
    return found


def _all(criteria: Sequence[Mapping[str, Any]]) -> str:
    verdicts = [criterion["verdict"] for criterion in criteria]
    return (
        FAILS
        if FAILS in verdicts
        else HOLDS
        if all(verdict == HOLDS for verdict in verdicts)
        else UNTOLD
    )


def _criterion(
    cells: Cells, text: str, side: str, tried: Cell, against: Cell, windows: Mapping[Cell, Window]
) -> dict[str, Any]:
    stick = yardstick(text)
    estimate = difference(cells, stick, tried, against, windows)
    verdict = judged(estimate, side, matters(cells, stick, against, windows))
    return {**_measured(cells, stick, tried, against, windows), "side": side, "verdict": verdict}


def _measured(
    cells: Cells, stick: Yardstick, tried: Cell, against: Cell, windows: Mapping[Cell, Window]
) -> dict[str, Any]:
    return {
        "name": stick.name,
        "label": stick.label,
        "unit": stick.unit,
        "factor": stick.factor,
        "per_year": stick.per_year,
        **difference(cells, stick, tried, against, windows).as_dict(),
        "at_reference": contrast(cells, stick, {against: 1.0}, windows).value,
        "least": matters(cells, stick, against, windows),
    }


# --------------------------------------------------------------------------- for people
def lines(numbers: Mapping[str, Any]) -> list[str]:
    """Return the finding as Markdown, from its numbers alone."""
    claims = numbers["claims"]
    out = [
        f"{numbers['replicates']} replicates. {provisional(numbers['replicates'])}",
        "",
        "## Verdicts",
        "",
    ]
    out += table(
        [
            "claim",
            "section",
            "verdict",
            "where it holds",
            "where it fails",
            "where it cannot be told",
        ],
        [
            [
                f"[{claim['claim']}](#{claim['id']})",
                claim["section"],
                f"**{verdict_of(claim)}**",
                *("; ".join(_at(claim, verdict)) or "–" for verdict in (HOLDS, FAILS, UNTOLD)),
            ]
            for claim in claims
        ],
    )
    out += still_open(
        criterion
        for claim in claims
        for condition in claim["conditions"]
        for criterion in condition["criteria"]
        if criterion["verdict"] == UNTOLD
    )
    for claim in claims:
        out += _claim_lines(claim)
    return out


def verdict_of(claim: Mapping[str, Any]) -> str:
    """Return a verdict as people read it."""
    return (
        f"{NOT_TRIED}: needs {claim['needs']}"
        if claim["verdict"] == NOT_TRIED
        else claim["verdict"]
    )


def _at(claim: Mapping[str, Any], verdict: str) -> list[str]:
    return [
        condition["condition"]
        for condition in claim["conditions"]
        if condition["verdict"] == verdict
    ]


def _claim_lines(claim: Mapping[str, Any]) -> list[str]:
    out = [
        f"### {claim['id']}",
        "",
        f"{claim['claim']} ({claim['section']}): **{verdict_of(claim)}**.",
        "",
    ]
    out += [claim["note"], ""] if claim["note"] else []
    if not claim["conditions"]:
        return out
    apart = [condition for condition in claim["conditions"] if "measured" in condition]
    if apart:
        names = "; ".join(f"{own['condition']} ({' and '.join(own['measured'])})" for own in apart)
        out += [
            f"Not compared, since both sides measure different years: {names}. `years` and `measure_from_year` set the same for both.",
            "",
        ]
    rows = [row for condition in claim["conditions"] for row in _rows(condition)]
    return out + table(
        ["condition", "measured", "at the reference", "difference [95 %]", "claimed", "verdict"],
        rows,
    )


def _rows(condition: Mapping[str, Any]) -> Iterator[list[str]]:
    for criterion in condition["criteria"]:
        yield [condition["condition"], *_cells(criterion), criterion["side"], criterion["verdict"]]
    for criterion in condition.get("control", {}).get("criteria", ()):
        yield [
            f"{condition['condition']}: control",
            *_cells(criterion),
            criterion["side"],
            f"({criterion['verdict']})",
        ]
    for measured in condition["beside"]:
        yield [condition["condition"], *_cells(measured), "", ""]


def _cells(measured: Mapping[str, Any]) -> list[str]:
    unit = " ".join(
        part for part in (measured["unit"], "a year" if measured["per_year"] else "") if part
    )
    at = measured["at_reference"]
    return [
        f"{measured['label']}{', ' + unit if unit else ''}",
        "–" if at is None else f"{measured['factor'] * at:.4g}",
        shown(measured, factor=measured["factor"]),
    ]
