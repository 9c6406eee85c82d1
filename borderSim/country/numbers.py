"""Numbers as offices write them, and the one sentence for a number that may be two.

A comma or a point with three digits behind it and no other sign, such as ``291.000``, may be a
decimal or a separator of thousands. It is asked about, never guessed.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field

from borderSim.errors import InputError
from borderSim.language.phrases import phrase

SPACES = "\u0020\u00a0\u2007\u2009\u202f"
APOSTROPHES = "'\u2019\u02bc"
_SIGN = r"[-+]?"
PLAIN = re.compile(
    rf"{_SIGN}[0-9]{{1,18}}(?:[.,][0-9]+)?(?:[eE][-+]?[0-9]{{1,2}})?|{_SIGN}[.,][0-9]+"
)
ONE_GROUP = re.compile(rf"{_SIGN}[1-9][0-9]{{0,2}}[.,][0-9]{{3}}")
"""``291.000``: 291, or 291 thousand."""
SPACED = re.compile(rf"{_SIGN}[0-9]{{1,3}}(?:[{SPACES}{APOSTROPHES}][0-9]{{3}})+(?:[.,][0-9]+)?")
"""``291 000``, ``1'250'000,5``: nothing but a separator of thousands."""
SEVERAL_GROUPS = re.compile(rf"{_SIGN}[0-9]{{1,3}}(?:([.,])[0-9]{{3}})(?:\1[0-9]{{3}})+")
"""``1.250.000``: the same sign twice separates thousands."""
BOTH_SIGNS = re.compile(
    rf"{_SIGN}[0-9]{{1,3}}(?:\.[0-9]{{3}})+,[0-9]+|{_SIGN}[0-9]{{1,3}}(?:,[0-9]{{3}})+\.[0-9]+"
)
"""``1.250,5`` and ``1,250.5``: what comes last is decimal."""
PERCENT = re.compile(rf"(.*[0-9])[{SPACES}]*%")
LONGEST = 60


@dataclass
class Habits:
    """How numbers were written, counted: told once, with an example of each.

    Attributes:
        seen: number of cells by habit.
        first: the first cell of each habit, and the number it was read as.
    """

    seen: Counter[str] = field(default_factory=Counter)
    first: dict[str, tuple[str, float]] = field(default_factory=dict)

    def note(self, habit: str, text: str, number: float) -> None:
        """Count a cell."""
        self.seen[habit] += 1
        self.first.setdefault(habit, (text, number))


def read_number(text: str, place: str, habits: Habits | None = None, share: bool = False) -> float:
    """Return the number that a cell holds.

    Args:
        text: the cell, without blanks at its ends, not empty.
        place: sheet, row and column, for sentences.
        habits: counts how numbers are written.
        share: whether ``12 %`` stands for 0.12.

    Raises:
        InputError: it is no number, may be two numbers, or is a percentage where none is meant.
    """
    habits = habits or Habits()
    given = text
    text = text.replace("\u2212", "-")
    if len(text) > LONGEST:
        raise InputError(
            phrase(
                "{place} must be a number, not a text of {text} characters",
                place=place,
                text=len(text),
            )
        )
    percent = PERCENT.fullmatch(text)
    if percent and not share:
        raise InputError(
            phrase(
                "{place} is '{given}', but is no share: write the number without %",
                place=place,
                given=given,
            )
        )
    if percent:
        number = _value(percent[1].strip(SPACES), given, place, habits) / 100.0
        habits.note("percent", given, number)
        return number
    return _value(text, given, place, habits)


def _value(text: str, given: str, place: str, habits: Habits) -> float:
    if ONE_GROUP.fullmatch(text):
        small = re.split("[.,]", text)
        whole = "".join(small)
        decimal = ".".join(small).rstrip("0").rstrip(".")
        raise InputError(
            f"{place} is '{given}', which may be {decimal} or {whole}: write {whole} if thousands are meant, {decimal} if not"
            + ("" if small[1].endswith("0") else f" (as {'.'.join(small)}0, with a fourth decimal)")
        )
    if SPACED.fullmatch(text):
        number = float(re.sub(f"[{SPACES}{APOSTROPHES}]", "", text).replace(",", "."))
        return _noted("thousands", given, number, habits)
    if SEVERAL_GROUPS.fullmatch(text):
        return _noted("thousands", given, float(re.sub("[.,]", "", text)), habits)
    if BOTH_SIGNS.fullmatch(text):
        decimal = max(text.rfind(","), text.rfind("."))
        whole = re.sub("[.,]", "", text[:decimal])
        return _noted("thousands", given, float(f"{whole}.{text[decimal + 1 :]}"), habits)
    if PLAIN.fullmatch(text):
        number = float(text.replace(",", "."))
        if math.isfinite(number):
            return _noted("comma", given, number, habits) if "," in text else number
    raise InputError(phrase("{place} must be a number, not '{given}'", place=place, given=given))


def _noted(habit: str, text: str, number: float, habits: Habits) -> float:
    habits.note(habit, text, number)
    return number


def shown(number: float) -> str:
    """Return a number as it is typed: no separator of thousands, no digit too many."""
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else f"{number:.10g}"
