"""Adaptation: organisations learn from losses, replace people, lie low, give up; new ones enter."""

from __future__ import annotations

import numpy as np

from borderSim.world.loads import LUCK
from borderSim.world.networks import ROLE_CODE
from borderSim.world.organisations import ACTIVE, DETAINED, FAR, Organisations
from borderSim.world.world import MEMBER_LUCK, ORG_LUCK, World

WEEK = 7


def adapt(w: World) -> None:
    """Fade memories, react to today's losses and arrests; refill, end and enter weekly."""
    o, t = w.organisations, w.scenario.traffickers
    if t.adaptation:
        o.losses *= t.memory_per_day
        o.shipped *= t.memory_per_day
        _react_to_losses(w)
    else:
        o.losses[:] = 0.0
        o.shipped[:] = 0.0
    w.lost_today.clear()
    for slot, member in w.arrested_today:
        _vacate(w, slot, member)
    w.arrested_today.clear()
    if w.day % WEEK == 0:
        _turnover(w)
        if t.adaptation:
            _refill(w)
        _ends(w)
        w.strength_changed = True
    _entry(w)
    if w.strength_changed:
        w.strength = o.strength()
        w.strength_changed = False


def _react_to_losses(w: World) -> None:
    """A lost load's entity may be given up; a loss without visible cause raises suspicion of an informant."""
    o, t = w.organisations, w.scenario.traffickers
    for load in w.lost_today:
        slot = load.organisation
        if not o.alive[slot]:
            continue
        if (
            load.entity >= 0
            and load.luck[LUCK["drop_entity"]] < t.entity_dropped_after_loss
            and o.entity_generation[slot, load.entity] == load.generation
        ):
            o.replace_entities((slot, load.entity))
        if load.luck[LUCK["suspicion"]] < t.suspicion_per_loss:
            o.quieten(slot, w.day, t.quiet_days)
            o.informant[slot] = False
        _remember_find(
            w, slot, load.entity, load.generation, w.group_of_route(load.route), customs=load.state == "seized_border"
        )


def _remember_find(w: World, slot: int, entity: int, generation: int, group: int, *, customs: bool) -> None:
    """Customs notes the entity of what it seized (if the organisation gave it up, the note is worthless)."""
    if customs and entity >= 0:
        w.leads.learn(
            group,
            slot,
            entity,
            generation,
            0.9 * (1.0 - w.scenario.traffickers.entity_dropped_after_loss),
            w.day,
            own=True,
            independent=False,
        )


def _vacate(w: World, slot: int, member: int) -> None:
    """A search for a replacement begins (or not, without adaptation)."""
    o, t = w.organisations, w.scenario.traffickers
    tier = int(o.tier[slot, member])
    days = (
        t.replacement_days_courier,
        t.replacement_days_logistics,
        t.replacement_days_broker,
        t.replacement_days_organiser,
    )[tier - 1]
    u = w.draws.members.today(w.day)[slot, member]
    wait = -np.log(max(1e-12, 1.0 - float(u[MEMBER_LUCK["refill"]]))) * days
    success = u[MEMBER_LUCK["fresh"]] < t.replacement_success[tier - 1]
    o.refill_day[slot, member] = w.day + max(1, round(wait)) if success and t.adaptation else FAR


def _turnover(w: World) -> None:
    """Members leave of their own accord and are replaced by somebody unknown."""
    o = w.organisations
    u = w.draws.members.today(w.day)[:, :, MEMBER_LUCK["leave"]]
    leave = (o.status == ACTIVE) & (u < WEEK / (w.scenario.traffickers.tenure_years * 365.0))
    _renew(o, leave, w)


def _refill(w: World) -> None:
    """Vacant places are filled when a search has succeeded and somebody is left to recruit."""
    o = w.organisations
    ready = (o.refill_day <= w.day) & (o.status == DETAINED) & o.alive[:, None]
    if not ready.any():
        return
    leader = (o.status == ACTIVE) & (o.tier >= 3)
    ready &= leader.any(axis=1)[:, None]
    o.status[ready] = ACTIVE
    o.refill_day[ready] = FAR
    _renew(o, ready, w)


def _renew(o: Organisations, places: np.ndarray, w: World) -> None:
    """New holders of places: unknown, without evidence, with their own luck."""
    o.known[places] = False
    o.evidence[places] = 0.0
    o.luck[places] = w.draws.members.today(w.day)[:, :, MEMBER_LUCK["luck"]][places]


def _ends(w: World) -> None:
    """Organisations without leaders, without people or without money come to an end."""
    o, t = w.organisations, w.scenario.traffickers
    lead = ((o.status == ACTIVE) & ((o.role == ROLE_CODE["organiser"]) | (o.role == ROLE_CODE["broker"]))).any(axis=1)
    staffed = (o.status == ACTIVE).sum(axis=1)
    o.headless_since = np.where(o.alive & ~lead, np.minimum(o.headless_since, w.day), FAR)
    floor = np.array([o.unit_cost(w.scenario, i) for i in range(o.next_slot)])
    broke = np.zeros(o.n, dtype=bool)
    broke[: o.next_slot] = o.cash[: o.next_slot] < floor
    o.broke_since = np.where(o.alive & broke, np.minimum(o.broke_since, w.day), FAR)
    for slot in np.flatnonzero(o.alive):
        if w.day - o.headless_since[slot] >= t.rogue_exit_days or staffed[slot] < 3:
            _end(w, int(slot), "arrests")
        elif w.day - o.broke_since[slot] >= t.broke_days:
            _end(w, int(slot), "bankrupt")


def _end(w: World, slot: int, reason: str) -> None:
    """Close an organisation and its case; loads under way go on to others."""
    w.books.add("money_left", float(w.organisations.cash[slot]))
    w.organisations.cash[slot] = 0.0
    w.organisations.close(slot, w.day, reason)
    w.books.add(f"orgs_ended_{reason}")
    w.books.log(w.day, "organisation ends", organisation=slot, reason=reason)
    if w.cases.open[slot]:
        w.cases.close(slot, w.day)


def _entry(w: World) -> None:
    """Unmet demand draws entrants: one chance a day, in proportion to the organisations missing."""
    o, s = w.organisations, w.scenario
    missing = s.organisations.count - int(o.alive.sum())
    if missing <= 0 or not s.traffickers.adaptation:
        return
    u = w.draws.organisations.today(w.day)[0, ORG_LUCK["enter"]]
    if u < 1.0 - np.exp(-missing * s.traffickers.entry_per_year / 365.0):
        slot = o.enter(s, w.day)
        if slot is not None:
            w.books.add("orgs_entered")
            w.books.add("money_start", float(o.cash[slot]))
            w.books.log(w.day, "organisation enters", organisation=slot)
            w.strength_changed = True
