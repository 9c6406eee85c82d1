"""A day of relations between posts and police units: trust goes its way, arrangements lapse."""

from __future__ import annotations

from borderSim.model.kernels.compiled import F2, I1, I2, ReadF1, ReadF2, compiled


@compiled
def relax(
    trust: F2, target: ReadF2, days: float, rotation_day: I2, day_of_year: int, lost: float
) -> None:
    """Let trust return to its set-point, and lose part of what is off it where officers rotate.

    Args:
        trust: (P, U) of posts and police units, changed.
        target: (P, 1) set-point of each post.
        days: time in which it returns.
        rotation_day: (P, U) day of the year on which officers rotate.
        day_of_year: today.
        lost: part that a rotation takes.
    """
    for p in range(trust.shape[0]):
        for u in range(trust.shape[1]):
            trust[p, u] += (target[p, 0] - trust[p, u]) / days
            if rotation_day[p, u] == day_of_year:
                trust[p, u] -= lost * (trust[p, u] - target[p, 0])


@compiled
def lapse(until: I1, u: ReadF1, hazard: float, today: int, back: int) -> None:
    """Let arrangements with police units lapse that are alive.

    Args:
        until: (U,) first day on which each is alive again, changed.
        u: (U,) uniforms of the day.
        hazard: chance that an arrangement lapses today.
        today: day.
        back: day on which one that lapses today is alive again.
    """
    for unit in range(len(until)):
        if until[unit] <= today and u[unit] < hazard:
            until[unit] = back
