"""A trafficking organisation as it decides: it looks at what it knows and asks its strategy for a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa

from borderSim.model.state.random_streams import Floats
from borderSim.rules.plan import Plan
from borderSim.rules.views import TraffickerView

if TYPE_CHECKING:
    from borderSim.model.state.state import World
    from borderSim.simulation import BorderModel


class TraffickingOrganisation(mesa.Agent):
    """One slot of :class:`~borderSim.model.state.organisations.Organisations`; it never sees what the services know."""

    def __init__(self, model: BorderModel, slot: int) -> None:
        super().__init__(model)
        self.slot = slot

    @property
    def alive(self) -> bool:
        """Whether the organisation exists."""
        return bool(self.model.world.organisations.alive[self.slot])  # type: ignore[attr-defined]

    def look(self, w: World, noise: Floats, consignment: float = 1.0) -> TraffickerView:
        """Return what the organisation knows today.

        Args:
            w: the world.
            noise: (R,) standard Gumbel variates of this organisation and day.
            consignment: what is on offer today, in usual loads.
        """
        return w.lookout.trafficker(w, self.slot, noise, consignment)

    def plan(self, w: World, noise: Floats, consignment: float = 1.0) -> Plan | None:
        """Return what the strategy in force plans, None for nothing; see :meth:`look`.

        Raises:
            RuleError: the strategy failed or planned what is not allowed.
        """
        return w.rules.strategy.ask(self.look(w, noise, consignment))
