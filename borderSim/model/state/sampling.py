"""Who is checked among the lawful: exactly and without drawing them, or one by one.

Both samplers answer the same question for a day: given how many checks each route can make,
the threshold of its list and the scores of the organisations' loads that compete, how many
lawful units and opportunists were checked, of which classes, and which loads. ``LazySampler``
draws only that; ``FullSampler`` draws every unit and is the oracle of the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv

from borderSim.model.kernels.ranked_lists import NEVER, STEP, rank_loads, read_lists, work_down
from borderSim.model.state.random_streams import DailyUniforms, DayKeyed, Floats, generator
from borderSim.model.state.routes import Routes
from borderSim.model.state.scores import SHIFT_STEP, SHIFTS, ScoreField

Ints = NDArray[np.int64]
SPARE = 6
"""Extra uniforms a route and day for the exact rank of several loads at one post."""
UNKNOWN = -1.0
"""In place of a place on a list that nobody needs to know."""


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
        place: (R,) where the list ends, in units expected above (UNKNOWN where it is done before).
        units: (R,) lawful units taken. by_load: (R,) a load comes last. loads: taken, by route.
        full: (R,) more is asked for.
    """

    place: Floats
    units: Ints
    by_load: NDArray[np.bool_]
    loads: dict[int, int]
    full: NDArray[np.bool_]

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
        asked = field.asked(threshold)
        own = self._work_down(field, capacity, asked, scores, self._uniforms.today(day))
        if lend is not None:
            left = np.where(own.full, np.maximum(asked - own.place, 0.0), 0.0)
            extra = np.where(own.full, lend(Listed(own.taken(), left)), 0)
            if extra.any():
                own = self._go_on(day, own, field, asked, extra, scores)
                capacity = capacity + extra
        cut, left, above, at, strip = read_lists(
            field.kinds,
            field.layers,
            field.bounds,
            asked,
            own.place,
            own.full,
            capacity,
            threshold,
            strip_threshold,
        )
        units, marks = own.units, self._marks.on(day)
        edge = (own.full & ~own.by_load & (units > 0)).astype(np.int64)
        crooked = marks.binomial(units - edge, above)
        at_cut = marks.binomial(edge, at)
        self._edge, self._bounds = edge - at_cut, field.bounds
        released = field.carry_over(cut, threshold, self._routes.hold)
        strip_list = np.zeros_like(units)
        some = np.flatnonzero((self._routes.strip_share > 0) & (units > 0))
        if len(some):
            strip_list[some] = marks.binomial(units[some], strip[some])
        return Checked(
            units,
            crooked + at_cut,
            strip_list,
            own.loads,
            cut,
            released,
            left,
            field.checked_by_wait,
        )

    def _go_on(
        self,
        day: int,
        own: _Pass,
        field: ScoreField,
        asked: Floats,
        extra: Ints,
        scores: dict[int, list[float]],
    ) -> _Pass:
        """Extend the lists by ``extra`` checks, (R,).

        Below the last one checked the process is Poisson still, and what is lent depends on
        nothing below it, so that the next places are a Gamma variate further on, by itself.
        """
        rows = extra > 0
        rest = {r: mine[own.loads[r] :] for r, mine in scores.items() if rows[r]}
        start = np.where(rows, own.place, 0.0)
        more = self._work_down(field, extra, asked - start, rest, self._seconds.today(day), start)
        loads = {r: n + more.loads.get(r, 0) for r, n in own.loads.items()}
        return _Pass(
            np.where(rows, own.place + more.place, own.place),
            own.units + np.where(rows, more.units, 0),
            np.where(rows, more.by_load, own.by_load),
            loads,
            np.where(rows, more.full, own.full),
        )

    @staticmethod
    def _work_down(
        field: ScoreField,
        room: Ints,
        mean: Floats,
        scores: dict[int, list[float]],
        u: Floats,
        start: Floats | None = None,
    ) -> _Pass:
        """Take what there is room for, (R,), off lists of expected length ``mean``.

        Where the last place falls is worked out only where it matters: where a load competes for
        it, and where more is asked for than there is room for.
        """
        place, by_load = np.full(len(room), UNKNOWN), np.zeros(len(room), dtype=bool)
        loads: dict[int, int] = {}
        if scores:
            room = room.copy()
            rows = list(scores)
            place[rows] = _places(room[rows], u[rows, 0])
        for r, mine in scores.items():
            loads[r], room[r], place[r], by_load[r] = rank_loads(
                field.pool_of(r),
                np.array(mine),
                int(room[r]),
                float(place[r]),
                u[r, 2:],
                0.0 if start is None else float(start[r]),
            )
        full, units = work_down(room, mean, place, u)
        rows = np.flatnonzero(full & (place < 0))
        place[rows] = _places(room[rows], u[rows, 0])
        return _Pass(place, units, by_load, loads, full)

    def asked_and_waiting(self, field: ScoreField, threshold: Floats, days: int) -> Floats:
        """See :class:`Sampler`."""
        return field.waiting[days:, :, 0].sum(axis=0)

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


def _places(room: Ints, u: Floats) -> Floats:
    """Where the last of the places falls, in units expected above: Gamma variates, by uniforms; 0 where there are none."""
    return np.where(room > 0, gammaincinv(np.maximum(room, 1), u), 0.0)


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
