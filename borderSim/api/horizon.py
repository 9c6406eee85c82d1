"""``years`` and ``measure_from_year`` among the overrides of a sweep, which has arguments of its own for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from borderSim.errors import InputError
from borderSim.given import above_zero, shown, whole

YEARS, FROM_YEAR = "years", "measure_from_year"


def years_apart(
    texts: Sequence[str], years: int | float | None, measure_from_year: int | None = None
) -> tuple[list[str], int | float | None, int | None]:
    """Return overrides without these two, and what is said of them there or beside.

    Args:
        texts: ``key=value`` each.
        years: horizon in years, as it was given by itself (None: it was not).
        measure_from_year: first year that is measured, likewise.

    Raises:
        InputError: one is said twice, or is no such number.
    """
    rest, said = _apart(texts, YEARS, years)
    if said is not None:
        years = above_zero(YEARS, _number(YEARS, said, "a number above 0"))
    rest, said = _apart(rest, FROM_YEAR, measure_from_year)
    if said is not None and said != "null":
        measure_from_year = whole(1)(
            FROM_YEAR, _number(FROM_YEAR, said, "a whole number of at least 1")
        )
    return rest, years, measure_from_year


def _apart(texts: Sequence[str], key: str, beside: object) -> tuple[list[str], str | None]:
    """Return the texts without those of a key, and what they say of it (None: nothing)."""
    said = [text for text in texts if text.partition("=")[0] == key]
    if not said:
        return list(texts), None
    if len(said) > 1 or beside is not None:
        raise InputError(f"{key} is given twice: write {key}= alone, or one of the overrides")
    return [text for text in texts if text not in said], said[0].partition("=")[2]


def _number(key: str, value: str, what: str) -> Any:
    try:
        number = float(value)
    except ValueError:
        raise InputError(f"{key}={shown(value)}: must be {what}") from None
    return int(number) if value.isdecimal() else number
