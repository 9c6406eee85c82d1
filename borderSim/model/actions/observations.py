"""The frozen views that decision rules are handed: the only way by which a rule sees the state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borderSim.model.state.random_streams import Floats
from borderSim.model.state.routes import Routes
from borderSim.model.state.state import State
from borderSim.parameters.scenario import Scenario
from borderSim.rules.plan import Plan
from borderSim.rules.views import (
    AllocationView,
    CustomsView,
    PlannersView,
    TraffickerView,
    sealed,
    shown,
)

NOT_DRAWN: Floats = sealed(np.empty((0, 2)))
"""In the place of uniforms at which a strategy never looks."""


def trafficker_view(
    w: State,
    slot: int,
    noise: Floats,
    consignment: float = 1.0,
    avoid: int = -1,
    *,
    hand: Callable[[NDArray[Any]], NDArray[Any]] = sealed,
    draws: bool = True,
) -> TraffickerView:
    """What an organisation knows today: its own rows, and what everybody knows.

    Args:
        w: the state.
        slot: organisation.
        noise: (R,) standard Gumbel variates of this organisation and day.
        consignment: what is on offer today, in usual loads.
        avoid: route that it keeps away from, if another is open to it (-1: none).
        hand: how an array is handed over, as a copy or for reading.
        draws: the strategy looks at uniforms of its own.
    """
    w.observed.refresh(w.routes)
    o, own = w.traffickers, w.traffickers.experience
    profile = int(o.profile[slot])
    menu = w.observed.menu(profile, o, avoid)
    return TraffickerView(
        day=w.day,
        organisation=slot,
        places=w.observed.places,
        routes=menu.routes,
        stake=menu.stake,
        away=menu.away,
        room=menu.room,
        usual_value=menu.home_value,
        consignment=consignment,
        cash=float(o.cash[slot]),
        price=float(o.market.price[o.good_of_profile[profile]]),
        last_route=int(o.last_route[slot]),
        losses=hand(o.losses[slot]),
        shipped=hand(o.shipped[slot]),
        lost_covered=hand(own.lost_covered[slot]),
        shipped_covered=hand(own.shipped_covered[slot]),
        lost_in=hand(own.lost_in[slot]),
        shipped_in=hand(own.shipped_in[slot]),
        recent_losses=w.observed.recent(slot, own.losses[slot], o.entity_generation[slot]),
        entity_uses=hand(own.uses[slot]),
        settings=w.policy.scenario.traffickers,
        noise=hand(noise),
        uniforms=hand(w.draws.strategies.today(w.day)[:, slot]) if draws else NOT_DRAWN,
    )


def customs_view(w: State) -> CustomsView:
    """What customs has learnt of classes."""
    w.observed.refresh(w.routes)
    classes, strata = w.routes.class_shares.shape[1], len(w.observed.shares)
    return CustomsView(
        day=w.day,
        places=w.observed.places,
        class_shares=sealed(w.routes.class_shares),
        history=sealed(np.arange(classes) % strata),
        first_belief=sealed(w.customs.first_belief),
        finds=sealed(w.customs.finds_by_class),
        exposure=sealed(w.customs.exposure_by_class),
        settings=w.policy.scenario.customs,
    )


def allocation_view(w: State) -> AllocationView:
    """What customs knows of its routes when it sends its mobile officers."""
    w.observed.refresh(w.routes)
    r, c = w.routes, w.policy.scenario.customs
    return AllocationView(
        day=w.day,
        places=w.observed.places,
        own_hours=sealed((1.0 - c.mobile_share) * r.own_hours),
        mobile_hours=c.mobile_share * float(r.own_hours.sum()),
        hours=sealed(r.hours),
        job_hours=sealed(r.job_hours),
        machine_checks=sealed(r.slots * r.availability),
        traffic=sealed(r.rate),
        finds=sealed(w.customs.reserve.finds),
        spent=sealed(w.customs.reserve.spent),
        load_value=sealed(_usual_value(w.policy.scenario, r)),
        detection=sealed(r.p_detect * np.where(r.has_opening, r.p_open, 1.0)),
        settings=c,
        uniforms=sealed(w.draws.allocation.today(w.day)),
    )


def ask_strategy(
    w: State, slot: int, noise: Floats, consignment: float = 1.0, avoid: int = -1
) -> Plan | None:
    """Return what the strategy in force plans for an organisation, None for nothing.

    See :func:`trafficker_view`. A strategy of the package is handed its view for reading, and draws
    uniforms only if it says so; all others are handed copies of everything.

    Raises:
        RuleError: the strategy failed or planned what is not allowed.
    """
    together = ask_together(w, np.array([slot]), noise[None], [consignment], [avoid])
    if together is not None:
        return together[0]
    strategy = w.policy.rules.strategy
    if strategy.built_in:
        draws = strategy.body.draws
        view = trafficker_view(w, slot, noise, consignment, avoid, hand=shown, draws=draws)
    else:
        view = trafficker_view(w, slot, noise, consignment, avoid)
    return strategy.ask(view)


def ask_together(
    w: State,
    slots: NDArray[np.int64],
    noises: Floats,
    consignments: Sequence[float],
    avoid: Sequence[int] | None = None,
) -> list[Plan | None] | None:
    """Return what the strategy in force plans for several organisations, if it plans for many at once.

    Args:
        w: the state.
        slots: (N,) organisations, none of which sees what another does.
        noises: (N, R) standard Gumbel variates.
        consignments: (N,) what is on offer today, in usual loads.
        avoid: (N,) route that each keeps away from, if another is open to it (None: none at all).

    Returns:
        Plans, or None where the strategy has to be asked by :func:`ask_strategy`.
    """
    strategy, o = w.policy.rules.strategy, w.traffickers
    if not (strategy.built_in and hasattr(strategy.body, "plan_each")):
        return None
    menus = o.menus()
    return strategy.body.plan_each(
        PlannersView(
            slots=slots,
            avoid=np.full(len(slots), -1) if avoid is None else np.array(avoid),
            consignments=np.array(consignments),
            noises=noises,
            losses=o.losses,
            shipped=o.shipped,
            cash=o.cash,
            last_route=o.last_route,
            profile=o.profile,
            open_to=menus.open_to,
            stake=menus.stake,
            away=menus.away,
            usual_value=menus.home_value,
            room=menus.room,
            price=o.market.price[o.good_of_profile],
            settings=w.policy.scenario.traffickers,
        )
    )


def _usual_value(scenario: Scenario, routes: Routes) -> Floats:
    """(R,) EUR, wholesale value of a usual load in the mode of a route, mean over the goods that go there."""
    values = {
        mode: [
            c.loads[mode].median * c.wholesale_eur
            for c in scenario.commodities.values()
            if mode in c.loads
        ]
        for mode in set(routes.modes)
    }
    return np.array(
        [float(np.mean(values[mode])) if values[mode] else 0.0 for mode in routes.modes]
    )
