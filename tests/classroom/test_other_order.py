"""Exact twins of orders: the same until the find, the difference by hand, the seed as the replicate."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from borderSim.classroom.demo.order import PER_FINDS, difference
from borderSim.classroom.stories.followed import COUNTS, UPPER, WINDOW, Followed
from borderSim.classroom.stories.other_order import (
    EVERY,
    PLACES,
    UNTIL,
    Asked,
    Find,
    Twin,
    both,
    chosen,
    decision_of,
    finds_of,
    look,
    twin,
    with_order,
)
from borderSim.classroom.stories.search import asked_of
from borderSim.measures.chronicle import Chronicle
from borderSim.studies.execution.task import branch_levels

LEVEL, SEED = "collaboration", 1
SHORT = ["years=0.9"]


@pytest.fixture(scope="module")
def asked():
    loaded = asked_of("training", ["coexistence", LEVEL], SEED, SHORT)
    return Asked(loaded.present, loaded.levels[LEVEL], SEED, every=2)


@pytest.fixture(scope="module")
def looked(asked):
    return look(asked)


@pytest.fixture(scope="module")
def runs(asked, looked):
    """The runs of each twin made again in another way: the one without an order, then a run a twin."""
    orders = [with_order(asked.scenario, one.find) for one in looked.twins]
    return list(branch_levels(asked.present, [asked.scenario, *orders], SEED))


def test_there_are_twins_of_both_forms(looked):
    assert {one.find.how for one in looked.twins} == {"seize", "let run"}
    assert looked.finds["let run"] == sum(one.find.how == "let run" for one in looked.twins)


def test_a_twin_shares_every_event_before_the_find_and_then_does_the_opposite(runs, looked):
    plain = Chronicle(runs[0].events)
    for one, result in zip(looked.twins, runs[1:], strict=True):
        other = Chronicle(result.events)
        # (of the burn-in a log keeps what later events rest on, so the horizon is compared whole)
        before = [
            [e for e in log.events if e["id"] < one.find.event and e["day"] >= 0]
            for log in (plain, other)
        ]
        assert before[0] == before[1] and before[0]
        early = [{e["id"]: e for e in log.events if e["day"] < 0} for log in (plain, other)]
        assert all(early[0][number] == early[1][number] for number in early[0].keys() & early[1])
        here, there = (decision_of(log, one.find) for log in (plain, other))
        assert here["id"] == there["id"] == one.find.event
        assert (here["how"], here["why"]) == (one.find.how, "weighed")
        assert (there["how"], there["why"]) == (one.find.otherwise, "ordered")
        days = [r.daily[r.daily["day"] < one.find.day] for r in (runs[0], result)]
        assert days[0].equals(days[1])


def test_to_the_end_in_the_whole_country_it_is_the_difference_of_the_outcomes(runs, looked):
    """The outcomes are counted day by day, not from the log: another source for the same number."""
    for one, result in zip(looked.twins, runs[1:], strict=True):
        ordered = result.outcomes, runs[0].outcomes
        let_run, seized = ordered if one.find.how == "seize" else ordered[::-1]
        own = 0 if one.lost else 1  # the load itself: a seizure where it was let run and not lost
        for count, outcome, extra in (
            ("arrested", "members_arrested", 0),
            ("leaders", "leaders_arrested", 0),
            ("finds", "seizures", own - 1),
            ("market_eur", "delivered_value_eur", 0),
        ):
            expected = let_run[outcome] - seized[outcome] - extra
            assert one.difference(count, "country", "end") == pytest.approx(expected, abs=1e-3)


def test_what_followed_is_that_of_a_plain_loop_over_the_log(runs, looked):
    for place in PLACES:
        for until, days in UNTIL.items():
            for one, result in zip(looked.twins, runs[1:], strict=True):
                logs = {one.find.how: runs[0].events, one.find.otherwise: result.events}
                for how, log in logs.items():
                    there = Followed(**by_hand(log, one.find, place, days))
                    assert one.ways[how, place, until] == there


def by_hand(log, find, place, days):
    found = dict.fromkeys(COUNTS, 0)
    for row in log.to_dict("records"):
        if row["id"] <= find.event or (days and row["day"] > find.day + days):
            continue
        if place == "organisation" and row["organisation"] != find.organisation:
            continue
        if row["kind"] == "arrest":
            found["arrested"] += 1
            found["leaders"] += row["tier"] >= UPPER
        elif row["kind"] == "seizure" and row["load"] != find.load:
            found["finds"] += 1
        elif row["kind"] == "delivered":
            found["market_eur"] += row["value_eur"]
    return found


def test_the_logs_of_one_twin_are_those_of_the_search(asked, looked):
    one = looked.twins[0]
    logs = both(asked, one.find)
    assert twin(SEED, one.find, logs[one.find.how], logs[one.find.otherwise]) == one
    with pytest.raises(ValueError, match="ordered and not done"):
        twin(SEED, one.find, logs[one.find.how], logs[one.find.how])


def test_finds_are_weighed_ones_with_a_whole_window_before_the_end(asked, runs):
    log, days = Chronicle(runs[0].events), len(runs[0].daily)
    found = {one.event: one for one in finds_of(log, days)}
    for e in log.events:
        if e["kind"] == "decision":
            fits = e["why"] == "weighed" and 0 <= e["day"] <= days - WINDOW
            assert (e["id"] in found) == fits
    plan = log.loads[next(iter(found.values())).load][0]
    first = next(iter(found.values()))
    assert (first.organisation, first.planned, first.half) == tuple(
        plan[name] for name in ("organisation", "day", "half")
    )


# ------------------------------------------------------------------------------ which are run again
def invented(event, how="seize", value=1.0):
    return Find(event, event, 10 + event, 0, event, 1, how, value)


def test_all_that_were_let_run_and_every_fifth_of_the_others_are_run_again():
    finds = [invented(i, "let run" if i % 7 == 0 else "seize") for i in range(70)]
    seized = [one for one in finds if one.how == "seize"]
    taken = []
    for seed in range(EVERY):
        picked = chosen(finds, seed)
        assert [one for one in picked if one.how == "let run"] == finds[::7]
        taken += [one for one in picked if one.how == "seize"]
    assert sorted(one.event for one in taken) == [one.event for one in seized]  # each once


# ------------------------------------------------------------------------------ the mean
def one_twin(seed, apart):
    """An invented twin that differs by ``apart`` arrests."""
    nothing = Followed(0, 0, 0, 0.0)
    ways = {(how, p, u): nothing for how in ("seize", "let run") for p in PLACES for u in UNTIL}
    ways["let run", "country", "window"] = replace(nothing, arrested=apart)
    return Twin(seed, invented(seed), False, ways)


def test_the_mean_is_over_finds_and_its_error_leaves_out_one_seed_at_a_time():
    apart = [[3, 3, 3], [-1], [0, 2], [4], [-2, -2, 1], [0]]
    twins = [[one_twin(i, n) for n in own] for i, own in enumerate(apart)]
    told = difference(twins, "arrested", "country", "window")
    flat = [n for own in apart for n in own]
    mean = np.mean(flat)
    without = np.array(
        [np.mean([n for j, own in enumerate(apart) if j != i for n in own]) for i in range(6)]
    )
    pseudo = 6 * mean - 5 * without
    error = pseudo.std(ddof=1) / math.sqrt(6)
    half = 2.570582 * error  # t, 5 degrees of freedom
    assert told["value"] == pytest.approx(PER_FINDS * mean, rel=1e-4)
    assert told["high"] - told["low"] == pytest.approx(2 * PER_FINDS * half, rel=1e-3)
    assert told["n"] == 6 and told["verdict"] == "same" and told["low"] < 0 < told["high"]


def test_a_difference_beyond_its_interval_is_named_by_the_direction_of_its_outcome():
    twins = [[one_twin(i, n)] for i, n in enumerate((4, 5, 6, 5, 4))]
    assert difference(twins, "arrested", "country", "window")["verdict"] == "higher"
    for one in (own[0] for own in twins):
        was = one.ways["let run", "country", "window"]
        one.ways["let run", "country", "window"] = replace(
            was, leaders=was.arrested, market_eur=was.arrested * 1e5
        )
    assert difference(twins, "leaders", "country", "window")["verdict"] == "better"
    assert difference(twins, "market_eur", "country", "window")["verdict"] == "worse"
