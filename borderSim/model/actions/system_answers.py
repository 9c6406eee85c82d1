"""Answers of information systems: a hit is entered once, as confirmed, late or false, on the day that it is known."""

from __future__ import annotations

import numpy as np

from borderSim.model.actions.network_notes import note_known
from borderSim.model.actions.sharing import entity_item
from borderSim.model.state.consignments import Load
from borderSim.model.state.counters import FOUND_IN_LAWFUL_TRAFFIC, HITS_AS, Counter
from borderSim.model.state.secondary import HOURS_A_DAY
from borderSim.model.state.state import State
from borderSim.model.state.system_answers import Answer
from borderSim.model.state.traffickers import ACTIVE


def settle(w: State, answer: Answer, after_hours: float) -> int:
    """Count hits, and enter what they are when it is known: at once, or on a later day.

    Returns the event's id if now.
    """
    d = w.systems
    w.recorder.add(Counter.HITS, answer.number)
    if answer.slot >= 0:
        w.recorder.add(Counter.HITS_ON_ORGANISATIONS, answer.number)
    d.open_hits += answer.number
    days = int(after_hours / HOURS_A_DAY)
    if days == 0:
        return enter(w, answer)
    d.pending.setdefault(w.day + days, []).append(answer)
    return -1


def enter(w: State, answer: Answer) -> int:
    """Enter hits as what they are, with what follows for the police.

    Returns the event's id (-1: lawful traffic).
    """
    w.systems.open_hits -= answer.number
    w.recorder.add(HITS_AS.of(answer.fate), answer.number)
    if answer.slot < 0:
        if answer.fate == "validated" and answer.system.asked_about in FOUND_IN_LAWFUL_TRAFFIC:
            w.recorder.add(FOUND_IN_LAWFUL_TRAFFIC[answer.system.asked_about], answer.number)
        if answer.cause >= 0:  # somebody whom a shock sent
            w.recorder.log(
                w.day,
                "hit",
                answer.cause,
                organisation=None,
                load=None,
                system=answer.name,
                fate=answer.fate,
            )
        return -1
    event = w.recorder.log(
        w.day,
        "hit",
        answer.cause,
        organisation=answer.slot,
        load=answer.load.number if answer.load else None,
        system=answer.name,
        fate=answer.fate,
    )
    if answer.many and _name_members(w, answer):
        w.recorder.note(event, "file", answer.slot)
        note_known(w, "information system", event, answer.slot)
    if answer.fate == "late" and answer.load is not None and answer.system.late_answer == "file":
        tell_police(w, answer.load, event)
    return event


def tell_police(w: State, load: Load, cause: int) -> None:
    """The bureau, which is the police's, learns of a hit: what the load used goes to the file."""
    if load.entity < 0:
        return  # somebody used once: nothing leads from him to the organisation
    item = entity_item(
        w, load.organisation, load.entity, 1.0, to_police=True, from_customs=True, cause=cause
    )
    item.generation = load.generation  # that of the load: it may have been replaced since
    w.mail.send(item, w.day)


def _name_members(w: State, answer: Answer) -> int:
    """An answer on a case names members of whom the police did not know, with evidence against them; returns how many."""
    o, slot = w.traffickers, answer.slot
    w.workload.police_owed += answer.system.hit_minutes / 60.0
    if answer.fate != "validated" or not o.alive[slot]:
        return 0
    new = [
        m
        for m in answer.candidates
        if o.status[slot, m] == ACTIVE and not w.police.known_members[slot, m]
    ][: answer.many]
    w.police.known_members[slot, np.array(new, dtype=np.int64)] = True
    w.police.evidence[slot, np.array(new, dtype=np.int64)] += answer.system.evidence
    w.police.cases.file[slot] += len(new)
    w.recorder.add(Counter.MEMBERS_LINKED, len(new))
    return len(new)
