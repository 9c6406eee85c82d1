"""Everything that exists on a day, in parts: what the phases of the cycle read and write."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.model.state.consignments import Consignments
from borderSim.model.state.cooperation import Cooperation
from borderSim.model.state.courts import Courts
from borderSim.model.state.customs import Customs
from borderSim.model.state.draws import Draws
from borderSim.model.state.intelligence import Leads, Mail
from borderSim.model.state.observed import Observed
from borderSim.model.state.police import Police
from borderSim.model.state.policy import Policy
from borderSim.model.state.recorder import Recorder
from borderSim.model.state.routes import Routes
from borderSim.model.state.shocks import Shocks
from borderSim.model.state.staff import Staff
from borderSim.model.state.systems import Systems
from borderSim.model.state.tallies import Tallies
from borderSim.model.state.traffickers import Traffickers
from borderSim.model.state.workload import Workload
from borderSim.parameters.scenario import Scenario


@dataclass
class State:
    """The state of one replicate.

    Attributes:
        seed: of the replicate; day: since the start of the burn-in; first_day: of the horizon.
        policy: what is in force; staff: working time and cost of cooperation that follow from it.
        routes: posts and their traffic.
        traffickers: the truth about organisations; consignments: their loads on their way.
        customs, police: what each service knows, and what it works on.
        cooperation: trust, traits and instruments in force; mail: news under way between the
            services.
        workload: hours owed, lost and idle; courts: judgements and prison.
        systems: information systems; shocks: what may befall both services.
        recorder: daily counters and events; tallies: sums for the outcomes.
        draws: randomness; observed: copies that views share.
    """

    seed: int
    day: int
    first_day: int
    policy: Policy
    staff: Staff
    routes: Routes
    traffickers: Traffickers
    consignments: Consignments
    customs: Customs
    police: Police
    cooperation: Cooperation
    mail: Mail
    workload: Workload
    courts: Courts
    systems: Systems
    shocks: Shocks
    recorder: Recorder
    tallies: Tallies
    draws: Draws
    observed: Observed

    @classmethod
    def of(cls, scenario: Scenario, seed: int) -> State:
        """Return the state at day 0, before anything is in force and any organisation has entered."""
        policy, routes = Policy(scenario), Routes(scenario, seed)
        o = Traffickers(scenario, routes, seed)
        police = Police(o.n, o.width, o.entities)
        cooperation = Cooperation(scenario, routes, seed)
        half_life = scenario.intelligence.entity_half_life_days
        leads = Leads(len(cooperation.traits), o.n, 2 * o.entities, half_life)
        return cls(
            seed=seed,
            day=0,
            first_day=scenario.burn_in_days,
            policy=policy,
            staff=Staff(),
            routes=routes,
            traffickers=o,
            consignments=Consignments(),
            customs=Customs(scenario, routes, seed, policy.rules, leads),
            police=police,
            cooperation=cooperation,
            mail=Mail(),
            workload=Workload(routes.n, len(routes.posts)),
            courts=Courts(),
            systems=Systems(routes, o.n, o.entities, seed),
            shocks=Shocks(scenario, seed, max(o.n, cooperation.units)),
            recorder=Recorder(keep_events=scenario.events),
            tallies=Tallies(routes, o, police),
            draws=Draws.of(seed, routes, o, cooperation.units),
            observed=Observed(scenario, routes),
        )

    def group_of_route(self, route: int) -> int:
        """Sharing group of a route's post."""
        return int(self.cooperation.group_of_post[self.routes.post[route]])

    def good_of(self, o: int) -> int:
        """Index of the commodity in which an organisation deals."""
        return int(self.traffickers.good_of_profile[self.traffickers.profile[o]])

    def unit_of(self, o: int) -> int:
        """Police unit that deals with an organisation: the one of its case, else a fixed one."""
        return (
            int(self.police.cases.unit[o])
            if self.police.cases.open[o]
            else o % self.cooperation.units
        )

    def day_of_horizon(self) -> int:
        """Day counted from the start of the horizon (negative in the burn-in)."""
        return self.day - self.first_day
