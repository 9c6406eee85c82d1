"""The shocks of a run: which are loaded, how often each struck, which are in force."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.errors import InputError, nearest
from borderSim.model.state.draw_columns import ShockDraw
from borderSim.model.state.random_streams import DailyUniforms, Floats
from borderSim.model.state.traffickers import FAR
from borderSim.parameters.scenario import Scenario, Shock
from borderSim.parameters.shocks import Effects


@dataclass
class Strike:
    """One strike of a shock.

    Attributes:
        name: of the shock; effects: what it does; event: its id in the log.
        since, until: first day in force, first day no longer.
        draws: (N, K) its uniforms, a row for every slot of an organisation, and for every police
            unit.
        loads_left: loads under control that it will still lose; document_due: somebody with a
            document
        on record is still to come that day; closed: index of the post it closed, -1 for none.
    """

    name: str
    effects: Effects
    event: int
    since: int
    until: int
    draws: Floats
    loads_left: int = 0
    document_due: bool = False
    closed: int = -1


class Shocks:
    """What is loaded and in force; an empty one costs nothing.

    Attributes:
        loaded: by name, in the order of names; policy: scenario in force without them.
        orders: what interventions set otherwise today, before any shock.
        in_force: by name, in the order in which they struck; a second strike of the same takes its
            place.
        struck: how often each struck by itself; last: day of its last strike.
    """

    def __init__(self, scenario: Scenario, seed: int, rows: int) -> None:
        self.loaded: dict[str, Shock] = scenario.shocks
        self.policy = scenario
        self.orders: tuple[Effects, ...] = ()
        self.in_force: dict[str, Strike] = {}
        self.struck: dict[str, int] = {}
        self.last: dict[str, int] = {}
        self._seed, self._rows = seed, rows
        self._draws: dict[str, DailyUniforms] = {}

    def draws(self, name: str, day: int) -> Floats:
        """(N, K) uniforms of a shock on a day: the same whenever and under whatever level it strikes."""
        if name not in self._draws:
            self._draws[name] = DailyUniforms(
                self._seed, f"shocks/{name}", (self._rows, len(ShockDraw))
            )
        return self._draws[name].today(day)

    def strike(self, name: str, day: int, event: int, *, planned: bool) -> Strike:
        """Put a shock in force from today.

        Args:
            name: of a loaded shock.
            day: today.
            event: its id in the log.
            planned: an emergency plan of both services is in force.
        """
        shock = self.loaded[name]
        days = FAR if shock.lasts_days is None else shock.lasts_days
        closing = shock.effects.post_closed
        if closing is not None and planned:
            days = max(1, round(days * closing.planned_share))
        found = Strike(name, shock.effects, event, day, day + days, self.draws(name, day))
        self.in_force.pop(name, None)
        self.in_force[name] = found
        self.last[name] = day
        return found

    def end(self, day: int) -> list[Strike]:
        """Take off those whose time is over, and return them."""
        over = [strike for strike in self.in_force.values() if strike.until <= day]
        for strike in over:
            del self.in_force[strike.name]
        return over


def loaded(shocks: Shocks, name: str) -> Shock:
    """Return a loaded shock.

    Raises:
        InputError: it is not loaded.
    """
    if name not in shocks.loaded:
        there = (
            f"; there are: {', '.join(shocks.loaded)}"
            if shocks.loaded
            else "; the scenario names none in shocks="
        )
        raise InputError(f"no shock {name!r} is loaded{nearest(name, shocks.loaded)}{there}")
    return shocks.loaded[name]
