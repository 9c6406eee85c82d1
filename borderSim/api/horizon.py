"""``years`` among the overrides of a sweep, which has an argument of its own for it."""

from __future__ import annotations

from collections.abc import Sequence

from borderSim.errors import InputError
from borderSim.given import above_zero, shown

YEARS = "years"


def years_apart(
    texts: Sequence[str], years: int | float | None
) -> tuple[list[str], int | float | None]:
    """Return overrides without ``years=``, and the horizon in years that is said there or beside.

    Args:
        texts: ``key=value`` each.
        years: as it was given by itself (None: it was not).

    Raises:
        InputError: it is said twice, or is no number above 0.
    """
    said = [text for text in texts if text.partition("=")[0] == YEARS]
    if not said:
        return list(texts), years
    if len(said) > 1 or years is not None:
        raise InputError(f"{YEARS} is given twice: write {YEARS}= alone, or one of the overrides")
    value = said[0].partition("=")[2]
    try:
        number = float(value)
    except ValueError:
        raise InputError(f"{YEARS}={shown(value)}: must be a number above 0") from None
    whole = int(number) if value.isdecimal() else number
    return [text for text in texts if text not in said], above_zero(YEARS, whole)
