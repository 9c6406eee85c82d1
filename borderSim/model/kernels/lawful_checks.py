"""What checks of lawful units and opportunists come to: numbers, delays, officer hours.

One table a day: a row for each thing that is counted, a column for each route (R). It is drawn, then
priced, then added to the books.
"""

from __future__ import annotations

import math

import numpy as np
from numba.np.random.distributions import (  # pyright: ignore[reportMissingTypeStubs]
    random_binomial,
)

from borderSim.model.kernels.compiled import (
    F1,
    F2,
    I1,
    I2,
    ReadB1,
    ReadF1,
    ReadF2,
    ReadF3,
    ReadI1,
    compiled,
)
from borderSim.model.kernels.generators import bits_at

RANKED, RANDOM, OPPORTUNISTS, CROOKED, LAWFUL = range(5)
"""Rows of the table: units selected by rank, at random, opportunists among those by rank; opportunists and lawful units among all."""
CHECKS, STRIPS, CROOKED_STRIPS, LAWFUL_STRIPS, LAWFUL_CHECKS, MACHINE_CHECKS = range(5, 11)
"""Checks that are no strips, strips, of opportunists, of lawful units; lawful units that are checked, and checked where some alarm by mistake."""
ALARMED, OPENED, CROOKED_ALARMED, CROOKED_FOUND, PETTY = range(11, 16)
"""Lawful units that alarm, that are opened for it; opportunists that alarm, that are found; petty finds."""
ROWS = 16

HOURS, DELAY_DAYS, DELAY_COST, RELEASED, BAYS, KEPT, DUE, MAY_HOLD, HOLD = range(9)
"""Rows of amounts: officer hours, days that lawful units lose, what these and waiting cost (EUR), units released unchecked, bays; units kept, and due, with whether and how long they may be held (days)."""
AMOUNTS = 9


@compiled
def some(next_double: int, state: int, n: int, p: float) -> int:
    """Draw how many of ``n`` it is, each with chance ``p``, as ``Generator.binomial`` does.

    Args:
        next_double: where the generator is, with state (see :mod:`.generators`).
        state: see there.
        n: how many there are.
        p: chance of each.

    Raises:
        ValueError: a number below 0, or a chance that is none.
    """
    if n < 0 or not 0.0 <= p <= 1.0:
        raise ValueError("a number below 0, or a chance that is none")
    return random_binomial(bits_at(next_double, state), n, p)


@compiled
def some_of_each(next_double: int, state: int, n: I2, p: ReadF2) -> I2:
    """Draw :func:`some` of several numbers, one after the other.

    Args:
        next_double: where the generator is, with state (see :mod:`.generators`).
        state: see there.
        n: (K, R) how many there are.
        p: (K, R) chance of each.
    """
    out = np.empty(n.shape, np.int64)
    for k in range(n.shape[0]):
        for r in range(n.shape[1]):
            out[k, r] = some(next_double, state, n[k, r], p[k, r])
    return out


@compiled
def draw(
    next_double: int,
    state: int,
    ranked: I1,
    random_units: I1,
    opportunists: I1,
    strip_list: I1,
    bay_credit: ReadF1,
    opportunist_share: ReadF1,
    false_alarm: ReadF1,
    p_detect: ReadF1,
    p_open: ReadF1,
    has_opening: ReadB1,
    petty_rate: ReadF1,
    n: I2,
) -> None:
    """Draw who of the units selected is an opportunist, who alarms and what is found.

    One thing is drawn after the other, each at all routes: the order of the numbers of a day.

    Args:
        next_double: where the generator of the day is, with state (see :mod:`.generators`).
        state: see there.
        ranked: (R,) units selected by rank.
        random_units: (R,) units selected at random.
        opportunists: (R,) of those selected by rank.
        strip_list: (R,) of those selected by rank, fit for a strip.
        bay_credit: (R,) strips that can be begun.
        opportunist_share: (R,) chance that a unit selected at random is an opportunist.
        false_alarm: (R,) chance that a lawful unit alarms.
        p_detect: (R,) chance that an opportunist alarms.
        p_open: (R,) chance that opening or strip finds what is there.
        has_opening: (R,) whether what alarms is opened; it is found at once where it is not.
        petty_rate: (R,) petty finds a lawful unit, if all are detected.
        n: (ROWS, R) the table; set anew.
    """
    for r in range(len(ranked)):
        n[RANKED, r], n[RANDOM, r], n[OPPORTUNISTS, r] = ranked[r], random_units[r], opportunists[r]
        n[STRIPS, r] = min(strip_list[r], math.floor(bay_credit[r] + 1e-9))
        n[CHECKS, r] = ranked[r] + random_units[r] - n[STRIPS, r]
        n[CROOKED, r] = opportunists[r] + some(
            next_double, state, random_units[r], opportunist_share[r]
        )
    for r in range(len(ranked)):
        stripped = n[STRIPS, r] / max(ranked[r], 1)
        n[CROOKED_STRIPS, r] = some(next_double, state, opportunists[r], stripped)
        n[LAWFUL, r] = ranked[r] + random_units[r] - n[CROOKED, r]
        fit = ranked[r] - opportunists[r]
        n[LAWFUL_STRIPS, r] = max(min(n[STRIPS, r] - n[CROOKED_STRIPS, r], fit), 0)
        n[LAWFUL_CHECKS, r] = n[LAWFUL, r] - n[LAWFUL_STRIPS, r]
        n[MACHINE_CHECKS, r] = n[LAWFUL_CHECKS, r] if false_alarm[r] > 0 else 0
    for r in range(len(ranked)):
        n[ALARMED, r] = some(next_double, state, n[LAWFUL_CHECKS, r], false_alarm[r])
    for r in range(len(ranked)):
        rest = n[CROOKED, r] - n[CROOKED_STRIPS, r]
        n[CROOKED_ALARMED, r] = some(next_double, state, rest, p_detect[r])
    for r in range(len(ranked)):
        opened = p_open[r] if has_opening[r] else 1.0
        n[CROOKED_FOUND, r] = some(next_double, state, n[CROOKED_ALARMED, r], opened)
    for r in range(len(ranked)):
        n[CROOKED_FOUND, r] += some(next_double, state, n[CROOKED_STRIPS, r], p_open[r])
    for r in range(len(ranked)):
        petty = min(petty_rate[r] * p_detect[r], 1.0)
        n[PETTY, r] = some(next_double, state, n[LAWFUL_CHECKS, r], petty)
        n[OPENED, r] = n[ALARMED, r] if has_opening[r] else 0


@compiled
def settle(
    n: I2,
    waiting: ReadF1,
    released: ReadF1,
    has_opening: ReadB1,
    check_hours: ReadF1,
    open_hours: ReadF1,
    strip_hours: ReadF1,
    delay_days: ReadF2,
    delay_cost: ReadF1,
    hold: ReadI1,
    bay_credit: F1,
    bays: ReadF1,
    out: F2,
) -> None:
    """Work out officer hours, delays and their cost, what the legal hold is used for, and tomorrow's bays.

    Args:
        n: the table.
        waiting: (R,) units that wait for a check, a day each where the law lets them be held.
        released: (R,) of these, released today.
        has_opening: (R,) whether what alarms is opened.
        check_hours: (R,) officer hours of a check; open_hours, strip_hours: of an opening, a strip.
        open_hours: see there.
        strip_hours: see there.
        delay_days: (R, 3) days that a unit loses that is checked, opened, stripped.
        delay_cost: (R,) EUR a unit and day.
        hold: (R,) days for which a unit may be held.
        bay_credit: (R,) strips that can be begun: those of the day are taken off, the next day's
            bays added; no more than two days, or one strip, are saved up.
        bays: (R,) strips a day.
        out: (AMOUNTS, R), rows :data:`HOURS` and so on; set anew.
    """
    for r in range(n.shape[1]):
        crooked_opened = n[CROOKED_ALARMED, r] if has_opening[r] else 0
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
        held = waiting[r] if hold[r] > 0 else 0.0
        out[DELAY_DAYS, r], out[DELAY_COST, r] = days, (days + held) * delay_cost[r]
        out[RELEASED, r], out[KEPT, r] = released[r], waiting[r] - released[r]
        out[DUE, r] = n[RANKED, r] + released[r]
        out[MAY_HOLD, r], out[HOLD, r] = 1.0 if hold[r] > 0 else 0.0, hold[r]
        out[BAYS, r] = bays[r]
        left = bay_credit[r] - n[STRIPS, r] + bays[r]
        bay_credit[r] = min(left, max(2.0 * bays[r], 1.0))


@compiled
def tally_checks(
    n: I2,
    arrivals: ReadF1,
    opportunists: ReadF1,
    machine_checks: ReadF1,
    needs_machine: ReadF1,
    lift_counts: F2,
    utilisation: F2,
) -> None:
    """Add the checks of a day to the sums of the horizon.

    Args:
        n: the table.
        arrivals: (R,) lawful units expected to arrive; opportunists: the same of these.
        opportunists: see there.
        machine_checks: (R,) checks that the machines allow; infinite where none is needed.
        needs_machine: (R,) the same if all of them work.
        lift_counts: (3, R) of which the first rows are units by rank and units that arrive.
        utilisation: (4, R) of which the last rows are machine checks made and possible.
    """
    for r in range(n.shape[1]):
        lift_counts[0, r] += n[RANKED, r]
        lift_counts[1, r] += arrivals[r] + opportunists[r]
        if np.isfinite(needs_machine[r]):
            utilisation[2, r] += n[CHECKS, r]
        if np.isfinite(machine_checks[r]):
            utilisation[3, r] += machine_checks[r]


@compiled
def tally_delays(n: I2, by_wait: ReadF2, delays: F2, waits: F2) -> None:
    """Add how lawful units were delayed, and how long units had waited, to the sums of the horizon.

    Args:
        n: the table.
        by_wait: (days, R) units checked by rank, by whole days waited; no row where none had. Those
            drawn at random are checked as they arrive.
        delays: (R, 3) lawful units checked and let go, opened, stripped; added to.
        waits: (R, longest) units checked, by whole days waited; added to.
    """
    for r in range(n.shape[1]):
        delays[r, 0] += n[LAWFUL_CHECKS, r] - n[OPENED, r]
        delays[r, 1] += n[OPENED, r]
        delays[r, 2] += n[LAWFUL_STRIPS, r]
        waits[r, 0] += n[RANDOM, r]
        if len(by_wait) == 0:
            waits[r, 0] += n[RANKED, r]
        for days in range(min(len(by_wait), waits.shape[1])):
            waits[r, days] += by_wait[days, r]


@compiled
def add_up(n: I2, kind: ReadI1, kinds: int, post: ReadI1, sums: I1) -> None:
    """Add up the table over its routes.

    Args:
        n: the table.
        kind: (R,) which mode each route is of; kinds: how many modes there are.
        kinds: see there.
        post: (R,) which post.
        sums: (ROWS + modes + posts,), 0 before: sum of each row; units selected by rank, by mode;
            units selected, by post.
    """
    for r in range(n.shape[1]):
        for row in range(ROWS):
            sums[row] += n[row, r]
        sums[ROWS + kind[r]] += n[RANKED, r]
        sums[ROWS + kinds + post[r]] += n[RANKED, r] + n[RANDOM, r]


@compiled
def add_in_pairs(x: F1, first: int, last: int) -> float:
    """Return the sum of ``x[first:last]`` to the bit that numpy's ``sum`` gives: eight at a time, long rows in halves."""
    n = last - first
    if n < 8:
        total = 0.0
        for i in range(first, last):
            total += x[i]
        return total
    if n > 128:
        middle = first + n // 2 - (n // 2) % 8
        return add_in_pairs(x, first, middle) + add_in_pairs(x, middle, last)
    part = x[first : first + 8].copy()
    whole = n - n % 8
    for i in range(8, whole):
        part[i % 8] += x[first + i]
    total = ((part[0] + part[1]) + (part[2] + part[3])) + (
        (part[4] + part[5]) + (part[6] + part[7])
    )
    for i in range(first + whole, last):
        total += x[i]
    return total


@compiled
def learn(
    n: I2,
    cut: ReadF1,
    low: float,
    step: float,
    illicit_shares: ReadF2,
    survival: ReadF3,
    places: I1,
    finds_by_class: F2,
) -> None:
    """Say how far down its lists customs looked, and divide what it found over the classes.

    Args:
        n: the table.
        cut: (R,) lowest score checked.
        low: score of the first point of the grid; step: from one point to the next.
        step: see there.
        illicit_shares: (R, C) shares of the classes in what is illicit.
        survival: (R, C, points) part of what is illicit of a class that scores at least so much.
        places: (R,) point of the grid that each cut is at; set anew.
        finds_by_class: (R, C) finds on opportunists are added as expected.
    """
    weights = np.empty(illicit_shares.shape[1])
    for r in range(n.shape[1]):
        places[r] = int(min(max((cut[r] - low) / step, 0.0), survival.shape[2] - 1.0))
        if n[CROOKED_FOUND, r] == 0:
            continue
        for c in range(len(weights)):
            weights[c] = illicit_shares[r, c] * survival[r, c, places[r]]
        total = add_in_pairs(weights, 0, len(weights))
        if total > 0:
            for c in range(len(weights)):
                finds_by_class[r, c] += n[CROOKED_FOUND, r] * weights[c] / total
