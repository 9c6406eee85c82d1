"""What a plan is expected to bring by option and route, and the choice of a route by a soft maximum."""

from __future__ import annotations

import numpy as np

from borderSim.model.kernels.compiled import F3, ReadF1, ReadF2, ReadF3, ReadI1, compiled

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
