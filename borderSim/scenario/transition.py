"""The way from one level to another: traits and costs between the two, and how long it takes.

Where both levels stand on the dials, the dials move linearly over the months summed between them;
otherwise each trait moves by the same rules straight from one to the other, over the new level's
own months.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from borderSim.parameters.scenario import Dials, Levers, Traits
from borderSim.parameters.window import DAYS_A_MONTH
from borderSim.scenario.dials import at_dials, straight_between
from borderSim.scenario.names import COSTS

RAMP, STEADY = "ramp", "steady"
RAMP_YEARS = 10.0
"""Horizon of a ramped study where ``years`` is not given; setting (design of the study)."""

Places = tuple[float, float, float]
"""Where a level stands on the dials of sharing, pooling and governance."""


@dataclass(frozen=True)
class Way:
    """From the traits in force to those of a level.

    Attributes:
        start, end: traits at both ends.
        months: time that it takes; None where nobody says.
        dials: the dials that move, with the places at both ends; None: each trait moves straight.
    """

    start: Traits
    end: Traits
    months: float | None
    dials: tuple[Dials, Places, Places] | None = None

    @property
    def days(self) -> float:
        """Time that it takes, in days."""
        return (self.months or 0.0) * DAYS_A_MONTH

    def at(self, share: float) -> Traits:
        """Return the traits after a share of the way: exactly those of its ends at 0 and 1."""
        if share <= 0.0:
            return self.start
        if share >= 1.0:
            return self.end
        if self.dials is None:
            return straight_between(self.start, self.end, share)
        dials = self.dials[0]
        return at_dials(dials.levels, *self.places_at(share), groups=dials.groups)

    def places_at(self, share: float) -> Places:
        """Return the places on the dials after a share of the way.

        Raises:
            ValueError: it leads off the dials.
        """
        if self.dials is None:
            raise ValueError("this way leads off the dials")
        _, low, high = self.dials
        sharing, pooling, governance = (
            a if a == b else a + (b - a) * share for a, b in zip(low, high, strict=True)
        )
        return sharing, pooling, governance


def way(
    start: Traits,
    end: Traits,
    dials: Dials | None = None,
    levers: Levers | None = None,
    start_places: Places | None = None,
) -> Way:
    """Return the way between two bundles of traits.

    Args:
        start: in force.
        end: to be reached.
        dials: the levels between which dials move; None: there are none.
        levers: dials that were set for the end, which say where it stands between the levels.
        start_places: where the start stands, if that is known (on the way to another level).
    """
    if start == end:
        return Way(start, end, 0.0)
    low = start_places or places(start, dials)
    high = places(end, dials, levers)
    if dials is None or low is None or high is None:
        months = end.months_to_reach if end.months_to_reach is not None else start.months_to_reach
        return Way(start, end, months)
    months = max(months_between(dials, a, b) for a, b in zip(low, high, strict=True))
    return Way(start, end, months, (dials, low, high))


def places(traits: Traits, dials: Dials | None, levers: Levers | None = None) -> Places | None:
    """Return where traits stand on the dials, by the traits alone.

    None where they are not those of any place.
    """
    if dials is None:
        return None
    given = dataclasses.asdict(levers) if levers else {}
    found = [
        [given[dial]] if given.get(dial) is not None else _places_of(traits, dials, dial)
        for dial in COSTS
    ]
    if not all(found):
        return None
    sharing, pooling, governance = _nearest_together(found)
    there = at_dials(dials.levels, sharing, pooling, governance, groups=dials.groups)
    return (sharing, pooling, governance) if there == traits else None


def _places_of(traits: Traits, dials: Dials, dial: str) -> list[float]:
    """Return the places of the levels whose traits of one dial these are."""
    return [
        level.place
        for level in dials.levels
        if all(getattr(level.traits, name) == getattr(traits, name) for name in dials.groups[dial])
    ]


def _nearest_together(found: Sequence[Sequence[float]]) -> list[float]:
    """Return a place per dial, of those that its traits allow.

    Levels may share all traits of one dial (the two lowest pool nothing). Which of them is meant
    the other dials say: the place nearest to their mean, the lowest where none of them is sure.
    """
    sure = [places[0] for places in found if len(places) == 1]
    middle = math.fsum(sure) / len(sure) if sure else 0.0
    return [min(places, key=lambda place: abs(place - middle)) for places in found]


def months_between(dials: Dials, low: float, high: float) -> float:
    """Return the months summed between two places on a dial, either way."""
    return abs(_months_to(dials, high) - _months_to(dials, low))


def _months_to(dials: Dials, place: float) -> float:
    """Months from the lowest level to a place; in between two levels in proportion."""
    total = 0.0
    for below, above in pairwise(dials.levels):
        part = (min(place, above.place) - below.place) / (above.place - below.place)
        if part > 0:
            total += part * (above.traits.months_to_reach or 0.0)
    return total
