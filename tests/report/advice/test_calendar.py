"""When levels are in place: each begins when the one below is there, and what its measures ask for first."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from borderSim.report.advice import calendar as own
from borderSim.report.advice.waits import Waits
from borderSim.report.writing.adding_up import adding_up


def stage(name: str, months: str) -> Any:
    return SimpleNamespace(level=SimpleNamespace(name=name, title=name.upper()), months=months)


def view(transition: str = "steady") -> Any:
    window = SimpleNamespace(first_year=4, years=6.0)
    return SimpleNamespace(manifest={"transition": transition}, window=window)


@pytest.mark.parametrize(
    ("opens", "begins", "months", "waited", "counted"),
    [
        (0, ["0", "9", "21"], ["9", "21", "45"], ["", "", ""], "81"),
        (12, ["0", "9", "21"], ["9", "21", "45"], ["", "", ""], "81"),
        (30, ["0", "9", "30"], ["9", "21", "54"], ["", "", "9"], "90"),
    ],
)
def test_only_a_level_whose_measures_ask_for_it_waits(
    monkeypatch, opens, begins, months, waited, counted
):
    monkeypatch.setattr(
        own,
        "waits",
        lambda _, level: Waits("mandates", opens) if level.name == "c" and opens else Waits("", 0),
    )
    first = SimpleNamespace(stages=[stage("a", "9"), stage("b", "12"), stage("c", "24")])
    found = own.calendar(view(), cast(Any, first), None)
    assert [one.begins for one in found.levels] == begins
    assert [one.month for one in found.levels] == months
    assert [one.waited for one in found.levels] == waited
    assert found.counts_from == counted and found.years == ("4", "6")


def test_no_months_where_they_are_part_of_the_numbers():
    first = SimpleNamespace(stages=[stage("a", "9")])
    found = own.calendar(view("ramp"), cast(Any, first), None)
    assert found.levels == [] and found.counts_from == ""


@pytest.mark.parametrize(
    ("parts", "places", "shown", "total"),
    [
        ([0.374, 0.894, 0.124], 2, [0.37, 0.9, 0.12], 1.39),
        ([1.4, 1.4], 0, [2.0, 1.0], 3.0),
        ([-1.4, -1.4], 0, [-2.0, -1.0], -3.0),
        ([], 1, [], 0.0),
    ],
)
def test_parts_as_shown_add_up_to_the_sum_as_shown(parts, places, shown, total):
    assert adding_up(parts, places) == (shown, total)
    assert round(sum(shown), places) == total
