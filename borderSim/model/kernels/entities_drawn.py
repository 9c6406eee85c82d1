"""A day of the entities of all organisations: which are replaced, of which the police learn."""

from __future__ import annotations

import numpy as np

from borderSim.model.kernels.compiled import B1, B2, F2, F3, I1, I2, compiled


@compiled
def replace_one(slot: int, entity: int, generation: I2, known: B2, said: F2) -> None:
    """Replace an entity: what the police know of it is worthless.

    Args:
        slot: organisation.
        entity: column.
        generation: (O, E) how often each was replaced.
        known: (O, E) entities that the police know.
        said: (O, E) reliability that customs claimed for each.
    """
    generation[slot, entity] += 1
    known[slot, entity] = False
    said[slot, entity] = 0.0


@compiled
def pass_day(
    u: F3,
    replaced: int,
    heard: int,
    alive: B1,
    generation: I2,
    known: B2,
    said: F2,
    replace: float,
    renew: float,
    true: float,
    false: float,
) -> tuple[I1, I1]:
    """Let some entities be replaced (:func:`replace_one`), and find those of which the police hear then.

    Args:
        u: (O, E, K) uniforms of the day.
        replaced: column of them that decides who is replaced.
        heard: column that decides of whom the police hear.
        alive: (O,) organisations to whose entities it may happen.
        generation: (O, E) how often each was replaced.
        known: (O, E) entities that the police know; the first half of the columns are true ones.
        said: (O, E) reliability that customs claimed for each.
        replace: chance that an entity is replaced today.
        renew: chance that the police hear again of one that they know.
        true: chance that they learn of a true one.
        false: chance that they learn of a false one.

    Returns:
        Slot and column, (N,) each, of the entities of which the police hear.
    """
    slots, columns = known.shape
    slot = np.empty(slots * columns, dtype=np.int64)
    entity = np.empty_like(slot)
    n = 0
    for o in range(slots):
        if not alive[o]:
            continue
        for e in range(columns):
            if u[o, e, replaced] < replace:
                replace_one(o, e, generation, known, said)
            new = true if e < columns // 2 else false
            if u[o, e, heard] < (renew if known[o, e] else new):
                slot[n], entity[n] = o, e
                n += 1
    return slot[:n].copy(), entity[:n].copy()


@compiled
def informants(u: F2, column: int, alive: B1, informant: B1, leave: float, win: float) -> B1:
    """Return in which organisations the police have an informant after today, (O,).

    Args:
        u: (O, K) uniforms of the day.
        column: of them that decides.
        alive: (O,) organisations that there are.
        informant: (O,) where they had one.
        leave: chance to lose one.
        win: chance to win one.
    """
    out = np.zeros(len(alive), dtype=np.bool_)
    for o in range(len(alive)):
        if alive[o]:
            out[o] = u[o, column] >= leave if informant[o] else u[o, column] < win
    return out
