"""Disks that are full or read-only: one sentence, nothing lost, and the same command goes on."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from borderSim.cli import main
from borderSim.errors import InputError, StoppedError
from borderSim.studies import compare
from borderSim.studies.execution import files, manifest
from borderSim.studies.execution.status import standing
from tests.studies import fake
from tests.studies.conftest import contents

PAGES = compare.write_pages
FULL = os.strerror(errno.ENOSPC)


@pytest.fixture
def paged(toy, monkeypatch):
    """Comparisons of the fake world that write (small) pages."""
    monkeypatch.setattr(
        compare.Comparison,
        "report",
        lambda self: files.write_text(self.folder / "report.html", f"{len(self.runs)} runs"),
    )
    monkeypatch.setattr(
        compare.Comparison,
        "class_page",
        lambda self: files.write_text(self.folder / "class.html", "a page for a class"),
    )
    monkeypatch.setattr(
        compare.Comparison,
        "brief",
        lambda self: files.write_text(self.folder / "brief.html", "two pages"),
    )

    def run(*args, **settings):
        monkeypatch.setattr(compare, "write_pages", PAGES)
        return toy(*args, **settings)

    return run


def test_full_at_every_place_where_something_is_written(paged, tmp_path, monkeypatch):
    settings = {"replications": 2, "overrides": ["events=true"]}
    whole = contents(paged(**settings, results_dir=tmp_path / "whole").folder)
    flush, ends = os.fsync, []
    for last in range(1, 200):
        written = []

        def full(fd, written=written, last=last):
            written.append(fd)
            if len(written) >= last:
                raise OSError(errno.ENOSPC, FULL)
            flush(fd)

        place = tmp_path / str(last)
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", full)
            try:
                found = paged(**settings, results_dir=place)
            except StoppedError as error:
                assert FULL in str(error) and "\n" not in str(error)
                ends.append("stopped")
            else:
                ends.append(" ".join(found.notes))
                assert contents(found.folder) == whole
        folder = place / "compare-toy"
        seen = standing(folder) if (folder / "manifest.json").exists() else None
        assert seen is None or (
            seen.runs.failed == 0
            and not [n for n in seen.notes if "damaged" in n or "foreign" in n]
        )
        assert not list(place.rglob(".*")), "nothing half written is left"
        again = paged(**settings, results_dir=place)
        assert contents(again.folder) == whole and (folder / "report.html").read_text() == "6 runs"
        assert manifest.read(folder)["pages"].keys() == {"report.html", "class.html", "brief.html"}
        assert not standing(folder).notes
        if not ends[-1]:
            break
    assert ends[0] == "stopped" and ends[-1] == "" and len(ends) > 12
    told = [end for end in ends if end not in ("stopped", "")]
    assert len(told) == 4 and all(
        "could not be written (No space left on device); the result is whole: 'bordersim report"
        in end
        for end in told
    )


def test_pages_that_could_not_be_written_are_made_later(paged, monkeypatch, capsys):
    def full(self):
        raise OSError(errno.ENOSPC, FULL)

    with monkeypatch.context() as patched:
        patched.setattr(compare.Comparison, "report", full)
        folder = paged(replications=2).folder
        assert main(["report", str(folder)]) == 1
    told = capsys.readouterr()
    assert (
        told.out == ""
        and told.err.count("\n") == 1
        and f"report.html could not be written ({FULL}); the result is whole" in told.err
    )
    assert main(["report", str(folder)]) == 0 and (folder / "report.html").exists()
    assert set(manifest.read(folder)["pages"]) == {"report.html", "class.html", "brief.html"}


def test_a_read_only_result_is_read_and_not_written(paged, monkeypatch, capsys):
    found = paged(replications=2)
    opened = Path.open

    def read_only(self, mode="r", *args, **kwargs):
        if set(mode) & set("wax+"):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return opened(self, mode, *args, **kwargs)

    monkeypatch.setattr(Path, "open", read_only)
    again = paged(fake.all_fail, replications=2)
    assert again.runs.equals(found.runs) and again.notes == ()
    for settings in ({"replications": 3}, {"years": 0.2, "overwrite": True}, {"name": "new"}):
        with pytest.raises(
            InputError, match=r"nothing can be written there \(Read-only file system\)"
        ):
            paged(**settings)
    assert (
        main(["report", str(found.folder)]) == 2
        and "nothing can be written there" in capsys.readouterr().err
    )
    assert main(["status", str(found.folder)]) == 0 and "(complete)" in capsys.readouterr().out


def test_a_folder_that_cannot_be_replaced_keeps_the_old_result(paged, monkeypatch, tmp_path):
    before = contents(paged(name="x").folder)
    moved = Path.rename

    def stuck(self, target):
        if str(target).endswith(".x.old"):
            # (as Windows does where a file is open)
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return moved(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", stuck)
        with pytest.raises(
            StoppedError,
            match=r"x: can't be replaced by the new result, which is whole in .*\.x\..*\.new \(Permission denied\)",
        ):
            paged(name="x", years=0.2, overwrite=True)
    assert contents(tmp_path / "results" / "x") == before
    assert contents(paged(fake.all_fail, name="x", years=0.2, overwrite=True).folder) != before
    assert [path.name for path in (tmp_path / "results").iterdir()] == ["x"]


@pytest.mark.parametrize("last", [1, 2])
@pytest.mark.parametrize("typed", [["bench"], ["validate", "only=[F1]"]])
def test_measured_and_judged_on_a_full_disk(typed, last, tmp_path, monkeypatch, capsys):
    """What was computed is printed.

    What the disk does not take ends in a sentence that names folder and reason.
    """
    from borderSim.benchmark import measure
    from borderSim.report.documents import benchmark as pages
    from borderSim.report.documents import validation as verdicts
    from borderSim.validation import run

    monkeypatch.setattr(measure, "measure", lambda told, other, classroom: {"speed": 1})
    monkeypatch.setattr(pages, "tables", lambda content: ["the tables"])
    monkeypatch.setattr(pages, "page", lambda content: "a page")
    monkeypatch.setattr(verdicts, "verdict_table", lambda content: "the tables")
    monkeypatch.setattr(verdicts, "page", lambda content: "a page")
    monkeypatch.setattr(run, "_carry_out", lambda units, processes, progress: [])
    monkeypatch.setattr(
        run,
        "row",
        lambda pattern, numbers: {"id": pattern.id, "class": "shown", "verdict": "inconclusive"},
    )
    flush, written = os.fsync, []

    def full(fd):
        written.append(fd)
        if len(written) >= last:
            raise OSError(errno.ENOSPC, FULL)
        flush(fd)

    monkeypatch.setattr(os, "fsync", full)
    assert main([*typed, f"results_dir={tmp_path}", "name=x"]) == 1
    out, err = capsys.readouterr()
    assert err.count("\n") == 1 and FULL in err and str(tmp_path / "x") in err
    assert "the tables" in out or (typed[0] == "validate" and last == 1)
    assert not list((tmp_path / "x").glob(".*"))
