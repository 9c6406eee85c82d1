"""Arrivals, first part: organisations plan loads with a lead time, from what they believe."""

from __future__ import annotations

import numpy as np

from borderSim.world.loads import LUCK, Load
from borderSim.world.streams import Floats, gumbel, normal
from borderSim.world.world import World

LEAD_TIME_SIGMA = 0.4
"""Spread of log lead time; assumption, see docs/model.md."""


def plan(w: World) -> None:
    """Let every organisation that acts today plan one load (Bernoulli by its rate and strength)."""
    o = w.organisations
    luck = w.draws.plans.today(w.day)
    gumbel_u = w.draws.routes.today(w.day)
    acting = np.flatnonzero(o.alive & (luck[:, LUCK["plan"]] < o.rate * w.strength))
    for slot in acting:
        w.books.add("planned")
        if o.quiet_until[slot] > w.day:
            w.books.add("attempts_deterred")
            continue
        choice = w.agents[slot].choose(w.scenario, o, gumbel(gumbel_u[:, slot]))
        if choice is None or o.cash[slot] < 0:
            w.books.add("attempts_deterred")
            continue
        load = _load(w, int(slot), luck[slot].copy(), *choice)
        w.agenda.setdefault(load.arrives, []).append(load)
        w.under_way += 1
        _invite_tip(w, load)
        load.event = w.books.log(
            w.day,
            "plan",
            organisation=int(slot),
            load=load.number,
            route=w.routes.names[load.route],
            arrives=load.arrives,
            value_eur=load.value,
        )


def _load(w: World, slot: int, luck: Floats, route: int, size: float, cover: bool) -> Load:
    """Make the load of a plan, and pay for it."""
    s, o = w.scenario, w.organisations
    t = s.traffickers
    profile = list(s.organisations.profiles.values())[o.profile[slot]]
    good = s.commodities[profile.commodity]
    kind = good.loads[w.routes.modes[route]]
    z = 0.0 if s.organisations.fixed_loads else normal(luck[LUCK["size"]])
    quantity = min(kind.median * float(np.exp(kind.sigma * z)), kind.cap) * size
    value = quantity * good.wholesale_eur
    stake = min(value, t.stake_loads * float(o.home_value[o.profile[slot]]))
    shares = t.purchase_share + t.transport_share + t.cover_cost_share * cover
    cost = stake * shares + t.fixed_cost_share * min(stake, float(o.load_value[o.profile[slot], route]))
    lead = w.routes.lead_time[route] * float(np.exp(LEAD_TIME_SIGMA * normal(luck[LUCK["lead"]])))
    risk_class = int(
        np.searchsorted(
            w.routes.illicit_cumulative[route], luck[LUCK["class"]] * w.routes.illicit_cumulative[route, -1]
        )
    )
    entity = int(luck[LUCK["entity"]] / t.entity_share)
    entity = entity if entity < o.entities else -1
    w.load_count += 1
    o.cash[slot] -= cost
    o.last_route[slot] = route
    w.books.add("money_shipping_cost", cost)
    return Load(
        number=w.load_count,
        organisation=slot,
        planned=w.day,
        arrives=w.day + max(1, round(lead)),
        route=route,
        risk_class=min(risk_class, w.routes.class_shares.shape[1] - 1),
        commodity=profile.commodity,
        quantity=quantity,
        value=value,
        stake=stake,
        cost=cost,
        cover=cover,
        entity=entity,
        generation=int(o.entity_generation[slot, entity]) if entity >= 0 else -1,
        z=normal(luck[LUCK["document"]]),
        luck=luck,
    )


def _invite_tip(w: World, load: Load) -> None:
    """An informant in the organisation may tell of the load some days before it arrives."""
    p, o = w.scenario.police, w.organisations
    if not (w.scenario.enforcement and o.informant[load.organisation]):
        return
    chance = min(1.0, p.informant_items_per_year / 365.0 / max(o.rate[load.organisation], 1e-9))
    if load.luck[LUCK["tip"]] >= chance:
        return
    z = normal(load.luck[LUCK["tip_lead"]])
    before = p.informant_lead_days * float(np.exp(p.informant_lead_sigma * z))
    w.tips.setdefault(max(w.day + 1, load.arrives - round(before)), []).append(load)
