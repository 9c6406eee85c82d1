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
    assert plain(capsys.readouterr().out).split("\n") == [
        "écrit : country.xlsx",
        "écrit : country",
        "",
    ]
    assert main(["country", "country.xlsx", "lang=fr"]) == 0
    said = capsys.readouterr()
    assert "scénario : valdoria.yaml" in plain(said.out)
    assert "niveau actuel communication" in said.out and "275 agents des douanes" in said.out
    assert "attention : " in plain(said.err) and "feuille effectifs : ligne" in plain(said.err)
    assert main(["country", "country", "to=other.yaml"]) == 0
    said = capsys.readouterr()
    assert "scaled" in said.out and "assumption" in said.out
    assert "decimal commas" in said.err and "warning: " in said.err
    assert main(["run", "scenario=other.yaml", "--cfg", "job"]) == 0


def plain(text: str) -> str:
    """A French text with plain spaces before its marks."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_assumptions_name_sheets_goods_and_files_as_the_user_sees_them(here, capsys):
    assert main(["country", "new", "example=true", "lang=fr", "csv=only"]) == 0
    assert main(["country", "country", "lang=fr"]) == 0
    out = " ".join(plain(capsys.readouterr().out).split())
    assert "docs/assumptions.md" in out and "hypothèses.md" not in out
    assert "6_salaires.csv" in out and "la feuille 6_salaires ne dit rien" in out
    assert "Appareils à rayons X (fret aérien)" in out and "paquets" in out
    for english in ("wages", "air_cargo", "(truck)", "packs", "assumption:", "as many"):
        assert english not in out, english
    assert "ensuite : bordersim compare scenario=valdoria.yaml lang=fr" in out


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
    assert "12 settings x 2 runs of 1 year at level coexistence" in capsys.readouterr().out
    assert not (here / "results").exists()
