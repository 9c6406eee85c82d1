"""One calendar: months of measures, steps and levels, all from today."""

from __future__ import annotations

import pytest

from borderSim.diagnose.remedies import MANDATE, months_to_open
from borderSim.language.current import using
from borderSim.report.road_map.calendar import month_of, of_level, of_measures


def step(decided: float, in_force: float, gates: dict[str, float]) -> dict:
    return {
        "title": {"en": "B", "fr": "B"},
        "decided_month": decided,
        "in_force_month": in_force,
        "gates": gates,
    }


def test_what_is_needed_first_stands_before_set_up_and_the_review_a_year_after():
    opens = months_to_open([MANDATE])
    rows = [
        {"remedies": "integrated_database", "months": opens + 24.0, "gates": MANDATE},
        {"remedies": "port_control_unit", "months": 12.0, "gates": ""},
    ]
    road = {"steps": [step(0, opens + 24, {MANDATE: 0.6})]}
    with using("en"):
        first, second = of_measures(rows, road)
    assert (first.decided, first.before, first.setup) == ("0", "0–12", "12–36")
    assert (first.in_force, first.review, first.needs) == ("36", "48", "mandates made clear")
    assert (second.before, second.needs, second.setup, second.in_force) == ("", "", "0–12", "12")
    assert first.title == "Integrated database" and not first.level


def test_where_the_choice_waits_set_up_waits_for_it_but_not_what_is_needed_first():
    opens = months_to_open([MANDATE])
    rows = [
        {"remedies": "integrated_database", "months": opens + 24.0, "gates": MANDATE},
        {"remedies": "port_control_unit", "months": 12.0, "gates": ""},
    ]
    road = {"steps": [step(0, opens + 24, {MANDATE: 0.6}), step(48, 60, {MANDATE: 0.6})]}
    with using("en"):
        first, second, later = of_measures(rows, road, month_of(4))
        other, either, after = of_measures(
            rows[::-1], {"steps": [step(0, 12, {}), later_of(24)]}, 1
        )
    assert first.title == "either: Integrated database" and second.title == "or: Port control unit"
    assert (first.decided, first.before, first.setup, first.in_force) == (
        "1",
        "0–12",
        "12–36",
        "36",
    )
    assert (second.decided, second.setup, second.in_force, second.review) == (
        "1",
        "1–13",
        "13",
        "25",
    )
    assert (later.decided, later.setup) == ("48", "48–60")
    assert (other.setup, either.before, either.setup) == ("1–13", "1–13", "13–37")
    assert (after.decided, after.in_force) == ("25", "37"), "what comes later waits with the first"


def later_of(month: float) -> dict:
    return step(month, month + 12, {})


@pytest.mark.parametrize(("weeks", "month"), [(0, 0), (4, 1), (5, 2), (26, 6)])
def test_weeks_end_in_a_month(weeks, month):
    assert month_of(weeks) == month


def test_a_later_step_counts_from_the_first_decision_and_what_was_reached_is_not_asked_again():
    rows = [{"remedies": "port_control_unit", "months": 12.0, "gates": MANDATE}]
    road = {"steps": [step(0, 12, {MANDATE: 0.6}), step(24, 36, {MANDATE: 0.6})]}
    with using("en"):
        _, later = of_measures(rows, road)
    assert later.title == "then: B"
    assert (later.decided, later.before, later.setup) == ("24", "", "24–36")
    assert (later.in_force, later.review) == ("36", "48")


def test_the_level_to_aim_for_is_built_on_those_before_it():
    with using("en"):
        told = of_level([("Cooperation", 0.0, 9.0), ("Coordination", 9.0, 21.0)])
    assert [(one.title, one.decided, one.setup, one.in_force, one.level) for one in told] == [
        ("Coordination", "0", "0–21", "21", True)
    ]
    assert of_level([]) == []
