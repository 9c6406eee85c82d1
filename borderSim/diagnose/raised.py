"""Traits of a level raised to where options of the questionnaire stand; none of them falls.

Which way a trait rises the shipped levels say: from its value at the lowest to that at the highest.
So more meetings and more readers are part of a higher answer, as they are part of a higher level.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from borderSim.parameters.scenario import Anchor, CostParts, Directed, Traits
from borderSim.scenario.dials import anchors
from borderSim.scenario.names import COSTS, levers_file
from borderSim.scenario.questionnaire.items import Option, Part, settable_traits
from borderSim.scenario.questionnaire.reading import COST_TRAITS
from borderSim.scenario.reached import rises


def place_of(trait: str, value: object) -> float:
    """Return the place of the highest shipped level that a value of a trait comes up to, 0 where it comes up to none."""
    return max(
        (a.place for a in anchors() if not rises(trait, value, getattr(a.traits, trait))),
        default=0.0,
    )


@dataclass(frozen=True)
class _Aim:
    """What a trait is to reach, of which level, and in answer to which part."""

    part: Part
    anchor: Anchor
    value: object


def reached_by(traits: Traits, reached: Iterable[tuple[Part, Option]]) -> Traits:
    """Return traits raised to the options of parts, with what the step costs.

    Each trait of a dial that the questionnaire can set bears an equal share of the dial's part of
    set-up and running cost, as it does where answers become a level (``docs/questionnaire.md``): a
    part that rises adds, for each of its traits, that share of the difference between the level that
    it stood at and the one that it reaches.
    """
    by_name = {anchor.name: anchor for anchor in anchors()}
    aims: dict[str, _Aim] = {}
    for part, option in reached:
        for trait in part.traits if option.level is not None else ():
            anchor = by_name[str(option.level)]
            value = option.values.get(trait, getattr(anchor.traits, trait))
            if trait not in aims or rises(trait, aims[trait].value, value):
                aims[trait] = _Aim(part, anchor, value)
    values: dict[str, Any] = {
        trait: raised(trait, getattr(traits, trait), aim.value) for trait, aim in aims.items()
    }
    rising = {
        aim.part.key for trait, aim in aims.items() if values[trait] != getattr(traits, trait)
    }
    paid = {trait: aim for trait, aim in aims.items() if aim.part.key in rising}
    for cost in COST_TRAITS:
        values[cost] = _cost(cost, traits, paid)
    return dataclasses.replace(traits, **values)


def raised(trait: str, own: Any, other: Any) -> Any:
    """Return the higher of two values of a trait; of one that differs by way, way by way."""
    if isinstance(own, Directed) and isinstance(other, Directed):
        ways = {
            f.name: raised(trait, getattr(own, f.name), getattr(other, f.name))
            for f in dataclasses.fields(Directed)
        }
        return Directed(**ways)
    return other if rises(trait, own, other) else own


def _cost(cost: str, traits: Traits, paid: Mapping[str, _Aim]) -> CostParts:
    own: CostParts = getattr(traits, cost)
    by_place = {anchor.place: anchor.traits for anchor in anchors()}
    parts = {}
    for dial, part in COSTS.items():
        settable = [name for name in levers_file()["groups"][dial] if name in settable_traits()]
        steps = [
            getattr(getattr(paid[trait].anchor.traits, cost), part)
            - getattr(getattr(by_place[_stood(trait, traits, paid[trait].part)], cost), part)
            for trait in settable
            if trait in paid
        ]
        more = math.fsum(max(0.0, step) for step in steps)
        parts[part] = getattr(own, part) + more / len(settable)
    return CostParts(**parts)


def _stood(trait: str, traits: Traits, part: Part) -> float:
    """Return the place that a trait stood at: where levels share its value, that of its part, as near as they allow."""
    value = getattr(traits, trait)
    highest = place_of(trait, value)
    alike = [a.place for a in anchors() if place_of(trait, getattr(a.traits, trait)) == highest]
    of_part = min(place_of(name, getattr(traits, name)) for name in part.traits)
    return max(min(alike, default=highest), min(of_part, highest))
