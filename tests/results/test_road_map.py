"""The road map that a comparison keeps: only one of the very scenario, and as it was written."""

import json
import shutil

import pytest

import borderSim as bs
from borderSim.cli import main
from borderSim.errors import InputError
from borderSim.results import road_map
from borderSim.scenario.load import load_scenario, scenario_as_dict
from borderSim.studies.execution import manifest
from tests.diagnose.planted import kept_in

SHORT = {"replications": 2, "years": 0.1, "overrides": ["burn_in_days=20"], "workers": 1}
SCENARIO = "base: training\npresent: communication\nburn_in_days: 20\n"
HEAD = "stands first by its mean gain of all measures tried."


@pytest.fixture
def diagnosed(tmp_path, monkeypatch):
    """A folder with a scenario and the road map of its diagnosis; where one stands."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "diagnosis"
    folder.mkdir()
    (folder / "scenario.yaml").write_text(SCENARIO)
    kept_in(folder)
    seal(folder / road_map.FILE, folder / "scenario.yaml")
    return folder


def seal(path, scenario):
    """Say of a road map that it is of a scenario."""
    raw = {
        k: v for k, v in json.loads(path.read_text()).items() if k not in ("country", "checksum")
    }
    config = scenario_as_dict(load_scenario(str(scenario)))
    path.write_text(json.dumps(road_map.sealed(raw, config)))


def compared(folder, **more):
    """The comparison of its scenario, of two levels and a few days."""
    return bs.compare(
        str(folder / "scenario.yaml"),
        levels=["cooperation"],
        name="made",
        results_dir=folder.parent,
        **{**SHORT, **more},
    )


def brief_of(comparison, folder=None):
    return ((folder or comparison.folder) / "brief.html").read_text()


def test_a_comparison_keeps_it_and_says_it_again_wherever_it_lies(diagnosed, tmp_path, capsys):
    made = compared(diagnosed)
    assert (
        HEAD in brief_of(made)
        and "First by its mean gain:" in (made.folder / "report.html").read_text()
    )
    assert not [note for note in made.notes if road_map.UNTOLD in note]
    shutil.rmtree(diagnosed)
    away = tmp_path / "elsewhere" / "result"
    shutil.copytree(made.folder, away)
    shutil.rmtree(made.folder)
    before = (away / "brief.html").read_bytes()
    (away / "brief.html").unlink()
    assert main(["report", str(away)]) == 0
    assert (away / "brief.html").read_bytes() == before
    path = away / "inputs" / road_map.FILE
    path.write_text(path.read_text().replace('"order": 1', '"order": 2'))
    capsys.readouterr()
    assert main(["report", str(away)]) == 0
    assert road_map.UNTOLD in capsys.readouterr().err and HEAD not in brief_of(made, away)


def test_the_line_of_the_result_makes_the_same_brief(diagnosed, tmp_path, monkeypatch):
    made = compared(diagnosed)
    empty = tmp_path / "empty"
    shutil.copytree(made.folder / "inputs", empty / "inputs")
    monkeypatch.chdir(empty)
    assert main([*made.manifest["command"][1:], "workers=1"]) == 0
    (again,) = (empty / "results").glob("*/brief.html")
    assert again.read_text() == brief_of(made)


def test_a_road_map_that_comes_later_is_taken_into_the_same_result(diagnosed, tmp_path):
    (diagnosed / road_map.FILE).rename(tmp_path / "later.json")
    assert HEAD not in brief_of(compared(diagnosed))
    (tmp_path / "later.json").rename(diagnosed / road_map.FILE)
    assert HEAD in brief_of(compared(diagnosed))
    (diagnosed / road_map.FILE).unlink()
    assert HEAD in brief_of(compared(diagnosed)), "what was kept stays"


# ------------------------------------------------------------------- without a comparison
COPY = "inputs/scenario.yaml"


def kept(diagnosed, *settings, folder=None):
    """What becomes of the road map in a result of the scenario, changed by settings."""
    loaded = load_scenario(str(diagnosed / "scenario.yaml"), list(settings))
    folder = folder or diagnosed.parent / "result"
    newly, told = road_map.keep(
        str(diagnosed / "scenario.yaml"), COPY, scenario_as_dict(loaded), folder
    )
    return newly, told, (folder / "inputs" / road_map.FILE).is_file()


@pytest.fixture
def result(tmp_path):
    """The folder of a result, with a manifest."""
    folder = tmp_path / "result"
    (folder / "inputs").mkdir(parents=True)
    manifest.write(
        folder, {"config_hash": "0", "schema_version": 2, "given": {"scenarios": {"x": COPY}}}
    )
    return folder


def test_it_is_written_once_and_the_manifest_tells_of_it(diagnosed, result):
    assert kept(diagnosed) == (True, [], True)
    assert kept(diagnosed) == (False, [], True)
    told = json.loads((result / "manifest.json").read_text())
    assert "inputs/road_map.json" in told["pages"]
    assert road_map.kept(result, told)[0]["steps"]


@pytest.mark.parametrize(
    "setting", ["years=3", "measure_from_year=1", "transition=ramp", "events=true"]
)
def test_another_horizon_is_of_the_same_country(diagnosed, result, setting):
    assert kept(diagnosed, setting) == (True, [], True)


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("organisations.count=3", "organisations"),
        ("budget.rule=fixed", "budget"),
        ("present=coexistence", "partnership, present"),
    ],
)
def test_that_of_another_scenario_is_not_taken_and_told(diagnosed, result, setting, said):
    kept(diagnosed)
    newly, (told,), there = kept(diagnosed, setting)
    assert newly and not there, "what was kept before is taken away, and the pages are made anew"
    assert told.startswith(road_map.UNTOLD) and f"they differ in {said})" in told


def test_the_manifest_does_not_name_what_was_taken_away(diagnosed, result):
    kept(diagnosed)
    kept(diagnosed, "organisations.count=3")
    assert manifest.read(result)["pages"] == {}
    kept(diagnosed)
    (result / "inputs" / road_map.FILE).unlink()  # (killed before the manifest was written)
    kept(diagnosed, "organisations.count=3")
    assert manifest.read(result)["pages"] == {}


def test_a_scenario_that_was_changed_after_the_diagnosis_is_told(diagnosed, result):
    (diagnosed / "scenario.yaml").write_text(SCENARIO + "customs: {random_share: 0.04}\n")
    _, (told,), there = kept(diagnosed)
    assert "they differ in customs)" in told and not there


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace('"order": 1', '"order": 2'), "not as it was written"),
        (lambda text: text[:-5], "can be read"),
        (lambda text: text.replace('"format": 1', '"format": 9'), "of this version"),
        (lambda text: text.replace('"checksum"', '"check"'), "earlier version"),
        (lambda text: "[" * 100_000, "can be read"),
        (lambda text: '"a text"', "of this version"),
    ],
)
def test_a_file_that_was_changed_is_not_taken_silently(diagnosed, result, change, said):
    path = diagnosed / road_map.FILE
    path.write_text(change(path.read_text()))
    with pytest.raises(InputError, match=said):
        road_map.read(path)
    newly, (told,), there = kept(diagnosed)
    assert not newly and not there and said in told


@pytest.mark.parametrize("key", ["title", "adds", "gates", "in_force_month", "named_by"])
def test_steps_without_what_is_read_of_them_are_none(diagnosed, key):
    path = diagnosed / road_map.FILE
    raw = json.loads(path.read_text())
    del raw["steps"][0][key]
    path.write_text(json.dumps(raw))
    seal(path, diagnosed / "scenario.yaml")
    with pytest.raises(InputError, match="not as it was written"):
        road_map.read(path)


def test_a_scenario_by_name_or_without_a_road_map_keeps_none(diagnosed, result):
    (diagnosed / road_map.FILE).unlink()
    assert kept(diagnosed) == (False, [], False)
    assert road_map.keep("training", "training", {}, result) == (False, [])


def test_a_name_of_a_copy_leads_nowhere_else(tmp_path):
    (tmp_path / road_map.FILE).write_text("{}")
    told = {"given": {"scenarios": {"x": "inputs/../../secret.yaml"}}}
    assert road_map.kept(tmp_path / "result", told) == ({}, [])
