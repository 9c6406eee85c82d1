"""The road map: which remedy first, what comes next and when, what to watch, and what makes one go on.

After adaptive pathways: a step is decided when the trigger of the one before is met, earliest at its
review. The order is that of the greedy search (best alone, best beside it, best beside both); what was
tried alone only stands behind it, to be decided at the last review. Everything here comes from what
was simulated and from ``configs/questionnaire/remedies.yaml``; nothing is simulated or read.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from borderSim.diagnose.ranking import TOLD, Effect, Ranked, effects_of
from borderSim.diagnose.remedies import Missing, indicators, left_out, months_to_open, sentences
from borderSim.diagnose.simulate import Simulated
from borderSim.language.current import LANGUAGES
from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.quantities import yardstick
from borderSim.results.road_map import FORMAT
from borderSim.studies.analysis.contrasts import cells_of, contrast

REVIEW_MONTHS = 12
"""Months from the day on which a step is in force to its review (assumption: one yearly round of figures)."""
ALL_TRIED, NOTHING_ADDS = "all steps tried", "nothing tried adds more"
"""Why the sequence ends."""


def road_map(found: Simulated) -> dict[str, Any]:
    """Return the road map as plain data: what ``road_map.json`` holds."""
    steps: list[dict[str, Any]] = []
    before: Ranked | None = None
    stops = ALL_TRIED
    for row in found.best_together:
        new = next(n for n in reversed(row.names) if before is None or n not in before.names)
        month = steps[-1]["review_month"] if steps else 0.0
        step = _step(found, row, before, found.missing[new], month)
        if (step["adds"][found.goal]["value"] or 0.0) * _sign(found) <= 0:
            stops = NOTHING_ADDS
            break
        steps.append({"order": len(steps) + 1, **step})
        before = row
    taken = set(before.names) if before else set()
    refined = {row.names for row in found.singles}
    return {
        "format": FORMAT,
        "base": found.base,
        "goal": found.goal,
        "years": found.years,
        "replicates": {name: rows[0].replicates for name, rows in _tables(found) if rows},
        "steps": steps,
        "stops": stops,
        "second": _second(found),
        "later": _named(found, [row for row in found.singles if not set(row.names) & taken]),
        "not_refined": _named(found, [r for r in found.looked_at if r.names not in refined]),
        "left_out": {name: dict(why) for name, why in left_out().items()},
    }


def _tables(found: Simulated) -> Sequence[tuple[str, Sequence[Ranked]]]:
    return (
        ("first", found.looked_at),
        ("single", found.singles),
        ("pair", found.pairs),
        ("triple", found.triples),
    )


def _sign(found: Simulated) -> int:
    return found.singles[0].effects[found.goal].direction or 1


def _second(found: Simulated) -> dict[str, Any] | None:
    """Return the second best remedy alone, between which and the first one chooses; None where none acts.

    Its month counts from the first decision, as if it were the first step.
    """
    own = found.singles[1] if len(found.singles) > 1 else None
    if own is None or not own.acts:
        return None
    missing = found.missing[own.names[0]]
    remedy = missing.remedy
    return {
        "remedy": remedy.name,
        "title": dict(remedy.title),
        "named_by": remedy.named_by,
        "gates": dict(missing.gates),
        "in_force_month": round(missing.months, 1),
        "adds": told(own.effects),
    }


def _named(found: Simulated, rows: Sequence[Ranked]) -> list[dict[str, Any]]:
    """Return remedies that are no step, best first: what they did alone, and whether they did anything."""
    return [
        {
            "remedy": row.names[0],
            "title": dict(found.missing[row.names[0]].remedy.title),
            "item": found.missing[row.names[0]].remedy.item,
            "alone": told({found.goal: row.effects[found.goal]})[found.goal],
            "best": _number(row.best),
            "loss": _number(row.loss),
            "acts": row.acts,
        }
        for row in rows
    ]


def _step(
    found: Simulated, row: Ranked, before: Ranked | None, new: Missing, month: float
) -> dict[str, Any]:
    """Return one step of the sequence; its months count from the first decision."""
    against = before.level if before else found.base
    there = {name for other in (before.names if before else ()) for name in _brought(found, other)}
    added = effects_of(found.runs, row.level, against, found.years)
    open_already = _opened(found, before)
    gates = {key: value for key, value in new.gates.items() if value > open_already.get(key, 0.0)}
    in_force = month + new.months - months_to_open(new.gates) + months_to_open(gates)
    worth = added[found.goal]
    watch = [_watch(found, name, row.level, against) for name in new.remedy.watch]
    return {
        "remedy": new.name,
        "title": dict(new.remedy.title),
        "item": new.remedy.item,
        "named_by": new.remedy.named_by,
        "section": new.remedy.section,
        "reaches": {key: option.name for key, option in new.reached.items()},
        "first": [name for name in new.along if name not in there],
        "gates": gates,
        "decided_month": round(month, 1),
        "in_force_month": round(in_force, 1),
        "review_month": round(in_force + REVIEW_MONTHS, 1),
        "adds": told(added),
        "so_far": told(row.effects),
        "adds_enough": bool(worth.gain >= worth.least),
        "best": _number(row.best),
        "loss": _number(row.loss),
        "pays_month": _number(in_force + row.pays),
        "watch": watch,
        "trigger": _trigger(watch),
    }


def _opened(found: Simulated, before: Ranked | None) -> dict[str, float]:
    """Return will and mandate as the steps before have opened them, by key."""
    opened: dict[str, float] = {}
    for name in before.names if before else ():
        for key, value in found.missing[name].gates.items():
            opened[key] = max(value, opened.get(key, 0.0))
    return opened


def _brought(found: Simulated, name: str) -> tuple[str, ...]:
    own = found.missing[name]
    return (*own.along, *own.instruments)


def _trigger(watch: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return by language when to go on, and what to do otherwise."""
    signs = [own for own in watch if own["expected"] == own["wanted"]]
    found = {}
    for language in LANGUAGES:
        said = {key: texts[language] for key, texts in sentences().items()}
        listed = "; ".join(f"{own['text'][language]} ({said[own['wanted']]})" for own in signs)
        first = said["go_on"] if signs else said["no_sign"]
        found[language] = f"{first.format(number=REVIEW_MONTHS, indicators=listed)} {said['else']}"
    return found


def _watch(found: Simulated, name: str, level: str, against: str) -> dict[str, Any]:
    """Return an indicator: what a service counts, and how the model's outcome moves with the step."""
    own = indicators()[name]
    stick = yardstick(own["outcome"])
    cells = cells_of(found.runs)
    shared = cells[(level,)].index.intersection(cells[(against,)].index)
    both = {cell: cells[(cell,)].loc[shared] for cell in (level, against)}
    now, then = (
        contrast({(cell,): both[cell]}, stick, {(cell,): 1.0}, found.years).value
        for cell in (against, level)
    )
    return {
        "name": name,
        "outcome": own["outcome"],
        "unit": OUTCOMES[own["outcome"]].unit,
        "per_year": stick.per_year,
        "before": _number(now),
        "after": _number(then),
        "expected": "more" if then > now else "less" if then < now else "same",
        "wanted": own["better"],
        "text": {language: own[language] for language in LANGUAGES},
    }


def told(effects: Mapping[str, Effect]) -> dict[str, dict[str, Any]]:
    """Return effects as plain data; what is not known is null."""
    return {
        name: {
            "value": _number(effect.estimate.value),
            "low": _number(effect.estimate.low),
            "high": _number(effect.estimate.high),
            "n": effect.estimate.n,
            "least": _number(effect.least),
            "clear": effect.estimate.clear,
            "large": effect.large,
            "better": _number(effect.better),
        }
        for name, effect in effects.items()
    }


def rows_of(found: Simulated) -> list[dict[str, Any]]:
    """Return a row for everything that was tried, as ``remedies.parquet`` holds it."""
    rows = []
    for step, ranked in _tables(found):
        for place, row in enumerate(ranked):
            own = [found.missing[name] for name in row.names]
            facts: dict[str, Any] = {
                "step": step,
                "rank": place + 1,
                "remedies": "+".join(row.names),
                "level": row.level,
                "item": own[-1].remedy.item,
                "named_by": own[-1].remedy.named_by,
                "along": ",".join(dict.fromkeys(name for one in own for name in one.along)),
                "gates": ",".join(dict.fromkeys(key for one in own for key in one.gates)),
                "months": round(max(one.months for one in own), 1),
                "best": row.best,
                "loss": row.loss,
                "pays_month": row.pays,
                "acts": row.acts,
                "n": row.replicates,
            }
            for name in TOLD:
                effect = row.effects[name]
                facts |= {
                    name: effect.estimate.value,
                    f"{name}_low": effect.estimate.low,
                    f"{name}_high": effect.estimate.high,
                    f"{name}_better": effect.better,
                    f"{name}_least": effect.least,
                }
            rows.append(facts)
    return rows


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
