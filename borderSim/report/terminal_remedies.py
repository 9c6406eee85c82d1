"""Tables for the terminal of what remedies do to a country: the ranking while it is computed, and the road map."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from borderSim.diagnose.ranking import Effect, Ranked, rank
from borderSim.diagnose.remedies import HANDBOOK, Missing
from borderSim.diagnose.simulate import Under
from borderSim.measures.quantities import yardstick
from borderSim.report.fitting import fitted
from borderSim.report.terminal import RunProgress, plain_table, progress_line
from borderSim.studies.analysis.contrasts import shown
from borderSim.studies.analysis.estimates import LEAST

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {
    "net_benefit_eur": "net benefit\nM EUR a year",
    "interdiction_rate": "interdicted\npoints",
    "orgs_dismantled": "dismantled\nin all",
    "enforcement_and_cooperation_cost_eur": "cost\nM EUR a year",
}
SOONEST = 2
"""Replicates from which a provisional ranking is shown."""
SHARE_OF_TIME = 0.05
"""Part of the time that may go into provisional rankings."""
STEPS = {
    "first": "a first look at every missing remedy",
    "singles": "each remedy alone",
    "pairs": "the best with each other",
    "triples": "the best pair with each other",
}


def ranking_table(
    rows: Sequence[Ranked], missing: Mapping[str, Missing], title: str, most: int | None = None
) -> Table:
    """Return a row per remedy, or set of them, best first."""
    heads = [*COLUMNS.values(), "chance\nbetter", "months\nto reach"]
    table = plain_table("", "remedy", *heads, title=title, numbers=heads)
    for place, row in enumerate(rows[:most]):
        own = [missing[name] for name in row.names]
        cells = [_cell(row.effects[name], name) for name in COLUMNS]
        chance = row.effects["net_benefit_eur"].better
        table.add_row(
            str(place + 1),
            _names(own),
            *cells,
            f"{100 * chance:.0f} %" if math.isfinite(chance) else "–",
            f"{max(one.months for one in own):.0f}",
        )
    return table


def _names(own: Sequence[Missing]) -> Text:
    text = Text(" + ".join(one.remedy.title["en"] for one in own))
    along = dict.fromkeys(name.replace("_", " ") for one in own for name in one.along)
    if along:
        text.append(f"\nwith {', '.join(along)}", style="dim")
    if any(one.remedy.named_by != HANDBOOK for one in own):
        text.append(" ◇", style="dim")
    return text


def _cell(effect: Effect, name: str) -> str:
    stick = yardstick(name)
    return shown(effect.estimate.as_dict(), factor=stick.factor)


def road_map_table(road: Mapping[str, Any]) -> Table:
    """Return a row per step of the road map: when, what it adds, what to watch."""
    heads = ["decided\nmonth", "in force\nmonth", "review\nmonth", "adds\nM EUR a year", "chance"]
    table = plain_table("", "step", *heads, "watch", title="road map", numbers=heads)
    for step in road["steps"]:
        adds = step["adds"][road["goal"]]
        table.add_row(
            str(step["order"]),
            step["title"]["en"],
            *(f"{step[key]:.0f}" for key in ("decided_month", "in_force_month", "review_month")),
            shown(adds, factor=yardstick(road["goal"]).factor),
            "–" if adds["better"] is None else f"{100 * adds['better']:.0f} %",
            "\n".join(own["text"]["en"] for own in step["watch"]),
        )
    return table


class RemedyProgress(RunProgress):
    """Shows how far a step has come, and its provisional ranking as soon as two replicates are there."""

    def __init__(
        self, out: Console, under: Under, missing: Mapping[str, Missing], goal: str
    ) -> None:
        super().__init__(out)
        self._under, self._missing, self._goal = under, missing, goal
        self._shown_n, self._not_before = 0, 0.0
        self._table: Table | None = None

    def update(
        self, done: int, total: int, runs_so_far: pd.DataFrame, seconds_left: float | None
    ) -> None:
        """Show the ranking of the rows so far, and how far it has come."""
        n = len(set(runs_so_far["seed"])) if len(runs_so_far) else 0
        if n >= max(SOONEST, self._shown_n + 1) and time.monotonic() >= self._not_before:
            self._compute(n, runs_so_far)
            if not self._live and done < total and (n & (n - 1)) == 0:
                self._out.print(self._table)
        if seconds_left is not None and done < total:  # (of the steps that follow too)
            seconds_left *= (total - done + self._under.ahead) / (total - done)
        if self._live:
            line = Text(progress_line(done, total, seconds_left, self._out))
            table = self._table
            shown_now = fitted(table, self._out.width, self._out.encoding) if table else ()
            self._live.update(Group(*shown_now, line), refresh=True)
        else:
            super().update(done, total, runs_so_far, seconds_left)

    def _compute(self, n: int, runs: pd.DataFrame) -> None:
        start = time.monotonic()
        country = self._under.country
        ranked = rank(
            runs, self._under.labels, country.present.name, country.window.measured, self._goal
        )
        surer = "" if n >= LEAST else f"; intervals from {LEAST} on"
        title = f"{STEPS[self._under.step]}, so far {n} replicates{surer}"
        self._table = ranking_table(ranked, self._missing, title)
        self._shown_n = n
        end = time.monotonic()
        self._not_before = end + (end - start) / SHARE_OF_TIME
