"""A report shows the mechanisms of a run of its very configuration, or says that none was made and how to make one."""

import dataclasses
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from borderSim.report.comparison.source import View
from borderSim.report.full_report.mechanisms_run import carried
from borderSim.report.full_report.page import write_report
from borderSim.studies.execution import manifest
from tests.report.synthetic import Synthetic
from tests.studies.analysis.test_mechanisms_finding import HIGH, LOW, found

CONFIG = {"years": 6.0, "title": "words", "customs": {"random_share": 0.1}}
LEVELS = {LOW: {}, HIGH: {"partnership": {"traits": {"lookup_prob": 0.95}}}}
ABOUT = {
    "behaviour": "b",
    "choices": {"analysis": "mechanisms"},
    "state": manifest.COMPLETE,
    "config": {"national": CONFIG},
    "level_config": {"national": LEVELS},
}


def view(folder: Path | None, **own: object) -> View:
    """Return a comparison of the two levels, with a manifest of its own."""
    about = {
        "behaviour": "b",
        "config": {"national": CONFIG | {"title": "other words"}},
        "level_config": {"national": LEVELS},
        "scenarios": ["national"],
        "years": 6.0,
        "present": LOW,
        "levels": [{"name": LOW}, {"name": HIGH}],
    } | own
    return View(SimpleNamespace(manifest=about, folder=folder))  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A results folder with a comparison and a run of mechanisms; returns the folder of the comparison."""
    run, own = tmp_path / "some-run", tmp_path / "comparison"
    run.mkdir()
    own.mkdir()
    manifest.write(run, {"schema_version": 2, "config_hash": "c", **ABOUT})
    (run / "findings.json").write_text(json.dumps(found().numbers), "utf-8")
    return own


def test_a_run_of_the_very_configuration_is_shown(folder: Path):
    told = carried(view(folder), [])
    assert (told.name, told.step, told.replicates) == ("some-run", (LOW, HIGH), 12)
    assert told.picture is not None and "look-up and awareness" in " ".join(told.sentences)


@pytest.mark.parametrize(
    "own",
    [
        {"behaviour": "another model"},
        {"behaviour": None},
        {"config": {"national": CONFIG | {"years": 5.0}}},
        {"level_config": {"national": {LOW: {}, HIGH: {"partnership": {"traits": {}}}}}},
        {"levels": [{"name": LOW}, {"name": "coordination"}]},
        {"config": {}},
    ],
)
def test_a_run_of_anything_else_is_not(folder: Path, own: dict[str, object]):
    told = carried(view(folder, **own), ["budget.rule=fixed"])
    assert told.name == "" and told.picture is None
    assert (
        told.command
        == "bordersim sweep experiment=mechanisms scenario=national years=6 budget.rule=fixed"
    )


def test_what_lies_there_damaged_or_unfinished_is_passed_over(folder: Path):
    run = folder.parent / "some-run"
    (run / "findings.json").write_text("{", "utf-8")
    assert carried(view(folder), []).name == ""
    (run / "manifest.json").write_text("mechanisms, but no manifest", "utf-8")
    assert carried(view(folder), []).name == ""
    assert carried(view(None), []).name == ""


def test_the_report_says_which_it_is(five: Synthetic, report: Path, tmp_path: Path):
    assert "bordersim sweep experiment=mechanisms scenario=" in report.read_text("utf-8")
    levels = [level["name"] for level in five.manifest["levels"]]
    numbers = found().numbers
    numbers["steps"][0] |= {"lower": levels[0], "higher": levels[-1]}
    config: dict[str, object] = {"config": {"national": CONFIG}, "behaviour": "b"}
    config["level_config"] = {"national": {levels[0]: {}, levels[-1]: {}}}
    (tmp_path / "run").mkdir()
    manifest.write(tmp_path / "run", {"schema_version": 2, "config_hash": "c", **ABOUT, **config})
    (tmp_path / "run" / "findings.json").write_text(json.dumps(numbers), "utf-8")
    own = dataclasses.replace(five, manifest=five.manifest | config)
    vars(own)["folder"] = tmp_path / "comparison"
    text = write_report(own, tmp_path / "r.html").read_text("utf-8")
    assert "of this very configuration (run, 12 replicates)" in text
    assert 'id="figure-0-mechanisms"' in text and "experiment=mechanisms scenario=" not in text
