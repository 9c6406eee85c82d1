"""Which instrument did it? Each alone, each left out of all, pairs, and a country built up from instruments.

Every number is a paired difference over replicates with its 95 % interval, and is called

* *better* or *worse* where the interval excludes zero and the difference is at least the smallest
  one that matters (by the direction of the outcome), *slightly* so where it is smaller;
* *too small* where the whole interval lies within the smallest difference that matters;
* *not told* otherwise, or with fewer than five replicates.

An instrument *matters* if it is better in a headline outcome, *can harm* if it is worse in one,
does *nothing* if all are too small to matter; else it cannot be told.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from borderSim.measures.outcomes import HEADLINE
from borderSim.measures.quantities import COST, COST_FROM_CHANGE, Yardstick, yardstick
from borderSim.scenario.instruments import shipped_instruments
from borderSim.studies.analysis.contrasts import (
    Cells,
    Estimate,
    cells_of,
    contrast,
    difference,
    matters,
    stored,
)
from borderSim.studies.analysis.findings.instruments_text import (
    A_LITTLE,
    BETTER,
    HARMS,
    MATTERS,
    NOT_TOLD,
    NOTHING,
    RANKED_BY,
    SMALL,
    UNTOLD,
    WORSE,
    lines,
)
from borderSim.studies.analysis.findings.text import Finding, TooLittleError, rounded
from borderSim.studies.analysis.tables import Frame
from borderSim.studies.design.steps import Step

STICKS = (
    *(yardstick(name) for name in HEADLINE),
    yardstick("net_benefit_0"),
    yardstick("net_benefit_3"),
    yardstick(f"seizures / {COST}", "seizures per M EUR", 1e6),
    yardstick(f"orgs_dismantled / {COST_FROM_CHANGE}", "dismantled per 100 M EUR", 1e8),
)


def find(runs: Frame, steps: Sequence[Step], measured_years: float) -> Finding:
    """Return what the runs say of each instrument.

    Args:
        runs: a row per run; of several scenarios, arms or points the first is read.
        steps: what each level is there for.
        measured_years: years that are measured; totals are told a year.

    Raises:
        TooLittleError: no instrument among the steps, or fewer than two replicates.
    """
    for column in ("scenario", "arm", "point"):
        runs = runs[runs[column] == runs[column].iloc[0]]
    alone, replicates = (
        [step for step in steps if step.role == "alone"],
        int(runs["seed"].nunique()),
    )
    if not alone or replicates < 2:
        raise TooLittleError(
            "instruments need 'each_instrument_alone' among the levels and at least two replicates"
        )
    cells, base = cells_of(runs), alone[0].level.split("+")[0]
    left_out = {step.instruments[0]: step for step in steps if step.role == "left_out"}
    rows = [
        _instrument(cells, step, left_out.get(step.instruments[0]), measured_years)
        for step in alone
    ]
    order = [row["name"] for row in sorted(rows, key=_rank)]
    numbers = {
        "scenario": str(runs["scenario"].iloc[0]),
        "base": base,
        "replicates": replicates,
        "years": measured_years,
        "yardsticks": [_stick(cells, stick, base, measured_years) for stick in STICKS],
        "instruments": rows,
        "order": order,
        "pairs": [
            _pair(cells, step, alone, measured_years) for step in steps if step.role == "pair"
        ],
        "built": _built(cells, base, steps, measured_years),
    }
    numbers = rounded(numbers)
    return Finding(numbers, lines(numbers))


def state(estimate: Estimate, stick: Yardstick, least: float) -> str:
    """Call a difference by its name; of an outcome without a direction more is better."""
    if estimate.clear:
        side = BETTER if estimate.value * (stick.better or 1) > 0 else WORSE
        return side if abs(estimate.value) >= least else A_LITTLE + side
    return SMALL if _inside(estimate, least) else NOT_TOLD


def flag(effects: Mapping[str, Mapping[str, Any]]) -> str:
    """Return what an instrument is, by its headline outcomes."""
    own = [effects[name] for name in HEADLINE]
    found = [
        word
        for word, at in ((MATTERS, BETTER), (HARMS, WORSE))
        if any(effect["state"] == at for effect in own)
    ]
    if found:
        return ", ".join(found)
    return NOTHING if all(_within(effect) for effect in own) else UNTOLD


def _within(effect: Mapping[str, Any]) -> bool:
    return _inside(stored(effect), effect["least"])


def _inside(estimate: Estimate, least: float) -> bool:
    """Whether all that the runs do not exclude is too small to matter."""
    return all(abs(end) <= least for end in estimate.ends)


def _instrument(
    cells: Cells, step: Step, left_out: Step | None, measured_years: float
) -> dict[str, Any]:
    name = step.instruments[0]
    instrument = shipped_instruments().get(name)
    effects = _effects(cells, step.level, step.against, measured_years)
    row = {
        "name": name,
        "title": instrument.title if instrument else name,
        "during": instrument.during if instrument else "always",
        "level": step.level,
        "against": step.against,
        "along": list(step.along),
        "flag": flag(effects),
        "effects": effects,
    }
    if left_out is not None:
        marginal = _effects(cells, left_out.against, left_out.level, measured_years)
        row["left_out"] = {
            "level": left_out.level,
            "along": list(left_out.along),
            "flag": flag(marginal),
            "effects": marginal,
        }
    return row


def _effects(cells: Cells, tried: str, against: str, measured_years: float) -> dict[str, Any]:
    return {
        stick.name: _effect(
            difference(cells, stick, (tried,), (against,), measured_years),
            stick,
            matters(cells, stick, (against,), measured_years),
        )
        for stick in STICKS
    }


def _effect(estimate: Estimate, stick: Yardstick, least: float) -> dict[str, Any]:
    return {**estimate.as_dict(), "least": least, "state": state(estimate, stick, least)}


def _rank(row: Mapping[str, Any]) -> float:
    value = row["effects"][RANKED_BY]["value"]
    return -value if math.isfinite(value) else math.inf


def _stick(cells: Cells, stick: Yardstick, base: str, measured_years: float) -> dict[str, Any]:
    value = contrast(cells, stick, {(base,): 1.0}, measured_years).value
    return {
        "name": stick.name,
        **stick.as_dict(),
        "headline": stick.name in HEADLINE,
        "at_base": value,
    }


# --------------------------------------------------------------------------- pairs
def _pair(cells: Cells, step: Step, alone: Sequence[Step], measured_years: float) -> dict[str, Any]:
    """What a pair gives beyond the sum of its two, each beside what it needs."""
    weights: dict[tuple[str, ...], float] = {}
    parts = [(step, 1.0), *((own, -1.0) for own in alone if own.instruments[0] in step.instruments)]
    for own, sign in parts:
        weights[own.level,] = weights.get((own.level,), 0.0) + sign
        weights[own.against,] = weights.get((own.against,), 0.0) - sign
    synergy = {
        stick.name: _effect(
            contrast(cells, stick, weights, measured_years),
            stick,
            matters(cells, stick, (step.against,), measured_years),
        )
        for stick in STICKS
    }
    return {
        "instruments": list(step.instruments),
        "level": step.level,
        "against": step.against,
        "along": list(step.along),
        "effects": _effects(cells, step.level, step.against, measured_years),
        "synergy": synergy,
    }


# --------------------------------------------------------------------------- built up
def _built(
    cells: Cells, base: str, steps: Sequence[Step], measured_years: float
) -> list[dict[str, Any]]:
    """How near each step of a country built up from instruments comes to each shipped level."""
    levels = [step.level for step in steps if step.role == "shipped" and step.level != base]
    tried = [("nothing added", base, ())]
    tried += [
        (f"the first {len(s.instruments)}", s.level, s.instruments)
        for s in steps
        if s.role == "built_up"
    ]
    tried += [("all", s.level, s.instruments) for s in steps if s.role == "all"]
    rows = []
    for name, level, instruments in tried if levels and len(tried) > 1 else ():
        to = {other: _distance(cells, level, other, base, measured_years) for other in levels}
        known = {other: d["distance"] for other, d in to.items() if math.isfinite(d["distance"])}
        rows.append(
            {
                "name": name,
                "level": level,
                "instruments": list(instruments),
                "to": to,
                "nearest": min(known, key=lambda other: known[other]) if known else None,
            }
        )
    return rows


def _distance(
    cells: Cells, built: str, level: str, base: str, measured_years: float
) -> dict[str, Any]:
    """Root mean square over the headline outcomes of the difference in multiples of what matters, its noise taken off."""
    effects, squares = {}, []
    for stick in STICKS:
        if stick.name not in HEADLINE:
            continue
        least = matters(cells, stick, (base,), measured_years)
        estimate = difference(cells, stick, (built,), (level,), measured_years)
        effects[stick.name] = _effect(estimate, stick, least)
        if least > 0:
            squares.append((estimate.value**2 - estimate.error**2) / least**2)
    mean = sum(squares) / len(squares) if squares else math.nan
    return {
        "distance": math.sqrt(max(mean, 0.0)) if math.isfinite(mean) else math.nan,
        "apart": [name for name, effect in effects.items() if effect["state"] in (BETTER, WORSE)],
        "alike": [name for name, effect in effects.items() if _within(effect)],
        "effects": effects,
    }
