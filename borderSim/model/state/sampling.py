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

from borderSim.model.kernels.lawful_checks import some_of_each
from borderSim.model.kernels.ranked_lists import (
    NEVER,
    STEP,
    begin_lists,
    extend_lists,
    read_marks,
)
from borderSim.model.state.random_streams import DailyUniforms, DayKeyed, Floats, generator
from borderSim.model.state.routes import Routes
from borderSim.model.state.scores import SHIFT_STEP, SHIFTS, ScoreField

Ints = NDArray[np.int64]
SPARE = 6
"""Extra uniforms a route and day for the exact rank of several loads at one post."""
NOBODY: tuple[Ints, Floats] = np.empty(0, dtype=np.int64), np.empty(0)
"""No load competes: neither a route nor a score."""


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
        competing = _one_after_another(scores) if scores else NOBODY
        lists = begin_lists(
            field.total,
            field.layers,
            threshold,
            capacity,
            *competing,
            self._uniforms.today(day),
        )
        amounts, counts, _ = lists
        if lend is not None:
            extra = lend(Listed(counts[2], amounts[3]))
            extend_lists(
                field.total,
                field.layers,
                extra,
                *competing,
                self._seconds.today(day),
                *lists,
            )
        (cut, left), tries, chances = read_marks(
            field.kinds,
            field.layers,
            field.bounds,
            *lists,
            threshold,
            strip_threshold,
            self._routes.strip_share,
        )
        crooked, at_cut, strip_list = some_of_each(*self._marks.source(day), tries, chances)
        self._edge, self._bounds = tries[1] - at_cut, field.bounds
        released = field.carry_over(cut, threshold, self._routes.hold, amounts[0])
        units, loads = counts[0], counts[1]
        return Checked(
            units,
            crooked + at_cut,
            strip_list,
            {r: int(loads[r]) for r in scores},
            cut,
            released,
            left,
            field.checked_by_wait,
        )

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


def _one_after_another(scores: dict[int, list[float]]) -> tuple[Ints, Floats]:
    """Lay out scores by route in a row: (N,) routes, and (N,) scores."""
    routes = sorted(scores)
    return (
        np.array([r for r in routes for _ in scores[r]], dtype=np.int64),
        np.array([value for r in routes for value in scores[r]], dtype=np.float64),
    )


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
