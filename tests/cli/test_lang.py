"""``lang=``: the language of tables and pages, which changes nothing that is computed or stored in tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from borderSim.cli import main
from borderSim.language.current import current
from borderSim.results.comparison import Comparison
from tests.report.full_report.test_french import english_in, numbers, visible

SMALL = ["scenario=training", "years=0.1", "replications=2", "levels=[coexistence,cooperation]"]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One comparison asked for in French, the same in English."""
    folder = tmp_path_factory.mktemp("results")
    for name, lang in (("english", []), ("french", ["lang=fr"])):
        typed = ["compare", *SMALL, *lang, f"name={name}", f"results_dir={folder}", "workers=1"]
        assert main(typed) == 0
    return folder


def test_french_pages_stand_beside_the_english_ones(results: Path):
    pages = {path.name for path in (results / "french").glob("*.html")}
    assert {"report.html", "report.fr.html", "brief.html", "brief.fr.html"} <= pages
    assert not list((results / "english").glob("*.fr.html"))
    assert '<html lang="en">' in (results / "french" / "report.html").read_text("utf-8")
    assert '<html lang="fr">' in (results / "french" / "report.fr.html").read_text("utf-8")


@pytest.mark.parametrize("name", ["report", "brief"])
def test_pages_of_a_real_result_hold_the_same_numbers_and_no_english(results: Path, name: str):
    english = visible(results / "french" / f"{name}.html")
    french = visible(results / "french" / f"{name}.fr.html")
    assert numbers(french, "fr") == numbers(english, "en")
    assert english_in(french) == []


def test_the_language_changes_no_hash_no_table_and_no_command(results: Path):
    english, french = (
        json.loads((results / name / "manifest.json").read_text("utf-8"))
        for name in ("english", "french")
    )
    assert french["config_hash"] == english["config_hash"]
    assert not [part for part in french["command"] if "lang" in part]
    for path in sorted((results / "english").glob("*.*")):
        if path.suffix in (".csv", ".parquet"):
            assert path.read_bytes() == (results / "french" / path.name).read_bytes(), path.name


def test_a_finished_result_gets_its_french_page_without_simulating(
    results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch
):
    monkeypatch.setattr("borderSim.simulation.BorderModel.__init__", _refuse)
    page = Comparison.load(results / "english").report(tmp_path / "own.html", lang="fr")
    assert "Ce que cela dit pour une décision" in page.read_text("utf-8")
    assert main(["report", "french", f"results_dir={results}", "lang=fr"]) == 0
    assert "rapport" in capsys.readouterr().out
    assert current() == "en"


def _refuse(*_: object, **__: object) -> None:
    raise AssertionError("nothing is to be simulated")


def test_the_tables_of_the_terminal_are_french(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    typed = ["run", "scenario=training", "years=0.1", f"results_dir={tmp_path}", "lang=fr"]
    assert main(typed) == 0
    out = capsys.readouterr().out
    assert "résultat" in out and "saisies par an" in out
    assert "seizures a year" not in out


@pytest.mark.parametrize("command", ["compare", "report", "run"])
def test_an_unknown_language_is_refused_in_one_sentence(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    typed = [command, *(["none"] if command == "report" else []), "lang=frr"]
    assert main([*typed, f"results_dir={tmp_path}"]) == 2
    said = capsys.readouterr()
    assert said.err == (
        "bordersim: lang=frr: no such language (did you mean 'fr'?); there are: en, fr\n"
    )
    assert said.out == "" and list(tmp_path.iterdir()) == []
