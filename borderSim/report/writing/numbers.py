"""How numbers are written, in every table and sentence of report, brief and terminal.

One rule for the unit of money: that of the largest difference between levels, so that thousands of
EUR stand where all are below a million (:func:`money_magnitude`); costs, which stand side by side,
share theirs. One rule for digits: two significant digits of the half-width of the interval, and
never more than three of the number itself (:func:`decimals`); a column has one number of decimals
(:func:`decimals_together`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from borderSim.language.catalogue import N_, gettext
from borderSim.language.forms import separators
from borderSim.measures.outcomes import Outcome

MINUS = "−"
SMALLEST = 6
"""Most decimals that an end near zero is given, so that its sign is seen."""


@dataclass(frozen=True)
class Scale:
    """How the numbers of one outcome are shown.

    Attributes:
        factor: shown number = stored number x factor.
        unit: unit of a value; ``difference_unit``: unit of a difference.
        per_year: whether a total is meant a year.
    """

    factor: float
    unit: str
    difference_unit: str
    per_year: bool


def euro_scale(magnitude: float) -> tuple[float, str]:
    """Return factor and unit, in the language in force, in which amounts of this size (EUR) are legible."""
    for size, unit in ((1e9, N_("bn EUR")), (1e6, N_("M EUR")), (1e4, N_("k EUR"))):
        if magnitude >= size:
            return {"bn EUR": 1e-9, "M EUR": 1e-6, "k EUR": 1e-3}[unit], gettext(unit)
    return 1.0, "EUR"


def money_magnitude(differences: float, values: float) -> float:
    """Return the size (EUR) by which the unit of a column of money is chosen.

    Args:
        differences: the largest of its differences and their ends; 0 where there are none.
        values: the largest of its values.
    """
    return max(differences, min(values, 1e4)) if differences > 0 else values


def scale_of(outcome: Outcome, magnitude: float) -> Scale:
    """Return the scale of an outcome whose largest number is ``magnitude`` (in its own unit)."""
    per_year = outcome.kind == "total"
    if outcome.percent:
        return Scale(100.0, "%", gettext("points"), per_year)
    if outcome.unit == "EUR":
        factor, unit = euro_scale(magnitude if math.isfinite(magnitude) else 0.0)
        return Scale(factor, unit, unit, per_year)
    unit = "" if outcome.pure else gettext(outcome.unit)
    return Scale(1.0, unit, unit, per_year)


def decimals(width: float, value: float = 0.0) -> int:
    """Return the decimals that show two significant digits of a half-width, but no more than three of the value.

    Args:
        width: half of an interval's width; 0 or NaN for none.
        value: the number itself; 0 where only the interval decides.
    """
    size = max(abs(width), abs(value) / 10) if math.isfinite(width) else abs(value) / 10
    if not math.isfinite(size) or size <= 0:
        return 2
    return min(4, max(0, 1 - math.floor(math.log10(size))))


def fixed(value: float, places: int, *, signed: bool = False) -> str:
    """Write a number with so many decimals, in the form of the language in force, and a true minus.

    NaN is a dash.
    """
    if not math.isfinite(value):
        return "–"
    text = f"{abs(value):,.{places}f}"
    zero = not text.strip("0.")
    mark, space = separators()
    text = text.replace(",", space).replace(".", mark)
    if zero:
        return text
    sign = MINUS if value < 0 else ("+" if signed else "")
    return sign + text


def end_of(value: float, places: int, *, signed: bool = False) -> str:
    """Write an end of an interval; one that rounding would make zero keeps a digit, so that its side of zero is seen."""
    if not math.isfinite(value) or value == 0:
        return fixed(value, places, signed=signed)
    enough = next((p for p in range(places, SMALLEST + 1) if round(value, p) != 0), places)
    return fixed(value, enough, signed=signed)


def decimals_together(numbers: Iterable[tuple[float, float]]) -> int:
    """Return one number of decimals for numbers that stand in one column.

    That of the widest, but so many that the finest interval keeps one significant digit of its
    half-width.

    Args:
        numbers: half-width (NaN or 0 for none) and value of each; those that are zero or not
            known are left out.
    """
    sizes = [
        (half if math.isfinite(half) else 0.0, abs(value))
        for half, value in numbers
        if math.isfinite(value)
    ]
    told = [
        (max(half, value / 10), decimals(half, value), half > 0)
        for half, value in sizes
        if max(half, value) > 0
    ]
    if not told:
        return 2
    finest = max((places - 1 for _, places, spread in told if spread), default=0)
    return max(max(told)[1], finest)


def plain(value: float) -> str:
    """Write a number of unknown size with four significant digits."""
    if not math.isfinite(value):
        return "–"
    if value == 0:
        return "0"
    places = min(6, max(0, 3 - math.floor(math.log10(abs(value)))))
    text = fixed(value, places)
    mark = separators()[0]
    return text.rstrip("0").rstrip(mark) if mark in text else text


def chance(share: float | None) -> str:
    """Write a chance in whole per cent; a dash where it is not known."""
    return "–" if share is None or not math.isfinite(share) else f"{fixed(100 * share, 0)} %"


def about(number: float) -> str:
    """Write a whole number to two significant digits: 1 738 is about 1 700."""
    digits = max(0, len(str(int(number))) - 2)
    return fixed(round(number, -digits), 0)
