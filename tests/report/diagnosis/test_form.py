"""The empty form in a real browser: filled in, saved, opened again, in both languages, on paper, without a network."""

import re
from contextlib import contextmanager
from pathlib import Path

import pytest

from borderSim.cli import main
from borderSim.report.diagnosis.form import form_page, write_forms
from borderSim.scenario.questionnaire.answers import load_answers
from borderSim.scenario.questionnaire.items import items, parts
from tests.report.browser import needs_browser, opened

FORMS = Path(__file__).parents[3] / "experiments" / "questionnaire"
TOLD = "#told:not(:empty)"


@pytest.fixture(scope="module")
def form(tmp_path_factory) -> Path:
    return write_forms(tmp_path_factory.mktemp("form"))[0]


@contextmanager
def ready(form: Path, width: int = 1280):
    with opened(form, width) as shown:
        shown.page.wait_for_selector("#count:not(:empty)")
        yield shown


def save(page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.click("#save")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def load(page, path: Path) -> str:
    page.evaluate("document.getElementById('told').textContent = ''")
    page.set_input_files("#file", str(path))
    page.wait_for_selector(TOLD)
    return page.inner_text("#told")


# ------------------------------------------------------------------------------ without a browser
def test_every_question_part_and_option_stands_there_in_both_languages():
    page = form_page()
    for part in parts():
        for option in part.options.values():
            assert f'name="{part.item}/{part.name}" value="{option.name}"' in page
    for item in items().values():
        assert f'data-item="{item.name}"' in page
    assert page.count('lang="en"') >= len(items())
    assert page.count('lang="fr"') >= len(items())


def test_the_page_allows_its_own_script_alone_and_no_network():
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', form_page())
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    assert "connect-src 'none'" in policy[1]
    assert re.search(r"script-src 'sha256-[\w+/=]+'", policy[1])
    assert "http" not in form_page().split("<body>")[1]


def test_forms_that_are_there_are_not_overwritten_unasked(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["diagnose", "new"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers.yaml", "diagnose.html"]
    assert load_answers("answers.yaml").given == ()
    (tmp_path / "answers.yaml").write_text("mine")
    capsys.readouterr()
    assert main(["diagnose", "new"]) == 2
    assert "is there already" in capsys.readouterr().err
    assert (tmp_path / "answers.yaml").read_text() == "mine"
    assert main(["diagnose", "new", "folder=elsewhere", "lang=fr"]) == 0
    assert '<html lang="fr"' in (tmp_path / "elsewhere" / "diagnose.html").read_text("utf-8")


# ------------------------------------------------------------------------------ in the browser
@needs_browser
def test_filled_in_saved_and_opened_again_it_holds_the_same(form, tmp_path):
    with ready(form) as shown:
        page = shown.page
        page.check("input[name=service][value=police]")
        page.fill("#fact-country", 'L\'île "Ünica": <b>x</b>')
        page.check("input[name='A.1/basis'][value=mou]")
        page.check("input[name='A.1/also'][value=officer_exchange]")
        page.check("input[name='A.2.1/through'][value='']")
        page.check("input[name='A.9/kit'][value=dont_know]")
        page.check("input[name='A.17/trust'][value='3']")
        page.fill("#note-A\\.1", "it's: signed # in 2023\nsecond line")
        saved = save(page, tmp_path)
        assert saved.name == "police.yaml"
        answers = load_answers(str(saved))
        assert answers.facts["country"] == 'L\'île "Ünica": <b>x</b>'
        assert answers.notes["A.1"] == "it's: signed # in 2023\nsecond line"
        assert answers.options("A.1", "basis") == ("mou",)
        assert answers.options("A.1", "also") == ("officer_exchange",)
        assert answers.options("A.17", "trust") == ("3",)
        given = {one.part.key: one.options for one in answers.given}
        assert given["A.2.1.through"] == ()
        assert next(o.why for o in answers.open if o.part.key == "A.9.kit") == "don't know"
        before = saved.read_text("utf-8")
        assert "police.yaml" in load(page, saved)
        assert save(page, tmp_path).read_text("utf-8") == before
        assert shown.beyond == []
        assert shown.errors == []


@needs_browser
def test_what_people_wrote_by_hand_opens_as_the_program_reads_it(form, tmp_path):
    with ready(form) as shown:
        for name in ("customs", "police", "example_answers", "blank_answers"):
            source = FORMS / f"{name}.yaml"
            load(shown.page, source)
            if not shown.page.is_checked("input[name=service][value=police]"):
                shown.page.check("input[name=service][value=customs]")
            saved = save(shown.page, tmp_path)
            here, there = load_answers(str(saved)), load_answers(str(source))
            assert [str(one) for one in here.given] == [str(one) for one in there.given]
            assert here.notes == there.notes
            assert here.base == there.base


@needs_browser
def test_languages_questions_that_do_not_apply_progress_and_paper(form):
    with ready(form, 700) as shown:
        page = shown.page
        assert page.inner_text("#count") == f"0 of {sum(1 for _ in parts())} answered"
        asked = page.locator("[data-item='A.14.2'] .asked")
        assert asked.is_visible()
        page.check("input[name='A.14.1/posted'][value=none]")
        assert not asked.is_visible()
        assert "A.14.1" in page.inner_text("[data-item='A.14.2'] .unasked")
        page.click("[data-language=fr]")
        assert page.evaluate("document.documentElement.lang") == "fr"
        assert page.title() == "Coopération douane-police\u00a0: où en sommes-nous\u202f?"
        assert not page.locator("[lang=en]:visible").count()
        page.check("input[name='A.1/basis'][value=none]")
        page.check("input[name='A.2.1/protocol'][value=written]")
        assert "se contredisent" in page.inner_text("#told")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement !== document.body")
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0
        assert len(page.pdf(prefer_css_page_size=True)) > 10_000
        assert shown.errors == []


@needs_browser
def test_every_field_has_a_name_for_a_screen_reader(form):
    with ready(form) as shown:
        unnamed = shown.page.evaluate(
            "[...document.querySelectorAll('input, textarea, select')].filter(one => !one.labels.length).length"
        )
        legends = shown.page.evaluate(
            "[...document.querySelectorAll('fieldset')].filter(one => !one.querySelector('legend')).length"
        )
    assert (unnamed, legends) == (0, 0)


@needs_browser
def test_what_is_no_form_is_refused_and_nothing_of_it_is_taken(form, tmp_path):
    wrong = {
        "name: x\ntraits: {}\n": "answers",
        "answers:\n  A.99: mou\n": "A.99",
        "answers:\n  A.1: mou\n  A.1: none\n": "twice",
        "answers:\n  A.17: {trust: 7}\n": "A.17.trust",
        "answers:\n  A.1: {basis: &x mou}\n": "line 2",
        "answers:\n  A.1: {basis: [mou, law]}\n": "A.1.basis",
        "answers:\n  A.1: {basis: !!python/object mou}\n": "line 2",
        "answers:\n\tA.1: mou\n": "line 2",
        "answers:\n  service: army\n": "customs, police",
        "answers:\n  __proto__: {x: y}\n": "__proto__",
        "<html><script>alert(1)</script></html>": "line 1",
    }
    with ready(form) as shown:
        page = shown.page
        page.check("input[name='A.13/pooling'][value=listed]")
        for text, says in wrong.items():
            path = tmp_path / "x.yaml"
            path.write_text(text, encoding="utf-8")
            told = load(page, path)
            assert says in told
            assert told.startswith("x.yaml")
            assert page.is_checked("input[name='A.13/pooling'][value=listed]")
        assert shown.errors == []
