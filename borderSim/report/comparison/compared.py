"""What a page reads of a comparison, whoever made it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import pandas as pd


class Comparison(Protocol):
    """The part of a comparison that the report and the class page read."""

    @property
    def runs(self) -> pd.DataFrame:
        """A row per run: scenario, level, seed, replicate and every outcome."""
        ...

    @property
    def monthly(self) -> pd.DataFrame:
        """A row per run and 30-day month."""
        ...

    @property
    def daily(self) -> pd.DataFrame:
        """A row per day of the first replicate of each level."""
        ...

    @property
    def plane(self) -> pd.DataFrame | None:
        """A row per run on the plane of two dials, or nothing."""
        ...

    @property
    def yearly(self) -> pd.DataFrame:
        """A row per run and year of the horizon; empty in results of earlier versions."""
        ...

    @property
    def networks(self) -> pd.DataFrame:
        """A row per place of a member, first replicate; empty in results of earlier versions."""
        ...

    @property
    def links(self) -> pd.DataFrame:
        """A row per tie, first replicate."""
        ...

    @property
    def manifest(self) -> dict[str, Any]:
        """What was run, and with what."""
        ...

    @property
    def road_map(self) -> Mapping[str, Any]:
        """The road map of the diagnosis that its scenario comes from; empty for none."""
        ...

    def paired(self) -> pd.DataFrame:
        """A row per scenario, level and outcome, with values, differences and intervals."""
        ...
