"""Arrivals, first part: organisations plan loads with a lead time, from what they believe."""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borderSim.model.actions.lying_low import (
    deter,
    goes_another_way,
    hold_over,
    leaving,
    lose,
    quiet_draws,
)
from borderSim.model.actions.observations import ask_strategy, ask_together
from borderSim.model.actions.size_luck import note_offer
from borderSim.model.kernels.plans import planning_today
from borderSim.model.state.consignments import HeldOver, Load
from borderSim.model.state.counters import Counter
from borderSim.model.state.draw_columns import LoadDraw
from borderSim.model.state.random_streams import Floats, gumbel, normal
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import Freight
from borderSim.rules.plan import Plan

LEAD_TIME_SIGMA = 0.4
"""Spread of log lead time; assumption, see docs/model.md."""


@dataclass(slots=True)
class _Goods:
    """What each load of a shipment holds and costs.

    Attributes:
        freight: what a load is on the route; quantity, value, stake, cost: of one load, as in
            :class:`.Load`.
    """

    freight: Freight
    quantity: float
    value: float
    stake: float
    cost: float


def plan(w: State) -> None:
    """Let every organisation that acts today plan a shipment (Bernoulli by its rate, strength and mood).

    While it lies low the load goes by another way, is held over, or is not sent; what was held
    over leaves afterwards.
    """
    o = w.traffickers
    draws = w.draws.plans.today(w.day)
    acting = planning_today(o.alive, draws, int(LoadDraw.PLAN), o.rate, o.strength, o.mood)
    if len(acting):
        _plan_shipments(w, acting, draws[acting])
    for held in leaving(w):
        if held.lost:
            lose(w, held)
        elif _send_held(w, held):
            w.recorder.add(Counter.HELD_SENT)


def _plan_shipments(w: State, acting: NDArray[np.int64], draws: Floats) -> None:
    """Let organisations plan a shipment each, and send it or see what becomes of it in a quiet period.

    Args:
        w: the state.
        acting: (N,) organisations.
        draws: (N, D) uniforms of their loads.
    """
    slots, quiet_until = acting.tolist(), w.traffickers.quiet_until
    noises, sizes = _noises(w, acting), []
    for slot, u in zip(slots, draws[:, LoadDraw.SIZE].tolist(), strict=True):
        w.recorder.add(Counter.PLANNED)
        size = _on_offer(w, slot, u)
        note_offer(w, slot, size)
        sizes.append(size)
    together = ask_together(w, acting, noises, sizes)
    for i, (slot, size) in enumerate(zip(slots, sizes, strict=True)):
        if quiet_until[slot] > w.day:
            _stay_quiet(w, slot, draws[i], size, noises[i])
            continue
        shipment = together[i] if together else ask_strategy(w, slot, noises[i], size)
        _ship(w, slot, draws[i], shipment)


def _noises(w: State, slots: NDArray[np.intp]) -> Floats:
    """(N, R) standard Gumbel variates of some organisations and today, for the choice of a route."""
    return gumbel(np.ascontiguousarray(w.draws.routes.today(w.day).T[slots]))


def _stay_quiet(w: State, slot: int, draws: Floats, size: float, noise: Floats) -> None:
    """See what becomes of a load that is planned in a quiet period.

    Args:
        w: the state.
        slot: organisation.
        draws: the load's own uniforms.
        size: on offer, in usual loads of the own mode.
        noise: (R,) standard Gumbel variates for the choice of the route.
    """
    luck, quiet = quiet_draws(w, slot), w.recorder.latest("quiet", slot)
    if goes_another_way(w, luck):
        shipment = ask_strategy(w, slot, noise, size, int(w.traffickers.last_route[slot]))
        if shipment is not None:  # a front used once carries it, whatever the strategy says
            shipment = dataclasses.replace(shipment, one_off=True)
        if _ship(w, slot, draws, shipment, cause=quiet):
            w.recorder.add(Counter.PLANS_OTHER_WAY)
    elif not hold_over(w, slot, draws, luck):
        w.recorder.add(Counter.PLANS_UNMET)
        deter(w, slot, "lying low", quiet)


def _send_held(w: State, held: HeldOver) -> bool:
    """Send what was held over, if it pays at today's beliefs; return whether it is on its way."""
    slot, draws = held.organisation, held.draws
    size = _on_offer(w, slot, float(draws[LoadDraw.SIZE]))
    noise = _noises(w, np.array([slot]))[0]
    return _ship(w, slot, draws, ask_strategy(w, slot, noise, size), held.second, held.event)


def _ship(
    w: State,
    slot: int,
    draws: Floats,
    shipment: Plan | None,
    second: Floats | None = None,
    cause: int = -1,
) -> bool:
    """Send a shipment if there is one and money for it; return whether it is on its way.

    Args:
        w: the state.
        slot: organisation.
        draws: the load's own uniforms.
        shipment: what the strategy plans at today's beliefs.
        second: uniforms of a second half (None: those of today's plan).
        cause: event that led to it.
    """
    if shipment is None or w.traffickers.cash[slot] < 0:
        deter(w, slot, "no money" if w.traffickers.cash[slot] < 0 else "own choice", cause)
        return False
    goods = _goods(w, slot, float(draws[LoadDraw.SIZE]), shipment)
    _send(w, slot, draws, shipment, goods, 1, cause)
    if shipment.loads == 2:
        w.recorder.add(Counter.PLANNED)
        if second is None:
            second = w.draws.second_halves.on(w.day, slot + 1).random(len(LoadDraw))
        second[LoadDraw.SIZE] = draws[LoadDraw.SIZE]
        _send(w, slot, second, shipment, goods, 2, cause)
    return True


def _on_offer(w: State, slot: int, u: float) -> float:
    """Size of a consignment in usual loads of the own mode, by its uniform."""
    if w.policy.scenario.organisations.fixed_loads:
        return 1.0
    kind = w.traffickers.home_load[w.traffickers.profile[slot]]
    return min(float(np.exp(kind.sigma * normal(u))), kind.cap / kind.median)


def _send(
    w: State, slot: int, draws: Floats, shipment: Plan, goods: _Goods, half: int, cause: int
) -> None:
    """Put a load of a shipment on its way, the first or the second."""
    load = _load(w, slot, draws, shipment, goods)
    load.half = half
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


def _goods(w: State, slot: int, u: float, shipment: Plan) -> _Goods:
    """Say what each load of a shipment holds and costs, by the uniform of its size.

    The fixed cost is that of a whole load, whatever the size.
    """
    s, o = w.policy.scenario, w.traffickers
    t = s.traffickers
    freight = o.freight(s, int(o.profile[slot]), shipment.route)
    kind, price, at_most = freight.kind, freight.price, freight.at_most
    z = 0.0 if s.organisations.fixed_loads else normal(u)
    whole = min(kind.median * float(np.exp(kind.sigma * z)), kind.cap)
    quantity = whole * (shipment.size / shipment.loads)
    value = quantity * price
    stake = value * min(1.0, at_most / (whole * shipment.size * price))
    shares = t.purchase_share + t.transport_share + t.cover_cost_share * shipment.cover
    shares += (
        t.history_cost_share * (shipment.history or 0) + t.one_off_cost_share * shipment.one_off
    )
    usual = min(whole * price, at_most, freight.usual)
    return _Goods(freight, quantity, value, stake, stake * shares + t.fixed_cost_share * usual)


def _load(w: State, slot: int, draws: Floats, shipment: Plan, goods: _Goods) -> Load:
    """Make a load of a plan, and pay for it."""
    o, route, freight = w.traffickers, shipment.route, goods.freight
    u: list[float] = draws.tolist()
    lead = w.routes.lead_time[route] * float(np.exp(LEAD_TIME_SIGMA * normal(u[LoadDraw.LEAD])))
    entity = int(u[LoadDraw.ENTITY] / w.policy.scenario.traffickers.entity_share)
    entity = entity if entity < o.entities and not shipment.one_off else -1
    w.consignments.load_count += 1
    o.cash[slot] -= goods.cost
    o.last_route[slot] = route
    w.recorder.add(Counter.MONEY_SHIPPING_COST, goods.cost)
    return Load(
        number=w.consignments.load_count,
        organisation=slot,
        planned=w.day,
        arrives=w.day + max(1, round(lead)),
        route=route,
        risk_class=_class(w, route, shipment.history, u[LoadDraw.CLASS]),
        commodity=freight.commodity,
        quantity=goods.quantity,
        value=goods.value,
        stake=goods.stake,
        cost=goods.cost,
        cover=shipment.cover,
        entity=entity,
        generation=int(o.entity_generation[slot, entity]) if entity >= 0 else -1,
        z=normal(u[LoadDraw.DOCUMENT]),
        draws=draws,
        part=shipment.size / shipment.loads,
        size=goods.quantity / freight.kind.median,
    )


def _class(w: State, route: int, history: int | None, u: float) -> int:
    """Class of a load: as illicit traffic of the route lies, among traders of the history bought if any."""
    r = w.routes
    if history is None:
        cumulative = r.illicit_cumulative[route]
    else:
        mine = np.arange(r.illicit_shares.shape[1]) % w.traffickers.experience.strata == history
        cumulative = np.cumsum(r.illicit_shares[route] * mine)
    borders: list[float] = cumulative.tolist()
    return min(bisect_right(borders, u * borders[-1]), len(borders) - 1)


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
