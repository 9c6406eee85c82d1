"""Arrest, charge and burned cases: what several phases do to members and case files."""

from __future__ import annotations

import numpy as np

from borderSim.model.actions.powers import prosecution
from borderSim.model.actions.will import scandal
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
    """Both services come upon one another on one target: hours of both are lost.

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
        second_cause=w.recorder.latest("case", slot),
        organisation=slot,
        load=load,
    )


def burn(w: State, slot: int, unit: int, post: int, cause: int, collision: int = -1) -> None:
    """A case is burned by the other service's action: suspects quiet, informant lost, trust hurt.

    Args:
        w: the state.
        slot: organisation of the case.
        unit: police unit that worked it.
        post: post whose officers acted.
        cause: id of the event that burned it.
        collision: id of the collision that it was.
    """
    w.recorder.add(Counter.CASES_BURNED)
    event = w.recorder.log(w.day, "burned", cause, second_cause=collision, organisation=slot)
    w.recorder.note(event, "quiet", slot)
    scandal(w, slot, "burned", event)
    o = w.traffickers
    w.police.evidence[slot] *= 0.5
    w.police.informant[slot] = False
    o.quieten(slot, w.day, w.policy.scenario.traffickers)
    w.police.cases.close(slot, w.day, cold_days=round(w.policy.scenario.traffickers.quiet_days))
    w.cooperation.move(post, unit, -w.policy.scenario.intelligence.trust_loss)


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
    if w.systems.live:
        w.systems.arrested.append((slot, member, event))
    charge(w, slot, member, evidence, u, event)
