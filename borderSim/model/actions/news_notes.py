"""What the event log says of news that is worth nothing any more. Nobody in the model reads it.

News of an entity end with the entity: none of those who hold them can know. What customs holds ends
as well when it counts for nothing any more, since it is too old, checks that found nothing speak
against it, or its source has lost credit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borderSim.model.state.last_seen import worth_something
from borderSim.model.state.state import State


@dataclass(frozen=True)
class Held:
    """Who holds news of entities that are in use (O slots, E entities, G groups of posts).

    Attributes:
        generation: (O, E) how often each entity was replaced.
        police: (O, E) entities that the police know.
        customs: (G, O, E) entities on which customs holds a lead that counts for something, or that
            is so new that it was not weighed yet.
    """

    generation: NDArray[np.int64]
    police: NDArray[np.bool_]
    customs: NDArray[np.bool_]


def held_now(w: State) -> Held | None:
    """Return who holds news of entities, to be asked before some are replaced; None without an event log."""
    if w.recorder.seen is None:
        return None
    leads, generation = w.customs.leads, w.traffickers.entity_generation
    fresh = (leads.reliability > 0.0) & (leads.day >= w.day - 1)
    in_use = leads.generation == generation
    return Held(
        generation.copy(),
        w.police.known_entities.copy(),
        in_use & (fresh | (leads.weight > 0.0)),
    )


def note_replaced(w: State, held: Held | None, why: str, cause: int = -1) -> None:
    """Tell which entities were replaced, and whose news of them end with it.

    Args:
        w: the state.
        held: who held news before (:func:`held_now`).
        why: in time, or given up after a loss.
        cause: event that it follows from.
    """
    o = w.traffickers
    if held is None or w.recorder.seen is None:
        return
    seen = _leads_seen(w)
    for slot, e in np.argwhere(held.generation != o.entity_generation).tolist():
        seen[:, slot, e] = False
        if w.day < w.first_day:
            continue
        old, new = int(held.generation[slot, e]), int(o.entity_generation[slot, e])
        event = w.recorder.log(
            w.day,
            "entity replaced",
            cause,
            organisation=slot,
            entity=e,
            generation=new,
            why=why,
        )
        if held.police[slot, e]:
            _expire(w, "police", None, slot, e, old, "entity replaced", event)
        for group in np.flatnonzero(held.customs[:, slot, e]).tolist():
            _expire(w, "customs", group, slot, e, old, "entity replaced", event)


def note_faded(w: State) -> None:
    """Tell which leads of customs count for nothing any more."""
    seen, leads = w.recorder.seen, w.customs.leads
    if seen is None:
        return
    was, now = _leads_seen(w), worth_something(leads, w.traffickers.entity_generation)
    for group, slot, e in np.argwhere(was & ~now).tolist():
        _expire(w, "customs", group, slot, e, int(leads.generation[group, slot, e]), "faded", -1)
    seen.leads = now


def _leads_seen(w: State) -> np.ndarray:
    """(G, O, E) leads that counted for something when the log last looked; as they stand now if the groups have changed."""
    seen, leads = w.recorder.seen, w.customs.leads
    assert seen is not None
    if seen.leads.shape != leads.weight.shape:
        seen.leads = worth_something(leads, w.traffickers.entity_generation)
    return seen.leads


def _expire(
    w: State,
    service: str,
    group: int | None,
    slot: int,
    e: int,
    generation: int,
    why: str,
    replaced: int,
) -> None:
    """Log that a service's news of an entity are worth nothing any more."""
    if w.day < w.first_day or not w.traffickers.alive[slot]:
        return
    held = ("police",) if group is None else ("lead", group)
    w.recorder.log(
        w.day,
        "news expired",
        w.recorder.latest(*held, slot, e, generation),
        second_cause=replaced,
        service=service,
        organisation=slot,
        entity=e,
        generation=generation,
        group=group,
        why=why,
    )
