"""When a measure loses, as a sum that can be followed: harm avoided, less cost, less delay, is net benefit.

It loses on average from the share of the assumed harm downwards at which what is avoided no longer
makes up for what is paid (:mod:`borderSim.report.road_map.turns`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from borderSim.language.catalogue import gettext as _
from borderSim.language.current import current
from borderSim.report.advice.who_pays import Scale
from borderSim.report.road_map.turns import NET, PAID, Turn, turn_of
from borderSim.report.road_map.whom import adding_up
from borderSim.report.writing.numbers import fixed


@dataclass(frozen=True)
class Losing:
    """The sum of one measure, means a year in the unit of the brief.

    Attributes:
        title: of it. step: whether it is what it adds beside the steps before it.
        turn: its switching value. avoided, cost, delay, net: as shown: avoided less cost less delay
            is net. paid: cost and delay together.
    """

    title: str
    step: bool
    turn: Turn
    avoided: str
    cost: str
    delay: str
    paid: str
    net: str


def losing(title: str, effects: Mapping[str, Any], scale: Scale, *, step: bool = False) -> Losing:
    """Return when a measure loses.

    Args:
        title: of it.
        effects: by outcome, EUR a year.
        scale: unit and decimals.
        step: whether the effects are beside the steps before it.
    """
    turn = turn_of(effects)
    exact = [turn.avoided, *(-float(effects[name]) for name in PAID)]
    own = adding_up([one * scale.factor for one in exact], scale.places)
    avoided, cost, delay = own[0], -own[1], -own[2]

    def shown(number: float) -> str:
        return fixed(round(number, scale.places), scale.places, signed=True)

    return Losing(
        title,
        step,
        turn,
        shown(avoided),
        shown(cost),
        shown(delay),
        shown(cost + delay),
        shown(sum(own)),
    )


def of_steps(
    rows: list[Mapping[Any, Any]], titles: list[str], road: Mapping[str, Any], scale: Scale
) -> list[Losing]:
    """Return when the first measures alone, and each further step of the road map, lose.

    Args:
        rows: stored rows of the measures alone.
        titles: of these.
        road: what ``road_map.json`` holds.
        scale: unit and decimals.
    """
    alone = [losing(title, row, scale) for title, row in zip(titles, rows, strict=True)]
    return [*alone, *(one for step in road["steps"][1:] if (one := _of_step(step, scale)))]


def _of_step(step: Mapping[str, Any], scale: Scale) -> Losing | None:
    adds = {name: (step["adds"].get(name) or {}).get("value") for name in (NET, *PAID)}
    if any(one is None for one in adds.values()):
        return None
    title = _("then: {measure}").format(measure=step["title"][current()])
    return losing(title, adds, scale, step=True)
