"""What a level gives in each arm of an experiment, and what an arm changes under each level.

Arms meet the same chances, so that both are paired differences. Which level is best in an arm is
told by mean, with the chance over these replicates (:mod:`.rank_stability`); an arm in which
another level is best than in the first *turns the ranking*.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from borderSim.measures.outcomes import HEADLINE
from borderSim.measures.quantities import yardstick
from borderSim.studies.analysis.contrasts import Years, cells_of, difference, matters, shown
from borderSim.studies.analysis.estimates import stored
from borderSim.studies.analysis.findings import rank_stability
from borderSim.studies.analysis.findings.text import (
    Finding,
    TooLittleError,
    percent,
    provisional,
    rounded,
    still_open,
    table,
    with_unit,
)
from borderSim.studies.analysis.tables import Frame

BESIDE = (
    "seizures",
    "delivered",
    "members_arrested",
    "leaders_arrested",
    "ends_per_100_org_years",
    "cases_burned",
    "harm_at_expected_size_eur",
)
"""Told beside the headline outcomes: what the police and the market make of it."""


def find(runs: Frame, present: str, arms: Sequence[str], measured_years: Years) -> Finding:
    """Return the differences between levels in each arm, between arms under each level, and who is best where.

    Args:
        runs: a row per run.
        present: level that the others are held against; the first one of the runs if it is not among them.
        arms: names, the first is the one that the others are held against.
        measured_years: years that are measured, of all arms, or what each ``(arm, level)``
            measures; totals are told a year. An arm that measures other years than the first is not
            held against it.

    Raises:
        TooLittleError: fewer than two arms or levels.
    """
    runs = runs[runs["scenario"] == runs["scenario"].iloc[0]]
    levels = [str(level) for level in dict.fromkeys(runs["level"])]
    arms = [arm for arm in arms if (runs["arm"] == arm).any()]
    if len(arms) < 2 or len(levels) < 2:
        raise TooLittleError("arms are compared where there are at least two, and two levels")
    present = present if present in levels else levels[0]
    cells = cells_of(runs, ("arm", "level"))
    first, texts = arms[0], _windows(measured_years, arms, present)
    effects, changes = [], []
    for name in (*HEADLINE, *BESIDE):
        stick = yardstick(name)
        for level in levels:
            for arm in arms:
                told = {"outcome": name, **stick.as_dict(), "arm": arm, "level": level}
                told["least"] = matters(cells, stick, (first, present), measured_years)
                if level != present:
                    by = difference(cells, stick, (arm, level), (arm, present), measured_years)
                    effects.append(told | by.as_dict())
                if arm != first and texts.get(arm) == texts.get(first):
                    by = difference(cells, stick, (arm, level), (first, level), measured_years)
                    changes.append(told | by.as_dict())
    numbers: dict[str, Any] = rounded(
        {
            "scenario": str(runs["scenario"].iloc[0]),
            **_measured(measured_years, texts),
            "replicates": int(runs["replicate"].nunique()),
            "present": present,
            "arms": list(arms),
            "levels": levels,
            "effects": effects,
            "changes": changes,
            "best": _best(runs, arms),
        }
    )
    return Finding(numbers, lines(numbers))


def _windows(measured_years: Years, arms: Sequence[str], present: str) -> dict[str, str]:
    """Return what each arm measures, in words; empty where nobody says that they differ."""
    if not isinstance(measured_years, Mapping):
        return {}
    return {arm: measured_years[arm, present].text for arm in arms}


def _measured(measured_years: Years, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the years that are measured, or what each arm measures where they differ."""
    if not isinstance(measured_years, Mapping):
        return {"years": measured_years}
    if len(set(texts.values())) > 1:
        return {"measured_by_arm": dict(texts)}
    return {"years": next(iter(measured_years.values())).measured}


def _best(runs: Frame, arms: Sequence[str]) -> list[dict[str, Any]]:
    """Return by headline outcome and arm the best level by mean and its chance; nothing for one replicate."""
    try:
        ranks = rank_stability.find(runs, arms).numbers["ranks"]
    except TooLittleError:
        return []
    found = []
    for name in HEADLINE:
        for arm in arms:
            own = [row for row in ranks if row["outcome"] == name and row["arm"] == arm]
            alone = [row for row in own if row["rank"] == 1]
            found.append(
                {
                    "outcome": name,
                    "arm": arm,
                    "best": alone[0]["level"] if alone else None,
                    "chance": alone[0]["chance_best"] if alone else None,
                }
            )
    return found


def turned(numbers: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return by headline outcome the arms in which another level is best than in the first arm."""
    first = numbers["arms"][0]
    by_arm: dict[str, dict[str, str | None]] = {}
    for row in numbers["best"]:
        by_arm.setdefault(row["outcome"], {})[row["arm"]] = row["best"]
    return {name: [arm for arm in own if own[arm] != own[first]] for name, own in by_arm.items()}


def lines(numbers: Mapping[str, Any]) -> list[str]:
    """Return a finding as Markdown."""
    arms, present = numbers["arms"], numbers["present"]
    out = [
        f"{numbers['replicates']} replicates; all arms and levels meet the same chances. "
        f"{provisional(numbers['replicates'])}".strip(),
        "",
        f"What a level gives in each arm: difference to `{present}` in the same arm.",
        "",
    ]
    out += table(["outcome", "level", *arms], _rows(numbers["effects"], "level", "arm", arms))
    out += [
        f"What an arm changes under each level: difference to `{arms[0]}` under the same level.",
        "",
    ]
    heads = ["outcome", "arm", *numbers["levels"]]
    out += table(heads, change_rows(numbers))
    said = [*clear_changes(numbers), "", *still_open(numbers["changes"])]
    return [*out[:2], *said, *out[2:], *_best_lines(numbers)]


def clear_changes(numbers: Mapping[str, Any]) -> list[str]:
    """Return in sentences what each arm clearly changes, by level; what follows by arithmetic in every replicate is left out."""
    first, *others = numbers["arms"]
    told = [f"What an arm clearly changes against `{first}` (its 95 % interval excludes zero):", ""]
    texts = numbers.get("measured_by_arm", {})
    for arm in others:
        if texts.get(arm) != texts.get(first):
            told.append(
                f"- `{arm}`: not compared, since it measures other years ({texts[arm]}) than `{first}` ({texts[first]}); "
                "`years` and `measure_from_year` set the same for all."
            )
            continue
        own = [row for row in numbers["changes"] if row["arm"] == arm and not row["same"]]
        clear = [row for row in own if stored(row).clear]
        told.append(f"- `{arm}`: {'' if clear else 'nothing.'}".rstrip())
        for level in numbers["levels"]:
            said = [
                f"{with_unit(row)} {shown(row, factor=row['factor'])}"
                for row in clear
                if row["level"] == level
            ]
            told += [f"  - under {level}: {', '.join(said)}."] if said else []
    return told


def change_rows(numbers: Mapping[str, Any]) -> list[list[str]]:
    """Return what the arms change as rows of texts: outcome, arm, then each level."""
    return _rows(numbers["changes"], "arm", "level", numbers["levels"])


def _rows(
    rows: Sequence[Mapping[str, Any]], down: str, across: str, columns: Sequence[str]
) -> list[list[str]]:
    cells = {(row["outcome"], row[down], row[across]): row for row in rows}
    return [
        [
            with_unit(cells[outcome, own, columns[0]]),
            own,
            *(
                shown(cells[outcome, own, column], factor=cells[outcome, own, column]["factor"])
                for column in columns
            ),
        ]
        for outcome, own in dict.fromkeys((row["outcome"], row[down]) for row in rows)
    ]


def best_rows(numbers: Mapping[str, Any]) -> list[list[str]]:
    """Return who is best as rows of texts: outcome, then each arm; nothing where no chances are known."""
    cells = {(row["outcome"], row["arm"]): row for row in numbers["best"]}
    labels = {row["outcome"]: row["label"] for row in numbers["effects"]}
    return [
        [labels[name], *(_winner(cells[name, arm]) for arm in numbers["arms"])]
        for name in dict.fromkeys(row["outcome"] for row in numbers["best"])
    ]


def answer(numbers: Mapping[str, Any]) -> str:
    """Return in a sentence in which arms another level is best than in the first."""
    labels = {row["outcome"]: row["label"] for row in numbers["effects"]}
    changed = [
        f"{labels[name]} in {', '.join(own)}" for name, own in turned(numbers).items() if own
    ]
    said = "; ".join(changed) if changed else "in no headline outcome and no arm"
    return (
        f"By mean, another level is best than in {numbers['arms'][0]}: {said}. "
        "It may be chance where the brackets do not say that it is decided."
    )


def _best_lines(numbers: Mapping[str, Any]) -> list[str]:
    if not numbers["best"]:
        return []
    heads = ["outcome", *numbers["arms"]]
    return [
        "Which level is best by mean; in brackets how often it stays best when the replicates are drawn anew (below some 95 % it is not decided):",
        "",
        *table(heads, best_rows(numbers)),
        answer(numbers),
        "",
    ]


def _winner(row: Mapping[str, Any]) -> str:
    if row["best"] is None:
        return "none alone"
    chance = row["chance"]
    return row["best"] if chance is None else f"{row['best']} ({percent(chance)})"
