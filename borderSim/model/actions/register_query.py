"""Customs looks a find up: the register knows objects (entities, couriers, loads told of), not whose a load is."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.model.actions.held import Held, held_on
from borderSim.model.state.consignments import Load
from borderSim.model.state.counters import Counter
from borderSim.model.state.draw_columns import LoadDraw, RegisterQueryDraw
from borderSim.model.state.state import State
from borderSim.parameters.scenario import Traits


@dataclass(frozen=True)
class LookedUp:
    """What customs learnt of the police's files before it acted on a find.

    Attributes:
        asked: the find was looked up; held: what the police held on the load, whether customs
            learnt of it or not.
        hit: a true hit; false: a false one, which was inquired into.
    """

    asked: bool
    held: Held
    hit: bool
    false: bool


def told_of(w: State, load: Load, group: int) -> bool:
    """Whether the police had told a group of posts of what it has found: of the load, of its entity, or in a joint team.

    That they work a case on somebody customs may know from other items; whose this load is it does
    not see by itself.
    """
    slot, e, leads = load.organisation, load.entity, w.customs.leads
    if w.policy.scenario.investigation.lookup_knows_case:
        return bool(w.police.cases.told_customs[slot])
    of_entity = (
        e >= 0
        and bool(leads.told[group, slot, e])
        and int(leads.generation[group, slot, e]) == load.generation
    )
    return bool(load.tip_weight) or of_entity or bool(w.police.cases.joint[slot])


def asked_register(w: State, load: Load, traits: Traits, *, told: bool) -> LookedUp:
    """Look a find up with the level's ``lookup_prob``, unless the police had told of their case.

    A true hit needs that the police hold the load's entity, its courier or a tip on it, and that
    the query does not miss it (``investigation.lookup_missed``). Without one, a false hit comes with
    ``investigation.lookup_false``: it takes hours of both services to see that it is none.

    Args:
        w: the state.
        load: what was found.
        traits: of the level in force.
        told: customs knows of the case already and need not ask.
    """
    i, slot = w.policy.scenario.investigation, load.organisation
    held = held_on(w, load)
    asked = not told and bool(load.draws[LoadDraw.LOOKUP] < traits.lookup_prob)
    if not asked:
        return LookedUp(asked=False, held=held, hit=False, false=False)
    u = w.draws.register_queries.on(load.planned, slot).random(len(RegisterQueryDraw))
    there = bool(w.police.cases.open[slot]) if i.lookup_knows_case else held.any
    hit = there and bool(u[RegisterQueryDraw.MISSED] >= i.lookup_missed)
    false = not hit and bool(u[RegisterQueryDraw.FALSE] < i.lookup_false)
    w.recorder.add(Counter.LOOKUPS)
    w.recorder.add(Counter.LOOKUPS_TRUE, float(hit))
    w.recorder.add(Counter.LOOKUPS_FALSE, float(false))
    if false:
        w.workload.hours_lost[load.route] += i.lookup_false_hours
        w.workload.police_owed += i.lookup_false_hours
    w.recorder.log(
        w.day,
        "query",
        load.event,
        organisation=slot,
        load=load.number,
        member=None,
        service="customs",
        system="case register",
        hit=hit or false,
    )
    return LookedUp(asked, held, hit, false)
