"""How long each line of the day takes, in processor time, gathered while runs are made in this process."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import pandas as pd

from borderSim.day import DAY
from borderSim.extend.running import Running
from borderSim.model.state.state import State

ALL_LINES = "a whole day"
"""Name of the last row of a table: the lines together."""


class DayTimes:
    """Processor time by line of the day, over the days carried out so far."""

    def __init__(self) -> None:
        self.days = 0
        self._seconds = [0.0] * len(DAY)

    def carry_out(self, w: State, own: Running) -> None:
        """Carry out a day's lines, and add what each took."""
        now = time.process_time()
        for place, phase in enumerate(DAY):
            phase.carry_out(w, own)
            before, now = now, time.process_time()
            self._seconds[place] += now - before
        self.days += 1

    def table(self) -> pd.DataFrame:
        """Return a row a line: ``line``, ``ms_per_day`` (ms a simulated day), ``share`` of all.

        Last the whole day.
        """
        total = sum(self._seconds)
        rows = [*zip((phase.name for phase in DAY), self._seconds, strict=True), (ALL_LINES, total)]
        return pd.DataFrame(
            {
                "line": [name for name, _ in rows],
                "ms_per_day": [1000.0 * seconds / max(self.days, 1) for _, seconds in rows],
                "share": [seconds / total if total > 0 else 0.0 for _, seconds in rows],
            }
        )


_GATHERING: ContextVar[DayTimes | None] = ContextVar("day_times", default=None)


def gathering() -> DayTimes | None:
    """Return what gathers times now, None where nobody asked for them."""
    return _GATHERING.get()


@contextmanager
def day_times() -> Iterator[DayTimes]:
    """Time every day that is simulated in this thread while the block lasts.

    >>> with day_times() as times:
    ...     model.run_horizon()
    >>> times.table()
    """
    times = DayTimes()
    token = _GATHERING.set(times)
    try:
        yield times
    finally:
        _GATHERING.reset(token)
