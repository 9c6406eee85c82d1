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
from borderSim.diagnose.remedies import Missing, indicators
from borderSim.diagnose.simulate import Simulated
from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.quantities import yardstick
from borderSim.studies.analysis.contrasts import cells_of, contrast

REVIEW_MONTHS = 12
"""Months from the day on which a step is in force to its review (assumption: one yearly round of figures)."""
FORMAT = 1
"""Of the file; a higher number can't be read by an earlier version."""


def road_map(found: Simulated) -> dict[str, Any]:
    """Return the road map as plain data: what ``road_map.json`` holds."""
    steps: list[dict[str, Any]] = []
    month = 0.0
    together = found.best_together
    for place, row in enumerate(together):
        before = together[place - 1] if place else None
        new = [name for name in row.names if before is None or name not in before.names]
        step = _step(found, place, row, before, found.missing[new[-1]], month)
        month = step["review_month"]
        steps.append(step)
    there = set(together[-1].names) if together else set()
    return {
        "format": FORMAT,
        "base": found.base,
        "goal": found.goal,
        "years": found.years,
        "replicates": {
            name: rows[0].replicates
            for name, rows in (
                ("first", found.looked_at),
                ("singles", found.singles),
                ("pairs", found.pairs),
                ("triples", found.triples),
            )
            if rows
        },
        "steps": steps,
        "later": [row.names[0] for row in found.singles if row.names[0] not in there],
        "not_refined": [
            row.names[0]
            for row in found.looked_at
            if row.names not in {own.names for own in found.singles}
        ],
        "not_now": [
            {"remedy": name, "why": own.blocked, "title": dict(own.remedy.title)}
            for name, own in found.missing.items()
            if own.blocked
        ],
    }


def _step(
    found: Simulated,
    place: int,
    row: Ranked,
    before: Ranked | None,
    new: Missing,
    month: float,
) -> dict[str, Any]:
    """Return one step of the sequence."""
    against = before.level if before else found.base
    added = effects_of(found.runs, row.level, against, found.years)
    in_force = month + new.months
    worth = added[found.goal]
    return {
        "order": place + 1,
        "remedy": new.name,
        "title": dict(new.remedy.title),
        "item": new.remedy.item,
        "named_by": new.remedy.named_by,
        "section": new.remedy.section,
        "first": list(new.along),
        "decided_month": round(month, 1),
        "in_force_month": round(in_force, 1),
        "review_month": round(in_force + REVIEW_MONTHS, 1),
        "adds": told(added),
        "so_far": told(row.effects),
        "adds_enough": bool(worth.gain >= worth.least),
        "watch": [_watch(found, name, row.level, against) for name in new.remedy.watch],
    }


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
        "text": {language: own[language] for language in ("en", "fr")},
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
    tables: Sequence[tuple[str, Sequence[Ranked]]] = (
        ("first", found.looked_at),
        ("single", found.singles),
        ("pair", found.pairs),
        ("triple", found.triples),
    )
    for step, ranked in tables:
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
                "months": round(max(one.months for one in own), 1),
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
