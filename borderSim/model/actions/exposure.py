"""Exposure: what an organisation infers from a load that it lost, and what the police lose by it.

A load stopped by chance or by its profile looks like bad luck. One stopped on the word of an
informant, at a named front, or under the eyes of a case does not, whoever stopped it. The chance
that the source is inferred is that of the clearest clue, times one less the cover; cover is
possible only where somebody knows that there is something to cover, and costs hours.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from borderSim.model.actions.held import Held, behind_entity, courier_of
from borderSim.model.actions.members import hide, replace_entity
from borderSim.model.actions.network_notes import note_known, note_places
from borderSim.model.actions.news_notes import held_now, note_replaced
from borderSim.model.actions.will import scandal
from borderSim.model.state.codes import Clue, RaisedBy
from borderSim.model.state.consignments import Load
from borderSim.model.state.counters import EXPOSED_BY, Counter
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE


def inferred(w: State, clue: Clue) -> float:
    """Return the chance that an organisation infers the source from a loss with a clue, without cover."""
    i = w.policy.scenario.investigation
    return {
        Clue.CHANCE: i.inferred_chance,
        Clue.NAMED: i.inferred_named,
        Clue.WATCHED: i.inferred_watched,
        Clue.TIP: i.inferred_tip,
        Clue.INLAND: i.inferred_inland,
    }[clue]


def clue_at_border(w: State, load: Load, held: Held) -> Clue:
    """Return the clearest clue that a stop at the border gives: the one most likely to be read."""
    clues = [Clue.CHANCE]
    if load.raised_by in (RaisedBy.LEAD, RaisedBy.HIT):
        clues.append(Clue.NAMED)
    if load.raised_by == RaisedBy.TIP:
        clues.append(Clue.TIP)
    if watched(w, load.organisation, held):
        clues.append(Clue.WATCHED)
    return max(clues, key=lambda clue: inferred(w, clue))


def watched(w: State, slot: int, held: Held) -> bool:
    """Whether a case follows the load: by its entity or by its courier."""
    return bool(w.police.cases.open[slot]) and (held.entity or held.courier)


def show(
    w: State, load: Load, clue: Clue, *, aware: bool, service: str, collision: int = -1
) -> None:
    """Note on a load what its loss will tell the organisation.

    Args:
        w: the state.
        load: that is about to be lost.
        clue: how it was stopped.
        aware: whoever stops it knows that there is a source to cover.
        service: ``customs`` or ``police``, which spends the hours of a cover story.
        collision: id of the collision that the stop was, -1 for none.
    """
    i = w.policy.scenario.investigation
    chance, load.clue, load.collision = inferred(w, clue), clue, collision
    if load.courier < 0:
        load.courier = courier_of(w, load)
    if aware and clue != Clue.CHANCE and chance > 0 and i.cover > 0:
        chance *= 1.0 - i.cover
        w.recorder.add(Counter.COVERS)
        if service == "customs":
            w.workload.hours_lost[load.route] += i.cover_hours
        else:
            w.workload.police_owed += i.cover_hours
    load.shown = chance


def expose(w: State, load: Load) -> None:
    """An organisation has inferred where the loss of a load came from.

    The source that was used is lost: the informant where he had told, else the entity of the load.
    """
    o, slot = w.traffickers, load.organisation
    current = load.entity >= 0 and o.entity_generation[slot, load.entity] == load.generation
    told = load.clue == Clue.TIP or (load.clue == Clue.INLAND and load.police_tip)
    by_chance = (
        load.clue == Clue.CHANCE and load.entity < 0
    )  # whoever has no front looks for a traitor
    lose(
        w,
        slot,
        load.clue,
        entity=load.entity if current and not told else -1,
        informant=told or by_chance,
        courier=load.courier,
        cause=load.event,
        collision=load.collision,
        post=int(w.routes.post[load.route]),
    )


def lose(
    w: State,
    slot: int,
    clue: Clue,
    *,
    entity: int,
    informant: bool,
    courier: int,
    cause: int,
    collision: int,
    post: int,
) -> None:
    """An organisation acts on what it inferred: the source goes, who saw it changes ways, all lie low.

    Evidence stays. The case goes on; it is exposed if the police lost something that they held,
    and counts as burned if it then ends without an arrest. Trust suffers where the services had
    collided.

    Args:
        w: the state.
        slot: organisation.
        clue: what it read.
        entity: column of the entity that it gives up, -1 for none.
        informant: it finds the informant, if there is one.
        courier: place of the member who was with the load, -1 for nobody.
        cause: id of the event that it read.
        collision: id of the collision of both services, -1 for none.
        post: whose officers acted.
    """
    p, o = w.police, w.traffickers
    lost = bool(informant and p.informant[slot])
    if informant:
        p.informant[slot] = False
    who, held = tied(w, slot, courier, entity), None
    if entity >= 0:
        lost |= bool(p.known_entities[slot, entity])
        held = held_now(w)
        replace_entity(w, slot, entity)
    lost |= _change_ways(w, slot, who)
    w.recorder.add(EXPOSED_BY.of(clue))
    event = w.recorder.log(w.day, "exposed", cause, organisation=slot, why=clue.value)
    w.recorder.note(event, "quiet", slot)
    note_replaced(w, held, "given up", event)
    for note in (note_places, note_known):
        note(w, "changed ways", event, slot)
    o.quieten(slot, w.day, w.policy.scenario.traffickers)
    if not (p.cases.open[slot] and lost):
        return
    if not p.cases.exposed[slot]:
        p.cases.exposed[slot] = True
        w.recorder.add(Counter.CASES_EXPOSED)
    burned = w.recorder.log(w.day, "burned", cause, second_cause=collision, organisation=slot)
    if collision >= 0:
        scandal(w, slot, "burned", burned)
        w.cooperation.move(post, w.unit_of(slot), -w.policy.scenario.intelligence.trust_loss)


def tied(w: State, slot: int, courier: int, entity: int) -> NDArray[np.bool_]:
    """Return (M,) who is tied to a load or a source: the courier, whom he knows, who runs the entity."""
    o = w.traffickers
    who = np.zeros(o.width, dtype=bool)
    if courier >= 0:
        who |= o.links[slot, courier]
        who[courier] = True
    if entity >= 0 and (runs := behind_entity(w, slot, entity)) >= 0:
        who[runs] = True
    return who & (o.status[slot] == ACTIVE)


def _change_ways(w: State, slot: int, who: NDArray[np.bool_]) -> bool:
    """Each of those tied to what was inferred may change ways or run; return whether the police lost sight of one."""
    i = w.policy.scenario.investigation
    if not who.any():
        return False
    luck, time = w.draws.exposures.on(w.day, slot + 1).random((2, len(who)))
    runs = who & (luck < i.exposed_flee)
    unknown = runs | (who & (luck < i.exposed_unknown))
    lost = bool((w.police.known_members[slot] & unknown).any())
    w.police.known_members[slot, unknown] = False
    if runs.any():
        hide(w, slot, runs, time)
    return lost
