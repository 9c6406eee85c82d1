"""Where a country stands on the five levels, trait by trait, and which trait holds it back."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from borderSim.diagnose.raised import place_of
from borderSim.scenario.dials import anchors
from borderSim.scenario.names import levers_file
from borderSim.scenario.questionnaire.items import items, settable_traits
from borderSim.scenario.questionnaire.reading import SELF_RATED, Reading

STEPS = 4
"""The lowest level is 0, the highest 4."""


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
        order[_middle([row.step for row in rows])],
        order[_middle([row.low for row in rows])],
        order[_middle([row.high for row in rows])],
        order[weakest],
        tuple(row.trait for row in rows if row.step == weakest),
        named,
        layers,
    )


def _middle(steps: Sequence[int]) -> int:
    """Return the highest step that at least half come up to."""
    return int(statistics.median_high(sorted(steps)) if steps else 0)


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
    """Return the step (0 to 4) at which a trait stands.

    It is that of the level at which the answer stands that decides it, or of the base whose value it
    keeps; where its value is another (one way only, what can lapse), that of the highest level that
    it comes up to.
    """
    value = getattr(reading.traits, trait)
    level = reading.levels.get(trait, reading.base.name)
    for place, anchor in enumerate(anchors()):
        if anchor.name == level and getattr(anchor.traits, trait) == value:
            return place
    return round(STEPS * place_of(trait, value))
