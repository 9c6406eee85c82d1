"""The page and the tables of a diagnosis: what they say, in both languages, escaped, and the command that makes them."""

import html
import json
import re
from pathlib import Path

import pytest

from borderSim.cli import main
from borderSim.diagnose.diagnosis import diagnose
from borderSim.language.current import using
from borderSim.report.diagnosis.page import render
from borderSim.report.diagnosis.remedies import read_remedies
from borderSim.report.diagnosis.rows import tables
from tests.diagnose.planted import kept_in
from tests.report.browser import needs_browser, opened

FORMS = Path(__file__).parents[3] / "experiments" / "questionnaire"
TWO = [str(FORMS / "customs.yaml"), str(FORMS / "police.yaml")]
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@pytest.fixture(scope="module")
def found():
    return diagnose(TWO, "training", "results/mine")


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return kept_in(tmp_path_factory.mktemp("kept"))


def test_both_languages_hold_the_same_rows_and_numbers(found):
    told = {}
    for language in ("en", "fr"):
        with using(language):
            told[language] = {table.name: table for table in tables(found)}
    assert told["en"].keys() == told["fr"].keys()
    for name, table in told["en"].items():
        other = told["fr"][name]
        assert len(table.rows) == len(other.rows)
        assert table.title != other.title
        for row, same in zip(table.rows, other.rows, strict=True):
            assert row[0] == same[0] or name in (
                "profile",
                "difficulties",
                "instruments",
                "settings",
            )
    steps = {
        language: [row[4].replace(",", ".") for row in own["differences"].rows]
        for language, own in told.items()
    }
    assert steps["en"] == steps["fr"]


def test_the_page_says_level_weakest_link_and_what_services_name(found):
    with using("en"):
        page = render(found)
    text = html.unescape(re.sub(r"<[^>]+>", "", page))
    assert "By its answers the country stands at communication" in text
    assert "The weakest links stand at coexistence" in text
    assert "Customs names the level cooperation (A.18): 1 level above" in text
    assert "furthest apart on: “What has your country arranged" in text and "A.1.also" not in text
    assert 'lang="en"' in page
    with using("fr"):
        assert "<h2>Ce qui manque" in html.unescape(render(found))


def test_remedies_stand_on_the_page_where_they_were_simulated(found, kept):
    with using("en"):
        without, page = render(found), render(found, read_remedies(kept))
    assert "simulate=true" in without
    assert "simulate=true" not in page
    for words in (
        "Each missing remedy alone",
        "The best remedy with each other",
        "Road map",
        "Indicators to watch",
    ):
        assert words in page
    rows = read_remedies(kept)["tables"][0].rows
    assert [row[1] for row in rows] == ["Port control unit\u00a0◇", "Liaison officers"]
    assert read_remedies(kept / "nothing") is None


def test_what_remedies_do_is_the_same_number_in_both_languages(kept):
    told = {}
    for language in ("en", "fr"):
        with using(language):
            shown = read_remedies(kept)
        made = [*shown["tables"], shown["road_table"]]
        told[language] = [
            NUMBER.findall(cell.replace(",", "."))
            for one in made
            for row in one.rows
            for cell in row
        ]
    assert told["en"] == told["fr"]
    with using("fr"):
        best = read_remedies(kept)["tables"][0].rows[0]
    assert best[2].startswith("+2,5")  # 5 million EUR over two years
    with using("en"):
        assert read_remedies(kept)["tables"][0].rows[0][2].startswith("+2.5")


def test_what_people_typed_is_text_and_never_markup(tmp_path):
    path = tmp_path / "customs.yaml"
    path.write_text(
        "answers:\n  country: '<script>alert(1)</script>'\n  filled_by: '<img src=x onerror=y>'\n"
        "  A.1: {basis: mou, note: '</dd><script>bad()</script>'}\n",
        encoding="utf-8",
    )
    page = render(diagnose([str(path)], "training"))
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_command_writes_everything_and_says_where(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["diagnose", *TWO, "scenario=training", "name=mine", "lang=fr"]) == 0
    out = capsys.readouterr().out
    assert "niveau qui résulte des réponses" in out
    folder = tmp_path / "results" / "mine"
    assert {path.name for path in folder.iterdir()} == {
        "brief.html",
        "diagnosis.html",
        "diagnosis.json",
        "level.yaml",
        "level_low.yaml",
        "level_high.yaml",
        "scenario.yaml",
        "scenario_low.yaml",
        "scenario_high.yaml",
    }
    assert json.loads((folder / "diagnosis.json").read_text("utf-8"))["country"] == "Valdoria"
    page = (folder / "diagnosis.html").read_text("utf-8")
    assert str(FORMS.parents[1]) not in page and str(tmp_path) not in page, "no path of a machine"


def test_another_country_or_result_is_not_written_over_unasked(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    small = ["scenario=training", "name=mine"]
    assert main(["diagnose", *TWO, *small]) == 0
    assert main(["diagnose", *TWO, *small, "lang=fr"]) == 0
    before = (tmp_path / "results" / "mine" / "diagnosis.html").read_bytes()
    capsys.readouterr()
    assert main(["diagnose", TWO[0], *small]) == 2
    assert "holds the diagnosis of other answers" in capsys.readouterr().err
    assert (tmp_path / "results" / "mine" / "diagnosis.html").read_bytes() == before
    assert main(["diagnose", TWO[0], *small, "overwrite=true"]) == 0
    (tmp_path / "results" / "run").mkdir()
    (tmp_path / "results" / "run" / "manifest.json").write_text("{}")
    capsys.readouterr()
    assert main(["diagnose", *TWO, "scenario=training", "name=run", "overwrite=true"]) == 2
    assert "holds another result" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ([], "needs one or two filled-in questionnaires"),
        ([TWO[0], TWO[0]], "is named twice"),
        ([TWO[0], TWO[1], TWO[0]], "can't use"),
        (["nope.yaml"], "there is no file 'nope.yaml'"),
        (["new", TWO[0]], "takes no file"),
        ([TWO[0], "lang=de"], "lang=de: no such language"),
        ([TWO[0], "scenario=nationl"], "did you mean 'national'?"),
        ([TWO[0], "foo=1"], "takes no foo="),
        (
            [TWO[0], "goal=net_benefit_eur"],
            "goal= is of the simulation of remedies: say simulate=true",
        ),
        ([TWO[0], "simulate=true", "goal=profit"], "goal=profit: must be one of"),
        ([TWO[0], "folder=x"], "folder= is where 'bordersim diagnose new' writes"),
        ([TWO[0], "name=../x"], "a result's name must not"),
    ],
)
def test_wrong_input_ends_with_one_sentence_and_writes_nothing(
    typed, says, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    assert main(["diagnose", *typed]) == 2
    out, err = capsys.readouterr()
    assert says in err
    assert err.count("\n") == 1
    assert out == ""
    assert list(tmp_path.iterdir()) == []


def test_in_python(tmp_path):
    import borderSim as bs
    from borderSim.errors import InputError

    said = bs.diagnose(*TWO, scenario="training", lang="fr", results_dir=tmp_path)
    assert (said.implied, said.weakest) == ("communication", "coexistence")
    assert len(said.table("profile")) == len(said.found.profile.rows)
    assert said.scenario.present.name == "mine"
    assert said.edge("high").present.name == "mine_high"
    assert [path.name for path in said.write()][-1] == "diagnosis.html"
    with pytest.raises(InputError, match="there is none; there are: profile"):
        said.table("profil")
    with pytest.raises(InputError, match="there is no such edge; there are: low, high"):
        said.edge("middle")


@needs_browser
def test_no_request_leaves_the_page_and_nothing_is_wider_than_it(found, kept, tmp_path):
    path = tmp_path / "diagnosis.html"
    with using("fr"):
        path.write_text(render(found, read_remedies(kept), "results/mine"), encoding="utf-8")
    for width in (1280, 768):
        with opened(path, width) as shown:
            shown.page.wait_for_selector("footer")
            assert shown.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            assert shown.beyond == []
            assert shown.errors == []
            inside = shown.page.evaluate(
                "[...document.querySelectorAll('svg[role=img]')].every(svg => { const box = svg.getBoundingClientRect();"
                " return [...svg.querySelectorAll('text')].every(one => { const own = one.getBoundingClientRect();"
                " return own.left >= box.left - 1 && own.right <= box.right + 1; }); })"
            )
            assert inside
