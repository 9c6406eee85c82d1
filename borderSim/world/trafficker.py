"""A trafficking organisation as it decides: what it believes of routes and what it plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa
import numpy as np

from borderSim.scenario.schema import Scenario
from borderSim.world.organisations import Organisations
from borderSim.world.streams import Floats

if TYPE_CHECKING:
    from borderSim.model import BorderModel

OPTION_SIZE = np.array([1.0, 0.5, 1.0, 0.5])
OPTION_COVER = np.array([0.0, 0.0, 1.0, 1.0])
"""What an organisation chooses among on every route: a whole or half load, with or without cover."""


class TraffickingOrganisation(mesa.Agent):
    """Plans loads from what it believes of the routes; one slot of :class:`Organisations`.

    Reads ``traffickers.*``; it never sees what the services know.
    """

    def __init__(self, model: BorderModel, slot: int) -> None:
        super().__init__(model)
        self.slot = slot

    @property
    def alive(self) -> bool:
        """Whether the organisation exists."""
        return bool(self.model.world.organisations.alive[self.slot])  # type: ignore[attr-defined]

    def believed_loss(self, scenario: Scenario, table: Organisations) -> Floats:
        """(R,) believed chance to lose a load, by route: ``(losses + a) / (shipped + a + b)``."""
        t = scenario.traffickers
        a, b = t.belief_losses, t.belief_losses + t.belief_arrivals
        return (table.losses[self.slot] + a) / (table.shipped[self.slot] + b)

    def choose(self, scenario: Scenario, table: Organisations, gumbel: Floats) -> tuple[int, float, bool] | None:
        """Choose route, size and cover of a load, or nothing when no plan pays.

        The expected profit of a plan, as a share of the load's value, is
        ``(1 - q) - purchase - transport - fixed cost / size - cover - switching - q * penalty``
        less a charge for risk; routes are chosen by a soft maximum (Gumbel noise), weighted by
        the traffic in which a load can hide.

        Args:
            scenario: parameters in force.
            table: the organisations.
            gumbel: (R,) standard Gumbel variates of this organisation and day.

        Returns:
            Route, size as a part of a usual load, and whether better cover is bought.
        """
        t, o = scenario.traffickers, self.slot
        menu = table.menu(int(table.profile[o]))
        routes = menu.routes
        if not len(routes):
            return None
        q = self.believed_loss(scenario, table)[routes]
        last = int(table.last_route[o])
        here = routes == last
        settled = last >= 0 and not (q[here] > t.reroute_loss).any()
        wealth = (max(float(table.cash[o]), 0.0) + menu.home_value) / menu.stake
        seen = np.multiply.outer(1.0 - OPTION_COVER * (0.5 - 0.5 * t.cover_effect), q)
        size = OPTION_SIZE[:, None]
        fixed = (
            t.purchase_share + t.transport_share + t.fixed_cost_share / OPTION_SIZE + t.cover_cost_share * OPTION_COVER
        )
        margin = (
            1.0
            - fixed[:, None]
            - seen * (1.0 + t.purchase_share * t.penalty_loads + (1.0 - seen) * size / (2.0 * wealth))
        )
        gain = margin * (0.7 + 0.3 * size)
        option = gain.argmax(axis=0)
        profit = gain.max(axis=0) - t.mode_switch_share * menu.away
        if settled:
            profit -= t.switching_share * ~here
        if profit.max() <= 0:
            return None
        utility = np.where(profit > 0, profit / t.choice_noise + menu.room + gumbel[routes], -np.inf)
        best = int(utility.argmax())
        return int(routes[best]), float(OPTION_SIZE[option[best]]), bool(OPTION_COVER[option[best]])
