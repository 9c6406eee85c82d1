"""A page says at its top when its numbers are not known to be today's."""

import json
import shutil
from pathlib import Path

import pytest

from borderSim import documents
from borderSim.report.documents import age
from borderSim.studies.execution import provenance
from borderSim.validation import made_with
from borderSim.version import __version__

DOCS = Path(documents.__file__).parents[1] / "docs"
TODAY = {"behaviour": provenance.behaviour_digest(), "configurations": "c"}


def sentence(numbers: dict, configurations: str = "c") -> str:
    return age.age(
        numbers, lambda _: {"configurations": configurations}, "bordersim again"
    ).sentence


@pytest.mark.parametrize(
    ("numbers", "configurations", "says"),
    [
        ({}, "c", "was not recorded"),
        ({"program_version": "0.0.9"}, "c", "(program 0.0.9) was not recorded"),
        (
            {made_with.KEY: TODAY | {"behaviour": "0" * 64}},
            "c",
            "since then its runs give other numbers",
        ),
        ({made_with.KEY: TODAY}, "other", "the configurations that it ran have changed"),
        ({made_with.KEY: TODAY | {"behaviour": "0" * 64}}, "other", "its runs give other numbers"),
    ],
)
def test_what_is_not_of_today_says_so_and_how_to_make_it_again(numbers, configurations, says):
    text = sentence(numbers, configurations)
    assert (
        says in text
        and "`bordersim again`" in text
        and text.startswith(age.MARK)
        and "\n" not in text
    )


def test_what_is_of_today_says_nothing():
    assert sentence({made_with.KEY: TODAY}) == ""


EARLIER = json.loads((Path(documents.__file__).parent / "behaviour.json").read_text("utf-8"))[
    "same_results"
]


@pytest.mark.parametrize("one", EARLIER, ids=lambda one: one["digest"][:8])
def test_what_an_earlier_model_of_the_same_results_made_is_of_today(one: dict[str, str]):
    made = TODAY | {"behaviour": one["digest"]}
    assert sentence({made_with.KEY: made}) == ""
    assert "the configurations" in sentence({made_with.KEY: made}, "other")
    by_hand = f"# Page\n\n{made_with.marker('a', one['digest'])}\n"
    assert age.findings_by_hand(by_hand)["a"].state == age.TODAY


def test_the_sentence_stands_below_the_title_once():
    old = age.Age(age.RUNS, "0.1.0", "bordersim again")
    page = "<!-- made -->\n\n# Title\n\nText.\n"
    told = age.dated(page, old)
    assert told.split("\n")[:5] == ["<!-- made -->", "", "# Title", "", old.sentence]
    assert age.dated(told, old) == told
    assert age.dated(told, age.Age(age.TODAY, "", "")) == page == age.dated(page, None)


@pytest.mark.parametrize("page", ["surface", "validation", "benchmark"])
def test_a_page_of_stored_numbers_is_dated_by_what_they_were_made_with(
    page, tmp_path, monkeypatch, capsys
):
    shutil.copy(DOCS / f"{page}.json", tmp_path)
    name, path = {"surface": "studies.md"}.get(page, f"{page}.md"), tmp_path / f"{page}.json"
    numbers = json.loads(path.read_text(encoding="utf-8"))
    today = {
        "surface": lambda: made_with.today("surface", {}),
        "validation": made_with.of_validation,
        "benchmark": made_with.of_benchmark,
    }[page]()
    # (resolving all that is shipped again takes its time)
    monkeypatch.setattr(made_with, "today", lambda *_: today)
    monkeypatch.setattr(made_with, "of_validation", lambda: today)
    monkeypatch.setattr(made_with, "of_benchmark", lambda: today)
    for made, found in (
        (today, ""),
        ({**today, "configurations": "x"}, age.CONFIGURATIONS),
        ({**today, "behaviour": "x"}, age.RUNS),
    ):
        path.write_text(json.dumps(numbers | {made_with.KEY: made}), encoding="utf-8")
        text = documents.made(tmp_path)[name]
        assert (age.MARK in text) == bool(found) and found in text
    capsys.readouterr()
    assert documents.main(["--ages"], tmp_path) == 0
    assert f"{name}: {age.RUNS}\n" in capsys.readouterr().out


def test_a_page_that_hides_its_age_fails_the_check(tmp_path, capsys):
    for path in (*DOCS.glob("*.md"), *DOCS.glob("*.json"), *DOCS.glob("*.yaml")):
        shutil.copy(path, tmp_path)
    assert documents.main(["--check"], tmp_path) == 0
    hiding = [name for name, own in documents.ages(tmp_path).items() if own.state != age.TODAY]
    assert {"null-hypothesis.md", "identifiability.md"} <= {*documents.ages(tmp_path)}
    for name in hiding:
        text = (tmp_path / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(age.dated(text, None), encoding="utf-8")
    capsys.readouterr()
    assert documents.main(["--check"], tmp_path) == (1 if hiding else 0)
    assert all(name in capsys.readouterr().err for name in hiding[:1])


@pytest.mark.parametrize(
    ("markers", "state"),
    [
        ([("a", None)], age.NOT_RECORDED),
        ([("a", TODAY["behaviour"])], age.TODAY),
        ([("a", TODAY["behaviour"]), ("b", "0" * 64)], age.RUNS),
        ([("a", TODAY["behaviour"]), ("b", None)], age.NOT_RECORDED),
    ],
)
def test_findings_put_in_by_hand_carry_their_behaviour(markers, state):
    text = "# T\n\n" + "\n".join(made_with.marker(*marker) for marker in markers)
    assert age.age_by_hand(text).state == state
    assert age.age_by_hand("# T\n") is None


def test_the_check_lists_every_finding_that_is_not_of_today(tmp_path, capsys):
    for path in (*DOCS.glob("*.md"), *DOCS.glob("*.json"), *DOCS.glob("*.yaml")):
        shutil.copy(path, tmp_path)
    assert documents.main(["--check"], tmp_path) == 0, "a list, no failure"
    told = capsys.readouterr().out
    for (page, finding), own in documents.findings(tmp_path).items():
        line = f"  {page}, {finding}: {own.state}\n"
        assert (line in told) == (own.state != age.TODAY), finding
    everything = {finding for _, finding in documents.findings(tmp_path)}
    assert {
        *("null_hypothesis", "rank_stability", "prior_predictive", "twin", "break_even", "trust"),
        *("instruments", "handbook_claims", "surface", "levels_by_law", "structure"),
        *("validate", "bench"),
    } <= everything
    assert documents.main(["--ages"], tmp_path) == 0
    assert all(f"  {finding}: " in capsys.readouterr().out for finding in sorted(everything)[:1])


def test_a_page_that_is_made_and_holds_findings_put_in_says_their_age_and_stays_checked(
    tmp_path, monkeypatch
):
    mark = made_with.marker("break_even", "0" * 64)
    page = {"own.md": lambda: f"# Own\n\n{mark}\nNumbers.\n"}
    monkeypatch.setattr(documents, "PAGES", page)
    monkeypatch.setattr(documents, "FROM_DATA", {})
    text = documents.made(tmp_path)["own.md"]
    assert age.MARK in text and age.RUNS in text and "bordersim sweep" not in text
    (tmp_path / "own.md").write_text(text.replace("Numbers.", "Changed by hand."), "utf-8")
    assert documents.made(tmp_path)["own.md"] == text, "made from the code, not from itself"


def test_findings_on_the_front_page_of_the_project_are_listed(tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    (tmp_path / "README.md").write_text(f"# P\n\n{made_with.marker('compare', None)}\n", "utf-8")
    assert documents.older(docs) == [f"../README.md, compare: {age.NOT_RECORDED}"]
    assert list(documents.made(docs)).count("README.md") == 0


@pytest.mark.parametrize(
    ("behaviour", "told"),
    [
        (
            provenance.behaviour_digest(),
            f"0.0.1 (its runs give the same numbers as those of {__version__})",
        ),
        ("another", "0.0.1"),
        (None, "0.0.1"),
    ],
)
def test_an_earlier_program_of_the_same_model_is_told_as_such(behaviour, told):
    made = {"program_version": "0.0.1", made_with.KEY: {"behaviour": behaviour}}
    assert age.made_by(made) == told


def test_today_s_program_is_told_by_its_version_alone():
    assert (
        age.made_by(
            {
                "program_version": __version__,
                made_with.KEY: {"behaviour": provenance.behaviour_digest()},
            }
        )
        == __version__
    )
