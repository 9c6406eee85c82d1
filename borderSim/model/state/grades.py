"""What came of the other service's news: the record by which a receiver weighs what it is told.

A source is graded by what its news brought against what they would have brought had they been as
reliable as they said: ``g = (n + came) / (n + due)``. A plain rate of success would punish the
source for what the receiver's own machines miss; *due* has that in it. Both sums are forgotten.
"""

from __future__ import annotations

import numpy as np

from borderSim.model.state.random_streams import Floats
from borderSim.parameters.scenario import Intelligence

KINDS = ("entity", "tip")
"""Kinds of news that are graded, each apart."""
LEAST, MOST = 0.1, 1.5
"""Bounds of a grade; assumption."""


class Grades:
    """The record that one service keeps of the other.

    Attributes (G groups that keep a record of their own, two kinds of :data:`KINDS`):
        came: (G, 2) what came of it: finds, or entities that a case confirmed.
        due: (G, 2) what was to be expected of news as reliable as they said.
    """

    def __init__(self, groups: int) -> None:
        self.came, self.due = np.zeros((groups, 2)), np.zeros((groups, 2))

    def regroup(self, sources: list[int]) -> None:
        """Rearrange the groups: group i of the new arrangement starts from the old ``sources[i]``."""
        self.came, self.due = self.came[sources].copy(), self.due[sources].copy()

    def note(self, group: int, kind: str, *, came: float = 0.0, due: float = 0.0) -> None:
        """Add to the record of a kind of news."""
        at = group, KINDS.index(kind)
        self.came[at] += came
        self.due[at] += due

    def forget(self, settings: Intelligence) -> None:
        """Let a day pass: both sums fade by half in ``grade_half_life_days``; 0 keeps no record."""
        half_life = settings.grade_half_life_days
        kept = 0.5 ** (1.0 / half_life) if half_life > 0 else 0.0
        self.came *= kept
        self.due *= kept

    def of(self, kind: str, settings: Intelligence) -> Floats:
        """Return (G,) the factors on the reliability that news of a kind claim, 1 without a record."""
        k, n = KINDS.index(kind), settings.grade_prior
        grades = (n + self.came[:, k]) / (n + self.due[:, k])
        return np.minimum(np.maximum(grades, LEAST), MOST)
