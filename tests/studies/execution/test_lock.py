"""Two programs, or two threads of one, never work on one result."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from borderSim.cli import main
from borderSim.errors import InputError
from borderSim.studies.execution import lock
from borderSim.studies.execution.status import standing
from tests.studies import fake
from tests.studies.conftest import contents

ROOT = Path(__file__).parents[3]
OTHER = """
import sys
from pathlib import Path
from borderSim.studies.execution import lock
with lock.at_work(Path(sys.argv[1])):
    print("at work", flush=True)
    sys.stdin.readline()
"""
BUSY = "another 'bordersim' is at work on it; wait for it, or choose another name="


@pytest.fixture
def other(tmp_path):
    """Another program at work on ``results/x``."""
    process = subprocess.Popen(
        [sys.executable, "-c", OTHER, str(tmp_path / "results" / "x")],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout and process.stdin and process.stdout.readline() == "at work\n"
    yield process
    process.kill()
    process.communicate()


@pytest.mark.parametrize(
    "settings", [{}, {"years": 0.2, "overwrite": True}, {"replications": 4}, {"precision": 0.5}]
)
def test_nothing_is_done_by_name_to_a_folder_under_work(toy, tmp_path, other, settings):
    with pytest.raises(InputError, match=BUSY):
        toy(name="x", **({} if "precision" not in settings else {"replications": None}) | settings)
    assert [path.name for path in (tmp_path / "results").iterdir()] == [".x.lock"]
    other.communicate("\n")
    assert len(toy(name="x").runs) == 9
    assert [path.name for path in (tmp_path / "results").iterdir()] == ["x"]


def test_commands_that_write_are_refused_and_those_that_read_are_not(toy, tmp_path, other, capsys):
    other.communicate("\n")
    folder = toy(name="x", replications=2).folder
    with_lock = subprocess.Popen(
        [sys.executable, "-c", OTHER, str(folder)],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert with_lock.stdout and with_lock.stdout.readline() == "at work\n"
    try:
        before = contents(folder)
        assert main(["report", str(folder)]) == 2 and BUSY in capsys.readouterr().err
        assert main(["status", str(folder)]) == 0 and "(running)" in capsys.readouterr().out
        assert contents(folder) == before
    finally:
        with_lock.kill()
        with_lock.communicate()
    assert standing(folder).state == "complete", "a killed program keeps nobody out"
    assert len(toy(fake.all_fail, name="x", replications=2).runs) == 6


BEGUN, GO_ON = threading.Event(), threading.Event()


def waits(present, scenarios, seed):
    """Tell that it has begun, and wait to be told to go on."""
    BEGUN.set()
    assert GO_ON.wait(60)
    return fake.simulate(present, scenarios, seed)


@pytest.mark.parametrize("settings", [{}, {"years": 0.2, "overwrite": True}])
def test_two_threads(toy, tmp_path, settings):
    BEGUN.clear()
    GO_ON.clear()
    found = []
    first = threading.Thread(target=lambda: found.append(toy(waits, name="x")))
    first.start()
    assert BEGUN.wait(60)
    try:
        assert standing(tmp_path / "results" / "x").state == "running"
        with pytest.raises(InputError, match=BUSY):
            toy(name="x", **settings)
        assert len(toy(name="y").runs) == 9, "another name is free"
    finally:
        GO_ON.set()
        first.join()
    assert len(found[0].runs) == 9 and toy(fake.all_fail, name="x").notes == ()
    assert sorted(path.name for path in (tmp_path / "results").iterdir()) == ["x", "y"]


def test_a_link_to_a_result_is_the_same_result(tmp_path):
    (tmp_path / "x").mkdir()
    (tmp_path / "y").symlink_to(tmp_path / "x")
    with lock.at_work(tmp_path / "x"):
        assert lock.lock_file(tmp_path / "y") == lock.lock_file(tmp_path / "x")
        assert not lock.hold(tmp_path / "y"), "this thread has it already"
    assert not lock.is_held(tmp_path / "y")


def test_where_no_lock_can_be_made_nobody_is_kept_out(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    assert lock.hold(tmp_path / "file" / "x")
    lock.let_go(tmp_path / "file" / "x")
    assert not lock.is_held(tmp_path / "file" / "x")
