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
from borderSim.scenario.instruments import shipped_instruments
from borderSim.studies.findings.criteria import COST
from borderSim.studies.findings.text import Finding, TooLittleError, provisional, rounded, table
from borderSim.studies.findings.yardsticks import (
    LEAST,
    Cells,
    Estimate,
    Yardstick,
    cells_of,
    contrast,
    difference,
    matters,
    shown,
    yardstick,
)
from borderSim.studies.level_lists import Step
from borderSim.studies.sweep_tables import Frame

STICKS = (
    *(yardstick(name) for name in HEADLINE),
    yardstick("net_benefit_0"),
    yardstick("net_benefit_3"),
    yardstick(f"seizures / {COST}", "seizures per M EUR", 1e6),
    yardstick(f"orgs_dismantled / {COST}", "dismantled per 100 M EUR", 1e8),
)
RANKED_BY = "net_benefit_eur"
"""Instruments are ranked by this difference, alone on the base level."""
BETTER, WORSE, A_LITTLE, SMALL, NOT_TOLD = "better", "worse", "slightly ", "too small", "not told"
MATTERS, HARMS, NOTHING, UNTOLD = "matters", "can harm", "nothing", "cannot be told"


def find(runs: Frame, steps: Sequence[Step], years: float) -> Finding:
    """Return what the runs say of each instrument.

    Args:
        runs: a row per run; of several scenarios, arms or points the first is read.
        steps: what each level is there for.
        years: horizon.

    Raises:
        TooLittleError: no instrument among the steps, or fewer than two replicates.
    """
    for column in ("scenario", "arm", "point"):
        runs = runs[runs[column] == runs[column].iloc[0]]
    alone, replicates = [step for step in steps if step.role == "alone"], int(runs["seed"].nunique())
    if not alone or replicates < 2:
        raise TooLittleError("instruments need 'each_instrument_alone' among the levels and at least two replicates")
    cells, base = cells_of(runs), alone[0].level.split("+")[0]
    left_out = {step.instruments[0]: step for step in steps if step.role == "left_out"}
    rows = [_instrument(cells, step, left_out.get(step.instruments[0]), years) for step in alone]
    order = [row["name"] for row in sorted(rows, key=_rank)]
    numbers = {
        "scenario": str(runs["scenario"].iloc[0]), "base": base, "replicates": replicates, "years": years,
        "yardsticks": [_stick(cells, stick, base, years) for stick in STICKS],
        "instruments": rows, "order": order,
        "pairs": [_pair(cells, step, alone, years) for step in steps if step.role == "pair"],
        "built": _built(cells, base, steps, years),
    }  # fmt: skip
    numbers = rounded(numbers)
    return Finding(numbers, lines(numbers))


def state(estimate: Estimate, stick: Yardstick, least: float) -> str:
    """Call a difference by its name; of an outcome without a direction more is better."""
    if estimate.clear:
        side = BETTER if estimate.value * (stick.better or 1) > 0 else WORSE
        return side if abs(estimate.value) >= least else A_LITTLE + side
    return SMALL if estimate.n >= LEAST and max(abs(estimate.low), abs(estimate.high)) <= least else NOT_TOLD


def flag(effects: Mapping[str, Mapping[str, Any]]) -> str:
    """Return what an instrument is, by its headline outcomes."""
    own = [effects[name] for name in HEADLINE]
    found = [word for word, at in ((MATTERS, BETTER), (HARMS, WORSE)) if any(effect["state"] == at for effect in own)]
    if found:
        return ", ".join(found)
    return NOTHING if all(_within(effect) for effect in own) else UNTOLD


def _within(effect: Mapping[str, Any]) -> bool:
    ends = [effect["low"], effect["high"]]
    return effect["n"] >= LEAST and None not in ends and max(map(abs, ends)) <= effect["least"]


def _instrument(cells: Cells, step: Step, left_out: Step | None, years: float) -> dict[str, Any]:
    name = step.instruments[0]
    instrument = shipped_instruments().get(name)
    effects = _effects(cells, step.level, step.against, years)
    row = {
        "name": name, "title": instrument.title if instrument else name, "during": instrument.during if instrument else "always",
        "level": step.level, "against": step.against, "along": list(step.along), "flag": flag(effects), "effects": effects,
    }  # fmt: skip
    if left_out is not None:
        marginal = _effects(cells, left_out.against, left_out.level, years)
        row["left_out"] = {"level": left_out.level, "along": list(left_out.along), "flag": flag(marginal), "effects": marginal}
    return row


def _effects(cells: Cells, tried: str, against: str, years: float) -> dict[str, Any]:
    return {
        stick.name: _effect(difference(cells, stick, (tried,), (against,), years), stick, matters(cells, stick, (against,), years))
        for stick in STICKS
    }  # fmt: skip


def _effect(estimate: Estimate, stick: Yardstick, least: float) -> dict[str, Any]:
    return {**estimate.as_dict(), "least": least, "state": state(estimate, stick, least)}


def _rank(row: Mapping[str, Any]) -> float:
    value = row["effects"][RANKED_BY]["value"]
    return -value if math.isfinite(value) else math.inf


def _stick(cells: Cells, stick: Yardstick, base: str, years: float) -> dict[str, Any]:
    value = contrast(cells, stick, {(base,): 1.0}, years).value
    return {"name": stick.name, "label": stick.label, "unit": stick.unit, "factor": stick.factor, "better": stick.better,
            "headline": stick.name in HEADLINE, "per_year": stick.per_year, "at_base": value}  # fmt: skip


# --------------------------------------------------------------------------- pairs
def _pair(cells: Cells, step: Step, alone: Sequence[Step], years: float) -> dict[str, Any]:
    """What a pair gives beyond the sum of its two, each beside what it needs."""
    weights: dict[tuple[str, ...], float] = {}
    parts = [(step, 1.0), *((own, -1.0) for own in alone if own.instruments[0] in step.instruments)]
    for own, sign in parts:
        weights[own.level,] = weights.get((own.level,), 0.0) + sign
        weights[own.against,] = weights.get((own.against,), 0.0) - sign
    synergy = {
        stick.name: _effect(contrast(cells, stick, weights, years), stick, matters(cells, stick, (step.against,), years))
        for stick in STICKS
    }  # fmt: skip
    return {"instruments": list(step.instruments), "level": step.level, "against": step.against, "along": list(step.along),
            "effects": _effects(cells, step.level, step.against, years), "synergy": synergy}  # fmt: skip


# --------------------------------------------------------------------------- built up
def _built(cells: Cells, base: str, steps: Sequence[Step], years: float) -> list[dict[str, Any]]:
    """How near each step of a country built up from instruments comes to each shipped level."""
    levels = [step.level for step in steps if step.role == "shipped" and step.level != base]
    tried = [("nothing added", base, ())]
    tried += [(f"the first {len(s.instruments)}", s.level, s.instruments) for s in steps if s.role == "built_up"]
    tried += [("all", s.level, s.instruments) for s in steps if s.role == "all"]
    rows = []
    for name, level, instruments in tried if levels and len(tried) > 1 else ():
        to = {other: _distance(cells, level, other, base, years) for other in levels}
        known = {other: d["distance"] for other, d in to.items() if math.isfinite(d["distance"])}
        rows.append({"name": name, "level": level, "instruments": list(instruments), "to": to,
                     "nearest": min(known, key=lambda other: known[other]) if known else None})  # fmt: skip
    return rows


def _distance(cells: Cells, built: str, level: str, base: str, years: float) -> dict[str, Any]:
    """Root mean square over the headline outcomes of the difference in multiples of what matters, its noise taken off."""
    effects, squares = {}, []
    for stick in STICKS:
        if stick.name not in HEADLINE:
            continue
        least = matters(cells, stick, (base,), years)
        estimate = difference(cells, stick, (built,), (level,), years)
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


# --------------------------------------------------------------------------- for people
def lines(numbers: Mapping[str, Any]) -> list[str]:
    """Return the finding as Markdown, from its numbers alone."""
    sticks = numbers["yardsticks"]
    labels = {stick["name"]: stick["label"] for stick in sticks}
    out = [
        f"{numbers['replicates']} replicates of {numbers['years']:g} years of `{numbers['scenario']}`, on `{numbers['base']}`; totals a year. "
        f"{provisional(numbers['replicates'])}", "", *_answer(numbers, labels),
        "## Each alone", "",
        f"Added to `{numbers['base']}` with what it needs; the difference is to the same prerequisites alone. Sorted by {labels[RANKED_BY]}. "
        "**Bold**: clear and at least the smallest difference that matters; *italic*: clear, but smaller.", "",
        *_effect_table(numbers, sticks, ""),
    ]  # fmt: skip
    if any("left_out" in row for row in numbers["instruments"]):
        out += ["## Each left out of all", "", "What all instruments lose without it (all minus all without it, and without what rests on it).", "",
                *_effect_table(numbers, sticks, "left_out")]  # fmt: skip
    return [*out, *_pair_lines(numbers, sticks), *_built_lines(numbers, labels)]


def by_flag(numbers: Mapping[str, Any], part: str = "") -> dict[str, list[str]]:
    """Return instruments by what they are: matters, can harm, nothing, cannot be told (the first two may share some)."""
    rows = {row["name"]: row[part] if part else row for row in numbers["instruments"] if not part or part in row}
    return {word: [name for name in numbers["order"] if name in rows and word in rows[name]["flag"].split(", ")]
            for word in (MATTERS, HARMS, NOTHING, UNTOLD)}  # fmt: skip


def _answer(numbers: Mapping[str, Any], labels: Mapping[str, str]) -> list[str]:
    found = by_flag(numbers)
    rows = {row["name"]: row for row in numbers["instruments"]}
    idle = [name for name, row in rows.items() if row["during"] == "emergency"]
    comparisons = len(rows) * sum(stick["headline"] for stick in numbers["yardsticks"])
    out = ["## The answer", ""]
    for word, names in found.items():
        told = [f"`{name}`{_where(rows[name], word, labels)}" for name in names]
        out.append(f"- **{word[0].upper()}{word[1:]}** ({len(names)} of {len(rows)}): {', '.join(told) or 'none'}.")
    out += ["", f"Of {comparisons} headline differences about {0.05 * comparisons:.0f} are clear by chance alone where nothing is there; of those "
            "fewer are large enough to matter."]  # fmt: skip
    if idle:
        out += ["", f"{', '.join(f'`{name}`' for name in idle)}: acts in an emergency, and none happens in this experiment; only its cost shows."]
    return [*out, ""]


def _where(row: Mapping[str, Any], word: str, labels: Mapping[str, str]) -> str:
    wanted = {MATTERS: BETTER, HARMS: WORSE}.get(word)
    names = [labels[name] for name in HEADLINE if name in row["effects"] and row["effects"][name]["state"] == wanted]
    return f" ({', '.join(names)})" if names else ""


def _effect_table(numbers: Mapping[str, Any], sticks: Sequence[Mapping[str, Any]], part: str) -> list[str]:
    rows = {row["name"]: row for row in numbers["instruments"] if not part or part in row}
    body = []
    for name in numbers["order"]:
        if name in rows:
            own = rows[name][part] if part else rows[name]
            along = f" ({', '.join(own['along'])})" if own["along"] else ""
            body.append([f"`{name}`{along}", own["flag"], *(cell(own["effects"][stick["name"]], stick) for stick in sticks)])
    return table(["instrument (with)" if not part else "instrument (and with it)", "", *map(head, sticks)], body)


def head(stick: Mapping[str, Any]) -> str:
    """Return the head of a column: label, unit, and which way is better."""
    unit = f", {stick['unit']}{' a year' if stick['per_year'] else ''}" if stick["unit"] else ""
    return f"{stick['label']}{unit}{' ↓' if stick['better'] < 0 else ''}"


def cell(effect: Mapping[str, Any], stick: Mapping[str, Any]) -> str:
    """Return an effect for a table, told apart by its state."""
    text = shown(effect, factor=stick["factor"])
    marks = {BETTER: "**", WORSE: "**", A_LITTLE + BETTER: "*", A_LITTLE + WORSE: "*"}
    mark = marks.get(effect["state"], "")
    return f"{mark}{text}{mark}"


def _pair_lines(numbers: Mapping[str, Any], sticks: Sequence[Mapping[str, Any]]) -> list[str]:
    if not numbers["pairs"]:
        return []
    used = list(dict.fromkeys(name for pair in numbers["pairs"] for name in pair["instruments"]))
    strongest = numbers["order"][: len(used)]
    out = ["## Pairs", "", "What a pair gives beyond the sum of its two (positive: more of the outcome together than apart).", ""]
    out += table(["pair", *map(head, sticks)],
                 [[" + ".join(f"`{name}`" for name in pair["instruments"]), *(cell(pair["synergy"][s["name"]], s) for s in sticks)]
                  for pair in numbers["pairs"]])  # fmt: skip
    if set(used) != set(strongest):
        out += [f"The file pairs {', '.join(used)}; the strongest by these runs are {', '.join(strongest)}.", ""]
    return out


def _built_lines(numbers: Mapping[str, Any], labels: Mapping[str, str]) -> list[str]:
    if not numbers["built"]:
        return []
    levels = list(numbers["built"][0]["to"])
    out = ["## How near a country built up from instruments comes", "",
           "Distance to each shipped level: root mean square over the headline outcomes of the difference in multiples of the smallest "
           "one that matters, its noise taken off (0: none is left). In brackets: outcomes that are alike (interval within what matters) "
           "and that are apart (clear, and more than what matters).", ""]  # fmt: skip
    body = [
        [row["name"], *(f"{_plain(row['to'][level]['distance'])} ({len(row['to'][level]['alike'])} alike, {len(row['to'][level]['apart'])} apart)"
                        for level in levels), row["nearest"] or "–"]
        for row in numbers["built"]
    ]  # fmt: skip
    out += table(["built from", *levels, "nearest"], body)
    longest = max(numbers["built"], key=lambda row: len(row["instruments"]) if row["name"] != "all" else 0)
    if longest["instruments"]:
        out += [f"Built up in this order: {', '.join(f'`{name}`' for name in longest['instruments'])}; by these runs the order is "
                f"{', '.join(f'`{name}`' for name in numbers['order'][: len(longest['instruments'])])}.", ""]  # fmt: skip
    whole = next((row for row in numbers["built"] if row["name"] == "all"), None)
    if whole and whole["nearest"]:
        apart = [labels[name] for name in whole["to"][whole["nearest"]]["apart"]]
        out += [f"All instruments together come nearest to `{whole['nearest']}`; apart from it in {', '.join(apart) or 'nothing that can be told'}.", ""]
    return out


def _plain(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"
