"""What a notebook shows of a result: the terminal's tables, and where the rest is."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from borderSim.api.tables import MOST_ROWS, folded, html_of, note
from borderSim.measures.dictionary import Dictionary, dictionary_of, headline_of, with_own
from borderSim.parameters.window import Window
from borderSim.report.writing.numbers import plain, scale_of

if TYPE_CHECKING:
    import pandas as pd

    from borderSim.measures.result import Result
    from borderSim.results.comparison import Comparison
    from borderSim.results.runs import Runs
    from borderSim.results.sweep import Sweep


def result_html(result: Result) -> str:
    """Return the headline outcomes of one run, and all of them folded."""
    from borderSim.report.terminal.runs import outcome_table

    window = result.window or Window(len(result.daily) / 365)
    years = window.measured
    title = str(result.daily.attrs.get("title", "")).removeprefix("days: ") or "one run"
    every = {
        str(name): float("nan") if value is None else float(value)
        for name, value in result.outcomes.items()
    }
    shown = _headline_table(
        every,
        years,
        f"{title}: headline outcomes, {window.text}, totals a year",
        with_own(result.declared),
    )
    whole = html_of(
        outcome_table(
            every,
            years,
            f"all outcomes, {window.text}, totals a year",
            with_own(result.declared),
        ),
        most_rows=len(every) * 2,
    )
    return shown + folded(f"all {len(every)} outcomes", whole)


def _headline_table(
    values: dict[str, float], years: float, title: str, dictionary: Dictionary
) -> str:
    from borderSim.report.terminal.console import plain_table
    from borderSim.report.writing.texts import outcome_title

    table = plain_table("outcome", "value", "unit", "definition", title=title, numbers=("value",))
    for name in headline_of(dictionary):
        outcome = dictionary[name]
        value = values[name] / years if outcome.kind == "total" and years else values[name]
        scale = scale_of(outcome, abs(value))
        unit = f"{scale.unit} a year" if scale.per_year else scale.unit
        table.add_row(outcome_title(name), plain(value * scale.factor), unit, outcome.definition)
    return html_of(table)


def comparison_html(comparison: Comparison) -> str:
    """Return the table of differences, a table per scenario."""
    from borderSim.report.terminal.comparison import comparison_tables

    facts = comparison.manifest
    shown = html_of(
        comparison_tables(
            comparison.paired(), facts["present"], comparison.windows, dictionary_of(facts)
        )
    )
    return (
        shown + _notes(comparison.notes, comparison.failed) + note(f"stored in {comparison.folder}")
    )


def runs_html(runs: Runs) -> str:
    """Return the headline outcomes of every row."""
    from borderSim.report.terminal.runs import runs_table

    return (
        html_of(runs_table(runs.runs, runs.windows, dictionary_of(runs.manifest)))
        + _notes((), runs.failed)
        + note(f"stored in {runs.folder}")
    )


def sweep_html(sweep: Sweep) -> str:
    """Return what a sweep is, the mean of each headline outcome by level, and what it found, folded."""
    runs: pd.DataFrame = sweep.runs
    choices = sweep.manifest["choices"]
    points = runs["point"].nunique() if "point" in runs else 0
    title = f"{choices['experiment']}: means over {points} points and all replicates, totals over the horizon"
    shown = _means(runs, title, dictionary_of(sweep.manifest))
    found = (
        folded("what it found", f'<pre style="white-space:pre-wrap">{escape(sweep.text)}</pre>')
        if sweep.text
        else ""
    )
    return (
        note(str(sweep.manifest.get("question", "")))
        + shown
        + found
        + _notes(sweep.notes, sweep.failed)
        + note(f"stored in {sweep.folder}")
    )


def _means(runs: pd.DataFrame, title: str, dictionary: Dictionary) -> str:
    from borderSim.report.terminal.console import plain_table

    by = [name for name in ("scenario", "arm", "level") if name in runs]
    grouped: Any = runs.groupby(by, sort=False)
    first = headline_of(dictionary)
    means = grouped[list(first)].mean().reset_index()
    scales = {name: scale_of(dictionary[name], float(means[name].abs().max())) for name in first}
    heads = [f"{name}\n{scales[name].unit}" for name in first]
    table = plain_table(*by, *heads, title=title, numbers=heads)
    for row in means.to_dict("records")[:MOST_ROWS]:
        table.add_row(
            *(str(row[name]) for name in by),
            *(plain(float(row[name]) * scales[name].factor) for name in first),
        )
    return html_of(table)


def _notes(notes: Any, failed: Any) -> str:
    told = [f"note: {text}" for text in notes]
    told += [f"failed: seed {failure.get('seed')}: {failure.get('reason')}" for failure in failed]
    return "".join(note(text) for text in told)
