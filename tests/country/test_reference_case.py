"""The reference case, made anew: forms, scenario, and the same country in every form."""

from pathlib import Path

import pytest

from borderSim.country.made import read_country
from borderSim.country.reference import reference, units_by_mode
from borderSim.country.scenario_file import scenario_text
from borderSim.country.template import csv_files, workbook, write_forms
from borderSim.errors import InputError
from borderSim.scenario.load import load_scenario

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"


def test_its_forms_are_those_that_new_writes():
    written = csv_files(example=True, lang="fr")
    assert {
        path.name: path.read_bytes().replace(b"\r\n", b"\n")
        for path in (EXAMPLES / "valdoria").iterdir()
    } == {name: data.replace(b"\r\n", b"\n") for name, data in written.items()}


def test_its_scenario_is_made_anew():
    made, _ = read_country(str(EXAMPLES / "valdoria"))
    assert scenario_text(made, "valdoria") == (EXAMPLES / "valdoria.yaml").read_text("utf-8")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_workbook_says_the_same(tmp_path, lang):
    path = tmp_path / "country.xlsx"
    path.write_bytes(workbook(example=True, lang=lang))
    made, notes = read_country(str(path))
    folder, _ = read_country(str(EXAMPLES / "valdoria"))
    differing = {"description", "observed", "account"}
    assert {k: v for k, v in made.values.items() if k not in differing} == {
        k: v for k, v in folder.values.items() if k not in differing
    }
    assert {k: v["values"] for k, v in made.values["observed"].items()} == {
        k: v["values"] for k, v in folder.values["observed"].items()
    }
    assert not notes


def test_it_is_smaller_than_the_shipped_country():
    scenario = load_scenario(str(EXAMPLES / "valdoria.yaml"))
    kinds = sorted(post.kind for post in scenario.posts.values())
    assert kinds == ["airport", "land", "land", "land", "postal", "seaport", "seaport"]
    for mode, units in units_by_mode().items():
        own = sum(p.flows[mode].units_per_year for p in scenario.posts.values() if mode in p.flows)
        assert 0 < own < units
    assert scenario.officers < reference().officers
    assert 1 < scenario.organisations.count < reference().organisations.count
    assert scenario.present.name == "communication"


def test_an_empty_form_is_asked_to_be_filled_in(tmp_path):
    written = write_forms(tmp_path, example=False, lang="en", csv_only=False, overwrite=False)
    assert [path.name for path in written] == ["country.xlsx", "country"]
    for path in written:
        with pytest.raises(InputError, match="name is empty, but must be filled in"):
            read_country(str(path))
    with pytest.raises(InputError, match="is there already: overwrite=true"):
        write_forms(tmp_path, example=True, lang="en", csv_only=True, overwrite=False)
