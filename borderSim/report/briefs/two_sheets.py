"""A brief on its two sheets of paper: letters as large as they allow, and no line that ends within a number."""

from __future__ import annotations

import re

from borderSim.language.current import SOURCE, current
from borderSim.report.layout.paper import letters_for

SHEETS = 2
SHEET = '<div class="sheet">'
"""Begins a sheet of paper."""
TOGETHER = re.compile(
    r"(?<=\d) (?=%)|(?<=\d) (?=(?:to|à) [+−]?\d)|(?<=\d (?:to)) (?=[+−]?\d)|(?<=\d à) (?=[+−]?\d)"
    r"|(?<=\d) (?=\([+−]?\d)|(?<=[\d)]) (?=(?:M|k|bn|Md) EUR)|(?<= [Mk]) (?=EUR)|(?<= (?:bn|Md)) (?=EUR)"
    r"|(?<=\bmonth) (?=\d)|(?<=\bmonths) (?=\d)|(?<=\bmois) (?=\d)"
)
"""Blanks at which no line ends: before the sign for per cent, within an interval, between a number and its
interval or its unit of money, within that unit, and before the number of a month."""
TEXT = re.compile(r"(?<=>)[^<>]+(?=<(?!/(?:code|style|title)))")
APOSTROPHE = re.compile(r"(?<=[^\W\d_])(?:'|&#39;)(?=\w)")
"""Within texts between tags: a straight apostrophe between letters, as the data files hold them in French."""
LETTERS = "size-of-letters"
"""Stands in the style until the size at which the text fills its sheets is known."""


def on_two_sheets(page: str, first_column: float) -> str:
    """Return a brief with the size of its letters in the place of :data:`LETTERS`.

    Args:
        page: its HTML.
        first_column: width of the first column of its tables, mm (see :func:`letters_for`).
    """
    page = TOGETHER.sub("\u00a0", page)
    if current() != SOURCE:
        page = TEXT.sub(lambda text: APOSTROPHE.sub("\u2019", text[0]), page)
    return page.replace(LETTERS, f"{_letters(page, first_column):g}pt", 1)


def _letters(page: str, first_column: float) -> float:
    """Return the size of letters: one sheet each where the page says what stands on which, else both together."""
    begins = page.index("<main>") + len("<main>")
    parts = page[begins : page.index("</main>")].split(SHEET)[1:]
    if len(parts) != SHEETS:
        return letters_for(page, SHEETS, first_column)
    return min(letters_for(f"<main>{part}</main>", 1, first_column) for part in parts)
