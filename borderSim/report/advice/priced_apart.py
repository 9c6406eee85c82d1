"""The price of a measure beside that of the step to the level that it belongs to: two prices, from two lists."""

from __future__ import annotations

import math
from dataclasses import dataclass

from borderSim.report.advice.by_name import ByName
from borderSim.report.advice.who_pays import SERVICES, WhoPays
from borderSim.report.comparison.source import Level, View


@dataclass(frozen=True)
class PricedApart:
    """Both prices, EUR a year of both services as shown in ``unit``, justice apart.

    Attributes:
        measure: its title. alone: what it costs by itself, beside today.
        below, level: titles of the step to the level that the measure belongs to.
        step: what that level costs more than the one below it.
    """

    measure: str
    alone: str
    below: str
    level: str
    step: str
    unit: str


def priced_apart(
    view: View, aim: Level | None, named: ByName | None, paid: WhoPays | None
) -> PricedApart | None:
    """Return both prices where the measure that comes first costs more than the step that holds it; None else."""
    if aim is None or paid is None or not named or not named.steps:
        return None
    first, place = named.steps[0], view.levels.index(aim)
    below = view.levels[place - 1]
    if first.of != aim.title or below.reference or not math.isfinite(first.euros):
        return None
    of_services = [payer for payer in paid.payers if payer.name in SERVICES]
    step = sum(payer.amounts[place] - payer.amounts[place - 1] for payer in of_services)
    if first.euros <= step:
        return None
    shown = paid.scale.shown
    return PricedApart(
        first.title, shown(first.euros), below.title, aim.title, shown(step), paid.unit
    )
