"""Tables for the terminal of levels side by side: provisional, finished, when each pays, ranks."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from borderSim.language.catalogue import N_, gettext
from borderSim.language.forms import in_years, localised
from borderSim.measures.dictionary import Dictionary, headline_of
from borderSim.measures.outcomes import HEADLINE, OUTCOMES
from borderSim.measures.quantities import yearly
from borderSim.parameters.window import Window
from borderSim.report.terminal.console import plain_table
from borderSim.report.terminal.heads import head
from borderSim.report.writing.numbers import Scale, decimals, fixed, plain, scale_of
from borderSim.studies.analysis.estimates import LEAST, PROVISIONAL_BELOW, Estimate
from borderSim.studies.analysis.settled import MOVING

if TYPE_CHECKING:
    import pandas as pd

IN_ALL = N_("in every replicate")
"""What stands in place of an interval where all replicates show the same difference, as far as it is written out."""


def provisional_table(paired: pd.DataFrame, present: str, n: int) -> Group:
    """Return a small table, one per scenario: value of each headline outcome, below it the difference."""
    tables = []
    for scenario, part in paired.groupby("scenario", sort=False):
        scales = _scales(part)
        heads = [head(name, scales[name]) for name in HEADLINE]
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
    from borderSim.report.comparison.coverage import coverage_warning
    from borderSim.report.writing.texts import outcome_title

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
    from borderSim.report.writing.texts import outcome_title

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
    told = f"{unit} ({gettext(MOVING)})".strip() if _moves(facts, name) else unit
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
    """Whether the difference surely moves still within the years that are measured."""
    return "settled" in facts and MOVING in set(facts.loc[facts["outcome"] == name, "settled"])


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


def level_word(name: object) -> str:
    """Return a level's name for a table: as files have it, but for those of the handbook in another language."""
    return gettext(str(name))
