"""Tables for the terminal: what can be set, what is shipped, outcomes of runs, levels side by side."""

from __future__ import annotations

import math
import os
import sys
import time
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from borderSim.language.catalogue import N_, gettext
from borderSim.language.current import current, using
from borderSim.language.forms import in_years, localised
from borderSim.measures.dictionary import Dictionary, headline_of
from borderSim.measures.outcomes import HEADLINE, OUTCOMES, Outcome
from borderSim.measures.quantities import yearly
from borderSim.parameters.window import Window
from borderSim.report.fitting import fitted
from borderSim.report.letters import written
from borderSim.report.log_lines import LogLines
from borderSim.report.numbers import Scale, decimals, fixed, plain, scale_of
from borderSim.studies.analysis.estimates import LEAST, PROVISIONAL_BELOW, Estimate
from borderSim.studies.analysis.settled import NOT_SETTLED

if TYPE_CHECKING:
    import pandas as pd

WIDTH_OF_FILES = 140
"""Width of tables that go to a file or a pipe."""
SHORT = {
    "interdiction_rate": N_("interdicted"),
    "delivered_value_eur": N_("delivered"),
    "orgs_dismantled": N_("dismantled"),
    "enforcement_and_cooperation_cost_eur": N_("cost"),
    "trade_delay_cost_eur": N_("trade delay"),
    "net_benefit_eur": N_("net benefit"),
}
"""Heads of narrow columns, to be translated where they are shown."""
SHARE_OF_TIME = 0.05
"""Part of the time that may go into provisional tables."""
MOST_ROWS = 60
IN_ALL = N_("in every replicate")
"""What stands in place of an interval where all replicates show the same difference, as far as it is written out."""


class Sheet(Console):
    """A console that fits what it prints to its width and its letters (see :mod:`borderSim.report.fitting`)."""

    def print(self, *objects: Any, **options: Any) -> None:
        """Print objects one below the other; a word longer than a line stays whole."""
        for one in objects:
            for part in fitted(one, self.width, self.encoding):
                super().print(
                    part, **{"no_wrap": True, "overflow": "ignore", "crop": False} | options
                )

    def on_broken_pipe(self) -> None:
        """Leave it to the command how it ends when the reader of a pipe has gone."""
        raise BrokenPipeError


def console(*, stderr: bool = False) -> Sheet:
    """Return the console of standard output, or of standard error.

    Texts are printed as they are, never as markup.

    It is as wide as the terminal, or as ``COLUMNS`` says; else, in a file or a pipe,
    :data:`WIDTH_OF_FILES`.
    """
    width = None if width_is_known(stderr=stderr) else WIDTH_OF_FILES
    return Sheet(width=width, stderr=stderr, markup=False, highlight=False, emoji=False)


def width_is_known(*, stderr: bool = False) -> bool:
    """Whether there is a terminal, or ``COLUMNS`` says how wide lines may be.

    Else a file or a pipe has no width.
    """
    return (sys.stderr if stderr else sys.stdout).isatty() or os.environ.get(
        "COLUMNS", ""
    ).isdigit()


def plain_table(
    *heads: str,
    title: str = "",
    numbers: Sequence[str] = (),
    caption: str = "",
    widths: Mapping[str, int] | None = None,
) -> Table:
    """Return a table without rows, as all of the terminal's are drawn.

    The columns ``numbers`` stand to the right.
    """
    table = Table(
        title=title or None,
        caption=caption or None,
        box=box.SIMPLE,
        title_justify="left",
        caption_justify="left",
        title_style="bold",
        header_style="bold",
        pad_edge=False,
    )
    for head in heads:
        table.add_column(
            head,
            justify="right" if head in numbers else "left",
            overflow="fold",
            min_width=(widths or {}).get(head),
        )
    return table


# ------------------------------------------------------------------------------ what there is
PARAMETER_WIDTHS = (52, 24, 12, 20, 26)
"""Most characters a column of the assumptions log takes; longer texts go on in the next line."""


def parameter_table(rows: Iterable[object]) -> Table:
    """Return the assumptions log (rows of :func:`borderSim.scenario.catalogue.parameters`)."""
    texts = [tuple(vars(row).values()) for row in rows]
    table = plain_table("key and meaning", "value", "unit", "allowed; prior", "mark: source")
    for column, most in zip(table.columns, PARAMETER_WIDTHS, strict=True):
        column.max_width, column.overflow = most, "fold"
    for key, value, unit, allowed, prior, mark, source, doc in texts:
        limits = "; ".join(part for part in (allowed, f"prior {prior}" if prior else "") if part)
        table.add_row(
            Text(key, style="bold").append(f"\n{doc}", style="not bold dim"),
            value,
            unit,
            limits,
            f"{mark}: {source}",
        )
    return table


COUNTED = (N_("posts"), N_("officers"), N_("organisations"), N_("years"))
"""Heads of the columns of numbers in the table of scenarios."""


def shipped_tables(
    scenarios: Sequence[Mapping[str, object]],
    levels: Sequence[Mapping[str, object]],
    legal_models: Sequence[Mapping[str, object]],
) -> Group:
    """Return what is shipped: scenarios, levels with their traits, legal models."""
    numbers = tuple(map(gettext, COUNTED))
    first = plain_table(
        gettext("name"),
        gettext("title"),
        *numbers,
        gettext("legal model"),
        gettext("description"),
        title=gettext("scenarios (scenario=NAME)"),
        numbers=numbers,
    )
    for row in scenarios:
        keys = (
            "name",
            "title",
            "posts",
            "officers",
            "organisations",
            "years",
            "legal_model",
            "description",
        )
        first.add_row(
            *(
                localised(f"{row[key]:g}")
                if isinstance(row[key], float)
                else gettext(str(row[key]))
                if key in ("title", "description")
                else str(row[key])
                for key in keys
            )
        )
    return Group(
        first,
        _turned(
            levels,
            gettext(
                "partnership levels (partnership=NAME, levels='[NAME,...]'); customs to police / police to customs"
            ),
        ),
        _turned(legal_models, gettext("legal models (legal_model=NAME)")),
    )


def instrument_table(rows: Sequence[Mapping[str, str]]) -> Table:
    """Return the instruments that can be added to a level (rows of :func:`borderSim.scenario.catalogue.instrument_rows`)."""
    days = gettext("set-up\ndays")
    table = plain_table(
        gettext("name and what it is"),
        gettext("needs"),
        days,
        "EUR",
        gettext("hours a week\ncustoms / police"),
        title=gettext(
            "instruments (levels='[cooperation+NAME,...]', instruments='[NAME,...]'); what each gives: docs/cooperation.md"
        ),
        numbers=(days,),
    )
    for column, most in zip(table.columns, (66, 36, 6, 24, 16), strict=True):
        column.max_width = most
    for row in rows:
        name = Text(row["name"], style="bold").append(
            "\n"
            + gettext("{title} ({handbook}): {about}").format(
                title=gettext(row["title"]), handbook=row["handbook"], about=gettext(row["about"])
            ),
            style="not bold dim",
        )
        table.add_row(name, row["needs"], row["setup_days"], row["cost"], row["hours"])
    return table


def rule_table(rows: Sequence[Mapping[str, str]]) -> Table:
    """Return the decision rules that can be named."""
    table = plain_table(
        gettext("key"),
        gettext("name"),
        gettext("from"),
        gettext("what it does"),
        title=gettext("decision rules (KEY=NAME)"),
    )
    for row in rows:
        table.add_row(row["key"], row["name"], row["package"] or gettext("built in"), row["doc"])
    return table


def own_table(rows: Sequence[Mapping[str, str]]) -> Table:
    """Return the measures and interventions that can be named."""
    table = plain_table(
        gettext("key"),
        gettext("name"),
        gettext("from"),
        gettext("what it does"),
        title=gettext("measures and interventions (KEY='[NAME,...]')"),
    )
    for row in rows:
        table.add_row(row["key"], row["name"], row["package"], row["doc"])
    return table


def shock_table(rows: Sequence[Mapping[str, str]]) -> Table:
    """Return the shocks that can be named."""
    table = plain_table(
        gettext("name"),
        gettext("title"),
        gettext("strikes"),
        gettext("does nothing without"),
        gettext("handbook"),
        title=gettext("shocks (shocks='[NAME,...]', shocks.NAME.day=)"),
    )
    for row in rows:
        table.add_row(row["name"], row["title"], row["when"], row["needs"], row["section"])
    return table


def _turned(rows: Sequence[Mapping[str, object]], title: str) -> Table:
    """Return a table with a column per row given and a row per key."""
    names = [str(row["name"]) for row in rows]
    table = plain_table("", *names, title=title, numbers=names)
    for key in rows[0]:
        if key not in ("name", "title"):
            table.add_row(key, *(str(row[key]) for row in rows))
    return table


# ------------------------------------------------------------------------------ single runs
def outcome_table(
    outcomes: Mapping[str, float], years: float, title: str, dictionary: Dictionary = OUTCOMES
) -> Table:
    """Return the outcomes of one run by group; totals per year.

    Args:
        outcomes: value by name; NaN or None where undefined.
        years: that are measured.
        title: heading.
        dictionary: the outcomes that there are.
    """
    heads = [gettext("outcome"), gettext("value"), gettext("unit"), gettext("definition")]
    table = plain_table(*heads, title=title, numbers=heads[1:2])
    group = ""
    for name, outcome in dictionary.items():
        value = _per_year(outcome, outcomes.get(name), years)
        if outcome.group != group:
            group = outcome.group
            table.add_section()
            table.add_row(Text(gettext(group).upper(), style="bold"))
        scale = scale_of(outcome, abs(value))
        unit = yearly(scale.unit, scale.per_year)
        table.add_row(name, plain(value * scale.factor), unit, gettext(outcome.definition))
    return table


def day_table(times: pd.DataFrame, days: int) -> Table:
    """Return the lines of the day with the processor time that each took.

    Args:
        times: from :meth:`borderSim.day_times.DayTimes.table`.
        days: how many days were simulated.
    """
    numbers = (gettext("ms a day"), gettext("share"))
    title = gettext("where the time of a day goes ({days} days)").format(
        days=localised(f"{days:,}")
    )
    table = plain_table(gettext("line of the day"), *numbers, title=title, numbers=numbers)
    for line, ms, share in times.itertuples(index=False):
        table.add_row(str(line), localised(f"{ms:.3f}"), localised(f"{100 * share:.1f} %"))
    return table


def runs_table(
    runs: pd.DataFrame, windows: Sequence[Window], dictionary: Dictionary = OUTCOMES
) -> Table:
    """Return the headline outcomes of several runs, a row each; totals per year of those measured."""
    first = headline_of(dictionary)
    labels = [
        str(column) for column in runs.columns if column not in dictionary and column != "run"
    ]
    labels = [
        label for label in labels if label == "level" or list(runs[label]) != list(runs["level"])
    ]
    shown = runs.head(MOST_ROWS).to_dict("records")
    values = {
        name: [
            _per_year(dictionary[name], row[name], window.measured)
            for row, window in zip(shown, windows, strict=False)
        ]
        for name in first
    }
    largest = {
        name: max((abs(v) for v in values[name] if math.isfinite(v)), default=0.0) for name in first
    }
    scales = {name: scale_of(dictionary[name], largest[name]) for name in first}
    heads = [_head(name, scales[name]) for name in first]
    left = len(runs) - len(shown)
    widths = {label: max(len(str(row[label])) for row in shown) for label in labels}
    more = gettext("... and {n} more rows in runs.parquet").format(n=left) if left else ""
    spans = list(dict.fromkeys(window.text for window in windows))
    shown_spans = ", ".join(spans[:3]) + (" ..." if len(spans) > 3 else "")
    told = gettext("measured: {spans}").format(spans=shown_spans)
    caption = f"{told}; {more}" if more else told
    table = plain_table(*labels, *heads, numbers=heads, caption=caption, widths=widths)
    for i, row in enumerate(shown):
        cells = [plain(values[name][i] * scales[name].factor) for name in first]
        table.add_row(*(str(row[label]) for label in labels), *cells)
    return table


# ------------------------------------------------------------------------------ levels side by side
def provisional_table(paired: pd.DataFrame, present: str, n: int) -> Group:
    """Return a small table, one per scenario: value of each headline outcome, below it the difference."""
    tables = []
    for scenario, part in paired.groupby("scenario", sort=False):
        scales = _scales(part)
        heads = [_head(name, scales[name]) for name in HEADLINE]
        title = (
            gettext(
                "{scenario}: provisional, n={n} (below: difference to {present}, no intervals below {least} replicates)"
            )
            if n < LEAST
            else gettext(
                "{scenario}: provisional, n={n} (below: difference to {present}, ± half its 95 % interval)"
            )
        ).format(scenario=scenario, n=n, present=level_word(present), least=LEAST)
        table = plain_table(gettext("level"), *heads, title=title, numbers=heads)
        for level, facts in part.groupby("level", sort=False):
            table.add_row(
                level_word(level),
                *(_small_cell(facts, name, scales[name], level == present) for name in HEADLINE),
            )
        tables.append(table)
    return Group(*tables)


def comparison_tables(
    paired: pd.DataFrame,
    present: str,
    windows: Mapping[str, Window],
    dictionary: Dictionary = OUTCOMES,
    told: str = "",
    precise: Collection[str] = (),
) -> Group:
    """Return a table per scenario: every headline outcome of every level with its paired difference.

    After a headline outcome stands the one that tells it with less luck, where there is one, with
    how many times smaller the variance of its difference is.

    Args:
        paired: differences between levels.
        present: level that differences are taken to.
        windows: what is measured of each scenario.
        dictionary: outcomes.
        told: what holds for all runs and is to stand in the title.
        precise: scenarios whose differences are known precisely though replicates are few.
    """
    from borderSim.report.coverage_told import coverage_warning
    from borderSim.report.texts import outcome_title

    tables = []
    for scenario, part in paired.groupby("scenario", sort=False):
        n = max(int(number) for number in part["n"])
        few_runs = n < PROVISIONAL_BELOW and scenario not in precise
        title = (
            gettext("{scenario}, {window}: provisional, n={n}; differences to {present}, paired")
            if few_runs
            else gettext("{scenario}, {window}: n={n}; differences to {present}, paired")
        ).format(
            scenario=scenario,
            window=windows[str(scenario)].text,
            n=n,
            present=level_word(present),
        )
        if n < LEAST:
            title += gettext("; no intervals below {least} replicates").format(least=LEAST)
        title += f"; {told}" if told else ""
        heads = [
            gettext("outcome and level"),
            gettext("value"),
            gettext("difference"),
            gettext("95 % interval"),
            gettext("unit"),
        ]
        table = plain_table(
            *heads,
            title=title,
            numbers=heads[1:4],
            caption=coverage_warning(part, windows[str(scenario)].measured),
        )
        shown = _with_expected(part, dictionary)
        scales = _scales(part, dictionary, shown)
        for name in shown:
            scale = scales[name]
            unit = yearly(scale.unit, scale.per_year)
            table.add_section()
            table.add_row(
                Text(outcome_title(name), style="bold"), "", "", "", Text(unit, style="bold")
            )
            for level, facts in part.groupby("level", sort=False):
                table.add_row(
                    f"  {level_word(level)}", *_cells(facts, name, scale, level == present)
                )
        tables.append(table)
    return Group(*tables)


def break_even_tables(table: pd.DataFrame, years: Mapping[str, float]) -> Group:
    """Return when each level pays, a table per scenario (rows of :func:`borderSim.studies.analysis.break_even.break_even_table`)."""
    tables = []
    for scenario, part in table.groupby("scenario", sort=False):
        weights = list(part["lambda"].unique())
        heads = [f"λ = {localised(f'{weight:g}')}" for weight in weights]
        title = gettext(
            "{scenario}: month (of 30 days, from the day of the change, set-up when it is paid) from which the cumulated net benefit stays positive"
        )
        caption = gettext(
            "month of the mean over replicates (95 % interval), replicates that break even by themselves; >: not within {years}"
        )
        shown = plain_table(
            gettext("level"),
            *heads,
            numbers=heads,
            title=title.format(scenario=scenario),
            caption=caption.format(years=in_years(years[str(scenario)])),
        )
        for level, rows in part.groupby("level", sort=False):
            shown.add_row(level_word(level), *(_months(row) for row in rows.to_dict("records")))
        tables.append(shown)
    return Group(*tables)


def _months(row: Mapping[str, Any]) -> str:
    """Write a month with its interval, where there is one."""
    month, low, high = (
        "–" if row[key] != row[key] else ">" if row[key] == math.inf else f"{row[key]:.0f}"
        for key in ("month", "low", "high")
    )
    alone = low == high == month
    interval = (
        ""
        if low == "–" or (alone and month == ">")
        else " " + gettext("(that month alone)")
        if alone
        else f" ({gettext('{low} to {high}').format(low=low, high=high)})"
    )
    told = (gettext("not within the horizon") if month == ">" else month) + interval
    return gettext("{month}, {count} of {n}").format(
        month=told, count=f"{row['within']:.0f}", n=f"{row['n']:.0f}"
    )


def rank_tables(ranks: pd.DataFrame) -> Table:
    """Return the ranks of the levels in each scenario (see :func:`borderSim.studies.analysis.ranks.rank_table`)."""
    from borderSim.report.texts import outcome_title

    scenarios = [
        str(c) for c in ranks.columns if c not in ("outcome", "level", "agree", "kendall_w")
    ]
    table = plain_table(
        gettext("outcome and level"),
        *scenarios,
        title=gettext("ranks of the levels found, 1 is best"),
        numbers=scenarios,
    )
    for outcome, part in ranks.groupby("outcome", sort=False):
        table.add_section()
        verdict = (
            gettext("the scenarios agree")
            if bool(part["agree"].all())
            else gettext("the scenarios disagree")
        )
        table.add_row(Text(f"{outcome_title(str(outcome))}: {verdict}", style="bold"))
        for row in part.to_dict("records"):
            table.add_row(
                f"  {level_word(row['level'])}", *(plain(float(row[s])) for s in scenarios)
            )
    return table


def _with_expected(part: pd.DataFrame, dictionary: Dictionary) -> list[str]:
    """Return the headline outcomes, each followed by what a table holds of it with less luck.

    What is the same at every level (loads of one size leave no luck of size) is left out.
    """
    values = {
        str(name): tuple(map(float, facts["value"]))
        for name, facts in part.groupby("outcome", sort=False)
        if bool(facts["value"].notna().to_numpy().any())
    }
    return [
        name
        for headline in headline_of(dictionary)
        for name in (headline, *(o.name for o in dictionary.values() if o.beside == headline))
        if name == headline or (name in values and values[name] != values.get(headline))
    ]


def _scales(
    part: pd.DataFrame, dictionary: Dictionary = OUTCOMES, names: Sequence[str] = ()
) -> dict[str, Scale]:
    found = {}
    for name in names or headline_of(dictionary):
        values = part.loc[part["outcome"] == name, "value"].abs()
        found[name] = scale_of(dictionary[name], float(values.max()))
    return found


def _head(name: str, scale: Scale) -> str:
    unit = yearly(scale.unit, True) if scale.per_year else scale.unit.removeprefix("organisations ")
    return f"{gettext(SHORT.get(name, name))}\n{unit}"


def _facts(facts: pd.DataFrame, name: str, factor: float) -> tuple[Estimate, Estimate]:
    """Return an outcome's value and difference, as shown.

    Of the value no standard error is kept.
    """
    row = facts.loc[facts["outcome"] == name].iloc[0]
    n = int(row["n"])
    value = Estimate(float(row["value"]), float(row["value_low"]), float(row["value_high"]), n)
    difference = Estimate(
        float(row["difference"]), float(row["low"]), float(row["high"]), n, float(row["mcse"])
    )
    return value.scaled(factor), difference.scaled(factor)


def _cells(facts: pd.DataFrame, name: str, scale: Scale, same: bool) -> list[str]:
    own, paired = _facts(facts, name, scale.factor)
    value = fixed(own.value, _places(own))
    if same:
        return [value, "", gettext("reference"), ""]
    digits = decimals(paired.half, paired.value)
    texts = [
        fixed(number, digits, signed=True) for number in (paired.value, paired.low, paired.high)
    ]
    unit = scale.difference_unit if scale.difference_unit != scale.unit else ""
    told = f"{unit} ({gettext(NOT_SETTLED)})".strip() if _moves(facts, name) else unit
    told = f"{told} {_won(facts, name)}".strip()
    return [value, texts[0], _interval(paired, texts), told]


def _won(facts: pd.DataFrame, name: str) -> str:
    """Return how many times smaller the variance of the difference is than as realised; empty where it is not said."""
    if "variance_won" not in facts:
        return ""
    won = float(facts.loc[facts["outcome"] == name, "variance_won"].iloc[0])
    if not math.isfinite(won):
        return ""
    return gettext("(variance / {times})").format(times=fixed(won, 2))


def _moves(facts: pd.DataFrame, name: str) -> bool:
    """Whether the difference still moves within the years that are measured."""
    return "settled" in facts and NOT_SETTLED in set(facts.loc[facts["outcome"] == name, "settled"])


def _interval(paired: Estimate, texts: Sequence[str]) -> str:
    """Write an interval, or why there is none; ``texts``: value and ends as they are written."""
    if paired.same or (paired.known and len(set(texts)) == 1):
        return gettext(IN_ALL)
    if not paired.known:
        return "–"
    return gettext("{low} to {high}").format(low=texts[1], high=texts[2])


def _small_cell(facts: pd.DataFrame, name: str, scale: Scale, same: bool) -> str:
    own, paired = _facts(facts, name, scale.factor)
    value = fixed(own.value, _places(own))
    if same:
        return value
    digits = decimals(paired.half, paired.value)
    spread = (
        f" ±{fixed(paired.half, digits)}"
        if paired.known
        else (f" {gettext('in all')}" if paired.same else "")
    )
    return f"{value}\n{fixed(paired.value, digits, signed=True)}{spread}"


def _places(own: Estimate) -> int:
    return decimals(own.half, own.value)


def _per_year(outcome: Outcome, value: Any, years: float) -> float:
    """Return a value as tables show it, a total per year; NaN for None."""
    number = math.nan if value is None else float(value)
    return number / years if outcome.kind == "total" else number


def standing_table(groups: Mapping[str, Any]) -> Table:
    """Return runs done, failed and left by what a result consists of (counts of :mod:`borderSim.studies.execution.status`)."""
    numbers = (gettext("done"), gettext("failed"), gettext("left"))
    table = plain_table(gettext("part"), *numbers, numbers=numbers)
    for name, count in groups.items():
        table.add_row(name, *(str(n) for n in (count.done, count.failed, count.left)))
    return table


# ------------------------------------------------------------------------------ progress
class RunProgress:
    """Shows how many runs are done and the time left: a bar on a terminal, else a line now and then on standard error."""

    def __init__(self, out: Console, *, live: bool | None = None) -> None:
        self._out = out
        self._language = current()
        self._live = self._bar = None
        if out.is_terminal if live is None else live:
            self._live = self._bar = Live(console=out, transient=True, auto_refresh=False)
        elif (
            live is None and sys.stderr.isatty()
        ):  # (what is printed goes to a file, who typed it still sits there)
            self._bar = Live(console=console(stderr=True), transient=True, auto_refresh=False)
        self._log = LogLines()

    def __enter__(self) -> RunProgress:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def update(
        self, done: int, total: int, runs_so_far: pd.DataFrame, seconds_left: float | None
    ) -> None:
        """Show ``done`` of ``total`` runs, and the seconds left (None: not known yet)."""
        with using(self._language):
            self._show(done, total, seconds_left)

    def _show(self, done: int, total: int, seconds_left: float | None) -> None:
        if self._bar:
            self._bar.update(
                Text(progress_line(done, total, seconds_left, self._bar.console)), refresh=True
            )
        elif done < total:
            self._log.update(done_line(done, total, seconds_left))


class ComparisonProgress(RunProgress):
    """Shows the provisional table too: refreshed on a terminal, else printed at n = 1, 2, 4, 8, ..."""

    def __init__(
        self, out: Console, present: str, years: Mapping[str, float], *, live: bool | None = None
    ) -> None:
        super().__init__(out, live=live)
        self._present, self._years = present, years
        self._shown: Group | None = None
        self._shown_n = 0
        self._not_before = 0.0
        self._lost = False

    def update(
        self, done: int, total: int, runs_so_far: pd.DataFrame, seconds_left: float | None
    ) -> None:
        """Show the provisional table of the rows so far, and how far it has come."""
        with using(self._language):
            self._show_table(done, total, runs_so_far, seconds_left)

    def _show_table(
        self, done: int, total: int, runs_so_far: pd.DataFrame, seconds_left: float | None
    ) -> None:
        n = _complete(runs_so_far, len(self._years))
        if self._live:
            self._refresh(n, runs_so_far)
            line = Text(progress_line(done, total, seconds_left, self._out))
            shown = fitted(self._shown, self._out.width, self._out.encoding) if self._shown else ()
            self._live.update(Group(*shown, line), refresh=True)
            return
        self._show(done, total, seconds_left)
        if done < total and n and n >= 2 * self._shown_n and not self._lost:
            self._compute(n, runs_so_far)
            self._print()

    def _print(self) -> None:
        """Print the provisional table.

        Where that can't be done the work goes on, and the command tells of it at its end.
        """
        try:
            self._out.print(self._shown)
            sys.stdout.flush()
        except OSError:
            self._lost = True

    def _refresh(self, n: int, runs: pd.DataFrame) -> None:
        if n > self._shown_n and time.monotonic() >= self._not_before:
            self._compute(n, runs)

    def _compute(self, n: int, runs: pd.DataFrame) -> None:
        from borderSim.studies.analysis.paired import paired_table

        start = time.monotonic()
        self._shown = provisional_table(
            paired_table(runs, self._present, self._years), self._present, n
        )
        self._shown_n = n
        end = time.monotonic()
        self._not_before = end + (end - start) / SHARE_OF_TIME


def progress_line(
    done: int, total: int, seconds_left: float | None, out: Console | None = None
) -> str:
    """Return a bar, the runs done and the time left, no longer than a line of the console."""
    filled = round(30 * done / total) if total else 30
    words = done_line(done, total, seconds_left).replace(" done", "", 1)
    line = f"{'█' * filled}{'░' * (30 - filled)} {words}"
    if out is not None:
        line = written(line, out.encoding)
        line = line if len(line) < out.width else words
    return line


def done_line(done: int, total: int, seconds_left: float | None) -> str:
    """Return the runs done and the time left in words."""
    if seconds_left is None:
        return gettext("{done} of {total} runs done").format(done=done, total=total)
    return gettext("{done} of {total} runs done, about {time} left").format(
        done=done, total=total, time=duration(seconds_left)
    )


def level_word(name: object) -> str:
    """Return a level's name for a table: as files have it, but for those of the handbook in another language."""
    return gettext(str(name))


def duration(seconds: float) -> str:
    """Return a time in words: 40 s, 3 min, 2.5 h."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else localised(f"{seconds / 3600:.1f} h")


def _complete(runs: pd.DataFrame, scenarios: int) -> int:
    """Return the replicates that every level has; 0 until all scenarios have one."""
    if runs.empty or len(set(runs["scenario"])) < scenarios:
        return 0
    return min(Counter(zip(runs["scenario"], runs["level"], strict=True)).values())
