"""What was entered on some days, a row of numbers for each flow and state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from borderSim.model.state.counters import Stock
from borderSim.model.state.random_streams import Floats

STATES: tuple[str, ...] = tuple(stock.value for stock in Stock)
"""Columns of the daily series that are states at the end of the day; all others are flows."""


@dataclass(frozen=True)
class Days:
    """Days of the horizon one after the other, as plain numbers.

    The outcomes of a run ask for hundreds of columns, and a frame of pandas takes as long to hand
    one out as numpy to add up twenty.

    Attributes:
        places: row of each name; amounts: (N, D) what was entered, a row a name and a column a day.
    """

    places: Mapping[str, int]
    amounts: Floats

    @classmethod
    def of(cls, entered: Mapping[str, Iterable[float]]) -> Days:
        """Return days of which the books say, for everything that was entered, a number a day."""
        rows = list(entered.values())
        amounts = np.array(rows, dtype=np.float64) if rows else np.zeros((0, 0))
        return cls({name: row for row, name in enumerate(entered)}, amounts)

    def __len__(self) -> int:
        """Return the number of days."""
        return self.amounts.shape[1]

    def between(self, first: int, last: int | None = None) -> Days:
        """Return the days from one on, up to another that is not among them (None: to the end)."""
        return Days(self.places, self.amounts[:, first:last])

    def column(self, name: str) -> Floats:
        """Return what was entered of something, (D,); zeros where nothing of the kind ever happened."""
        row = self.places.get(name)
        return np.zeros(len(self)) if row is None else self.amounts[row]

    def sums(self) -> dict[str, float]:
        """Return the sum over the days of everything that was entered."""
        return dict(zip(self.places, self.amounts.sum(axis=1).tolist(), strict=True))
