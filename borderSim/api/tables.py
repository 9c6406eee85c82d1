"""The terminal's tables as HTML: the same numbers, with a caption and heads that a screen reader can tell."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from rich.console import Group
from rich.table import Table
from rich.text import Text

MOST_ROWS = 60
STYLE = (
    "border-collapse:collapse;font-variant-numeric:tabular-nums;margin:0.5em 0",
    "padding:0.15em 0.8em;vertical-align:top;white-space:pre-wrap",
)
"""Style of the table, and of its cells; nothing is fetched."""


def html_of(shown: Table | Group, most_rows: int = MOST_ROWS) -> str:
    """Return a table, or several, as HTML with so many rows; every text is escaped."""
    if isinstance(shown, Table):
        return _table(shown, most_rows)
    return "".join(
        html_of(part, most_rows) for part in shown.renderables if isinstance(part, Table | Group)
    )


def folded(summary: str, content: str) -> str:
    """Return content that opens when its summary is chosen."""
    return f"<details><summary>{escape(summary)}</summary>{content}</details>"


def note(text: str) -> str:
    """Return a paragraph."""
    return f"<p>{escape(text)}</p>"


def _table(table: Table, most: int) -> str:
    right = [column.justify == "right" for column in table.columns]
    heads = "".join(
        _cell("th", _plain(column.header), right[i], 'scope="col"')
        for i, column in enumerate(table.columns)
    )
    rows = list(
        zip(*([_plain(cell) for cell in column.cells] for column in table.columns), strict=True)
    )
    body = "".join(f"<tr>{_row(row, right)}</tr>" for row in rows[:most])
    left = f"<p>... and {len(rows) - most} more rows</p>" if len(rows) > most else ""
    caption = _plain(table.title)
    told = (
        f'<caption style="text-align:left;font-weight:bold">{escape(caption)}</caption>'
        if caption
        else ""
    )
    below = note(_plain(table.caption)) if table.caption else ""
    return f'<table style="{STYLE[0]}">{told}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>{left}{below}'


def _row(row: Iterable[str], right: list[bool]) -> str:
    first, *others = row
    return _cell("th", first, right[0], 'scope="row"') + "".join(
        _cell("td", text, right[i]) for i, text in enumerate(others, 1)
    )


def _cell(tag: str, text: str, right: bool, more: str = "") -> str:
    return f'<{tag} {more} style="{STYLE[1]};text-align:{"right" if right else "left"}">{escape(text)}</{tag}>'


def _plain(cell: object) -> str:
    return cell.plain if isinstance(cell, Text) else "" if cell is None else str(cell)
