"""What becomes of a load: seized, and in whose books; released, to be taken inland or delivered."""

from __future__ import annotations

from itertools import zip_longest

import numpy as np

from borderSim.model.actions.competence import may_seize
from borderSim.model.actions.event_notes import known_inland
from borderSim.model.actions.exposure import show
from borderSim.model.actions.held import entity_held
from borderSim.model.actions.network_notes import note_known
from borderSim.model.actions.powers import find_evidence, usable
from borderSim.model.state.codes import Clue, LoadState
from borderSim.model.state.consignments import Load
from borderSim.model.state.counters import (
    DELIVERED_AS,
    DELIVERED_VIA,
    SEIZED_BORDER_OF,
    SEIZED_INLAND_OF,
    SEIZED_OF,
    SETTLED_OF,
    Counter,
    cell,
)
from borderSim.model.state.draw_columns import LoadDraw
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE


def seize(w: State, load: Load, state: LoadState, *, customs: bool, police: bool) -> None:
    """Book a seizure once, in the books of whoever took part, and tell the organisation."""
    o, t, slot = w.traffickers, w.policy.scenario.traffickers, load.organisation
    load.state, load.ended = state, w.day
    w.consignments.under_way -= 1
    book = w.recorder.add
    book(Counter.SEIZURES)
    book(Counter.SEIZURES_BOOKED_CUSTOMS, float(customs))
    book(Counter.SEIZURES_BOOKED_POLICE, float(police))
    book(Counter.SEIZED_VALUE_EUR, load.value)
    book(SEIZED_OF.of(load.commodity), load.quantity)
    kind = _settle(w, load)
    inland = state == LoadState.SEIZED_INLAND
    book(SEIZED_INLAND_OF.of(kind) if inland else SEIZED_BORDER_OF.of(kind))
    if w.policy.scenario.commodities[load.commodity].drug:
        book(Counter.DRUG_SEIZED_VALUE_EUR, load.value)
    load.event = book_seizure_event(w, load, state)
    w.recorder.note(load.event, "loss", slot)
    penalty = t.penalty_loads * t.purchase_share * load.stake
    o.cash[slot] -= penalty
    book(Counter.MONEY_PENALTIES, penalty)
    o.losses[slot, load.route] += 1.0
    w.traffickers.experience.lose(load, w.day)
    w.consignments.lost_today.append(load)


def book_seizure_event(w: State, load: Load, state: LoadState) -> int:
    """Log a seizure and return the event's id."""
    return w.recorder.log(
        w.day,
        "seizure",
        load.event,
        second_cause=known_inland(w, load) if state == LoadState.SEIZED_INLAND else -1,
        organisation=load.organisation,
        load=load.number,
        how=state.value,
        commodity=load.commodity,
        quantity=load.quantity,
        value_eur=load.value,
    )


def _settle(w: State, load: Load) -> str:
    """Book that the fate of a shipped load is settled; return what its goods and mode are called."""
    kind = cell(load.commodity, w.routes.modes[load.route])
    w.recorder.add(Counter.LOADS_SETTLED)
    w.recorder.add(SETTLED_OF.of(kind))
    w.recorder.add(Counter.SHIPPED_VALUE_EUR, load.value)
    if w.policy.scenario.commodities[load.commodity].drug:
        w.recorder.add(Counter.DRUG_SHIPPED_VALUE_EUR, load.value)
    return kind


def release(w: State, load: Load) -> None:
    """A load crosses; the police may still take it inland, from surveillance or a tip of their own."""
    slot, s = load.organisation, w.policy.scenario
    watched = bool(w.police.cases.open[slot]) and entity_held(w, load)
    followed = 1.0 if load.police_tip else usable(w, "surveillance", slot) if watched else 0.0
    if (
        s.enforcement
        and followed > 0
        and load.draws[LoadDraw.INLAND]
        < s.investigation.inland_seizure * w.staff.present_share * followed
        and _police_may_seize(w, load)
    ):
        w.recorder.add(Counter.SEIZURES_INLAND)
        show(w, load, Clue.INLAND, aware=True, service="police")
        seize(w, load, LoadState.SEIZED_INLAND, customs=False, police=True)
        if w.police.cases.open[slot]:
            reveal_around(w, slot, load, 0.5, find_evidence(w, slot))
        return
    deliver(w, load, LoadState.DELIVERED)


def _police_may_seize(w: State, load: Load) -> bool:
    """Whether the police may seize these goods, at this post or by a delegation there."""
    terms = w.cooperation.terms(
        w.group_of_route(load.route),
        w.unit_of(load.organisation),
        w.day,
        w.good_of(load.organisation),
    )
    return may_seize(w.policy.scenario, terms, "police", load.commodity)


def deliver(w: State, load: Load, state: LoadState) -> None:
    """A load reaches the market.

    The organisation earns, pays wages, and owners take what is above the cap.
    """
    o, t, slot = w.traffickers, w.policy.scenario.traffickers, load.organisation
    load.state, load.ended = state, w.day
    w.consignments.under_way -= 1
    book = w.recorder.add
    book(Counter.DELIVERED)
    book(DELIVERED_AS.of(state.value))
    w.traffickers.market.deliver(load.commodity, load.part)
    book(Counter.DELIVERED_VALUE_EUR, load.value)
    book(DELIVERED_VIA.of(w.routes.posts[w.routes.post[load.route]]))
    good = w.policy.scenario.commodities[load.commodity]
    book(Counter.HARM_WORLD_EUR, load.quantity * good.harm_eur)
    book(
        Counter.HARM_EUR, load.quantity * good.harm_eur * w.policy.scenario.economy.harm_home_share
    )
    _settle(w, load)
    w.recorder.log(
        w.day,
        "delivered",
        load.event,
        organisation=slot,
        load=load.number,
        how=state.value,
        value_eur=load.value,
    )
    if not o.alive[slot]:
        book(Counter.MONEY_TO_OTHERS, load.stake)
        return
    revenue = load.stake * float(
        w.traffickers.market.price[w.traffickers.market.index[load.commodity]]
    )
    wages = t.wage_share * max(0.0, revenue - load.cost)
    o.cash[slot] += revenue - wages
    book(Counter.MONEY_REVENUE, revenue)
    book(Counter.MONEY_WAGES, wages)
    cap = t.cash_loads_max * o.unit_cost(w.policy.scenario, slot)
    if o.cash[slot] > cap:
        book(Counter.MONEY_DIVIDENDS, o.cash[slot] - cap)
        o.cash[slot] = cap


def reveal_around(w: State, slot: int, load: Load, members: float, evidence: float) -> None:
    """Make members beyond the courier known: up the chain, one of logistics, a broker, a leader, and so on."""
    o = w.traffickers
    count = int(members + load.draws[LoadDraw.INTERVIEW])
    chain = [
        np.flatnonzero(
            (o.status[slot] == ACTIVE) & ~w.police.known_members[slot] & (o.tier_of(slot) == t)
        )
        for t in (2, 3, 4)
    ]
    order = [int(m) for rung in zip_longest(*chain) for m in rung if m is not None][:count]
    w.police.known_members[slot, order] = True
    w.police.evidence[slot, order] += evidence
    w.police.cases.file[slot] += count
    event = w.recorder.log(
        w.day,
        "case step",
        load.event,
        organisation=slot,
        what="members revealed",
        load=load.number,
        number=len(order),
    )
    note_known(w, "find", event, slot)
    w.recorder.note(event, "file", slot)
