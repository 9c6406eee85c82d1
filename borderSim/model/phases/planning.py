"""Arrivals, first part: organisations plan loads with a lead time, from what they believe."""

from __future__ import annotations

import dataclasses

import numpy as np

from borderSim.model.actions.lying_low import deter, goes_another_way, hold_over, leaving, lose
from borderSim.model.actions.observations import ask_strategy
from borderSim.model.actions.size_luck import note_offer
from borderSim.model.state.consignments import Load
from borderSim.model.state.counters import Counter
from borderSim.model.state.draw_columns import LoadDraw
from borderSim.model.state.random_streams import Floats, gumbel, normal
from borderSim.model.state.state import State
from borderSim.rules.plan import Plan

NOWHERE = -1
"""No route is kept away from."""

LEAD_TIME_SIGMA = 0.4
"""Spread of log lead time; assumption, see docs/model.md."""


def plan(w: State) -> None:
    """Let every organisation that acts today plan a shipment (Bernoulli by its rate, strength and mood).

    While it lies low the load goes by another way, is held over, or is not sent; what was held
    over leaves afterwards.
    """
    o = w.traffickers
    draws = w.draws.plans.today(w.day)
    gumbel_u = w.draws.routes.today(w.day)
    acting = np.flatnonzero(
        o.alive & (draws[:, LoadDraw.PLAN] < o.rate * w.traffickers.strength * o.mood)
    )
    for slot in acting:
        w.recorder.add(Counter.PLANNED)
        note_offer(w, int(slot), _on_offer(w, int(slot), float(draws[slot, LoadDraw.SIZE])))
        _carry_out(w, int(slot), draws[slot], gumbel(gumbel_u[:, slot]))
    for held in leaving(w):
        if held.lost:
            lose(w, held)
            continue
        noise = gumbel(gumbel_u[:, held.organisation])
        if _ship(w, held.organisation, held.draws, noise, held.second, cause=held.event):
            w.recorder.add(Counter.HELD_SENT)


def _carry_out(w: State, slot: int, draws: Floats, noise: Floats) -> None:
    """Send a load that is planned today, or see what becomes of it in a quiet period."""
    if w.traffickers.quiet_until[slot] <= w.day:
        _ship(w, slot, draws.copy(), noise)
    elif goes_another_way(w, slot):
        last = int(w.traffickers.last_route[slot])
        quiet = w.recorder.latest("quiet", slot)
        if _ship(w, slot, draws.copy(), noise, avoid=last, one_off=True, cause=quiet):
            w.recorder.add(Counter.PLANS_OTHER_WAY)
    elif not hold_over(w, slot, draws):
        w.recorder.add(Counter.PLANS_UNMET)
        deter(w, slot, "lying low", w.recorder.latest("quiet", slot))


def _ship(
    w: State,
    slot: int,
    draws: Floats,
    noise: Floats,
    second: Floats | None = None,
    *,
    avoid: int = NOWHERE,
    one_off: bool = False,
    cause: int = -1,
) -> bool:
    """Send a shipment if one pays at today's beliefs; return whether it is on its way.

    Args:
        w: the state.
        slot: organisation.
        draws: the load's own uniforms.
        noise: (R,) standard Gumbel variates for the choice of the route.
        second: uniforms of a second half (None: those of today's plan).
        avoid: route that is kept away from.
        one_off: a front used once carries it, whatever the strategy says.
        cause: event that led to it.
    """
    size = float(draws[LoadDraw.SIZE])
    shipment = ask_strategy(w, slot, noise, _on_offer(w, slot, size), avoid)
    if shipment is None or w.traffickers.cash[slot] < 0:
        deter(w, slot, "no money" if w.traffickers.cash[slot] < 0 else "own choice", cause)
        return False
    if one_off:
        shipment = dataclasses.replace(shipment, one_off=True)
    _send(w, slot, draws, shipment, 1, cause)
    if shipment.loads == 2:
        w.recorder.add(Counter.PLANNED)
        if second is None:
            second = w.draws.second_halves.on(w.day, slot + 1).random(len(LoadDraw))
        second[LoadDraw.SIZE] = size
        _send(w, slot, second, shipment, 2, cause)
    return True


def _on_offer(w: State, slot: int, u: float) -> float:
    """Size of today's consignment in usual loads of the own mode."""
    if w.policy.scenario.organisations.fixed_loads:
        return 1.0
    kind = w.traffickers.home_load[w.traffickers.profile[slot]]
    return min(float(np.exp(kind.sigma * normal(u))), kind.cap / kind.median)


def _send(w: State, slot: int, draws: Floats, shipment: Plan, half: int, cause: int = -1) -> None:
    """Put a load of a shipment on its way, the first or the second."""
    load = _load(w, slot, draws, shipment)
    w.consignments.agenda.setdefault(load.arrives, []).append(load)
    w.consignments.under_way += 1
    _invite_tip(w, load)
    load.event = w.recorder.log(
        w.day,
        "plan",
        cause,
        organisation=slot,
        load=load.number,
        half=half,
        route=w.routes.names[load.route],
        arrives=load.arrives,
        commodity=load.commodity,
        quantity=load.quantity,
        value_eur=load.value,
        entity=load.entity,
        generation=load.generation,
        cover=load.cover,
    )


def _load(w: State, slot: int, draws: Floats, shipment: Plan) -> Load:
    """Make a load of a plan, and pay for it.

    The fixed cost is that of a whole load, whatever the size.
    """
    s, o = w.policy.scenario, w.traffickers
    t, route, part = s.traffickers, shipment.route, shipment.size / shipment.loads
    profile = list(s.organisations.profiles.values())[o.profile[slot]]
    good = s.commodities[profile.commodity]
    kind = good.loads[w.routes.modes[route]]
    z = 0.0 if s.organisations.fixed_loads else normal(draws[LoadDraw.SIZE])
    whole = min(kind.median * float(np.exp(kind.sigma * z)), kind.cap)
    quantity = whole * part
    value = quantity * good.wholesale_eur
    at_most = t.stake_loads * float(o.home_value[o.profile[slot]])
    stake = value * min(1.0, at_most / (whole * shipment.size * good.wholesale_eur))
    shares = t.purchase_share + t.transport_share + t.cover_cost_share * shipment.cover
    shares += (
        t.history_cost_share * (shipment.history or 0) + t.one_off_cost_share * shipment.one_off
    )
    usual = min(whole * good.wholesale_eur, at_most, float(o.load_value[o.profile[slot], route]))
    cost = stake * shares + t.fixed_cost_share * usual
    lead = w.routes.lead_time[route] * float(np.exp(LEAD_TIME_SIGMA * normal(draws[LoadDraw.LEAD])))
    entity = int(draws[LoadDraw.ENTITY] / t.entity_share)
    entity = entity if entity < o.entities and not shipment.one_off else -1
    w.consignments.load_count += 1
    o.cash[slot] -= cost
    o.last_route[slot] = route
    w.recorder.add(Counter.MONEY_SHIPPING_COST, cost)
    return Load(
        number=w.consignments.load_count,
        organisation=slot,
        planned=w.day,
        arrives=w.day + max(1, round(lead)),
        route=route,
        risk_class=_class(w, route, shipment.history, float(draws[LoadDraw.CLASS])),
        commodity=profile.commodity,
        quantity=quantity,
        value=value,
        stake=stake,
        cost=cost,
        cover=shipment.cover,
        entity=entity,
        generation=int(o.entity_generation[slot, entity]) if entity >= 0 else -1,
        z=normal(draws[LoadDraw.DOCUMENT]),
        draws=draws,
        part=part,
        size=quantity / kind.median,
    )


def _class(w: State, route: int, history: int | None, u: float) -> int:
    """Class of a load: as illicit traffic of the route lies, among traders of the history bought if any."""
    r = w.routes
    if history is None:
        cumulative = r.illicit_cumulative[route]
    else:
        mine = np.arange(r.illicit_shares.shape[1]) % w.traffickers.experience.strata == history
        cumulative = np.cumsum(r.illicit_shares[route] * mine)
    found = int(cumulative.searchsorted(u * cumulative[-1], side="right"))
    return min(found, r.class_shares.shape[1] - 1)


def _invite_tip(w: State, load: Load) -> None:
    """An informant in the organisation may tell of the load some days before it arrives."""
    p, o = w.policy.scenario.police, w.traffickers
    if not (w.policy.scenario.enforcement and w.police.informant[load.organisation]):
        return
    chance = min(1.0, p.informant_items_per_year / 365.0 / max(o.rate[load.organisation], 1e-9))
    if load.draws[LoadDraw.TIP] >= chance:
        return
    z = normal(load.draws[LoadDraw.TIP_LEAD])
    before = p.informant_lead_days * float(np.exp(p.informant_lead_sigma * z))
    w.consignments.tips.setdefault(max(w.day + 1, load.arrives - round(before)), []).append(load)
