"""One calendar: months of measures, steps and levels, all from the day of the decision."""

from __future__ import annotations

from borderSim.diagnose.remedies import MANDATE, months_to_open
from borderSim.language.current import using
from borderSim.report.road_map.calendar import of_levels, of_measures


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


def test_a_later_step_counts_from_the_first_decision_and_what_was_reached_is_not_asked_again():
    rows = [{"remedies": "port_control_unit", "months": 12.0, "gates": MANDATE}]
    road = {"steps": [step(0, 12, {MANDATE: 0.6}), step(24, 36, {MANDATE: 0.6})]}
    with using("en"):
        _, later = of_measures(rows, road)
    assert later.title == "then: B"
    assert (later.decided, later.before, later.setup) == ("24", "", "24–36")
    assert (later.in_force, later.review) == ("36", "48")


def test_levels_are_built_one_on_the_other():
    with using("en"):
        told = of_levels([("Cooperation", 0.0, 9.0), ("Coordination", 9.0, 21.0)])
    assert [(one.title, one.setup, one.in_force, one.level) for one in told] == [
        ("Cooperation", "0–9", "9", True),
        ("Coordination", "9–21", "21", True),
    ]
