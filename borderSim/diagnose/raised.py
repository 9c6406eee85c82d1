"""Traits of a level raised to where options of the questionnaire stand; none of them falls.

Which way a trait rises the shipped levels say: from its value at the lowest to that at the highest.
So more meetings and more readers are part of a higher answer, as they are part of a higher level.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Mapping
from typing import Any

from borderSim.parameters.scenario import Anchor, CostParts, Directed, Traits
from borderSim.scenario.dials import anchors
from borderSim.scenario.names import COSTS, levers_file
from borderSim.scenario.questionnaire.items import Option, Part, settable_traits
from borderSim.scenario.questionnaire.reading import COST_TRAITS

NEVER = math.inf
"""Days of an interval that is null: nothing but urgent events."""


def place_of(trait: str, value: object) -> float:
    """Return the place of the highest shipped level that a value of a trait comes up to, 0 where it comes up to none."""
    found = [
        anchor.place
        for anchor in anchors()
        if not _rises(trait, value, getattr(anchor.traits, trait))
    ]
    return max(found, default=0.0)


def reached_by(traits: Traits, reached: Iterable[tuple[Part, Option]]) -> Traits:
    """Return traits raised to the options of parts, with what the step costs.

    Each trait of a dial that the questionnaire can set bears an equal share of the dial's part of
    set-up and running cost, as it does where answers become a level (``docs/questionnaire.md``): a
    trait that rises adds its share of the difference between the level that it came up to and the
    one that it reaches.
    """
    by_name = {anchor.name: anchor for anchor in anchors()}
    aims: dict[str, tuple[Anchor, object]] = {}
    for part, option in reached:
        if option.level is None:
            continue
        anchor = by_name[option.level]
        for trait in part.traits:
            value = option.values.get(trait, getattr(anchor.traits, trait))
            if trait not in aims or _rises(trait, aims[trait][1], value):
                aims[trait] = (anchor, value)
    moved = {
        trait: (anchor, higher)
        for trait, (anchor, value) in aims.items()
        if (higher := raised(trait, getattr(traits, trait), value)) != getattr(traits, trait)
    }
    values: dict[str, Any] = {trait: value for trait, (_, value) in moved.items()}
    for cost in COST_TRAITS:
        values[cost] = _cost(cost, traits, {trait: anchor for trait, (anchor, _) in moved.items()})
    return dataclasses.replace(traits, **values)


def raised(trait: str, own: Any, other: Any) -> Any:
    """Return the higher of two values of a trait; of one that differs by way, way by way."""
    if isinstance(own, Directed) and isinstance(other, Directed):
        ways = {
            f.name: raised(trait, getattr(own, f.name), getattr(other, f.name))
            for f in dataclasses.fields(Directed)
        }
        return Directed(**ways)
    return other if _rises(trait, own, other) else own


def _rises(trait: str, own: object, other: object) -> bool:
    """Whether one value of a trait is higher than another, in at least one way."""
    sign = _direction(trait)
    return any(
        sign * b > sign * a
        for a, b in zip(_numbers(trait, own), _numbers(trait, other), strict=True)
    )


def _direction(trait: str) -> int:
    lowest, highest = (_numbers(trait, getattr(anchors()[i].traits, trait)) for i in (0, -1))
    return 1 if sum(highest) >= sum(lowest) else -1


def _numbers(trait: str, value: object) -> tuple[float, float]:
    """Return a value as a number each way; what is null is the least there is."""
    if isinstance(value, Directed):
        return value.customs_to_police, value.police_to_customs
    if value is None:
        value = NEVER if trait == "share_interval_days" else -1.0
    number = float(value)  # type: ignore[arg-type]
    return number, number


def _cost(cost: str, traits: Traits, moved: Mapping[str, Anchor]) -> CostParts:
    own: CostParts = getattr(traits, cost)
    by_place = {anchor.place: anchor.traits for anchor in anchors()}
    parts = {}
    for dial, part in COSTS.items():
        settable = [name for name in levers_file()["groups"][dial] if name in settable_traits()]
        more = 0.0
        for trait, anchor in moved.items():
            if trait in settable:
                before = by_place[place_of(trait, getattr(traits, trait))]
                more += max(
                    0.0,
                    getattr(getattr(anchor.traits, cost), part)
                    - getattr(getattr(before, cost), part),
                )
        parts[part] = getattr(own, part) + more / len(settable)
    return CostParts(**parts)
