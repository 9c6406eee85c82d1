"""The brief of a diagnosis as it is printed: two sheets, no text over another, in letters that can be read."""

from __future__ import annotations

import re

import pytest

from borderSim.diagnose.remedies import remedies
from borderSim.language.current import using
from borderSim.report.briefs.diagnosis import NAMES as FIRST
from borderSim.report.briefs.diagnosis import write
from borderSim.report.diagnosis.remedies import read_remedies
from borderSim.report.layout import paper
from borderSim.report.layout.paper import LARGEST
from tests.report.briefs.test_comparison_on_paper import (
    A_LINE,
    MM,
    PARTS,
    TEXTS,
    TOO_LARGE,
    WIDTH,
    contrast,
    overlaps,
    printed,
)
from tests.report.browser import needs_browser, opened
from tests.report.tried import NAMES, Tried

LONG = "Gemeinsame Arbeitsgruppe der Häfen und Züge"[:40]


@pytest.fixture
def named(request, monkeypatch, tried: Tried):
    """The diagnosis with names of forty letters, where they are asked for."""
    if request.param:
        for service, form in tried.found.joined.forms.items():
            monkeypatch.setitem(form.facts, "filled_by", f"{service} {LONG}"[:40])
        monkeypatch.setitem(tried.found.joined.answers.facts, "country", LONG)
        for place, name in enumerate(NAMES):
            for language in ("en", "fr"):
                monkeypatch.setitem(remedies()[name].title, language, f"{place} {LONG}"[:40])
    return tried


@needs_browser
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("named", [False, True], ids=["handbook", "forty letters"], indirect=True)
def test_two_sheets_without_overlap_in_letters_that_can_be_read(named, language, tmp_path):
    with using(language):
        path = write(named.found, tmp_path, read_remedies(named.folder))
    page = path.read_text("utf-8")
    size = float(re.search(r"body \{ font-size: ([\d.]+)pt", page)[1])
    with opened(path, width=WIDTH) as seen:
        seen.page.emulate_media(media="print")
        texts, parts = seen.page.evaluate(TEXTS), seen.page.evaluate(PARTS)
        sheets = printed(seen.page)
        assert not seen.beyond and not seen.errors
        larger = page.replace(f"font-size: {size:g}pt", f"font-size: {size + TOO_LARGE:g}pt", 1)
        seen.page.set_content(larger)
        assert size == LARGEST or printed(seen.page) > 2, "letters could be larger"
    assert sheets == 2
    reckoned = [paper.part_height(part, size, FIRST)[1] for part in paper.parts_of(page)]
    wrong = [abs(own - pixels / MM) for own, pixels in zip(reckoned, parts, strict=True)]
    assert max(wrong) < A_LINE and sum(wrong) < 2 * A_LINE
    assert len(texts) > 100 and overlaps(texts) == []
    assert max(text["box"][2] for text in texts) <= WIDTH + 1
    assert not {text["text"] for text in texts if contrast(text["ink"], text["paper"]) < 4.5}
    assert size >= 7.6
