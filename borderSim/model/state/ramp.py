"""A level on its way into force: its traits today, and what of its set-up falls due."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping

from borderSim.parameters.scenario import Partnership, Traits
from borderSim.scenario.transition import Places, Way

STEP_DAYS = 7
"""Traits move in steps of this length; technical (a week is a small part of any way)."""


class Ramp:
    """How far a level has come; one that takes no time is in force at once, if the will is there.

    Attributes:
        level: to be reached; way: from what was in force; days: time that it takes.
        done: days of the way that lie behind, given back while the will fails.
        share: part of the way on which the traits stand; traits: in force.
        due: set-up that falls due, EUR a day, for the officers for whom costs are stated.
    """

    def __init__(
        self,
        level: Partnership,
        way: Way,
        days: float,
        *,
        willing: bool,
        paid: dict[str, float] | None = None,
    ) -> None:
        self.level, self.way, self.days = level, way, days
        self._asked = (
            dict(paid) if paid is not None else dataclasses.asdict(way.start.setup_cost_eur)
        )
        self._a_day = dict.fromkeys(self._asked, 0.0)
        self.done, self.due, self._left = 0.0, 0.0, 0
        self.share = 1.0 if days <= 0 and willing else 0.0
        self.traits: Traits = way.at(self.share)
        if days > 0:
            self._look_ahead(1.0 if willing else 0.0)
        else:
            self._owe(self.share, 1)

    @classmethod
    def there(cls, level: Partnership, way: Way) -> Ramp:
        """Return a level that was reached and paid for before."""
        return cls(
            level, way, 0.0, willing=True, paid=dataclasses.asdict(level.traits.setup_cost_eur)
        )

    @property
    def paid(self) -> dict[str, float]:
        """Set-up paid so far, EUR by part: what was built is not paid twice."""
        return {part: asked - self._a_day[part] * self._left for part, asked in self._asked.items()}

    @property
    def places(self) -> Places | None:
        """Where it stands on the dials, on the way between two levels.

        None where the traits say it, or nothing does.
        """
        return self.way.places_at(self.share) if self.way.dials and 0.0 < self.share < 1.0 else None

    @property
    def apart(self) -> Mapping[str, Traits]:
        """Traits that single mechanisms of the level read elsewhere, once it is in force."""
        return self.level.apart if self.share >= 1.0 else {}

    def pass_day(self, *, willing: bool, walk_back: float) -> bool:
        """Go on, stand still or go back by a day.

        Return whether the traits or what falls due have changed.

        Args:
            willing: will and mandate are what the level needs.
            walk_back: pace back, as a part of the pace forward.
        """
        if willing and self.share >= 1.0 and not self.due:
            return False
        due = self.due
        self._left -= 1
        if self.days <= 0:
            moved = self._move_to(1.0 if willing else 0.0 if walk_back > 0 else self.share)
            self._owe(self.share, 1)
            return moved or due != self.due
        pace = 1.0 if willing else -walk_back
        self.done = min(max(self.done + pace, 0.0), self.days)
        arrived = self.done in (0.0, self.days) and self.share != self.done / self.days
        if self._left > 0 and not arrived:
            return False
        moved = self._move_to(self.done / self.days)
        self._look_ahead(pace)
        return moved or due != self.due

    def _move_to(self, share: float) -> bool:
        if share == self.share:
            return False
        self.share, self.traits = share, self.way.at(share)
        return True

    def _look_ahead(self, pace: float) -> None:
        """What is built in the next step falls due in it, in equal parts."""
        days = max(1, min(STEP_DAYS, math.ceil(self.days - self.done))) if pace > 0 else STEP_DAYS
        self._owe(min(1.0, (self.done + days) / self.days) if pace > 0 else 0.0, days)

    def _owe(self, share: float, days: int) -> None:
        """Set what falls due in so many days to come as far as ``share``."""
        paid, costs = self.paid, dataclasses.asdict(self.way.at(share).setup_cost_eur)
        self._asked = {part: max(before, costs[part]) for part, before in paid.items()}
        self._a_day = {part: (self._asked[part] - before) / days for part, before in paid.items()}
        self.due, self._left = sum(self._a_day.values()), days
