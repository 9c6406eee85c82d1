"""Adaptation: organisations learn from losses, replace people, lie low, give up; new ones enter."""

from __future__ import annotations

import numpy as np

from borderSim.model.actions import members
from borderSim.model.actions.entry import end_organisation
from borderSim.model.actions.event_notes import log_news
from borderSim.model.actions.exposure import expose
from borderSim.model.actions.lying_low import give_up_stock
from borderSim.model.actions.market_response import compete
from borderSim.model.state.codes import EndReason, LoadState
from borderSim.model.state.consignments import Load
from borderSim.model.state.counters import ORGS_ENDED, Counter
from borderSim.model.state.draw_columns import LoadDraw, OrganisationDraw
from borderSim.model.state.networks import ROLE_CODE
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE, FAR, FLED

WEEK = 7
MOST_EAGER = 3.0
"""How many times the usual rate an organisation under pressure looks for an insider at most; assumption."""


OWN_FIND = 0.9
"""Reliability of customs' own news of an entity whose load it found, if the organisation goes on with it; assumption."""
OWN_FINDS = (LoadState.SEIZED_BORDER, LoadState.SEIZED_LET_RUN)
"""Ends of a load that customs had found."""


def adapt(w: State) -> None:
    """Fade memories, react to today's losses and arrests.

    People, goods, insiders, ends and entries weekly.
    """
    o, t = w.traffickers, w.policy.scenario.traffickers
    w.traffickers.market.close_day(t.price_response if t.adaptation else 0.0)
    o.fade(t.memory_per_day if t.adaptation else 0.0)
    if t.adaptation:
        _react_to_losses(w)
    w.consignments.lost_today.clear()
    for slot, member in w.traffickers.arrested_today:
        members.vacate(w, slot, member)
    w.traffickers.arrested_today.clear()
    for day, slot in reversed(w.traffickers.blows):
        if day != w.day:
            break
        if t.adaptation:
            members.flee(w, slot)
            w.traffickers.strength_changed = True
    if w.day % WEEK == 0:
        _live_a_week(w)
    compete(w)
    if w.traffickers.strength_changed:
        w.traffickers.strength = o.strength_now(t)
        w.traffickers.strength_changed = False


def _live_a_week(w: State) -> None:
    """People come and go, moods fade, goods and insiders change, the broken give up."""
    o, t = w.traffickers, w.policy.scenario.traffickers
    members.turn_over(w)
    members.come_back(w)
    if t.adaptation and t.rewiring:
        members.promote(w)
        members.refill(w)
        members.win_contacts(w)
        members.rejoin(w)
    if t.adaptation:
        o.mood = 1.0 + (o.mood - 1.0) * 0.5 ** (WEEK / t.blow_half_life_days)
        _review_goods(w)
        _insiders(w)
    _ends(w)
    w.traffickers.strength_changed = True


def _react_to_losses(w: State) -> None:
    """An organisation may infer from a loss where it came from; customs notes the entity of its own finds."""
    o, t = w.traffickers, w.policy.scenario.traffickers
    for load in w.consignments.lost_today:
        slot = load.organisation
        if not o.alive[slot]:
            continue
        if load.draws[LoadDraw.EXPOSED] < load.shown:
            expose(w, load)
            w.traffickers.strength_changed = True
        if t.rewiring and o.cautious[slot] and load.draws[LoadDraw.REORDER] < t.reorder_per_loss:
            members.move_tie_from_hub(w, slot, float(load.draws[LoadDraw.REORDER_WHO]))
        if load.state in OWN_FINDS and load.entity >= 0:
            _remember_find(w, load)


def _remember_find(w: State, load: Load) -> None:
    """Customs, one service at all posts, notes the entity of what it seized (worthless if the organisation gave it up)."""
    slot, entity, generation = load.organisation, load.entity, load.generation
    for group in range(len(w.cooperation.traits)):
        w.customs.leads.learn(
            group,
            slot,
            entity,
            generation,
            OWN_FIND * (1.0 - load.shown),
            w.day,
            own=True,
            independent=False,
            found=True,
        )
        log_news(w, "customs", "own find", slot, entity, generation, load.event, group=group)


def _review_goods(w: State) -> None:
    """An organisation turns to goods of its own mode that have become much dearer than its own."""
    o, t = w.traffickers, w.policy.scenario.traffickers
    u = w.draws.organisations.today(w.day)[:, OrganisationDraw.GOODS]
    price = w.traffickers.market.price[o.good_of_profile]
    for slot in np.flatnonzero(o.alive & (u < WEEK / t.goods_review_days)):
        own = int(o.profile[slot])
        rivals = [i for i, mode in enumerate(o.home_mode) if mode == o.home_mode[own]]
        best = max(rivals, key=lambda i: (price[i], -i))
        if price[best] > price[own] * (1.0 + t.goods_switch_gain):
            o.profile[slot] = best
            w.recorder.add(Counter.GOODS_CHANGED)
            w.recorder.log(w.day, "goods changed", organisation=int(slot), profile=o.profiles[best])


def _insiders(w: State) -> None:
    """Insiders are lost in time.

    Organisations win new ones, the more eagerly the more they believe to lose.
    """
    o, s = w.traffickers, w.policy.scenario
    t, share = s.traffickers, s.organisations.insider_share
    u = w.draws.organisations.today(w.day)[:, OrganisationDraw.INSIDER]
    loss = WEEK / t.insider_life_days
    usual = t.belief_losses / (t.belief_losses + t.belief_arrivals)
    believed = (o.losses.sum(axis=1) + t.belief_losses) / (
        o.shipped.sum(axis=1) + t.belief_losses + t.belief_arrivals
    )
    win = loss * share / max(1.0 - share, 1e-9) * np.clip(believed / usual, 1.0, MOST_EAGER)
    price = t.insider_cost_loads * o.unit_costs(s)
    lost = o.insider & (u < loss)
    won = o.alive & ~o.insider & (u < win) & (o.cash > price)
    o.insider = (o.insider & ~lost) | won
    o.cash[won] -= price[won]
    w.recorder.add(Counter.MONEY_INSIDERS, float(price[won].sum()))


def _ends(w: State) -> None:
    """Organisations without leaders, contacts, people or money for too long come to an end."""
    o, t = w.traffickers, w.policy.scenario.traffickers
    lead = (
        (o.status == ACTIVE)
        & ((o.role == ROLE_CODE["organiser"]) | (o.role == ROLE_CODE["broker"]))
    ).any(axis=1)
    staffed = ((o.status == ACTIVE) | (o.status == FLED)).sum(axis=1)
    o.stopped_since = np.where(
        o.alive & (~lead | o.contacts.missing()), np.minimum(o.stopped_since, w.day), FAR
    )
    broke = o.cash < o.unit_costs(w.policy.scenario)
    o.broke_since = np.where(o.alive & broke, np.minimum(o.broke_since, w.day), FAR)
    rogue = (w.day - o.stopped_since >= t.rogue_exit_days) | (staffed < 3)
    bankrupt = w.day - o.broke_since >= t.broke_days
    for slot in np.flatnonzero(o.alive & (rogue | bankrupt)):
        _end(w, int(slot), EndReason.ARRESTS if rogue[slot] else EndReason.BANKRUPT)


def _end(w: State, slot: int, reason: EndReason) -> None:
    """Close an organisation and its case; loads under way go on to others."""
    w.recorder.add(Counter.MONEY_LEFT, float(w.traffickers.cash[slot]))
    w.traffickers.cash[slot] = 0.0
    end_organisation(w, slot, w.day, reason)
    w.recorder.add(ORGS_ENDED.of(reason))
    last = w.recorder.latest("arrest" if reason == EndReason.ARRESTS else "loss", slot)
    end = w.recorder.log(w.day, "organisation ends", last, organisation=slot, why=reason.value)
    give_up_stock(w, slot, end)
    if w.police.cases.open[slot]:
        w.police.cases.close(slot, w.day)
