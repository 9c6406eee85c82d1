"""How close the members of networks are: by how many ties each is from each, and whose contacts know one another."""

from __future__ import annotations

import numpy as np

from borderSim.model.kernels.compiled import F1, F2, I1, ReadI2, compiled


@compiled
def closeness(members: int, ties: ReadI2) -> tuple[F2, I1, F1]:
    """Follow the ties of all members, ring by ring.

    Args:
        members: how many there are, N.
        ties: (E, 2) the two of each tie, each tie once.

    Returns:
        (N, N) 1 over the number of ties from one to another, 0 where none lead there and to
        oneself; (N,) how many each reaches, itself among them; (N,) of the ordered pairs of each
        one's contacts, how many know one another.
    """
    first = np.zeros(members + 1, dtype=np.int64)  # place of each one's first contact
    for a, b in ties:
        first[a + 1] += 1
        first[b + 1] += 1
    first = np.cumsum(first)
    contacts = np.empty(2 * len(ties), dtype=np.int64)
    listed = first.copy()
    for a, b in ties:
        contacts[listed[a]] = b
        contacts[listed[b]] = a
        listed[a] += 1
        listed[b] += 1
    near = np.zeros((members, members))
    reach = np.empty(members, dtype=np.int64)
    closed = np.zeros(members)
    reached = np.empty(members, dtype=np.int64)  # ring by ring
    seen = np.full(members, -1)  # from whom a member was reached last
    for one in range(members):
        seen[one] = one
        reached[0] = one
        begin, number, steps = 0, 1, 0
        while begin < number:
            end = number
            steps += 1
            for who in reached[begin:end]:
                for other in contacts[first[who] : first[who + 1]]:
                    if seen[other] != one:
                        seen[other] = one
                        near[one, other] = 1.0 / steps
                        reached[number] = other
                        number += 1
            begin = end
        reach[one] = number
        for contact in contacts[first[one] : first[one + 1]]:
            for other in contacts[first[contact] : first[contact + 1]]:
                closed[one] += near[one, other] == 1.0
    return near, reach, closed
