"""The actors as Mesa agents: names for what stands in columns of the state, for whoever walks the model's agents."""

from __future__ import annotations

import mesa

from borderSim.model.actions.observations import ask_strategy, trafficker_view
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.state import State
from borderSim.rules.plan import Plan
from borderSim.rules.views import TraffickerView


class CustomsUnit(mesa.Agent):
    """The customs officers of a post: they rank, check, open and seize there.

    Reads ``posts.<name>``, ``modes.*`` and ``customs.*``; knows what customs holds (leads,
    beliefs), never the truth.
    """

    def __init__(self, model: mesa.Model, name: str, index: int, kind: str) -> None:
        super().__init__(model)
        self.name, self.index, self.kind = name, index, kind


class PoliceUnit(mesa.Agent):
    """Investigators who work cases on organisations in teams.

    Reads ``police.*`` and ``investigation.*``; knows the members, entities and evidence that
    its sources and cases brought, some of it wrong.
    """

    def __init__(self, model: mesa.Model, index: int, investigators: float) -> None:
        super().__init__(model)
        self.index, self.investigators = index, investigators


class TraffickingOrganisation(mesa.Agent):
    """One slot of :class:`~borderSim.model.state.traffickers.Traffickers`.

    It never sees what the services know.
    """

    def __init__(self, model: mesa.Model, state: State, slot: int) -> None:
        super().__init__(model)
        self._state, self.slot = state, slot

    @property
    def alive(self) -> bool:
        """Whether the organisation exists."""
        return bool(self._state.traffickers.alive[self.slot])

    def look(self, noise: Floats, consignment: float = 1.0) -> TraffickerView:
        """Return what the organisation knows today; see :func:`trafficker_view`."""
        return trafficker_view(self._state, self.slot, noise, consignment)

    def plan(self, noise: Floats, consignment: float = 1.0) -> Plan | None:
        """Return what the strategy in force plans, None for nothing; see :func:`ask_strategy`."""
        return ask_strategy(self._state, self.slot, noise, consignment)
