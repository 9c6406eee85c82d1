"""Officer hours of a day at the posts: what was used of what was at hand, and what is owed tomorrow."""

from __future__ import annotations

from borderSim.model.kernels.compiled import F1, F2, ReadF1, compiled

USED, AT_HAND, UNUSED, POOLED = range(4)
"""Rows of :func:`close_hours`: hours used, at hand, left unused, and of others that served."""
ROWS = 4

FULL = 1e-9
"""Units left over above this: the list was not done, so hours left go into a job under way."""


@compiled
def close_hours(
    used: F1,
    hours: ReadF1,
    own: F1,
    lent: ReadF1,
    given: ReadF1,
    brought: ReadF1,
    waiting: ReadF1,
    check_hours: ReadF1,
    open_hours: ReadF1,
    strip_hours: ReadF1,
    strip_share: ReadF1,
    balance: F1,
    utilisation: F2,
    out: F2,
) -> None:
    """Say what became of the hours of a day, (R,) each, and carry over what is owed or under way.

    Args:
        used: hours that checks and tasks took.
        hours: hours that could be spent: own and of others, less what was owed.
        own: of officers of the post; lent, given: of others, away to others; brought: part of those
            lent that instruments bring.
        lent: see there.
        given: see there.
        brought: see there.
        waiting: units left over on the list.
        check_hours: of a check; open_hours, strip_hours: of an opening, a strip.
        open_hours: see there.
        strip_hours: see there.
        strip_share: share of checks that are strips.
        balance: hours owed (negative), or put into a job under way; set anew.
        utilisation: (4, R) sums of the horizon, of which the first rows are hours used and at hand.
        out: (ROWS, R) rows :data:`USED`, :data:`AT_HAND`, :data:`UNUSED`, :data:`POOLED`; set anew.
            Of those pooled, lent ones were used, brought ones as far as own hours fell short.
    """
    for r in range(len(used)):
        left = hours[r] - used[r]
        longest = max(check_hours[r] + open_hours[r], strip_hours[r] if strip_share[r] > 0 else 0.0)
        begun = min(left, longest) if waiting[r] > FULL else 0.0
        balance[r] = begun if left > 0 else left
        at_hand = own[r] + lent[r] - given[r]
        served = min(brought[r], max(used[r] - own[r], 0.0))
        out[USED, r], out[AT_HAND, r], out[UNUSED, r] = used[r], at_hand, left - balance[r]
        out[POOLED, r] = lent[r] - brought[r] + served
        utilisation[0, r] += used[r]
        utilisation[1, r] += at_hand
