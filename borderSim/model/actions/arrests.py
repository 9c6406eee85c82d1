"""Arrest, charge and collisions: what several phases do to members and to the work of both services."""

from __future__ import annotations

import numpy as np

from borderSim.model.actions.held import courier_of, travels
from borderSim.model.actions.network_notes import pass_over
from borderSim.model.actions.powers import find_evidence, prosecution
from borderSim.model.state.consignments import Load
from borderSim.model.state.counters import ARRESTED_OF_TIER, Counter
from borderSim.model.state.draw_columns import MemberDraw
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE, DETAINED

RELEASE_DAYS = 30
"""Time after which somebody who is not charged is free again; assumption."""


def charge(w: State, slot: int, member: int, evidence: float, u: Floats, cause: int) -> None:
    """Charge an arrested member or let him go; a judgement follows.

    Full courts take only a part of the charges that would be brought.

    Args:
        w: the state.
        slot: organisation.
        member: place of the member.
        evidence: pieces of evidence against him.
        u: the member's uniforms of the week.
        cause: id of the arrest.
    """
    j = w.policy.scenario.justice
    charged, court_days = prosecution(w, slot)
    room = w.courts.room(j.court_capacity)
    w.courts.load += float(u[MemberDraw.CHARGE] < charged)
    if u[MemberDraw.CHARGE] >= charged * room:
        w.recorder.add(Counter.CHARGES_REFUSED, float(u[MemberDraw.CHARGE] < charged))
        w.courts.returns.setdefault(w.day + RELEASE_DAYS, []).append((slot, member))
        return
    w.recorder.add(Counter.MEMBERS_CHARGED)
    w.recorder.add(Counter.JUSTICE_COST_EUR, j.charge_cost_eur)
    event = w.recorder.log(w.day, "charge", cause, organisation=slot, member=member)
    guilty = u[MemberDraw.CONVICT] < j.p_convicted * (1.0 - float(np.exp(-2.0 * evidence)))
    w.courts.prisoners += 1
    judgement = w.day + round(court_days)
    w.courts.judgements.setdefault(judgement, []).append((slot, member, float(guilty), event))


def collide(w: State, slot: int, route: int, cause: int, load: int | None = None) -> int:
    """Both services come upon one another at one object: hours of both are lost.

    Return the id of the event.
    """
    hours = w.policy.scenario.investigation.collision_hours
    w.recorder.add(Counter.DUPLICATE_HOURS, hours)
    w.workload.hours_lost[route] += hours / 2
    w.workload.police_owed += hours / 2
    w.recorder.add(Counter.COLLISIONS)
    return w.recorder.log(
        w.day,
        "collision",
        cause,
        second_cause=w.recorder.latest("case", slot) if w.police.cases.open[slot] else -1,
        organisation=slot,
        load=load,
    )


def arrest_courier(w: State, load: Load) -> bool:
    """Arrest whoever travels with a load that is seized; return whether somebody was."""
    if not travels(w, load):
        return False
    slot, m = load.organisation, courier_of(w, load)
    if m < 0:
        return False
    w.police.evidence[slot, m] += find_evidence(w, slot)
    arrest(w, slot, m, load.event)
    return True


def arrest(w: State, slot: int, member: int, cause: int) -> None:
    """Arrest a member: the place falls vacant, a charge may follow."""
    o = w.traffickers
    if o.status[slot, member] != ACTIVE:
        return
    u = w.draws.members.today(w.day)[slot, member]
    tier = int(o.tier_of(slot)[member])
    o.status[slot, member] = DETAINED
    w.police.known_members[slot, member] = False
    evidence, w.police.evidence[slot, member] = float(w.police.evidence[slot, member]), 0.0
    w.recorder.add(Counter.MEMBERS_ARRESTED)
    w.recorder.add(Counter.ARRESTED_TIER_SUM, tier)
    w.recorder.add(ARRESTED_OF_TIER.of(tier))
    w.recorder.add(Counter.LEADERS_ARRESTED, float(tier >= 3))
    w.traffickers.strength_changed = True
    if o.first_blow[slot] > w.day:
        o.first_blow[slot] = w.day
    w.traffickers.arrested_today.append((slot, member))
    event = w.recorder.log(w.day, "arrest", cause, organisation=slot, member=member, tier=tier)
    w.recorder.note(event, "arrest", slot)
    pass_over(w, slot, member)
    if w.systems.live:
        w.systems.arrested.append((slot, member, event))
    charge(w, slot, member, evidence, u, event)
