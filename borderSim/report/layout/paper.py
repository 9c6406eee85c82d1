"""How large the letters of a page can be so that it fills so many sheets of paper and no more.

Levels may have long names, and French needs more room than English: what is left out or cut off
would be worse than somewhat smaller letters. The height is reckoned as a browser finds it: from the
text, the widths of its letters and the style of the page (``brief.css.html``), whose sizes and
margins are written here again. Tests hold both against a real browser.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from borderSim.report.layout.letter_widths import width

WIDTH, HEIGHT = 186.0, 279.0
"""What is printed on within the margins of an A4 sheet, mm."""
LARGEST, SMALLEST = 9.2, 6.4
"""Between what letters are chosen, points; in steps of STEP."""
STEP = 0.05
POINT = 25.4 / 72
"""Millimetres of a point."""
SPARE = 2.0
"""Kept free at the foot of a sheet, because another browser wraps a little otherwise, mm."""
LABELS = 46
"""Least width of the first column of who pays, where labels stand and not only names, mm."""
LINE, TABLE_LINE, NOTE_LINE, HEAD_LINE = 1.29, 1.21, 1.25, 1.2
"""Height of a line over the size of its letters."""
IN_TABLE = 0.9
"""Size of letters in a table over those of the page."""
CELL = (0.7, 0.32)
"""What a cell keeps free at its sides and above and below, over the size of its letters."""
RULES = {True: 0.35, False: 0.2}
"""The line under a row of the head, and of any other row, mm."""
BAR, TEXT_OF_BAR, GAP = 4.2, 40.0, 2.0
"""A row of the figure: its height, the width of its text, what stands between columns, mm."""
BOLD = ("h1", "h2", "th", "dt", "strong", "b")
SMALL = {"dt": 0.85, "th": 0.95, "td": 0.95}
"""Size of ``<small>`` text, which has lines of its own, over the letters around it."""
SMALL_INSET = 4.0
"""What ``<small>`` under the name of a level keeps free at its left, mm."""
CHIP = {True: 3.1, False: 4.0}
"""The mark before the name of a level, in a table and elsewhere, mm."""


@dataclass(frozen=True)
class _Style:
    """Size of letters over those of the page, height of a line over that, margins above and below.

    Margins are in mm, or over the size of the letters of the page where ``margins_grow``.
    """

    size: float = 1.0
    line: float = LINE
    above: float = 0.0
    below: float = 1.4
    margins_grow: bool = False


STYLES = {
    "h1": _Style(1.8, HEAD_LINE, 0.0, 1.5),
    "h2": _Style(1.19, HEAD_LINE, 0.857, 0.238, margins_grow=True),
    "p": _Style(),
    "li": _Style(1.0, LINE, 0.4, 0.4),
    "note": _Style(0.88, NOTE_LINE),
    "item of notes": _Style(0.88, NOTE_LINE, 0.4, 0.4),
    "lead": _Style(1.1),
    "kicker": _Style(0.9, LINE, 0.0, 1.0),
    "axis": _Style(0.88, 1.0, 0.0, 0.0),
    "provisional": _Style(),
}
FRAMES = {"answer": (8.0, 1.0, 1.5, 2.0), "provisional": (6.2, 1.2, 1.2, 1.4)}
"""A frame: what it takes at its sides, above and below its text, and its margin, mm."""
HEAD_OF_ANSWER = 1.4
"""Margin above a head in the frame of the answer, mm."""
SHEET = "new-sheet"
"""Class of a part that begins a sheet of its own, however much room there is on the one before."""
LISTS = ("li", "dt")
LIST_ENDS = 1.4
"""Margin under a list, mm."""
INDENT = {"ul": 4.5, "ol": 5.0}
"""What a list keeps free before its items, mm."""


@dataclass
class _Word:
    """Letters that no line ends within: their width over the size of the letters, and what is so wide in any case (mm)."""

    letters: float = 0.0
    marks: float = 0.0
    blank: float = 0.0
    """Width of the blank before it."""


@dataclass
class _Cell:
    """Text that is wrapped by itself: lines that begin anew, each with its words and their size."""

    lines: list[tuple[float, list[_Word]]] = field(default_factory=lambda: [(1.0, [])])
    open: bool = False
    """Whether the last word goes on with the next letter."""
    blank: float = 0.0

    def add(self, text: str, *, bold: bool, spread: float = 0.0) -> None:
        """Add letters; ``spread`` is what stands between them over their size."""
        words = self.lines[-1][1]
        for letter in text:
            if letter in " \n\t":
                self.blank = width(" ", bold=bold) + spread
                self.open = False
                continue
            if not self.open:
                words.append(_Word(blank=self.blank if words else 0.0))
                self.blank, self.open = 0.0, True
            words[-1].letters += width(letter, bold=bold) + spread
            if letter in "-–—":
                self.open = False

    def mark(self, mm: float) -> None:
        """Add a mark of a fixed width; the next letter stands beside it."""
        self.lines[-1][1].append(_Word(marks=mm, blank=self.blank))
        self.blank, self.open = 0.0, True

    def begin(self, size: float) -> None:
        """Begin a new line, in letters of another size."""
        self.lines.append((size, []))
        self.open, self.blank = False, 0.0

    def height(self, room: float, letter: float, line: float, inset: float = 0.0) -> float:
        """Return the height, mm.

        Args:
            room: width of the column, mm.
            letter: size of its letters, mm.
            line: height of a line over the size of the letters.
            inset: what lines in small letters keep free at their left, mm.
        """
        return sum(
            _lines(words, room - (inset if size < 1 else 0.0), letter * size) * letter * size * line
            for size, words in self.lines
            if words
        )


def _lines(words: list[_Word], room: float, letter: float) -> int:
    """Return how many lines words take in a column; room and letter in mm."""
    count, used = 1, 0.0
    for word in words:
        own = word.letters * letter + word.marks
        blank = word.blank * letter
        if used and used + blank + own > room:
            count, used = count + 1, own
        else:
            used += blank + own
        if used > room:  # a word that no line holds goes on in the next one
            more = math.ceil(used / room) - 1
            count, used = count + more, used - more * room
    return count


@dataclass
class _Block:
    """A block of text: its kind, its style or the class of its table, in what it stands, its cells."""

    kind: str
    of: str = ""
    head: bool = False
    frame: str = ""
    indent: float = 0.0
    drawn: float = 0.0
    """Height of a figure, mm."""
    cells: list[_Cell] = field(default_factory=lambda: [_Cell()])


class _Parts(HTMLParser):
    """The parts of a page (``<section>``, never torn apart) with their blocks of text."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[list[_Block]] = []
        self.open: list[tuple[str, str]] = []
        """Tags that are open, with their class."""

    def _within(self, *tags: str) -> str:
        """Return the class of the innermost open tag of these; empty where there is none."""
        return next((own for tag, own in reversed(self.open) if tag in tags), "")

    def _is_within(self, *tags: str) -> bool:
        return any(tag in tags for tag, _ in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs).get("class") or ""
        self.open.append((tag, own))
        if tag == "section":
            self.parts.append([_Block(SHEET)] if SHEET in own.split() else [])
        if not self.parts or own == "languages":
            return
        blocks = self.parts[-1]
        if tag in ("h1", "h2", "p", "li", "tr", "dt") or own == "bar":
            blocks.append(self._block("bar" if own == "bar" else tag, own))
        elif tag in ("th", "td", "dd") or own == "text":
            blocks[-1].cells.append(_Cell())
        elif tag == "small":
            inside = next((t for t, _ in reversed(self.open) if t in SMALL), "")
            if inside:
                blocks[-1].cells[-1].begin(SMALL[inside])
        elif own == "drawn":  # a figure as wide as the sheet says how high it is
            blocks.append(_Block("drawn", drawn=float(dict(attrs).get("data-mm") or 0.0)))
        elif own == "chip":
            blocks[-1].cells[-1].mark(CHIP[self._is_within("table")])

    def _block(self, kind: str, own: str) -> _Block:
        style = next((name for name in own.split() if name in STYLES), kind)
        style = "axis" if "axis" in own.split() else style
        if kind == "li" and "note" in self._within("ul").split():
            style = "item of notes"
        frame = next((c for _, c in self.open if c in FRAMES), "")
        lists = next((INDENT[tag] for tag, _ in reversed(self.open) if tag in INDENT), 0.0)
        of = self._within("table") if kind == "tr" else style
        return _Block(kind, of, self._is_within("thead"), frame, lists if kind == "li" else 0.0)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Parts of a drawing: no text."""

    def handle_endtag(self, tag: str) -> None:
        while self._is_within(tag):
            if self.open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self.parts or not self.parts[-1] or self._within("p") == "languages":
            return
        if self._is_within("svg"):
            return
        block = self.parts[-1][-1]
        small = self._is_within("small")
        bold = not small and any(
            tag in BOLD or (tag == "td" and "matters" in own) for tag, own in self.open
        )
        kicker = block.of == "kicker"
        block.cells[-1].add(
            data.upper() if kicker else data, bold=bold, spread=0.08 if kicker else 0.0
        )


def letters_for(page: str, sheets: int, first: float) -> float:
    """Return the size of letters at which a page fits on so many A4 sheets, points.

    Args:
        page: HTML with the text between ``<main>`` and ``</main>``, in ``<section>`` parts that are
            not torn apart.
        sheets: of paper.
        first: width of the first column of tables and lists of levels, mm.
    """
    parts = parts_of(page)
    low, high = 0, round((LARGEST - SMALLEST) / STEP)
    while low < high:  # the largest of the steps that fits
        middle = (low + high + 1) // 2
        if _sheets(parts, SMALLEST + middle * STEP, first) <= sheets:
            low = middle
        else:
            high = middle - 1
    return round(SMALLEST + low * STEP, 2)


def parts_of(page: str) -> list[list[_Block]]:
    """Return the parts of a page, each with its blocks of text."""
    read = _Parts()
    read.feed(page[page.index("<main>") : page.index("</main>")])
    return read.parts


def _sheets(parts: list[list[_Block]], size: float, first: float) -> int:
    """Return how many sheets the parts take, one after the other."""
    count, used, below, room = 1, 0.0, 0.0, HEIGHT - SPARE
    for part in parts:
        above, height, under = part_height(part, size, first)
        between = max(below, above) if used else 0.0
        own_sheet = bool(part) and part[0].kind == SHEET
        if used and (own_sheet or used + between + height > room):
            count, used, between = count + 1, 0.0, 0.0
        used, below = used + between + height, under
        while used > room:  # a part longer than a sheet is torn apart all the same
            count, used = count + 1, used - room
    return count


def part_height(part: list[_Block], size: float, first: float) -> tuple[float, float, float]:
    """Return the margin above a part, its height and the margin under it, mm.

    Of two margins that meet the wider one counts, as in a browser.

    Args:
        part: its blocks.
        size: of the letters of the page, points.
        first: width of the first column, mm.
    """
    mm, top, total, below, frame = size * POINT, None, 0.0, 0.0, ""
    last = ""
    for block in part:
        if block.kind == SHEET:
            continue
        above, height, under = _measured(block, mm, first)
        if last in LISTS and block.kind != last:
            below = max(below, LIST_ENDS)
        last = block.kind
        if block.frame != frame:
            total, below = _edge(frame, total, below, opens=False)
            total, below = _edge(block.frame, total, below, opens=True)
            frame = block.frame
        if top is None:
            top = 0.0 if frame else above
        else:
            total += max(below, above)
        total, below = total + height, under
    if last in LISTS:
        below = max(below, LIST_ENDS)
    total, below = _edge(frame, total, below, opens=False)
    return top or 0.0, total, below


def _edge(frame: str, total: float, below: float, *, opens: bool) -> tuple[float, float]:
    """Return height and margin beyond an edge of a frame."""
    if not frame:
        return total, below
    _, over, under, margin = FRAMES[frame]
    if opens:
        return total + max(below, margin) + over, 0.0
    return total + below + under, margin


def first_column(names: Iterable[str]) -> int:
    """Return the width of a column of names, mm: longer names are given more, up to a third of the sheet."""
    longest = max(map(len, names), default=0)
    return min(66, max(36, round(1.65 * longest)))


def _measured(block: _Block, mm: float, first: float) -> tuple[float, float, float]:
    """Return the margin above a block, its height and the margin under it; ``mm`` is the size of letters."""
    if block.kind == "tr":
        return 0.0, _row(block, mm * IN_TABLE, first), 0.0
    if block.kind == "dt":
        name, told = block.cells[0], block.cells[-1]
        tall = max(
            name.height(first, mm, LINE, SMALL_INSET), told.height(WIDTH - first - GAP, mm, LINE)
        )
        return 0.6, tall, 0.6
    if block.kind == "drawn":
        return 0.0, block.drawn, 0.0
    if block.kind == "bar":
        columns = zip(block.cells, (first, TEXT_OF_BAR), (1.0, 0.97), strict=True)
        return 0.0, max(BAR, *(c.height(w, mm * of, LINE) for c, w, of in columns)), 0.0
    style = STYLES.get(block.of, STYLES["p"])
    grows = mm if style.margins_grow else 1.0
    above, below = style.above * grows, style.below * grows
    if block.frame == "answer" and block.kind == "h2":
        above = HEAD_OF_ANSWER
    if block.frame == "provisional":
        below = 0.0
    inside = FRAMES[block.frame][0] if block.frame else 0.0
    room = WIDTH - inside - block.indent
    height = block.cells[0].height(room, mm * style.size, style.line)
    return above, height, below


def _row(block: _Block, mm: float, first: float) -> float:
    """Return the height of a row of a table in letters of a size, mm."""
    cells = block.cells[1:]
    own = max(first, LABELS) if "payers" in block.of else first
    others = (WIDTH - own) / max(len(cells) - 1, 1)
    sides, ends = CELL
    tall = max(
        cell.height((others if i else own) - sides * mm, mm, TABLE_LINE)
        for i, cell in enumerate(cells)
    )
    return tall + ends * mm + RULES[block.head]
