"""The one estimator: values and paired differences over replicates, with intervals of 95 %.

Whatever is told over replicates is a weighted sum of ratios of sums: a mean is the ratio with a
denominator of one a replicate, a difference of two levels has the weights +1 and -1, a contrast has
more. The interval is Student's t on the replicates' parts in the estimate: the linearised part of
each replicate (delta method), divided by what is left of the denominator without that replicate,
which makes it the jackknife. Of a mean it is the ordinary t interval. Of a ratio it covers better
than the linearised parts alone with few replicates, and far better than a percentile bootstrap;
:mod:`borderSim.studies.analysis.coverage` measures it.

Three rules hold wherever an estimate is told:

* below :data:`LEAST` replicates there is no interval;
* where all replicates say the same there is no interval either, but "the same in all replicates":
  what has no spread among a handful of replicates may still have some;
* a value ends where its quantity ends (:func:`bounds_of`): no count below 0, no share above 1. A
  difference has no such bounds.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from borderSim.measures.outcomes import Outcome

CONFIDENCE = 0.95
LEAST = 5
"""Fewest replicates that an interval is told of (assumption: with fewer, few events may differ by
the same number by chance, and t intervals are too wide to say anything)."""
PROVISIONAL_BELOW = 100
"""With fewer replicates a result is provisional (assumption), unless all differences are known
precisely (:func:`borderSim.studies.analysis.precision.precise`)."""
ROUNDING = 1e-9
"""Differences below this part of what is compared are the computer's rounding (technical)."""
NAN = float("nan")

Why = Literal["", "no value", "few", "same", "one holds all"]
"""Why there is no interval: ``few`` replicates, the ``same`` in all of them, or one replicate holds
the whole denominator (``one holds all``); empty where there is one."""

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Estimate:
    """A number with its 95 % interval.

    Attributes:
        value: the estimate, NaN where there is none.
        low, high: ends of the interval, NaN where there is none (:attr:`why` says why).
        n: replicates that it stands on.
        error: standard error, NaN below two replicates; 0 where all replicates say the same.
    """

    value: float = NAN
    low: float = NAN
    high: float = NAN
    n: int = 0
    error: float = NAN

    @property
    def known(self) -> bool:
        """Whether there is an interval."""
        return self.low == self.low and self.high == self.high

    @property
    def same(self) -> bool:
        """Whether all of enough replicates say the same."""
        return self.n >= LEAST and self.error == 0 and self.value == self.value

    @property
    def clear(self) -> bool:
        """Whether it is told from zero: its interval excludes zero, or all replicates say the same and it is not zero."""
        low, high = self.ends
        return low > 0 or high < 0

    @property
    def why(self) -> Why:
        """Why there is no interval."""
        if self.known:
            return ""
        if self.value != self.value:
            return "no value"
        if self.n < LEAST:
            return "few"
        return "same" if self.error == 0 else "one holds all"

    @property
    def ends(self) -> tuple[float, float]:
        """What verdicts are taken from: the interval.

        Twice the value where all of enough replicates say the same; else NaN.
        """
        if self.same:
            return self.value, self.value
        return (self.low, self.high) if self.n >= LEAST else (NAN, NAN)

    @property
    def half(self) -> float:
        """Half the width of the interval.

        0 where all replicates say the same, NaN where it is not known.
        """
        low, high = self.ends
        return (high - low) / 2

    def replicates_for(self, half: float) -> int | None:
        """Return how many replicates would make the interval as narrow as ``half`` to each side, by the spread seen so far.

        None where there is no interval, or no width is asked for.
        """
        if not (self.known and half > 0):
            return None
        return max(LEAST, math.ceil(self.n * (self.half / half) ** 2))

    def scaled(self, factor: float) -> Estimate:
        """Return the same in another unit; a negative factor swaps the ends."""
        low, high = sorted((self.low * factor, self.high * factor))
        return replace(
            self, value=self.value * factor, low=low, high=high, error=self.error * abs(factor)
        )

    def within(self, bounds: tuple[float, float]) -> Estimate:
        """Return the same with its interval cut to what the quantity can be; the value stays."""
        if not self.known:
            return self
        low, high = _cut(np.array(self.value), np.array(self.low), np.array(self.high), bounds)
        return replace(self, low=float(low), high=float(high))

    def as_dict(self) -> dict[str, Any]:
        """Return plain data, which :func:`stored` reads again."""
        return {
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "n": self.n,
            "same": self.same,
        }


def stored(numbers: Mapping[str, Any]) -> Estimate:
    """Return the estimate of plain data (null as NaN).

    A width of zero of earlier versions reads as no spread.
    """
    value, low, high = (
        NAN if numbers[key] is None else float(numbers[key]) for key in ("value", "low", "high")
    )
    n = int(numbers.get("n") or LEAST)
    if numbers.get("same") or (low == high == value):
        return Estimate(value, NAN, NAN, n, 0.0)
    error = (high - low) / 2 / t_quantile(n) if n > 1 else NAN
    return Estimate(value, low, high, n, error)


@dataclass(frozen=True)
class Estimates:
    """Many estimates of one shape: arrays of what :class:`Estimate` holds."""

    value: Floats
    low: Floats
    high: Floats
    n: Counts
    error: Floats

    def one(self, place: int | tuple[int, ...] = ()) -> Estimate:
        """Return one of them."""
        value, low, high, error = (
            float(part[place]) for part in (self.value, self.low, self.high, self.error)
        )
        return Estimate(value, low, high, int(self.n[place]), error)

    @property
    def clear(self) -> NDArray[np.bool_]:
        """Whether each is told from zero, as :attr:`Estimate.clear`."""
        same = (self.error == 0) & (self.n >= LEAST) & (np.abs(self.value) > 0)
        return (self.low > 0) | (self.high < 0) | same

    def within(self, low: ArrayLike, high: ArrayLike) -> Estimates:
        """Return the same with intervals cut to bounds, one pair for each."""
        ends = _cut(
            self.value, self.low, self.high, (np.asarray(low, float), np.asarray(high, float))
        )
        return replace(self, low=ends[0], high=ends[1])


@cache
def t_quantile(n: int) -> float:
    """Return the quantile of a 95 % t interval over ``n`` replicates."""
    written = _written_quantiles()
    if 2 <= n < len(written) + 2:
        return written[n - 2]
    from scipy.special import stdtrit

    return float(stdtrit(n - 1, 0.5 + CONFIDENCE / 2))


@cache
def _written_quantiles() -> tuple[float, ...]:
    """Return the quantiles of 2, 3, ... replicates that are written out: to load scipy takes as long as half a report."""
    lines = (Path(__file__).parent / "t_quantiles.txt").read_text(encoding="ascii").split()
    return tuple(map(float, lines))


def bounds_of(outcome: Outcome) -> tuple[float, float]:
    """Return between what a value of an outcome can lie, as its declaration says."""
    return outcome.low, outcome.high


# --------------------------------------------------------------------------- estimates
def mean(values: ArrayLike) -> Estimate:
    """Return a mean over replicates; what is not finite is left out."""
    return contrast(np.asarray(values, float)[None]).one()


def ratio(top: ArrayLike, bottom: ArrayLike) -> Estimate:
    """Return a ratio of sums over replicates."""
    return contrast(np.asarray(top, float)[None], np.asarray(bottom, float)[None]).one()


def difference(own: ArrayLike, base: ArrayLike) -> Estimate:
    """Return the difference of two means over paired replicates."""
    return contrast(
        np.stack([np.asarray(own, float), np.asarray(base, float)]), None, (1.0, -1.0)
    ).one()


def ratio_difference(
    own: tuple[ArrayLike, ArrayLike], base: tuple[ArrayLike, ArrayLike]
) -> Estimate:
    """Return the difference of two ratios of sums over paired replicates, each as (top, bottom)."""
    top, bottom = (
        np.stack([np.asarray(own[i], float), np.asarray(base[i], float)]) for i in (0, 1)
    )
    return contrast(top, bottom, (1.0, -1.0)).one()


def contrast(
    top: Floats, bottom: Floats | None = None, weights: Sequence[float] = (1.0,)
) -> Estimates:
    """Return a weighted sum over cells of ratios of sums over replicates.

    Args:
        top: numerators, shape (cells, ..., replicates); replicates in one place share their
            chances.
        bottom: denominators of the same shape; None: one a replicate, which makes it means.
        weights: of the cells.

    Returns:
        Estimates of shape (...). Replicates in which a cell has no number are left out of all
        cells. A cell whose denominators sum to 0 leaves no value.
    """
    bottom = np.ones_like(top) if bottom is None else bottom
    known = (np.isfinite(top) & np.isfinite(bottom)).all(axis=0)
    ratios, parts = ratio_parts(top, bottom, known)
    weight = np.asarray(weights, float)
    size = _size(top, bottom, known)
    value = _unrounded(np.tensordot(weight, ratios, 1), size)
    n = known.sum(axis=-1)
    error = standard_error(np.tensordot(weight, parts, 1), known)
    error = _unrounded(np.where(np.isnan(value), NAN, error), size)
    half = np.where((n >= LEAST) & (error > 0), _quantiles(n) * error, NAN)
    return Estimates(value, value - half, value + half, n, error)


def _size(top: Floats, bottom: Floats, known: NDArray[np.bool_]) -> Floats:
    """Return how large the ratios are before parts of opposite sign cancel, shape (...)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        sizes = np.where(known, np.abs(top), 0.0).sum(axis=-1) / np.abs(
            np.where(known, bottom, 0.0).sum(axis=-1)
        )
    return sizes.max(axis=0)


def ratio_parts(top: Floats, bottom: Floats, known: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Return ratios of sums, shape (...), and each replicate's part in them, shape (..., replicates).

    The mean of the pseudo-values of the jackknife would be the ratio plus the mean of the parts;
    of means the parts are the deviations. Unknown replicates have a part of 0.
    """
    tops, bottoms = np.where(known, top, 0.0), np.where(known, bottom, 0.0)
    n, whole = known.sum(axis=-1), bottoms.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = np.where(whole != 0, tops.sum(axis=-1) / whole, NAN)
        left = whole[..., None] - bottoms  # of the denominator, without this replicate
        parts = (n - 1)[..., None] * (tops - ratios[..., None] * bottoms) / left
    alone = np.abs(left) <= ROUNDING * np.abs(whole)[..., None]
    return ratios, np.where(known, np.where(alone, NAN, parts), 0.0)


def standard_error(parts: Floats, known: NDArray[np.bool_]) -> Floats:
    """Return the standard error of the mean of parts over known replicates, NaN below two of them."""
    n = known.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = np.where(known, parts, 0.0).sum(axis=-1) / n
        squares = (np.where(known, parts - centre[..., None], 0.0) ** 2).sum(axis=-1)
        return np.where(n > 1, np.sqrt(squares / (n - 1) / n), NAN)


def _quantiles(n: Counts) -> Floats:
    return np.array([t_quantile(int(k)) if k > 1 else NAN for k in np.ravel(n)]).reshape(
        np.shape(n)
    )


def _unrounded(values: Floats, size: Floats) -> Floats:
    """Return values without what is only rounding beside a size."""
    return np.where(np.abs(values) <= ROUNDING * size, 0.0, values)


def _cut(
    value: Floats, low: Floats, high: Floats, bounds: tuple[ArrayLike, ArrayLike]
) -> tuple[Floats, Floats]:
    """Return ends cut to bounds, but never so that the value lies outside; NaN stays."""
    least, most = np.minimum(bounds[0], value), np.maximum(bounds[1], value)
    return np.maximum(low, least), np.minimum(high, most)


# --------------------------------------------------------------------------- general formulas
def of_formula(whole: float, without: ArrayLike) -> Estimate:
    """Return the estimate of any formula of sums over replicates, by the same jackknife.

    Args:
        whole: the formula over all replicates.
        without: the formula without each replicate in turn, shape (replicates,).
    """
    left_out = np.asarray(without, float)
    n = len(left_out)
    if not np.isfinite(whole):
        return Estimate(n=n)
    if n < 2 or not np.isfinite(left_out).all():
        return Estimate(float(whole), n=n)
    parts = (n - 1) * (whole - left_out)
    error = float(standard_error(parts, np.ones(n, bool)))
    error = 0.0 if error <= ROUNDING * abs(whole) else error
    half = t_quantile(n) * error if n >= LEAST and error > 0 else NAN
    return Estimate(float(whole), float(whole - half), float(whole + half), n, error)
