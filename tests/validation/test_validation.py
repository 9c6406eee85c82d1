"""``bordersim validate``: the list of patterns, its runner, its files, its exit codes."""

import json
import re

import pytest

from borderSim.cli import main
from borderSim.model.state.traffickers import ACTIVE, DETAINED
from borderSim.report.documents.validation import page
from borderSim.scenario.load import load_scenario
from borderSim.validation import run as module
from borderSim.validation.declared_fit import declared_fit
from borderSim.validation.pattern import Claim, Experiment, Pattern
from borderSim.validation.patterns import EXPERIMENTS, PATTERNS
from borderSim.validation.verdict import difference
from borderSim.validation.worlds import WORLDS, world

MUST_HOLD = {"F1", "F2", "F4", "F6", "F8", "F9", "F14", "F15", "F16", "F17", "F18"}
REPORTED = {"F7", "F10", "F20", "F23", "F24"}


def test_every_pattern_of_the_list_is_there_in_its_class():
    kinds = {p.id: p.kind for p in PATTERNS}
    assert len(kinds) == len(PATTERNS)
    assert {i for i in kinds if kinds[i] == "must hold" and "-" not in i} == MUST_HOLD
    assert {i for i in kinds if kinds[i] == "reported" and not i.startswith("M-")} == REPORTED
    assert (
        kinds["F12"] == "guard"
        and kinds["F13"] == kinds["F14-growth"] == kinds["F16-levels"] == "shown"
    )
    assert all(p.fact and p.source and p.mark and p.how and p.claims for p in PATTERNS)
    assert all(e.seeds >= 20 and e.quick < e.seeds for e in EXPERIMENTS.values())


@pytest.mark.parametrize("name", sorted(p.stem for p in WORLDS.glob("*.yaml")))
def test_the_worlds_load(name):
    assert world(name).name == name


def test_what_is_declared_as_fitted_is_what_is_in_force():
    national = load_scenario("national")
    for entry in declared_fit():
        for key, value in entry["keys"].items():
            place = national
            for part in key.split("."):
                place = place[part] if isinstance(place, dict) else getattr(place, part)
            assert place == value, key


# --------------------------------------------------------------------------- the runner, on toys
def _toy(kind, claims, name="toy"):
    return Pattern(
        f"T-{name}-{len(claims)}",
        kind,
        "a toy",
        "fact",
        "source",
        "R",
        "how",
        _EXPERIMENTS[name],
        claims,
    )


def _measure(seed):
    _CALLS.append(seed)
    return {"a": 1.0 + 0.01 * seed, "b": 0.0}


def _fail(seed):
    raise ValueError(f"seed {seed} is not to my liking")


_CALLS: list[int] = []
_EXPERIMENTS = {
    "toy": Experiment("toy", _measure, "toys", seeds=20),
    "bad": Experiment("bad", _fail, "toys", seeds=20),
}
RISES = Claim("rises", difference("a", "b"), low=0.0)
FALLS = Claim("falls", difference("a", "b"), high=0.0)


@pytest.fixture
def toys(monkeypatch, tmp_path):
    _CALLS.clear()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(module, "EXPERIMENTS", _EXPERIMENTS)

    def use(*patterns):
        monkeypatch.setattr(module, "PATTERNS", patterns)

    return use


def test_a_run_writes_its_numbers_and_page_and_goes_on_where_it_was(toys, tmp_path, capsys):
    toys(_toy("must hold", (RISES,)), _toy("reported", (RISES, FALLS)))
    assert main(["validate", "--quick", "workers=1"]) == 0  # what is only reported may disagree
    told = capsys.readouterr()
    assert "1 of 1 agree" in told.out and "indicative" in told.out and told.err == ""
    folder = tmp_path / "results" / "validate-quick"
    content = json.loads((folder / "validation.json").read_text("utf-8"))
    assert [(r["class"], r["verdict"], r["seeds"]) for r in content["patterns"]] == [
        ("must hold", "agrees", 5),
        ("reported", "disagrees", 5),
    ]
    assert content["indicative"] is True and set(content["ran"]["seconds"]) == {"toy"}
    assert (folder / "validation.md").read_text("utf-8") == page(content)
    assert _CALLS == [1, 2, 3, 4, 5]
    assert main(["validate", "--quick", "workers=1"]) == 0
    assert _CALLS == [1, 2, 3, 4, 5]
    assert main(["validate", "--quick", "workers=1", "seeds=7"]) == 0
    assert _CALLS == [1, 2, 3, 4, 5, 6, 7]
    again = json.loads((folder / "validation.json").read_text("utf-8"))
    assert {k: v for k, v in content.items() if k not in ("ran", "patterns")} == {
        k: v for k, v in again.items() if k not in ("ran", "patterns")
    }


def test_another_program_makes_its_numbers_anew(toys, monkeypatch, capsys):
    toys(_toy("must hold", (RISES,)))
    assert main(["validate", "--quick", "workers=1"]) == 0
    monkeypatch.setattr(module.provenance, "source_hash", lambda: "another")
    assert main(["validate", "--quick", "workers=1"]) == 0
    assert _CALLS == [1, 2, 3, 4, 5] * 2


def test_a_must_hold_pattern_that_disagrees_ends_with_1_and_its_name(toys, capsys):
    toys(_toy("must hold", (FALLS,)))
    assert main(["validate", "--quick", "workers=1"]) == 1
    assert "must hold and disagrees: T-toy-1" in capsys.readouterr().err


def test_work_that_fails_is_told_and_the_rest_is_kept(toys, capsys):
    toys(_toy("reported", (RISES,)), _toy("reported", (RISES,), name="bad"))
    assert main(["validate", "--quick", "workers=1"]) == 1
    told = capsys.readouterr()
    assert (
        "failed: bad, seed 1: ValueError: seed 1 is not to my liking" in told.err
        and "agrees" in told.out
    )


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        (["only=[F99]"], "F99"),
        (["only=F17-structur"], "did you mean"),
        (["seeds=1"], "seeds"),
        (["workers=0"], "workers"),
        (["name=../x"], "name"),
        (["customs.random_share=0.2"], "customs.random_share"),
    ],
)
def test_wrong_input_is_one_sentence_and_nothing_is_written(
    typed, names, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    assert main(["validate", *typed]) == 2
    told = capsys.readouterr()
    assert told.out == "" and told.err.count("\n") == 1 and names in told.err
    assert list(tmp_path.iterdir()) == []


def test_a_pattern_runs_for_real_over_processes(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    main(["validate", "only=[F17-structure]", "seeds=4", "workers=2"])
    told = capsys.readouterr()
    content = json.loads((tmp_path / "results" / "validate" / "validation.json").read_text("utf-8"))
    (row,) = content["patterns"]
    assert row["seeds"] == 4 and content["failed"] == [] and "F17-structure" in told.out
    assert row["claims"][1]["estimate"] > 0.1  # the best connected matter more than anybody
    heads = re.findall(r"^### (.+)$", page(content), flags=re.M)
    assert "F17-structure" in heads


def test_removal_is_for_good_where_nobody_is_replaced():
    from borderSim.validation.worlds import go, remove, start

    model = start(world("unarrested_port", "traffickers.rewiring=off", "burn_in_days=10"), 1)
    o = model.state.traffickers
    member = int((o.status[0] == ACTIVE).argmax())
    remove(model.state, 0, member)
    go(model, 60)
    assert o.status[0, member] == DETAINED and model.state.recorder.total("members_charged", 0) == 0
