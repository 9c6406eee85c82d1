"""One seed of the search: a burn-in, a run under each level from there, and what is worth telling of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from borderSim.classroom.stories.moments import Moment, moments, tally
from borderSim.classroom.stories.openings import Opening, openings
from borderSim.measures.chronicle import Chronicle
from borderSim.measures.result import Result
from borderSim.measures.twins import Contrast, compared, stories_of
from borderSim.parameters.scenario import Scenario
from borderSim.studies.execution.task import branch_levels

MOST = 5
"""Contrasts of a pair of levels that are kept of one seed, in each direction."""


@dataclass(frozen=True)
class Asked:
    """What is simulated for one seed.

    Attributes:
        present: scenario of the burn-in.
        levels: scenario of the horizon by name of the level, in order; each is compared with the
            first.
        seed: of the runs.
    """

    present: Scenario
    levels: Mapping[str, Scenario]
    seed: int


@dataclass(frozen=True)
class Seed:
    """What one seed gave.

    Attributes:
        seed: its number.
        rates: counts of :func:`borderSim.measures.twins.base_rates` by pair of levels.
        tallies: counts of :func:`borderSim.classroom.stories.moments.tally` by level.
        contrasts: the best of each pair of levels, in both directions, in their order.
        moments: the best of each kind and level.
        openings: finds that opened the next under a level and not under the first, the best of each level.
        outcomes: all outcomes by level.
    """

    seed: int
    rates: Mapping[tuple[str, str], Counter[str]]
    tallies: Mapping[str, Counter[str]]
    contrasts: tuple[Contrast, ...]
    moments: tuple[Moment, ...]
    openings: tuple[Opening, ...]
    outcomes: Mapping[str, Mapping[str, float | None]]


def runs(asked: Asked) -> dict[str, Result]:
    """Simulate one seed under every level."""
    found = branch_levels(asked.present, list(asked.levels.values()), asked.seed)
    return dict(zip(asked.levels, found, strict=True))


def look(asked: Asked) -> Seed:
    """Simulate one seed and look for what is worth telling. A pure function of what is asked."""
    return seen(asked.seed, runs(asked))


def seen(seed: int, results: Mapping[str, Result]) -> Seed:
    """Look for what is worth telling in the results of one seed, by level."""
    chronicles = {level: Chronicle(result.events) for level, result in results.items()}
    stories = {level: stories_of(chronicle) for level, chronicle in chronicles.items()}
    first, *others = results
    rates: dict[tuple[str, str], Counter[str]] = {}
    best: list[Contrast] = []
    for other in others:
        told, rates[first, other] = compared(
            seed,
            (first, other),
            (chronicles[first], chronicles[other]),
            (stories[first], stories[other]),
            MOST,
        )
        best += told
    return Seed(
        seed,
        rates,
        {level: tally(chronicles[level], own) for level, own in stories.items()},
        tuple(best),
        tuple(moments(seed, chronicles, stories)),
        tuple(openings(seed, chronicles, stories)),
        {level: result.outcomes for level, result in results.items()},
    )
