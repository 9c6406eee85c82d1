"""How intervals are told on terminal and page: where there is none a word says why, and none has a width of zero."""

from __future__ import annotations

import re

import pytest

from borderSim.parameters.window import Window
from borderSim.report.comparison.coverage import coverage_warning
from borderSim.report.full_report.page import render
from borderSim.report.terminal.comparison import comparison_tables, provisional_table
from borderSim.studies.analysis.break_even import COLUMNS as MONTHS
from tests.report.synthetic import synthetic

RANGE = re.compile(r"([+−-]?[\d.,\s]+) to ([+−-]?[\d.,\s]+)")


def _page(comparison) -> str:
    return " ".join(
        re.sub(r"<script.*?</script>|<style.*?</style>", "", render(comparison), flags=re.S).split()
    )


def _terminal(tables, capsys) -> str:
    from rich.console import Console

    Console(width=140, markup=False, highlight=False, emoji=False).print(tables)
    return capsys.readouterr().out


@pytest.fixture(scope="module", params=[3, 6])
def compared(request):
    """Few replicates and just enough; one outcome moves by a fixed price, one never."""
    found = synthetic(levels=3, replicates=request.param, years=1.0, plane=False)
    found.runs["trade_delay_cost_eur"] = 4e7 + 1e5 * found.runs["level"].map(
        {"level_0": 0, "level_1": 1, "level_2": 0}
    )
    return found


def test_on_the_terminal(compared, capsys):
    few = len(compared.runs["seed"].unique()) < 5
    paired, years = compared.paired(), {"national": Window(1.0)}
    whole = _terminal(comparison_tables(paired, "level_0", years), capsys)
    assert ("no intervals below 5 replicates" in " ".join(whole.split())) == few
    assert whole.count("in every replicate") == (0 if few else 4), (
        "two fixed prices, the fixed delay and none at all"
    )
    rows = [line for line in whole.splitlines() if "level_1" in line or "level_2" in line]
    assert all((" – " in line) == few for line in rows)
    small = _terminal(provisional_table(paired, "level_0", 3 if few else 6), capsys)
    assert (
        ("no intervals below 5" in small) == few
        and ("±" in small.replace("± half", "")) == (not few)
        and "±0.000" not in small
    )
    for text in (whole, small):
        assert all(low.strip() != high.strip() for low, high in RANGE.findall(text)), (
            "an interval of width zero"
        )


def test_what_is_known_precisely_is_not_called_provisional(compared):
    paired = compared.paired()
    windows = {"national": Window(1.0)}
    titles = [
        str(comparison_tables(paired, "level_0", windows, precise=known).renderables[0].title)
        for known in ((), {"national"}, {"another"})
    ]
    assert ["provisional" in title for title in titles] == [True, False, True]


def test_on_the_page(compared):
    few = len(compared.runs["seed"].unique()) < 5
    text = _page(compared)
    assert (
        "Below 5 replicates there are no intervals, and nothing is called clear." in text
    ) == few
    assert ("Clearly" in text) != few and ("no interval" in text) == few
    assert ("in every replicate" in text) == (not few) or few
    for low, high in RANGE.findall(text):
        assert low.strip(" ,.") != high.strip(" ,."), f"{low} to {high}"


def test_low_coverage_is_told_where_it_was_measured(compared):
    few = len(compared.runs["seed"].unique()) < 5
    warning = coverage_warning(compared.paired(), 1.0)
    assert ("values by themselves: Interdiction rate (91 %)" in warning) == (not few) and (
        "docs/intervals.md" in warning
    ) == (not few)
    assert ("below 93 %" in _page(compared)) == (not few)


def test_values_on_the_page_stay_within_their_bounds():
    """Rare counts, whose t intervals reach below zero."""
    found = synthetic(levels=2, replicates=6, years=1.0, plane=False)
    found.runs["leaks"] = (found.runs["seed"] == 3).astype(float)
    from borderSim.report.comparison.source import View
    from borderSim.report.figures.dark_side import dark_side
    from borderSim.report.figures.networks_left import networks_left

    leaks = dark_side(View(found)).table.set_index("measure").loc["leaks"]
    assert (leaks["low"] == 0).all() and (leaks["high"] > 0).all()
    assert (networks_left(View(found)).table["low"].dropna() >= 0).all()
    assert (found.paired().set_index("outcome").loc["leaks", "value_low"] == 0).all()


@pytest.mark.parametrize(
    ("month", "low", "high", "text"),
    [
        (14.0, 12.0, 20.0, "14 (12 to 20), 5 of 6"),
        (14.0, float("nan"), float("nan"), "14, 5 of 6"),
        (14.0, 14.0, 14.0, "14 (that month alone), 5 of 6"),
        (float("inf"), 30.0, float("inf"), "not within the horizon (30 to >), 5 of 6"),
        (float("inf"),) * 3 + ("not within the horizon, 5 of 6",),
    ],
)
def test_break_even_months(month, low, high, text):
    from borderSim.report.terminal.comparison import _months

    assert _months(dict(zip(MONTHS, ("s", "l", 1.0, 6, month, low, high, 5), strict=True))) == text
