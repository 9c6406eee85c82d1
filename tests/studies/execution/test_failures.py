"""A run that fails, or kills its process, does not take the others with it."""

from __future__ import annotations

import json

import pytest

from borderSim.cli import main
from borderSim.errors import InputError
from borderSim.studies.execution import scheduler
from borderSim.studies.execution.job import RunsFailedError
from borderSim.studies.execution.scheduler import Clock
from tests.studies import fake
from tests.studies.conftest import contents, status


@pytest.mark.parametrize("workers", [1, 2])
def test_a_failed_run_is_told_and_the_others_kept(toy, tmp_path, workers):
    found = toy(fake.one_seed_fails, replications=4, workers=workers)
    assert sorted(set(found.runs["seed"])) == [1, 3, 4]
    assert [(f["seed"], f["reason"]) for f in found.failed] == [
        (2, "ArithmeticError: the world ended")
    ]
    assert status(found.folder) == {"done": 9, "failed": 3, "left": 0}
    assert json.loads((found.folder / "manifest.json").read_text())["state"] == "failed"
    healed = toy(replications=4)
    assert not healed.failed and status(healed.folder)["failed"] == 0
    assert contents(healed.folder) == contents(
        toy(replications=4, results_dir=tmp_path / "whole").folder
    )


def test_first_replicate_fails(toy):
    found = toy(fake.one_seed_fails, seed=2, replications=2)
    assert found.daily.empty and set(found.runs["seed"]) == {3}


def test_all_fail(toy, tmp_path):
    with pytest.raises(RunsFailedError, match="seed 1: ArithmeticError: the world ended"):
        toy(fake.all_fail)
    assert status(tmp_path / "results" / "compare-toy") == {"done": 0, "failed": 9, "left": 0}


def test_a_process_that_dies_once_is_replaced(toy, tmp_path):
    found = toy(fake.one_process_dies, replications=5, workers=2)
    assert not found.failed
    assert contents(found.folder) == contents(
        toy(replications=5, results_dir=tmp_path / "whole").folder
    )


def test_a_run_that_always_kills_its_process_is_given_up(toy):
    found = toy(fake.one_seed_always_kills, replications=5, workers=2)
    assert [f["seed"] for f in found.failed] == [3] and "died 3 times" in found.failed[0]["reason"]
    assert sorted(set(found.runs["seed"])) == [1, 2, 4, 5]


class Seen:
    def __init__(self):
        self.calls = []

    def update(self, done, total, runs_so_far, seconds_left):
        self.calls.append((done, total, len(runs_so_far), seconds_left))


@pytest.mark.parametrize("workers", [1, 2])
def test_progress_is_told_of_every_replicate(toy, workers):
    seen = Seen()
    toy(replications=3, plane=True, workers=workers, progress=seen)
    told = [c[:3] for c in seen.calls]
    assert told[0] == (0, 84, 0) and told == sorted(told)
    assert told[1][0] == 3, (
        "the first replicate is told at once; how the small ones after it are bundled is a matter of speed"
    )
    assert (
        seen.calls[-1][:3] == (84, 84, 9) and seen.calls[0][3] is None and seen.calls[-1][3] == 0.0
    )
    seen.calls.clear()
    toy(replications=4, plane=True, progress=seen)
    assert seen.calls[0][:3] == (84, 112, 9)


def test_clock():
    clock = Clock(100)
    assert clock.seconds_left is None
    clock.passed(100)
    assert clock.seconds_left == 0.0


def test_an_engine_that_cannot_be_opened_leaves_nothing_behind(toy, tmp_path, monkeypatch):
    def closed(*_, **__):
        raise InputError("engine=dask: no scheduler answers")

    with monkeypatch.context() as patch:
        patch.setattr(scheduler.engines, "open_engine", closed)
        with pytest.raises(InputError, match="no scheduler"):
            toy(replications=2, name="new")
        assert list((tmp_path / "results").glob("*")) == []
    done = toy(replications=2, name="old")
    before = contents(done.folder)
    monkeypatch.setattr(scheduler.engines, "open_engine", closed)
    with pytest.raises(InputError, match="no scheduler"):
        toy(replications=3, name="old")
    assert {
        name: text for name, text in contents(done.folder).items() if name != "manifest.json"
    } == {name: text for name, text in before.items() if name != "manifest.json"}, (
        "what was done stays"
    )


def test_a_damaged_table_is_told_in_a_sentence(toy, tmp_path, capsys):
    folder = toy(replications=2).folder
    (folder / "runs.parquet").write_bytes(b"x\n")
    assert main(["report", str(folder)]) == 2
    told = capsys.readouterr()
    assert told.out == "" and told.err.count("\n") == 1 and "runs.parquet: is damaged" in told.err
