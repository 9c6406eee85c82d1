"""What checks of lawful units and opportunists come to: numbers, delays, officer hours.

One table a day: a row for each thing that is counted, a column for each route (R). What is drawn is
drawn outside, between these steps.
"""

from __future__ import annotations

import math

import numpy as np

from borderSim.model.kernels.compiled import (
    F1,
    F2,
    I1,
    I2,
    ReadB1,
    ReadF1,
    ReadF2,
    ReadI1,
    compiled,
)

RANKED, RANDOM, OPPORTUNISTS, CROOKED, LAWFUL = range(5)
"""Rows of the table: units selected by rank, at random, opportunists among those by rank; opportunists and lawful units among all."""
CHECKS, STRIPS, CROOKED_STRIPS, LAWFUL_STRIPS, LAWFUL_CHECKS, MACHINE_CHECKS = range(5, 11)
"""Checks that are no strips, strips, of opportunists, of lawful units; lawful units that are checked, and checked where some alarm by mistake."""
ALARMED, OPENED, CROOKED_ALARMED, CROOKED_FOUND, PETTY = range(11, 16)
"""Lawful units that alarm, that are opened for it; opportunists that alarm, that are found; petty finds."""
ROWS = 16

HOURS, DELAY_DAYS, DELAY_COST = range(3)
"""Rows of :func:`settle`: officer hours, days that lawful units lose, what these and waiting cost (EUR)."""


@compiled
def begin(
    ranked: I1, random_units: I1, opportunists: I1, strip_list: I1, bay_credit: F1
) -> tuple[I2, F1]:
    """Open the table of a day: who was selected, and how many strips the bays allow.

    Args:
        ranked: (R,) units selected by rank.
        random_units: (R,) units selected at random.
        opportunists: (R,) of those selected by rank.
        strip_list: (R,) of those selected by rank, fit for a strip.
        bay_credit: (R,) strips that can be begun.

    Returns:
        The table; (R,) chance that a unit selected by rank is stripped.
    """
    routes = len(ranked)
    n, chance = np.zeros((ROWS, routes), dtype=np.int64), np.empty(routes)
    for r in range(routes):
        n[RANKED, r], n[RANDOM, r], n[OPPORTUNISTS, r] = ranked[r], random_units[r], opportunists[r]
        n[STRIPS, r] = min(strip_list[r], math.floor(bay_credit[r] + 1e-9))
        n[CHECKS, r] = ranked[r] + random_units[r] - n[STRIPS, r]
        chance[r] = n[STRIPS, r] / max(ranked[r], 1)
    return n, chance


@compiled
def set_apart_lawful(n: I2, false_alarm: ReadF1) -> None:
    """Fill in the lawful units, once it is known who is an opportunist and which of these are stripped.

    Args:
        n: the table.
        false_alarm: (R,) chance that a lawful unit alarms.
    """
    for r in range(n.shape[1]):
        n[LAWFUL, r] = n[RANKED, r] + n[RANDOM, r] - n[CROOKED, r]
        fit = n[RANKED, r] - n[OPPORTUNISTS, r]
        n[LAWFUL_STRIPS, r] = max(min(n[STRIPS, r] - n[CROOKED_STRIPS, r], fit), 0)
        n[LAWFUL_CHECKS, r] = n[LAWFUL, r] - n[LAWFUL_STRIPS, r]
        n[MACHINE_CHECKS, r] = n[LAWFUL_CHECKS, r] if false_alarm[r] > 0 else 0


@compiled
def settle(
    n: I2,
    waiting: F1,
    has_opening: ReadB1,
    check_hours: ReadF1,
    open_hours: ReadF1,
    strip_hours: ReadF1,
    delay_days: ReadF2,
    delay_cost: ReadF1,
    hold: ReadI1,
) -> F2:
    """Complete the table by who was opened, and work out officer hours, delays and their cost.

    Args:
        n: the table, with all that is drawn.
        waiting: (R,) units that wait for a check, a day each where the law lets them be held.
        has_opening: (R,) whether what alarms is opened.
        check_hours: (R,) officer hours of a check; open_hours, strip_hours: of an opening, a strip.
        open_hours: see there.
        strip_hours: see there.
        delay_days: (R, 3) days that a unit loses that is checked, opened, stripped.
        delay_cost: (R,) EUR a unit and day.
        hold: (R,) days for which a unit may be held.

    Returns:
        (3, R) hours, days, EUR: rows :data:`HOURS`, :data:`DELAY_DAYS`, :data:`DELAY_COST`.
    """
    out = np.empty((3, n.shape[1]))
    for r in range(n.shape[1]):
        crooked_opened = 0
        if has_opening[r]:
            n[OPENED, r], crooked_opened = n[ALARMED, r], n[CROOKED_ALARMED, r]
        out[HOURS, r] = (
            n[CHECKS, r] * check_hours[r]
            + (n[OPENED, r] + crooked_opened) * open_hours[r]
            + n[STRIPS, r] * strip_hours[r]
        )
        days = (
            (n[LAWFUL_CHECKS, r] - n[OPENED, r]) * delay_days[r, 0]
            + n[OPENED, r] * delay_days[r, 1]
            + n[LAWFUL_STRIPS, r] * delay_days[r, 2]
        )
        kept = waiting[r] if hold[r] > 0 else 0.0
        out[DELAY_DAYS, r], out[DELAY_COST, r] = days, (days + kept) * delay_cost[r]
    return out


@compiled
def tally_checks(
    n: I2,
    arrivals: ReadF1,
    machine_checks: F1,
    needs_machine: ReadF1,
    lift_counts: F2,
    utilisation: F2,
) -> None:
    """Add the checks of a day to the sums of the horizon.

    Args:
        n: the table.
        arrivals: (R,) units expected to arrive.
        machine_checks: (R,) checks that the machines allow; infinite where none is needed.
        needs_machine: (R,) the same if all of them work.
        lift_counts: (3, R) of which the first rows are units by rank and units that arrive.
        utilisation: (4, R) of which the last rows are machine checks made and possible.
    """
    for r in range(n.shape[1]):
        lift_counts[0, r] += n[RANKED, r]
        lift_counts[1, r] += arrivals[r]
        if np.isfinite(needs_machine[r]):
            utilisation[2, r] += n[CHECKS, r]
        if np.isfinite(machine_checks[r]):
            utilisation[3, r] += machine_checks[r]


@compiled
def tally_delays(n: I2, delays: F2) -> None:
    """Add lawful units to the sums of those checked and let go, opened, stripped, (R, 3)."""
    for r in range(n.shape[1]):
        delays[r, 0] += n[LAWFUL_CHECKS, r] - n[OPENED, r]
        delays[r, 1] += n[OPENED, r]
        delays[r, 2] += n[LAWFUL_STRIPS, r]


@compiled
def renew_bays(bay_credit: F1, strips: I1, bays: ReadF1) -> None:
    """Take off the strips of a day and add the next day's bays; no more than two days, or one strip, are saved up.

    Args:
        bay_credit: (R,) strips that can be begun; changed in place.
        strips: (R,) begun today.
        bays: (R,) strips a day.
    """
    for r in range(len(bay_credit)):
        left = bay_credit[r] - strips[r] + bays[r]
        bay_credit[r] = min(left, max(2.0 * bays[r], 1.0))
