"""The brief of a diagnosis: two pages with and without simulated remedies, in both languages."""

import re
from pathlib import Path

import pytest

from borderSim.diagnose.diagnosis import diagnose
from borderSim.language.current import using
from borderSim.report.briefs.diagnosis import render, write
from borderSim.report.diagnosis.remedies import read_remedies
from tests.diagnose.planted import kept_in
from tests.report.browser import needs_browser, opened

FORMS = Path(__file__).parents[3] / "experiments" / "questionnaire"


@pytest.fixture(scope="module")
def found():
    return diagnose(
        [str(FORMS / "customs.yaml"), str(FORMS / "police.yaml")], "training", "results/mine"
    )


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return kept_in(tmp_path_factory.mktemp("kept"))


def test_without_remedies_it_names_what_is_missing_and_how_to_go_on(found):
    page = render(found)
    assert "What is missing" in page and "simulate=true" in page
    assert "What to watch until the review" not in page


def test_with_remedies_the_first_step_is_that_of_the_road_map(found, kept):
    remedies = read_remedies(kept)
    assert remedies is not None
    page = render(found, remedies)
    first = remedies["title_of"](remedies["road"]["steps"][0]["remedy"])
    answer = page[page.index("2. By what?") : page.index("3. How sure is it?")]
    assert f"<strong>{first.removesuffix(chr(160) + '◇')}</strong>" in answer
    assert "What to watch until the review" in page and "What is missing" not in page


def test_the_eight_questions_stand_on_the_first_page_in_their_order(found, kept):
    page = render(found, read_remedies(kept))
    sheets = page[page.index("<main>") :].split('<div class="sheet">')[1:]
    assert len(sheets) == 2
    assert re.findall(r"<h2>(\d)\. ", sheets[0]) == list("12345678")
    assert not re.findall(r"<h2>\d\. ", sheets[1])
    assert "<code>" not in sheets[0] and sheets[1].count("borderSim 0") == 1


@needs_browser
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("tried", [False, True], ids=["forms alone", "remedies tried"])
def test_two_pages_of_paper_and_no_request(found, kept, language, tried, tmp_path):
    with using(language):
        path = write(found, tmp_path, read_remedies(kept) if tried else None)
    with opened(path) as seen:
        paper = seen.page.pdf(prefer_css_page_size=True)
        assert not seen.beyond and not seen.errors
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 2
