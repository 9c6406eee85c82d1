"""The search for stories: base rates recounted, the ranking rule, the same result whoever is first."""

import threading
from collections import Counter
from concurrent.futures import Future
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from borderSim import cli
from borderSim.classroom.stories import over_seeds as over_seeds_module
from borderSim.classroom.stories.chains import chains_told
from borderSim.classroom.stories.one_seed import look, runs
from borderSim.classroom.stories.openings import Opening
from borderSim.classroom.stories.search import Search, asked_of, search
from borderSim.classroom.stories.told import one_shipment
from borderSim.errors import InputError, StoppedError
from borderSim.measures.chains import chains, links_of
from borderSim.measures.chronicle import Chronicle
from borderSim.measures.twins import (
    CAUGHT,
    LOST,
    TESTS,
    Contrast,
    Pair,
    base_rates,
    compared,
    stories_of,
    twins,
)

LEVELS = ("coexistence", "coordination")
SHORT = ["years=0.3", "burn_in_days=40"]


@pytest.fixture(scope="module")
def asked():
    return asked_of("training", LEVELS, 2)


@pytest.fixture(scope="module")
def results(asked):
    return runs(asked)


@pytest.fixture(scope="module")
def logs(results):
    return tuple(Chronicle(results[level].events) for level in LEVELS)


# ------------------------------------------------------------------------------ base rates
def planned(events):
    """The shipments planned within the horizon: a plain loop over the rows; [identity, goods, fate]."""
    found = {}
    for row in events.to_dict("records"):
        if row["kind"] == "plan" and row["day"] >= 0:
            identity = int(row["organisation"]), int(row["day"]), int(row["half"])
            goods = row["route"], row["commodity"], row["quantity"]
            found[int(row["load"])] = [identity, goods, "under_way"]
        elif row["kind"] in ("seizure", "delivered", "dropped") and int(row["load"]) in found:
            entry = found[int(row["load"])]
            if entry[2] == "under_way":
                entry[2] = "dropped" if row["kind"] == "dropped" else row["how"]
    return list(found.values())


def where(fate):
    if fate in ("delivered", "lost_let_run"):
        return "market"
    return "seized" if fate.startswith("seized") else fate


def test_base_rates_are_those_of_a_plain_loop_over_the_log(results, logs):
    here, there = (planned(results[level].events) for level in LEVELS)
    again = Counter(planned_first=len(here), planned_second=len(there))
    left = []
    for identity, goods, fate in here:
        same = next((one for one in there if one[:2] == [identity, goods]), None)
        if same is None:
            left.append(identity)
            continue
        there.remove(same)
        again["matched"] += 1
        again[f"ended {fate} {same[2]}"] += 1
        ends = where(fate), where(same[2])
        if ends == ("market", "seized"):
            again[CAUGHT] += 1
        elif ends == ("seized", "market"):
            again[LOST] += 1
        elif ends[0] != ends[1]:
            again["other"] += 1
    for identity in left:
        other = next((one for one in there if one[0] == identity), None)
        again["only_first" if other is None else "another_way"] += 1
        if other is not None:
            there.remove(other)
    again["only_second"] = len(there)
    counts = base_rates(twins(stories_of(logs[0]), stories_of(logs[1])))
    told = {k: v for k, v in counts.items() if " " not in k or k.startswith("ended")}
    assert Counter(told) == again
    assert again[CAUGHT] and again[LOST]
    for way in (CAUGHT, LOST):
        assert sum(n for k, n in counts.items() if k.startswith(f"{way} ")) == counts[way]


def test_what_one_level_caught_is_what_the_other_lost(logs):
    one, two = (stories_of(log) for log in logs)
    there, back = base_rates(twins(one, two)), base_rates(twins(two, one))
    for name, turned in ((CAUGHT, LOST), ("met caught", "met lost"), ("only_first", "only_second")):
        assert (there[name], there[turned]) == (back[turned], back[name])
    assert (there["matched"], there["another_way"]) == (back["matched"], back["another_way"])


def test_two_facts_met_only_where_the_news_crossed_in_one_run_alone(logs):
    told, counts = compared(2, LEVELS, logs)
    met = [one for one in told if one.pair.met]
    assert len(met) == counts["met caught"] + counts["met lost"] > 0
    for one in met:
        passed, found = one.pair.passed.picture, one.pair.found.picture
        assert passed["lead_from"] in ("", "customs") and passed["tip_log_odds"] == 0
        assert found["lead_from"] in ("police", "both") or found["tip_log_odds"] > 0
        assert passed["police_log_odds"] > 0


# ------------------------------------------------------------------------------ the rank
def test_tests_do_not_ask_which_level_it_speaks_for(logs):
    told, _ = compared(2, LEVELS, logs)
    for one in told:
        turned = Pair(one.pair.second, one.pair.first)
        assert tuple(name for name, holds in TESTS.items() if holds(turned, 1e5)) == tuple(
            name for name, holds in TESTS.items() if holds(one.pair, 1e5)
        )


def test_the_rank_is_met_then_tests_then_steps_then_value(logs):
    told, _ = compared(2, LEVELS, logs)
    assert [one.order for one in told] == sorted(one.order for one in told)
    best = told[0]
    assert best.pair.met
    fewer = replace(best, points=best.points[:-1])
    dearer = replace(best, pair=Pair(replace(best.pair.first, value_eur=1e9), best.pair.second))
    longer = replace(
        best,
        pair=Pair(replace(dearer.pair.first, lines=best.pair.first.lines * 2), best.pair.second),
    )
    not_met = Contrast(
        1,
        LEVELS,
        next(one.pair for one in told if not one.pair.met),
        tuple(TESTS),
    )
    ranked = sorted([not_met, fewer, longer, best, dearer], key=lambda one: one.order)
    assert ranked == [dearer, best, longer, fewer, not_met]


def test_a_chain_goes_by_cause_from_one_seizure_to_the_next_find(logs):
    seen = 0
    for log in logs:
        for chain in chains(log):
            for link in chain:
                first, *_, last = link.path
                assert (first["kind"], first["load"]) == ("seizure", link.before)
                assert (last["kind"], last["load"], last["found"]) == ("inspect", link.after, True)
                for cause, event in zip(link.path, link.path[1:], strict=False):
                    assert cause["id"] in (event["cause"], event["second_cause"])
                    assert cause["day"] <= event["day"]
                seen += 1
            assert [link.after for link in chain[:-1]] == [link.before for link in chain[1:]]
    assert seen
    assert all(link.before != load for log in logs for load, link in links_of(log).items())


# ------------------------------------------------------------------------------ over seeds
class Late:
    """An engine that does the last unit first, and the others in a thread from the last but one to the first."""

    slots = 4

    def __init__(self):
        self.waiting = []

    def submit(self, carry_out, chunk):
        self.waiting.append((future := Future(), carry_out, chunk))
        if len(self.waiting) == self.slots:
            *others, (last, work, given) = self.waiting
            last.set_result(work(given))
            threading.Thread(target=self.rest, args=(others[::-1],)).start()
        return future

    def rest(self, others):
        for future, work, given in others:
            future.set_result(work(given))

    def died(self, error):
        return True

    def stop(self):
        pass

    close = stop


def test_the_same_is_found_whoever_is_first(monkeypatch):
    plain = search(levels=LEVELS, seeds=4, overrides=SHORT, workers=1)
    monkeypatch.setattr(over_seeds_module.engines, "open_engine", lambda *_, **__: Late())
    late = search(levels=LEVELS, seeds=4, overrides=SHORT, workers=3)
    assert late.seeds == plain.seeds and [seed.seed for seed in late.seeds] == [1, 2, 3, 4]
    assert late.rates(LEVELS) == plain.rates(LEVELS)
    assert late.contrasts() == plain.contrasts()


def test_a_process_that_died_ends_with_a_sentence(monkeypatch):
    class Dying(Late):
        def submit(self, carry_out, chunk):
            future = Future()
            future.set_exception(RuntimeError("gone"))
            return future

    monkeypatch.setattr(over_seeds_module.engines, "open_engine", lambda *_, **__: Dying())
    with pytest.raises(StoppedError, match="workers=1"):
        search(levels=LEVELS, seeds=2, overrides=SHORT)


def test_levels_that_were_not_asked_for_are_not_compared():
    asked = asked_of("training", ["cooperation", "coordination"], 1)
    assert list(asked.levels) == ["cooperation", "coordination"]
    assert asked.present.partnership.name == "coexistence"
    alone = asked_of("training", ["coordination"], 1)
    assert list(alone.levels) == ["coexistence", "coordination"]
    with pytest.raises(InputError, match="name two levels"):
        asked_of("training", ["coexistence"], 1)


def test_a_seed_is_a_pure_function_of_what_is_asked():
    asked = asked_of("training", LEVELS, 5, SHORT)
    assert look(asked) == look(asked)


# ------------------------------------------------------------------------------ the command
def test_the_command_lists_the_best_with_base_rates(asked, results, monkeypatch, capsys):
    monkeypatch.setattr("borderSim.classroom.stories.one_seed.runs", lambda _: results)
    assert cli.main(["story", "seeds=1", "seed=2", "workers=1"]) == 0
    out = capsys.readouterr().out
    flat = " ".join(out.split())
    counts = look(asked).rates[LEVELS]
    assert f"Of these, {counts[CAUGHT]} (" in flat and f"; {counts[LOST]} (" in flat
    assert "The other way round" in flat and "Further moments" in flat
    best = look(asked).contrasts[0]
    assert f"seed=2 load={best.pair.first.load}" in flat
    assert out.index("passed, then seized") < out.index("Base rates")


def test_chains_are_listed_the_best_first_with_how_many_finds_had_one(asked, results, monkeypatch):
    monkeypatch.setattr("borderSim.classroom.stories.one_seed.runs", lambda _: results)
    own, (_, level) = look(asked), LEVELS
    notes = Opening(2, level, 3, 9, "customs", ("delivered", "delivered"), 5e6)
    case = Opening(2, level, 4, 8, "case", ("seized_border", "delivered"), 1e6)
    found = Search(dict(asked.levels), asked.present, (replace(own, openings=(notes, case)),))
    told = _printed(chains_told(found, LEVELS))
    assert 0 < told.index("a case of the police") < told.index("customs' own notes")
    assert f"levels='[{level},{LEVELS[0]}]' seed=2 load=8" in told
    for name in LEVELS:
        tally = own.tallies[name]
        assert f"Of {tally['opened finds']} finds under {name}, " in told
        assert f"{tally['opened customs']} by customs' own notes." in told
    none = Search(dict(asked.levels), asked.present, (replace(own, openings=()),))
    told = _printed(chains_told(none, LEVELS))
    assert f"no find opened the next under {level} that did not" in told and "seed=" not in told


def _printed(parts):
    out = Console(width=200, file=StringIO())
    for part in parts:
        out.print(part)
    return " ".join(out.file.getvalue().split())


def test_the_line_under_the_list_tells_the_shipment(asked, results, monkeypatch, logs):
    monkeypatch.setattr("borderSim.classroom.stories.told.runs", lambda _: results)
    best = compared(2, LEVELS, logs)[0][0]
    told = one_shipment(asked, best.pair.first.load)
    assert [story.fate for story in told.stories] == [
        best.pair.first.fate,
        best.pair.second.fate,
    ]
    with pytest.raises(InputError, match="no such load"):
        one_shipment(asked, 10**6)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["seeds=0"], "seeds=0"),
        (["level=coexistence"], "belongs to a result"),
        (["nothing", "seeds=3"], "belongs to the search"),
        (["load=4"], "needs the seed"),
        (["load=4", "seed=1", "seeds=2"], "needs the seed"),
        (["levels=[coexistence]"], "name two levels"),
        (["levels=[coexistence,coordinatoin]"], "did you mean 'coordination'"),
        (["scenario=trainig"], "did you mean 'training'"),
        (["seedz=3"], "seeds"),
    ],
)
def test_wrong_input_ends_with_a_sentence(words, sentence, capsys):
    assert cli.main(["story", *words]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and sentence in err
