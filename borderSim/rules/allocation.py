"""Allocation rules: where customs sends its mobile officers.

A share ``customs.mobile_share`` of all officer hours is spread anew over the routes of the country
every ``customs.allocation_days``, in proportion to the weights that the rule returns.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from borderSim.errors import of_type
from borderSim.rules.views import AllocationView, Floats

RATE_PRIOR_HOURS = 200.0
"""Hours of work that the first belief of ``bandit`` and ``greedy`` weighs, one find each.

Assumption.
"""

LIFT = 6.0
"""How many times better than chance ``stackelberg`` reckons that customs chooses; assumption."""


class AllocationRule(Protocol):
    """How mobile hours are spread; made without arguments, once for every run."""

    name: str

    def weights(self, view: AllocationView) -> Floats:
        """Return (R,) weights, not negative, not all zero."""
        ...


class ProportionalRule:
    """By lawful traffic, in hours that checking it would take."""

    name = "proportional"

    def weights(self, view: AllocationView) -> Floats:
        """See :class:`AllocationRule`."""
        return view.traffic * view.job_hours


class GreedyRule:
    """All to the route where an hour brought most finds."""

    name = "greedy"

    def weights(self, view: AllocationView) -> Floats:
        """See :class:`AllocationRule`."""
        return _one(int(finds_per_hour(view).argmax()), len(view.finds))


class BanditRule:
    """Thompson sampling on finds per hour: four teams, each to the route that is best in a draw from the beliefs."""

    name = "bandit"

    def weights(self, view: AllocationView) -> Floats:
        """See :class:`AllocationRule`."""
        from scipy.special import gammaincinv  # only here: a report needs none of it

        prior = _prior_finds(view)
        u = np.clip(view.uniforms, 1e-12, 1.0 - 1e-12)
        rate = (
            gammaincinv((view.finds + prior)[:, None], u) / (view.spent + RATE_PRIOR_HOURS)[:, None]
        )
        return np.bincount(rate.argmax(axis=0), minlength=len(prior)).astype(np.float64)


class StackelbergRule:
    """Randomised guard: the coverage that leaves the best-responding trafficker least, drawn anew each time.

    A trafficker who sees how often each route is looked at goes where ``value (1 - caught)`` is
    most; hours are poured where that is highest until they are used up, which makes the best routes
    equal to him. The teams of a week are drawn at random with these shares, so that nobody can
    foresee them.
    """

    name = "stackelberg"

    def weights(self, view: AllocationView) -> Floats:
        """See :class:`AllocationRule`."""
        shares = self.coverage(view)
        edges = np.cumsum(shares)
        teams = view.uniforms.shape[1]
        at = (np.arange(teams) + view.uniforms[0, 0]) / teams
        return np.bincount(
            np.minimum(np.searchsorted(edges, at, side="right"), len(shares) - 1),
            minlength=len(shares),
        ).astype(np.float64)

    @classmethod
    def coverage(cls, view: AllocationView) -> Floats:
        """(R,) shares of the mobile hours in the equilibrium."""
        most = cls.payoff(view, view.own_hours)
        if view.mobile_hours <= 0 or most.max(initial=0.0) <= 0:
            return np.ones(len(most)) / len(most)
        high = float(most.max())

        def lacking(level: float) -> float:
            return float(cls.hours_to_reach(view, level).sum()) - view.mobile_hours

        if lacking(0.0) <= 0:
            return _normal(cls.hours_to_reach(view, 0.0))
        from scipy.optimize import root_scalar  # only here: few countries need it

        level = root_scalar(lacking, bracket=(0.0, high), method="brentq", xtol=1e-9 * high).root
        return _normal(cls.hours_to_reach(view, level))

    @staticmethod
    def payoff(view: AllocationView, hours: Floats) -> Floats:
        """(R,) EUR that a trafficker expects of a usual load by each route, given the hours spent there."""
        checks = np.minimum(hours / view.job_hours, view.machine_checks)
        share = np.minimum(checks / np.maximum(view.traffic, 1e-12), 1.0)
        return np.where(
            view.traffic > 0,
            view.load_value * (1.0 - view.detection * (1.0 - (1.0 - share) ** LIFT)),
            0.0,
        )

    @classmethod
    def hours_to_reach(cls, view: AllocationView, level: float) -> Floats:
        """(R,) hours beyond its own that a route needs until it is worth no more than a level, as far as machines go."""
        value, own = np.maximum(view.load_value * view.detection, 1e-12), view.own_hours
        caught = np.clip((view.load_value - level) / value, 0.0, 1.0)
        share = 1.0 - (1.0 - caught) ** (1.0 / LIFT)
        checks = np.minimum(share * view.traffic, view.machine_checks)
        return np.maximum(checks * view.job_hours - own, 0.0)


def finds_per_hour(view: AllocationView) -> Floats:
    """(R,) finds an hour of work as customs believes them."""
    return (view.finds + _prior_finds(view)) / (view.spent + RATE_PRIOR_HOURS)


def _prior_finds(view: AllocationView) -> Floats:
    """(R,) finds in the hours of the prior, at the mean of all routes."""
    mean = (view.finds.sum() + 1.0) / (view.spent.sum() + RATE_PRIOR_HOURS)
    return np.full(len(view.finds), mean * RATE_PRIOR_HOURS)


def _one(route: int, n: int) -> Floats:
    return (np.arange(n) == route).astype(np.float64)


def _normal(hours: Floats) -> Floats:
    total = hours.sum()
    return hours / total if total > 0 else np.ones(len(hours)) / len(hours)


def what_is_wrong(weights: object, view: AllocationView) -> str:
    """Return what is not allowed in a rule's weights, as the end of a sentence; empty if all is."""
    n = len(view.hours)
    if not isinstance(weights, np.ndarray) or weights.dtype.kind not in "fiu":
        return f"answered with {of_type(weights)}, but weights must return an array of numbers"
    if weights.shape != (n,):
        return f"answered with weights of shape {weights.shape}, but there are {n} routes"
    if not np.isfinite(weights).all():
        return "answered with weights that are not finite numbers"
    if (weights < 0).any():
        return f"answered with a negative weight for {view.places.names[int(weights.argmin())]}"
    if weights.sum() <= 0:
        return "answered with weights that are all zero"
    return ""
