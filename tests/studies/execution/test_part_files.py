"""Parts and the tables made of them: what may lie there, what may fail, and what must never matter."""

from __future__ import annotations

import errno
import json
import os

import pytest

from borderSim.errors import InputError, StoppedError
from borderSim.studies.execution import files, merge, part_files, scheduler, worker
from borderSim.studies.execution.status import standing
from tests.studies import fake, small


@pytest.fixture
def place(monkeypatch, tmp_path):
    monkeypatch.setenv(small.PLACE, str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("most", [1, 3, 250])
def test_bundling_does_not_matter(place, monkeypatch, most):
    small.study(place / "whole", 30, small.grows_columns)
    monkeypatch.setattr(scheduler, "MOST_TASKS", most)
    monkeypatch.setattr(scheduler._Loop, "_cut", lambda loop: _scattered(loop, most))
    found = small.study(place / "x", 30, small.grows_columns)
    assert len(list(found.parts.glob("*.runs.parquet"))) == {1: 30, 3: 10, 250: 1}[most]
    assert small.tables(place / "x") == small.tables(place / "whole")
    months = files.read_table(place / "x" / "monthly.parquet")
    assert [name for name in months.column_names if name.startswith("extra")][:3] == [
        "extra2",
        "extra8",
        "extra14",
    ], "by name of the task"


def test_rows_so_far_come_in_the_order_of_the_tasks_however_bundled(place, monkeypatch):
    monkeypatch.setattr(scheduler._Loop, "_cut", lambda loop: _scattered(loop, 7))
    found = small.study(place / "x", 30)
    works = [small.make(found.parts, small.quick, i) for i in range(29, -1, -1) if i != 4]
    runs = merge.runs_of(works)
    assert list(runs["seed"]) == [i for i in range(29, -1, -1) if i != 4 for _ in small.LEVELS]
    assert list(runs["level"]) == [*small.LEVELS] * 29


def _scattered(loop, most):
    """Cut chunks whose tasks stand in no order."""
    left = sorted(loop._works[loop._next :], key=lambda work: (work.seed * 7) % 30)
    loop._works, loop._next = left, min(most, len(left))
    return left[:most]


def test_row_groups_hold_the_same_rows_however_they_are_made(place, monkeypatch):
    small.study(place / "whole", 30)
    monkeypatch.setattr(merge, "CELLS", 186 * 7)
    monkeypatch.setattr(scheduler, "MOST_TASKS", 4)
    small.study(place / "x", 30)
    monkeypatch.setattr(scheduler, "MOST_TASKS", 11)
    small.study(place / "y", 30)
    assert small.tables(place / "x") == small.tables(place / "y")
    for kind in ("runs", "monthly"):
        one, other = (files.read_table(place / name / f"{kind}.parquet") for name in ("whole", "x"))
        assert one.equals(other)
    assert files.read_table(place / "x" / "runs.parquet").num_rows == 60


def test_damaged_and_foreign_files_are_named_and_left_alone(place):
    small.study(place / "whole", 30)
    with pytest.raises(StoppedError):
        small.study(place / "x", 30, small.fails_at_nine, on_error="stop")
    folder = place / "x" / "parts"
    damaged = sorted(folder.glob("*.runs.parquet"))[0]
    damaged.write_bytes(damaged.read_bytes()[:-20])
    torn = sorted(folder.glob("*.monthly.parquet"))[-1]
    torn.write_bytes(b"PAR1")
    (folder / "thesis.txt").write_text("years of work")
    (folder / "mine.monthly.parquet").write_bytes(b"mine")
    (folder / "bad.failed.json").write_text("{")
    before = {
        path: path.read_bytes()
        for path in (
            damaged,
            torn,
            folder / "thesis.txt",
            folder / "mine.monthly.parquet",
            folder / "bad.failed.json",
        )
    }
    found = small.study(place / "x", 30)
    told = " ".join(found.notes)
    assert all(path.name in told for path in before) and "none of this program's" in told
    assert all(path.read_bytes() == content for path, content in before.items())
    assert small.tables(place / "x") == small.tables(place / "whole")
    assert any("thesis.txt" in note for note in standing(found.folder).notes)


def test_a_damaged_table_is_made_anew(place):
    whole = small.tables(small.study(place / "x", 30).folder)
    (place / "x" / "runs.parquet").write_bytes(whole["runs"][:-9])
    small.study(place / "x", 30, fake.all_fail)
    assert small.tables(place / "x") == whole


def test_a_file_is_replaced_never_written_over(tmp_path):
    path = files.write_bytes(tmp_path / "table", b"old and long")
    with path.open("rb") as reader:
        files.write_bytes(path, b"new")
        assert reader.read() == b"old and long", "who has it open goes on reading what was there"
    assert path.read_bytes() == b"new" and [p.name for p in tmp_path.iterdir()] == ["table"]


@pytest.mark.parametrize("trouble", [errno.ENOSPC, errno.EIO])
def test_a_full_disk_ends_with_one_sentence_and_loses_nothing(place, monkeypatch, trouble):
    small.study(place / "whole", 30)
    monkeypatch.setattr(scheduler, "MOST_TASKS", 4)
    flush, written = os.fsync, []

    def full(fd):
        written.append(fd)
        if (
            len(written) > 8
        ):  # the manifest, three parts of two files, and the first file of the next
            raise OSError(trouble, os.strerror(trouble))
        flush(fd)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(
            StoppedError,
            match=f"nothing more can be written there .{os.strerror(trouble)}.; what is finished is kept",
        ) as told:
            small.study(place / "x", 30)
    assert "\n" not in str(told.value)
    found = standing(place / "x")
    assert (
        found.runs.done >= 2 * (1 + 2 * 4) and found.runs.failed == 0 and found.state == "stopped"
    )
    assert not list((place / "x").rglob(".*"))
    assert small.tables(small.study(place / "x", 30).folder) == small.tables(place / "whole")


def test_a_disk_that_is_full_when_tables_are_written(place, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(
            files,
            "write_groups",
            lambda *args: (_ for _ in ()).throw(OSError(errno.ENOSPC, "No space left on device")),
        )
        with pytest.raises(StoppedError, match="No space left on device"):
            small.study(place / "x", 30)
    assert standing(place / "x").runs.left == 0
    assert (
        len(files.read_frame(small.study(place / "x", 30, fake.all_fail).folder / "runs.parquet"))
        == 60
    )


def test_failures_are_rows_and_the_others_go_on(place):
    found = small.study(place / "x", 30, small.fails_at_nine)
    told = files.read_frame(found.folder / "failures.parquet")
    assert told[["part", "seed", "runs", "error"]].to_numpy().tolist() == [
        [small.stem(9), 9, 2, "ArithmeticError: the world \x1b[31mended"]
    ]
    assert "fails_at_nine" in told["traceback"][0]
    manifest = json.loads((found.folder / "manifest.json").read_text())
    assert (
        manifest["failed_parts"] == 1
        and "failures.parquet" in manifest["files"]
        and manifest["state"] == "failed"
    )
    assert len(files.read_frame(found.folder / "runs.parquet")) == 58
    healed = small.study(place / "x", 30)
    assert (
        not (healed.folder / "failures.parquet").exists()
        and standing(healed.folder).runs.failed == 0
    )
    assert not list(healed.parts.glob("*.failed.json"))


@pytest.mark.parametrize("workers", [1, 2])
def test_stop_at_the_first_failure(place, workers):
    with pytest.raises(
        StoppedError,
        match=r"stopped at the first failure \(on_error=stop\): seed 9: ArithmeticError: the world",
    ):
        small.study(place / "x", 150, small.fails_at_nine, workers, on_error="stop")
    assert (place / "begun").stat().st_size < 100
    found = standing(place / "x")
    assert found.runs.done > 0 and found.runs.failed == 2 and found.runs.left > 50
    small.study(place / "x", 150, workers=1)
    assert small.tables(place / "x") == small.tables(small.study(place / "whole", 150).folder)


def test_columns_that_change_their_type_lose_nothing(tmp_path):
    report = worker.Report()
    writer = worker.Writer(tmp_path, report)
    for i, value in enumerate(("a", 1, "b")):
        task = small.make(tmp_path, small.quick, i)
        writer.hold(
            task,
            [
                ({**branch.labels, "x": value}, result)
                for branch, result in zip(
                    task.branches,
                    small.quick(task.present, [b.scenario for b in task.branches], i),
                    strict=True,
                )
            ],
        )
    writer.write()
    ledger = part_files.Ledger(tmp_path)
    assert set(ledger.done) == {small.stem(i) for i in range(3)} and len(report.parts) == 3


def test_parts_written_before_they_held_several_tasks_are_read(place):
    found = small.study(place / "x", 1)
    path = next(found.parts.glob("*.runs.parquet"))
    table = files.read_table(path)
    path.unlink()
    files.write_table(found.parts / f"{small.stem(0)}.runs.parquet", table)
    (found.parts / f"{small.stem(1)}.failed.json").write_text(
        json.dumps({"seed": 1, "reason": "it rained", "details": ""})
    )
    ledger = part_files.Ledger(found.parts)
    assert (
        set(ledger.done) == {small.stem(0)} and ledger.failures[small.stem(1)].reason == "it rained"
    )


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        (
            {"engine": "dusk"},
            r"engine='dusk': there is no such engine \(did you mean 'dask'\?\); there are: local, dask, mpi",
        ),
        ({"on_error": "halt"}, "on_error='halt': must be continue or stop"),
        (
            {"scheduler": "tcp://x:1"},
            "scheduler='tcp://x:1': belongs to engine=dask, not to engine=local",
        ),
        ({"engine": "dask", "scheduler": "here"}, "must be an address such as tcp://host:8786"),
        ({"engine": "dask", "scheduler": "no.json"}, "there is no such file"),
    ],
)
def test_wrong_input(how, sentence):
    if how.get("engine") == "dask":
        pytest.importorskip("distributed", reason="distributed is not installed")
    with pytest.raises(InputError, match=sentence):
        scheduler.How(**how)
