"""How far the lists of a day reach, and what is left of them: the arithmetic of the exact sampler.

The scores of a route's traffic are a Poisson process; in the coordinate "units expected above a score"
it has unit rate (see :mod:`borderSim.model.state.scores`). R routes, G points of the grid of scores,
D days that a unit may wait.
"""

from __future__ import annotations

import math

import numpy as np

from borderSim.model.kernels.compiled import (
    B2,
    F1,
    F2,
    F3,
    I2,
    ReadB1,
    ReadF1,
    ReadF2,
    ReadF3,
    ReadI1,
    compiled,
)
from borderSim.model.kernels.scipy_functions import gammaincinv

LOW, STEP, POINTS = -5.0, 0.125, 176
"""Grid of scores: from -5 to 16.9 in log-odds; whatever lies above is at the top of the list."""
NEVER = LOW + STEP * POINTS
"""A score that nobody reaches."""
UNKNOWN = -1.0
"""In place of a place on a list that nobody needs to know."""

_LEAST = 1e-18
"""Terms of a Poisson sum that weigh less than this beside its largest are nothing to a double."""


@compiled
def poisson_reaches(mean: float, number: int, u: float) -> bool:
    """Whether a Poisson count of a mean reaches a number, by the uniform of the place where the number is reached."""
    if number <= 0:
        return True
    if mean <= 0.0:
        return u <= 0.0
    at = max(int(mean), number)  # the largest term of those from `number` on
    largest = math.exp(at * math.log(mean) - mean - math.lgamma(at + 1.0))
    total, term, k = 1.0, 1.0, at
    while k > number and term > _LEAST:
        term *= k / mean
        k -= 1
        total += term
    term, k = 1.0, at
    while term > _LEAST:
        k += 1
        term *= mean / k
        total += term
    return u <= largest * total


@compiled
def poisson_below(mean: float, most: int, u: float) -> int:
    """The count that belongs to a uniform among Poisson counts of a mean that are lower than ``most``."""
    if most <= 1 or mean <= 0.0:
        return 0
    at = min(int(mean), most - 1)  # the largest term
    down, term, first = 1.0, 1.0, at
    while first > 0 and term > _LEAST:
        term *= first / mean
        first -= 1
        down += term
    up, rise, last = 0.0, 1.0, at
    while last < most - 1 and rise > _LEAST:
        last += 1
        rise *= mean / last
        up += rise
    rest = u * (down + up)
    k = first
    while k < last:
        rest -= term
        if rest <= 0.0:
            return k
        k += 1
        term *= mean / k
    return last


@compiled
def rank_loads(
    pool: ReadF1, scores: ReadF1, room: int, place: float, spare: ReadF1, start: float
) -> tuple[int, int, float, bool]:
    """Rank loads among the lawful: the j-th best is chosen if fewer than ``K - j`` score above it.

    ``place`` is where the K-th lawful unit falls; one place up the ranking is a factor
    ``U^(1/(K-1))``, which is exact for a Poisson process. The list ends at the last lawful unit or
    the last load, whichever comes later; below that nothing is known.

    Args:
        pool: (G,) units of the route expected above each point of the grid.
        scores: (N,) of the loads, best first.
        room: places on the list.
        place: where the last of them falls.
        spare: uniforms of the places above it.
        start: where an earlier pass ended; places are counted from there.

    Returns:
        Loads taken, places left for the lawful, where the list ends, and whether a load is last.
    """
    taken, last = 0, 0.0
    for score in scores:
        if room <= 0:
            break
        x = min(max((score - LOW) / STEP, 0.0), POINTS - 1.000001)
        j = int(x)
        rank = pool[j] + (x - j) * (pool[j + 1] - pool[j]) - start
        if rank >= place:
            break
        taken, room, last = taken + 1, room - 1, rank
        place = place * spare[min(taken, len(spare)) - 1] ** (1.0 / room) if room > 0 else 0.0
    return taken, room, max(place, last), last > place


@compiled
def _on_grid(score: float) -> tuple[int, float]:
    """Point of the grid below a score, and the way from there to the next, 0 to 1."""
    x = min(max((score - LOW) / STEP, 0.0), POINTS - 1.000001)
    j = int(x)
    return j, x - j


@compiled
def _waiting_at(waiting: ReadF3, r: int, j: int) -> float:
    """Units of a route that wait, expected above a point of the grid."""
    total = waiting[0, r, j]
    for d in range(1, len(waiting)):
        total += waiting[d, r, j]
    return total


@compiled
def _pool_at(total: ReadF2, waiting: ReadF3, r: int, j: int) -> float:
    """Today's arrivals of a route and what waits, expected above a point of the grid."""
    if len(waiting) == 0:
        return total[r, j]
    return total[r, j] + _waiting_at(waiting, r, j)


@compiled
def _above(measure: ReadF2, r: int, score: float) -> float:
    """Units of a route expected above a score, by a measure (R, G)."""
    j, way = _on_grid(score)
    return measure[r, j] + way * (measure[r, j + 1] - measure[r, j])


@compiled
def _last_place(room: int, u: float) -> float:
    """Where the last of the places falls, in units expected above: a Gamma variate; 0 where there is none."""
    return gammaincinv(float(room), u) if room > 0 else 0.0


@compiled
def _work_down(
    total: ReadF2,
    waiting: ReadF3,
    r: int,
    room: int,
    mean: float,
    start: float,
    competing: bool,
    scores: ReadF1,
    u: ReadF1,
) -> tuple[float, int, int, bool, bool]:
    """Take what there is room for off the list of a route.

    Where the last place falls is worked out only where it matters: where loads compete for it,
    and where more is asked for than there is room for.

    Args:
        total: (R, G) of today's arrivals.
        waiting: (D, R, G) by age, of what waits.
        r: the route.
        room: places on the list.
        mean: units that the list is expected to hold.
        start: where an earlier pass ended; places are counted from there.
        competing: whether loads compete for them.
        scores: (N,) of those that still do, best first.
        u: uniforms: of the last place, of the number on a list that ends before it, and of the
            places above loads.

    Returns:
        Where the list ends (UNKNOWN where nobody needs to know), units taken, loads taken, whether
        a load comes last, and whether more is on the list than there is room for.
    """
    place, loads, by_load = UNKNOWN, 0, False
    if competing:
        pool = np.empty(POINTS)
        for j in range(POINTS):
            pool[j] = _pool_at(total, waiting, r, j)
        first = _last_place(room, u[0])
        loads, room, place, by_load = rank_loads(pool, scores, room, first, u[2:], start)
        full = place <= mean
    else:
        full = poisson_reaches(mean, room, u[0])
    if full:
        return _last_place(room, u[0]) if place < 0.0 else place, room, loads, by_load, full
    return place, poisson_below(mean, room, u[1]) if room > 0 else room, loads, by_load, full


@compiled
def begin_lists(
    total: ReadF2,
    waiting: ReadF3,
    threshold: ReadF1,
    capacity: ReadI1,
    route_of: ReadI1,
    scores: ReadF1,
    u: ReadF2,
) -> tuple[F2, I2, B2]:
    """Work down the lists of a day with what the posts have themselves.

    Args:
        total: (R, G) of today's arrivals.
        waiting: (D, R, G) by age, of what waits; no layer where nobody waits.
        threshold: (R,) score from which a check is asked for.
        capacity: (R,) checks that can be made.
        route_of: (N,) of the loads that compete, in the order of routes.
        scores: (N,) of these, best first on each route.
        u: (R, 2 or more) uniforms, see :func:`_work_down`.

    Returns:
        (4, R): arrivals above the threshold, units asked for, where the list ends, units that are
        left. (4, R): units taken, loads taken, both, checks that can be made. (2, R): whether a
        load comes last, whether more is asked for than there is room for.
    """
    n, last = len(threshold), 0
    amounts, counts, ends = np.empty((4, n)), np.empty((4, n), np.int64), np.empty((2, n), np.bool_)
    for r in range(n):
        first = last
        while last < len(route_of) and route_of[last] == r:
            last += 1
        fresh = _above(total, r, threshold[r])
        asked = fresh if len(waiting) == 0 else fresh + _waiting_at(waiting, r, 0)
        place, units, loads, by_load, full = _work_down(
            total,
            waiting,
            r,
            capacity[r],
            asked,
            0.0,
            last > first,
            scores[first:last],
            u[r],
        )
        amounts[0, r], amounts[1, r], amounts[2, r] = fresh, asked, place
        amounts[3, r] = max(asked - place, 0.0) if full else 0.0
        counts[0, r], counts[1, r], counts[2, r] = units, loads, units + loads
        counts[3, r] = capacity[r]
        ends[0, r], ends[1, r] = by_load, full
    return amounts, counts, ends


@compiled
def extend_lists(
    total: ReadF2,
    waiting: ReadF3,
    extra: ReadI1,
    route_of: ReadI1,
    scores: ReadF1,
    u: ReadF2,
    amounts: F2,
    counts: I2,
    ends: B2,
) -> None:
    """Go on down the lists that are not done, with checks that others make possible.

    Below the last one checked the process is Poisson still, and what is lent depends on nothing
    below it, so that the next places are a Gamma variate further on, by itself.

    Args:
        total: (R, G) of today's arrivals.
        waiting: (D, R, G) by age, of what waits; no layer where nobody waits.
        extra: (R,) further checks.
        route_of: (N,) of the loads that compete, in the order of routes.
        scores: (N,) of these, best first on each route.
        u: (R, 2 or more) uniforms, others than those of the first pass.
        amounts: (4, R) of :func:`begin_lists`, changed; so are the next two.
        counts: (4, R).
        ends: (2, R).
    """
    last = 0
    for r in range(len(extra)):
        first = last
        while last < len(route_of) and route_of[last] == r:
            last += 1
        if not ends[1, r] or extra[r] <= 0:
            continue
        start = amounts[2, r]
        place, units, loads, by_load, full = _work_down(
            total,
            waiting,
            r,
            extra[r],
            amounts[1, r] - start,
            start,
            last > first,
            scores[first + counts[1, r] : last],
            u[r],
        )
        amounts[2, r] = start + place
        amounts[3, r] = max(amounts[1, r] - amounts[2, r], 0.0) if full else 0.0
        counts[0, r], counts[1, r] = counts[0, r] + units, counts[1, r] + loads
        counts[2, r], counts[3, r] = counts[2, r] + units + loads, counts[3, r] + extra[r]
        ends[0, r], ends[1, r] = by_load, full


@compiled
def _cut(total: ReadF2, waiting: ReadF3, r: int, value: float, threshold: float) -> float:
    """Score of a route above which ``value`` units are expected, no lower than the threshold."""
    j, _ = _on_grid(threshold)
    if _pool_at(total, waiting, r, j) <= value:
        return max(LOW + STEP * j, threshold)
    while j < POINTS and _pool_at(total, waiting, r, j) > value:
        j += 1
    j = min(j - 1, POINTS - 2)
    left, right = _pool_at(total, waiting, r, j), _pool_at(total, waiting, r, j + 1)
    width = left - right if left > right else 1.0
    return max(LOW + STEP * (j + min(max((left - value) / width, 0.0), 1.0)), threshold)


@compiled
def _part(part: float, whole: float) -> float:
    """Part of the whole, within [0, 1]."""
    return min(max(part, 0.0) / max(whole, 1e-300), 1.0)


@compiled
def read_lists(
    kinds: ReadF3,
    waiting: ReadF3,
    bounds: ReadF2,
    asked: ReadF1,
    place: ReadF1,
    full: ReadB1,
    capacity: ReadI1,
    threshold: ReadF1,
    strip_threshold: ReadF1,
) -> tuple[F1, F1, F1, F1, F1]:
    """Read off the measures what a day's lists came to.

    Args:
        kinds: (2, R, G) of today's arrivals, and of the opportunists among them.
        waiting: (D, R, G) by age, of what waits; no layer where nobody waits.
        bounds: (D, R) what waits lies below this score.
        asked: (R,) units asked for.
        place: (R,) where a full list ends, in units expected above.
        full: (R,) whether more was asked for than there was room for.
        capacity: (R,) checks that could be made.
        threshold: (R,) score from which a check is asked for.
        strip_threshold: (R,) score from which a strip is asked for.

    Returns:
        Each (R,): lowest score checked; units left; chance that a checked unit is an opportunist,
        above that score and at it; chance that it is fit for a strip.
    """
    n, total, crooked = len(asked), kinds[0], kinds[1]
    cut, left = np.empty(n), np.empty(n)
    above, at, strip = np.empty(n), np.empty(n), np.empty(n)
    for r in range(n):
        reached = place[r] if full[r] else asked[r]
        cut[r] = _cut(total, waiting, r, reached, threshold[r]) if full[r] else threshold[r]
        if capacity[r] <= 0:
            cut[r] = NEVER
        left[r] = asked[r] - min(reached, asked[r])
        j, way = _on_grid(cut[r])
        step = crooked[r, j] - crooked[r, j + 1]
        mine = crooked[r, j] + way * (crooked[r, j + 1] - crooked[r, j])
        older = 0.0
        for d in range(len(bounds)):  # of what waited, those above today's cut and below the last
            if bounds[d, r] > cut[r]:
                i, rest = _on_grid(min(bounds[d, r], NEVER))
                before = crooked[r, i] + rest * (crooked[r, i + 1] - crooked[r, i])
                older += max(mine - before, 0.0)
        above[r] = _part(mine + older, reached)
        at[r] = _part(step, total[r, j] - total[r, j + 1])
        i, way = _on_grid(max(strip_threshold[r], cut[r]))
        here, next_ = _pool_at(total, waiting, r, i), _pool_at(total, waiting, r, i + 1)
        strip[r] = min((here + way * (next_ - here)) / max(reached, 1e-12), 1.0)
    return cut, left, above, at, strip


@compiled
def read_marks(
    kinds: ReadF3,
    waiting: ReadF3,
    bounds: ReadF2,
    amounts: F2,
    counts: I2,
    ends: B2,
    threshold: ReadF1,
    strip_threshold: ReadF1,
    strip_share: ReadF1,
) -> tuple[F2, I2, F2]:
    """Read off the measures what is drawn of those checked: opportunists, and who is fit for a strip.

    Args:
        kinds: (2, R, G) of today's arrivals, and of the opportunists among them.
        waiting: (D, R, G) by age, of what waits; no layer where nobody waits.
        bounds: (D, R) what waits lies below this score.
        amounts: (4, R) of :func:`begin_lists`, as are the next two.
        counts: (4, R).
        ends: (2, R).
        threshold: (R,) score from which a check is asked for.
        strip_threshold: (R,) score from which a strip is asked for.
        strip_share: (R,) share of the checks that are strips.

    Returns:
        (2, R): lowest score checked, units left. (3, R) of how many are drawn, and with which
        chance: opportunists above that score, opportunists at it, and those fit for a strip.
    """
    n = len(threshold)
    cut, left, above, at, strip = read_lists(
        kinds,
        waiting,
        bounds,
        amounts[1],
        amounts[2],
        ends[1],
        counts[3],
        threshold,
        strip_threshold,
    )
    lowest, tries, chances = np.empty((2, n)), np.zeros((3, n), np.int64), np.zeros((3, n))
    for r in range(n):
        units = counts[0, r]
        edge = int(ends[1, r] and not ends[0, r] and units > 0)
        lowest[0, r], lowest[1, r] = cut[r], left[r]
        tries[0, r], chances[0, r] = units - edge, above[r]
        tries[1, r], chances[1, r] = edge, at[r]
        if strip_share[r] > 0 and units > 0:
            tries[2, r], chances[2, r] = units, strip[r]
    return lowest, tries, chances


@compiled
def carry_over(
    total: ReadF2,
    waiting: F3,
    bounds: ReadF2,
    fresh: ReadF1,
    cut: ReadF1,
    threshold: ReadF1,
    hold: ReadI1,
) -> tuple[F1, F2, F2, bool]:
    """Move what was asked for but not checked to the next day.

    Below the lowest score that was checked the process is still Poisson with its own measure, so
    that the remainder is the measure restricted to ``[threshold, cut]``.

    Args:
        total: (R, G) of today's arrivals.
        waiting: (D, R, G) by age, of what waits: changed to what waits tomorrow.
        bounds: (D, R) what waits lies below this score.
        fresh: (R,) today's arrivals above the threshold.
        cut: (R,) lowest score checked.
        threshold: (R,) score from which a check is asked for.
        hold: (R,) whole days that a unit may wait.

    Returns:
        (R,) released at the end of their hold; (1 + D, R) checked, by days waited; the bounds of
        tomorrow; and whether anything was left on any list.
    """
    days, n = len(waiting), len(cut)
    released, checked, tomorrow = np.zeros(n), np.empty((days + 1, n)), np.empty((days, n))
    some = False
    for r in range(n):
        over = cut[r] > threshold[r]
        some = some or over
        below = cut[r] if over else -np.inf
        for d in range(days):
            last = below if d == 0 else min(bounds[d - 1, r], below)
            tomorrow[d, r] = last if d < hold[r] else -np.inf
        j, way = _on_grid(cut[r])
        gone = np.empty(days + 1)
        for d in range(days, -1, -1):  # the oldest first: each day's layer moves to the next
            layer = total[r] if d == 0 else waiting[d - 1, r]
            there = fresh[r] if d == 0 else layer[0]
            at_cut = layer[j] + way * (layer[j + 1] - layer[j])
            left = max(there - at_cut, 0.0) if over else 0.0
            checked[d, r] = there - left
            stays = left if d < hold[r] else 0.0
            gone[d] = left - stays
            if d < days and stays > 0.0:
                for g in range(POINTS):
                    waiting[d, r, g] = min(max(layer[g] - at_cut, 0.0), stays)
            elif d < days:
                waiting[d, r] = 0.0
        for d in range(days + 1):
            released[r] += gone[d]
    return released, checked, tomorrow, some
