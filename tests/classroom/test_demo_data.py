"""The data of the demonstration: every number is in the log or in the results, every event is one of a run."""

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from borderSim.classroom.demo.country import GRAINS_A_DAY, grain
from borderSim.classroom.demo.data import as_text, scenes
from borderSim.classroom.demo.gears import GEARS
from borderSim.classroom.demo.stage import Stage
from borderSim.classroom.stories.search import Search, search
from borderSim.errors import InputError
from borderSim.measures.chains import links_of
from borderSim.measures.openings import broken, by_whom, opening

LOW, HIGH = "coexistence", "coordination"
EXAMPLE = Path(__file__).parent / "demo_example.json"
OF_LEVELS = ("elsewhere", "answer")
"""Entries whose keys are levels."""


@pytest.fixture(scope="module")
def stage():
    return Stage(search(levels=[LOW, HIGH], seeds=2, workers=1), LOW, HIGH)


@pytest.fixture(scope="module")
def data(stage):
    return scenes(stage)


@pytest.fixture(scope="module")
def example():
    return json.loads(EXAMPLE.read_text(encoding="utf-8"))


def walk(value):
    yield value
    for part in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from walk(part)


def test_every_event_that_is_shown_is_one_of_a_run(stage, data):
    known = defaultdict(list)
    for seed, level in stage._logs:
        for e in stage.log(seed, level).events:
            known[e["id"], e["kind"], e["day"]].append(e)
    for logs in stage._both.values():
        for e in (e for log in logs.values() for e in log.events):
            known[e["id"], e["kind"], e["day"]].append(e)
    parts = [part for part in walk(data) if isinstance(part, dict)]
    events = [part for part in parts if {"id", "kind", "day"} <= set(part)]
    assert len(events) > 50
    for shown in events:
        same = known[shown["id"], shown["kind"], shown["day"]]
        assert any(all(near(e[name], value) for name, value in shown.items()) for e in same), shown


def near(logged, shown):
    """Whether a number that is shown is the one in the log, to five digits; the rest must be equal."""
    if isinstance(shown, float) and not isinstance(logged, bool | int | None):
        return shown == pytest.approx(logged, rel=1e-4)
    return logged == shown


def test_every_fact_of_a_card_is_on_its_day_in_the_event_that_it_names(stage, data):
    facts = 0
    for half in data["halves"]["levels"]:
        log = {e["id"]: e for e in stage.log(data["halves"]["seed"], half["level"]).events}
        arrived = half["shipment"]["arrived"]
        for fact in half["customs"] + half["police"]:
            source = log[fact["event"]]
            assert source["day"] == fact["day"] <= arrived
            assert source["kind"] in ("picture", "news")
            facts += 1
        seen = next(
            e
            for e in log.values()
            if e["kind"] == "picture" and e["load"] == half["shipment"]["load"]
        )
        word = max(seen["lead_log_odds"], seen["tip_log_odds"], seen["hit_log_odds"] or 0)
        assert half["score"]["sum"] == pytest.approx(seen["profile_log_odds"] + word, rel=1e-4)
        assert half["score"]["threshold"] == pytest.approx(seen["threshold_log_odds"], rel=1e-4)
    assert facts >= 8


def test_a_wall_on_one_side_and_a_bridge_on_the_other(stage, data):
    low, high = data["halves"]["levels"]
    assert data["halves"]["met"] and data["halves"]["direction"] == "caught"
    wall = low["crossing"]["wall"]
    assert wall and not low["crossing"]["bridge"] and not low["score"]["passes"]
    assert low["score"]["would_pass"] and low["check"] is None
    bridge = high["crossing"]["bridge"]
    assert bridge and not high["crossing"]["wall"] and high["score"]["passes"]
    read = next(e for e in high["crossing"]["events"] if e["id"] == bridge["event"])
    assert (read["day"], read["kind"], read.get("use")) == (bridge["read"], "received", "used")
    assert bridge["sent"] <= bridge["read"] <= high["shipment"]["arrived"]
    assert high["check"]["found"] and high["check"]["second_cause"] is not None
    assert data["bet"]["answer"] == {LOW: "nobody", HIGH: "both"}
    assert data["bet"]["shipment"] == low["shipment"]


def test_the_chain_keeps_its_rule_and_is_not_there_at_the_other_level(stage, data):
    chain = data["chain"]
    log, first, second = stage.log(chain["seed"], chain["level"]), *chain["finds"]
    link = opening(log, first["load"], second["load"])  # it refuses what breaks a rule
    assert by_whom(link) == chain["by"] and first["organisation"] == second["organisation"]
    assert [e["id"] for e in chain["link"]["events"]] == [e["id"] for e in link.path]
    there = stage.twins(chain["seed"], LOW)
    twins = []
    for find in chain["finds"]:
        key, _ = stage.told(chain["seed"], chain["level"], find["load"])
        twins.append(there[key])
        assert find["fate"].startswith("seized")
        verdicts = list(there[key].verdicts)
        assert find["twin"] == {"level": LOW, "fate": there[key].fate, "verdicts": verdicts}
    again = links_of(stage.log(chain["seed"], LOW)).get(twins[1].load)
    assert again is None or again.before != twins[0].load
    known = {e["id"]: e["day"] for e in link.path}
    assert all(known[one["event"]] == one["day"] for one in chain["way"])
    ranked = stage.search.openings(HIGH)
    assert [one.order for one in ranked] == sorted(one.order for one in ranked)
    assert (ranked[0].seed, ranked[0].first) == (chain["seed"], first["load"])


def test_base_rates_of_the_chain_are_counted_over_all_finds(stage, data):
    for told in data["chain"]["rates"]:
        finds, by = 0, Counter()
        for seed in stage.search.seeds:
            log = stage.log(seed.seed, told["level"])
            finds += sum(e["kind"] == "seizure" and e["day"] >= 0 for e in log.events)
            by.update(by_whom(link) for link in links_of(log).values() if not broken(log, link))
        assert told["finds"] == finds and told["by"] == {name: by[name] for name in told["by"]}
    warned = data["chain"]["warned"]
    logs = [stage.log(seed.seed, HIGH) for seed in stage.search.seeds]
    burned = sum(e["kind"] == "burned" and e["day"] >= 0 for log in logs for e in log.events)
    assert sum(one["times"] * one["networks"] for one in warned) == burned


def test_what_the_police_did_with_the_finds_is_in_the_log_of_that_organisation(stage, data):
    chain, told = data["chain"], data["chain"]["police"]
    log = stage.log(chain["seed"], chain["level"])
    own, first = chain["finds"][0]["organisation"], chain["finds"][0]["settled"]
    assert [one["load"] for one in told["finds"]] == [one["load"] for one in chain["finds"]]
    for find, one in zip(chain["finds"], told["finds"], strict=True):
        days = [one[name]["day"] for name in ("sent", "read", "filed") if one[name]]
        assert days == sorted(days) and all(day >= find["settled"] for day in days)
        if one["filed"]:
            assert one["filed"]["cause"] == one["read"]["id"]
    arrests = [e["id"] for e in log.of(own, "arrest") if e["day"] >= first]
    assert [e["id"] for e in told["steps"] if e["kind"] == "arrest"] == arrests
    assert told["case"] is None or told["case"]["day"] <= chain["finds"][1]["settled"]
    assert 0 < told["known"][0]["members"] <= told["members"]


def test_base_rates_add_up_and_both_directions_are_told(stage, data):
    honesty = data["honesty"]
    counts = honesty["counts"]
    assert counts["matched"] == sum(counts[k] for k in ("same", "caught", "lost", "other"))
    assert 0 < counts["both"] < counts["neither"]
    assert counts["both"] + counts["neither"] <= counts["same"]
    assert (
        counts["planned_first"] == counts["matched"] + counts["another_way"] + counts["only_first"]
    )
    for way in ("caught", "lost"):
        assert sum(row["n"] for row in honesty["by"] if row["direction"] == way) == counts[way]
        share = honesty["shares"][way]["value"]
        assert share == pytest.approx(counts[way] / counts["matched"], rel=1e-4)
    assert honesty["other_way"]["direction"] == "lost"
    low, high = honesty["other_way"]["levels"]
    assert low["shipment"]["fate"].startswith("seized")
    assert high["shipment"]["fate"] in ("delivered", "lost_let_run")
    assert honesty["because_two_facts_met"]["caught"] >= 1


def test_goals_are_means_of_the_results(stage, data):
    for row in data["goals"]["goals"]:
        for told in row["values"]:
            own = [seed.outcomes[told["level"]] for seed in stage.search.seeds]
            if row["outcome"] in ("delivered_value_eur", "net_benefit_eur"):
                mean = np.mean([one[row["outcome"]] for one in own]) / 2 / 1e6
                assert told["value"] == pytest.approx(mean, rel=1e-4)
            if row["outcome"] == "orgs_dismantled":
                assert told["value"] == np.mean([one[row["outcome"]] for one in own])
    worse = {
        (one["level"], row["outcome"])
        for row in data["goals"]["goals"]
        for one in row["differences"]
        if one["verdict"] == "worse"
    }
    assert {(one["level"], one["outcome"]) for one in data["goals"]["loses"]} == worse


def test_gears_turn_as_counted_and_the_stuck_one_has_the_smallest_share(stage, data):
    for told in data["gears"]["levels"]:
        shares = {}
        for gear, row in zip(GEARS, told["gears"], strict=True):
            into, out = 0.0, 0.0
            for seed in stage.search.seeds:
                tally, outcomes = seed.tallies[told["level"]], seed.outcomes[told["level"]]
                into += sum(tally[n[1:]] if n[0] == "#" else outcomes[n] for n in gear.into)
                out += sum(tally[n[1:]] if n[0] == "#" else outcomes[n] for n in gear.out)
            assert row["name"] == gear.name and out <= into
            if into:
                shares[gear.name] = out / into
                assert row["share"]["value"] == pytest.approx(out / into, rel=1e-4)
                assert row["into"]["a_year"] == pytest.approx(into / 4, rel=1e-4)
        assert shares[told["stuck"]] == min(shares.values())
        crossed = told["finds_crossed"]
        if told["level"] == LOW:  # the page says that hardly more crosses than the law demands
            assert crossed["by_law"] > 10 * crossed["shared"]
        else:
            assert crossed["shared"] > 0.2 * crossed["by_law"]
    assert data["gears"]["law"] == {"from_eur": 10_000.0, "after_days": 7.0}


def test_the_network_is_that_of_the_result(stage, data):
    network = data["network"]
    for told in network["levels"]:
        result = stage.results(network["seed"])[told["level"]]
        rows = result.networks[result.networks["organisation"] == network["organisation"]]
        assert len(told["members"]) == len(rows) > 0
        assert sum(m["known_end"] for m in told["members"]) == rows["known_end"].sum()
        days = [one["day"] for one in told["known"]]
        assert days == sorted(days)


def test_differences_of_orders_are_means_over_the_finds_tried_both_ways(stage, data):
    told = data["network"]["order"]
    assert told["level"] == HIGH and stage.search.tally(LOW)["fate seized_let_run"] == 0
    for form in told["forms"]:
        twins = [t for s in stage.orders for t in s.twins if t.find.how == form["how"]]
        assert form["twins"] == len(twins) <= form["finds"]
        assert form["lost"] == sum(one.lost for one in twins)
        for row in form["differences"]:
            if twins:
                apart = [one.difference(row["of"], row["place"], row["until"]) for one in twins]
                assert row["value"] == pytest.approx(100 * np.mean(apart), rel=1e-4)
    story = told["story"]
    assert [way["how"] for way in story["ways"]] == ["seize", "let run"]
    fates = [way["shipment"]["fate"] for way in story["ways"]]
    assert fates[0] == "seized_border" and fates[1] in ("seized_let_run", "lost_let_run")
    shipments = [
        {k: v for k, v in way["shipment"].items() if k not in ("fate", "verdicts")}
        for way in story["ways"]
    ]
    assert shipments[0] == shipments[1]
    for way in story["ways"]:
        arrests = [e for e in way["events"] if e["kind"] == "arrest"]
        assert len(arrests) == way["followed"]["organisation"]["window"]["arrested"]


def test_one_grain_stands_for_as_few_as_the_eye_can_follow():
    for units in (3.0, 99.9, 100.1, 2740.0, 1e7):
        size = grain(units)
        assert units / size <= GRAINS_A_DAY
        assert size == 1 or units / (size / 2) > GRAINS_A_DAY * 0.8
    assert [grain(u) for u in (100, 101, 201, 501, 1001)] == [1, 2, 5, 10, 20]


def test_the_data_are_plain_json_and_the_same_again(stage, data):
    text = as_text(data)
    assert json.loads(text) == data and as_text(scenes(stage)) == text
    assert "NaN" not in text and str(Path.cwd()) not in text


def shape(value, path="", of_levels=False):
    """Paths of all keys; of a list what its entries have in common names it."""
    if isinstance(value, dict):
        for key, part in value.items():
            name = "LEVEL" if of_levels else key
            yield f"{path}.{name}"
            yield from shape(part, f"{path}.{name}", key in OF_LEVELS)
    elif isinstance(value, list):
        for part in value:
            yield from shape(part, f"{path}[]")


def test_the_example_has_the_shape_of_what_is_made(data, example):
    """Who draws the scenes reads the example; events and facts have columns of their own kind."""

    def fixed(one):
        loose = (
            "events[]",
            ".lines[]",
            ".check.",
            ".customs[]",
            ".police[]",
            ".seen[]",
            ".story",
            ".loses[]",
            ".police.",
            ".way[]",
        )
        return {path for path in shape(one) if not any(part in path for part in loose)}

    assert list(example) == list(data)
    assert fixed(example) == fixed(data)
    assert EXAMPLE.stat().st_size < 200_000


def test_without_a_story_a_sentence_says_so(stage):
    class Nothing:
        seeds = stage.search.seeds

        def contrasts(self, *_):
            return []

    with pytest.raises(InputError, match="search more seeds"):
        _ = Stage(cast(Search, Nothing()), LOW, HIGH).story
