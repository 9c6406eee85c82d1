"""What a pattern is: a fact about the world, its source, and the experiment that looks for it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from borderSim.studies.analysis.estimates import LEAST
from borderSim.validation.verdict import Estimator, Side

Class = Literal["must hold", "reported", "shown", "guard"]
Numbers = Mapping[str, float]


@dataclass(frozen=True)
class Claim:
    """One thing that the source asks of the model.

    Attributes:
        text: what is estimated, in words.
        estimate: from the rows of all seeds to the estimate.
        low, high: the source's side, or its band.
        unit: unit of the estimate; ``%`` shows a share as a percentage.
    """

    text: str
    estimate: Estimator
    low: float = -math.inf
    high: float = math.inf
    unit: str = ""

    @property
    def side(self) -> Side:
        """The source's side."""
        return Side(self.low, self.high)


@dataclass(frozen=True)
class Experiment:
    """How numbers are made: one function of a seed, found by its module, all arms in it.

    Attributes:
        name: names its parts; measure: from a seed to its numbers, arms paired within it;
        world: which world, in words; seeds: seeds of a whole run; quick: of a quick one.
    """

    name: str
    measure: Callable[[int], Numbers]
    world: str
    seeds: int = 20
    quick: int = LEAST


@dataclass(frozen=True)
class Pattern:
    """A row of the table.

    Attributes:
        id: as in the list of patterns; kind: its class; title: the fact in a few words.
        fact: what the world shows; source: short citation; mark: how well the source was seen
            (R read, R2 second-hand, M from memory).
        how: how the model is tried; claims: what is asked of it, the first is the headline.
        experiment: makes the numbers; beside: estimates shown without a verdict.
        remark: what a reader must keep in mind.
    """

    id: str
    kind: Class
    title: str
    fact: str
    source: str
    mark: str
    how: str
    experiment: Experiment
    claims: tuple[Claim, ...]
    beside: tuple[Claim, ...] = field(default=())
    remark: str = ""
