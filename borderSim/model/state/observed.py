"""What views show of places and goods, copied once: it changes only when traffic does."""

from __future__ import annotations

import numpy as np

from borderSim.model.state.routes import Routes
from borderSim.model.state.traffickers import Menu, Traffickers
from borderSim.parameters.scenario import Scenario
from borderSim.rules.views import Bools, Loss, Places, sealed


class Observed:
    """Read-only copies that views share; worked out from the rest of the state.

    Attributes:
        version: of the routes when they were copied; places: what everybody knows of them.
        menus: by profile; losses: by slot, with what they were made from.
    """

    def __init__(self, scenario: Scenario, routes: Routes) -> None:
        self.version = -1
        self.menus: dict[int, Menu] = {}
        self.losses: dict[
            int, tuple[list[tuple[int, int, int, int, int]], bytes, tuple[Loss, ...]]
        ] = {}
        self._kinds = tuple(scenario.posts[routes.posts[p]].kind for p in routes.post)
        self.shares = sealed(np.array(scenario.traffic.history_shares))
        self._odds = sealed(np.exp(np.array(scenario.traffic.history_log_odds)))
        self.places = self._look(routes)

    def _look(self, r: Routes) -> Places:
        posts = tuple(r.posts[p] for p in r.post)
        return Places(
            tuple(r.names),
            tuple(r.modes),
            posts,
            self._kinds,
            sealed(r.room),
            self.shares,
            self._odds,
        )

    def refresh(self, routes: Routes) -> None:
        """Copy anew what has changed."""
        if self.version != routes.version:
            self.version, self.menus, self.places = routes.version, {}, self._look(routes)

    def recent(
        self, slot: int, losses: list[tuple[int, int, int, int, int]], generation: np.ndarray
    ) -> tuple[Loss, ...]:
        """Recent losses of an organisation, made anew when one is added or an entity replaced."""
        if not losses:
            return ()
        key = (losses, generation.tobytes())
        known = self.losses.get(slot)
        if known is None or known[0] is not losses or known[1] != key[1]:
            found = tuple(
                Loss(d, r, s, e, e >= 0 and int(generation[e]) == g) for d, r, s, e, g in losses
            )
            known = self.losses[slot] = (*key, found)
        return known[2]

    def menu(self, profile: int, traffickers: Traffickers, avoid: int = -1) -> Menu:
        """What a profile chooses among: copies that are kept until traffic changes.

        Args:
            profile: index.
            traffickers: who know it.
            avoid: route that is left out if another is open (-1: none).
        """
        known = self.menus.get(profile)
        if known is None:
            known = self.menus[profile] = _copied(traffickers.menu(profile))
        if avoid < 0 or not (keep := known.routes != avoid).any():
            return known
        return _copied(known, keep)


def _copied(menu: Menu, keep: Bools | slice = slice(None)) -> Menu:
    """Return a read-only copy of a menu, or of a part of it."""
    columns = (menu.routes, menu.stake, menu.away, menu.room)
    return Menu(*(sealed(column[keep]) for column in columns), home_value=menu.home_value)
