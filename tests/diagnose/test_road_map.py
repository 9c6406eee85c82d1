"""The sequence of steps: when, what each adds, what to watch, when it ends."""

import dataclasses
import json

import pytest

from borderSim.diagnose.remedies import MANDATE, indicators, months_to_open
from borderSim.diagnose.road_map import (
    ALL_TRIED,
    LANGUAGES,
    NOTHING_ADDS,
    REVIEW_MONTHS,
    road_map,
    rows_of,
)
from tests.diagnose.planted import GOAL, YEARS, simulated

FIRST, SECOND, THIRD = "liaison_officers", "port_control_unit", "regional_committees"
TWO, THREE = f"{FIRST}+{SECOND}", f"{FIRST}+{SECOND}+{THIRD}"
SINGLE = {FIRST: 8e6, SECOND: 4e6, THIRD: 2e6}


def test_the_sequence_is_that_of_the_greedy_search_with_what_each_step_adds():
    road = road_map(simulated(SINGLE, {TWO: 1.1e7}, {THREE: 1.2e7}))
    assert [step["remedy"] for step in road["steps"]] == [FIRST, SECOND, THIRD]
    so_far = [step["so_far"][GOAL]["value"] * YEARS for step in road["steps"]]
    assert so_far == pytest.approx([8e6, 1.1e7, 1.2e7], rel=0.02)
    adds = [step["adds"][GOAL]["value"] * YEARS for step in road["steps"]]
    assert adds == pytest.approx([so_far[0], so_far[1] - so_far[0], so_far[2] - so_far[1]])
    assert road["stops"] == ALL_TRIED and road["later"] == []
    assert road["replicates"] == {"single": 20, "pair": 20, "triple": 20}


def test_it_ends_where_nothing_adds_and_the_rest_stands_behind():
    road = road_map(simulated(SINGLE, {TWO: 7e6}, {THREE: 1.2e7}))
    assert [step["remedy"] for step in road["steps"]] == [FIRST]
    assert road["stops"] == NOTHING_ADDS
    assert [own["remedy"] for own in road["later"]] == [SECOND, THIRD]
    assert road["later"][0]["acts"] and road["later"][0]["alone"]["value"] > 0


def test_a_country_that_nothing_helps_has_no_step():
    road = road_map(simulated({FIRST: -1e6, SECOND: -2e6}))
    assert road["steps"] == [] and road["stops"] == NOTHING_ADDS
    assert [own["remedy"] for own in road["later"]] == [FIRST, SECOND]


def test_a_step_is_decided_at_the_review_of_the_one_before():
    road = road_map(simulated(SINGLE, {TWO: 1.1e7}, {THREE: 1.2e7}))
    first, second, third = road["steps"]
    assert first["decided_month"] == 0.0 and first["in_force_month"] == pytest.approx(2.0, abs=0.1)
    for before, after in ((first, second), (second, third)):
        assert before["review_month"] == pytest.approx(before["in_force_month"] + REVIEW_MONTHS)
        assert after["decided_month"] == before["review_month"]
    assert second["in_force_month"] == pytest.approx(second["decided_month"] + 12.0)
    assert third["first"] == ["national_committee"], "what it needs beside it comes first"


def test_what_an_earlier_step_brought_is_not_named_again():
    committee = "offence_committees"
    both = f"{THIRD}+{committee}"
    road = road_map(simulated({THIRD: 8e6, committee: 1e6}, {both: 9e6}))
    assert [step["first"] for step in road["steps"]] == [["national_committee"], []]


def test_the_trigger_names_the_indicators_that_the_model_expects_to_move_as_wanted():
    found = simulated({FIRST: 8e6}, items_shared=500.0)
    (step,) = road_map(found)["steps"]
    (watch,) = step["watch"]
    assert watch["expected"] == "more" == watch["wanted"]
    assert (watch["after"] - watch["before"]) * YEARS == pytest.approx(500.0)
    for language in LANGUAGES:
        assert indicators()["exchange"][language] in step["trigger"][language]
        assert str(REVIEW_MONTHS) in step["trigger"][language]
    (step,) = road_map(simulated({FIRST: 8e6}))["steps"]
    assert step["watch"][0]["expected"] == "same"
    assert "none of the indicators" in step["trigger"]["en"]
    assert "aucun" in step["trigger"]["fr"]


def test_the_table_holds_a_row_for_all_that_was_tried_with_its_numbers():
    found = simulated(SINGLE, {TWO: 1.1e7}, {THREE: 1.2e7})
    rows = rows_of(found)
    assert [(row["step"], row["rank"]) for row in rows] == [
        ("single", 1),
        ("single", 2),
        ("single", 3),
        ("pair", 1),
        ("triple", 1),
    ]
    assert rows[-1]["remedies"] == THREE and rows[-1]["along"] == "national_committee"
    assert rows[0][GOAL] == found.singles[0].effects[GOAL].estimate.value
    assert rows[0][f"{GOAL}_better"] == 1.0 and rows[0]["n"] == 20


def test_it_is_plain_data_that_json_can_hold():
    road = road_map(simulated({FIRST: 8e6}, seeds=3))
    assert json.loads(json.dumps(road, allow_nan=False)) == road
    assert road["steps"][0]["adds"][GOAL]["better"] is None, "too few replicates for a chance"


def test_mandates_that_an_earlier_step_made_clear_take_no_time_again():
    planted = simulated(SINGLE, {TWO: 1.1e7})
    slow = {
        name: dataclasses.replace(
            own, gates={MANDATE: gate}, months=own.months + months_to_open([MANDATE])
        )
        for (name, own), gate in zip(planted.missing.items(), (0.6, 0.4, 0.4), strict=True)
    }
    first, second = road_map(dataclasses.replace(planted, missing=slow))["steps"]
    assert first["gates"] == {MANDATE: 0.6} and second["gates"] == {}
    lasts = [step["in_force_month"] - step["decided_month"] for step in (first, second)]
    months = [planted.missing[name].months for name in (FIRST, SECOND)]
    assert lasts == pytest.approx([months[0] + months_to_open([MANDATE]), months[1]], abs=0.11)
