"""A finished sweep as it lies in its folder: tables, differences, what it found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from borderSim.given import chosen
from borderSim.measures.frame_units import with_units
from borderSim.measures.outcomes import HEADLINE, OUTCOMES
from borderSim.presentation import Presented, show
from borderSim.studies.analysis.tables import paired_by_point, read_summary
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
        return with_units(files.read_frame(self.folder / "runs.parquet"), f"runs of a sweep: {self.folder.name}")

    @cached_property
    def monthly(self) -> pd.DataFrame:
        """A row per run and 30 days; like the other tables below there with ``keep=``, else told by an ``InputError``."""
        return self._kept("monthly", "months of 30 days")

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
        return with_units(table_of(self.folder, kind, "sweep"), f"{title} of a sweep: {self.folder.name}", kind)

    @cached_property
    def summary(self) -> pd.DataFrame:
        """``summary.csv``: a row per scenario, arm, point, level and headline outcome."""
        return with_units(read_summary(self.folder / "summary.csv"), f"summary of a sweep: {self.folder.name}")

    def paired(self, outcomes: Iterable[str] | str | None = None) -> pd.DataFrame:
        """Return the differences to the present level at every point, with intervals.

        Args:
            outcomes: names of those wanted (None: the headline outcomes).

        Returns:
            a row per scenario, arm, point, level and outcome: what was varied, and the columns of
            :func:`borderSim.studies.analysis.paired.paired_table`.

        Raises:
            InputError: there is no such outcome.
        """
        wanted = list(HEADLINE) if outcomes is None else chosen("outcomes", outcomes, list(OUTCOMES), what="outcome")
        table = paired_by_point(self.runs, self.present, self._years, wanted)
        return with_units(table, f"differences to {self.present}, paired, by point: {self.folder.name}", a_year=True)

    @property
    def present(self) -> str:
        """Name of the present level."""
        return str(next(iter(self.manifest["config"].values()))["present"]["name"])

    @property
    def _years(self) -> dict[str, float]:
        """Horizon of each scenario, of each claim where the experiment is a list of them."""
        found = {}
        for label, config in self.manifest["config"].items():
            claim = f"{label.partition(':')[0]}: " if "claims" in self.manifest["choices"] else ""
            found[f"{claim}{config['name']}"] = float(config["years"])
        return found

    def sensitivity(self) -> Sensitivity:
        """Return which factors the outcomes and differences hang on; ``.table`` has a row per index.

        Raises:
            InputError: its design has too few points, or nothing that was varied.
        """
        from borderSim.studies.analysis.sensitivity import of_folder

        return of_folder(self.folder)

    def figure(self, name: str = "points", **what: Any) -> Figure:
        """Return a figure of the sweep.

        Args:
            name: ``points`` (paired differences against what was varied; ``factor=`` and ``outcomes=`` choose),
                ``sensitivity`` (``level=`` chooses), or the figure of the experiment's own analysis.
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
