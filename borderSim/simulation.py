"""The model: a country's border, its customs and police, and the organisations that cross it."""

from __future__ import annotations

import dataclasses
import pickle
from pathlib import Path

import mesa

from borderSim.extend.own import NOTHING, Own
from borderSim.extend.running import Running
from borderSim.given import whole
from borderSim.measures.picture import note_pictures
from borderSim.measures.record import close_day, note_start
from borderSim.measures.result import Result
from borderSim.measures.summary import summarise
from borderSim.model.actions.agents import CustomsUnit, PoliceUnit, TraffickingOrganisation
from borderSim.model.actions.entry import enter, give_first_picture
from borderSim.model.actions.policy import enact
from borderSim.model.phases.adaptation import adapt
from borderSim.model.phases.allocation import allocate
from borderSim.model.phases.cooperation import cooperate
from borderSim.model.phases.courts import hold_court
from borderSim.model.phases.information_systems import consult, follow_up
from borderSim.model.phases.intelligence import deliver, gather
from borderSim.model.phases.interception import intercept
from borderSim.model.phases.investigation import investigate
from borderSim.model.phases.planning import plan
from borderSim.model.phases.risk_analysis import learn_classes
from borderSim.model.phases.shocks import apply_shocks, fire, put_in_force
from borderSim.model.phases.targeting import rank
from borderSim.model.state.counters import Counter
from borderSim.model.state.state import State
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.load import as_scenario


class BorderModel(mesa.Model):
    """One replicate: a scenario and a seed.

    The model stands at day 0, before the burn-in, which runs under the scenario's ``present``
    partnership; the horizon follows under ``partnership``. All randomness comes from the named
    streams of ``borderSim.model.state.random_streams``; ``model.random`` and ``model.rng`` are never used.

    Args:
        scenario: what is simulated: a scenario, or the name or file of one.
        seed: seed of the replicate, not negative.
        own: measures and interventions that were handed in.

    Raises:
        InputError: no such scenario, something wrong in one that Python has changed, or no such seed.
    """

    def __init__(self, scenario: Scenario | str | Path, seed: int = 1, own: Own = NOTHING) -> None:
        scenario, seed = as_scenario("scenario", scenario), whole(0)("seed", seed)
        super().__init__(rng=seed)
        self.state = w = State.of(scenario, seed)
        self._own = Running(own)
        enact(w, scenario, in_burn_in=True)
        self.customs_units = [
            CustomsUnit(self, name, i, scenario.posts[name].kind) for i, name in enumerate(w.routes.posts)
        ]
        share = scenario.police.investigators / scenario.police.units
        self.police_units = [PoliceUnit(self, i, share) for i in range(scenario.police.units)]
        self.organisations = [TraffickingOrganisation(self, w, slot) for slot in range(w.traffickers.n)]
        for _ in range(scenario.organisations.count):
            slot = enter(w)
            if slot is not None:
                give_first_picture(w, slot)
                w.recorder.add(Counter.MONEY_START, float(w.traffickers.cash[slot]))
        w.traffickers.strength = w.traffickers.strength_now()
        w.traffickers.usual_rate = float((w.traffickers.rate * w.traffickers.strength).sum())
        if scenario.burn_in_days == 0:
            self._start_horizon()

    @property
    def day(self) -> int:
        """Days simulated so far, the burn-in included."""
        return self.state.day

    def step(self) -> None:
        """Simulate one day of the enforcement cycle."""
        w = self.state
        self._follow_schedule()
        self._own.begin_day(w)  # interventions that were handed in
        apply_shocks(w)  # shocks: what comes upon both services from outside
        plan(w)  # arrivals: organisations plan, loads come due
        gather(w)  # intelligence: own sources of both services
        deliver(w)  # ... and what crosses between them
        consult(w)  # ... and what information systems answer
        learn_classes(w)  # risk analysis: what openings taught
        allocate(w)  # ... and where mobile officers are sent
        day_list = rank(w)  # targeting: rank, select within capacity
        if w.recorder.keep_events:
            note_pictures(w, day_list)
        intercept(w, day_list, w.draws.alarms)  # interception: check, seize or let run
        investigate(w)  # investigation: cases climb the network
        follow_up(w)  # ... queries on finds and arrests
        hold_court(w)  # ... courts and prison
        adapt(w)  # adaptation of the traffickers
        cooperate(w)  # cooperation: trust, arrangements, costs
        close_day(w)  # measures
        self._own.end_day(w)  # ... and those that were handed in
        w.day += 1
        if w.day == w.first_day:
            self._start_horizon()

    def run_burn_in(self) -> None:
        """Run to the first day of the horizon."""
        while self.state.day < self.state.first_day:
            self.step()

    def branch(self, scenario: Scenario) -> BorderModel:
        """Return an independent copy of this model that goes on under another scenario.

        The copy has the same world, knowledge, trust and random streams; only what the scenario
        puts in force differs. It is to be called at the first day of the horizon.
        """
        own, self._own = self._own, Running()  # (copied apart: not everything that is handed in can be pickled so)
        try:
            copy: BorderModel = pickle.loads(pickle.dumps(self, protocol=pickle.HIGHEST_PROTOCOL))
        finally:
            self._own = own
        copy._own = own.copied()
        copy.state.policy.schedule = scenario.schedule
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

    def _follow_schedule(self) -> None:
        """Put in force what the schedule changes today."""
        w = self.state
        for change in w.policy.schedule:
            if change.day == w.day_of_horizon():
                put_in_force(w, change.scenario)


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
