"""How organisations and cases stand at the end of a day, counted in one pass (O slots)."""

from __future__ import annotations

from borderSim.model.kernels.compiled import F1, ReadB1, ReadB2, ReadF1, compiled


@compiled
def count_up(
    alive: ReadB1,
    known_entities: ReadB2,
    entities: int,
    open_cases: ReadB1,
    rate: ReadF1,
    strength: ReadF1,
    cash: ReadF1,
    at_start: ReadB1,
    loads: F1,
    survivors: F1,
) -> tuple[int, int, int, int]:
    """Count organisations, what the police know of them, cases, and what they can ship.

    Args:
        alive: (O,) organisations that exist.
        known_entities: (O, at least ``entities``) columns that the police know.
        entities: columns of the organisations' own; those beyond are decoys.
        open_cases: (O,) a case is open.
        rate: (O,) planned loads a day at full strength.
        strength: (O,) part of it that can be fielded.
        cash: (O,) EUR; nothing is shipped in debt.
        at_start: (O,) alive at the start of the horizon.
        loads: (O,) loads a year that can be fielded; set anew.
        survivors: (O,) the same of those of the start, one after the other; set anew as far as there
            are any.

    Returns:
        Number alive; of their entities known; of open cases; of ``survivors``.
    """
    number, known, cases, left = 0, 0, 0, 0
    for o in range(len(alive)):
        cases += open_cases[o]
        if alive[o]:
            number += 1
            for e in range(entities):
                known += known_entities[o, e]
        loads[o] = rate[o] * strength[o] * (1.0 if cash[o] >= 0 else 0.0) * 365.0
        if at_start[o]:
            survivors[left] = loads[o]
            left += 1
    return number, known, cases, left
