"""Where a country stands on the five levels, trait by trait, and which trait holds it back."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from borderSim.scenario.dials import anchors
from borderSim.scenario.names import levers_file
from borderSim.scenario.questionnaire.items import items, settable_traits
from borderSim.scenario.questionnaire.reading import SELF_RATED, Reading
from borderSim.scenario.reached import half_come_up_to, steps_reached


@dataclass(frozen=True)
class TraitRow:
    """A trait on the five levels.

    Attributes:
        trait: its key.
        dial: the dial that it belongs to.
        value: in the country.
        source: the answer that it comes from, or the level whose value it keeps.
        level: the highest shipped level that the value comes up to.
        step: its place, 0 to 4.
        low: lowest place that it may have.
        high: highest.
        answered: whether an answer sets it.
    """

    trait: str
    dial: str
    value: object
    source: str
    level: str
    step: int
    low: int
    high: int
    answered: bool

    @property
    def unsure(self) -> bool:
        """Whether its place is a range."""
        return self.low != self.high


@dataclass(frozen=True)
class Profile:
    """The traits of a country on the five levels.

    Attributes:
        rows: by trait, in the order of the dials.
        implied: the highest level that at least half of the traits come up to.
        implied_low, implied_high: the same at the lowest and the highest of what answers may mean.
        weakest: the lowest level at which a trait stands.
        weak: the traits that stand there.
        named: by service, the level that it names for the whole (A.18).
        layers: by service and layer (``strategic``, ``operational``, ``tactical``), likewise.
    """

    rows: tuple[TraitRow, ...]
    implied: str
    implied_low: str
    implied_high: str
    weakest: str
    weak: tuple[str, ...]
    named: dict[str, str]
    layers: dict[str, dict[str, str]]

    def above(self, service: str) -> int:
        """Return how many levels above the implied one a service sees itself (negative: below)."""
        order = level_names()
        return order.index(self.named[service]) - order.index(self.implied)


def level_names() -> list[str]:
    """Return the shipped levels on the dials, from the lowest to the highest."""
    return [anchor.name for anchor in anchors()]


def profile(reading: Reading, low: Reading, high: Reading, views: dict[str, Sequence]) -> Profile:
    """Return the profile of a country.

    Args:
        reading: the joined answers as a level.
        low: the lowest that they may mean.
        high: the highest.
        views: by service, what it answered.
    """
    rows = tuple(
        _row(trait, dial, reading, low, high)
        for dial, traits in levers_file()["groups"].items()
        for trait in traits
        if trait in settable_traits()
    )
    weakest = min(row.step for row in rows)
    order = level_names()
    named: dict[str, str] = {}
    layers: dict[str, dict[str, str]] = {}
    whole = items()[SELF_RATED].plain
    for service, given in views.items():
        for one in given:
            if one.part.item != SELF_RATED:
                continue
            if one.part.name == whole:
                named[service] = one.options[0].name
            else:
                layers.setdefault(service, {})[one.part.name] = one.options[0].name
    return Profile(
        rows,
        order[half_come_up_to([row.step for row in rows])],
        order[half_come_up_to([row.low for row in rows])],
        order[half_come_up_to([row.high for row in rows])],
        order[weakest],
        tuple(row.trait for row in rows if row.step == weakest),
        named,
        layers,
    )


def _row(trait: str, dial: str, reading: Reading, low: Reading, high: Reading) -> TraitRow:
    steps = [step_of(trait, one) for one in (reading, low, high)]
    return TraitRow(
        trait,
        dial,
        getattr(reading.traits, trait),
        reading.sources[trait],
        level_names()[steps[0]],
        steps[0],
        min(steps),
        max(steps),
        not reading.sources[trait].startswith("level "),
    )


def step_of(trait: str, reading: Reading) -> int:
    """Return the step (0 to 4) at which a trait stands; the lowest level is the least that is told.

    It is that of the level at which the answer stands that decides it, or of the base whose value it
    keeps; where its value is another (one way only, what can lapse), that of the highest level that
    it comes up to (:mod:`borderSim.scenario.reached`).
    """
    level = reading.levels.get(trait, reading.base.name)
    return max(0, steps_reached(trait, getattr(reading.traits, trait), shipped_ladder(), level) - 1)


@functools.cache
def shipped_ladder() -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """Return name and traits of the shipped levels on the dials, from the lowest to the highest."""
    return tuple((anchor.name, dataclasses.asdict(anchor.traits)) for anchor in anchors())
