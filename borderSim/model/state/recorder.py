"""The books: every load, euro and officer hour is entered once, on the day it happens."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from math import isnan, nan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from borderSim.model.state.counters import Countable, Stock, is_declared
from borderSim.model.state.random_streams import Floats

if TYPE_CHECKING:
    from borderSim.model.state.last_seen import LastSeen

DECLARED_IN = "borderSim/model/state/counters.py"
DAY = "day"
"""Column of the day itself."""
PAGES = 56
"""Closed days that go into the columns at once; technical."""


class Work(NamedTuple):
    """Work of a post of customs on a day, or of a police unit in a week.

    Attributes:
        day: on which it is booked.
        service: customs or police.
        place: name of the post, or number of the unit.
        hours_available: hours at hand; hours_used: of these, or beyond them.
        queue: what waits at the end of the day: consignments that customs wants checked, or
            organisations with something on file and no case.
    """

    day: int
    service: str
    place: str
    hours_available: float
    hours_used: float
    queue: int


class UndeclaredError(LookupError):
    """A counter was written that nobody has declared: a fault of the program."""


def _table(rows: Sequence[array[float]], width: int) -> Floats:
    """Return rows of numbers as a table, (N, width)."""
    return np.array([np.asarray(row) for row in rows], dtype=np.float64).reshape(len(rows), width)


class Recorder:
    """Daily flows and states, and the event log.

    Closed days are columns of numbers, one a flow: a run of many years holds, and a branch copies,
    eight bytes an entry. The latest of them are still pages, a number for every column: they go
    into the columns several at once, which costs less than a turn through all of them every day.

    Attributes:
        today: what was entered on the current day, by name. closed: days closed so far.
        events: log of what happened (kept only if asked for); kinds and columns:
            :mod:`borderSim.measures.events`.
        seen: how things stood when the log last looked; None without one.
        work: hours and queues by post and police unit (kept with the event log).
    """

    def __init__(self, *, keep_events: bool) -> None:
        self.today: dict[str, float] = {}
        self.closed = 0
        self._places: dict[str, int] = {}  # of the names among the columns
        self._columns: list[array[float]] = []
        self._pages: list[array[float]] = []
        self._blank = array("d")  # a page without an entry
        self.keep_events = keep_events
        self.events: list[dict[str, object]] = []
        self._next_event = 0
        self._latest: dict[tuple[str | int, ...], int] = {}
        self.seen: LastSeen | None = None
        self.work: list[Work] = []

    def add(self, counter: Countable, amount: float = 1.0) -> None:
        """Add an amount to what was entered today."""
        self.today[counter] = self.today.get(counter, 0.0) + amount

    def note_stock(self, stock: Stock, value: float) -> None:
        """Enter what there is at the end of the day."""
        self.today[stock] = value

    def close_day(self, day: int) -> None:
        """Close today's page and open the next.

        Raises:
            UndeclaredError: something was entered that nobody has declared.
        """
        self.today[DAY] = day
        page, place_of = self._blank[:], self._places.get
        self._pages.append(page)
        for name, amount in self.today.items():
            place = place_of(name)
            page[self._open_column(name) if place is None else place] = amount
        self.closed += 1
        self.today = {}
        if len(self._pages) == PAGES:
            self._bind()

    def _open_column(self, name: str) -> int:
        """Open the column of a name that is entered for the first time, if it is declared: asked here, it costs nothing."""
        if name != DAY and not is_declared(name):
            raise UndeclaredError(
                f"the counter '{name}' is not declared: it belongs into {DECLARED_IN}"
            )
        place = self._places[name] = len(self._columns)
        bound = 1 + self.closed - len(self._pages)
        self._columns.append(array("d", [nan]) * bound)
        for page in [*self._pages, self._blank]:
            page.append(nan)
        return place

    def _bind(self) -> None:
        """Put the pages into the columns."""
        pages = _table(self._pages, len(self._columns))
        for column, amounts in zip(self._columns, pages.T, strict=True):
            column.frombytes(amounts.tobytes())
        self._pages = []

    def _since(self, name: str, first: int) -> array[float]:
        """Return a column from a closed day on; what was not entered on a day is not a number there."""
        place = self._places.get(name)
        if place is None:
            return array("d", [nan]) * (self.closed - first)
        late = max(0, first - (self.closed - len(self._pages)))
        return self._columns[place][first:] + array("d", [p[place] for p in self._pages[late:]])

    def log(self, day: int, kind: str, cause: int = -1, **details: object) -> int:
        """Log an event and return its id; the id of its cause ties a story together."""
        number = self._next_event
        self._next_event += 1
        if self.keep_events:
            self.events.append({"id": number, "day": day, "kind": kind, "cause": cause, **details})
        return number

    def note(self, event: int, *about: str | int) -> None:
        """Remember an event as the latest about something, so that what rests on it later can name it as its cause."""
        if self.keep_events:
            self._latest[about] = event

    def latest(self, *about: str | int) -> int:
        """Return the id of the latest event noted about something, -1 if there is none."""
        return self._latest.get(about, -1)

    @property
    def days(self) -> list[dict[str, float]]:
        """The closed days, a record each with what was entered on it."""
        out: list[dict[str, float]] = [{} for _ in range(self.closed)]
        for name in self._places:
            for record, amount in zip(out, self._since(name, 0), strict=True):
                if not isnan(amount):
                    record[str(name)] = amount
        return out

    def recent(self, name: str, days: int) -> list[float]:
        """Return what was entered of a flow or state on the last closed days."""
        first = max(0, self.closed - days)
        return [x for x in self._since(name, first) if not isnan(x)]

    def last_day(self) -> dict[str, float]:
        """Return what was entered on the day that was closed last."""
        last = {str(name): self._since(name, self.closed - 1) for name in self._places}
        return {name: amount for name, (amount,) in last.items() if not isnan(amount)}

    def latest_days(self, name: str, days: int) -> list[float]:
        """Return a flow or state on each of the last closed days, oldest first.

        0 where nothing was entered.
        """
        first = max(0, self.closed - days)
        return [0.0 if isnan(x) else x for x in self._since(name, first)]

    def frame(self, first_day: int) -> pd.DataFrame:
        """Return the closed days from ``first_day`` on, a row a day, day 0 = ``first_day``.

        Columns for what was entered.
        """
        return pd.DataFrame(self.entered(first_day))

    def entered(self, first_day: int) -> dict[str, np.ndarray]:
        """Return what was entered from ``first_day`` on, a number a closed day, by name."""
        start = self._first(first_day)
        bound, number = self.closed - len(self._pages), len(self._columns)
        pages = self._pages[max(0, start - bound) :]
        rows = _table([column[start:] for column in self._columns], max(0, bound - start))
        entered = np.hstack([rows, _table(pages, number).T])
        there = ~np.isnan(entered)
        names = zip(self._places, np.where(there, entered, 0.0), there.any(axis=1), strict=True)
        columns = {str(name): amounts for name, amounts, some in names if some}
        if DAY in columns:
            columns[DAY] = columns[DAY].astype(np.int64) - first_day
        return columns

    def total(self, name: str, first_day: int) -> float:
        """Sum of a flow from ``first_day`` on."""
        return float(sum(self.recent(name, self.closed - self._first(first_day))))

    def _first(self, day: int) -> int:
        """Closed days before a day."""
        return int(np.searchsorted(self._since(DAY, 0), day))
