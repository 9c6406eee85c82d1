"""What the event log says of an event and what it rests on. Nobody in the model reads it."""

from __future__ import annotations

from borderSim.model.state.codes import LoadState, RaisedBy
from borderSim.model.state.consignments import Load
from borderSim.model.state.intelligence import Item
from borderSim.model.state.state import State

DETAILS = ("entity", "window", "origin")
"""Names of the three details of an item, each of which may be lost on the way."""
USED = "used"
"""What came of an item that its reader could use."""


def about(item: Item) -> dict[str, object]:
    """Return what the event log says of every item."""
    return {
        "what": item.kind,
        "to": "police" if item.to_police else "customs",
        "group": item.group,
        "organisation": item.organisation,
        "entity": item.entity,
        "generation": item.generation,
        "load": item.load.number if item.load is not None else None,
    }


def log_news(
    w: State,
    service: str,
    how: str,
    slot: int,
    e: int,
    generation: int,
    cause: int = -1,
    *,
    group: int | None = None,
) -> int:
    """Log that a service learns of an entity by itself; returns the event's id.

    Args:
        w: the state.
        service: police or customs.
        how: what brought the news.
        slot: organisation.
        e: column of the entity.
        generation: of the entity.
        cause: what it came from; where that is nothing that happened, the same service's earlier
            news of the entity.
        group: group of posts that learns it (None: the police, or all of customs).
    """
    if not w.recorder.keep_events:  # a number for it, and nothing else
        return w.recorder.log(w.day, "news")
    groups = range(len(w.cooperation.traits)) if group is None else (group,)
    held = (
        [("police", slot, e, generation)]
        if service == "police"
        else [("lead", g, slot, e, generation) for g in groups]
    )
    earlier = w.recorder.latest(*held[0])
    event = w.recorder.log(
        w.day,
        "news",
        cause if cause >= 0 else earlier,
        service=service,
        how=how,
        renewed=earlier >= 0,
        organisation=slot,
        entity=e,
        generation=generation,
        group=group,
    )
    for key in held:
        w.recorder.note(event, *key)
    return event


def receive(w: State, item: Item) -> int:
    """Log that an item is taken in and what came of it.

    Returns the event's id, the cause of what follows.
    """
    if not w.recorder.keep_events:  # a number for it, and nothing else
        item.cause = w.recorder.log(w.day, "received")
        return item.cause
    use = _use_of(w, item)
    kept = " ".join(name for name, there in zip(DETAILS, item.detail, strict=True) if there)
    item.cause = w.recorder.log(w.day, "received", item.cause, **about(item), kept=kept, use=use)
    if use == USED and item.kind == "entity":
        held = ("police",) if item.to_police else ("lead", item.group)
        w.recorder.note(item.cause, *held, item.organisation, item.entity, item.generation)
    return item.cause


def _use_of(w: State, item: Item) -> str:
    """What comes of an item that is taken in, for the log alone: no service knows as much."""
    has_entity, has_window, has_origin = item.detail
    o, slot = w.traffickers, item.organisation
    if item.kind == "find":
        return USED
    if item.kind == "tip":
        if not has_window:
            return "detail lost"
        if item.load is None:
            return "wrong"
        return USED if item.load.state == LoadState.PLANNED else "too late"
    if not has_entity:
        return "detail lost"
    if item.to_police and not o.alive[slot]:
        return "organisation gone"
    if o.entity_generation[slot, item.entity] != item.generation:
        return "stale"
    if (
        not item.to_police
        and item.from_customs
        and has_origin
        and w.customs.leads.own[item.group, slot, item.entity]
    ):
        return "own news"
    return USED


def log_decision(
    w: State,
    load: Load,
    how: str,
    why: str,
    gain: float | None = None,
    in_time: float | None = None,
    chance: float | None = None,
) -> None:
    """Log what is done with a find, and what was weighed."""
    slot = load.organisation
    case = w.recorder.latest("case", slot) if w.police.cases.open[slot] else -1
    load.event = w.recorder.log(
        w.day,
        "decision",
        load.event,
        second_cause=case,
        organisation=slot,
        load=load.number,
        how=how,
        why=why,
        gain=gain,
        in_time=in_time,
        chance=chance,
    )


def raised_by(w: State, load: Load) -> int:
    """Return the event that brought the lead or tip by which a load was raised, -1 for none."""
    if load.raised_by == RaisedBy.LEAD:
        return w.recorder.latest(
            "lead", w.group_of_route(load.route), load.organisation, load.entity, load.generation
        )
    return (
        w.recorder.latest("lead tip", w.group_of_route(load.route), load.number)
        if load.raised_by == RaisedBy.TIP
        else -1
    )


def known_inland(w: State, load: Load) -> int:
    """Return the event from which the police knew of a load that they took inland: their tip, else their news of its entity."""
    tip = w.recorder.latest("tip", load.number) if load.police_tip else -1
    return (
        tip
        if tip >= 0
        else w.recorder.latest("police", load.organisation, load.entity, load.generation)
    )
