"""What comes of a find or an entity from customs: it feeds a file, the right one or a wrong one, or waits."""

from __future__ import annotations

import numpy as np

from borderSim.model.actions.event_notes import log_news
from borderSim.model.actions.held import behind_entity
from borderSim.model.actions.linking import NO_FILE, file_for, waits
from borderSim.model.actions.network_notes import note_known
from borderSim.model.actions.powers import find_evidence, reach
from borderSim.model.actions.sharing import offer_entity
from borderSim.model.actions.trust import unshared_hit
from borderSim.model.state.consignments import Load
from borderSim.model.state.counters import Counter
from borderSim.model.state.draw_columns import LoadDraw
from borderSim.model.state.intelligence import Item
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE

FIND_WEIGHT, ENTITY_WEIGHT = 2.0, 1.0
"""Weight in a file of a find with all its evidence, and of an entity that customs named; assumption."""


def take_in(w: State, item: Item) -> None:
    """Link a find, or an entity, that reached the police to a file, or let it wait.

    Args:
        w: the state.
        item: on an organisation that has not ended; an entity still in use.
    """
    slot = file_for(w, item)
    if slot == NO_FILE:
        w.police.unlinked.append(waits(w, item))
        _log(w, item, "not linked", item.organisation)
        return
    _feed(w, item, slot)


def review_unlinked(w: State) -> None:
    """Compare what waits with the files again; give up what has waited too long or leads nowhere any more."""
    waiting = []
    for one in w.police.unlinked:
        item, s = one.item, w.policy.scenario.investigation
        if not _still_there(w, item) or w.day - one.since > s.link_wait_days:
            w.recorder.add(
                Counter.FINDS_UNLINKED if item.kind == "find" else Counter.ENTITIES_UNLINKED
            )
            continue
        slot = file_for(w, item, one)
        if slot == NO_FILE:
            waiting.append(one)
        else:
            _feed(w, item, slot)
    w.police.unlinked[:] = waiting


def learn_entity(
    w: State, slot: int, e: int, reliability: float, *, from_customs: bool, cause: int, how: str
) -> None:
    """The police learn an entity; the news may cross to customs."""
    o = w.traffickers
    if w.police.known_entities[slot, e]:
        return
    w.police.known_entities[slot, e], w.police.told_by_customs[slot, e] = True, from_customs
    event = log_news(w, "police", how, slot, e, int(o.entity_generation[slot, e]), cause)
    offer_entity(w, slot, e, reliability, to_police=False, from_customs=from_customs, cause=event)


def _feed(w: State, item: Item, slot: int) -> None:
    """Put an item into the file of an organisation: its own, or another's."""
    find, right = item.kind == "find", slot == item.organisation
    if right:
        w.recorder.add(Counter.FINDS_LINKED if find else Counter.ENTITIES_LINKED)
    else:
        w.recorder.add(Counter.FINDS_LINKED_WRONG if find else Counter.ENTITIES_LINKED_WRONG)
    if find:
        w.recorder.add(Counter.FINDS_IN_CASES)
    if not right:
        _file_wrongly(w, item, slot)
    elif item.load is not None:
        _file_find(w, item, item.load)
    else:
        _file_entity(w, item)


def _still_there(w: State, item: Item) -> bool:
    """Whether an item can still lead to a file: its organisation lives, and an entity is in use."""
    o, slot = w.traffickers, item.organisation
    in_use = item.kind == "find" or o.entity_generation[slot, item.entity] == item.generation
    return bool(o.alive[slot] and in_use)


def _file_wrongly(w: State, item: Item, slot: int) -> None:
    """A wrong link: its weight lies in another's file, whose team wastes days on it; the right one gets nothing."""
    c = w.police.cases
    event = _log(w, item, "linked to a wrong file", slot)
    w.recorder.note(event, "file", slot)
    c.file[slot] += FIND_WEIGHT * item.evidence if item.kind == "find" else _entity_weight(w)
    c.wasted[slot] += w.policy.scenario.investigation.link_wrong_days
    if item.kind == "find":
        c.last_find[slot] = c.news[slot] = w.day


def _file_find(w: State, item: Item, load: Load) -> None:
    """A find in the right file names members and an entity, and is evidence."""
    o, s, slot = w.traffickers, w.policy.scenario.investigation, item.organisation
    event = _log(w, item, "find filed", slot)
    w.recorder.note(event, "file", slot)
    w.police.cases.file[slot] += FIND_WEIGHT * item.evidence
    w.police.cases.last_find[slot] = w.police.cases.news[slot] = w.day
    if item.withheld:
        post = int(w.routes.post[load.route])
        unshared_hit(w, slot, item.unit, post=post, held_by="police", cause=event)
    juniors = np.flatnonzero((o.status[slot] == ACTIVE) & (o.tier_of(slot) <= 2))
    if len(juniors):
        m = int(juniors[int(load.draws[LoadDraw.COURIER] * len(juniors))])
        w.police.known_members[slot, m] = True
        note_known(w, "find", event, slot)
        _analyse(w, slot, m, item.evidence * find_evidence(w, slot))
        yields = w.cooperation.terms(item.group, item.unit, w.day, w.good_of(slot)).interview_yield
        if load.draws[LoadDraw.INTERVIEW] < yields * item.evidence:
            w.police.evidence[slot, m] += s.evidence_statement
            linked = np.flatnonzero(
                o.links[slot, m] & (o.status[slot] == ACTIVE) & ~w.police.known_members[slot]
            )
            if len(linked):
                w.police.known_members[
                    slot, linked[int(load.draws[LoadDraw.EXPOSE] * len(linked))]
                ] = True
                note_known(w, "interview", event, slot)
    if (
        item.detail[0]
        and load.entity >= 0
        and o.entity_generation[slot, load.entity] == load.generation
    ):
        learn_entity(w, slot, load.entity, 0.9, from_customs=True, cause=event, how="find")


def _file_entity(w: State, item: Item) -> None:
    """An entity in the right file: the police hold it, and learn who of logistics stands behind it."""
    slot, e = item.organisation, item.entity
    w.police.told_by_customs[slot, e] |= not w.police.known_entities[slot, e]
    w.police.known_entities[slot, e] = True
    w.police.said[slot, e] = item.reliability
    w.police.cases.file[slot] += _entity_weight(w)
    w.police.cases.news[slot] = w.day
    w.recorder.note(item.cause, "file", slot)
    m = behind_entity(w, slot, e)
    if m >= 0 and e < w.traffickers.entities:  # behind an innocent there is nobody of theirs
        w.police.known_members[slot, m] = True
        note_known(w, "entity", item.cause, slot)


def _entity_weight(w: State) -> float:
    """Weight in a file of an entity from customs, by what came of those before (:mod:`..state.grades`)."""
    return ENTITY_WEIGHT * float(w.police.grades.of("entity", w.policy.scenario.intelligence)[0])


def _analyse(w: State, slot: int, member: int, evidence: float) -> None:
    """Evidence of a find counts when the laboratory has answered.

    The partner's laboratory has to be borrowed first.
    """
    o, found = w.traffickers, reach(w, "forensics", slot)
    delay = w.policy.scenario.investigation.lab_delay_days + (
        found.wait if found.extent > 0 else 0.0
    )
    if delay < 1.0:
        w.police.evidence[slot, member] += evidence
    else:
        w.police.lab.setdefault(w.day + round(delay), []).append(
            (slot, member, evidence, float(o.draws[slot, member]))
        )


def _log(w: State, item: Item, what: str, slot: int) -> int:
    """Log what became of an item; returns the event's id."""
    load = item.load.number if item.load is not None else None
    return w.recorder.log(
        w.day, "case step", item.cause, organisation=slot, what=what, load=load, number=None
    )
