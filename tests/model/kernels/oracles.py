"""Plain numpy forms of kernels: slow to call, easy to check; the kernels are held against them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.special import gammaincinv

from borderSim.model.kernels.ranked_lists import (
    LOW,
    NEVER,
    POINTS,
    STEP,
    UNKNOWN,
    poisson_below,
    poisson_reaches,
    rank_loads,
)


def plain(kernel: Callable[..., Any]) -> Callable[..., Any]:
    """Return the Python form of a kernel, which says the same more slowly."""
    return kernel.py_func  # pyright: ignore[reportFunctionMemberAccess]


def above(measure: np.ndarray, score: np.ndarray) -> np.ndarray:
    """Interpolate measures (..., R, G) at one score a route, (..., R)."""
    x = np.clip((score - LOW) / STEP, 0.0, POINTS - 1.000001)
    j, rows = x.astype(np.int64), np.arange(len(score))
    left, right = measure[..., rows, j], measure[..., rows, j + 1]
    return left + (x - j) * (right - left)


def score_where(measure: np.ndarray, value: np.ndarray) -> np.ndarray:
    """Scores above which ``value`` (R,) units of a measure (R, G) are expected."""
    out = np.empty(len(value))
    for r, row in enumerate(measure):
        found = np.flatnonzero(row <= value[r])
        count = int(found[0]) if len(found) else POINTS
        j = min(max(count - 1, 0), POINTS - 2)
        width = row[j] - row[j + 1] if row[j] > row[j + 1] else 1.0
        part = min(max((row[j] - value[r]) / width, 0.0), 1.0)
        out[r] = LOW if count == 0 else LOW + STEP * (j + part)
    return out


def read_lists(
    kinds: np.ndarray,
    waiting: np.ndarray,
    bounds: np.ndarray,
    asked: np.ndarray,
    place: np.ndarray,
    full: np.ndarray,
    capacity: np.ndarray,
    threshold: np.ndarray,
    strip_threshold: np.ndarray,
) -> tuple[np.ndarray, ...]:
    """What :func:`borderSim.model.kernels.ranked_lists.read_lists` says, an array operation a line."""
    total, crooked = kinds
    pool = total + waiting.sum(axis=0)
    reached = np.where(full, place, asked)
    cut = np.where(full, np.maximum(score_where(pool, reached), threshold), threshold)
    cut = np.where(capacity > 0, cut, NEVER)
    mine = above(crooked, cut)
    older = np.array([above(crooked, np.minimum(b, NEVER)) for b in bounds]).reshape(bounds.shape)
    found = mine + np.where(bounds > cut, np.maximum(mine - older, 0.0), 0.0).sum(axis=0)
    j = np.clip((cut - LOW) / STEP, 0.0, POINTS - 1.000001).astype(np.int64)
    rows = np.arange(len(cut))
    steps = kinds[:, rows, j] - kinds[:, rows, j + 1]

    def part(some: np.ndarray, whole: np.ndarray) -> np.ndarray:
        return np.minimum(np.maximum(some, 0.0) / np.maximum(whole, 1e-300), 1.0)

    strips = above(pool, np.maximum(strip_threshold, cut)) / np.maximum(reached, 1e-12)
    return (
        cut,
        asked - np.minimum(reached, asked),
        part(found, reached),
        part(steps[1], steps[0]),
        np.minimum(strips, 1.0),
    )


def carry_over(
    total: np.ndarray,
    waiting: np.ndarray,
    bounds: np.ndarray,
    fresh: np.ndarray,
    cut: np.ndarray,
    threshold: np.ndarray,
    hold: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Released, checked by wait, bounds of tomorrow, and what waits then."""
    days = len(waiting)
    layers = np.concatenate([total[None], waiting])
    there = layers[:, :, 0].copy()
    there[0] = fresh
    at_cut = above(layers, cut)
    left = np.maximum(there - at_cut, 0.0) * (cut > threshold)
    stays = np.where(np.arange(days + 1)[:, None] < hold, left, 0.0)
    tomorrow = np.maximum(layers[:days] - at_cut[:days, :, None], 0.0)
    tomorrow = np.minimum(tomorrow, stays[:days, :, None])
    below = np.where(cut > threshold, cut, -np.inf)
    bounds = np.concatenate([below[None], np.minimum(bounds, below)])[:days]
    bounds[np.arange(days)[:, None] >= hold] = -np.inf
    return (left - stays).sum(axis=0), there - left, bounds, tomorrow


def sums(labels: np.ndarray, amounts: np.ndarray) -> np.ndarray:
    """(R,) sum of the amounts of all with the same label."""
    return np.bincount(labels, weights=amounts)[labels]


def over(amounts: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """(R,) amounts over a whole; 0 where that is next to nothing."""
    return np.divide(amounts, whole, out=np.zeros(len(amounts)), where=whole > 1e-9)


def rates(
    home: np.ndarray,
    circle: np.ndarray,
    away: float,
    goes: float,
    supply: np.ndarray,
    need: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """(R,) of what each can spare, a unit of need: what stays at home, what may go."""
    here, everywhere = sums(home, need), sums(circle, need)
    reached = here + away * (everywhere - here)
    return over((1.0 - goes) * supply, here), over(goes * supply, reached)


def last_places(room: np.ndarray, u: np.ndarray) -> np.ndarray:
    """(R,) where the last of the places falls; 0 where there are none."""
    return np.where(room > 0, gammaincinv(np.maximum(room, 1), u), 0.0)


def work_down(
    pool: np.ndarray,
    room: np.ndarray,
    mean: np.ndarray,
    scores: dict[int, list[float]],
    u: np.ndarray,
    start: np.ndarray,
) -> tuple[np.ndarray, ...]:
    """A pass down lists: where they end, units and loads taken, whether a load is last, whether more is asked for."""
    n = len(room)
    place, by_load = np.full(n, UNKNOWN), np.zeros(n, dtype=bool)
    loads, room = np.zeros(n, dtype=np.int64), room.copy()
    rows = list(scores)
    place[rows] = last_places(room[rows], u[rows, 0])
    for r, mine in scores.items():
        loads[r], room[r], place[r], by_load[r] = rank_loads(
            pool[r], np.array(mine, dtype=float), int(room[r]), float(place[r]), u[r, 2:], start[r]
        )
    reached = [poisson_reaches(float(mean[r]), int(room[r]), float(u[r, 0])) for r in range(n)]
    full = np.where(place >= 0, place <= mean, reached)
    below = [poisson_below(float(mean[r]), int(room[r]), float(u[r, 1])) for r in range(n)]
    units = np.where(full | (room <= 0), room, below)
    place = np.where(full & (place < 0), last_places(room, u[:, 0]), place)
    return place, units, loads, by_load, full


def checks_possible(
    owed: np.ndarray,
    planned: np.ndarray,
    share: np.ndarray,
    brought: np.ndarray,
    slots: np.ndarray,
    strip_share: np.ndarray,
    job_hours: np.ndarray,
    random_checks: np.ndarray,
    arrivals: np.ndarray,
    confirmed: np.ndarray,
    u: np.ndarray,
    enforced: bool,
) -> tuple[np.ndarray, ...]:
    """Hours, checks of machines, chance of a random check; checks: all, at random, by rank, not by rank."""
    hours = owed + planned * share + brought
    machines = slots / np.maximum(1.0 - strip_share, 1e-9) + u[:, 0]
    by_hours = np.ceil(np.maximum(hours, 0.0) / job_hours - 1e-9)
    capacity = np.maximum(np.minimum(by_hours, np.floor(machines)), 0.0).astype(int) * enforced
    at_random = np.minimum(np.floor(random_checks * enforced + u[:, 1]), capacity).astype(int)
    chance = np.divide(at_random, arrivals, out=np.zeros(len(u)), where=arrivals > 0)
    ranked = np.maximum(capacity - at_random - confirmed, 0)
    return hours, machines, chance, capacity, at_random, ranked, at_random + confirmed


def offered(
    home: np.ndarray,
    circle: np.ndarray,
    away: float,
    goes: float,
    supply: np.ndarray,
    need: np.ndarray,
) -> np.ndarray:
    """(R,) what arrives at each of what all can spare."""
    stays, moves = rates(home, circle, away, goes, supply, need)
    here, everywhere = sums(home, moves), sums(circle, moves)
    return need * (sums(home, stays) + here + away * away * (everywhere - here))


def given(
    home: np.ndarray,
    circle: np.ndarray,
    away: float,
    goes: float,
    supply: np.ndarray,
    need: np.ndarray,
    part: np.ndarray,
) -> np.ndarray:
    """(R,) what each gives, the way included."""
    stays, moves = rates(home, circle, away, goes, supply, need)
    here, everywhere = sums(home, need * part), sums(circle, need * part)
    return stays * here + moves * (here + away * (everywhere - here))
