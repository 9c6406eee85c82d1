"""Days as columns: chunks join without a seam, and hold what the run counted."""

import json
from functools import cache

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.classroom.recording import chunk, chunk_of, header, packed
from borderSim.classroom.recording.counted import COUNTED
from borderSim.classroom.recording.days import FLOWS, POSTS
from borderSim.classroom.recording.events import COLUMNS, KINDS, events_of
from borderSim.scenario.load import load_scenario
from borderSim.simulation import run

SETTINGS = ["years=0.4", "burn_in_days=60", "events=true", "partnership=cooperation"]
SCENARIO = load_scenario("training", SETTINGS)
DAYS = 146


@cache
def result():
    return run(SCENARIO, 5)


@cache
def whole():
    return chunk(result(), 0, DAYS)


def _joined(a, b):
    if isinstance(a, list):
        return (
            [_joined(x, y) for x, y in zip(a, b, strict=True)]
            if a and isinstance(a[0], list)
            else a + b
        )
    return {name: _joined(a[name], b[name]) for name in a}


@given(st.integers(0, DAYS))
@settings(max_examples=15, deadline=None)
def test_chunks_that_follow_one_another_hold_what_one_chunk_holds(cut):
    first, second = chunk(result(), 0, cut), chunk(result(), cut, DAYS)
    assert (first["from"], first["to"], second["from"], second["to"]) == (0, cut, cut, DAYS)
    for part in ("totals", "states", "posts", "events"):
        assert _joined(first[part], second[part]) == whole()[part]


def test_columns_are_what_the_run_counted():
    daily, events = result().daily, result().events
    assert set(whole()["totals"]) == {*FLOWS, "orgs_ended", *COUNTED}
    for name in FLOWS:
        assert whole()["totals"][name] == pytest.approx(daily[name].tolist(), abs=1e-4)
    names = [post["name"] for post in header(SCENARIO, 5, "cooperation")["posts"]]
    for kind in POSTS:
        for name, values in zip(names, whole()["posts"][kind], strict=True):
            assert values == daily[f"{kind}:{name}"].tolist()
    told = whole()["events"]
    mine = events[events["kind"].isin(KINDS) & (events["day"] >= 0)]
    assert told["id"] == mine["id"].tolist() and set(told) == set(COLUMNS)
    by_load = events[events["kind"] == "plan"].set_index("load")["route"]
    for kind, load, route in zip(told["kind"], told["load"], told["route"], strict=True):
        if kind == "seizure":
            assert route == by_load[load]


def test_organisations_that_ended_add_up_with_those_that_are_there():
    ended, daily = whole()["totals"]["orgs_ended"], result().daily
    start = daily["orgs_alive"].iloc[0] - daily["orgs_entered"].iloc[0] + ended[0]
    assert start + daily["orgs_entered"].sum() - sum(ended) == daily["orgs_alive"].iloc[-1]


def test_what_the_log_alone_tells_is_counted_by_the_day():
    totals, daily, outcomes = whole()["totals"], result().daily, result().outcomes
    tiers = [totals[f"arrested_tier_{tier}"] for tier in (1, 2, 3, 4)]
    assert [sum(day) for day in zip(*tiers, strict=True)] == daily["members_arrested"].tolist()
    assert [sum(day) for day in zip(*tiers[2:], strict=True)] == daily["leaders_arrested"].tolist()
    assert sum(totals["unshared_hits"]) == outcomes["unshared_hits"]
    assert sum(daily["members_arrested"]) > 0


def test_without_a_log_nothing_is_counted_from_it():
    found = chunk_of(result().daily, pd.DataFrame(), 0, 20)
    assert set(found["totals"]) == {*FLOWS, "orgs_ended"}
    assert all(values == [] for values in found["events"].values())


def test_a_header_says_it_in_both_languages_and_all_is_plain():
    found = header(SCENARIO, 5, "cooperation")
    assert found["days"] == DAYS and found["level"]["title"] == {
        "en": "Cooperation",
        "fr": "Coopération",
    }
    assert found["posts"][0]["flows"] and found["title"]["fr"] != found["title"]["en"]
    assert json.loads(json.dumps([found, whole()], allow_nan=False)) == [found, whole()]
    assert packed(found) == packed(json.loads(json.dumps(found)))


def test_a_shock_is_told_by_the_title_of_its_card_in_each_language():
    log = pd.DataFrame(
        {
            "id": [1, 2],
            "day": [3, 4],
            "kind": ["shock", "shock"],
            "load": [None] * 2,
            "shock": ["police_wire", "my_own"],
        }
    )
    told = events_of(log, {}, 0, 9)
    assert told["title"][0] == {
        "en": "A container this fortnight",
        "fr": "Un conteneur d'ici quinze jours",
    }
    assert told["title"][1] == {"en": "my own", "fr": "my own"}
