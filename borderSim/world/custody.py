"""Arrest, charge and burned cases: what several phases do to members and case files."""

from __future__ import annotations

import numpy as np

from borderSim.world.organisations import ACTIVE, DETAINED
from borderSim.world.streams import Floats
from borderSim.world.world import MEMBER_LUCK, World

RELEASE_DAYS = 30
"""Time after which somebody who is not charged is free again; assumption."""


def charge(w: World, slot: int, member: int, evidence: float, u: Floats, cause: int) -> None:
    """Charge an arrested member or let him go; a judgement follows.

    Args:
        w: the world.
        slot: organisation.
        member: place of the member.
        evidence: pieces of evidence against him.
        u: the member's uniforms of the week.
        cause: id of the arrest.
    """
    j = w.scenario.justice
    if u[MEMBER_LUCK["charge"]] >= j.p_charged:
        w.prison_return.setdefault(w.day + RELEASE_DAYS, []).append((slot, member))
        return
    w.books.add("members_charged")
    w.books.add("justice_cost_eur", j.charge_cost_eur)
    w.books.log(w.day, "charge", cause, organisation=slot, member=member)
    guilty = u[MEMBER_LUCK["convict"]] < j.p_convicted * (1.0 - float(np.exp(-2.0 * evidence)))
    w.prisoners += 1
    judgement = w.day + round(j.court_days)
    w.court.setdefault(judgement, []).append((slot, member, float(guilty)))


def collide(w: World, slot: int, route: int, cause: int) -> None:
    """Both services come upon one another on one target: hours of both are lost."""
    hours = w.scenario.investigation.collision_hours
    w.books.add("duplicate_hours", hours)
    w.hours_lost[route] += hours / 2
    w.police_owed += hours / 2
    w.books.add("collisions")
    w.books.log(w.day, "collision", cause, organisation=slot)


def burn(w: World, slot: int, unit: int, post: int, cause: int) -> None:
    """A case is burned by the other service's action: suspects quiet, informant lost, trust hurt."""
    w.books.add("cases_burned")
    w.books.log(w.day, "burned", cause, organisation=slot)
    o = w.organisations
    o.evidence[slot] *= 0.5
    o.informant[slot] = False
    o.quieten(slot, w.day, w.scenario.traffickers)
    w.cases.close(slot, w.day, cold_days=round(w.scenario.traffickers.quiet_days))
    w.relations.move(post, unit, -w.scenario.intelligence.trust_loss)


def arrest(w: World, slot: int, member: int, cause: int) -> None:
    """Arrest a member: the place falls vacant, a charge may follow."""
    o = w.organisations
    if o.status[slot, member] != ACTIVE:
        return
    u = w.draws.members.today(w.day)[slot, member]
    tier = int(o.tier[slot, member])
    o.status[slot, member] = DETAINED
    o.known[slot, member] = False
    evidence, o.evidence[slot, member] = float(o.evidence[slot, member]), 0.0
    w.books.add("members_arrested")
    w.books.add("arrested_tier_sum", tier)
    w.books.add(f"members_arrested_tier_{tier}")
    w.books.add("leaders_arrested", float(tier >= 3))
    w.strength_changed = True
    if o.first_blow[slot] > w.day:
        o.first_blow[slot] = w.day
    w.arrested_today.append((slot, member))
    event = w.books.log(w.day, "arrest", cause, organisation=slot, member=member, tier=tier)
    charge(w, slot, member, evidence, u, event)
