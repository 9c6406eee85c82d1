"""What a plan is expected to bring by option and route, and the choice of a route by a soft maximum."""

from __future__ import annotations

import numpy as np

from borderSim.model.kernels.compiled import (
    F3,
    I1,
    ReadB1,
    ReadB2,
    ReadF1,
    ReadF2,
    ReadF3,
    ReadI1,
    compiled,
)

FIXED_COSTS, COVER, SPREAD, SCALE = range(4)
"""Rows of a table of options: fixed costs to be paid, cover, weight of the risk, scale of the gain."""


@compiled
def gain_of(
    loss: float,
    cost: float,
    price: float,
    fixed: float,
    lost_stake: float,
    risk: float,
    scale: float,
) -> float:
    """Return what one option on one route is expected to bring, as a share of the load's value.

    Args:
        loss: believed chance of loss.
        cost: further cost.
        price: of the goods, 1 as usual.
        fixed: cost that is paid in any case.
        lost_stake: cost of a loss beside it.
        risk: charge for risk, over ``loss (1 - loss)``.
        scale: of the result, by the size of the option.
    """
    kept = 1.0 - loss
    return (price * kept - fixed - loss * (lost_stake + kept * risk) - cost) * scale


@compiled
def gains(
    loss: ReadF3,
    cost: ReadF3,
    stake: ReadF1,
    wealth: float,
    price: float,
    options: ReadF2,
    shares: float,
    fixed_cost: float,
    cover_cost: float,
    lost_stake: float,
    at_risk: float,
) -> F3:
    """Return what each option on each route is expected to bring, (W, K, N).

    There are W ways to send a load by one of K options on one of N routes. All costs and gains are
    shares of the load's value.

    Args:
        loss: (W, K, N) believed chance of loss.
        cost: (W, K, N) further cost.
        stake: (N,) EUR, value of a usual load.
        wealth: EUR.
        price: of the goods, 1 as usual.
        options: (4, K) table of options, see :data:`FIXED_COSTS`.
        shares: cost of every load, by its size.
        fixed_cost: cost of every load, whatever its size.
        cover_cost: cost of cover.
        lost_stake: cost of a loss beside them.
        at_risk: usual loads that the organisation answers for.
    """
    out = np.empty(loss.shape)
    ways, number, routes = loss.shape
    for k in range(number):
        fixed = shares + fixed_cost * options[FIXED_COSTS, k] + cover_cost * options[COVER, k]
        for n in range(routes):
            risk = options[SPREAD, k] * at_risk / (wealth / stake[n])
            for w in range(ways):
                out[w, k, n] = gain_of(
                    loss[w, k, n], cost[w, k, n], price, fixed, lost_stake, risk, options[SCALE, k]
                )
    return out


@compiled
def best_plan(
    routes: ReadI1,
    losses: ReadF1,
    shipped: ReadF1,
    prior_losses: float,
    prior_loads: float,
    factor: ReadF1,
    cost: ReadF1,
    seen: ReadF1,
    most: float,
    stake: ReadF1,
    wealth: float,
    price: float,
    options: ReadF2,
    shares: float,
    fixed_cost: float,
    cover_cost: float,
    lost_stake: float,
    at_risk: float,
    away: ReadF1,
    mode_switch: float,
    last_route: int,
    switching: float,
    reroute_loss: float,
    choice_noise: float,
    room: ReadF1,
    noise: ReadF1,
) -> tuple[int, int, int]:
    """Choose among N of R routes by what the best of W ways and K options brings there.

    Args:
        routes: (N,) indices of the routes that are open.
        losses: (R,) remembered losses.
        shipped: (R,) remembered loads.
        prior_losses: added to the losses for a belief.
        prior_loads: added to the loads for a belief.
        factor: (W,) on the believed loss, by way.
        cost: (W,) further cost, by way.
        seen: (K,) factor on the believed loss, by option.
        most: no loss is believed higher.
        stake: (N,) this and what follows up to ``at_risk``: see :func:`gains`.
        wealth: EUR.
        price: 1 as usual.
        options: (4, K).
        shares: of every load, by its size.
        fixed_cost: of every load, whatever its size.
        cover_cost: of cover.
        lost_stake: of a loss.
        at_risk: usual loads.
        away: (N,) 1 where the mode is not the own.
        mode_switch: what it costs to leave the own mode.
        last_route: index, -1 for none.
        switching: what it costs to leave the last route while the loss believed there is tolerated.
        reroute_loss: a loss believed higher is not tolerated.
        choice_noise: scale of the soft maximum.
        room: (N,) log share of traffic.
        noise: (R,) standard Gumbel variates.

    Returns:
        Place of the route in ``routes``, way and option; three times -1 where no plan pays.
    """
    believed = np.empty(len(routes))
    bound = last_route >= 0  # to the last route, as long as its loss is tolerated
    for n in range(len(routes)):
        believed[n] = (losses[routes[n]] + prior_losses) / (shipped[routes[n]] + prior_loads)
        if routes[n] == last_route and believed[n] > reroute_loss:
            bound = False
    place, best_way, best_option, top = -1, -1, -1, -np.inf
    for n in range(len(routes)):
        way, option, highest = -1, -1, -np.inf
        for w in range(len(factor)):
            for k in range(len(seen)):
                loss = min(factor[w] * believed[n] * seen[k], most)
                fixed = (
                    shares + fixed_cost * options[FIXED_COSTS, k] + cover_cost * options[COVER, k]
                )
                risk = options[SPREAD, k] * at_risk / (wealth / stake[n])
                gain = gain_of(loss, cost[w], price, fixed, lost_stake, risk, options[SCALE, k])
                if gain > highest:
                    way, option, highest = w, k, gain
        profit = highest - mode_switch * away[n]
        if bound and routes[n] != last_route:
            profit = highest - (mode_switch * away[n] + switching)
        utility = profit / choice_noise + room[n] + noise[routes[n]]
        if profit > 0.0 and utility > top:
            place, best_way, best_option, top = n, way, option, utility
    return place, best_way, best_option


@compiled
def planning_today(
    alive: ReadB1, draws: ReadF2, column: int, rate: ReadF1, strength: ReadF1, mood: ReadF1
) -> I1:
    """Return the organisations that plan a load today, (N,): a uniform lies below their rate.

    Args:
        alive: (O,) whether an organisation is there.
        draws: (O, D) uniforms of today.
        column: of these, the one that decides.
        rate: (O,) plans a day.
        strength: (O,) factor on it.
        mood: (O,) factor on it.
    """
    slots = np.empty(len(alive), dtype=np.int64)
    number = 0
    for o in range(len(alive)):
        if alive[o] and draws[o, column] < rate[o] * strength[o] * mood[o]:
            slots[number] = o
            number += 1
    return slots[:number]


@compiled
def best_plans(
    slots: ReadI1,
    avoid: ReadI1,
    sizes: ReadF1,
    noises: ReadF2,
    losses: ReadF2,
    shipped: ReadF2,
    cash: ReadF1,
    last_route: ReadI1,
    profile: ReadI1,
    open_to: ReadB2,
    stake: ReadF2,
    away: ReadF2,
    room: ReadF1,
    usual_value: ReadF1,
    price: ReadF1,
    seen: ReadF2,
    factor: ReadF1,
    cost: ReadF1,
    options: ReadF2,
    prior_losses: float,
    prior_loads: float,
    most: float,
    shares: float,
    fixed_cost: float,
    cover_cost: float,
    lost_stake: float,
    stake_loads: float,
    liability_loads: float,
    mode_switch: float,
    switching: float,
    reroute_loss: float,
    choice_noise: float,
) -> tuple[I1, I1]:
    """Let each of N of O organisations choose as :func:`best_plan` does, by its own rows.

    Args:
        slots: (N,) organisations.
        avoid: (N,) route that each keeps away from if another is open to it, -1 for none.
        sizes: (N,) usual loads on offer.
        noises: (N, R) standard Gumbel variates.
        losses: (O, R) remembered losses.
        shipped: (O, R) remembered loads.
        cash: (O,) EUR.
        last_route: (O,) index, -1 for none.
        profile: (O,) index.
        open_to: (P, R) whether a route is open to a profile.
        stake: (P, R) EUR, value of a usual load there.
        away: (P, R) 1 where the mode is not the own.
        room: (R,) log share of traffic.
        usual_value: (P,) EUR, a usual load in the own mode.
        price: (P,) of the goods, 1 as usual.
        seen: (N, K) factor on the believed loss, by option.
        factor: (W,) this and what follows up to ``lost_stake``: see :func:`best_plan`.
        cost: (W,).
        options: (4, K).
        prior_losses: of a belief.
        prior_loads: of a belief.
        most: loss.
        shares: of every load.
        fixed_cost: of every load as a share of a usual one; it weighs less on a larger one.
        cover_cost: of cover.
        lost_stake: of a loss.
        stake_loads: usual loads up to which a load pays its fixed cost by its size.
        liability_loads: usual loads that an organisation answers for at most.
        mode_switch: this and what follows: see :func:`best_plan`.
        switching: of the route.
        reroute_loss: tolerated.
        choice_noise: scale.

    Returns:
        Route, -1 where no plan pays, and option, each (N,).
    """
    chosen = np.full(len(slots), -1)
    option = np.full(len(slots), -1)
    routes = np.empty(len(room), dtype=np.int64)
    stakes, aways, rooms = np.empty(len(room)), np.empty(len(room)), np.empty(len(room))
    for i in range(len(slots)):
        o = int(slots[i])
        p = int(profile[o])
        others = 0
        for r in range(len(room)):
            others += open_to[p, r] and r != avoid[i]
        n = 0
        for r in range(len(room)):
            if open_to[p, r] and (r != avoid[i] or others == 0):
                routes[n], stakes[n], aways[n], rooms[n] = r, stake[p, r], away[p, r], room[r]
                n += 1
        place, _, best_option = best_plan(
            routes[:n],
            losses[o],
            shipped[o],
            prior_losses,
            prior_loads,
            factor,
            cost,
            seen[i],
            most,
            stakes[:n],
            max(cash[o], 0.0) + usual_value[p],
            price[p],
            options,
            shares,
            fixed_cost / max(min(sizes[i], stake_loads), 1.0),
            cover_cost,
            lost_stake,
            min(sizes[i], liability_loads),
            aways[:n],
            mode_switch,
            last_route[o],
            switching,
            reroute_loss,
            choice_noise,
            rooms[:n],
            noises[i],
        )
        if place >= 0:
            chosen[i], option[i] = routes[place], best_option
    return chosen, option
