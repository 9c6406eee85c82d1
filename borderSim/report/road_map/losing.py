"""When a measure loses, as a sum that can be followed: harm avoided, less cost, less delay, is net benefit.

It loses on average from the share of the assumed harm downwards at which what is avoided no longer
makes up for what is paid (:mod:`borderSim.report.road_map.turns`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from borderSim.language.catalogue import gettext as _
from borderSim.language.current import current
from borderSim.report.advice.who_pays import Scale
from borderSim.report.road_map.turns import NET, PAID, Turn, turn_of
from borderSim.report.road_map.whom import adding_up
from borderSim.report.writing.numbers import decimals, euro_scale, fixed


@dataclass(frozen=True)
class Losing:
    """The sum of one measure, means a year in the unit of the brief.

    Attributes:
        title: of it. step: whether it is what it adds beside the steps before it.
        turn: its switching value. avoided, cost, delay, net: as shown: avoided less cost less delay
            is net. paid: cost and delay together. least: the harm of a year at which it begins to lose, with
            its unit; empty where there is none, or the harm is not known. open: whether the interval
            of net benefit holds zero.
    """

    title: str
    step: bool
    turn: Turn
    avoided: str
    cost: str
    delay: str
    paid: str
    net: str
    least: str = ""
    open: bool = False


def losing(
    title: str,
    effects: Mapping[str, Any],
    scale: Scale,
    *,
    step: bool = False,
    harm: float = math.nan,
    clear: bool = True,
) -> Losing:
    """Return when a measure loses.

    Args:
        title: of it.
        effects: by outcome, EUR a year.
        scale: unit and decimals.
        step: whether the effects are beside the steps before it.
        harm: of a year in the country as it is, EUR.
        clear: whether the interval of net benefit leaves out zero.
    """
    turn = turn_of(effects)
    exact = [turn.avoided, *(-float(effects[name]) for name in PAID)]
    own = adding_up([one * scale.factor for one in exact], scale.places)
    avoided, cost, delay = own[0], -own[1], -own[2]

    def shown(number: float) -> str:
        return fixed(round(number, scale.places), scale.places)

    return Losing(
        title,
        step,
        turn,
        shown(avoided),
        shown(cost),
        shown(delay),
        shown(cost + delay),
        shown(sum(own)),
        _amount(turn.share * harm),
        not clear,
    )


def _amount(euros: float) -> str:
    """Return an amount of a year with its unit; empty where it is not known."""
    if not math.isfinite(euros):
        return ""
    factor, unit = euro_scale(euros)
    number = fixed(euros * factor, decimals(euros * factor))
    return _("{amount} a year").format(amount=f"{number} {unit}")


def of_steps(
    rows: list[Mapping[Any, Any]],
    titles: list[str],
    road: Mapping[str, Any],
    scale: Scale,
    harm: float = math.nan,
) -> list[Losing]:
    """Return when the first measures alone, and each further step of the road map, lose.

    Args:
        rows: stored rows of the measures alone.
        titles: of these.
        road: what ``road_map.json`` holds.
        scale: unit and decimals.
        harm: of a year in the country as it is, EUR.
    """
    alone = [
        losing(title, row, scale, harm=harm, clear=not row.get(f"{NET}_low", 1.0) <= 0)
        for title, row in zip(titles, rows, strict=True)
    ]
    return [*alone, *(one for step in road["steps"][1:] if (one := _of_step(step, scale, harm)))]


def _of_step(step: Mapping[str, Any], scale: Scale, harm: float) -> Losing | None:
    adds = {name: (step["adds"].get(name) or {}).get("value") for name in (NET, *PAID)}
    if any(one is None for one in adds.values()):
        return None
    title = _("then: {measure}").format(measure=step["title"][current()])
    clear = bool(step["adds"][NET].get("clear", True))
    return losing(title, adds, scale, step=True, harm=harm, clear=clear)
