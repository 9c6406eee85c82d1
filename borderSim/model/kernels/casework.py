"""A week's work on open cases: who is in sight and how hard he is looked for, who evidence is gathered on."""

from __future__ import annotations

import numpy as np

from borderSim.model.kernels.compiled import (
    F1,
    F2,
    I1,
    I2,
    ReadB1,
    ReadB2,
    ReadB3,
    ReadF1,
    ReadF2,
    ReadF3,
    ReadI1,
    ReadI2,
    compiled,
)


@compiled
def looked_for(
    cases: ReadI1,
    links: ReadB3,
    active: ReadB2,
    known: ReadB2,
    role: ReadI2,
    outer: ReadB1,
    weight: ReadF1,
    rung: ReadI1,
    effort: ReadF2,
    days: ReadF3,
) -> tuple[I1, I1, F1]:
    """Find whom a case may reveal next, and share out its days of work among them by weight.

    In sight are those at large whom somebody known knows; where nobody is known, those at large in
    the outer roles.

    Args:
        cases: (K,) organisations.
        links: (O, M, M) who knows whom.
        active: (O, M) who is at large.
        known: (O, M) who is known, at large or not.
        role: (O, M) codes of roles.
        outer: (roles,) which roles are in sight without a tie.
        weight: (roles,) how much of the work goes to a holder of each.
        rung: (roles,) column of ``days`` of each.
        effort: (services, K) days spent on each case.
        days: (services, K, rungs) days that it takes to reveal somebody, infinite without means.

    Returns:
        (N,) positions in ``cases``, (N,) members, case by case and member by member, and (N,) work
        on each as a part of what it takes, all services together.
    """
    width = active.shape[1]
    at = np.empty(len(cases) * width, dtype=np.int64)
    member = np.empty(len(cases) * width, dtype=np.int64)
    done = np.zeros(len(cases) * width)
    near = np.empty(width, dtype=np.bool_)
    end = 0
    for k in range(len(cases)):
        o = cases[k]
        begin, total = end, 0.0
        near[:] = False
        nobody = True
        for m in range(width):
            if known[o, m]:
                nobody = False
                for n in range(width):
                    near[n] |= links[o, m, n]
        for m in range(width):
            if active[o, m] and not known[o, m] and (outer[role[o, m]] if nobody else near[m]):
                at[end] = k
                member[end] = m
                total += weight[role[o, m]]
                end += 1
        for n in range(begin, end):
            code = role[o, member[n]]
            for service in range(len(effort)):
                share = effort[service, k] * weight[code] / max(total, 1.0)
                done[n] += share / days[service, k, rung[code]]
    return at[:end], member[:end], done[:end]


@compiled
def gather(
    cases: ReadI1,
    active: ReadB2,
    known: ReadB2,
    role: ReadI2,
    weight: ReadF1,
    pieces: ReadF1,
    evidence: F2,
) -> None:
    """Share out the evidence that cases gather among those known and at large, by weight.

    Args:
        cases: (K,) organisations.
        active: (O, M) who is at large.
        known: (O, M) who is known.
        role: (O, M) codes of roles.
        weight: (roles,) how much of it is on a holder of each.
        pieces: (K,) pieces of evidence of each case.
        evidence: (O, M) pieces against each; those gathered are added.
    """
    for k in range(len(cases)):
        o = cases[k]
        total = 0.0
        for m in range(active.shape[1]):
            if active[o, m] and known[o, m]:
                total += weight[role[o, m]]
        for m in range(active.shape[1]):
            if active[o, m] and known[o, m]:
                evidence[o, m] += pieces[k] * weight[role[o, m]] / max(total, 1.0)


@compiled
def count_by_rank(slots: ReadI1, members: ReadB2, role: ReadI2, tier: ReadI1, ranks: int) -> I2:
    """Count the marked members of some organisations by rank, (N, ranks).

    Args:
        slots: (N,) organisations.
        members: (N, M) who is marked.
        role: (O, M) codes of roles.
        tier: (roles,) rank of the holder of each, 1 for the lowest; rank 0 is nobody's.
        ranks: how many ranks there are.
    """
    number = np.zeros((len(slots), ranks), dtype=np.int64)
    for n in range(len(slots)):
        for m in range(members.shape[1]):
            if members[n, m]:
                rank = tier[role[slots[n], m]]
                if rank > 0:
                    number[n, rank - 1] += 1
    return number
