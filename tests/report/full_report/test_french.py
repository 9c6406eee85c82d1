"""The report and the brief in French: no English sentence, and the same numbers as in English."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from borderSim.errors import InputError
from borderSim.language.current import current
from borderSim.messages import updated
from borderSim.report.briefs.comparison import write_brief
from borderSim.report.full_report.page import write_report
from tests.report.synthetic import Synthetic

NOT_READ = re.compile(r"<(script|style|code|pre|title)\b.*?</\1>|<!--.*?-->", re.S)
PLACE = re.compile(r"<[^>]*>|%\(\w+\)s|\{[^}]*\}")
NUMBER = {
    "en": re.compile(r"\d+(?:[ \u202f]\d{3}(?!\d))*(?:\.\d+)?"),
    "fr": re.compile(r"\d+(?:[ \u202f]\d{3}(?!\d))*(?:,\d+)?"),
}
WRITERS = {"report": write_report, "brief": write_brief}
PAGES = (*WRITERS, "scenarios")
"""The pages of one scenario, and the report of two."""


def visible(page: Path) -> str:
    """What a reader sees of a page, without code, in one line."""
    text = NOT_READ.sub(" ", page.read_text("utf-8"))
    text = re.sub(r"borderSim [\d.]+|<section id=\"again\".*?</section>", " ", text, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " | ", text)).split(" "))


def numbers(text: str, lang: str) -> list[str]:
    """All numbers in order, as English writes them without spaces."""
    return [re.sub(r"\s", "", found).replace(",", ".") for found in NUMBER[lang].findall(text)]


def english_in(text: str) -> list[str]:
    """English texts of three words and more that stand in a French page."""
    found = []
    for message in updated("fr"):
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        owns = message.string if isinstance(message.string, tuple) else (message.string,)
        for source in sources:
            piece = max((part.strip() for part in PLACE.split(source)), key=len)
            plain = html.unescape(piece.replace("%%", "%"))
            if len(plain.split()) >= 3 and plain in text and source not in owns:
                found.append(plain)
    return found


@pytest.fixture(scope="module")
def pages(
    five: Synthetic, two_scenarios: Synthetic, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("languages")
    wanted = [(name, write, five) for name, write in WRITERS.items()]
    wanted.append(("scenarios", write_report, two_scenarios))
    return {
        f"{name}.{lang}": visible(write(result, folder / f"{name}.{lang}.html", lang))
        for name, write, result in wanted
        for lang in NUMBER
    }


@pytest.mark.parametrize("name", PAGES)
def test_a_french_page_holds_no_english_sentence(pages: dict[str, str], name: str):
    assert english_in(pages[f"{name}.fr"]) == []
    assert english_in(pages[f"{name}.en"])


@pytest.mark.parametrize("name", PAGES)
def test_french_and_english_hold_the_same_numbers_in_the_same_order(
    pages: dict[str, str], name: str
):
    english, french = (numbers(pages[f"{name}.{lang}"], lang) for lang in ("en", "fr"))
    assert len(english) > (60 if name == "brief" else 1000)
    assert french == english


def test_a_page_says_its_language_and_its_numbers_separators(five: Synthetic, tmp_path: Path):
    page = write_report(five, tmp_path / "report.fr.html", "fr")
    text = page.read_text("utf-8")
    assert '<html lang="fr">' in text
    assert '"separators":",\\u202f"' in text or '"separators":",\u202f"' in text
    assert current() == "en"


def test_pages_link_to_one_another_where_both_are_there(five: Synthetic, tmp_path: Path):
    english = write_report(five, tmp_path / "report.html")
    assert "report.fr.html" not in english.read_text("utf-8")
    french = write_report(five, tmp_path / "report.fr.html", "fr")
    assert '<a href="report.html" lang="en" hreflang="en">English</a>' in french.read_text("utf-8")
    write_report(five, english)
    assert '<a href="report.fr.html" lang="fr" hreflang="fr">français</a>' in english.read_text(
        "utf-8"
    )


def test_an_unknown_language_is_refused_and_nothing_is_written(five: Synthetic, tmp_path: Path):
    with pytest.raises(InputError, match="lang=de: no such language"):
        write_report(five, tmp_path / "report.html", "de")
    assert list(tmp_path.iterdir()) == []
