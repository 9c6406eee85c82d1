"""Ties within organisations: who hangs together, and who is within a few ties of whom.

Members at large know each other or not; those who are not at large tie nobody. A member's ties are
followed one ring after another, each ring being those whom the last one knows.
"""

from __future__ import annotations

import numpy as np

from borderSim.model.kernels.compiled import B2, F1, I1, ReadB1, ReadB2, ReadB3, ReadI2, compiled


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
    organisations, width = active.shape
    share = np.ones(organisations)
    members = np.empty(width, dtype=np.int64)
    reached = np.empty(width, dtype=np.int64)  # ring by ring
    seen = np.empty(width, dtype=np.bool_)
    for o in range(organisations):
        at_large, aims = 0, 0
        for m in range(width):
            if active[o, m]:
                members[at_large] = m
                at_large += 1
                aims += aim[o, m]
        pairs, starts = 0, 0
        for first in members[:at_large]:
            if not start[o, first]:
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
                        if links[o, who, m] and not seen[m]:
                            seen[m] = True
                            reached[number] = m
                            number += 1
                            found += aim[o, m]
                begin, end = end, number
                if found == aims:
                    break  # further rings hold no more of them
            pairs += found
        if starts * aims > 0:
            share[o] = pairs / (starts * aims)
    return share


@compiled
def changed(
    links: ReadB3,
    links_then: ReadB3,
    active: ReadB2,
    active_then: ReadB2,
    role: ReadI2,
    role_then: ReadI2,
) -> I1:
    """Find the organisations whose people or ties are others than they were.

    Args:
        links: (O, M, M) who knows whom.
        links_then: the same as it was.
        active: (O, M) who is at large.
        active_then: the same as it was.
        role: (O, M) codes of their roles.
        role_then: the same as it was.

    Returns:
        (N,) organisations; ties of those who are not at large are not looked at.
    """
    organisations, width = active.shape
    others = np.empty(organisations, dtype=np.int64)
    number = 0
    for o in range(organisations):
        same = True
        for m in range(width):
            same &= active[o, m] == active_then[o, m] and role[o, m] == role_then[o, m]
        for m in range(width):
            if same and active[o, m]:
                for n in range(width):
                    same &= links[o, m, n] == links_then[o, m, n]
        if not same:
            others[number] = o
            number += 1
    return others[:number]
