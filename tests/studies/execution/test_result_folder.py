"""Names and folders: what is refused, what is replaced, what is never lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from borderSim.errors import InputError
from borderSim.language.phrases import speaking, told
from borderSim.scenario.load import load_levels
from borderSim.studies import compare as module
from borderSim.studies.analysis import precision
from borderSim.studies.execution import files, provenance
from borderSim.studies.execution.job import RunsFailedError
from tests.studies import fake
from tests.studies.conftest import contents, status


def test_default_names(toy):
    def name(**settings):
        return toy(name=None, **{"plane": False} | settings).folder.name

    assert name() == name(replications=5) == name(workers=2) == "compare-toy"
    others = [
        name(**s)
        for s in ({"years": 0.2}, {"levels": ["alpha", "beta"]}, {"seed": 2}, {"plane": True})
    ]
    assert len(set(others)) == 4
    assert all(
        other.startswith("compare-toy-") and len(other) == len("compare-toy-") + 8
        for other in others
    )
    assert name(scenarios=["toy", "other"]) == "compare-toy-other"


def test_another_configuration_is_refused_and_nothing_lost(toy):
    first = toy(name="x")
    before = contents(first.folder)
    with pytest.raises(
        InputError, match=r"x holds another configuration \(it differs in years\).*overwrite=true"
    ) as refused:
        toy(name="x", years=0.2)
    with speaking("fr"):
        assert "contient une autre configuration (elle diffère par years)" in told(
            refused.value.args[0]
        )
    assert contents(first.folder) == before


def test_overwrite_replaces_the_whole(toy, tmp_path):
    toy(name="x", overrides=["events=true"])
    new = toy(name="x", years=0.2, overwrite=True)
    assert new.folder == tmp_path / "results" / "x"
    assert new.manifest["years"] == 0.2
    assert not (new.folder / "events.parquet").exists()
    assert [p.name for p in (tmp_path / "results").iterdir()] == ["x"]


def test_an_old_result_stays_until_the_new_one_is_whole(toy, tmp_path):
    old = contents(toy(name="x", replications=4).folder)
    with pytest.raises(KeyboardInterrupt):
        toy(fake.stop_at_third, name="x", replications=4, years=0.2, overwrite=True)
    assert contents(tmp_path / "results" / "x") == old
    with pytest.raises(RunsFailedError):
        toy(fake.all_fail, name="x", replications=4, years=0.3, overwrite=True)
    assert contents(tmp_path / "results" / "x") == old
    new = toy(fake.counted, name="x", replications=4, years=0.2, overwrite=True)
    assert sorted(p.name for p in tmp_path.glob("seed*")) == ["seed3", "seed4"], (
        "it went on where it was stopped"
    )
    assert contents(new.folder) != old
    assert [p.name for p in (tmp_path / "results").iterdir()] == ["x"]


def test_a_replacement_killed_between_its_renames_is_mended(toy, tmp_path):
    first = toy(name="x")
    before = contents(first.folder)
    first.folder.rename(tmp_path / "results" / ".x.old")
    assert contents(toy(fake.all_fail, name="x").folder) == before


def test_runs_of_another_program_are_not_mixed(toy, monkeypatch):
    toy(name="x", replications=2)
    monkeypatch.setattr(provenance, "source_hash", lambda: "another")
    assert any(
        "another version of the program" in note for note in toy(name="x", replications=2).notes
    )
    with pytest.raises(InputError, match="made by another version of the program"):
        toy(name="x", replications=3)
    assert len(toy(name="x", replications=3, overwrite=True).runs) == 9


@pytest.mark.parametrize(
    "name", ["", " ", "..", "a/b", "../a", "a..b", ".hidden", "a\\b", "a\nb", "x" * 121]
)
def test_bad_names(toy, tmp_path, name):
    with pytest.raises(InputError, match="name="):
        toy(name=name)
    assert not (tmp_path / "results").exists()


def test_a_link_that_leaves_the_results_folder_is_refused(toy, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "x").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputError, match="leaves the results folder"):
        toy(name="x")
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_folder_of_someone_else_is_never_touched(toy, tmp_path, overwrite):
    theirs = tmp_path / "results" / "x" / "thesis.txt"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("years of work")
    with pytest.raises(InputError, match="is no result"):
        toy(name="x", overwrite=overwrite)
    assert theirs.read_text() == "years of work"


def test_results_folder_that_cannot_be_written(toy, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match=r"results_dir=.*nothing can be written"):
        toy(results_dir=tmp_path / "file")


@pytest.mark.parametrize(
    "settings",
    [
        {"replications": 0},
        {"replications": -1},
        {"replications": True},
        {"replications": 1.5},
        {"workers": 0},
        {"workers": "2"},
        {"years": 0},
        {"years": -1},
        {"years": float("nan")},
        {"years": float("inf")},
        {"years": "1"},
        {"seed": -1},
        {"seed": 2**63},
        {"scenarios": []},
        {"scenarios": ["toy", "toy"]},
        {"overrides": "a=b"},
    ],
)
def test_wrong_input_is_one_sentence_and_writes_nothing(toy, tmp_path, settings):
    with pytest.raises(InputError) as told:
        toy(**settings)
    assert next(iter(settings)).rstrip("s") in str(told.value) and "\n" not in str(told.value)
    assert not (tmp_path / "results").exists()


def test_orphaned_temporary_files_are_cleared(toy):
    found = toy(replications=2)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    for folder in (found.folder, found.folder / "parts"):
        (folder / f".runs.parquet.{ended.pid}.tmp").write_bytes(b"half")
    alive = found.folder / "parts" / f".x.{os.getppid()}.tmp"
    alive.write_bytes(b"being written by another program")
    toy(replications=3)
    assert list(found.folder.rglob(".*")) == [alive]


def test_a_write_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    path = files.write_text(tmp_path / "a", "old")
    monkeypatch.setattr(os, "fsync", lambda fd: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match=r"disk full|a'"):
        files.write_text(path, "new")
    assert path.read_text() == "old" and [p.name for p in tmp_path.iterdir()] == ["a"]


def test_find_result(toy, tmp_path):
    found = toy(name="x")
    assert files.find_result("x", tmp_path / "results") == found.folder
    assert files.find_result(str(found.folder)) == found.folder
    for bad in ("", "y", "../x"):
        with pytest.raises(InputError, match="is no result"):
            files.find_result(bad, tmp_path / "results")


def test_load_refuses_what_is_not_whole(toy, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        toy(fake.stop_at_third)
    with pytest.raises(InputError, match="not finished"):
        module.Comparison.load(tmp_path / "results" / "compare-toy")
    with pytest.raises(InputError, match="no result there"):
        module.Comparison.load(tmp_path)


def test_hash_is_that_of_the_stored_configuration(toy):
    manifest = json.loads((toy().folder / "manifest.json").read_text())
    covered = {key: manifest[key] for key in ("choices", "config", "level_config")}
    assert provenance.config_hash(covered) == manifest["config_hash"]
    assert status(toy().folder) == {"done": 9, "failed": 0, "left": 0}


@pytest.mark.parametrize(
    "typed",
    [
        {"replications": 4},
        {"replications": 2},
        {"replications": None, "max_replications": 5},
        {"replications": 4, "plane": True},
    ],
)
def test_a_finished_result_of_another_version_stays_until_it_is_to_be_made_anew(
    toy, monkeypatch, tmp_path, typed
):
    monkeypatch.setattr(precision.Rule, "counts", lambda self: iter((2, 4)))
    made = toy(name="x", **typed | {"replications": typed["replications"] and 4})
    files_of = {path: path.read_bytes() for path in made.folder.rglob("*") if path.is_file()}
    monkeypatch.setattr(provenance, "source_hash", lambda: "another")
    again = toy(fake.all_fail, name="x", **typed)
    assert any("another version of the program" in note for note in again.notes)
    assert files_of == {path: path.read_bytes() for path in files_of}, "nothing was written anew"
    with pytest.raises(RunsFailedError):
        toy(fake.all_fail, name="x", overwrite=True, **typed)
    assert files_of == {path: path.read_bytes() for path in files_of}, "the old one stays"
    anew = toy(name="x", overwrite=True, **typed)
    assert anew.manifest["source_hash"] == "another" and not anew.notes[:-1]
    assert [path.name for path in (tmp_path / "results").iterdir()] == ["x"]


def test_what_follows_replaces_its_own_kind_but_nothing_finished_of_another_version(
    tmp_path, monkeypatch
):
    levels = load_levels("training", "all", ["burn_in_days=20", "years=0.1"], "coexistence")
    names = list(levels)

    def pairs(*chosen, **given):
        found = {name: levels[name] for name in (names[0], *chosen)}
        where = {"replications": 1, "workers": 1, "name": "pairs", "results_dir": tmp_path}
        return module.compare_loaded(found, **where | given)

    monkeypatch.setattr(provenance, "source_hash", lambda: "one")
    pairs(names[1])
    with pytest.raises(InputError, match="another configuration"):
        pairs(names[2])
    assert pairs(names[2], follows=True).manifest["choices"]["levels"] == [names[0], names[2]]
    before = (tmp_path / "pairs" / "manifest.json").read_bytes()
    monkeypatch.setattr(provenance, "source_hash", lambda: "another")
    for chosen, given in ((names[1], {}), (names[2], {"replications": 2})):
        with pytest.raises(InputError, match="overwrite=true"):
            pairs(chosen, follows=True, **given)
    assert pairs(names[2], follows=True).notes, "that it is of another version is told"
    assert (tmp_path / "pairs" / "manifest.json").read_bytes() == before
    assert pairs(names[1], overwrite=True).manifest["source_hash"] == "another"
