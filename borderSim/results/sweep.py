"""A finished sweep as it lies in its folder: tables, differences, what it found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from borderSim.errors import InputError
from borderSim.given import chosen, one_of
from borderSim.measures.dictionary import Dictionary, dictionary_of, headline_of
from borderSim.measures.frame_units import with_units
from borderSim.presentation import Presented, show
from borderSim.studies.analysis.along import (
    LEVEL,
    check_windows,
    columns_of,
    paired_along,
    place_of,
)
from borderSim.studies.analysis.tables import paired_by_point, read_summary
from borderSim.studies.analysis.windows import SweepWindows
from borderSim.studies.design import samplers
from borderSim.studies.design.factors import PARTNERSHIP
from borderSim.studies.execution import checksums, files, manifest
from borderSim.studies.execution.kept_tables import table_of

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

    from borderSim.studies.analysis.sensitivity import Sensitivity


@dataclass(frozen=True)
class Sweep:
    """A finished sweep as it lies in its folder."""

    folder: Path
    notes: list[str] = field(default_factory=list)

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """The manifest."""
        return manifest.read(self.folder)

    @cached_property
    def runs(self) -> pd.DataFrame:
        """A row per run: scenario, arm, point, level, seed, factors, every outcome."""
        checksums.check_tables(self.folder, self.manifest.get(manifest.FILES))
        return with_units(
            files.read_frame(self.folder / "runs.parquet"),
            f"runs of a sweep: {self.folder.name}",
            dictionary=self.dictionary,
        )

    @cached_property
    def monthly(self) -> pd.DataFrame:
        """A row per run and 30 days.

        Like the other tables below there with ``keep=``, else told by an ``InputError``.
        """
        return self._kept("monthly", "months of 30 days")

    @cached_property
    def yearly(self) -> pd.DataFrame:
        """A row per run and year of the horizon (``keep=yearly``)."""
        return self._kept("yearly", "years of the horizon")

    @cached_property
    def daily(self) -> pd.DataFrame:
        """A row per run and day (``keep=daily``)."""
        return self._kept("daily", "days")

    @cached_property
    def events(self) -> pd.DataFrame:
        """A row per run and event (``keep=events``)."""
        return self._kept("events", "events")

    @cached_property
    def networks(self) -> pd.DataFrame:
        """A row per run and place of a member (``keep=networks``)."""
        return self._kept("networks", "members before and after")

    @cached_property
    def links(self) -> pd.DataFrame:
        """A row per run and tie (``keep=links``)."""
        return self._kept("links", "ties before and after")

    def _kept(self, kind: str, title: str) -> pd.DataFrame:
        return with_units(
            table_of(self.folder, kind, "sweep"), f"{title} of a sweep: {self.folder.name}", kind
        )

    @cached_property
    def summary(self) -> pd.DataFrame:
        """``summary.csv``: a row per scenario, arm, point, level and headline outcome."""
        return with_units(
            read_summary(self.folder / "summary.csv"),
            f"summary of a sweep: {self.folder.name}",
            dictionary=self.dictionary,
        )

    def paired(
        self, outcomes: Iterable[str] | str | None = None, by: str = LEVEL, against: object = None
    ) -> pd.DataFrame:
        """Return paired differences with intervals: of levels, or of the values of anything else that was varied.

        Args:
            outcomes: names of those wanted (None: the headline outcomes, and those of measures of
                one's own).
            by: what is compared: ``level``, a factor, ``arm``, ``scenario``, or ``point`` (whole
                points).
            against: the level, or the value, that the others are compared with (None: the present
                level; of anything else the first).

        Returns:
            a row per scenario, arm, point, level and outcome: what was varied, and the columns of
            :func:`borderSim.studies.analysis.paired.paired_table`. With another ``by`` than the
            level, a row for each combination of the other columns, value of ``by`` and outcome.

        Raises:
            InputError: there is no such outcome, column or value, or nothing that differs by it
                alone.

        Example:
            >>> sweep.paired("interdiction_rate", by="level", against="coexistence")
            >>> sweep.paired("seizures", by="police.investigators", against=20)
        """
        known = self.dictionary
        wanted = (
            list(headline_of(known))
            if outcomes is None
            else chosen("outcomes", outcomes, list(known), what="outcome")
        )
        axis = LEVEL if by == PARTNERSHIP else by
        if axis == LEVEL and against is None:
            table, to = (
                paired_by_point(self.runs, self.present, self._years, wanted, known),
                self.present,
            )
        else:
            table, to = self._along(axis, against, wanted)
        return with_units(
            table,
            f"differences to {to}, paired, by {axis}: {self.folder.name}",
            a_year=True,
            dictionary=known,
        )

    def _along(self, by: str, against: object, wanted: Sequence[str]) -> tuple[pd.DataFrame, str]:
        """Return paired differences along a column, and what they are taken to."""
        choices = self.manifest["choices"]
        if "claims" in choices:
            raise InputError(
                "by=: this sweep is a list of claims, each with a design of its own: paired() compares its levels with the present one"
            )
        by = one_of("by", by, columns_of(self.runs, self.dictionary), what="column to compare by")
        if choices["chances"] == "own" and by not in (LEVEL, "arm"):
            raise InputError(
                f"by={by}: every point of this sweep met random draws of its own (chances: own), so that only levels and arms are paired"
            )
        check_windows(self.runs, by, self.windows.of_runs(self.runs), self.dictionary)
        values = self.runs[by].drop_duplicates().tolist()
        to = values[0 if against is None else place_of(values, against, by)]
        return paired_along(self.runs, by, to, self._years, wanted, self.dictionary), str(to)

    def to_xarray(self) -> Any:
        """Return the runs as an ``xarray.Dataset`` (needs ``pip install 'bordersim[xarray]'``).

        Returns:
            a variable per outcome. Its dimensions are the factors where every combination of their
            values is a point, else ``point``, along which the factors are coordinates; then
            ``level`` and ``replicate``. ``scenario`` and ``arm`` are dimensions where there are
            several. A cell without a run is NaN. ``attrs`` of each hold ``units``, ``long_name``
            and ``description``; totals are over the horizon.

        Raises:
            InputError: xarray is not installed, or the sweep is a list of claims.

        Example:
            >>> data = sweep.to_xarray()
            >>> data["seizures"].mean("replicate").sel(level="cooperation")
        """
        from borderSim.studies.analysis.arrays import dataset

        choices = self.manifest["choices"]
        if "claims" in choices:
            raise InputError(
                "to_xarray: this sweep is a list of claims, each with a design of its own; .runs holds their runs"
            )
        about = {
            "title": f"runs of a sweep: {self.folder.name}",
            "question": str(self.manifest.get("question", "")),
            "present": self.present,
        }
        return dataset(
            self.runs,
            dictionary=self.dictionary,
            drawn=choices["design"]["kind"] in samplers.DRAWN,
            about=about,
        )

    @cached_property
    def dictionary(self) -> Dictionary:
        """All outcomes of its runs: the shipped ones, and those of measures of one's own."""
        return dictionary_of(self.manifest)

    @property
    def present(self) -> str:
        """Name of the present level."""
        return str(next(iter(self.manifest["config"].values()))["present"]["name"])

    @cached_property
    def windows(self) -> SweepWindows:
        """The years that are measured, by scenario, arm, claim and transition."""
        return SweepWindows.of(self.manifest)

    @property
    def _years(self) -> Any:
        """Years that each run measures."""
        return self.windows.years(self.runs)

    def sensitivity(self) -> Sensitivity:
        """Return which factors the outcomes and differences hang on.

        ``.table`` has a row per index.

        Raises:
            InputError: its design has too few points, or nothing that was varied.
        """
        from borderSim.studies.analysis.sensitivity import of_folder

        return of_folder(self.folder)

    def figure(self, name: str = "points", **what: Any) -> Figure:
        """Return a figure of the sweep.

        Args:
            name: ``points`` (paired differences against what was varied; ``factor=`` and
                ``outcomes=`` choose), ``sensitivity`` (``level=`` chooses), or the figure of the
                experiment's own analysis.
            **what: what the figure is to show.

        Raises:
            InputError: there is no such figure for this sweep.
        """
        return show(Presented.SWEEP_FIGURE, self, name, what)

    def _repr_html_(self) -> str:
        """Show what it is, the means by level, and what it found."""
        return show(Presented.SWEEP_TABLE, self)

    @cached_property
    def findings(self) -> dict[str, Any]:
        """What the experiment's analysis found; empty where it has none."""
        path = self.folder / "findings.json"
        return files.read_json(path) if path.exists() else {}

    @property
    def text(self) -> str:
        """The findings for people."""
        path = self.folder / "findings.md"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    @property
    def dropped(self) -> int:
        """Points that constraints dropped."""
        return int(self.manifest.get("points_dropped", 0))

    @property
    def failed(self) -> list[dict[str, Any]]:
        """Runs that failed."""
        return list(self.manifest.get("failed", []))
