"""Expected beside realised, and net benefit by who counts: in the paired table and in the report."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

import borderSim as bs
from borderSim.measures.outcomes import OUTCOMES
from borderSim.report.comparison.source import View
from borderSim.report.full_report.expected import PERSPECTIVES, expected_rows, perspectives
from borderSim.report.full_report.page import render
from borderSim.report.terminal.comparison import _with_expected, comparison_tables
from borderSim.report.terminal.console import console
from borderSim.studies.analysis.paired import paired_table

PAIRS = {
    "interdiction_rate_standardised": "interdiction_rate",
    "delivered_value_at_expected_size_eur": "delivered_value_eur",
    "harm_at_expected_size_eur": "harm_eur",
}


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    return View(
        bs.compare(
            "training",
            levels=["coexistence", "collaboration"],
            replications=5,
            years=0.3,
            plane=False,
            overrides=["burn_in_days=20", "organisations.fixed_loads=false"],
            workers=1,
            results_dir=tmp_path_factory.mktemp("expected"),
            name="expected",
        )
    )


def test_each_stands_beside_what_it_tells_with_less_luck():
    assert {name: o.beside for name, o in OUTCOMES.items() if o.beside} == PAIRS
    for name, beside in PAIRS.items():
        assert OUTCOMES[name].unit == OUTCOMES[beside].unit
        assert OUTCOMES[name].direction == OUTCOMES[beside].direction


def test_the_variance_won_is_the_ratio_of_the_variances_of_the_paired_differences():
    rng = np.random.default_rng(4)
    rows = []
    for level, more in (("a", 0.0), ("b", 5.0)):
        luck = rng.normal(0, 3, 8)
        harm = 50 + more + luck + rng.normal(0, 1, 8)
        for seed in range(8):
            row = dict.fromkeys(OUTCOMES, np.nan) | {
                "harm_eur": harm[seed],
                "harm_at_expected_size_eur": harm[seed] - luck[seed],
            }
            rows.append({"scenario": "toy", "level": level, "seed": seed} | row)
    runs = pd.DataFrame(rows)
    table = paired_table(runs, "a", 2).set_index(["level", "outcome"])["variance_won"]
    wide = runs.pivot(
        index="seed", columns="level", values=["harm_eur", "harm_at_expected_size_eur"]
    )
    variance = {name: (wide[name]["b"] - wide[name]["a"]).var() for name in wide.columns.levels[0]}
    expected = variance["harm_eur"] / variance["harm_at_expected_size_eur"]
    assert expected > 2
    assert table["b", "harm_at_expected_size_eur"] == pytest.approx(expected)
    assert np.isnan(table["a", "harm_at_expected_size_eur"]), "no difference, no variance"
    assert np.isnan(table["b", "harm_eur"]), "realised ones stand beside nothing"


def test_the_report_shows_them_with_the_variance_won(view):
    rows = expected_rows(view)
    names = [x.row.outcome.name for x in rows]
    for name, beside in PAIRS.items():
        assert names[names.index(name) - 1] == beside
    level = view.others[0]
    page = render(view.comparison)
    part = page[
        page.index("Expected beside realised") : page.index("All outcomes, with definitions")
    ]
    shown = re.findall(r"variance of the difference as realised over this one: ([0-9.]+)", part)
    known = [view.fact(level, name, "variance_won") for name in PAIRS]
    assert len(shown) == np.isfinite(known).sum() >= 2
    assert "leaves out what moves between modes" in part


def test_the_terminal_shows_them_after_the_headline_outcome(view, capsys):
    paired = view.comparison.paired()
    console().print(comparison_tables(paired, "coexistence", {"training": view.window}), width=200)
    text = capsys.readouterr().out
    first, second, third = (
        text.index(title)
        for title in (
            "Interdiction rate",
            "Interdiction rate, standardised by goods and mode",
            "Delivered value at expected size",
        )
    )
    assert first < second < third
    won = view.fact(view.others[0], "delivered_value_at_expected_size_eur", "variance_won")
    assert f"(variance / {won:.2f})" in text[third:]
    old = paired.drop(columns="variance_won")[~paired["outcome"].isin(PAIRS)]
    console().print(comparison_tables(old, "coexistence", {"training": view.window}))
    assert "expected size" not in capsys.readouterr().out


def test_loads_of_one_size_have_no_luck_of_size_to_show(view):
    same, other = "delivered_value_eur", "delivered_value_at_expected_size_eur"
    view.comparison.runs[other] = view.comparison.runs[same]
    table = paired_table(view.comparison.runs, "coexistence", view.measured)
    assert other not in _with_expected(table, OUTCOMES)
    assert "interdiction_rate_standardised" in _with_expected(table, OUTCOMES)


def test_net_benefits_differ_by_what_is_a_transfer(view):
    assert [row.outcome.name for row in perspectives(view)] == list(PERSPECTIVES)
    for level in view.levels:
        v = {name: view.column(level, name) for name in (*PERSPECTIVES, "justice_cost_eur")}
        taken, world, home, delay = (
            view.column(level, name)
            for name in (
                "assets_confiscated_eur",
                "harm_world_eur",
                "harm_eur",
                "trade_delay_cost_eur",
            )
        )
        society = v["net_benefit_society_eur"]
        assert society == pytest.approx(v["net_benefit_eur"] - v["justice_cost_eur"])
        assert v["net_benefit_treasury_eur"] - society == pytest.approx(taken + home + delay)
        assert society - v["net_benefit_world_eur"] == pytest.approx(world - home)
    page = render(view.comparison)
    assert page.index("Net benefit by who counts") < page.index('-assumptions" class="annex">')
