"""The brief as it is printed: two sheets, no text over another, letters dark enough to be read."""

from __future__ import annotations

import copy
import re
from dataclasses import replace

import pytest
from playwright.sync_api import Page

from borderSim.language.current import using
from borderSim.report.briefs.comparison import write_brief
from borderSim.report.layout import paper
from borderSim.report.layout.paper import LARGEST, letters_for
from borderSim.report.layout.paper import WIDTH as SHEET_WIDTH
from tests.report.browser import needs_browser, opened

LONG = tuple(f"Gemeinsame Arbeitsgruppe {i} der Häfen und Züge"[:40] for i in range(5))
MM = 96 / 25.4
"""CSS pixels of a millimetre."""
WIDTH = round(SHEET_WIDTH * MM)
"""Of what is printed on within the margins of an A4 sheet, CSS pixels."""
A_LINE = 4.2
"""Height of a line, mm: one may be wrapped otherwise than was reckoned."""
TOO_LARGE = 0.4
"""Points more, at which the text no longer fits on its sheets."""
PARTS = "[...document.querySelectorAll('section')].map(part => part.getBoundingClientRect().height)"
TEXTS = """
(() => {
  const found = [], walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  const shade = node => {
    for (let at = node; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (colour !== 'rgba(0, 0, 0, 0)') return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  while (walk.nextNode()) {
    const node = walk.currentNode, range = document.createRange();
    if (!node.data.trim()) continue;
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      if (box.width > 1) found.push({text: node.data.trim().slice(0, 40), box: [box.left, box.top, box.right, box.bottom],
        ink: getComputedStyle(node.parentElement).color, paper: shade(node.parentElement)});
  }
  return found;
})()
"""


def printed(page: Page) -> int:
    """The sheets of paper that a page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def overlaps(texts: list[dict]) -> list[tuple[str, str]]:
    """Pairs of texts whose boxes share more than the edge of a letter."""
    found = []
    for place, one in enumerate(texts):
        a = one["box"]
        for other in texts[place + 1 :]:
            b = other["box"]
            if min(a[2], b[2]) - max(a[0], b[0]) > 2 and min(a[3], b[3]) - max(a[1], b[1]) > 3:
                found.append((one["text"], other["text"]))
    return found


def contrast(ink: str, paper: str) -> float:
    """The contrast of two colours as WCAG 2.2 reckons it."""

    def light(colour: str) -> float:
        parts = [int(n) / 255 for n in re.findall(r"\d+", colour)[:3]]
        parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    dark, pale = sorted((light(ink), light(paper)))
    return (pale + 0.05) / (dark + 0.05)


@needs_browser
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("titles", [None, LONG], ids=["handbook", "forty letters"])
def test_two_sheets_without_overlap_in_letters_that_can_be_read(
    planted_result, language, titles, tmp_path
):
    manifest = copy.deepcopy(planted_result.manifest)
    for level, title in zip(manifest["levels"], titles or (), strict=False):
        level["title"] = title
    with using(language):
        path = write_brief(replace(planted_result, manifest=manifest), tmp_path / "brief.html")
    with opened(path, width=WIDTH) as seen:
        seen.page.emulate_media(media="print")
        texts = seen.page.evaluate(TEXTS)
        sheets, parts = printed(seen.page), seen.page.evaluate(PARTS)
        assert not seen.beyond and not seen.errors
        page = path.read_text()
        size = float(re.search(r"body \{ font-size: ([\d.]+)pt", page)[1])
        larger = page.replace(f"font-size: {size:g}pt", f"font-size: {size + TOO_LARGE:g}pt", 1)
        assert larger != page
        seen.page.set_content(larger)
        assert size == LARGEST or printed(seen.page) > 2, "letters could be larger"
    assert sheets == 2
    first = float(re.search(r"dl\.levels \{ grid-template-columns: ([\d.]+)mm", page)[1])
    reckoned = [paper.part_height(part, size, first)[1] for part in paper.parts_of(page)]
    assert len(parts) == len(reckoned)
    wrong = [abs(own - pixels / MM) for own, pixels in zip(reckoned, parts, strict=True)]
    assert max(wrong) < A_LINE and sum(wrong) < 2 * A_LINE
    assert len(texts) > 200 and overlaps(texts) == []
    assert max(text["box"][2] for text in texts) <= WIDTH + 1
    pale = {text["text"] for text in texts if contrast(text["ink"], text["paper"]) < 4.5}
    assert not pale
    assert size >= (7.6 if titles else 8.0)


def test_more_text_is_set_in_smaller_letters():
    def page(words: int) -> str:
        return f"<main><section><h2>Head</h2><p>{'word ' * words}</p></section></main>"

    assert letters_for(page(10), 1, 36) == LARGEST
    sizes = [letters_for(page(count), 1, 36) for count in (1500, 2000, 2500)]
    assert LARGEST >= sizes[0] > sizes[1] > sizes[2]
    assert letters_for(page(2500), 2, 36) > sizes[2]


def test_a_part_that_is_not_torn_apart_takes_smaller_letters_than_the_same_text_in_one():
    lines = "<p>some words of a line</p>" * 32  # three fifths of a sheet
    apart, together = (
        letters_for(f"<main>{page}</main>", 2, 40.0)
        for page in (f"<section>{lines}</section>" * 3, f"<section>{lines * 3}</section>")
    )
    assert apart < together == LARGEST
