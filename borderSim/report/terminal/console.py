"""The console of the commands, and the tables that it prints."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from borderSim.report.terminal.fitting import fitted

WIDTH_OF_FILES = 140
"""Width of tables that go to a file or a pipe."""


class Sheet(Console):
    """A console that fits what it prints to its width and its letters (see :mod:`borderSim.report.terminal.fitting`)."""

    def print(self, *objects: Any, **options: Any) -> None:
        """Print objects one below the other; a word longer than a line stays whole."""
        for one in objects:
            for part in fitted(one, self.width, self.encoding):
                super().print(
                    part, **{"no_wrap": True, "overflow": "ignore", "crop": False} | options
                )

    def on_broken_pipe(self) -> None:
        """Leave it to the command how it ends when the reader of a pipe has gone."""
        raise BrokenPipeError


def console(*, stderr: bool = False) -> Sheet:
    """Return the console of standard output, or of standard error.

    Texts are printed as they are, never as markup.

    It is as wide as the terminal, or as ``COLUMNS`` says; else, in a file or a pipe,
    :data:`WIDTH_OF_FILES`.
    """
    width = None if width_is_known(stderr=stderr) else WIDTH_OF_FILES
    return Sheet(width=width, stderr=stderr, markup=False, highlight=False, emoji=False)


def width_is_known(*, stderr: bool = False) -> bool:
    """Whether there is a terminal, or ``COLUMNS`` says how wide lines may be.

    Else a file or a pipe has no width.
    """
    return (sys.stderr if stderr else sys.stdout).isatty() or os.environ.get(
        "COLUMNS", ""
    ).isdigit()


def plain_table(
    *heads: str,
    title: str = "",
    numbers: Sequence[str] = (),
    caption: str = "",
    widths: Mapping[str, int] | None = None,
) -> Table:
    """Return a table without rows, as all of the terminal's are drawn.

    The columns ``numbers`` stand to the right.
    """
    table = Table(
        title=title or None,
        caption=caption or None,
        box=box.SIMPLE,
        title_justify="left",
        caption_justify="left",
        title_style="bold",
        header_style="bold",
        pad_edge=False,
    )
    for head in heads:
        table.add_column(
            head,
            justify="right" if head in numbers else "left",
            overflow="fold",
            min_width=(widths or {}).get(head),
        )
    return table
