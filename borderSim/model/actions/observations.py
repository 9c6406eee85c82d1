"""The decision rules in force, and the frozen views that they are handed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from borderSim.model.state.organisations import Menu
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.routes import Routes
from borderSim.parameters.rule_choice import RuleName, name_of
from borderSim.parameters.scenario import Scenario
from borderSim.rules import registry
from borderSim.rules.registry import Rule
from borderSim.rules.views import AllocationView, CustomsView, Loss, Places, TraffickerView, sealed

if TYPE_CHECKING:
    from borderSim.model.state.state import World

NO_DOCUMENTS = 0.25
"""Spread (log-odds) by which equal classes are told apart at random where documents are not read; technical."""


@dataclass
class Rules:
    """The rules of a scenario, one of each kind, made anew for every world."""

    strategy: Rule
    targeting: Rule
    allocation: Rule
    casework: Rule

    @staticmethod
    def asked(scenario: Scenario) -> tuple[RuleName, ...]:
        """Return the names that a scenario gives, with their parameters."""
        return registry.asked(scenario)

    @classmethod
    def of(cls, scenario: Scenario) -> Rules:
        """Load the rules of a scenario.

        Raises:
            InputError: a rule is unknown or cannot be used.
        """
        return cls(*(registry.rule(kind, name) for kind, name in zip(registry.KINDS, cls.asked(scenario), strict=True)))

    @property
    def choices(self) -> tuple[RuleName, ...]:
        """Names and parameters of the rules in force."""
        return tuple(rule.choice for rule in (self.strategy, self.targeting, self.allocation, self.casework))

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the rules in force."""
        return tuple(name_of(choice) for choice in self.choices)

    def document_signals(self, scenario: Scenario) -> tuple[float, float]:
        """Return what customs believes of the document score's shift, and the true shift.

        Where the rule does not read documents, the score of equal classes differs by chance alone.
        """
        if self.targeting.body.uses_documents:
            return scenario.customs.believed_document_signal, scenario.traffic.document_signal
        return NO_DOCUMENTS, 0.0


class Lookout:
    """Makes views; what does not change from day to day is copied once."""

    def __init__(self, scenario: Scenario, routes: Routes) -> None:
        self._routes = routes
        self._version = -1
        self._menus: dict[int, tuple[np.ndarray, Floats, Floats, Floats]] = {}
        self._losses: dict[int, tuple[list[tuple[int, int, int, int, int]], bytes, tuple[Loss, ...]]] = {}
        self._kinds = tuple(scenario.posts[routes.posts[p]].kind for p in routes.post)
        self._shares = sealed(np.array(scenario.traffic.history_shares))
        self._odds = sealed(np.exp(np.array(scenario.traffic.history_log_odds)))
        self.places = self._look()

    def _look(self) -> Places:
        r = self._routes
        posts = tuple(r.posts[p] for p in r.post)
        return Places(tuple(r.names), tuple(r.modes), posts, self._kinds, sealed(r.room), self._shares, self._odds)

    def _refresh(self) -> None:
        if self._version != self._routes.version:
            self._version, self._menus, self.places = self._routes.version, {}, self._look()

    def trafficker(self, w: World, slot: int, noise: Floats, consignment: float) -> TraffickerView:
        """What an organisation knows today: its own rows, and what everybody knows."""
        self._refresh()
        o, own = w.organisations, w.experience
        profile = int(o.profile[slot])
        menu = o.menu(profile)
        routes, stake, away, room = self._menu(profile, menu)
        return TraffickerView(
            day=w.day,
            organisation=slot,
            places=self.places,
            routes=routes,
            stake=stake,
            away=away,
            room=room,
            usual_value=menu.home_value,
            consignment=consignment,
            cash=float(o.cash[slot]),
            price=float(w.market.price[o.good_of_profile[profile]]),
            last_route=int(o.last_route[slot]),
            losses=sealed(o.losses[slot]),
            shipped=sealed(o.shipped[slot]),
            lost_covered=sealed(own.lost_covered[slot]),
            shipped_covered=sealed(own.shipped_covered[slot]),
            lost_in=sealed(own.lost_in[slot]),
            shipped_in=sealed(own.shipped_in[slot]),
            recent_losses=self._recent(slot, own.losses[slot], o.entity_generation[slot]),
            entity_uses=sealed(own.uses[slot]),
            settings=w.scenario.traffickers,
            noise=sealed(noise),
            uniforms=sealed(w.draws.strategies.today(w.day)[:, slot]),
        )

    def _recent(self, slot: int, losses: list[tuple[int, int, int, int, int]], generation: np.ndarray) -> tuple[Loss, ...]:
        """Recent losses of an organisation, made anew when one is added or an entity replaced."""
        if not losses:
            return ()
        key = (losses, generation.tobytes())
        known = self._losses.get(slot)
        if known is None or known[0] is not losses or known[1] != key[1]:
            found = tuple(Loss(d, r, s, e, e >= 0 and int(generation[e]) == g) for d, r, s, e, g in losses)
            known = self._losses[slot] = (*key, found)
        return known[2]

    def _menu(self, profile: int, menu: Menu) -> tuple[np.ndarray, Floats, Floats, Floats]:
        if profile not in self._menus:
            self._menus[profile] = (sealed(menu.routes), sealed(menu.stake), sealed(menu.away), sealed(menu.room))
        return self._menus[profile]

    def customs(self, w: World) -> CustomsView:
        """What customs has learnt of classes."""
        self._refresh()
        classes, strata = w.routes.class_shares.shape[1], len(self._shares)
        return CustomsView(
            day=w.day,
            places=self.places,
            class_shares=sealed(w.routes.class_shares),
            history=sealed(np.arange(classes) % strata),
            first_belief=sealed(w.first_belief),
            finds=sealed(w.finds_by_class),
            exposure=sealed(w.exposure_by_class),
            settings=w.scenario.customs,
        )

    def allocation(self, w: World) -> AllocationView:
        """What customs knows of its routes when it sends its mobile officers."""
        self._refresh()
        r, c = w.routes, w.scenario.customs
        return AllocationView(
            day=w.day,
            places=self.places,
            own_hours=sealed((1.0 - c.mobile_share) * r.own_hours),
            mobile_hours=c.mobile_share * float(r.own_hours.sum()),
            hours=sealed(r.hours),
            job_hours=sealed(r.job_hours),
            machine_checks=sealed(r.slots * r.availability),
            traffic=sealed(r.rate),
            finds=sealed(w.reserve.finds),
            spent=sealed(w.reserve.spent),
            load_value=sealed(_usual_value(w.scenario, r)),
            detection=sealed(r.p_detect * np.where(r.has_opening, r.p_open, 1.0)),
            settings=c,
            uniforms=sealed(w.draws.allocation.today(w.day)),
        )


def _usual_value(scenario: Scenario, routes: Routes) -> Floats:
    """(R,) EUR, wholesale value of a usual load in the mode of a route, mean over the goods that go there."""
    values = {
        mode: [c.loads[mode].median * c.wholesale_eur for c in scenario.commodities.values() if mode in c.loads]
        for mode in set(routes.modes)
    }
    return np.array([float(np.mean(values[mode])) if values[mode] else 0.0 for mode in routes.modes])
