"""Numbers and dates as each language writes them."""

from __future__ import annotations

import datetime as dt
from functools import cache

from borderSim.language.catalogue import ngettext
from borderSim.language.current import SOURCE, current

SPACE = " "
NARROW = "\u202f"


def separators() -> tuple[str, str]:
    """Return the decimal mark and the space between thousands.

    English texts put a space between thousands too: a comma would be a decimal mark to half of the
    readers.
    """
    return _separators(current())


@cache
def _separators(language: str) -> tuple[str, str]:
    if language == SOURCE:
        return ".", SPACE
    from babel.core import Locale

    symbols = Locale(language).number_symbols["latn"]
    return symbols["decimal"], symbols["group"]


def localised(number: str) -> str:
    """Return a number that Python wrote (``1,234.5``) with the marks of the language in force.

    In English it stays as it is.
    """
    if current() == SOURCE:
        return number
    mark, space = separators()
    return number.replace(",", space).replace(".", mark)


def in_years(years: float) -> str:
    """Return a span in words: ``1 year``, ``2.5 years``."""
    # (in English one and a half are years, in French they are not)
    count = int(years) if years == int(years) or current() != SOURCE else 2
    return ngettext("{n} year", "{n} years", count).format(n=localised(f"{years:g}"))


def date(day: dt.date) -> str:
    """Return a date in full, such as ``30 November 2026`` or ``30 novembre 2026``."""
    from babel.dates import format_date

    language = "en_GB" if current() == SOURCE else current()
    return format_date(day, "long", locale=language)
