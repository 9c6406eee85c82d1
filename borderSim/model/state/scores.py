"""Lawful traffic seen through its risk scores: exact in distribution, never drawn one by one.

Arrivals of a class are Poisson; the score of a lawful unit is ``belief + b z - b^2 / 2`` with
``z ~ N(0, 1)``. All scores of a route and day are therefore a Poisson process on the line with
mean measure ``above(s)`` (expected number of units with a score above ``s``). In the coordinate
``above`` the process has unit rate: the K-th highest score is where a Gamma(K) variate falls.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from borderSim.model.kernels.moved_up import move_matches
from borderSim.model.kernels.ranked_lists import LOW, NEVER, POINTS, STEP, carry_over
from borderSim.model.kernels.survival import survival
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.routes import Routes

GRID: Floats = np.asarray(LOW + STEP * np.arange(POINTS), dtype=np.float64)
SHIFT_STEP = 4
"""Weights of leads are binned to ``SHIFT_STEP * STEP`` = half a unit of log-odds."""
BIN_WIDTH = SHIFT_STEP * STEP
SHIFTS = 25
"""Bins of lead weights, up to twelve units of log-odds."""
MOST_WEIGHT = (SHIFTS - 1) * BIN_WIDTH
"""Log-odds that a lead, tip or hit adds at most: a match that one in 160,000 units has by chance is as good as sure."""


class LaneMatch(NamedTuple):
    """Traffic of one lane of a route that matches: a tip of which the name was lost.

    Attributes:
        route, lane: indices; bin: of the weight; share: of the lane's traffic, 0 to 1.
    """

    route: int
    lane: int
    bin: int
    share: float


class Spot(NamedTuple):
    """Where scores lie on the grid, one a route (R,): place in a measure laid out flat, and the way to the next point."""

    place: NDArray[np.int64]
    way: Floats


def shift_bin(weight: float) -> int:
    """Bin of a lead's weight (log-odds), 1 to ``SHIFTS - 1``.

    0 for weights that round to nothing.
    """
    return int(shift_bins(np.full(1, weight))[0])


def shift_bins(weight: Floats) -> NDArray[np.int64]:
    """:func:`shift_bin` of several weights."""
    return np.minimum(np.maximum(np.rint(weight / BIN_WIDTH), 0), SHIFTS - 1).astype(np.int64)


def _moved_up(measure: Floats, bin_: int) -> Floats:
    """Measures (..., G) of units whose scores all rise by the weight of a bin."""
    cut = bin_ * SHIFT_STEP
    out = np.empty_like(measure)
    out[..., cut:], out[..., :cut] = measure[..., : POINTS - cut], measure[..., :1]
    return out


def _with_matches(measure: Floats, matches: Floats | None) -> Floats:
    """Measures (..., R, G) after units that match a lead on somebody moved up by its weight.

    Args:
        measure: (..., R, G) before.
        matches: (R, SHIFTS) share of each route's traffic that matches leads of each weight bin.
    """
    if matches is None:
        return measure
    out = np.empty_like(measure)
    kinds = (-1, *measure.shape[-2:])
    move_matches(
        measure.reshape(kinds),
        np.full(matches.shape, np.nan),
        matches,
        1.0 - matches.sum(axis=1),
        SHIFT_STEP,
        out.reshape(kinds),
    )
    return out


class ScoreField:
    """Expected numbers above every score, for all routes at once.

    Attributes (R routes, C classes, G grid points):
        lawful, opportunist: (R, G) expected units a day with a score above the grid point.
        total: (R, G) both, after those that match leads moved up; crooked: opportunists
        so; kinds: (2, R, G) both.
        survival, survival_illicit, survival_believed: (R, C, G) chance that a unit of a class scores
            above the grid point: lawful, illicit, and illicit as customs believes.
        bounds: (days, R) by age: what waits lies below this score (-inf: nothing waits).
        waiting: (days, R, G) by age: asked for but not yet checked.
        checked_by_wait: (1 + days, R) expected checks by rank of the day just closed, by whole days
            waited; None where nobody had waited and nobody was left.
    """

    def __init__(
        self, routes: Routes, belief: Floats, believed_signal: float, signal: float
    ) -> None:
        self._routes = routes
        self.waiting: Floats = np.zeros((int(routes.hold.max(initial=0)), routes.n, POINTS))
        self.bounds: Floats = np.full((len(self.waiting), routes.n), -np.inf)
        self._some_wait = False
        self.checked_by_wait: Floats | None = None
        self.matches: Floats | None = None
        self.lanes: list[LaneMatch] = []
        self._scored_by: tuple[float, float] | None = None
        self._matched: Floats | None = None
        self.refresh(belief, believed_signal, signal)

    def refresh(self, belief: Floats, believed_signal: float, signal: float) -> None:
        """Recompute the measures after beliefs changed.

        Args:
            belief: (R, C) what customs believes of the classes, log-odds.
            believed_signal: b, the shift of the document score that customs reckons with.
            signal: d, the true shift for an illicit unit without bought cover.
        """
        r = self._routes
        self._score(belief, believed_signal, signal)
        self.lawful = np.einsum("rc,rcg->rg", r.class_rate, self.survival)
        self.opportunist = np.einsum(
            "rc,rcg->rg", r.illicit_shares * r.opportunist_rate[:, None], self.survival_illicit
        )
        self.base = self.lawful + self.opportunist
        self._unmatched, self._matched = np.stack([self.base, self.opportunist]), None
        self._use(self.matches, self.lanes)

    def _score(self, belief: Floats, believed_signal: float, signal: float) -> None:
        """Work out who scores above the grid points, anew only where beliefs or signals are others than before.

        (Where classes drift, the traffic changes and what customs believes of it does not.)
        """
        b, signals = believed_signal, (believed_signal, signal)
        if self._scored_by == signals and np.array_equal(belief, self.belief):
            return
        self._scored_by = signals
        self.belief, self.believed_signal, self.signal = belief.copy(), believed_signal, signal
        centre = self.belief - b * b / 2
        self.survival = survival(centre, GRID, 0.0, b)
        self.survival_illicit = survival(centre, GRID, b * signal, b)
        self.survival_believed = (
            self.survival_illicit if signal == b else survival(centre, GRID, b * b, b)
        )

    def match_leads(self, matches: Floats, lanes: Sequence[LaneMatch] = ()) -> None:
        """Let part of the traffic match leads: thinned by its share, and moved up by the weight.

        The units that match are a Poisson process of their own, thinned out of the rest; both
        together are the traffic as it was, and no unit matches more than once.

        Args:
            matches: (R, SHIFTS) share of the route's traffic, of all classes alike, that matches
                leads of each weight bin; more than all of it is cut back to all of it.
            lanes: what matches of single lanes, out of the traffic that is left; the highest weight
                first.
        """
        total = matches.sum(axis=1)
        too_much = (total > 1.0).any()
        marks = matches / np.maximum(total, 1.0)[:, None] if too_much else matches.copy()
        left: dict[tuple[int, int], float] = {}
        found = []
        for x in sorted(lanes, key=lambda x: -x.bin):
            key = (x.route, x.lane)
            rest = left.get(key, 1.0 - float(marks[x.route].sum()))
            found.append(x._replace(share=min(x.share, max(rest, 0.0))))
            left[key] = rest - found[-1].share
        self._use(marks, [x for x in found if x.share > 0])

    def marks(self, route: int) -> Floats:
        """Share of the traffic of each lane of a route that matches, by bin of weight, (L, SHIFTS)."""
        lanes = self._routes.lane_shares.shape[1]
        out = np.zeros((lanes, SHIFTS))
        if self.matches is not None:
            out += self.matches[route]
        for x in self.lanes:
            if x.route == route:
                out[x.lane, x.bin] += x.share
        return out

    def _use(self, matches: Floats | None, lanes: list[LaneMatch]) -> None:
        self._matched = self._matched_anew(matches)
        self.matches, self.lanes = matches, lanes
        self.kinds = self._matched.copy() if lanes else self._matched
        for x in lanes:
            mine = self.of_lane(x.route, x.lane)
            self.kinds[:, x.route] += x.share * (_moved_up(mine, x.bin) - mine)
        self.total, self.crooked = self.kinds

    def of_lane(self, route: int, lane: int) -> Floats:
        """Measures (2, G) of the traffic of a lane of a route, and of the opportunists in it, none of them moved up."""
        r, alike = self._routes, self._routes.lane_of_class == lane
        crooks = r.illicit_shares[route, alike] * r.opportunist_rate[route]
        crooked = crooks @ self.survival_illicit[route, alike]
        return np.stack(
            [r.class_rate[route, alike] @ self.survival[route, alike] + crooked, crooked]
        )

    def _matched_anew(self, matches: Floats | None) -> Floats:
        """Measures (2, R, G) with matches in place of those in use: only routes with others are worked out."""
        if self._matched is None or self.matches is None or matches is None:
            return _with_matches(self._unmatched, matches)
        unmatched = 1.0 - matches.sum(axis=1)
        move_matches(self._unmatched, self.matches, matches, unmatched, SHIFT_STEP, self._matched)
        return self._matched

    def checked_of(self, measure: Floats, cut: Floats, bounds: Floats | None = None) -> Floats:
        """Expected number of one or several kinds of units among today's checks, (..., R).

        Of today's arrivals those above the cut were checked; of what waited those between the
        cut and the lowest score that was checked on the days before.

        Args:
            measure: (..., R, G) of the kinds, leads matched.
            cut: (R,) lowest score checked today.
            bounds: (days, R) of what waited this morning, where the day has moved on since.
        """
        return self.checked_at(measure, cut, self.above(measure, cut), bounds)

    def checked_at(
        self, measure: Floats, cut: Floats, mine: Floats, bounds: Floats | None = None
    ) -> Floats:
        """Return :meth:`checked_of` where ``mine``, what lies above the cut, is known already."""
        bounds = self.bounds if bounds is None else bounds
        waits = (bounds > cut).any(axis=0).nonzero()[0]
        if not len(waits):
            return mine
        older = self.above(measure[..., waits, :], np.minimum(bounds[:, waits], NEVER))
        between = np.maximum(mine[..., None, waits] - older, 0.0)
        out = mine.copy()
        out[..., waits] += np.where(bounds[:, waits] > cut[waits], between, 0.0).sum(axis=-2)
        return out

    @staticmethod
    def density(measure: Floats, score: Floats) -> Floats:
        """Units per grid step at one score a route, (..., R)."""
        j = np.minimum(np.maximum((score - LOW) / STEP, 0.0), POINTS - 2).astype(np.int64)
        rows = np.arange(len(score))
        return measure[..., rows, j] - measure[..., rows, j + 1]

    def class_measure(self, c: int) -> Floats:
        """Measure of the lawful units of one class, leads matched, (R, G)."""
        plain = self._routes.class_rate[:, c, None] * self.survival[:, c]
        out = _with_matches(plain, self.matches)
        for x in self.lanes:
            if x.lane == self._routes.lane_of_class[c]:
                mine = plain[x.route]
                out[x.route] += x.share * (_moved_up(mine, x.bin) - mine)
        return out

    @staticmethod
    def above(measure: Floats, score: Floats) -> Floats:
        """Interpolate measures (..., R, G) at one score a route (R,), or several (K, R).

        Returns:
            (..., R), or (..., K, R).
        """
        spot = ScoreField.spot(score)
        left, right = ScoreField.at(measure, spot)
        return left + spot.way * (right - left)

    @staticmethod
    def spot(score: Floats) -> Spot:
        """Find scores, one a route (R,), or several (K, R), on the grid: reading many measures there needs it only once."""
        x = np.minimum(np.maximum((score - LOW) / STEP, 0.0), POINTS - 1.000001)
        j = x.astype(np.int64)
        return Spot(
            j + np.arange(0, score.shape[-1] * POINTS, POINTS), np.asarray(x - j, dtype=np.float64)
        )

    @staticmethod
    def at(measure: Floats, spot: Spot) -> tuple[Floats, Floats]:
        """Return measures (..., R, G) at the grid points below and above a spot, each (..., R) or (..., K, R)."""
        flat = measure.reshape(*measure.shape[:-2], -1)
        return flat.take(spot.place, axis=-1), flat.take(spot.place + 1, axis=-1)

    @staticmethod
    def score_at(measure: Floats, value: Floats) -> Floats:
        """Invert a measure (R, G): the score above which ``value`` (R,) units are expected."""
        below = measure <= value[:, None]
        count = np.where(below[:, -1], below.argmax(axis=1), POINTS)
        j = np.minimum(np.maximum(count - 1, 0), POINTS - 2)
        place = j + np.arange(0, len(value) * POINTS, POINTS)
        flat = measure.reshape(-1)
        left, right = flat.take(place), flat.take(place + 1)
        width = np.where(left > right, left - right, 1.0)
        f = np.minimum(np.maximum((left - value) / width, 0.0), 1.0)
        return np.where(count == 0, LOW, LOW + STEP * (j + f))

    def asked(self, threshold: Floats) -> Floats:
        """Expected units asked for today, (R,): arrivals above the threshold, and all that waits."""
        fresh, layers = self.above(self.total, threshold), self.layers
        return fresh + layers[:, :, 0].sum(axis=0) if len(layers) else fresh

    @property
    def layers(self) -> Floats:
        """(D, R, G) what waits, by age; no layer while nobody waits."""
        return self.waiting if self._some_wait else self.waiting[:0]

    def pool(self) -> Floats:
        """Today's arrivals and all that waits, (R, G)."""
        return self.total + self.layers.sum(axis=0) if self._some_wait else self.total

    def carry_over(
        self,
        cut: Floats,
        threshold: Floats,
        hold: NDArray[np.int64],
        fresh: Floats | None = None,
    ) -> Floats:
        """Move what was asked for but not checked to the next day.

        Args:
            cut: (R,) lowest score checked today (the threshold where the list was done).
            threshold: (R,) score from which a check is asked for.
            hold: (R,) whole days that a unit may wait.
            fresh: (R,) today's arrivals above the threshold, where that is known already.

        Returns:
            (R,) expected number released at the end of their legal hold.
        """
        self.checked_by_wait = None
        if not (self._some_wait or (cut > threshold).any()):
            return np.zeros(len(cut))
        released, checked, self.bounds, some = carry_over(
            self.total,
            self.waiting,
            self.bounds,
            self.above(self.total, threshold) if fresh is None else fresh,
            cut,
            threshold,
            hold,
        )
        if len(self.waiting):
            self._some_wait, self.checked_by_wait = some, checked
        return released
