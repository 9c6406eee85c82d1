"""The model: a country's border, its customs and police, and the organisations that cross it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import mesa

from borderSim.day import DAY
from borderSim.day_times import gathering
from borderSim.extend.own import NOTHING, Own
from borderSim.extend.running import Running
from borderSim.given import whole
from borderSim.measures.record import note_start, note_year
from borderSim.measures.result import Result
from borderSim.measures.summary import summarise
from borderSim.model.actions.agents import CustomsUnit, PoliceUnit, TraffickingOrganisation
from borderSim.model.actions.entry import enter, give_first_picture
from borderSim.model.actions.first_day import fill_courts
from borderSim.model.actions.network_notes import begin_looking
from borderSim.model.actions.policy import enact
from borderSim.model.phases.first_weeks import settle
from borderSim.model.phases.shocks import fire, put_in_force
from borderSim.model.state.copying import copied
from borderSim.model.state.counters import Counter
from borderSim.model.state.state import State
from borderSim.parameters.scenario import Scenario
from borderSim.parameters.window import YEAR_DAYS
from borderSim.scenario.load import as_scenario


class BorderModel(mesa.Model):
    """One replicate: a scenario and a seed.

    The model stands at day 0, before the burn-in, which runs under the scenario's ``present``
    partnership; the horizon follows under ``partnership``. All randomness comes from the named
    streams of ``borderSim.model.state.random_streams``; ``model.random`` and ``model.rng`` are
    never used.

    Args:
        scenario: what is simulated: a scenario, or the name or file of one.
        seed: seed of the replicate, not negative.
        own: measures and interventions that were handed in.

    Raises:
        InputError: no such scenario, something wrong in one that Python has changed, or no such
            seed.
    """

    def __init__(self, scenario: Scenario | str | Path, seed: int = 1, own: Own = NOTHING) -> None:
        scenario, seed = as_scenario("scenario", scenario), whole(0)("seed", seed)
        super().__init__(rng=seed)
        self.state = w = State.of(scenario, seed)
        self._own = Running(own)
        enact(w, scenario, in_burn_in=True)
        self.customs_units = [
            CustomsUnit(self, name, i, scenario.posts[name].kind)
            for i, name in enumerate(w.routes.posts)
        ]
        share = scenario.police.investigators / scenario.police.units
        self.police_units = [PoliceUnit(self, i, share) for i in range(scenario.police.units)]
        self.organisations = [
            TraffickingOrganisation(self, w, slot) for slot in range(w.traffickers.n)
        ]
        for _ in range(scenario.organisations.count):
            slot = enter(w)
            give_first_picture(w, slot)
            w.recorder.add(Counter.MONEY_START, float(w.traffickers.cash[slot]))
        settle(w)
        fill_courts(w)
        begin_looking(w)
        w.traffickers.strength = w.traffickers.strength_now(scenario.traffickers)
        if scenario.burn_in_days == 0:
            self._start_horizon()

    @property
    def day(self) -> int:
        """Days simulated so far, the burn-in included."""
        return self.state.day

    def step(self) -> None:
        """Simulate one day of the enforcement cycle: each line of :data:`borderSim.day.DAY` acts on the state."""
        w, times = self.state, gathering()
        if times is None:
            for phase in DAY:
                phase.carry_out(w, self._own)
        else:
            times.carry_out(w, self._own)
        w.day += 1
        if w.day == w.first_day:
            self._start_horizon()
        elif w.day > w.first_day and (w.day - w.first_day) % YEAR_DAYS == 0:
            note_year(w)

    def run_burn_in(self) -> None:
        """Run to the first day of the horizon."""
        while self.state.day < self.state.first_day:
            self.step()

    def branch(self, scenario: Scenario) -> BorderModel:
        """Return an independent copy of this model that goes on under another scenario.

        The copy has the same world, knowledge, trust and random streams; only what the scenario
        puts in force differs. It is to be called at the first day of the horizon.
        """
        # (copied apart: not everything that is handed in can be pickled so)
        own, self._own = (self._own, Running())
        try:
            copy = copied(self)
        finally:
            self._own = own
        copy._own = own.copied()
        copy.state.policy.follow(scenario)
        copy.state.shocks.loaded = scenario.shocks
        put_in_force(copy.state, scenario, in_burn_in=copy.state.day < copy.state.first_day)
        return copy

    def run_horizon(self) -> None:
        """Run to the end of the horizon."""
        self.run_burn_in()
        last = self.state.first_day + self.state.policy.scenario.horizon_days
        while self.state.day < last:
            self.step()

    def fire(self, name: str) -> int:
        """Let a shock of the scenario strike now, before the next day is simulated.

        Args:
            name: one of ``scenario.shocks``; it may have a day or condition of its own beside.

        Returns:
            Id of its event in the log, the cause of what follows.

        Raises:
            InputError: the scenario has no such shock, or the horizon has not begun.
        """
        return fire(self.state, name)

    def result(self) -> Result:
        """Return outcomes, daily and monthly series and events of the horizon so far."""
        found = summarise(self.state)
        if not self._own.own.measures:
            return found
        outcomes = {**found.outcomes, **self._own.outcomes(self.state, found.outcomes)}
        return dataclasses.replace(found, outcomes=outcomes, declared=self._own.own.outcomes)

    def _start_horizon(self) -> None:
        """The first day of the horizon: the partnership comes into force, measures start."""
        w = self.state
        enact(w, w.policy.scenario, in_burn_in=False)
        note_start(w)


def run(scenario: Scenario | str | Path, seed: int = 1, own: Own = NOTHING) -> Result:
    """Run one replicate: burn-in and horizon. A pure function of its arguments.

    Args:
        scenario: what is simulated: a scenario, or the name or file of one.
        seed: seed of the replicate.
        own: measures and interventions that were handed in.

    Returns:
        The result; equal arguments give equal bytes.
    """
    model = BorderModel(scenario, seed, own)
    model.run_horizon()
    return model.result()
