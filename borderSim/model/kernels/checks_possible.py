"""What a day allows: officer hours at hand, checks that they and the machines come to, and which of them are by chance.

R routes.
"""

from __future__ import annotations

import numpy as np

from borderSim.model.kernels.compiled import F2, I2, ReadF1, ReadF2, ReadI1, compiled


@compiled
def by_machines(slots: float, strip_share: float, rounding: float) -> float:
    """Checks that machine slots allow, with a fraction, where a part of the checks are strips and need none."""
    return slots / max(1.0 - strip_share, 1e-9) + rounding


@compiled
def checks_possible(
    owed: ReadF1,
    planned: ReadF1,
    share: ReadF1,
    brought: ReadF1,
    slots: ReadF1,
    strip_share: ReadF1,
    job_hours: ReadF1,
    random_checks: ReadF1,
    arrivals: ReadF1,
    confirmed: ReadI1,
    u: ReadF2,
    enforced: bool,
) -> tuple[F2, I2]:
    """Work out what can be checked today, by hours and machine slots, whichever binds.

    An unfinished job is owed tomorrow, so that the last one is begun with whatever is left.

    Args:
        owed: (R,) hours put into a job under way, or owed (negative).
        planned: (R,) hours of the officers for checks.
        share: (R,) part of them that is left after meetings and vacancies.
        brought: (R,) hours that instruments bring.
        slots: (R,) machine slots (infinite where no machine is needed).
        strip_share: (R,) share of the checks that are strips.
        job_hours: (R,) hours of a check, with its share of strips.
        random_checks: (R,) checks a day that are drawn at random.
        arrivals: (R,) units expected a day.
        confirmed: (R,) loads that a confirmed hit has checked, whatever their rank.
        u: (R, 2 or more) uniforms that round the machines' checks, and those at random.
        enforced: whether anything is checked at all.

    Returns:
        (3, R): hours at hand, checks that machines allow (with a fraction), chance that a unit is
        drawn at random. (4, R) checks: all that can be made, those at random, those by rank, those
        not by rank.
    """
    n = len(owed)
    amounts, counts = np.empty((3, n)), np.zeros((4, n), np.int64)
    for r in range(n):
        hours = owed[r] + planned[r] * share[r] + brought[r]
        machines = by_machines(slots[r], strip_share[r], u[r, 0])
        capacity, at_random = 0, 0
        if enforced:
            by_hours = np.ceil(max(hours, 0.0) / job_hours[r] - 1e-9)
            capacity = int(max(min(by_hours, np.floor(machines)), 0.0))
            at_random = int(min(np.floor(random_checks[r] + u[r, 1]), float(capacity)))
        amounts[0, r], amounts[1, r] = hours, machines
        amounts[2, r] = at_random / arrivals[r] if arrivals[r] > 0.0 else 0.0
        counts[0, r], counts[1, r] = capacity, at_random
        counts[2, r] = max(capacity - at_random - confirmed[r], 0)
        counts[3, r] = at_random + confirmed[r]
    return amounts, counts
