"""Trafficker strategies of rising order: what an organisation makes of what it knows.

A strategy is a pure function of its view. ``random`` has no beliefs, ``reactive`` believes its own
losses, ``learning`` also tries what it knows little of, ``anticipating`` asks what customs has
learnt about it. None of them knows what the services know.

Each says whether it ``draws``, that is, looks at the uniforms of its view: they are drawn for no
other. A strategy of one's own need not say so, its view holds all.
"""

from __future__ import annotations

from functools import cache
from typing import Protocol

import numpy as np

from borderSim.rules.plan import Plan
from borderSim.rules.profit import (
    MOST,
    OPTIONS,
    best,
    best_of_each,
    gain,
    seen_by_size,
)
from borderSim.rules.views import Floats, PlannersView, TraffickerView

BURNT = 4.0
"""How many times more likely an anticipating organisation thinks a load under a known entity is found; assumption."""


_CHOICES = tuple(
    zip(
        OPTIONS.size.tolist(),
        OPTIONS.loads.astype(np.int64).tolist(),
        OPTIONS.cover.astype(bool).tolist(),
        strict=True,
    )
)
"""Size, number of loads and cover of each option, as a plan has them."""


class TraffickerStrategy(Protocol):
    """How an organisation plans; made without arguments, once for every run."""

    name: str

    def plan(self, view: TraffickerView) -> Plan | None:
        """Return what is sent, or None for nothing."""
        ...


class RandomStrategy:
    """Zeroth order: a whole load by any route of the own mode, by its share of traffic."""

    name = "random"
    draws = False

    def plan(self, view: TraffickerView) -> Plan | None:
        """See :class:`TraffickerStrategy`."""
        if not len(view.routes):
            return None
        own = view.away == 0 if (view.away == 0).any() else np.ones(len(view.routes), dtype=bool)
        utility = np.where(own, view.room + view.noise[view.routes], -np.inf)
        return Plan(int(view.routes[utility.argmax()]))


class ReactiveStrategy:
    """First order: what pays, given the losses that it remembers by route."""

    name = "reactive"
    draws = False

    def plan(self, view: TraffickerView) -> Plan | None:
        """See :class:`TraffickerStrategy`."""
        found = best(view)
        if found is None:
            return None
        route, _, option = found
        return _plan(view, route, option)

    def plan_each(self, view: PlannersView) -> list[Plan | None]:
        """Return what :meth:`plan` does for several organisations, in one go."""
        routes, options = best_of_each(view)
        return [
            _of_option(route, option) if route >= 0 else None
            for route, option in zip(routes.tolist(), options.tolist(), strict=True)
        ]


class LearningStrategy:
    """Thompson sampling: plans as if a draw from its beliefs were true, so that it tries what it knows little of.

    Its belief on a route is a Beta distribution, with and without better cover apart, from the
    same fading memory that ``reactive`` has.
    """

    name = "learning"
    draws = True

    def plan(self, view: TraffickerView) -> Plan | None:
        """See :class:`TraffickerStrategy`."""
        if not len(view.routes):
            return None
        from scipy.special import betaincinv  # only here: a report needs none of it

        t, r = view.settings, view.routes
        seen = 0.5 + 0.5 * t.cover_effect
        lost = np.stack([view.losses - view.lost_covered, view.lost_covered])[:, r]
        shipped = np.stack([view.shipped - view.shipped_covered, view.shipped_covered])[:, r]
        a = np.maximum(lost, 0.0) + t.belief_losses * np.array([[1.0], [seen]])
        b = (
            np.maximum(shipped - lost, 0.0)
            + t.belief_arrivals
            + t.belief_losses * np.array([[0.0], [1.0 - seen]])
        )
        drawn = betaincinv(a, b, np.clip(view.uniforms[r].T, 1e-12, 1.0 - 1e-12))
        options = gain(
            view,
            np.minimum(drawn[OPTIONS.cover.astype(np.int64)] * seen_by_size(view)[:, None], MOST),
        )
        away = t.mode_switch_share * view.away + t.switching_share * (
            (r != view.last_route) & (view.last_route >= 0)
        )
        profit = options.max(axis=0) - away
        if profit.max() <= 0:
            return None
        route = int(np.where(profit > 0, profit + t.choice_noise * view.room, -np.inf).argmax())
        return _plan(view, route, int(options[:, route].argmax()))


class AnticipatingStrategy:
    """Second order: reckons what customs has learnt from what it found, and moves to where it looks least.

    It supposes that customs knows the finds it made of this organisation and weighs histories of
    traders by them, as many finds as ``anticipated_finds`` against none; and that it knows the
    entity of every find. It buys another history of trader, or a front never used, where that pays.
    """

    name = "anticipating"
    draws = False

    def plan(self, view: TraffickerView) -> Plan | None:
        """See :class:`TraffickerStrategy`."""
        if not len(view.routes):
            return None
        t = view.settings
        shares, suspicion = view.places.history_shares, self.suspicion(view)
        shipped = view.shipped_in.sum(axis=0) + shares
        as_remembered = float(shipped @ suspicion) / float(shipped.sum())
        by_history = np.r_[float(shares @ suspicion), suspicion] / as_remembered
        strata = len(suspicion)
        bought = np.r_[0.0, t.history_cost_share * np.arange(strata)]
        burnt = self.burnt_share(view)
        by_front = np.array([1.0 + burnt * (BURNT - 1.0), 1.0])
        factor = np.multiply.outer(by_front, by_history)
        cost = np.array([0.0, t.one_off_cost_share])[:, None] + bought
        found = best(view, (factor.ravel(), cost.ravel()))
        if found is None:
            return None
        route, way, option = found
        front, history = divmod(way, len(by_history))
        return _plan(
            view,
            route,
            option,
            history=history - 1 if history else None,
            one_off=bool(front),
        )

    @staticmethod
    def suspicion(view: TraffickerView) -> Floats:
        """(S,) how much more than on average customs is thought to look at traders of each history.

        What everybody knows it to think of them, times ``(n + finds there) / (n + finds expected
        there by the share of such traders)``, n = ``anticipated_finds``.
        """
        shares, n = view.places.history_shares, view.settings.anticipated_finds
        lost = view.lost_in.sum(axis=0)
        weight = view.places.history_odds * (n + lost) / (n + lost.sum() * shares)
        return weight / float(shares @ weight)

    @staticmethod
    def burnt_share(view: TraffickerView) -> float:
        """Chance that a load falls to an entity still in use that customs has found before."""
        burnt = {loss.entity for loss in view.recent_losses if loss.in_use and loss.entity >= 0}
        return min(1.0, len(burnt) * view.settings.entity_share)


def _plan(
    view: TraffickerView,
    route: int,
    option: int,
    *,
    history: int | None = None,
    one_off: bool = False,
) -> Plan:
    """The plan of an option on the route at a place in ``view.routes``."""
    return _of_option(int(view.routes[route]), option, history, one_off)


@cache
def _of_option(route: int, option: int, history: int | None = None, one_off: bool = False) -> Plan:
    """The plan of an option on a route; nobody can change it, so that one serves all."""
    size, loads, cover = _CHOICES[option]
    return Plan(route, size, loads, cover, history, one_off)
