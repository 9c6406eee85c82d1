"""Ties within organisations: who hangs together, and who is within a few ties of whom.

Members at large know each other or not; those who are not at large tie nobody. A member's ties are
followed one ring after another, each ring being those whom the last one knows.
"""

from __future__ import annotations

import numpy as np

from borderSim.model.kernels.compiled import (
    B1,
    B2,
    B3,
    F1,
    I2,
    ReadB1,
    ReadB2,
    ReadB3,
    ReadF3,
    ReadI1,
    ReadI2,
    compiled,
)


@compiled
def largest_parts(links: ReadB3, active: ReadB2, asked: ReadB1) -> B2:
    """Find who is in the largest connected part of each organisation.

    Args:
        links: (O, M, M) who knows whom.
        active: (O, M) who is at large.
        asked: (O,) organisations to look at.

    Returns:
        (O, M) who is in it; of parts of equal size in that of the first member. Nobody where an
        organisation is not asked for.
    """
    organisations, width = active.shape
    largest = np.zeros((organisations, width), dtype=np.bool_)
    members = np.empty(width, dtype=np.int64)
    reached = np.empty(width, dtype=np.int64)  # in the order in which ties lead to them
    part_of = np.empty(width, dtype=np.int64)  # number of the part that a member was put in last
    for o in range(organisations):
        if not asked[o]:
            continue
        left = 0
        for m in range(width):
            part_of[m] = 0
            if active[o, m]:
                members[left] = m
                left += 1
        at_large, most, number = left, 0, 0
        for start in members[:at_large]:
            if left <= most:
                break  # no part of those left can be larger
            if part_of[start]:
                continue
            number += 1
            part_of[start] = number
            reached[0] = start
            size, looked_at = 1, 0
            left -= 1
            while looked_at < size and size < at_large:
                near = links[o, reached[looked_at]]
                looked_at += 1
                for m in members[:at_large]:
                    if near[m] and part_of[m] != number:
                        left -= part_of[m] == 0
                        part_of[m] = number
                        reached[size] = m
                        size += 1
            if size > most:
                most = size
                for m in members[:at_large]:
                    largest[o, m] = part_of[m] == number
    return largest


@compiled
def tie_strays(
    links: B3,
    alive: ReadB1,
    status: ReadI2,
    at_large: int,
    taken: int,
    role: ReadI2,
    tiers: ReadI1,
    draws: ReadF3,
    column: int,
    chance: float,
) -> None:
    """Tie members outside the largest part of their organisation to the first of highest tier in it.

    Only where somebody was taken, and only those whose uniform lies below a chance.

    Args:
        links: (O, M, M) who knows whom; changed.
        alive: (O,) organisations that there are.
        status: (O, M) of the places.
        at_large: status of those who are at large.
        taken: status of those who were taken.
        role: (O, M) code of the role of each place.
        tiers: tier of each role.
        draws: (O, M, D) uniforms.
        column: of these, the one that decides.
        chance: for each of those cut off.
    """
    organisations, width = status.shape
    active = np.zeros((organisations, width), dtype=np.bool_)
    hurt = np.zeros(organisations, dtype=np.bool_)
    for o in range(organisations):
        for m in range(width):
            active[o, m] = status[o, m] == at_large
            hurt[o] |= alive[o] and status[o, m] == taken
    main = largest_parts(links, active, hurt)
    for o in range(organisations):
        if not hurt[o]:
            continue
        senior, highest = 0, 0
        for m in range(width):
            if main[o, m] and tiers[role[o, m]] > highest:
                senior, highest = m, tiers[role[o, m]]
        for m in range(width):
            if active[o, m] and not main[o, m] and draws[o, m, column] < chance and m != senior:
                links[o, m, senior] = links[o, senior, m] = True


@compiled
def share_of(links: ReadB2, active: ReadB1, start: ReadB1, aim: ReadB1, steps: int) -> float:
    """Work out :func:`share_within` of one organisation.

    Args:
        links: (M, M) who knows whom.
        active: (M,) who is at large.
        start: (M,) those at large of the one kind.
        aim: (M,) those at large of the other, none of whom is of the one.
        steps: ties that may lie between the two of a pair at most, 1 or more.

    Returns:
        The part, 1 where there is no pair.
    """
    width = len(active)
    members = np.empty(width, dtype=np.int64)
    reached = np.empty(width, dtype=np.int64)  # ring by ring
    seen = np.empty(width, dtype=np.bool_)
    at_large, aims = 0, 0
    for m in range(width):
        if active[m]:
            members[at_large] = m
            at_large += 1
            aims += aim[m]
    pairs, starts = 0, 0
    for first in members[:at_large]:
        if not start[first]:
            continue
        starts += 1
        seen[:] = False
        seen[first] = True
        reached[0] = first
        begin, end, found = 0, 1, 0
        for _ in range(steps):
            number = end
            for who in reached[begin:end]:
                for m in members[:at_large]:
                    if links[who, m] and not seen[m]:
                        seen[m] = True
                        reached[number] = m
                        number += 1
                        found += aim[m]
            begin, end = end, number
            if found == aims:
                break  # further rings hold no more of them
        pairs += found
    return float(pairs / (starts * aims)) if starts * aims > 0 else 1.0


@compiled
def share_within(links: ReadB3, active: ReadB2, start: ReadB2, aim: ReadB2, steps: int) -> F1:
    """Work out which part of all pairs of a member of one kind and of another lie within some ties.

    Args:
        links: (O, M, M) who knows whom.
        active: (O, M) who is at large.
        start: (O, M) those at large of the one kind.
        aim: (O, M) those at large of the other, none of whom is of the one.
        steps: ties that may lie between the two of a pair at most, 1 or more.

    Returns:
        (O,) parts; 1 where there is no pair.
    """
    share = np.empty(len(active))
    for o in range(len(active)):
        share[o] = share_of(links[o], active[o], start[o], aim[o], steps)
    return share


@compiled
def is_changed(
    links: ReadB2,
    links_then: ReadB1,
    active: ReadB1,
    active_then: ReadB1,
    role: ReadI1,
    role_then: ReadI1,
) -> bool:
    """Say whether people of an organisation, or ties among those at large, are others than they were.

    Args:
        links: (M, M) who knows whom.
        links_then: (M * M,) the same as it was, as :func:`note_ties` wrote it down.
        active: (M,) who is at large.
        active_then: the same as it was.
        role: (M,) codes of their roles.
        role_then: the same as it was.
    """
    last = 0
    for m in range(len(active)):
        if active[m] != active_then[m] or (active[m] and role[m] != role_then[m]):
            return True
        last = m + 1 if active[m] else last
    for who in range(last):
        if active[who]:
            then, other = links_then[who * last : who * last + last], False
            for m in range(last):  # (a loop without a way out takes many members at a time)
                other |= active[m] & (links[who, m] != then[m])
            if other:
                return True
    return False


@compiled
def note_ties(links: ReadB2, active: ReadB1, noted: B1) -> None:
    """Write ties down in one piece, without the places behind the last member at large: that is soon read.

    Args:
        links: (M, M) who knows whom.
        active: (M,) who is at large.
        noted: (M * M,) where they are written.
    """
    last = 0
    for m in range(len(active)):
        last = m + 1 if active[m] else last
    for who in range(last):
        noted[who * last : who * last + last] = links[who, :last]


@compiled
def renew_shares(
    links: ReadB3,
    links_then: B2,
    active: ReadB2,
    active_then: B2,
    role: ReadI2,
    role_then: I2,
    one: int,
    other: int,
    steps: int,
    share: F1,
) -> None:
    """Work :func:`share_within` out anew where people or ties are others than they were, and note them.

    Args:
        links: (O, M, M) who knows whom.
        links_then: (O, M * M) the same as it was, as :func:`note_ties` writes it down; brought up
            to date.
        active: (O, M) who is at large.
        active_then: the same as it was; brought up to date.
        role: (O, M) codes of their roles.
        role_then: the same as it was; brought up to date.
        one: role of those from whom ties are followed.
        other: role of those who are looked for.
        steps: ties that may lie between the two of a pair at most, 1 or more.
        share: (O,) parts; brought up to date.
    """
    for o in range(len(active)):
        if is_changed(links[o], links_then[o], active[o], active_then[o], role[o], role_then[o]):
            note_ties(links[o], active[o], links_then[o])
            active_then[o] = active[o]
            role_then[o] = role[o]
            start, aim = active[o] & (role[o] == one), active[o] & (role[o] == other)
            share[o] = share_of(links[o], active[o], start, aim, steps)
