"""In which futures a level loses to the one below it, and what they have in common."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from borderSim.report.comparison.source import Level
from borderSim.studies.analysis.futures.cells import Floats
from borderSim.studies.analysis.futures.noise import TrueValues
from borderSim.studies.analysis.futures.prim import Box, discover


@dataclass(frozen=True)
class Loses:
    """When a level loses to the one below it.

    Attributes:
        level, below: the two.
        share: share of the futures in which it does.
        box: where, None with too few such futures, or too few others.
    """

    level: Level
    below: Level
    share: float
    box: Box | None


def losing_steps(true: TrueValues, table: Floats) -> list[tuple[int, int, float, Box | None]]:
    """Return for every step up (below, above, share of futures in which it loses, where)."""
    found = []
    for below, above in itertools.pairwise(range(true.expected.shape[1])):
        apart = true.flat[:, above] - true.flat[:, below]
        cases = true.expected[:, above] < true.expected[:, below]
        found.append((below, above, float((apart < 0).mean()), discover(table, cases)))
    return found
