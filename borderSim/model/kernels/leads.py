"""Leads on entities: which are held, and what they match, laid out so that one product sums it."""

from __future__ import annotations

import numpy as np

from borderSim.model.kernels.compiled import B2, B3, F1, F2, F3, I1, I3, compiled


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
def look_up(
    group: I1,
    slot: I1,
    column: I1,
    reliability: F3,
    day: I3,
    doubt: F3,
    own: B3,
    grades: F1,
    today: int,
    half_life: float,
) -> tuple[F1, F1, F1, F1]:
    """Look up what N leads were worth when they came, and what has happened since.

    Args:
        group: (N,) sharing group that holds each.
        slot: (N,) organisation that each is about.
        column: (N,) of the entity that each names.
        reliability: (G, O, E) on the day of the lead.
        day: (G, O, E) of the lead.
        doubt: (G, O, E) finds that checks would have made by now if it were true.
        own: (G, O, E) whether customs knows it by itself.
        grades: (G,) factor on what the police's word is worth.
        today: day.
        half_life: days in which a lead fades by half.

    Returns:
        (N,) each: reliability on the day of the lead, half-lives since, factor of its source, and
        minus its doubt.
    """
    count = len(group)
    claimed, age = np.empty(count), np.empty(count)
    factor, against = np.empty(count), np.empty(count)
    for n in range(count):
        g, o, e = group[n], slot[n], column[n]
        claimed[n] = reliability[g, o, e]
        age[n] = (today - day[g, o, e]) / half_life
        factor[n] = 1.0 if own[g, o, e] else grades[g]
        against[n] = -doubt[g, o, e]
    return claimed, age, factor, against


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
def note(group: I1, slot: I1, column: I1, weight: F1, matched: F1, weights: F3, shares: F3) -> None:
    """Write weights and shares matched, (N,) each, of leads into tables (G, O, E)."""
    for n in range(len(group)):
        weights[group[n], slot[n], column[n]] = weight[n]
        shares[group[n], slot[n], column[n]] = matched[n]


@compiled
def lay_out(
    group: I1,
    slot: I1,
    column: I1,
    weights: F3,
    shares: F3,
    is_home: B2,
    group_of_route: I1,
    width: float,
    n_bins: int,
) -> tuple[F2, F2]:
    """Lay out what N leads match, by route and by bin of weight.

    Args:
        group: (N,) sharing group that holds each.
        slot: (N,) organisation that each is about.
        column: (N,) of the entity that each names.
        weights: (G, O, E) log-odds that a match adds.
        shares: (G, O, E) of the lawful traffic of its mode that each matches.
        is_home: (O, R) whether a route is of the mode in which those of a slot work.
        group_of_route: (R,) sharing group.
        width: log-odds of a bin.
        n_bins: how many bins there are; what weighs more is in the last.

    Returns:
        (N, R) share of each route's traffic that each matches, and (N, n_bins) 1 at its bin: the
        transposed first times the second is the share by route and bin.
    """
    count, routes = len(group), len(group_of_route)
    where, into = np.zeros((count, routes)), np.zeros((count, n_bins))
    for n in range(count):
        g, o, e = group[n], slot[n], column[n]
        place = np.rint(weights[g, o, e] / width)
        into[n, int(min(max(place, 0.0), n_bins - 1.0))] = 1.0
        for r in range(routes):
            if is_home[o, r] and g == group_of_route[r]:
                where[n, r] = shares[g, o, e]
    return where, into
