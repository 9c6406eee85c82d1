"""Killed at any moment and typed again: the same bytes, nothing missing, nothing twice."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from borderSim.studies.execution import lock, worker
from borderSim.studies.execution.files import read_frame
from borderSim.studies.execution.part_files import Ledger
from borderSim.studies.execution.status import standing
from tests.studies import small

ROOT = Path(__file__).parents[3]
FRESH = multiprocessing.get_context("forkserver")
FRESH.set_forkserver_preload(["tests.studies.small"])


@pytest.fixture
def place(monkeypatch, tmp_path):
    monkeypatch.setenv(small.PLACE, str(tmp_path))
    # (what the world changes in this process is undone)
    monkeypatch.setattr(worker, "SECONDS", worker.SECONDS)
    return tmp_path


def child(place, target, *args):
    os.environ[small.PLACE] = str(place)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    target(*args)


def started(place, folder, tasks, simulate, workers):
    process = FRESH.Process(
        target=child, args=(place, small.study, folder, tasks, simulate, workers)
    )
    process.start()
    return process


@pytest.mark.parametrize(("workers", "kills", "longest"), [(1, 12, 0.5), (2, 3, 2.5)])
def test_parent_killed_at_random_moments(place, workers, kills, longest):
    tasks, chances = {1: 240, 2: 400}[workers], random.Random(workers)
    done, killed = [], 0
    while killed < kills:
        process = started(place, place / "x", tasks, small.often, workers)
        process.join(chances.uniform(0.05, longest))
        if not process.is_alive():
            break
        process.kill()
        process.join()
        killed += 1
        if (place / "x" / "parts").is_dir():
            done.append(len(Ledger(place / "x" / "parts").done))
    assert killed == kills or workers == 2, "it must be long enough to be killed so often"
    assert killed and done == sorted(done), "nothing that was finished is lost"
    small.study(place / "x", tasks, workers=workers)
    small.study(place / "whole", tasks)
    assert small.tables(place / "x") == small.tables(place / "whole")
    runs = read_frame(place / "x" / "runs.parquet")
    assert sorted(zip(runs["seed"], runs["level"], strict=True)) == [
        (i, level) for i in range(tasks) for level in small.LEVELS
    ]
    assert not [path for path in (place / "x").rglob("*") if path.name.startswith(".")]


def test_a_kill_while_tables_are_written(place, monkeypatch):
    from borderSim.studies.execution import files, merge

    small.study(place / "whole", 24)
    monkeypatch.setattr(merge, "CELLS", 1000)  # several row groups: the rows go through files

    def killed(*args, **kwargs):
        raise SystemExit  # (as little is tidied up by it as by a kill: what `finally` does is asked below)

    with monkeypatch.context() as patched:
        patched.setattr(files, "write_groups", killed)
        with pytest.raises(SystemExit):
            small.study(place / "x", 24)
    (place / "x" / f".merge-runs.{2**22 + 1}.tmp").mkdir()
    (place / "x" / f".merge-runs.{2**22 + 1}.tmp" / "0").write_bytes(b"half")
    assert not (place / "x" / "runs.parquet").exists()
    assert standing(place / "x").runs.left == 0
    found = small.study(place / "x", 24)
    assert read_frame(found.folder / "runs.parquet").equals(
        read_frame(place / "whole" / "runs.parquet")
    )
    assert not list(found.folder.rglob(".*"))


@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_keeps_what_is_finished(place, workers):
    process = started(place, place / "x", 400, small.told, workers)
    marks, deadline = place / "finished", time.monotonic() + 120
    while not (marks.exists() and marks.stat().st_size >= 20) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert process.pid
    os.kill(process.pid, signal.SIGINT)
    process.join(120)
    assert process.exitcode == 1, "a KeyboardInterrupt that nobody catches"
    finished, done = marks.stat().st_size, len(Ledger(place / "x" / "parts").done)
    assert finished - workers <= done < 400
    time.sleep(0.3)
    assert marks.stat().st_size <= finished + workers, "workers outlived their parent"
    found = standing(place / "x")
    assert (
        found.state == "stopped"
        and found.runs.done == 2 * done
        and found.command == "bordersim sweep experiment=small 'name=a b'"
    )


def test_a_worker_killed_takes_nothing_with_it(place):
    small.study(place / "x", 40, small.kills_once, 2)
    small.study(place / "whole", 40)
    assert small.tables(place / "x") == small.tables(place / "whole")
    assert {p.stat().st_size for p in place.glob("killed*")} == {2}


def test_a_task_that_always_kills_its_worker_is_given_up(place):
    found = small.study(place / "x", 40, small.kills_always, 2)
    told = read_frame(found.folder / "failures.parquet")
    assert list(told["seed"]) == [9] and "died 3 times" in told["error"][0]
    assert (place / "poison").stat().st_size in (3, 4), (
        "three times alone, and once in company unless it came alone"
    )
    assert sorted(set(read_frame(found.folder / "runs.parquet")["seed"])) == [
        i for i in range(40) if i != 9
    ]


HOLD = """
import sys, time
from pathlib import Path
from borderSim.studies.execution import lock
print(lock.hold(Path(sys.argv[1])), flush=True)
time.sleep(60)
"""


def test_one_program_at_a_time(place):
    found = small.study(place / "x", 4, small.fails_at_nine)
    (found.folder / "runs.parquet").unlink()
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(found.folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout and other.stdout.readline() == "True\n"
    try:
        assert standing(found.folder).state == "running"
        with pytest.raises(ValueError, match="another 'bordersim' is at work"):
            small.study(place / "x", 4)
    finally:
        other.kill()
        other.communicate()
    assert not list(place.glob(".x*")) or lock.lock_file(found.folder).is_file(), (
        "a killed program's lock file may lie there; it keeps nobody out"
    )
    assert small.study(place / "x", 4).folder == found.folder
    assert not list(place.glob(".*")), "nobody works: nothing of it is left"
    assert standing(found.folder).state == "complete"


def test_the_end_of_a_jobs_time_is_told_as_ctrl_c_is(tmp_path):
    typed = [
        sys.executable,
        "-m",
        "borderSim",
        "compare",
        "scenario=training",
        "replications=50",
        "plane=false",
        "workers=1",
        "name=x",
        f"results_dir={tmp_path}",
    ]
    process = subprocess.Popen(typed, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 120
    while (
        not list((tmp_path / "x" / "parts").glob("*.runs.parquet")) and time.monotonic() < deadline
    ):
        time.sleep(0.05)
    process.terminate()
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert (
        told.decode()
        .strip()
        .splitlines()[-1]
        .endswith("stopped; what is finished is kept, the same command goes on from there")
    )
    assert b"Traceback" not in told and b"Warning" not in told
