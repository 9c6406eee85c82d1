"""Markdown as a terminal shows it: tables as tables, lines between words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.table import Table

from borderSim.report.terminal.console import plain_table


def shown(text: str) -> Iterator[str | Table]:
    """Yield the parts of a text in Markdown: lines as they are, its tables as tables."""
    for is_table, lines in groupby(
        text.rstrip("\n").split("\n"), key=lambda line: line.startswith("|")
    ):
        if is_table:
            yield _table(list(lines))
        else:
            yield from lines


def _table(lines: Sequence[str]) -> Table:
    heads, _, *rows = [
        [cell.strip() for cell in line.strip().strip("|").split(" | ")] for line in lines
    ]
    table = plain_table()
    for number, head in enumerate(heads):
        right = bool(rows) and all(_is_number(row[number]) for row in rows if number < len(row))
        table.add_column(head, justify="right" if right else "left")
    for row in rows:
        table.add_row(*row)
    return table


def _is_number(cell: str) -> bool:
    return cell[:1].isdigit() or cell[:1] in "+−–-"
