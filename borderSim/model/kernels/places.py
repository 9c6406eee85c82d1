"""Places of members: who of those that there are leaves, where a search begins anew, where it has succeeded."""

from __future__ import annotations

import numpy as np

from borderSim.model.kernels.compiled import I1, ReadB1, ReadF3, ReadI1, ReadI2, compiled


@compiled
def places_drawn(
    status: ReadI2, code: int, draws: ReadF3, column: int, chance: float
) -> tuple[I1, I1]:
    """Find the places of a status whose uniform lies below a chance.

    Args:
        status: (O, M) of the places.
        code: status that is asked for.
        draws: (O, M, D) uniforms.
        column: of these, the one that decides.
        chance: for each of them.

    Returns:
        Organisation and member, (N,) each.
    """
    slots = np.empty(status.size, dtype=np.int64)
    members = np.empty(status.size, dtype=np.int64)
    number = 0
    for o in range(status.shape[0]):
        for m in range(status.shape[1]):
            if status[o, m] == code and draws[o, m, column] < chance:
                slots[number], members[number] = o, m
                number += 1
    return slots[:number].copy(), members[:number].copy()


@compiled
def searches(
    alive: ReadB1,
    status: ReadI2,
    at_large: int,
    taken: int,
    role: ReadI2,
    tiers: ReadI1,
    leader: int,
    refill_day: ReadI2,
    day: int,
    never: int,
    draws: ReadF3,
    column: int,
    chance: float,
) -> tuple[I1, I1, I1, I1]:
    """Find vacant places for which a search begins anew, and those for which one has succeeded.

    Nobody is looked for where no leader is left to recruit.

    Args:
        alive: (O,) organisations that there are.
        status: (O, M) of the places.
        at_large: status of those who are at large.
        taken: status of a vacant place.
        role: (O, M) code of the role of each place.
        tiers: tier of each role.
        leader: tier from which on somebody leads.
        refill_day: (O, M) day on which a search succeeds.
        day: today.
        never: day of a search that has failed.
        draws: (O, M, D) uniforms.
        column: of these, the one that decides whether a search that has failed begins anew.
        chance: that it does.

    Returns:
        Organisation and member of those that begin anew, and of those that succeed, (N,) each.
    """
    begun = np.empty((2, status.size), dtype=np.int64)
    found = np.empty((2, status.size), dtype=np.int64)
    begins, finds = 0, 0
    for o in range(len(alive)):
        led = False
        for m in range(status.shape[1]):
            led |= status[o, m] == at_large and tiers[role[o, m]] >= leader
        if not (alive[o] and led):
            continue
        for m in range(status.shape[1]):
            if status[o, m] != taken:
                continue
            if refill_day[o, m] == never and draws[o, m, column] < chance:
                begun[0, begins], begun[1, begins] = o, m
                begins += 1
            if refill_day[o, m] <= day:
                found[0, finds], found[1, finds] = o, m
                finds += 1
    return (
        begun[0, :begins].copy(),
        begun[1, :begins].copy(),
        found[0, :finds].copy(),
        found[1, :finds].copy(),
    )
