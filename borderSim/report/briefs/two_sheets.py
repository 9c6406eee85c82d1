"""A brief on its two sheets of paper: letters as large as they allow, and no line that ends within a number."""

from __future__ import annotations

import re

from borderSim.report.layout.paper import letters_for

SHEETS = 2
TOGETHER = re.compile(
    r"(?<=\d) (?=%)|(?<=\d) (?=(?:to|à) [+−]?\d)|(?<=\d (?:to)) (?=[+−]?\d)|(?<=\d à) (?=[+−]?\d)|(?<= M) (?=EUR)"
)
"""Blanks at which no line ends: before the sign for per cent, within an interval and within a unit of money."""
LETTERS = "size-of-letters"
"""Stands in the style until the size at which the text fills its sheets is known."""


def on_two_sheets(page: str, first_column: float) -> str:
    """Return a brief with the size of its letters in the place of :data:`LETTERS`.

    Args:
        page: its HTML.
        first_column: width of the first column of its tables, mm (see :func:`letters_for`).
    """
    page = TOGETHER.sub("\u00a0", page)
    return page.replace(LETTERS, f"{letters_for(page, SHEETS, first_column):g}pt", 1)
