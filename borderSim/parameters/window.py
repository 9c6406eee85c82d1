"""The part of the horizon in which outcomes are measured: the settled window.

A level that comes into force changes a country for years before the country settles. What is told
as a level's outcome is therefore measured from a declared year on; the years before stand year by
year beside it (``yearly.parquet``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from borderSim.language.catalogue import gettext
from borderSim.language.forms import in_years, localised

YEAR_DAYS = 365
DAYS_A_MONTH = YEAR_DAYS / 12
"""Days of a month where something takes months; the months of tables have 30 days."""
SETTLED_FROM = 4
"""Year from which a horizon that reaches it is measured where nothing else is said (assumption: what
differs between levels moves for some three years; docs/model.md)."""


@dataclass(frozen=True)
class Window:
    """From a year of the horizon to its end.

    Attributes:
        years: length of the horizon.
        first_year: first year that is measured, 1 is the first of the horizon.
    """

    years: float
    first_year: int = 1

    @classmethod
    def of(cls, years: float, measure_from_year: int | None, *, ramp: bool = False) -> Window:
        """Return the window of a horizon; what is not said is settled by one rule.

        Args:
            years: length of the horizon.
            measure_from_year: as the scenario says (None: 4 where there are so many years, else 1).
            ramp: the level comes into force over time; then the way there is what is asked.
        """
        if measure_from_year is None:
            measure_from_year = SETTLED_FROM if years >= SETTLED_FROM and not ramp else 1
        return cls(float(years), measure_from_year)

    @classmethod
    def stored(cls, config: Mapping[str, Any]) -> Window:
        """Return the window of a scenario as a manifest holds it.

        Results from before there was such a window are measured over their whole horizon.
        """
        years = float(config["years"])
        if "measure_from_year" not in config:
            return cls(years)
        return cls.of(years, config["measure_from_year"], ramp=config.get("transition") == "ramp")

    @property
    def start_day(self) -> int:
        """First day that is measured, 0 is the first of the horizon."""
        return (self.first_year - 1) * YEAR_DAYS

    @property
    def measured(self) -> float:
        """Length in years: totals are divided by it."""
        return self.years - (self.first_year - 1)

    @property
    def whole(self) -> bool:
        """Whether it is the whole horizon."""
        return self.first_year == 1

    @property
    def whole_years(self) -> tuple[int, int] | None:
        """First and last whole year in it, None where it does not hold two.

        A difference that moves between the two has not settled.
        """
        last = math.floor(self.years + 1e-9)
        return (self.first_year, last) if last > self.first_year else None

    @property
    def text(self) -> str:
        """How tables name it: ``years 4 to 6 of 6``."""
        if self.whole:
            return in_years(self.years)
        last = math.ceil(self.years - 1e-9)
        of = localised(f"{self.years:g}")
        if last == self.first_year:
            return gettext("year {year} of {years}").format(year=last, years=of)
        return gettext("years {first} to {last} of {years}").format(
            first=self.first_year, last=last, years=of
        )
