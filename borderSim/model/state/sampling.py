"""Who is checked among the lawful: exactly and without drawing them, or one by one.

Both samplers answer the same question for a day: given how many checks each route can make,
the threshold of its list and the scores of the organisations' loads that compete, how many
lawful units and opportunists were checked, of which classes, and which loads. ``LazySampler``
draws only that; ``FullSampler`` draws every unit and is the oracle of the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv, pdtr, pdtrik

from borderSim.model.state.random_streams import DailyUniforms, DayKeyed, Floats, generator
from borderSim.model.state.routes import Routes
from borderSim.model.state.scores import LOW, NEVER, POINTS, SHIFT_STEP, SHIFTS, STEP, ScoreField

Ints = NDArray[np.int64]
SPARE = 6
"""Extra uniforms a route and day for the exact rank of several loads at one post."""


@dataclass(slots=True)
class Checked:
    """What a day's lists came to (R routes, C classes).

    Attributes:
        units: (R,) units without an organisation that were checked by rank.
        opportunists: (R,) of these, opportunists; strip_list: (R,) of these, fit for a strip by
            score.
        loads: loads chosen by route: how many of the loads, best score first.
        cut: (R,) lowest score checked. released, waiting: (R,) left over.
        by_wait: (1 + days, R) of the units, by whole days waited, expected (counted where all are
            drawn); None where nobody had waited.
    """

    units: Ints
    opportunists: Ints
    strip_list: Ints
    loads: dict[int, int]
    cut: Floats
    released: Floats
    waiting: Floats
    by_wait: Floats | None = None


@dataclass(slots=True)
class Listed:
    """How far the posts came down their lists by themselves (R routes).

    Attributes:
        taken: (R,) checks by rank, loads of organisations included.
        left: (R,) units above the threshold that are left: expected (counted where all are drawn);
            0 where the list is done.
    """

    taken: Ints
    left: Floats


Lend = Callable[[Listed], Ints]
"""Says how many further checks, (R,), others make possible once the posts' own are known."""


class Sampler(Protocol):
    """A way to find out who is checked on a day."""

    def select(
        self,
        day: int,
        field: ScoreField,
        threshold: Floats,
        strip_threshold: Floats,
        capacity: Ints,
        scores: dict[int, list[float]],
        lend: Lend | None = None,
    ) -> Checked:
        """Answer for one day.

        Args:
            day: day since the start.
            field: measures of lawful traffic, opportunists and false matches.
            threshold: (R,) score from which a check is asked for.
            strip_threshold: (R,) score from which a strip is asked for.
            capacity: (R,) checks that can be made.
            scores: by route, scores of the competing loads above the threshold, best first.
            lend: what others add to ``capacity`` after a first pass (None: nothing).
        """
        ...

    def asked_and_waiting(self, field: ScoreField, threshold: Floats, days: int) -> Floats:
        """Units (expected, or counted) that have waited longer than ``days`` for their check, (R,)."""
        ...


@dataclass(slots=True)
class _Pass:
    """A pass down the lists of the day (R routes).

    Attributes:
        place: (R,) where the list ends, in units expected above. units: (R,) lawful units taken.
        by_load: (R,) a load comes last. loads: taken, by route. full: (R,) more is asked for.
    """

    place: Floats
    units: Ints
    by_load: NDArray[np.bool_]
    loads: dict[int, int]
    full: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=bool))

    def taken(self) -> Ints:
        """(R,) checks made, loads included."""
        out = self.units.copy()
        for r, n in self.loads.items():
            out[r] += n
        return out


class LazySampler:
    """Draws only what is checked: order statistics of a Poisson process."""

    def __init__(self, routes: Routes, seed: int) -> None:
        self._routes = routes
        self._uniforms = DailyUniforms(seed, [f"ranks/{n}" for n in routes.names], (2 + SPARE,))
        self._seconds = DailyUniforms(
            seed, [f"second ranks/{n}" for n in routes.names], (2 + SPARE,)
        )
        self._marks = DayKeyed(seed, "lawful marks")
        self._class_marks = DayKeyed(seed, "lawful classes")
        self._bounds: Floats = np.empty((0, routes.n))
        self._edge = np.zeros(routes.n, dtype=np.int64)

    def select(
        self,
        day: int,
        field: ScoreField,
        threshold: Floats,
        strip_threshold: Floats,
        capacity: Ints,
        scores: dict[int, list[float]],
        lend: Lend | None = None,
    ) -> Checked:
        """See :class:`Sampler`."""
        routes, u = self._routes, self._uniforms.today(day)
        pool = field.pool()
        asked = field.asked(threshold)
        place = np.where(capacity > 0, gammaincinv(np.maximum(capacity, 1), u[:, 0]), 0.0)
        own = _Pass(place, capacity.copy(), np.zeros(routes.n, dtype=bool), {})
        self._insert_loads(own, pool, scores, np.zeros(routes.n), u)
        self._count(own, asked, u)
        if lend is not None:
            extra = lend(Listed(own.taken(), np.maximum(asked - own.place, 0.0) * own.full))
            extra = np.where(own.full, extra, 0)
            if extra.any():
                own = self._go_on(day, own, pool, asked, extra, scores)
                capacity = capacity + extra
        place, units, full, by_load, chosen = own.place, own.units, own.full, own.by_load, own.loads
        reached = np.where(full, place, asked)
        cut = np.where(full, np.maximum(field.score_at(pool, reached), threshold), threshold)
        cut = np.where(capacity > 0, cut, NEVER)
        waiting_before = asked - np.minimum(reached, asked)
        marks = self._marks.on(day)
        edge = (full & ~by_load & (units > 0)).astype(np.int64)
        opportunists = self._opportunists(field, cut, reached, units, edge, marks)
        released = field.carry_over(cut, threshold, routes.hold)
        strip_list = np.zeros_like(units)
        some = np.flatnonzero((routes.strip_share > 0) & (units > 0))
        if len(some):
            above_strip = field.above(pool, np.maximum(strip_threshold, cut))[some]
            share = np.minimum(above_strip / np.maximum(reached[some], 1e-12), 1.0)
            strip_list[some] = marks.binomial(units[some], share)
        return Checked(
            units,
            opportunists,
            strip_list,
            chosen,
            cut,
            released,
            waiting_before,
            field.checked_by_wait,
        )

    def _go_on(
        self,
        day: int,
        own: _Pass,
        pool: Floats,
        asked: Floats,
        extra: Ints,
        scores: dict[int, list[float]],
    ) -> _Pass:
        """Extend the lists by ``extra`` checks, (R,).

        Below the last one checked the process is Poisson still, and what is lent depends on
        nothing below it, so that the next places are a Gamma variate further on, by itself.
        """
        u = self._seconds.today(day)
        rows = extra > 0
        step = np.where(rows, gammaincinv(np.maximum(extra, 1), u[:, 0]), 0.0)
        more = _Pass(step, extra.copy(), np.zeros(len(extra), dtype=bool), {})
        rest = {r: mine[own.loads[r] :] for r, mine in scores.items() if rows[r]}
        self._insert_loads(more, pool, rest, own.place, u)
        self._count(more, asked - own.place, u)
        loads = {r: n + more.loads.get(r, 0) for r, n in own.loads.items()}
        return _Pass(
            own.place + more.place,
            own.units + np.where(rows, more.units, 0),
            np.where(rows, more.by_load, own.by_load),
            loads,
            np.where(rows, more.full, own.full),
        )

    def _insert_loads(
        self,
        to: _Pass,
        pool: Floats,
        scores: dict[int, list[float]],
        start: Floats,
        u: Floats,
    ) -> None:
        """Let loads take places on the lists (``units`` holds the places there are)."""
        for r, mine in scores.items():
            to.loads[r], to.units[r], to.place[r], to.by_load[r] = self._rank_loads(
                pool[r],
                mine,
                int(to.units[r]),
                float(to.place[r]),
                u[r, 2:],
                float(start[r]),
            )

    def _count(self, to: _Pass, mean: Floats, u: Floats) -> None:
        """Count the units where the list ends before the places do: Poisson, fewer than those."""
        to.full = to.place <= mean
        room = to.units.copy()
        slack = ~to.full & (room > 0)
        if slack.any():
            below = pdtr(np.maximum(room[slack] - 1, 0), mean[slack])
            v = np.maximum(u[slack, 1] * below, 1e-300)
            count = np.ceil(pdtrik(v, np.maximum(mean[slack], 1e-12)) - 1e-9)
            to.units[slack] = np.minimum(np.where(count > 0, count, 0.0), room[slack]).astype(
                np.int64
            )

    def _rank_loads(
        self,
        pool: Floats,
        scores: list[float],
        capacity: int,
        place: float,
        spare: Floats,
        start: float = 0.0,
    ) -> tuple[int, int, float, bool]:
        """Rank loads among the lawful: the j-th best is chosen if fewer than ``K - j`` score above it.

        ``place`` is where the K-th lawful unit falls; one place up the ranking is a factor
        ``U^(1/(K-1))``, which is exact for a Poisson process. The list ends at the last lawful
        unit or the last load, whichever comes later; below that nothing is known. Places are
        counted from ``start``, where an earlier pass ended.
        """
        taken, room, last = 0, capacity, 0.0
        for score in scores:
            if room <= 0:
                break
            x = min(max((score - LOW) / STEP, 0.0), POINTS - 1.000001)
            j = int(x)
            rank = float(pool[j] + (x - j) * (pool[j + 1] - pool[j])) - start
            if rank >= place:
                break
            taken, room, last = taken + 1, room - 1, rank
            place = place * spare[min(taken, SPARE) - 1] ** (1.0 / room) if room > 0 else 0.0
        return taken, room, max(place, last), last > place

    def asked_and_waiting(self, field: ScoreField, threshold: Floats, days: int) -> Floats:
        """See :class:`Sampler`."""
        return field.waiting[days:, :, 0].sum(axis=0)

    def _opportunists(
        self,
        field: ScoreField,
        cut: Floats,
        reached: Floats,
        units: Ints,
        edge: Ints,
        marks: np.random.Generator,
    ) -> Ints:
        """How many of the checked units are opportunists.

        The units above the cut (``reached`` are expected there) are so with their share; the one
        at the cut (``edge``) with the share of their density at that score.
        """
        spot = field.spot(cut)
        left, right = field.at(field.kinds, spot)
        all_at, crooked_at = left - right
        crooked = field.checked_at(field.crooked, cut, left[1] + spot.way * (right[1] - left[1]))
        above = marks.binomial(units - edge, _share(crooked, reached))
        at = marks.binomial(edge, _share(crooked_at, all_at))
        self._edge, self._bounds = edge - at, field.bounds
        return above + at

    def classes_of(self, day: int, field: ScoreField, checked: Checked) -> Ints:
        """Divide the lawful units checked on the day just selected into classes, multinomially, (R, C).

        Asked for only by those who want to know: nothing in the cycle depends on it.
        """
        measures = np.stack(
            [field.class_measure(c) for c in range(self._routes.class_rate.shape[1])]
        )
        above = field.checked_of(measures, checked.cut, self._bounds)
        at = field.density(measures, checked.cut)
        marks, lawful = self._class_marks.on(day), checked.units - checked.opportunists
        drawn = marks.multinomial(lawful - self._edge, self._normal(above.T))
        return drawn + marks.multinomial(self._edge, self._normal(at.T))

    def _normal(self, weights: Floats) -> Floats:
        """Weights (R, C) as shares of their row; the traffic's own where there are none."""
        total = weights.sum(axis=1, keepdims=True)
        return np.where(
            total > 0, weights / np.where(total > 0, total, 1.0), self._routes.class_shares
        )


def _share(part: Floats, whole: Floats) -> Floats:
    """Part of the whole, within [0, 1]."""
    with np.errstate(over="ignore"):  # of next to nothing: all of it
        return np.minimum(np.maximum(part, 0.0) / np.maximum(whole, 1e-300), 1.0)


class FullSampler:
    """Draws every unit: slow, plain, the oracle of the tests."""

    def __init__(self, routes: Routes, seed: int) -> None:
        self._routes = routes
        self._streams = [generator(seed, f"every unit/{n}") for n in routes.names]
        empty = np.empty(0)
        self._classes = np.zeros(routes.class_rate.shape, dtype=np.int64)
        self._waiting = [
            (empty, np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)) for _ in routes.names
        ]

    def select(
        self,
        day: int,
        field: ScoreField,
        threshold: Floats,
        strip_threshold: Floats,
        capacity: Ints,
        scores: dict[int, list[float]],
        lend: Lend | None = None,
    ) -> Checked:
        """See :class:`Sampler`."""
        n, classes_n = self._routes.class_rate.shape
        out = Checked(
            np.zeros(n, dtype=np.int64),
            np.zeros(n, dtype=np.int64),
            np.zeros(n, dtype=np.int64),
            {},
            threshold.copy(),
            np.zeros(n),
            np.zeros(n),
            np.zeros((1 + int(self._routes.hold.max(initial=0)), n)),
        )
        lists: list[tuple[Floats, Ints, Ints, Floats, Ints]] = []
        for r in range(n):
            score, kind = self._arrivals(r, field)
            asked = score >= threshold[r]
            old_score, old_kind, old_age = self._waiting[r]
            score, kind = np.r_[score[asked], old_score], np.r_[kind[asked], old_kind]
            age = np.r_[np.zeros(asked.sum(), dtype=np.int64), old_age]
            everything = np.r_[score, np.array(scores.get(r, []))]
            ranking = np.argsort(-everything, kind="stable")
            lists.append((score, kind, age, everything, ranking))
        if lend is not None:
            length = np.array([len(ranking) for *_, ranking in lists], dtype=np.int64)
            taken = np.minimum(length, capacity)
            capacity = capacity + np.where(
                length > taken, lend(Listed(taken, (length - taken).astype(np.float64))), 0
            )
        for r, (score, kind, age, everything, ranking) in enumerate(lists):
            order = ranking[: capacity[r]]
            lawful = order[order < len(score)]
            out.loads[r] = int((order >= len(score)).sum())
            out.units[r] = len(lawful)
            if out.by_wait is not None:
                out.by_wait[:, r] = np.bincount(age[lawful], minlength=len(out.by_wait))
            out.opportunists[r] = int((kind[lawful] == classes_n).sum())
            out.strip_list[r] = (
                int((score[lawful] > strip_threshold[r]).sum())
                if self._routes.strip_share[r] > 0
                else 0
            )
            self._classes[r] = np.bincount(kind[lawful], minlength=classes_n + 1)[:classes_n]
            left = np.ones(len(score), dtype=bool)
            left[lawful] = False
            if left.any() and len(order):
                out.cut[r] = everything[order[-1]]
            elif capacity[r] == 0:
                out.cut[r] = NEVER
            stays = left & (age < self._routes.hold[r])
            out.released[r] = int((left & ~stays).sum())
            out.waiting[r] = int(left.sum())
            self._waiting[r] = (score[stays], kind[stays], age[stays] + 1)
        return out

    def classes_of(self, day: int, field: ScoreField, checked: Checked) -> Ints:
        """Lawful units checked on the day just selected, by class, (R, C)."""
        return self._classes

    def asked_and_waiting(self, field: ScoreField, threshold: Floats, days: int) -> Floats:
        """See :class:`Sampler`."""
        return np.array([float((age >= days + 1).sum()) for _, _, age in self._waiting])

    def _arrivals(self, r: int, field: ScoreField) -> tuple[Floats, Ints]:
        """Draw scores and kinds (class, or C for an opportunist) of all of today's units."""
        rng, routes = self._streams[r], self._routes
        classes_n = routes.class_rate.shape[1]
        b = field.believed_signal
        counts = rng.poisson(routes.class_rate[r])
        kind = np.repeat(np.arange(classes_n), counts)
        crooks = rng.choice(
            classes_n, size=rng.poisson(routes.opportunist_rate[r]), p=routes.illicit_shares[r]
        )
        z = rng.standard_normal(len(kind) + len(crooks))
        z[len(kind) :] += field.signal
        belief = field.belief[r][np.r_[kind, crooks]]
        score = belief + b * z - b * b / 2
        lane = routes.lane_of_class[np.r_[kind, crooks]]
        bounds, u = np.cumsum(field.marks(r), axis=1), rng.random(len(score))
        bins = np.empty(len(score), dtype=np.int64)
        for number, mine in enumerate(bounds):
            bins[lane == number] = np.searchsorted(mine, u[lane == number], side="right")
        score = score + np.where(bins < SHIFTS, bins * SHIFT_STEP * STEP, 0.0)
        return score, np.r_[kind, np.full(len(crooks), classes_n, dtype=np.int64)]
