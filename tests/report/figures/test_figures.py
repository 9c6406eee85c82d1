from __future__ import annotations

import dataclasses
import json
import math

import pytest

from borderSim.errors import InputError
from borderSim.measures.outcomes import HEADLINE
from borderSim.report.comparison.source import View
from borderSim.report.figures import FIGURES, PICTURES, figure
from borderSim.report.full_report.page import render
from borderSim.studies.analysis.break_even import break_even_table
from tests.report.synthetic import TITLES, Synthetic, synthetic

OF_FUTURES = ("acceptability", "expected_loss", "regret", "tornado", "information")
"""Drawn where a comparison has futures: see test_futures.py."""
ONE_SCENARIO = [name for name in PICTURES if name not in ("scenarios", "break_even", *OF_FUTURES)]


def _levels_drawn(picture) -> set[str]:
    """Names of levels that a figure shows: one trace each, or all in the categories of a trace."""
    drawn: set[str] = set()
    for trace in picture.data:
        meta = trace.get("meta", {})
        drawn |= {meta["level"]} if "level" in meta else set(meta.get("levels", []))
    return drawn


@pytest.mark.parametrize("name", ONE_SCENARIO)
def test_every_figure_has_all_levels(name: str, five: Synthetic) -> None:
    picture = PICTURES[name](View(five))
    assert picture is not None
    assert _levels_drawn(picture) == {level["name"] for level in five.manifest["levels"]}
    assert len(picture.table)


@pytest.mark.parametrize("name", ONE_SCENARIO)
@pytest.mark.parametrize("levels", [2, 7])
def test_any_number_of_levels(name: str, levels: int) -> None:
    made = _other(levels)
    picture = PICTURES[name](View(made))
    assert picture is not None and len(_levels_drawn(picture)) == levels
    FIGURES[name](made)  # plotly accepts it


_MADE: dict[int, Synthetic] = {}


def _other(levels: int) -> Synthetic:
    return _MADE.setdefault(levels, synthetic(levels=levels, replicates=3, years=1.5))


@pytest.mark.parametrize("name", ONE_SCENARIO)
def test_figures_hold_plain_finite_numbers(name: str, five: Synthetic) -> None:
    picture = PICTURES[name](View(five))
    assert picture is not None
    json.dumps([picture.data, picture.layout, picture.narrow], allow_nan=False)


def test_the_forest_is_the_paired_table(five: Synthetic) -> None:
    view = View(five)
    picture = PICTURES["forest"](view)
    assert picture is not None
    paired = five.paired().set_index(["level", "outcome"])
    traces = iter(picture.data)
    for outcome in HEADLINE:
        factor = None
        for level in view.levels:
            trace = next(traces)
            stored = paired.at[(level.name, outcome), "difference"]
            if stored:
                ratio = trace["x"][0] / stored
                assert factor is None or ratio == pytest.approx(factor, rel=1e-4)
                factor = ratio
                half = paired.at[(level.name, outcome), "high"] - stored
                drawn = trace["error_x"]["array"][0]
                assert (
                    (drawn is None)
                    if math.isnan(half)
                    else drawn == pytest.approx(half * factor, rel=1e-4, abs=1e-9)
                )
            else:
                assert trace["x"] == [0.0]


def test_ranks_across_scenarios(two_scenarios: Synthetic) -> None:
    picture = PICTURES["scenarios"](View(two_scenarios))
    assert picture is not None
    assert len(picture.data) == len(HEADLINE)
    for trace in picture.data:
        assert len(trace["z"]) == 4 and all(len(row) == 2 for row in trace["z"])
    assert len(picture.facts["agreement"]) == len(HEADLINE)
    assert set(picture.table["scenario"]) == {"national", "airport"}


def test_net_benefit_without_harm_is_the_same_from_both_perspectives(five: Synthetic) -> None:
    picture = PICTURES["net_benefit"](View(five))
    assert picture is not None
    table = picture.table.set_index(["perspective", "lambda", "level"])["difference"]
    assert (table.loc[("national", 0)] == table.loc[("world", 0)]).all()
    paired = five.paired().set_index(["level", "outcome"])["difference"]
    for level in View(five).others:
        assert table.loc[("national", 1, level.name)] == pytest.approx(
            paired[(level.name, "net_benefit_eur")]
        )


def test_a_figure_that_is_not_there_is_told() -> None:
    made = synthetic(levels=2, replicates=2, years=0.5, plane=False)
    with pytest.raises(InputError, match="did you mean 'forest'"):
        figure(made, "forrest")
    with pytest.raises(InputError, match="nothing to show"):
        figure(made, "plane")
    assert figure(made, "forest").data


def test_the_legend_is_escaped_and_wrapped() -> None:
    made = synthetic(
        levels=3, replicates=2, years=0.5, titles=("<script>alert(1)</script>", *TITLES)
    )
    text = json.dumps(PICTURES["paths"](View(made)).data)  # type: ignore[union-attr]
    assert "<script" not in text and "&lt;script&gt;" in text


def test_equal_titles_stay_apart() -> None:
    labels = [
        level.label
        for level in View(
            synthetic(levels=3, replicates=2, years=0.5, titles=("A", "Same", "Same"), plane=False)
        ).levels
    ]
    assert len(set(labels)) == 3


def test_short_horizons_have_no_last_year_apart() -> None:
    picture = PICTURES["last_year"](View(synthetic(levels=2, replicates=3, years=1.0, plane=False)))
    assert picture is not None and picture.facts == {"apart": False}


def test_what_is_left_of_the_networks_adds_up(five: Synthetic) -> None:
    picture = PICTURES["networks_left"](View(five))
    assert picture is not None
    table = picture.table.set_index(["measure", "level"])["value"]
    runs = five.runs.groupby("level").mean(numeric_only=True)
    for level in View(five).levels:
        fate = sum(
            float(table[(name, level.name)])
            for name in ("orgs_dismantled", "orgs_wounded", "orgs_recovered", "never_struck")
        )
        assert fate == pytest.approx(runs.at[level.name, "orgs_at_start"])
        fielded = float(table[("capacity_survivors", level.name)]) + float(
            table[("capacity_entrants", level.name)]
        )
        assert fielded == pytest.approx(runs.at[level.name, "capacity_active"])
        arrests = sum(
            float(table[(f"members_arrested_tier_{tier}", level.name)]) for tier in (1, 2, 3, 4)
        )
        assert arrests * five.manifest["years"] == pytest.approx(
            runs.at[level.name, "members_arrested"]
        )


def test_one_organisation_before_and_after(five: Synthetic) -> None:
    picture = PICTURES["network"](View(five))
    assert picture is not None
    last = View(five).levels[-1].name
    assert picture.facts["number"] == 2, "the one that changed most"
    row = picture.table.set_index("level").loc[last]
    assert (row["active_start"], row["active_end"], row["reason"]) == (10, 0, "arrests")
    assert (row["ties_kept"], row["ties_lost"], row["ties_new"]) == (0, 9, 1)
    dots = [
        trace for trace in picture.data if trace["mode"] == "markers" and not trace["showlegend"]
    ]
    assert len(dots) == 1 + len(View(five).levels)
    assert all(trace["x"] == dots[0]["x"] for trace in dots), "a place keeps its spot"
    assert set(dots[-1]["marker"]["color"]) == {"#FFFFFF"}
    assert any("ended by arrests, day 90" in note["text"] for note in picture.layout["annotations"])


def test_without_kept_networks_there_is_no_picture_of_one(five: Synthetic) -> None:
    assert (
        PICTURES["network"](View(dataclasses.replace(five, networks=five.networks.iloc[:0])))
        is None
    )


def _ramped(made: Synthetic) -> Synthetic:
    return dataclasses.replace(made, manifest=made.manifest | {"transition": "ramp"})


def test_break_even_is_shown_where_levels_come_over_months_only(five: Synthetic) -> None:
    assert PICTURES["break_even"](View(five)) is None
    picture = PICTURES["break_even"](View(_ramped(five)))
    assert picture is not None and len(_levels_drawn(picture)) == 5
    json.dumps([picture.data, picture.layout, picture.narrow], allow_nan=False)
    FIGURES["break_even"](_ramped(five))
    assert set(picture.table["lambda"]) == {0.0, 1.0, 3.0} and set(picture.table["level"]) == {
        f"level_{i}" for i in range(1, 5)
    }
    lines = {trace["meta"]["level"]: trace["y"] for trace in picture.data}
    assert set(lines["level_0"]) == {0.0}, (
        "the present level is the line that the others are measured by"
    )


def test_the_report_tells_the_break_even_month_in_words(five: Synthetic) -> None:
    text = render(_ramped(five))
    assert "When does the change pay?" in text and "the dials move over months" in text
    row = (
        break_even_table(five.monthly, "level_0")
        .set_index(["level", "lambda"])
        .loc[("level_4", 0.0)]
    )
    month = "not within 5 years" if math.isinf(row["month"]) else f"from month {row['month']:.0f}"
    assert f"Collaboration: at λ = 0 {month}" in text
