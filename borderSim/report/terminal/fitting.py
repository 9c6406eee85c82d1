"""Tables that fit a width: no word and no number is cut, nothing is left out.

A table whose columns can each hold their longest word is drawn with columns, close together where
need be. One that can't is drawn as a list: a row's first cell, and below it each head with its
cell. A word longer than a whole line (a path) is written as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from borderSim.report.terminal.letters import written

WORD = re.compile(r" *[^ \n]+")
"""A word with the spaces before it; a thin or fixed space belongs to its number."""
READABLE = 20
"""Columns below which a text is not squeezed: then the table becomes a list."""
WIDE_GAP, NARROW_GAP = 3, 1
"""Spaces between two columns."""


def fitted(what: RenderableType, width: int, encoding: str = "utf-8") -> Iterator[RenderableType]:
    """Yield what is to be printed one below the other, fitted to so many columns and to the letters of an encoding."""
    if isinstance(what, Group):
        for part in what.renderables:
            yield from fitted(part, width, encoding)
    elif isinstance(what, Table):
        yield from _table(what, width, encoding)
    elif isinstance(what, str | Text):
        yield wrapped(_text(what, encoding), width)
    else:
        yield what


def wrapped(text: Text, width: int, indent: str = "") -> Text:
    """Return a text broken between words, never in one.

    Lines after the first begin with ``indent``.
    """
    lines: list[Text] = []
    for line in text.split("\n", allow_blank=True):
        cuts, used = [], 0
        for word in WORD.finditer(line.plain):
            length = cell_len(word[0])
            if used and used + length > width:
                cuts.append(word.start())
                length = cell_len(indent + word[0].lstrip(" "))
                used = 0
            used += length
        parts = line.divide(cuts)
        lines += [parts[0], *(_after(part, indent) for part in parts[1:])]
    for line in lines:
        line.rstrip()
    return Text("\n", style=text.style).join(lines)


def _after(part: Text, indent: str) -> Text:
    """Return a line that goes on, without the spaces at which it was broken."""
    spaces = len(part.plain) - len(part.plain.lstrip(" "))
    return Text(indent).append_text(part[spaces:] if spaces else part)


def _table(table: Table, width: int, encoding: str) -> Iterator[RenderableType]:
    heads = [_cell(column.header, encoding, "bold") for column in table.columns]
    columns = [[_cell(cell, encoding) for cell in column.cells] for column in table.columns]
    if table.title:
        yield wrapped(_cell(table.title, encoding, "bold"), width)
    gap, widths = _widths(table, heads, columns, width)
    if widths:
        yield _drawn(table, heads, columns, widths, gap)
    else:
        yield from _listed(table, heads, columns, width)
    if table.caption:
        yield wrapped(_cell(table.caption, encoding, "dim"), width)


def _widths(
    table: Table, heads: Sequence[Text], columns: Sequence[Sequence[Text]], width: int
) -> tuple[int, list[int]]:
    """Return the gap between columns and the width of each; none where they don't fit."""
    least = [
        max([1, *map(_longest_word, (head, *cells))])
        for head, cells in zip(heads, columns, strict=True)
    ]
    most = [
        max([1, *map(_longest_line, (head, *cells))])
        for head, cells in zip(heads, columns, strict=True)
    ]
    most = [
        max(low, min(high, column.max_width or high))
        for low, high, column in zip(least, most, table.columns, strict=True)
    ]
    for gap in (WIDE_GAP, NARROW_GAP):
        found = _shared(least, most, width - 2 - gap * (len(least) - 1))
        if found and all(own >= min(high, READABLE) for own, high in zip(found, most, strict=True)):
            return gap, found
    return NARROW_GAP, []


def _shared(least: Sequence[int], most: Sequence[int], free: int) -> list[int]:
    """Return a width for each column, the widest cut first; none where even the least don't fit."""
    if sum(least) > free:
        return []
    cap = next(
        (cap for cap in range(max(most), 0, -1) if sum(_capped(least, most, cap)) <= free), 0
    )
    return _capped(least, most, cap)


def _capped(least: Sequence[int], most: Sequence[int], cap: int) -> list[int]:
    return [max(low, min(high, cap)) for low, high in zip(least, most, strict=True)]


def _drawn(
    table: Table,
    heads: Sequence[Text],
    columns: Sequence[Sequence[Text]],
    widths: Sequence[int],
    gap: int,
) -> Table:
    """Return the table with every cell broken beforehand."""
    shown = Table(
        box=box.SIMPLE,
        header_style="bold",
        pad_edge=False,
        padding=(0, gap // 2),
        show_lines=table.show_lines,
    )
    for head, column, own in zip(heads, table.columns, widths, strict=True):
        shown.add_column(
            wrapped(head, own), justify=column.justify, width=own, no_wrap=True, overflow="crop"
        )
    for row, *cells in zip(table.rows, *columns, strict=True):
        texts = (wrapped(cell, own) for cell, own in zip(cells, widths, strict=True))
        shown.add_row(*texts, style=row.style, end_section=row.end_section)
    return shown


def _listed(
    table: Table, heads: Sequence[Text], columns: Sequence[Sequence[Text]], width: int
) -> Iterator[Text]:
    """Yield the rows as a list."""
    for first, *rest in zip(*columns, strict=True):
        filled = [
            (head.plain.replace("\n", " ").strip(), cell)
            for head, cell in zip(heads[1:], rest, strict=True)
            if cell.plain.strip()
        ]
        yield Text()
        if first.plain.strip():
            yield wrapped(Text.assemble(first, style="bold"), width, "  ")
        for head, cell in filled:
            text = Text(f"  {head}: " if head else "  ").append_text(
                Text(", ").join(cell.split("\n"))
            )
            yield wrapped(text, width, "    ")
    yield Text()


def _cell(cell: RenderableType, encoding: str, style: str = "") -> Text:
    """Return a cell as text.

    Raises:
        TypeError: it is something else; the tables of this package hold texts.
    """
    if not isinstance(cell, str | Text):
        raise TypeError(f"a cell of a table is a text, not {type(cell).__name__}")
    return _text(cell, encoding, style)


def _text(what: str | Text, encoding: str, style: str = "") -> Text:
    text = Text(what, style=style) if isinstance(what, str) else what.copy()
    plain = written(text.plain, encoding)
    if plain == text.plain:
        return text
    spans = text.spans if len(plain) == len(text.plain) else []
    return Text(plain, style=text.style, spans=spans)


def _longest_word(text: Text) -> int:
    """Return the columns of the longest word.

    The spaces that a line begins with belong to its first.
    """
    lines = text.plain.split("\n")
    return max(
        (
            cell_len(word[0] if not word.start() else word[0].lstrip(" "))
            for line in lines
            for word in WORD.finditer(line)
        ),
        default=0,
    )


def _longest_line(text: Text) -> int:
    return max(map(cell_len, text.plain.split("\n")))
