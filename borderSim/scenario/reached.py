"""Which level a country has come up to: each of its traits alone, and the country as a whole.

The rule: a country stands at the highest level that at least half of its traits come up to. A trait
comes up to a level where it is at least as high, in both ways where it differs by way; which way it
rises the shipped levels say. What is null is the least there is (no exchange, nothing that lasts).
Where several levels share a value, the answer that it comes from says at which of them it stands.
Only traits that the questionnaire can set count: money and the months to reach a level are paid, not
reached. Diagnosis and report both use this rule, so that a country has one level.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from borderSim.parameters.scenario import Directed
from borderSim.scenario.dials import anchors
from borderSim.scenario.names import levers_file
from borderSim.scenario.questionnaire.items import settable_traits

NEVER = math.inf
"""Days of an interval that is null: nothing but urgent events."""
WAYS = ("customs_to_police", "police_to_customs")

type Traits = Mapping[str, Any]
"""Traits by name, as a file holds them or as fields of the level."""


def counted() -> list[str]:
    """Return the traits that count, in the order of the dials."""
    dials = levers_file()["groups"].values()
    return [trait for traits in dials for trait in traits if trait in settable_traits()]


def numbers(trait: str, value: object) -> tuple[float, float] | None:
    """Return a value as a number each way, null as the least there is; None where it is no number."""
    if isinstance(value, Directed):
        value = {way: getattr(value, way) for way in WAYS}
    ways = [value.get(way) for way in WAYS] if isinstance(value, Mapping) else [value, value]
    least = NEVER if trait == "share_interval_days" else -1.0
    ways = [least if one is None else one for one in ways]
    if any(isinstance(one, bool) or not isinstance(one, int | float) for one in ways):
        return None
    return float(ways[0]), float(ways[1])


def rises(trait: str, own: object, other: object) -> bool:
    """Whether another value of a trait is higher than one's own, in at least one way."""
    a, b = numbers(trait, own), numbers(trait, other)
    if a is None or b is None:
        return False
    sign = _direction(trait)
    return any(sign * there > sign * here for here, there in zip(a, b, strict=True))


def _direction(trait: str) -> int:
    """Return 1 for a trait that rises from the lowest shipped level to the highest, else -1."""
    lowest, highest = (numbers(trait, getattr(anchors()[i].traits, trait)) for i in (0, -1))
    return 1 if sum(highest or ()) >= sum(lowest or ()) else -1


def steps_reached(
    trait: str, value: object, ladder: Sequence[tuple[str, Traits]], answered: str = ""
) -> int:
    """Return how many levels of a ladder a value of a trait comes up to.

    Args:
        trait: which.
        value: of it.
        ladder: name and traits of the levels, from the lowest to the highest.
        answered: the shipped level at which the answer stands that the value comes from; empty
            where no answer decides it.

    Returns:
        0 to ``len(ladder)``: the place, counted from 1, of the highest that it comes up to.
    """
    places = {anchor.name: place for place, anchor in enumerate(anchors())}
    most = len(places)
    if answered in places:
        at = numbers(trait, getattr(anchors()[places[answered]].traits, trait))
        most = places[answered] if at == numbers(trait, value) else most
    return max(
        (
            place
            for place, (name, traits) in enumerate(ladder, 1)
            if places.get(name, 0) <= most and not rises(trait, value, traits[trait])
        ),
        default=0,
    )


def half_come_up_to(steps: Iterable[int]) -> int:
    """Return the highest step that at least half of the steps come up to; 0 where there is none."""
    known = sorted(steps)
    return int(statistics.median_high(known)) if known else 0


def level_reached(
    own: Traits, ladder: Sequence[tuple[str, Traits]], answered: Mapping[str, str] | None = None
) -> int:
    """Return how many levels of a ladder a country comes up to.

    Args:
        own: its traits.
        ladder: name and traits of the levels, from the lowest to the highest.
        answered: by trait the shipped level of the answer that decides it.

    Returns:
        0 to ``len(ladder)``: 0 where it stands below all, and where no trait can be compared.
    """
    told = answered or {}
    return half_come_up_to(
        steps_reached(trait, own[trait], ladder, told.get(trait, ""))
        for trait in counted()
        if _comparable(trait, own, ladder)
    )


def _comparable(trait: str, own: Traits, ladder: Sequence[tuple[str, Traits]]) -> bool:
    """Whether a country and all levels hold a number for a trait."""
    return bool(ladder) and all(
        trait in traits and numbers(trait, traits[trait]) is not None
        for traits in (own, *(traits for _, traits in ladder))
    )
