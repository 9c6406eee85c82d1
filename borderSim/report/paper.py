"""How large the letters of a page can be so that it fills so many sheets of paper and no more.

Levels may have long names, and French needs more room than English: what is left out or cut off
would be worse than somewhat smaller letters. The height is reckoned from the text, as a browser
would wrap it in letters of the width of Arial.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

WIDTH, HEIGHT = 184.0, 277.0
"""What is printed on within the margins of an A4 sheet, mm."""
LARGEST, SMALLEST = 9.2, 6.4
"""Between what letters are chosen, points."""
POINT = 0.3528
"""Millimetres of a point."""
LETTER, BOLD = 0.455, 0.5
"""Mean width of a letter over its size, blanks among them; of bold ones."""
LINE = 1.29
"""Height of a line over the size of its letters."""
SPARE = 5.0
"""Kept free at the foot of a sheet, because a browser wraps a little otherwise, mm."""
FRAMES = {"answer": 5.5, "provisional": 3.0}
"""Room that a frame takes around what stands in it, mm."""
BLOCKS = {"h1": (1.8, 0.35), "h2": (1.19, 0.85), "p": (1.0, 0.38), "li": (1.0, 0.14)}
"""Letters of a block over those of the page, and its margins over its letters."""
SMALLER = {"note": 0.88, "lead": 1.1, "kicker": 0.9}
"""Letters of a paragraph by its class."""
IN_TABLE = 0.9
LABELS = 46
"""Least width of the first column of who pays, where labels stand and not only names, mm."""
BREAK = "\v"
"""Stands in the text of a cell where a new line begins."""


@dataclass
class _Block:
    """A block of text: its kind, its class, whether it is the head of a table, and the texts of its cells."""

    kind: str
    of: str
    head: bool = False
    cells: list[str] = field(default_factory=lambda: [""])


class _Parts(HTMLParser):
    """The parts of a page (``<section>``, never torn apart) with their blocks of text."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[list[_Block]] = []
        self.table = self.place = ""

    @property
    def blocks(self) -> list[_Block]:
        """The blocks of the part that is read."""
        return self.parts[-1] if self.parts else []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs).get("class") or ""
        if tag == "section":
            self.parts.append([])
        if tag == "table":
            self.table = own
        if tag in ("thead", "tbody"):
            self.place = tag
        if own in FRAMES and self.parts:
            self.blocks.append(_Block(own, own))
        if tag in BLOCKS or tag in ("tr", "dt") or own == "bar":
            kind = "bar" if own == "bar" else tag
            self.blocks.append(
                _Block(kind, self.table if tag == "tr" else own, self.place == "thead")
            )
        elif tag in ("th", "td", "dd") and self.blocks:
            self.blocks[-1].cells.append("")
        elif tag == "small":
            self.handle_data(BREAK)
        elif own == "text" and self.blocks:
            self.blocks[-1].cells.append("")

    def handle_data(self, data: str) -> None:
        if self.blocks:
            self.blocks[-1].cells[-1] += data


def letters_for(page: str, sheets: int, first: float) -> float:
    """Return the size of letters at which a page fits on so many A4 sheets, points.

    Args:
        page: HTML with the text between ``<main>`` and ``</main>``, in ``<section>`` parts that are
            not torn apart.
        sheets: of paper.
        first: width of the first column of tables and lists of levels, mm.
    """
    read = _Parts()
    read.feed(page[page.index("<main>") : page.index("</main>")])
    size = LARGEST
    while size > SMALLEST and _sheets(read.parts, size, first) > sheets:
        size = round(size - 0.1, 1)
    return size


def _sheets(parts: list[list[_Block]], size: float, first: float) -> int:
    """Return how many sheets the parts take, one after the other."""
    count, used, room = 1, 0.0, HEIGHT - SPARE
    for part in parts:
        height = sum(_height(block, size, first) for block in part)
        if used and used + height > room:
            count, used = count + 1, 0.0
        used += height
        while used > room:  # a part longer than a sheet is torn apart all the same
            count, used = count + 1, used - room
    return count


def first_column(names: Iterable[str]) -> int:
    """Return the width of a column of names, mm: longer names are given more, up to a third of the sheet."""
    longest = max(map(len, names), default=0)
    return min(66, max(36, round(1.65 * longest)))


def _height(block: _Block, size: float, first: float) -> float:
    """Return the height of a block in letters of a size, mm."""
    mm = size * POINT
    if block.kind == "tr":
        cells = block.cells[1:]
        own = max(first, LABELS) if "payers" in block.of else first
        widths = [own, *[(WIDTH - own) / max(len(cells) - 1, 1)] * (len(cells) - 1)]
        bold = [BOLD if block.head or not i else LETTER for i in range(len(cells))]
        told = zip(cells, widths, bold, strict=True)
        tall = max(_lines(text, w - 2.0, mm * IN_TABLE * b) for text, w, b in told)
        return mm * IN_TABLE * (1.21 * tall + 0.31) + 0.25
    if block.kind == "dt":
        name, told = block.cells[0], "".join(block.cells[1:])
        tall = max(_lines(name, first - 4, mm * BOLD), _lines(told, WIDTH - first - 2, mm * LETTER))
        return mm * (LINE * tall + 0.2)
    if block.kind == "bar":
        tall = [
            _lines(text, w, mm * LETTER)
            for text, w in zip(block.cells, (first - 4, 38.0), strict=True)
        ]
        return max(1.55, LINE * max(tall)) * mm
    if block.kind in FRAMES:
        return FRAMES[block.kind]
    scale, margin = BLOCKS[block.kind]
    scale *= SMALLER.get(block.of.split()[-1] if block.of else "", 1.0)
    inside = WIDTH - (5.0 if block.kind == "li" else 0.0)
    return mm * scale * (LINE * _lines("".join(block.cells), inside, mm * scale * LETTER) + margin)


def _lines(text: str, width: float, letter: float) -> int:
    """Return how many lines a text takes in a column, width and letter in mm."""
    letters = max(4, math.floor(width / letter))
    parts = [" ".join(part.split()) for part in text.split(BREAK)]
    return sum(len(textwrap.wrap(part, letters)) for part in parts) or 1
