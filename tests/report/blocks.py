"""A report taken apart: every table and every piece of text, with the section and the heading it stands under."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

HEADS = ("h1", "h2", "h3", "h4")
PIECES = (*HEADS, "p", "li", "dt", "dd", "summary", "caption", "pre")
UNREAD = ("script", "style", "svg", "title")


@dataclass
class Cell:
    """A cell: its own text, and that of each small line in it."""

    text: str = ""
    small: list[str] = field(default_factory=list)


@dataclass
class Table:
    """A table: its class, the cells of its head, and its rows, the head of a row first."""

    section: str
    head: str
    kind: str
    heads: list[Cell] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def texts(self) -> list[list[str]]:
        """All cells as texts, row by row."""
        return [[cell.text for cell in row] for row in self.rows]

    @property
    def names(self) -> list[str]:
        """The heads as texts."""
        return [cell.text for cell in self.heads]


@dataclass
class Piece:
    """A paragraph, an item, a heading: its text without what is code."""

    section: str
    head: str
    tag: str
    text: str = ""


class Blocks(HTMLParser):
    """All tables and pieces of a page, in their order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.all: list[Table | Piece] = []
        self.section = self.head = ""
        self._open: list[Piece] = []
        self._table: Table | None = None
        self._unread = 0
        self._small = self._body = False
        self.feed(page)
        for block in self.all:
            tidy(block)

    @property
    def tables(self) -> list[Table]:
        """The tables alone."""
        return [block for block in self.all if isinstance(block, Table)]

    @property
    def pieces(self) -> list[Piece]:
        """The pieces of text alone."""
        return [block for block in self.all if isinstance(block, Piece)]

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag in UNREAD or (tag == "code" and not self._table):
            self._unread += 1
        elif tag == "section":
            self.section, self.head = (told.get("id") or "").rpartition("-")[2], ""
        elif tag == "table":
            self._table = Table(self.section, self.head, told.get("class") or "")
            self._body = False
            self.all.append(self._table)
        elif tag == "tbody":
            self._body = True
        elif tag == "tr" and self._table and self._body:
            self._table.rows.append([])
        elif tag in ("td", "th") and self._table:
            row = self._table.rows[-1] if self._body else self._table.heads
            row.append(Cell())
        elif tag == "small" and self._table:
            self._small = True
            self._cell().small.append("")
        elif tag in PIECES:
            self._open.append(Piece(self.section, self.head, tag))
            self.all.append(self._open[-1])

    def handle_endtag(self, tag):
        if tag in UNREAD or (tag == "code" and not self._table):
            self._unread -= 1
        elif tag == "table":
            self._table = None
        elif tag == "small":
            self._small = False
        elif tag in PIECES and self._open:
            done = self._open.pop()
            if tag in HEADS:
                self.head = " ".join(done.text.split())

    def handle_data(self, data):
        if self._unread:
            return
        if self._open:
            self._open[-1].text += data
        elif self._table and (self._table.heads or self._table.rows):
            if self._small:
                self._cell().small[-1] += data
            elif (self._table.rows or [self._table.heads])[-1]:
                self._cell().text += data

    def _cell(self) -> Cell:
        rows = self._table.rows if self._table else []
        return rows[-1][-1] if rows and rows[-1] else self._table.heads[-1]  # type: ignore[union-attr]


def tidy(block: Table | Piece) -> None:
    """Make one space of many."""
    if isinstance(block, Piece):
        block.text = spaced(block.text)
        return
    for cell in (*block.heads, *(cell for row in block.rows for cell in row)):
        cell.text, cell.small = spaced(cell.text), [spaced(line) for line in cell.small]


def spaced(text: str) -> str:
    """Return a text with one space where there were many."""
    return re.sub(r"\s+", " ", text).strip()
