"""How wide letters are: those of Arial, whose widths Helvetica and Liberation Sans share.

The numbers are the widths of the fonts' own tables (Adobe Font Metrics of Helvetica and
Helvetica-Bold), in thousandths of the size of the letters.
"""

from __future__ import annotations

import unicodedata
from functools import cache

FIRST = 32
REGULAR = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 "
    "556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 "
    "667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 "
    "556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
BOLD = (
    "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 "
    "556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 "
    "667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 "
    "611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584"
)
"""From the blank (32) to the tilde (126)."""
OTHERS = {
    "−": 584,
    "–": 556,
    "—": 1000,
    "’": 278,
    "‘": 278,
    "“": 500,
    "”": 500,
    "«": 556,
    "»": 556,
    "→": 1000,
    "×": 584,
    "·": 278,
    "…": 1000,
    "œ": 944,
    "Œ": 1000,
    "æ": 889,
    "ß": 611,
    "\u00a0": 278,
    "\u202f": 278,
}
UNKNOWN = 1000
"""A letter of another script: as wide as high."""


@cache
def width(letter: str, *, bold: bool = False) -> float:
    """Return the width of a letter over its size; accents and marks add nothing."""
    if letter in OTHERS:
        return OTHERS[letter] / 1000
    base = unicodedata.normalize("NFD", letter)[0]
    table = _table(BOLD if bold else REGULAR)
    place = ord(base) - FIRST
    return (table[place] if 0 <= place < len(table) else UNKNOWN) / 1000


@cache
def _table(widths: str) -> tuple[int, ...]:
    return tuple(map(int, widths.split()))
