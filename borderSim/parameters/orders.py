"""An order for one load: what is done with its find, said before it is found."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.parameters.declare import choice, quantity

SEIZE, LET_RUN = "seize", "let_run"


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is done with the find of one load.

    A load is named as a story names it, the same under every level: by its organisation, the day on
    which it was planned, and which half of a shipment it is.
    """

    organisation: int = quantity(
        unit="-",
        doc="number of the organisation",
        allowed=(0, 100_000),
        source="choice of the study",
        mark="setting",
    )
    planned: int = quantity(
        unit="days",
        doc="day on which it puts the load on its way, 0 is the first of the horizon, negative in the burn-in",
        allowed=(-36_500, 36_500),
        source="choice of the study",
        mark="setting",
    )
    half: int = quantity(
        1,
        unit="-",
        doc="1, or 2 for the second load of a shipment that was split",
        allowed=(1, 2),
        source="choice of the study",
        mark="setting",
    )
    find: str = choice(
        allowed=(SEIZE, LET_RUN),
        doc="what is done with the load if it is found: seized, or let run under control where law and powers allow it",
    )

    @property
    def load(self) -> tuple[int, int, int]:
        """Organisation, day planned and half."""
        return self.organisation, self.planned, self.half
