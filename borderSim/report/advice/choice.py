"""The two measures to choose between where the first is not settled, each with what the ministers weigh."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from borderSim.diagnose.remedies import remedies
from borderSim.language.current import current
from borderSim.report.advice.who_pays import Scale, WhoPays
from borderSim.report.comparison.source import View
from borderSim.report.diagnosis.columns import UNKNOWN, column
from borderSim.report.writing.numbers import fixed
from borderSim.results import road_map

COST = "enforcement_and_cooperation_cost_eur"


@dataclass(frozen=True)
class Option:
    """A measure to choose from.

    Attributes:
        title: of the measure. gain: in the goal, with its interval and unit.
        cost: what both services pay more a year, with its unit; empty where a road map does not hold it.
        force: month from the first decision in which it is in force; empty likewise.
        who: whose act it is, in words; empty where the measure is not known here.
    """

    title: str
    gain: str
    cost: str
    force: str
    who: str


def choice(view: View, paid: WhoPays | None) -> list[Option]:
    """Return the first measure of the road map and the second, each alone; empty where it does not hold both.

    Args:
        view: the result.
        paid: the money of its levels, in whose unit costs are told.
    """
    road = road_map.of(view.comparison.road_map, view.manifest, view.scenario)
    second = road.get("second") if road else None
    if not road or not road["steps"] or not isinstance(second, Mapping):
        return []
    both = [road["steps"][0], _alone(road, second)]
    goal = str(road["goal"])
    gains = column(goal, [_ends(one, goal) for one in both])
    costs = [_number(_effect(one, COST), "value") for one in both]
    scale = paid.scale if paid else Scale(1.0, "EUR", 0)
    return [
        Option(
            _title(one),
            "" if gain.value == UNKNOWN else f"{gain.text} {gains.unit}",
            f"{scale.shown(cost)} {scale.unit}" if math.isfinite(cost) else "",
            fixed(month, 0) if math.isfinite(month := _number(one, "in_force_month")) else "",
            own.who[current()] if (own := remedies().get(str(one["remedy"]))) else "",
        )
        for one, gain, cost in zip(both, gains.cells, costs, strict=True)
    ]


def _alone(road: Mapping[str, Any], second: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the second measure with what it does alone, which an earlier road map tells among the later ones."""
    if isinstance(second.get("adds"), Mapping):
        return second
    later = [one for one in road.get("later") or () if one.get("remedy") == second.get("remedy")]
    return {**second, "adds": {str(road["goal"]): later[0].get("alone") or {} if later else {}}}


def _effect(one: Mapping[str, Any], outcome: str) -> Mapping[str, Any]:
    return one["adds"].get(outcome) or {}


def _ends(one: Mapping[str, Any], goal: str) -> dict[str, float]:
    return {key: _number(_effect(one, goal), key) for key in ("value", "low", "high")}


def _number(numbers: Mapping[str, Any], key: str) -> float:
    value = numbers.get(key)
    return float(value) if isinstance(value, int | float) else math.nan


def _title(one: Mapping[str, Any]) -> str:
    title = one.get("title")
    named = title.get(current()) if isinstance(title, Mapping) else None
    return str(named or str(one["remedy"]).replace("_", " ")).replace("'", "\u2019")
