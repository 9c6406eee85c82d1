"""Remedies simulated on a small country: steps, resumption, the same bytes for any number of workers."""

import pytest

from borderSim.diagnose import simulate as module
from borderSim.diagnose.kept import read, write
from borderSim.diagnose.remedies import missing_of
from borderSim.diagnose.simulate import Planned, Runs, planned, simulate
from borderSim.errors import InputError
from borderSim.scenario.load import load_levels

NAMES = ("liaison_officers", "port_control_unit", "joint_operation", "pooled_means")
SMALL = {"replications": 2, "together": 2, "years": 0.1}
ALONE = {**SMALL, "together": 0}


@pytest.fixture(scope="module")
def country():
    quick = ["burn_in_days=40"]
    return load_levels("training", ["communication"], quick, "communication")["communication"]


@pytest.fixture(scope="module")
def missing(country):
    found = missing_of(country.present, country)
    return {name: found[name] for name in NAMES}


class Told:
    """Keeps what it was told."""

    def __init__(self):
        self.steps, self.seen = [], []

    def __call__(self, under):
        self.steps.append((under.step, len(under.labels), under.ahead))
        return self

    def update(self, done, total, runs_so_far, seconds_left):
        self.seen.append((done, total, len(runs_so_far)))


def test_the_steps_and_how_many_runs_they_take_are_known_beforehand():
    assert planned(20) == [
        Planned("first", 20, 4),
        Planned("singles", 12, 40),
        Planned("pairs", 8, 20),
        Planned("triples", 8, 20),
    ]
    assert [step.step for step in planned(12)] == ["singles", "pairs", "triples"]
    assert [step.step for step in planned(2)] == ["singles", "pairs"]
    assert [step.step for step in planned(9, together=0)] == ["singles"]
    assert planned(12)[0].runs == 13 * 40


def test_all_are_looked_at_some_are_refined_then_pairs_and_triples(country, missing, tmp_path):
    told = Told()
    found = simulate(country, missing, Runs(tmp_path, workers=1, tell=told), most=3, **SMALL)
    assert [step for step, _, _ in told.steps] == ["first", "singles", "pairs", "triples"]
    assert [levels for _, levels, _ in told.steps] == [4, 3, 2, 1]
    assert told.steps[-1][2] == 0 and told.steps[0][2] > told.steps[1][2] > told.steps[2][2]
    assert {row.names[0] for row in found.looked_at} == set(NAMES)
    assert len(found.singles) == 3 and found.singles[0].replicates == 2
    best = found.singles[0].names[0]
    assert all(best in row.names and len(row.names) == 2 for row in found.pairs)
    assert all(set(found.pairs[0].names) < set(row.names) for row in found.triples)
    assert not found.runs.duplicated(["level", "seed"]).any()
    assert any(rows > 0 for _, _, rows in told.seen), "the rows so far make a first ranking"

    write(found)
    table, road = read(tmp_path)
    assert list(table["step"]) == ["first"] * 4 + ["single"] * 3 + ["pair"] * 2 + ["triple"]
    assert road["base"] == "communication" and road["replicates"]["single"] == 2

    again = Told()
    simulate(country, missing, Runs(tmp_path, workers=1, tell=again), most=3, **SMALL)
    assert again.seen == [], "what is there is not simulated again"


def test_the_files_are_the_same_bytes_for_any_number_of_workers(country, missing, tmp_path):
    two = {name: missing[name] for name in NAMES[:2]}
    contents = []
    for workers in (1, 2):
        folder = tmp_path / str(workers)
        found = simulate(country, two, Runs(folder, workers=workers), **ALONE)
        contents.append([path.read_bytes() for path in write(found)])
    assert contents[0] == contents[1]


def test_a_remedy_alone_is_the_run_that_its_level_gives_by_itself(country, missing, tmp_path):
    from borderSim.simulation import run

    one = {"joint_operation": missing["joint_operation"]}
    found = simulate(country, one, Runs(tmp_path, workers=1), **SMALL)
    assert found.pairs == () == found.triples
    settings = ["burn_in_days=40", "years=0.1", "measure_from_year=1"]
    level = "communication+joint_operation"
    alone = load_levels("training", [level], settings, "communication")[level]
    rows = found.runs.set_index(["level", "seed"])
    for seed in (1, 2):
        outcomes = run(alone, seed).outcomes
        for name in ("net_benefit_eur", "interdiction_rate", "coordination_hours"):
            assert rows.at[(level, seed), name] == outcomes[name]


def test_nothing_missing_is_said_and_nothing_is_written(country, tmp_path):
    with pytest.raises(InputError, match="no remedy is missing"):
        simulate(country, {}, Runs(tmp_path / "x"), **SMALL)
    assert not (tmp_path / "x").exists()


def test_other_remedies_under_the_same_name_are_refused_but_pairs_follow(
    country, missing, tmp_path, monkeypatch
):
    steps = []

    def carried_out(levels, **given):
        steps.append((given["name"], given["overwrite"]))
        raise InputError("enough")

    monkeypatch.setattr(module, "compare_loaded", carried_out)
    with pytest.raises(InputError, match="enough"):
        simulate(country, missing, Runs(tmp_path), **SMALL)
    assert steps == [("singles", False)]
    assert module.FOLLOWS == ("pairs", "triples")


def test_a_seed_with_too_few_after_it_is_refused_before_the_first_step(country, missing, tmp_path):
    with pytest.raises(InputError, match="seed=9223372036854775800: must be a whole number"):
        simulate(country, missing, Runs(tmp_path / "x", seed=2**63 - 8), most=3)
    assert not (tmp_path / "x").exists()
