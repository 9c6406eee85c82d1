"""The run of a table: played in pieces, gone on with under new decisions, rewound to a round.

Snapshots are copies in memory, made at the first day of each round. Whatever is decided or fired,
the days that come are those of ``bordersim run`` with the same settings.
"""

from __future__ import annotations

from borderSim.errors import InputError
from borderSim.measures.result import Result
from borderSim.model.state.copying import copied
from borderSim.model.state.state import State
from borderSim.parameters.scenario import Scenario
from borderSim.simulation import BorderModel


class TableRun:
    """One run under decisions that are still to come.

    Args:
        scenario: the scenario before any decision.
        seed: seed of the run.
    """

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self._model = BorderModel(scenario, seed)
        self._model.run_burn_in()
        self._kept: dict[int, BorderModel] = {}
        self.keep()

    @property
    def state(self) -> State:
        """The state at the end of the last day played."""
        return self._model.state

    @property
    def day(self) -> int:
        """Days of the horizon played so far, which is the day to come."""
        return self._model.state.day_of_horizon()

    def keep(self) -> None:
        """Keep a snapshot of today, to come back to."""
        self._kept[self.day] = copied(self._model)

    def under(self, scenario: Scenario) -> None:
        """Take over the decisions and injects of a scenario that are still to come.

        Args:
            scenario: the scenario of the session; what it says of days that were played is what was
                played.
        """
        state = self._model.state
        state.policy.follow(scenario)
        state.shocks.loaded = scenario.shocks

    def step(self) -> None:
        """Play one day."""
        self._model.step()

    def rewind(self, day: int) -> None:
        """Go back to a day of which a snapshot was kept; later ones are forgotten.

        Raises:
            InputError: none was kept of it.
        """
        if day not in self._kept:
            kept = ", ".join(str(one) for one in sorted(self._kept))
            raise InputError(f"day={day}: no snapshot was kept of that day; there are: {kept}")
        self._model = copied(self._kept[day])
        self._kept = {one: model for one, model in self._kept.items() if one <= day}

    def result(self) -> Result:
        """Return what was measured of the days played."""
        return self._model.result()
