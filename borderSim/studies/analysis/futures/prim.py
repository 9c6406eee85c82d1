"""Scenario discovery: the patient rule induction method (PRIM), by a fixed rule and with a guard against noise.

Friedman and Fisher 1999; Bryant and Lempert 2010 for its use on futures. From the box that holds all
futures, a slice of a twentieth at one end of one input is taken away at a time, the one that most
raises the share of cases per future lost, down to a twentieth of the futures. Of all boxes on that
way the one with the highest harmonic mean of coverage and density is taken; then every limit goes
whose quasi-p value (the chance that futures drawn from the box without that limit hold as many
cases) is above 0.05, and at most three stay.

Among two hundred inputs some box looks good by chance alone. The whole search, from the choice of
inputs on, is therefore done again with the cases shuffled; a box is told only where fewer than one
in twenty of these do as well.

The workbench for exploratory modelling (ema_workbench) has the same method with windows to steer it
by hand. It is no base dependency: it brings some forty packages. A test holds this one against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from borderSim.studies.analysis.futures.cells import Floats

PEEL = 0.05
LEAST_MASS = 0.05
MOST_LIMITS = 3
QUASI_P = 0.05
CANDIDATES = 12
"""Inputs that are searched: those whose ranks differ most between cases and others."""
SHUFFLES = 59
LEAST_CASES = 5
SEED = 20180601

Flags = NDArray[np.bool_]
Limits = Mapping[int, tuple[float, float]]


@dataclass(frozen=True)
class Box:
    """A box of futures.

    Attributes:
        limits: by column of the input its lowest and highest value, an infinite end is open.
        coverage: share of all cases that lie in it; density: share of its futures that are cases.
        mass: share of all futures in it.
        quasi_p: by column the chance that its limit helps by luck.
        p: share of searches with shuffled cases that found as good a box; NaN where not asked.
    """

    limits: Limits
    coverage: float
    density: float
    mass: float
    quasi_p: Mapping[int, float] = field(default_factory=dict)
    p: float = float("nan")

    @property
    def score(self) -> float:
        """The harmonic mean of coverage and density."""
        total = self.coverage + self.density
        return 2 * self.coverage * self.density / total if total else 0.0

    @property
    def told(self) -> bool:
        """Whether it is told from what chance finds."""
        return bool(self.limits) and self.p < QUASI_P


def discover(inputs: Floats, cases: Flags, shuffles: int = SHUFFLES) -> Box | None:
    """Return the box in which cases mostly lie; None with too few cases, or too few others.

    Args:
        inputs: (F, columns) numbers.
        cases: (F,) whether the future is one of those asked for.
        shuffles: how often the search is done with shuffled cases.
    """
    from scipy import stats  # only here: a report without futures starts sooner

    if min(int(cases.sum()), int((~cases).sum())) < LEAST_CASES:
        return None
    ranks = stats.rankdata(inputs, axis=0)
    found = _search(inputs, ranks, cases)
    if not found.limits:
        return found
    rng = np.random.default_rng(SEED)
    as_good = sum(
        _search(inputs, ranks, rng.permutation(cases)).score >= found.score for _ in range(shuffles)
    )
    p = (as_good + 1) / (shuffles + 1)
    return Box(found.limits, found.coverage, found.density, found.mass, found.quasi_p, p)


def trajectory(inputs: Floats, cases: Flags) -> list[Box]:
    """Return the boxes of the peeling, from the one that holds everything on."""
    inside = np.ones(len(cases), dtype=bool)
    limits: dict[int, tuple[float, float]] = {}
    boxes = [_box(limits, inside, cases)]
    least = max(1, int(np.ceil(LEAST_MASS * len(cases))))
    while step := _best_peel(inputs, cases, inside, least):
        column, low, high, inside = step
        own = limits.get(column, (-np.inf, np.inf))
        limits = {**limits, column: (max(own[0], low), min(own[1], high))}
        boxes.append(_box(limits, inside, cases))
    return boxes


def _search(inputs: Floats, ranks: Floats, cases: Flags) -> Box:
    """Return the best box on the way, without limits that luck explains."""
    chosen = _candidates(ranks, cases)
    own = inputs[:, chosen]
    best = max(trajectory(own, cases), key=lambda box: box.score)
    limits = dict(best.limits)
    while limits:
        quasi = {column: quasi_p(own, cases, limits, column) for column in limits}
        worst = max(quasi, key=lambda column: quasi[column])
        if quasi[worst] <= QUASI_P and len(limits) <= MOST_LIMITS:
            break
        del limits[worst]
    quasi = {chosen[c]: quasi_p(own, cases, limits, c) for c in limits}
    inside = within(own, limits)
    told = _box({chosen[c]: ends for c, ends in limits.items()}, inside, cases)
    return Box(told.limits, told.coverage, told.density, told.mass, quasi)


def _candidates(ranks: Floats, cases: Flags) -> list[int]:
    """Return the columns whose mean rank differs most between cases and others."""
    spread = ranks.std(axis=0)
    apart = np.abs(ranks[cases].mean(axis=0) - ranks[~cases].mean(axis=0))
    strength = np.where(spread > 0, apart / np.where(spread > 0, spread, 1), -1.0)
    order = np.argsort(-strength, kind="stable")[:CANDIDATES]
    return [int(i) for i in order if strength[i] >= 0]


def within(inputs: Floats, limits: Limits) -> Flags:
    """Return which futures lie in a box."""
    inside = np.ones(len(inputs), dtype=bool)
    for column, (low, high) in limits.items():
        inside &= (inputs[:, column] >= low) & (inputs[:, column] <= high)
    return inside


def quasi_p(inputs: Floats, cases: Flags, limits: Limits, column: int) -> float:
    """Return the chance that as many cases lie in the box if this limit did not matter.

    A binomial test against the share of cases in the box without the limit (Bryant and Lempert 2010).
    """
    without = within(inputs, {c: ends for c, ends in limits.items() if c != column})
    inside = within(inputs, limits)
    share = float(cases[without].mean())
    from scipy import stats  # only here: a report without futures starts sooner

    return float(stats.binom.sf(int(cases[inside].sum()) - 1, int(inside.sum()), share))


def _best_peel(
    inputs: Floats, cases: Flags, inside: Flags, least: int
) -> tuple[int, float, float, Flags] | None:
    """Return the slice to take away: column, new limits, and what is left; None where nothing helps."""
    count, mean = int(inside.sum()), float(cases[inside].mean())
    if mean >= 1.0:
        return None
    own, told = inputs[inside], cases[inside]
    ends = np.quantile(own, (PEEL, 1 - PEEL), axis=0)
    kept = np.stack([own >= ends[0], own <= ends[1]])  # (2, futures inside, columns)
    left = kept.sum(axis=1)
    held = (kept & told[:, None]).sum(axis=1)
    fits = (left >= least) & (left < count)
    gain = np.where(fits, (held / np.maximum(left, 1) - mean) / np.maximum(count - left, 1), -1.0)
    if not gain.max() > 0:
        return None
    column, side = (int(i) for i in np.unravel_index(int(gain.T.argmax()), gain.T.shape))
    low, high = (float(ends[0, column]), np.inf) if side == 0 else (-np.inf, float(ends[1, column]))
    cut = inside.copy()
    cut[inside] = kept[side, :, column]
    return column, low, high, cut


def _box(limits: Limits, inside: Flags, cases: Flags) -> Box:
    held = int((inside & cases).sum())
    return Box(
        dict(limits),
        held / max(1, int(cases.sum())),
        held / max(1, int(inside.sum())),
        float(inside.mean()),
    )
