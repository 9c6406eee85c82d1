"""Tables for the terminal of what remedies do to a country: the ranking while it is computed, and the road map."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from borderSim.diagnose.ranking import Ranked, rank
from borderSim.diagnose.remedies import HANDBOOK, Missing
from borderSim.diagnose.simulate import Planned, Under
from borderSim.language.catalogue import gettext as _
from borderSim.language.current import current
from borderSim.report.diagnosis.columns import UNKNOWN, Amount, column
from borderSim.report.diagnosis.needs import short
from borderSim.report.terminal.console import plain_table
from borderSim.report.terminal.fitting import fitted
from borderSim.report.terminal.progress import RunProgress, progress_line
from borderSim.report.writing.numbers import chance
from borderSim.report.writing.texts import apart
from borderSim.scenario.instruments import known_instruments
from borderSim.studies.analysis.estimates import LEAST

if TYPE_CHECKING:
    import pandas as pd

OUTCOMES = (
    "net_benefit_eur",
    "interdiction_rate",
    "orgs_dismantled",
    "enforcement_and_cooperation_cost_eur",
)
"""What the ranking shows."""
OURS = " ◇"
"""Mark of a remedy that the handbook's table of gaps does not name."""
SOONEST = 2
"""Replicates from which a provisional ranking is shown."""
SHARE_OF_TIME = 0.05
"""Part of the time that may go into provisional rankings."""


def ranking_table(
    rows: Sequence[Ranked], missing: Mapping[str, Missing], title: str, goal: str
) -> Table:
    """Return a row per remedy, or set of them, best first.

    Args:
        rows: the ranking.
        missing: the remedies by name.
        title: heading.
        goal: the outcome whose chance of being better is shown.
    """
    acting = [row for row in rows if row.acts]
    columns = {
        name: column(name, [row.effects[name].estimate.as_dict() for row in acting])
        for name in OUTCOMES
    }
    heads = [_head(name, own.unit) for name, own in columns.items()]
    heads += [_("chance\nbetter"), _("chance\nbest"), _("months\nto reach"), _("pays from\nmonth")]
    caption = _("◇ named by this project, not by the handbook's table of gaps")
    table = plain_table("", _("remedy"), *heads, title=title, numbers=heads, caption=caption)
    shown = iter(zip(*(own.cells for own in columns.values()), strict=True))
    for place, row in enumerate(rows):
        own = [missing[name] for name in row.names]
        if row.acts:
            cells = [_lines(one) for one in next(shown)]
        else:
            cells = [_("no effect"), *([UNKNOWN] * (len(OUTCOMES) - 1))]
        months = max(one.months for one in own)
        pays = f"{months + row.pays:.0f}" if math.isfinite(row.pays) else UNKNOWN
        better = chance(row.effects[goal].better) if row.acts else UNKNOWN
        best = chance(row.best)
        table.add_row(str(place + 1), _names(own), *cells, better, best, f"{months:.0f}", pays)
    return table


def step_title(step: str, replicates: int) -> str:
    """Return the heading of a step."""
    return {
        "first": _("A first look at every missing remedy: {n} replicates"),
        "singles": _("Each remedy alone: {n} replicates"),
        "pairs": _("The best remedy with each other: {n} replicates"),
        "triples": _("The best pair with each other: {n} replicates"),
    }[step].format(n=replicates)


def told_beforehand(plan: Sequence[Planned], missing: int) -> str:
    """Return in a sentence what is about to be simulated."""
    runs = sum(step.runs for step in plan)
    text = _("Remedies to try: {missing}. Runs that follow, at most: {runs}.")
    return text.format(missing=missing, runs=runs)


def road_map_tables(road: Mapping[str, Any]) -> Group:
    """Return the road map: a row per step, and when to go on."""
    goal = road["goal"]
    adds, so_far = (
        column(goal, [step[part][goal] for step in road["steps"]]) for part in ("adds", "so_far")
    )
    heads = [
        _("decided\nmonth"),
        _("in force\nmonth"),
        _("review\nmonth"),
        _("adds") + f"\n{adds.unit}",
        _("with those\nbefore") + f"\n{so_far.unit}",
        _("chance that\nit adds"),
    ]
    table = plain_table("", _("step"), *heads, title=_("Road map"), numbers=heads)
    lines: list[Text] = []
    for place, step in enumerate(road["steps"]):
        table.add_row(
            str(step["order"]),
            _step_name(step),
            *(f"{step[key]:.0f}" for key in ("decided_month", "in_force_month", "review_month")),
            _lines(adds.cells[place]),
            _lines(so_far.cells[place]),
            chance(step["adds"][goal]["better"]),
        )
        lines.append(Text(f"{step['order']}. {step['trigger'][current()]}\n"))
    if not road["steps"]:
        lines.append(
            Text(_("No remedy that was tried makes this country better off by this goal."))
        )
    return Group(table, *lines)


def _step_name(step: Mapping[str, Any]) -> Text:
    text = Text(step["title"][current()])
    text.append("" if step["named_by"] == HANDBOOK else OURS, style="dim")
    first = short(step["first"], step["gates"])
    if first:
        text.append("\n" + _("needs before it: {what}").format(what=apart(first)), style="dim")
    return text


def _names(own: Sequence[Missing]) -> Text:
    text = Text(" + ".join(one.remedy.title[current()] for one in own))
    text.append("" if own[-1].remedy.named_by == HANDBOOK else OURS, style="dim")
    along = dict.fromkeys(_title_of(name) for one in own for name in one.along)
    if along:
        text.append("\n" + _("with {what}").format(what=", ".join(along)), style="dim")
    return text


def _title_of(instrument: str) -> str:
    return _(known_instruments()[instrument].title)


def _head(name: str, unit: str) -> str:
    title = {
        "net_benefit_eur": _("net benefit"),
        "interdiction_rate": _("interdicted"),
        "orgs_dismantled": _("dismantled"),
        "enforcement_and_cooperation_cost_eur": _("cost"),
    }[name]
    return f"{title}\n{unit}"


def _lines(own: Amount) -> str:
    """Write a difference, its interval in a line of its own so that the columns stay narrow."""
    return f"{own.value}\n({own.ends})" if own.ends else own.value


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
            above = fitted(table, self._out.width, self._out.encoding) if table else ()
            self._live.update(Group(*above, line), refresh=True)
        else:
            super().update(done, total, runs_so_far, seconds_left)

    def _compute(self, n: int, runs: pd.DataFrame) -> None:
        start = time.monotonic()
        under = self._under
        base, years = under.country.present.name, under.country.window.measured
        ranked = rank(runs, under.labels, base, years, self._goal)
        title = step_title(under.step, n)
        if n < LEAST:
            title += "; " + _("intervals and chances from {least} on").format(least=LEAST)
        self._table = ranking_table(ranked, self._missing, title, self._goal)
        self._shown_n = n
        end = time.monotonic()
        self._not_before = end + (end - start) / SHARE_OF_TIME
