"""Measures: what is counted of a run by rules of one's own.

A measure is a class (or an object) with ``outcomes`` and ``day(view)`` and ``end()``;
``start(view)`` and ``name`` may be there. A function of the view that returns a number is one too,
with :func:`measure`.
"""

from __future__ import annotations

import math
import numbers
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from borderSim.errors import ArgumentError, InputError, nearest, of_type
from borderSim.extend.outcome import outcome
from borderSim.measures.outcomes import Outcome

if TYPE_CHECKING:
    from borderSim.extend.views import DayView


class Measure(Protocol):
    """What a measure must have. It is copied anew for every run; it needs no base class.

    Attributes:
        outcomes: what it gives, each made by ``bs.outcome(...)``.
    """

    outcomes: list[Outcome]

    def day(self, view: DayView) -> None:
        """Look at a day of the horizon, at its end."""
        ...

    def end(self) -> Mapping[str, float | None]:
        """Return the value of every outcome that is no ratio, by name.

        None where it is not defined.
        """
        ...


class DailyMeasure:
    """A measure made of a function that returns a number a day (None: that day does not count).

    Attributes:
        function: the function; outcomes: the one outcome that it gives; name: its name.
    """

    def __init__(self, function: Callable[[DayView], float | None], declared: Outcome) -> None:
        self.function, self.outcomes, self.name = function, [declared], declared.name
        self.__doc__ = function.__doc__
        self._values: list[float] = []

    def __call__(self, view: DayView) -> float | None:
        """Return what the function says of a day."""
        return self.function(view)

    def day(self, view: DayView) -> None:
        """Note the value of a day."""
        value = self.function(view)
        if value is not None:
            self._values.append(_number(value))

    def end(self) -> dict[str, float | None]:
        """Return the sum, the mean or the last value."""
        of, values = self.outcomes[0], self._values
        if of.kind == "total":
            # as the shipped totals are summed: to the last bit
            return {of.name: float(np.sum(values))}
        if not values:
            return {of.name: None}
        return {of.name: float(np.mean(values)) if of.kind == "mean" else values[-1]}


def measure(
    *bare: object,
    unit: str = "",
    kind: str = "mean",
    direction: str = "none",
    meaning: str = "",
    name: str = "",
) -> Callable[[Callable[[DayView], float | None]], DailyMeasure]:
    """Make a measure of a function ``view -> number``, asked at the end of every day of the horizon.

    Args:
        *bare: nothing; a function stands here when the brackets were forgotten, and is refused.
        unit: of the value; it must be given.
        kind: ``mean`` over the days, ``total`` (their sum; tables show it a year) or ``state`` (the
            last day's).
        direction: ``up`` (more is better), ``down`` (less is better) or ``none``.
        meaning: what it is (default: the first line of the function's docstring).
        name: of the outcome (default: the function's).

    Raises:
        ArgumentError: written without brackets, or without a unit.
        InputError: something of it is not allowed.
    """
    if bare or not unit:
        raise ArgumentError(
            "measure: it says no unit: write @bs.measure(unit='...', kind='mean') above the function"
        )
    if kind == "ratio":
        raise InputError(
            "measure: kind='ratio': a function gives one number a day; a ratio needs a class with two totals"
        )

    def made(function: Callable[[DayView], float | None]) -> DailyMeasure:
        told = (
            meaning
            or (function.__doc__ or function.__name__.replace("_", " ")).strip().splitlines()[0]
        )
        declared = outcome(
            name or function.__name__, unit=unit, kind=kind, direction=direction, meaning=told
        )
        return DailyMeasure(function, declared)

    return made


def values_of(answer: object, declared: tuple[Outcome, ...]) -> dict[str, float | None]:
    """Return what the end of a measure gave, checked.

    Raises:
        TypeError: it is not what was declared, as the end of a sentence.
    """
    wanted = [one.name for one in declared if one.kind != "ratio"]
    if not isinstance(answer, Mapping):
        raise TypeError(
            f"end() gave {of_type(answer)}, but must give a mapping of {', '.join(wanted)}"
        )
    for name in answer:
        if name not in wanted:
            raise TypeError(
                f"end() gave '{name}', which it does not declare{nearest(str(name), wanted)}"
            )
    for name in wanted:
        if name not in answer:
            raise TypeError(f"end() did not give '{name}', which it declares")
    found: dict[str, float | None] = {}
    for name in wanted:
        try:
            found[name] = None if answer[name] is None else _number(answer[name])
        except TypeError as error:
            raise TypeError(f"end() gave for '{name}' {error}") from None
        if found[name] is not None and math.isnan(float(found[name] or 0.0)):
            found[name] = None
        elif math.isinf(found[name] or 0.0):
            raise TypeError(f"end() gave for '{name}' a number without end")
    return found


def _number(value: object) -> float:
    if (
        isinstance(value, bool)
        or (not isinstance(value, numbers.Real) and not hasattr(value, "__float__"))
        or isinstance(value, str)
    ):
        if type(value).__name__ in ("bool", "bool_"):
            return float(bool(value))
        raise TypeError(f"{of_type(value)}, but must give a number")
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise TypeError(f"{of_type(value)}, but must give a number") from None


def with_ratios(
    found: Mapping[str, float | None],
    declared: tuple[Outcome, ...],
    shipped: Mapping[str, float | None],
) -> dict[str, float | None]:
    """Return all declared outcomes in their order, ratios worked out from their two totals."""
    values = {**shipped, **found}
    out: dict[str, float | None] = {}
    for one in declared:
        if one.kind != "ratio":
            out[one.name] = found[one.name]
            continue
        top, bottom = values.get(one.numerator) or 0.0, values.get(one.denominator) or 0.0
        out[one.name] = top / bottom if bottom else None
    return out


__all__ = ["DailyMeasure", "Measure", "Outcome", "measure"]


def of_plain(given: Any) -> Any:
    """Return a function that is no measure yet as it is refused: it lacks its unit."""
    name = getattr(given, "__name__", "it")
    raise InputError(
        f"measures: the function '{name}' says no unit: write @bs.measure(unit='...', kind='mean') above it"
    )
