"""``bordersim country`` and ``bordersim calibrate`` as typed."""

import pytest

from borderSim.cli import main
from tests.country.forms import small, with_cell, write_folder


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_forms_are_filled_read_and_become_a_scenario(here, capsys):
    assert main(["country", "new", "example=true", "lang=fr"]) == 0
    assert capsys.readouterr().out.split() == ["written:", "country.xlsx", "written:", "country"]
    assert main(["country", "country.xlsx", "lang=fr"]) == 0
    said = capsys.readouterr()
    assert "scénario: valdoria.yaml" in said.out and "niveau actuel communication" in said.out
    assert "attention: " in said.err and "feuille effectifs : ligne" in said.err
    assert main(["country", "country", "to=other.yaml"]) == 0
    said = capsys.readouterr()
    assert "scaled" in said.out and "assumption" in said.out
    assert "decimal commas" in said.err and "warning: " in said.err
    assert main(["run", "scenario=other.yaml", "--cfg", "job"]) == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["country"], "needs a word"),
        (["country", "none.xlsx"], "none.xlsx: there is no such file or folder"),
        (["country", "new", "lang=de"], "lang=de: no such language"),
        (["country", "new", "csv=yes"], "csv=yes: must be only"),
        (["country", "bad", "example=true"], "example= belongs to 'bordersim country new'"),
        (["country", "bad"], "traffic.csv: row 2: per_year is '291.000'"),
        (["country", "good", "to=good.txt"], "must end in .yaml"),
        (["country", "good", "years=3"], "'bordersim country' takes no years="),
        (["calibrate"], "needs scenario="),
        (["calibrate", "scenario=training"], "keeps no statistics of its own"),
        (["calibrate", "none.csv", "scenario=training"], "none.csv: there is no such file"),
        (["calibrate", "scenario=training", "inputs=[x]", "lang=xx"], "lang=xx: no such language"),
    ],
)  # fmt: skip
def test_wrong_input_is_one_sentence_and_nothing_is_written(here, capsys, typed, said):
    write_folder(here / "bad", with_cell("traffic", 1, 2, "291.000"))
    write_folder(here / "good", small())
    before = sorted(here.rglob("*"))
    assert main(typed) == 2
    heard = capsys.readouterr()
    assert said in heard.err and heard.err.count("\n") == 1
    assert not heard.out
    assert sorted(here.rglob("*")) == before


def test_a_dry_run_of_a_fit_tells_the_time_and_makes_nothing(here, capsys):
    (here / "t.csv").write_text("what,year,quantity\nseizures_all,2024,9\n", "utf-8")
    typed = ["calibrate", "t.csv", "scenario=training", "burn_in_days=10", "trials=12", "workers=1"]
    assert main([*typed, "--dry-run"]) == 0
    assert "12 settings x 2 runs of 1.0 years at level coexistence" in capsys.readouterr().out
    assert not (here / "results").exists()
