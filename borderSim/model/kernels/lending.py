"""Dividing what some can spare among those who are short of it, by how near they are.

R routes, P posts. A lender divides what it has in proportion to what each is short of, one that is a way off
counting for less: at home 1, elsewhere ``away``, which is also what arrives of it.
"""

from __future__ import annotations

import math

import numpy as np

from borderSim.model.kernels.compiled import F1, F2, I1, I2, ReadF1, ReadF2, ReadI1, compiled

_NOTHING = 1e-9
"""A whole of which there is no part."""


@compiled
def _sums(labels: ReadI1, amounts: ReadF1) -> F1:
    """(R,) sum of the amounts of all with the same label."""
    total = np.zeros(labels.max() + 1 if len(labels) else 0)
    for r in range(len(labels)):
        total[labels[r]] += amounts[r]
    return total[labels]


@compiled
def _over(amount: float, whole: float) -> float:
    """An amount over a whole; 0 where that is next to nothing."""
    return amount / whole if whole > _NOTHING else 0.0


@compiled
def part_of(amounts: ReadF1, whole: ReadF1) -> F1:
    """Return amounts, (R,), as a part of a whole each; 0 where that is next to nothing."""
    out = np.empty(len(whole))
    for r in range(len(whole)):
        out[r] = _over(amounts[r], whole[r])
    return out


@compiled
def _rates(
    home: ReadI1, circle: ReadI1, away: float, goes: float, supply: ReadF1, need: ReadF1
) -> tuple[F1, F1]:
    """(R,) of what each can spare, an hour (or machine) of need: what stays at home, what may go."""
    here, everywhere = _sums(home, need), _sums(circle, need)
    stays, moves = np.empty(len(need)), np.empty(len(need))
    for r in range(len(need)):
        reached = here[r] + away * (everywhere[r] - here[r])
        stays[r] = _over((1.0 - goes) * supply[r], here[r])
        moves[r] = _over(goes * supply[r], reached)
    return stays, moves


@compiled
def offered(
    home: ReadI1, circle: ReadI1, away: float, goes: float, supply: ReadF1, need: ReadF1
) -> F1:
    """What arrives at each of what all can spare.

    Args:
        home: (R,) label of those who need not travel to each other.
        circle: (R,) label of all who lend to each other.
        away: part that is left of what is lent elsewhere.
        goes: part that may leave its home.
        supply: (R,) what each can spare.
        need: (R,) what each is short of.
    """
    stays, moves = _rates(home, circle, away, goes, supply, need)
    here, everywhere, fixed = _sums(home, moves), _sums(circle, moves), _sums(home, stays)
    out = np.empty(len(need))
    for r in range(len(need)):
        out[r] = need[r] * (fixed[r] + here[r] + away * away * (everywhere[r] - here[r]))
    return out


@compiled
def of_itself(
    home: ReadI1, circle: ReadI1, away: float, goes: float, supply: ReadF1, need: ReadF1
) -> F1:
    """The part of :func:`offered`, with its arguments, that each offers itself."""
    stays, moves = _rates(home, circle, away, goes, supply, need)
    out = np.empty(len(need))
    for r in range(len(need)):
        out[r] = need[r] * (stays[r] + moves[r])
    return out


@compiled
def given(
    home: ReadI1,
    circle: ReadI1,
    away: float,
    goes: float,
    supply: ReadF1,
    need: ReadF1,
    part: ReadF1,
) -> F1:
    """What each gives, the way included, if a part of what is offered is used.

    Args:
        home: (R,) label of those who need not travel to each other.
        circle: (R,) label of all who lend to each other.
        away: part that is left of what is lent elsewhere.
        goes: part that may leave its home.
        supply: (R,) what each can spare.
        need: (R,) what each is short of.
        part: (R,) of what is offered to each that is used.
    """
    stays, moves = _rates(home, circle, away, goes, supply, need)
    met = need * part
    here, everywhere = _sums(home, met), _sums(circle, met)
    out = np.empty(len(need))
    for r in range(len(need)):
        out[r] = stays[r] * here[r] + moves[r] * (here[r] + away * (everywhere[r] - here[r]))
    return out


@compiled
def _in_time(offer: float, fast: float, aged: float) -> float:
    """What of an offer comes in time, and what comes later for work that has waited as long."""
    return offer * fast + min(offer * (1.0 - fast), aged)


@compiled
def idle_machines(
    room: ReadF1,
    wanted: ReadF1,
    machines: ReadF1,
    checks_each: ReadF1,
    strip_share: ReadF1,
    of_police: ReadF1,
) -> tuple[F1, F1]:
    """Machines that each can spare and is short of.

    Args:
        room: (R,) checks that own machines allow beyond those made (infinite: none is needed).
        wanted: (R,) checks asked for beyond those made.
        machines: (R,) own ones.
        checks_each: (R,) checks a day of one.
        strip_share: (R,) checks that need none.
        of_police: (R,) checks a day of idle machines of the police.

    Returns:
        (R,) spare, and (R,) needed.
    """
    spare, need = np.zeros(len(room)), np.zeros(len(room))
    for r in range(len(room)):
        if checks_each[r] > 0:
            left = max(room[r], 0.0) if math.isfinite(room[r]) else 0.0
            idle = max(left - wanted[r], 0.0) * (1.0 - strip_share[r]) + of_police[r]
            spare[r] = idle / checks_each[r]
            if machines[r] > 0:
                need[r] = max(wanted[r] - left, 0.0) / checks_each[r]
    return spare, need


@compiled
def checks_of_machines(
    offer: ReadF1, checks_each: ReadF1, fast: ReadF1, aged: ReadF1, wanted: ReadF1
) -> F1:
    """Checks, (R,), that machines on offer make possible today.

    Args:
        offer: (R,) machines that arrive.
        checks_each: (R,) checks a day of one.
        fast: (R,) part of help that comes in time today.
        aged: (R,) units that have waited as long as help needs.
        wanted: (R,) checks asked for beyond those made.
    """
    out = np.empty(len(offer))
    for r in range(len(offer)):
        out[r] = _in_time(offer[r] * checks_each[r], fast[r], min(aged[r], wanted[r]))
    return out


@compiled
def idle_hours(
    left: ReadF1, wanted: ReadF1, room: ReadF1, slots: ReadF1, check_hours: ReadF1
) -> tuple[F1, F1]:
    """Hours that each can spare and is short of.

    Args:
        left: (R,) hours at hand after own checks.
        wanted: (R,) checks asked for beyond those made.
        room: (R,) checks that own machines allow beyond those made.
        slots: (R,) checks of lent machines.
        check_hours: (R,) hours of a check.

    Returns:
        (R,) idle, and (R,) needed.
    """
    idle, need = np.empty(len(left)), np.empty(len(left))
    for r in range(len(left)):
        possible = min(wanted[r], np.floor(max(room[r] + slots[r], 0.0)))
        hours = possible * check_hours[r]
        need[r] = max(hours - left[r], 0.0) if possible > 0 else 0.0
        idle[r] = max(left[r] - hours, 0.0)
    return idle, need


@compiled
def further_checks(
    offer: ReadF1,
    fast: ReadF1,
    aged: ReadF1,
    over: ReadF1,
    left: ReadF1,
    room: ReadF1,
    slots: ReadF1,
    check_hours: ReadF1,
) -> tuple[F1, I1]:
    """What lent hours and machines come to.

    Args:
        offer: (R,) hours that arrive.
        fast: (R,) part of help that comes in time today.
        aged: (R,) units that have waited as long as help needs.
        over: (R,) units that own checks left over, 0 where the list is done.
        left: (R,) hours at hand after own checks.
        room: (R,) checks that own machines allow beyond those made.
        slots: (R,) checks of lent machines.
        check_hours: (R,) hours of a check.

    Returns:
        (R,) hours lent, and (R,) further checks that they and the machines make possible.
    """
    lent, more = np.empty(len(offer)), np.zeros(len(offer), np.int64)
    for r in range(len(offer)):
        lent[r] = _in_time(offer[r], fast[r], min(aged[r], over[r]) * check_hours[r])
        if over[r] > 0 and (lent[r] > 0 or slots[r] > 0):
            by_hours = np.ceil((left[r] + lent[r]) / check_hours[r] - 1e-9)
            by_machines = np.floor(max(room[r] + slots[r], 0.0) + 1e-9)
            more[r] = int(max(min(by_hours, by_machines), 0.0))
    return lent, more


@compiled
def of_posts(post: ReadI1, at_route: ReadF1, posts: int) -> F1:
    """(P,) what is noted for the routes of each post; 0 where it has none."""
    out = np.zeros(posts)
    for r in range(len(post)):
        out[post[r]] = at_route[r]
    return out


@compiled
def police_at_work(hours: ReadF1, post: ReadI1, share: ReadF1, kept: float) -> F1:
    """Hours, (P,), of stationed police today.

    Args:
        hours: (P,) after fixed duties.
        post: (R,) of each route.
        share: (R,) part of them that is left after meetings and vacancies.
        kept: part that instruments leave.
    """
    working = of_posts(post, share, len(hours))
    for p in range(len(hours)):
        working[p] = hours[p] * working[p] * kept
    return working


@compiled
def _slots_of_others(
    post: ReadI1,
    circle: ReadI1,
    away: float,
    mobile: float,
    kind: ReadI1,
    share: ReadF1,
    fast: ReadF1,
    aged: ReadF1,
    wanted: ReadF1,
    room: ReadF1,
    machines: ReadF1,
    checks_each: ReadF1,
    strip_share: ReadF1,
    of_police: ReadF1,
) -> F1:
    """Checks, (R,), of idle machines: of the police at the post, and of posts with the same kind; arguments of :func:`offer`."""
    spare, need = idle_machines(room, wanted, machines, checks_each, strip_share, of_police)
    if not need.any():
        return need
    kinds = kind.max() + 1
    there = offered(post * kinds + kind, circle * kinds + kind, away, mobile, spare * share, need)
    return checks_of_machines(there, checks_each, fast, aged, wanted)


@compiled
def offer(
    post: ReadI1,
    group_of_post: ReadI1,
    first_route: ReadI1,
    away: float,
    mobile: float,
    kind: ReadI1,
    machines: ReadF1,
    checks_each: ReadF1,
    strip_share: ReadF1,
    of_police: ReadF1,
    job_hours: ReadF1,
    check_hours: ReadF1,
    share: ReadF1,
    fast: ReadF1,
    aged: ReadF1,
    hours: ReadF1,
    checks: ReadF1,
    before: ReadI1,
    taken: ReadI1,
    wanted: ReadF1,
    police: ReadF1,
    free: float,
    backlog: ReadF1,
) -> tuple[F2, I2]:
    """Divide what the lists of a day leave over among those that are not done.

    Args:
        post: (R,) of each route.
        group_of_post: (P,) label of those under one arrangement.
        first_route: of each post that has any.
        away: part that is left of what is lent to another post.
        mobile: part of the machines that may go there.
        kind: (R,) of the machines.
        machines: (R,) own ones.
        checks_each: (R,) checks a day of one.
        strip_share: (R,) checks that need none.
        of_police: (R,) checks a day of idle machines of the police.
        job_hours: (R,) hours of a check, with its share of strips.
        check_hours: (R,) hours of a check without strips.
        share: (R,) pooled part of what is idle.
        fast: (R,) part of that which comes in time today.
        aged: (R,) units that have waited as long as help needs.
        hours: (R,) at hand without what is lent.
        checks: (R,) that the machines at hand allow.
        before: (R,) checks made that are not by rank.
        taken: (R,) checks made by rank.
        wanted: (R,) units that the lists have left.
        police: (P,) hours of stationed police.
        free: part of them that their own work is expected to leave.
        backlog: (P,) hours of their own work that wait: done first.

    Returns:
        (7, R): hours left after own checks, checks of lent machines, idle hours of customs and of
        the police that are pooled, hours needed, offered and lent. (2, R): checks made so far, and
        further ones that what is lent makes possible.
    """
    n = len(post)
    own = taken + before
    left, room = hours - own * job_hours, checks - own
    over, circle = np.maximum(wanted, 0.0), group_of_post[post]
    slots = _slots_of_others(
        post,
        circle,
        away,
        mobile,
        kind,
        share,
        fast,
        aged,
        over,
        room,
        machines,
        checks_each,
        strip_share,
        of_police,
    )
    idle, need = idle_hours(left, over, room, slots, check_hours)
    pooled, of_post = of_posts(post, share, len(police)), np.zeros(n)
    for r in first_route:
        p = post[r]
        of_post[r] = max(police[p] * free - backlog[p], 0.0) * pooled[p]
    customs = idle * share
    there = offered(post, circle, away, 1.0, customs + of_post, need)
    lent, more = further_checks(there, fast, aged, over, left, room, slots, check_hours)
    amounts, counts = np.empty((7, n)), np.empty((2, n), np.int64)
    amounts[0], amounts[1], amounts[2], amounts[3] = left, slots, customs, of_post
    amounts[4], amounts[5], amounts[6] = need, there, lent
    counts[0], counts[1] = own, more
    return amounts, counts


@compiled
def settle(
    post: ReadI1,
    group_of_post: ReadI1,
    first_route: ReadI1,
    away: float,
    check_hours: ReadF1,
    amounts: ReadF2,
    own: ReadI1,
    made: ReadI1,
) -> tuple[F2, F1]:
    """Find who used what was offered, and who gave it.

    Args:
        post: (R,) of each route.
        group_of_post: (P,) label of those under one arrangement.
        first_route: of each post that has any.
        away: part that is left of what is lent to another post.
        check_hours: (R,) hours of a check without strips.
        amounts: (7, R) of :func:`offer`.
        own: (R,) checks made before anything was lent.
        made: (R,) all checks made.

    Returns:
        (3, R): lent hours used, hours given, checks of lent machines; (P,) hours that the police gave.
    """
    left, slots, customs, of_post = amounts[0], amounts[1], amounts[2], amounts[3]
    need, there, lent = amounts[4], amounts[5], amounts[6]
    n, circle = len(post), group_of_post[post]
    out = np.empty((3, n))
    for r in range(n):
        more = made[r] - own[r]
        out[0, r] = min(max(more * check_hours[r] - left[r], 0.0), lent[r])
        out[2, r] = min(slots[r], float(max(more, 0)))
    part = part_of(out[0], there)
    out[1] = given(post, circle, away, 1.0, customs, need, part)
    of_police, by_post = (
        given(post, circle, away, 1.0, of_post, need, part),
        np.zeros(len(group_of_post)),
    )
    for r in first_route:
        by_post[post[r]] = of_police[r]
    return out, by_post


@compiled
def work_off(
    spread: ReadF1,
    workload: float,
    stationed: ReadF1,
    post: ReadI1,
    share: ReadF1,
    kept: float,
    lent: ReadF1,
    backlog: ReadF1,
    unlent: ReadF1,
    handed_on: float,
) -> F2:
    """Work off the day's own load of the police, and what waits, with the hours that were not lent.

    Args:
        spread: (P,) hours of work that come in, over what comes in on average.
        workload: what comes in on average, as a part of the hours of stationed police.
        stationed: (P,) their hours, as in :func:`police_at_work`, as are the next three.
        post: (R,).
        share: (R,).
        kept: part that instruments leave.
        lent: (P,) of the hours at work, lent.
        backlog: (P,) hours of work that wait.
        unlent: (P,) the same if nothing had ever been lent.
        handed_on: part of what waits because hours were lent that others take over.

    Returns:
        (4, P): both backlogs of tomorrow, what waits because hours were lent, and what of it is
        handed on.
    """
    hours = police_at_work(stationed, post, share, kept)
    out = np.empty((4, len(hours)))
    for p in range(len(hours)):
        load = stationed[p] * workload * spread[p]
        plain = max(unlent[p] + load - hours[p], 0.0)
        waits = max(backlog[p] + load - (hours[p] - lent[p]), 0.0)
        late = max(waits - plain, 0.0)
        gone = late * handed_on
        out[0, p], out[1, p], out[2, p], out[3, p] = waits - gone, plain, late, gone
    return out
