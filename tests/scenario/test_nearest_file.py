"""A file or result that is not there: the sentence names the nearest one of its kind."""

from __future__ import annotations

from pathlib import Path

import pytest

import borderSim as bs
from borderSim.cli import main
from borderSim.errors import InputError
from borderSim.scenario.own_files import beside, nearest_file


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files of one's own and results, in the folder where one is."""
    monkeypatch.chdir(tmp_path)
    for name in ("grid.yaml", "grid.csv", "other/mine.yml", "results/notes/notes.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    for name in ("results/sweep-grid", "elsewhere/compare-port"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "manifest.json").write_text("{}")
    return tmp_path


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("gird.yaml", "grid.yaml"),
        ("gird.yml", "grid.yaml"),
        ("grid.csw", ""),
        ("gird.csv", "grid.csv"),
        ("other/mien.yaml", "other/mine.yml"),
        ("nowhere/grid.yaml", ""),
        ("entirely_different.yaml", ""),
        ("a\0b.yaml", ""),
        ("~nobody_here/grid.yaml", ""),
    ],
)
def test_the_nearest_file_of_the_same_kind(folder, given, meant):
    assert nearest_file(given) == (f" (did you mean '{meant}'?)" if meant else "")


def test_it_is_looked_for_beside_the_file_that_names_it(folder):
    with beside(folder / "other" / "mine.yml"):
        assert "did you mean 'mine.yml'" in nearest_file("mien.yml")
    assert "did you mean 'mine.yml'" in nearest_file("mien.yml", "other/mine.yml: present")
    assert "mine" not in nearest_file("mien.yml")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["status", "sweep-grids"], "sweep-grid"),
        (["sensitivity", "sweep-gird"], "sweep-grid"),
        (["export", "sweep-gird"], "sweep-grid"),
        (["report", "results/sweep-gird"], "results/sweep-grid"),
        (["status", "elsewhere/compare-prot"], "elsewhere/compare-port"),
        (["sweep", "experiment=gird.yaml"], "grid.yaml"),
        (["run", "scenario=gird.yaml"], "grid.yaml"),
        (["run", "scenario=training", "shocks=[gird.yaml]"], "grid.yaml"),
        (["diagnose", "gird.yaml"], "grid.yaml"),
        (["country", "gird.csv"], "grid.csv"),
    ],
)
def test_commands_tell_it(folder, capsys, typed, meant):
    assert main(typed) == 2
    assert f"(did you mean '{meant}'?)" in capsys.readouterr().err


def test_python_tells_it(folder):
    with pytest.raises(InputError, match=r"did you mean 'sweep-grid'"):
        bs.load_result("sweep-grids")
    with pytest.raises(InputError, match=r"is no result.*manifest\.json$"):
        bs.load_result("note")  # (a folder that holds no result)
    with pytest.raises(InputError, match=r"did you mean 'grid\.csv'"):
        bs.read_network("gird.csv")
