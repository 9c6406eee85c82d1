"""What ``bordersim run`` stored: one run, or the rows of ``run -m``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from borderSim.errors import InputError
from borderSim.given import whole
from borderSim.measures.dictionary import dictionary_of
from borderSim.measures.frame_units import with_units
from borderSim.measures.summary import FLOWS, MONTH_DAYS, STATES
from borderSim.parameters.window import Window
from borderSim.presentation import Presented, show
from borderSim.studies.execution import files, manifest
from borderSim.studies.execution.kept_tables import table_of
from borderSim.studies.execution.list_columns import lists_again

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


@dataclass(frozen=True)
class Runs:
    """What ``bordersim run`` stored: one run, or the rows of ``run -m``."""

    folder: Path

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What was computed, with what."""
        return manifest.read(self.folder)

    @cached_property
    def runs(self) -> pd.DataFrame:
        """A row per run: ``run``, ``scenario``, ``level``, ``seed``, what was varied (lists as lists), every outcome."""
        return with_units(
            lists_again(files.read_frame(self.folder / "runs.parquet")),
            f"runs: {self.folder.name}",
            dictionary=dictionary_of(self.manifest),
        )

    @cached_property
    def monthly(self) -> pd.DataFrame:
        """A row per run and 30 days, summed up from its days."""
        days = self.daily
        rules = {
            name: "sum" if name in FLOWS else "last" for name in (*FLOWS, *STATES) if name in days
        }
        by = [name for name in ("run", "scenario", "level", "seed") if name in days]
        months = (
            days.assign(month=days["day"] // MONTH_DAYS)
            .groupby([*by, "month"], as_index=False, sort=False)
            .agg(rules)
        )
        return with_units(months, f"months of 30 days of every run: {self.folder.name}")

    @cached_property
    def yearly(self) -> pd.DataFrame:
        """A row per run and year of the horizon."""
        return self._frame("yearly", "years of every run")

    @cached_property
    def daily(self) -> pd.DataFrame:
        """A row per run and day."""
        return self._frame("daily", "days of every run")

    @cached_property
    def events(self) -> pd.DataFrame:
        """The log of events, a row per event.

        Raises:
            InputError: it was not kept (``events=true`` keeps it).
        """
        return self._frame("events", "events of every run")

    @cached_property
    def networks(self) -> pd.DataFrame:
        """A row per run and place of a member."""
        return self._frame("networks", "members before and after, of every run")

    @cached_property
    def links(self) -> pd.DataFrame:
        """A row per run and tie."""
        return self._frame("links", "ties before and after, of every run")

    @property
    def failed(self) -> list[dict[str, Any]]:
        """Runs that failed."""
        return list(self.manifest.get("failed", []))

    @property
    def years(self) -> list[float]:
        """Horizon of each row."""
        return [window.years for window in self.windows]

    @property
    def windows(self) -> list[Window]:
        """The years that are measured, of each row."""
        rows, config = self.manifest["choices"]["rows"], self.manifest["config"]
        by_run = {row["run"]: Window.stored(config[row["config"]]) for row in rows}
        return [by_run[int(number)] for number in self.runs["run"]]

    def figure(self, *columns: str | Iterable[str], run: int = 0) -> Figure:
        """Return the months of a run as small multiples (see :meth:`borderSim.measures.result.Result.figure`).

        Raises:
            InputError: there is no such run or column.
        """
        number = whole(0)("run", run)
        months = pd.DataFrame(self.monthly[self.monthly["run"] == number])
        if months.empty:
            raise InputError(
                f"run={number}: there is no such run; there are 0 to {len(self.runs) - 1}"
            )
        return show(Presented.MONTHS_FIGURE, months, columns)

    def _frame(self, kind: str, title: str) -> pd.DataFrame:
        return with_units(table_of(self.folder, kind, "run"), f"{title}: {self.folder.name}", kind)

    def _repr_html_(self) -> str:
        return show(Presented.RUNS_TABLE, self)
