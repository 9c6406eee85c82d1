"""An order for one load of a stored result: the run made again, and sentences where that changes nothing."""

from __future__ import annotations

import dataclasses
import re

import pytest

from borderSim import cli
from borderSim.errors import InputError
from borderSim.measures.chronicle import Chronicle
from borderSim.results.event_log import EventLogs
from borderSim.results.scenario_of_run import scenario_of_run
from borderSim.scenario.load import load_levels, load_scenario
from borderSim.simulation import run as simulate
from tests.classroom.test_other_order import by_hand, invented

LEVEL = "collaboration"
SHORT = ["scenario=training", "years=0.3", "burn_in_days=60", "events=true"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A comparison and a run, both with events."""
    place = tmp_path_factory.mktemp("orders")
    common = [*SHORT, f"results_dir={place}"]
    levels = f"levels=[coexistence,{LEVEL}]"
    many = [levels, "replications=1", "plane=false", "workers=1", "name=both"]
    assert cli.main(["compare", *common, *many]) == 0
    assert cli.main(["run", *common, f"partnership={LEVEL}", "name=one"]) == 0
    return place


@pytest.fixture(scope="module")
def found(folder):
    """A load that was found under the level, and one that was not."""
    logs = EventLogs.open("both", folder)
    log = Chronicle(logs.events(logs.choose(level=LEVEL)))
    decided = [e for e in log.events if e["kind"] == "decision" and e["day"] >= 0]
    missed = [e for e in log.events if e["kind"] == "delivered" and e["how"] == "delivered"]
    return next(e for e in decided if e["how"] == "seize"), missed[0]


def typed(folder, capsys, *words):
    code = cli.main(["story", *words, f"results_dir={folder}"])
    out, err = capsys.readouterr()
    return code, " ".join(out.split()), err


def test_the_scenario_of_a_run_is_the_one_that_was_simulated(folder):
    levels = load_levels("training", ["coexistence", LEVEL], SHORT[1:])
    logs = EventLogs.open("both", folder)
    for key in logs.runs:
        assert scenario_of_run(logs.folder, key) == levels[key.level]
    one = EventLogs.open("one", folder)
    alone = load_scenario("training", [*SHORT[1:], f"partnership={LEVEL}"])
    assert scenario_of_run(one.folder, one.runs[0]) == alone
    with pytest.raises(InputError, match="does not say the scenario"):
        scenario_of_run(logs.folder, dataclasses.replace(logs.runs[0], level="none"))


@pytest.mark.parametrize("name", ["both", "one"])
def test_what_followed_stands_beside_what_had_followed(folder, found, capsys, name):
    decision, _ = found
    words = [name, f"load={decision['load']}", "order=let_run"]
    code, out, _ = typed(folder, capsys, *words, *([f"level={LEVEL}"] if name == "both" else []))
    assert code == 0 and f"Found on day {decision['day']} and seized" in out
    logs = EventLogs.open("one", folder)
    plain = logs.events(logs.runs[0])
    plan = plain[(plain["kind"] == "plan") & (plain["load"] == decision["load"])].iloc[0]
    names = f"organisation: {plan['organisation']}, planned: {plan['day']}, half: {plan['half']}"
    text = f"orders=[{{{names}, find: let_run}}]"
    again = simulate(load_scenario("training", [*SHORT[1:], f"partnership={LEVEL}", text]), 1)
    find = dataclasses.replace(
        invented(int(decision["id"])),
        load=decision["load"],
        day=decision["day"],
        organisation=decision["organisation"],
    )
    counts = [by_hand(log, find, "country", None) for log in (plain, again.events)]
    part = out[out.index("in the whole country, to the last day") :]
    for label, of in (("members arrested", "arrested"), ("further loads found", "finds")):
        shown = re.search(rf"{label} (\d+) (\d+)", part)
        assert shown and [int(n) for n in shown.groups()] == [one[of] for one in counts]


def test_an_order_that_changes_nothing_is_refused_in_a_sentence(folder, found, capsys):
    decision, missed = found
    level, load = f"level={LEVEL}", f"load={decision['load']}"
    for words, sentence in (
        ([load, level, "order=seize"], "order=let_run is the other way"),
        ([load, level, "order=letrun"], "did you mean 'let_run'"),
        ([level, "order=let_run"], "needs one load of one run"),
        ([load, f"level=[coexistence,{LEVEL}]", "order=let_run"], "needs one load of one run"),
        ([f"load={missed['load']}", level, "order=seize"], "nobody decided over a find"),
        (["load=99999", level, "order=seize"], "no such load"),
    ):
        code, out, err = typed(folder, capsys, "both", *words)
        assert (code, out) == (2, "") and err.count("\n") == 1 and sentence in err
    assert cli.main(["story", "seed=3", "order=seize"]) == 2
    assert "belongs to a result" in capsys.readouterr().err


def test_a_result_that_is_not_made_again_the_same_is_refused(folder, found, capsys, monkeypatch):
    decision, _ = found
    own = scenario_of_run

    def other(place, key):
        return load_scenario(own(place, key), ["police.known_entity_share=0.9"])

    monkeypatch.setattr("borderSim.classroom.stories.one_order.scenario_of_run", other)
    words = ["both", f"load={decision['load']}", f"level={LEVEL}", "order=let_run"]
    code, out, err = typed(folder, capsys, *words)
    assert (code, out) == (2, "") and "gives another run" in err


def test_where_law_or_powers_forbid_it_a_sentence_says_so(folder, found, capsys, monkeypatch):
    decision, _ = found

    def forbidden(scenario, seed):
        """The run as if the order had not been followed."""
        return simulate(dataclasses.replace(scenario, orders=()), seed)

    monkeypatch.setattr("borderSim.classroom.stories.one_order.simulate", forbidden)
    words = ["both", f"load={decision['load']}", f"level={LEVEL}", "order=let_run"]
    code, out, err = typed(folder, capsys, *words)
    assert (code, out) == (2, "") and "law or powers do not allow" in err
