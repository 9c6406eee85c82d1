"""A comparison as it lies in its folder: tables, statistics, figures, report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from borderSim.errors import InputError
from borderSim.given import chosen
from borderSim.language.current import SOURCE, checked, named
from borderSim.measures.dictionary import Dictionary, dictionary_of, headline_of
from borderSim.measures.frame_units import tidy_summary, with_units
from borderSim.parameters.window import Window
from borderSim.presentation import Presented, show
from borderSim.results import road_map
from borderSim.studies.analysis.break_even import break_even_table
from borderSim.studies.analysis.paired import paired_table
from borderSim.studies.analysis.precision import precise
from borderSim.studies.analysis.ranks import rank_table
from borderSim.studies.analysis.settled import with_settled
from borderSim.studies.analysis.windows import measured_years, windows_of
from borderSim.studies.execution import files, manifest, manifest_types
from borderSim.studies.execution.kept_tables import table_of

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

TABLE_PARTS = ("value", "value_low", "value_high", "difference", "low", "high")


@dataclass(frozen=True)
class Comparison:
    """Levels × replicates on the same chances, with their differences to the present level.

    Attributes:
        runs: a row per run: scenario, level, seed, replicate, every outcome.
        monthly: a row per run and 30 days.
        daily: a row per day of the first replicate of every level (of every replicate with
            ``keep=daily``).
        plane: a row per run of the plane of two dials, or None where it was skipped.
        manifest: what was computed, with what.
        folder: where it lies.
        notes: what the user should be told of stored runs.
        networks: a row per place of a member (see :class:`borderSim.measures.result.Result`), of
            the first replicate (of every replicate with ``keep=networks``).
        links: a row per tie, likewise.
        yearly: a row per run and year of the horizon, with the outcomes that can be told of a year;
            empty in results of earlier versions.
        futures: a row per run of a future (``full=true``): what was drawn, and every outcome; empty
            where none were run.
        road_map: of the diagnosis that the scenario comes from
            (:mod:`borderSim.results.road_map`); empty for none.
    """

    runs: pd.DataFrame
    monthly: pd.DataFrame
    daily: pd.DataFrame
    plane: pd.DataFrame | None
    manifest: dict[str, Any]
    folder: Path
    notes: Sequence[str] = field(default=())
    networks: pd.DataFrame = field(default_factory=pd.DataFrame)
    links: pd.DataFrame = field(default_factory=pd.DataFrame)
    yearly: pd.DataFrame = field(default_factory=pd.DataFrame)
    futures: pd.DataFrame = field(default_factory=pd.DataFrame)
    road_map: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: str | Path, notes: Sequence[str] = ()) -> Comparison:
        """Read a stored comparison.

        Raises:
            InputError: if the folder holds none, or one that is not finished.
        """
        place = Path(folder)
        found = manifest.read(place)
        if found.get("choices", {}).get("command") != "compare":
            raise InputError(
                f"{place}: a result of 'bordersim {found.get('choices', {}).get('command')}', not a comparison"
            )
        if missing := manifest_types.missing_of_a_comparison(found):
            raise InputError(
                f"{place / manifest.FILE}: not the manifest of a comparison that can be read ({missing} is missing)"
            )
        manifest.check_finished(place, found)
        runs, monthly, daily, plane = (
            _frame(place / f"{n}.parquet") for n in ("runs", "monthly", "daily", "plane")
        )
        yearly = _frame(place / "yearly.parquet")
        futures = _frame(place / "futures.parquet")
        road, told = road_map.kept(place, found)
        networks, links = (_frame(place / f"{n}.parquet") for n in ("networks", "links"))
        for frame, title in (
            (runs, "runs"),
            (monthly, "months of 30 days"),
            (yearly, "years of the horizon"),
            (daily, "days of the first replicate"),
            (plane, "plane of two dials"),
            (futures, "futures drawn from the priors"),
            (networks, "members before and after"),
            (links, "ties before and after"),
        ):
            with_units(frame, f"{title}: {place.name}", dictionary=dictionary_of(found))
        return cls(
            runs,
            monthly,
            daily,
            None if plane.empty else plane,
            found,
            place,
            (*notes, *told),
            networks,
            links,
            yearly,
            futures,
            road,
        )

    @property
    def failed(self) -> list[dict[str, Any]]:
        """The units of work that failed: part, seed, reason."""
        return list(self.manifest.get("failed", []))

    @cached_property
    def events(self) -> pd.DataFrame:
        """The log of events of every run, a row per event.

        Raises:
            InputError: it was not kept (``keep=events`` or ``events=true`` keeps it).
        """
        return with_units(
            table_of(self.folder, "events", "compare"), f"events: {self.folder.name}", "events"
        )

    @cached_property
    def dictionary(self) -> Dictionary:
        """All outcomes of its runs: the shipped ones, and those of measures of one's own."""
        return dictionary_of(self.manifest)

    @cached_property
    def _paired(self) -> pd.DataFrame:
        table = paired_table(
            self.runs,
            self.manifest["present"],
            measured_years(self.manifest),
            dictionary=self.dictionary,
        )
        return with_settled(
            table, self.yearly, self.manifest["present"], self.windows, self.dictionary
        )

    @cached_property
    def precise(self) -> frozenset[str]:
        """The scenarios whose differences are all known precisely (:func:`borderSim.studies.analysis.precision.precise`)."""
        years = measured_years(self.manifest)
        return frozenset(
            str(name)
            for name, rows in self.runs.groupby("scenario", sort=False)
            if precise(rows, self.manifest["present"], years)
        )

    @property
    def windows(self) -> dict[str, Window]:
        """The years that are measured, by scenario."""
        return windows_of(self.manifest)

    def paired(self, outcomes: Iterable[str] | str | None = None) -> pd.DataFrame:
        """Return a row per scenario, level and outcome (see :func:`borderSim.studies.analysis.paired.paired_table`).

        Args:
            outcomes: names of those wanted (None: all).

        Raises:
            InputError: there is no such outcome.
        """
        table: Any = self._paired
        if outcomes is not None:
            wanted = chosen("outcomes", outcomes, list(self.dictionary), what="outcome")
            table = table[table["outcome"].isin(wanted)].reset_index(drop=True)
        return with_units(
            pd.DataFrame(table.copy()),
            f"differences to {self.manifest['present']}, paired: {self.folder.name}",
            a_year=True,
            dictionary=self.dictionary,
        )

    @property
    def summary(self) -> pd.DataFrame:
        """:meth:`paired` with the title and the unit of each row's outcome, headline outcomes first."""
        first = headline_of(self.dictionary)
        table = tidy_summary(
            self.paired(),
            {name: show(Presented.OUTCOME_TITLE, name) for name in first},
            self.dictionary,
        )
        return table.sort_values(
            "outcome", key=lambda names: ~names.isin(first), kind="stable", ignore_index=True
        )

    def table(self) -> pd.DataFrame:
        """Return the headline outcomes and those of measures of one's own, a row per scenario and level.

        Columns: ``scenario``, ``level``, ``n``, then per outcome its ``value`` under the outcome's
        name, and ``<name>_value_low``, ``_value_high``, ``_difference``, ``_low``, ``_high``.
        """
        rows = []
        for (scenario, level), part in self._paired.groupby(["scenario", "level"], sort=False):  # type: ignore[misc]
            facts = part.set_index("outcome")
            row: dict[str, Any] = {
                "scenario": scenario,
                "level": level,
                "n": max(map(int, part["n"])),
            }
            for name in headline_of(self.dictionary):
                row |= {
                    name if p == "value" else f"{name}_{p}": facts.at[name, p] for p in TABLE_PARTS
                }
            rows.append(row)
        return with_units(
            pd.DataFrame(rows),
            f"headline outcomes: {self.folder.name}",
            a_year=True,
            dictionary=self.dictionary,
        )

    def break_even(self) -> pd.DataFrame:
        """Return when each level pays (see :func:`borderSim.studies.analysis.break_even.break_even_table`)."""
        return break_even_table(self.monthly, self.manifest["present"])

    def ranks(self) -> pd.DataFrame:
        """Return the ranks of the levels in each scenario (see :func:`borderSim.studies.analysis.ranks.rank_table`)."""
        return rank_table(self._paired)

    def figure(self, name: str, scenario: str | None = None) -> Figure:
        """Return a figure of the report by its name.

        Args:
            name: of the figure.
            scenario: name of the scenario it shows (None: the first).

        Raises:
            InputError: there is no figure or scenario of that name, or it has nothing to show here.
        """
        return show(Presented.COMPARISON_FIGURE, self, name, scenario)

    def __repr__(self) -> str:
        """Say what it is; :meth:`table` and :attr:`summary` say the rest."""
        facts = self.manifest
        levels = ", ".join(str(level["name"]) for level in facts["levels"])
        return f"<comparison {self.folder}: {', '.join(facts['scenarios'])}; {levels}; {facts['replications']} replications>"

    def _repr_html_(self) -> str:
        """Show the table of differences."""
        return show(Presented.COMPARISON_TABLE, self)

    def report(self, path: str | Path | None = None, lang: str = SOURCE) -> Path:
        """Write the report as one HTML file; return its path.

        Args:
            path: where to (None: ``report.html`` in the result's folder, ``report.fr.html`` in
                French).
            lang: language of the page: ``en`` or ``fr``.

        Raises:
            InputError: there is no such language.
        """
        own = named("report.html", checked(lang))
        target = Path(path) if path is not None else self.folder / own
        show(Presented.REPORT, self, target, lang)
        return target

    def brief(self, path: str | Path | None = None, lang: str = SOURCE) -> Path:
        """Write the brief of two pages; return its path.

        Args:
            path: where to (None: ``brief.html`` in the result's folder, ``brief.fr.html`` in
                French).
            lang: language of the page: ``en`` or ``fr``.

        Raises:
            InputError: there is one level, and nothing to compare; or no such language.
        """
        own = named("brief.html", checked(lang))
        target = Path(path) if path is not None else self.folder / own
        show(Presented.BRIEF, self, target, lang)
        return target

    def class_page(self, path: str | Path | None = None) -> Path:
        """Write the page for a class, by default into the result's folder; return its path."""
        target = Path(path) if path is not None else self.folder / "class.html"
        show(Presented.CLASS_PAGE, self, target)
        return target


def _frame(path: Path) -> pd.DataFrame:
    """Read a table, empty where the runs it comes from failed or were not asked for."""
    return files.read_frame(path) if path.exists() else pd.DataFrame()
