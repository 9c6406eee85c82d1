"""Leads on entities: which are held, and what they match, laid out so that one product sums it."""

from __future__ import annotations

import numpy as np

from borderSim.model.kernels.compiled import (
    B3,
    F1,
    F2,
    F3,
    I1,
    I3,
    ReadB2,
    ReadF1,
    ReadF2,
    ReadI1,
    ReadI2,
    compiled,
)


@compiled
def find_held(reliability: F3) -> tuple[I1, I1, I1]:
    """Return group, slot and column, (N,) each, of all leads with a reliability (G, O, E)."""
    groups, slots, columns = reliability.shape
    most, n = groups * slots * columns, 0
    group = np.empty(most, dtype=np.int64)
    slot, column = np.empty_like(group), np.empty_like(group)
    for g in range(groups):
        for o in range(slots):
            for e in range(columns):
                if reliability[g, o, e] != 0.0:
                    group[n], slot[n], column[n] = g, o, e
                    n += 1
    return group[:n].copy(), slot[:n].copy(), column[:n].copy()


@compiled
def find_others(reliability: F3, generation: I3, number: B3, known_for: I3) -> tuple[I1, I1, I1]:
    """Return group, slot and column, (N,) each, of the leads held that name others than they did.

    Args:
        reliability: (G, O, E) 0 where no lead is held.
        generation: (G, O, E) of the entity that each names.
        number: (G, O, E) whether its number is known, or its name alone.
        known_for: (G, O, E) what each named, twice the generation and 1 for a number, negative for
            none; set to what they name now.
    """
    group, slot, column = find_held(reliability)
    found = 0
    for n in range(len(group)):
        g, o, e = group[n], slot[n], column[n]
        named = 2 * generation[g, o, e] + number[g, o, e]
        if named != known_for[g, o, e]:
            known_for[g, o, e] = named
            group[found], slot[found], column[found] = g, o, e
            found += 1
    return group[:found].copy(), slot[:found].copy(), column[:found].copy()


@compiled
def look_up(
    reliability: F3,
    day: I3,
    doubt: F3,
    own: B3,
    grades: F1,
    today: int,
    half_life: float,
) -> tuple[I1, I1, I1, F1, F1, F1, F1]:
    """Look up the leads that are held: what they were worth when they came, what has happened since.

    Args:
        reliability: (G, O, E) on the day of the lead, 0 where none is held.
        day: (G, O, E) of the lead.
        doubt: (G, O, E) finds that checks would have made by now if it were true.
        own: (G, O, E) whether customs knows it by itself.
        grades: (G,) factor on what the police's word is worth.
        today: day.
        half_life: days in which a lead fades by half.

    Returns:
        (N,) each: group, slot and column; reliability on the day of the lead, half-lives since,
        factor of its source, and minus its doubt.
    """
    group, slot, column = find_held(reliability)
    count = len(group)
    claimed, age = np.empty(count), np.empty(count)
    factor, against = np.empty(count), np.empty(count)
    for n in range(count):
        g, o, e = group[n], slot[n], column[n]
        claimed[n] = reliability[g, o, e]
        age[n] = (today - day[g, o, e]) / half_life
        factor[n] = 1.0 if own[g, o, e] else grades[g]
        against[n] = -doubt[g, o, e]
    return group, slot, column, claimed, age, factor, against


@compiled
def by_bayes(reliability: F1, kept: F1) -> F1:
    """Return r kept / (1 - r + r kept), (N,): Bayes' rule, 0 where nothing is left.

    Args:
        reliability: (N,) r.
        kept: (N,) how likely what was seen is if the lead is true.
    """
    out = np.zeros(len(reliability))
    for n in range(len(reliability)):
        left = reliability[n] * kept[n]
        if left > 0.0:
            out[n] = left / (1.0 - reliability[n] + left)
    return out


@compiled
def times_as_likely(reliability: F1, concentration: float, matched: F1) -> F1:
    """Return how many times as likely a match with a lead makes it that a unit is theirs, (N,), 1 at least.

    Args:
        reliability: (N,) chance that each is true.
        concentration: share of their loads that match a true one.
        matched: (N,) share of lawful traffic that matches.
    """
    out = np.empty(len(reliability))
    for n in range(len(reliability)):
        by_chance = max(matched[n], 1e-12)
        r = reliability[n]
        out[n] = max((r * concentration + (1.0 - r) * by_chance) / by_chance, 1.0)
    return out


@compiled
def believed(claimed: F1, faded: F1, factor: F1, kept: F1, least: float) -> F1:
    """Return how reliable N leads are held to be today, (N,).

    Args:
        claimed: (N,) reliability on the day of each.
        faded: (N,) part of it that age leaves.
        factor: (N,) of its source.
        kept: (N,) how likely the fruitless checks since are if it is true.
        least: what is less counts for nothing.
    """
    out = np.empty(len(claimed))
    for n in range(len(claimed)):
        out[n] = min(claimed[n] * faded[n] * factor[n], 1.0)
    out = by_bayes(out, kept)
    for n in range(len(claimed)):
        if out[n] < least:
            out[n] = 0.0
    return out


@compiled
def odds(
    group: I1,
    slot: I1,
    column: I1,
    claimed: F1,
    faded: F1,
    factor: F1,
    kept: F1,
    least: float,
    concentration: float,
    shares: F3,
) -> F1:
    """Return how many times as likely a match with each of N leads makes it that a unit is theirs, (N,).

    Args:
        group: (N,) sharing group that holds each.
        slot: (N,) organisation that each is about.
        column: (N,) of the entity that each names.
        claimed: (N,) as of :func:`believed`, as are ``faded``, ``factor``, ``kept`` and ``least``.
        faded: (N,).
        factor: (N,).
        kept: (N,).
        least: what is less reliable counts for nothing.
        concentration: as of :func:`times_as_likely`.
        shares: (G, O, E) of the lawful traffic of its mode that each matches.
    """
    matched = np.empty(len(group))
    for n in range(len(group)):
        matched[n] = shares[group[n], slot[n], column[n]]
    reliability = believed(claimed, faded, factor, kept, least)
    return times_as_likely(reliability, concentration, matched)


@compiled
def note_weights(group: I1, slot: I1, column: I1, weight: F1, most: float, weights: F3) -> None:
    """Write the weights (N,) of leads, at most ``most``, into a table (G, O, E), 0 elsewhere."""
    weights[:] = 0.0
    for n in range(len(group)):
        weights[group[n], slot[n], column[n]] = min(weight[n], most)


@compiled
def _bin(weight: float, width: float, n_bins: int) -> int:
    """Bin of a weight, the last for what weighs more."""
    return int(min(max(np.rint(weight / width), 0.0), n_bins - 1.0))


@compiled
def lay_out(
    reliability: F3,
    weights: F3,
    shares: F3,
    profile: ReadI1,
    is_home: ReadB2,
    group_of_route: I1,
    width: float,
    n_bins: int,
) -> tuple[F2, F2]:
    """Lay out what the N leads that are held match, by route and by bin of weight.

    Args:
        reliability: (G, O, E) 0 where no lead is held.
        weights: (G, O, E) log-odds that a match adds.
        shares: (G, O, E) of the lawful traffic of its mode that each matches.
        profile: (O,) of the organisation in each slot.
        is_home: (P, R) whether a route is of the mode in which those of a profile work.
        group_of_route: (R,) sharing group.
        width: log-odds of a bin.
        n_bins: how many bins there are; what weighs more is in the last.

    Returns:
        (N, R) share of each route's traffic that each matches, and (N, n_bins) 1 at its bin: the
        transposed first times the second is the share by route and bin.
    """
    group, slot, column = find_held(reliability)
    count, routes = len(group), len(group_of_route)
    where, into = np.zeros((count, routes)), np.zeros((count, n_bins))
    for n in range(count):
        g, o, e = group[n], slot[n], column[n]
        into[n, _bin(float(weights[g, o, e]), width, n_bins)] = 1.0
        for r in range(routes):
            if is_home[profile[o], r] and g == group_of_route[r]:
                where[n, r] = shares[g, o, e]
    return where, into


@compiled
def found_by_weight(cuts: ReadI2, base: ReadF2, step: int, n_bins: int, p_find: ReadF1) -> F2:
    """Return the chance that a load which matches a lead was checked and found, (R, n_bins) by weight.

    Args:
        cuts: (D, R) point of the grid down to which each day's checks came, its end for none.
        base: (R, G) units a day above each point of the grid.
        step: points of the grid from one bin of weight to the next.
        n_bins: bins of weight.
        p_find: (R,) chance that a check finds it.
    """
    days, routes = cuts.shape
    out = np.empty((routes, n_bins))
    for r in range(routes):
        for k in range(n_bins):
            above = 0.0
            for d in range(days):
                if cuts[d, r] < base.shape[1] - 1:
                    above += base[r, max(cuts[d, r] - k * step, 0)]
            part = above / days / max(base[r, 0], 1e-12)
            out[r, k] = min(part, 1.0) * p_find[r]
    return out


@compiled
def expected_finds(
    group: I1,
    slot: I1,
    column: I1,
    weights: F3,
    profile: ReadI1,
    is_home: ReadB2,
    group_of_route: I1,
    loads: ReadF1,
    found: F2,
    width: float,
) -> F2:
    """Return the finds a day that N leads would bring on each route (N, R) if they were true.

    Args:
        group: (N,) sharing group that holds each.
        slot: (N,) organisation that each is about.
        column: (N,) of the entity that each names.
        weights: (G, O, E) log-odds that a match adds.
        profile: (O,) of the organisation in each slot.
        is_home: (P, R) whether a route is of the mode in which those of a profile work.
        group_of_route: (R,) sharing group.
        loads: (R,) loads a day of one organisation that one entity carries.
        found: (R, bins) chance of a find by bin of weight.
        width: log-odds of a bin.
    """
    out = np.zeros((len(group), len(group_of_route)))
    for n in range(len(group)):
        g, o, e = group[n], slot[n], column[n]
        k = _bin(float(weights[g, o, e]), width, found.shape[1])
        for r in range(len(group_of_route)):
            if is_home[profile[o], r] and g == group_of_route[r]:
                out[n, r] = loads[r] * found[r, k]
    return out


@compiled
def add_doubt(
    group: I1,
    slot: I1,
    column: I1,
    finds: F1,
    today: int,
    most_days: int,
    strength: float,
    half_lives: F1,
    reliability: F3,
    day: I3,
    weights: F3,
    own: B3,
    told: B3,
    doubt: F3,
) -> F1:
    """Add to N leads what checks of some days would have found if they were true.

    Args:
        group: (N,) sharing group that holds each.
        slot: (N,) organisation that each is about.
        column: (N,) of the entity that each names.
        finds: (N,) a day.
        today: day.
        most_days: days that have passed since the last time; fewer count for a newer lead.
        strength: part of these finds that counts as doubt.
        half_lives: (N,) what age leaves of each, as a part of 1.
        reliability: (G, O, E) on the day of the lead.
        day: (G, O, E) of the lead.
        weights: (G, O, E) log-odds that a match adds; without any nobody looks.
        own: (G, O, E) whether customs knows it by itself.
        told: (G, O, E) whether the police's word is part of it.
        doubt: (G, O, E) is added to.

    Returns:
        (G,) finds that were due of the police's word alone, had it been as reliable as it said.
    """
    due = np.zeros(len(reliability))
    for n in range(len(group)):
        g, o, e = group[n], slot[n], column[n]
        days = min(today - day[g, o, e], most_days)
        if not weights[g, o, e] > 0.0:
            continue
        doubt[g, o, e] += strength * finds[n] * days
        if told[g, o, e] and not own[g, o, e]:
            due[g] += reliability[g, o, e] * half_lives[n] * (finds[n] * days)
    return due
