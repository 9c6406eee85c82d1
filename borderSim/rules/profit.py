"""What a plan promises an organisation that believes in a chance of loss: arithmetic shared by strategies.

A strategy of one's own may use these functions; they read nothing but the view.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass

import numpy as np

from borderSim.rules.views import Floats, Ints, PlannersView, TraffickerView


@dataclass(frozen=True, slots=True)
class Options:
    """Ways to send a shipment on any route (K options): size, number of loads, cover."""

    size: Floats
    loads: Floats
    cover: Floats


OPTIONS = Options(
    size=np.array([1.0, 0.5, 1.0, 1.0, 0.5, 1.0]),
    loads=np.array([1.0, 1.0, 2.0, 1.0, 1.0, 2.0]),
    cover=np.array([0.0, 0.0, 0.0, 1.0, 1.0, 1.0]),
)
"""A whole load, half a load, or two halves that travel on their own.

Each without and with cover.
"""


MOST = 0.95
"""No chance of loss is believed to be higher."""

ALIKE = 0.3
"""Correlation of the fates of two halves of a shipment (same route, same weeks); assumption."""

EVEN_ODDS = 0.5
"""Chance that a check finds a usual load, as organisations reckon when they compare sizes.

Assumption.
"""

_EACH = OPTIONS.size / OPTIONS.loads
_TABLE = np.stack(  # in the order of the rows that the kernels read
    [
        OPTIONS.loads / OPTIONS.size,
        OPTIONS.cover,
        np.where(OPTIONS.loads == 2, (1.0 + ALIKE) / 2.0, 1.0) * OPTIONS.size / 2.0,
        0.7 + 0.3 * OPTIONS.size,
    ]
)
_ONE_WAY = (np.ones(1), np.zeros(1))
"""A load is sent as it comes: factor on the believed loss, and cost."""


def believed_loss(view: TraffickerView) -> Floats:
    """(N,) believed chance to lose a load by route: ``(losses + a) / (shipped + a + b)``."""
    t = view.settings
    a, b = t.belief_losses, t.belief_losses + t.belief_arrivals
    return (view.losses[view.routes] + a) / (view.shipped[view.routes] + b)


def seen_with_cover(view: TraffickerView) -> Floats:
    """(K,) part of the chance of loss that is left under each option, by its cover."""
    return _seen_with_cover(view.settings.cover_effect)


@functools.cache
def _seen_with_cover(cover_effect: float) -> Floats:
    seen = 1.0 - OPTIONS.cover * (0.5 - 0.5 * cover_effect)
    seen.flags.writeable = False  # one array serves all
    return seen


def seen_by_size(view: TraffickerView) -> Floats:
    """(K,) chance of loss under each option over that of a usual load: larger loads are thought easier to find.

    ``(1 - h^(size^g)) / (1 - h)``, size that of one load in usual loads, g =
    ``believed_size_visibility``, h = ``EVEN_ODDS``.
    """
    return _seen_by_size(view.consignment, view.settings.believed_size_visibility)


def _seen_by_size(consignment: float | Floats, visibility: float) -> Floats:
    size = _EACH * consignment
    return (1.0 - (1.0 - EVEN_ODDS) ** (size**visibility)) / EVEN_ODDS


def loss_by_option(view: TraffickerView, loss: Floats) -> Floats:
    """(..., K, N) believed chance of loss by option and route, from that of a usual load, (..., N)."""
    return np.minimum(
        loss[..., None, :] * (seen_with_cover(view) * seen_by_size(view))[:, None], MOST
    )


def gain(view: TraffickerView, loss: Floats, cost: Floats | None = None) -> Floats:
    """What each option on each route is expected to bring, as a share of the load's value.

    ``price (1 - q) - purchase - transport - fixed cost of every load - cover - q * penalty`` less a
    charge for risk ``q (1 - q) size k v / (2 wealth)``, k = what is on offer, in usual loads, as
    far as the organisation answers to its investors for it (``liability_loads``), v = 1, or ``(1 +
    ALIKE) / 2`` for two halves, times ``0.7 + 0.3 size``. The fixed cost of a load is that of a
    usual one: it weighs less on a large consignment.

    Args:
        view: the organisation's view.
        loss: (..., K, N) believed chance of loss by option and route, cover included.
        cost: (..., K, N) further cost, as a share of the load's value, None for none.

    Returns:
        (..., K, N).
    """
    shape = (math.prod(loss.shape[:-2]), *loss.shape[-2:])
    costs = np.broadcast_to(0.0 if cost is None else cost, loss.shape)
    loss, costs = (np.ascontiguousarray(x, np.float64) for x in (loss, costs))
    from borderSim.model.kernels.plans import (
        gains,
    )  # only here: whoever plans nothing starts sooner

    return gains(loss.reshape(shape), costs.reshape(shape), *_terms(view)).reshape(loss.shape)


def _terms(
    view: TraffickerView,
) -> tuple[Floats, float, float, Floats, float, float, float, float, float]:
    """What the gain of a plan depends on beside its loss, in the order in which the kernels take it."""
    t = view.settings
    at_stake = min(view.consignment, t.stake_loads)
    return (
        view.stake,
        max(view.cash, 0.0) + view.usual_value,
        view.price,
        _TABLE,
        t.purchase_share + t.transport_share,
        t.fixed_cost_share / max(at_stake, 1.0),
        t.cover_cost_share,
        t.purchase_share * t.penalty_loads,
        min(view.consignment, t.liability_loads),
    )


def best(
    view: TraffickerView, ways: tuple[Floats, Floats] = _ONE_WAY
) -> tuple[int, int, int] | None:
    """Choose route, way and option by the believed losses, in one go.

    The same as :func:`believed_loss`, :func:`loss_by_option`, :func:`gain`, :func:`barriers` and
    :func:`soft_choice` one after the other, of which a strategy of one's own may change any.

    Args:
        view: the organisation's view.
        ways: of sending a load on any route by any option: (W,) factor on the believed loss, and
            (W,) further cost as a share of the load's value.

    Returns:
        Place of the route in ``view.routes``, way and option, None where no plan pays.
    """
    t = view.settings
    from borderSim.model.kernels.plans import best_plan  # only here: see above

    place, way, option = best_plan(
        view.routes,
        view.losses,
        view.shipped,
        t.belief_losses,
        t.belief_losses + t.belief_arrivals,
        *ways,
        seen_with_cover(view) * seen_by_size(view),
        MOST,
        *_terms(view),
        view.away,
        t.mode_switch_share,
        view.last_route,
        t.switching_share,
        t.reroute_loss,
        t.choice_noise,
        view.room,
        view.noise,
    )
    return None if place < 0 else (place, way, option)


def best_of_each(view: PlannersView) -> tuple[Ints, Ints]:
    """Choose as :func:`best` does for several organisations, each load sent as it comes.

    Args:
        view: what they know.

    Returns:
        (N,) route, -1 where no plan pays, and (N,) option.
    """
    t = view.settings
    from borderSim.model.kernels.plans import best_plans  # only here: see above

    return best_plans(
        view.slots,
        view.avoid,
        view.consignments,
        view.noises,
        view.losses,
        view.shipped,
        view.cash,
        view.last_route,
        view.profile,
        view.open_to,
        view.stake,
        view.away,
        view.room,
        view.usual_value,
        view.price,
        _seen_with_cover(t.cover_effect)
        * _seen_by_size(view.consignments[:, None], t.believed_size_visibility),
        *_ONE_WAY,
        _TABLE,
        t.belief_losses,
        t.belief_losses + t.belief_arrivals,
        MOST,
        t.purchase_share + t.transport_share,
        t.fixed_cost_share,
        t.cover_cost_share,
        t.purchase_share * t.penalty_loads,
        t.stake_loads,
        t.liability_loads,
        t.mode_switch_share,
        t.switching_share,
        t.reroute_loss,
        t.choice_noise,
    )


def barriers(view: TraffickerView, loss: Floats) -> Floats:
    """(N,) what it costs to leave the own mode, and the last route while its believed loss is tolerated.

    Args:
        view: the organisation's view.
        loss: (N,) believed chance of loss by route.
    """
    t = view.settings
    here = view.routes == view.last_route
    if view.last_route >= 0 and not (here & (loss > t.reroute_loss)).any():
        return t.mode_switch_share * view.away + t.switching_share * ~here
    return t.mode_switch_share * view.away


def soft_choice(view: TraffickerView, profit: Floats) -> int | None:
    """Choose among the routes by a soft maximum, weighted by the traffic in which a load can hide.

    Args:
        view: the organisation's view.
        profit: (N,) profit of the best plan of each route, as a share of the load's value.

    Returns:
        Place of the route in ``view.routes``, None where no plan pays.
    """
    if not len(profit) or profit.max() <= 0:
        return None
    utility = profit / view.settings.choice_noise + view.room + view.noise[view.routes]
    return int(np.where(profit > 0, utility, -np.inf).argmax())
