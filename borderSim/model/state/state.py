"""Everything that exists on a day: the state on which the phases of the cycle act."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borderSim.model.actions.observations import Lookout, Rules
from borderSim.model.actions.powers import Toolkit
from borderSim.model.actions.staffing import fit_staff
from borderSim.model.actions.trafficker import TraffickingOrganisation
from borderSim.model.state.cases import Cases
from borderSim.model.state.consignments import LUCK, Load
from borderSim.model.state.contacts import KINDS
from borderSim.model.state.experience import Experience
from borderSim.model.state.intelligence import Item, Leads, Mail
from borderSim.model.state.joint_teams import JointTeams
from borderSim.model.state.market import Market
from borderSim.model.state.organisations import Organisations
from borderSim.model.state.random_streams import DailyUniforms, DayKeyed, Floats, WeeklyUniforms, generator
from borderSim.model.state.recorder import Books
from borderSim.model.state.relations import Relations
from borderSim.model.state.reserve import Reserve
from borderSim.model.state.resources import Resources
from borderSim.model.state.routes import Routes
from borderSim.model.state.sampling import FullSampler, LazySampler, Sampler
from borderSim.model.state.scores import LOW, NEVER, ScoreField
from borderSim.model.state.shared_assets import SharedAssets
from borderSim.model.state.shocks import Shocks
from borderSim.model.state.start import Networks, Start
from borderSim.model.state.systems import Systems
from borderSim.parameters.scenario import Scenario

ENTITY_LUCK = {name: i for i, name in enumerate(("replace", "learn", "share", "latency", "fidelity", "leak", "expose"))}
MEMBER_LUCK = {
    name: i for i, name in enumerate(("reveal", "learn", "leave", "charge", "convict", "refill", "fresh", "luck", "tie", "flee", "promote"))
}
FIND_LUCK = {name: i for i, name in enumerate(("in_time", "recruit"))}
ORG_LUCK = {
    name: i
    for i, name in enumerate(
        (
            *("informant", "enter", "case", "own_lead", "own_entity", "insider", "goods", "trade"),
            *(f"{what}_{kind}" for kind in KINDS for what in ("hold", "share")),
        )
    )
}

CREDIT_LUCK = {name: i for i, name in enumerate(("quarrel_find", "quarrel_case", "leak", "burned"))}


@dataclass
class Draws:
    """The named streams that are drawn in blocks of fixed shape a day."""

    plans: DailyUniforms
    routes: DailyUniforms
    entities: DailyUniforms
    members: WeeklyUniforms
    organisations: DailyUniforms
    checks: DailyUniforms
    relations: DailyUniforms
    strategies: DailyUniforms
    allocation: DailyUniforms
    credit: DailyUniforms
    governance: DailyUniforms
    second_halves: DayKeyed
    finds: DailyUniforms


class World:
    """Posts, services, organisations, their knowledge of one another, and the books.

    Attributes:
        scenario: in force today; seed; day since the start of the burn-in; first_day of the
            horizon; routes, field, sampler: traffic; organisations, agents: traffickers;
            leads, mail: intelligence; cases, joint_teams; lab: evidence by the day on which the laboratory's answer comes;
        shared_assets: confiscated money that pays officers; resources: how busy they are; relations; books; draws: randomness.
        systems: information systems that the services may ask.
        kits: what cases work with, by the sources that they have, as long as the scenario is in force.
        belief: (R, C) customs' belief about classes; threshold, strip_threshold: (R,);
        random_checks: (R,) checks a day drawn at random; hours_balance: (R,) hours owed (negative) or
        put into a job under way;
        bays: (R,) full strips a day; bay_credit: (R,) strips that can be begun today.
        hours_lost: (R,) hours of today that collisions cost; desk_owed, police_owed: hours that
        items, collisions and inquiries took from analysts and investigators.
        agenda: planned loads by day of arrival; tips: loads by day on which a tip is born;
        waiting: loads waiting for a check; controlled: loads under control;
        idle_hours: by sharing group, hours of customs left unused this week, which the police may borrow.
        brought_hours: (R,) hours a day that instruments bring to checks; instrument_hours: hours a day that they take;
        team_share: part of the customs days of joint teams that officers are there for.
        working_share, post_working_share, desk_hours, investigators, ...: see :func:`borderSim.model.actions.staffing.fit_staff`.
        shocks: what may befall both services.
    """

    setup_per_day: float
    running_per_day: float
    vacancy: float
    present_share: float
    working_share: float
    post_working_share: Floats
    meeting_hours: float
    desk_hours: float
    investigators: float
    police_left: float
    instrument_hours: float
    brought_hours: Floats
    team_share: float

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.scenario, self.seed, self.day = scenario, seed, 0
        self.first_day = scenario.burn_in_days
        self.kits: dict[tuple[tuple[str, float], ...], Toolkit] = {}
        self.schedule = scenario.schedule
        self.routes = Routes(scenario, seed)
        self.organisations = Organisations(scenario, self.routes, seed)
        self.agents: list[TraffickingOrganisation] = []
        self.relations = Relations(scenario, self.routes, seed)
        o = self.organisations
        half_life = scenario.intelligence.entity_half_life_days
        self.leads = Leads(len(self.relations.traits), o.n, 2 * o.entities, half_life)
        self.mail = Mail()
        self.finds_to_file: list[Item] = []
        self.cases = Cases(o.n)
        self.joint_teams, self.shared_assets, self.resources = JointTeams(), SharedAssets(), Resources()
        self.lab: dict[int, list[tuple[int, int, float, float]]] = {}
        self.market = Market(scenario, o.expected_loads(scenario))
        self.rules = Rules.of(scenario)
        self.lookout = Lookout(scenario, self.routes)
        self.experience = Experience(o.n, self.routes.n, len(scenario.traffic.history_shares), 2 * o.entities)
        self.reserve = Reserve(self.routes.n)
        self.systems = Systems(self.routes, o.n, o.entities, seed)
        self.shocks = Shocks(scenario, seed, max(o.n, self.relations.units))
        self.books = Books(keep_events=scenario.events)
        self.draws = Draws(
            plans=DailyUniforms(seed, "plans", (o.n, len(LUCK))),
            routes=DailyUniforms(seed, [f"routes/{n}" for n in self.routes.names], (o.n,)),
            entities=DailyUniforms(seed, "entities", (o.n, 2 * o.entities, len(ENTITY_LUCK))),
            members=WeeklyUniforms(seed, "members", o.planned_size, o.width, len(MEMBER_LUCK)),
            organisations=DailyUniforms(seed, "organisations", (o.n, len(ORG_LUCK))),
            checks=DailyUniforms(seed, [f"checks/{n}" for n in self.routes.names], (4,)),
            relations=DailyUniforms(seed, "relations", (self.relations.units,)),
            strategies=DailyUniforms(seed, [f"strategies/{n}" for n in self.routes.names], (o.n, 2)),
            allocation=DailyUniforms(seed, [f"allocation/{n}" for n in self.routes.names], (4,)),
            credit=DailyUniforms(seed, "credit", (o.n, len(CREDIT_LUCK))),
            governance=DailyUniforms(seed, "governance", (1,)),
            second_halves=DayKeyed(seed, "second halves"),
            finds=DailyUniforms(seed, "finds", (o.n, len(FIND_LUCK))),
        )
        errors = [
            generator(seed, f"beliefs/{n}").standard_normal(self.routes.truth.shape[1]) for n in self.routes.names
        ]
        self.first_belief = self.routes.truth + scenario.customs.belief_error_sd * np.array(errors)
        self.first_belief -= np.log((self.routes.class_shares * np.exp(self.first_belief)).sum(axis=1, keepdims=True))
        self.belief = self.first_belief.copy()
        self.finds_by_class = np.zeros_like(self.belief)
        self.exposure_by_class = np.zeros_like(self.belief)
        self.cuts: list[np.ndarray] = []
        self.field = ScoreField(self.routes, self.belief, *self.rules.document_signals(scenario))
        self.sampler: Sampler = (LazySampler if scenario.cargo.sampling == "lazy" else FullSampler)(self.routes, seed)
        self.hours_balance = np.zeros(self.routes.n)
        self.bay_credit = np.zeros(self.routes.n)
        self.hours_lost = np.zeros(self.routes.n)
        self.desk_owed = 0.0
        self.police_owed = 0.0
        self.agenda: dict[int, list[Load]] = {}
        self.tips: dict[int, list[Load]] = {}
        self.waiting: list[Load] = []
        self.under_way = 0
        self.load_count = 0
        self.idle_hours: dict[int, float] = {}
        self.strength: Floats = np.zeros(o.n)
        self.tip_windows: list[tuple[int, int, float, float]] = []
        self.shipments: list[tuple[int, int, int]] = []
        self.blows: list[tuple[int, int]] = []
        self.latencies: list[float] = []
        self.court: dict[int, list[tuple[int, int, float, int]]] = {}
        self.prison_return: dict[int, list[tuple[int, int]]] = {}
        self.release_from_prison: dict[int, int] = {}
        self.prisoners = 0
        self.lost_today: list[Load] = []
        self.arrested_today: list[tuple[int, int]] = []
        self.strength_changed = True
        self.known_member_share = 0.0
        self.start = Start(o.alive.copy(), np.zeros(self.routes.n), Networks.of(o), np.zeros((o.n, 0)))
        self.delay_tally = np.zeros((self.routes.n, 3))
        self.leader_convicted = np.zeros(o.n, dtype=bool)
        self.lift_counts = np.zeros((3, self.routes.n))
        self.utilisation = np.zeros((4, self.routes.n))
        self.enact(scenario, in_burn_in=True)

    def enact(self, scenario: Scenario, *, in_burn_in: bool) -> None:
        """Put a scenario in force from today: staff, traits, rules; the state stays as it is."""
        first = self.day == 0
        refit = first or _staffing(scenario) != _staffing(self.scenario)
        self.scenario = scenario
        new_targeting = first or scenario.customs.targeting != self.rules.targeting.choice
        if Rules.asked(scenario) != self.rules.choices:
            self.rules = Rules.of(scenario)
        self.leads.half_life_days = scenario.intelligence.entity_half_life_days
        self.routes.enact(scenario)
        if self.rules.allocation.body is None:
            self.reserve.weights = None
        self.reserve.place(self.routes, scenario.customs)
        sources = self.relations.enact(scenario, day=self.day, first_day=self.first_day, in_burn_in=in_burn_in)
        if sources != list(range(len(self.leads.reliability))):
            self.leads.regroup(sources)
            self.mail.regroup(len(sources))
        for group in [group for group in self.idle_hours if group >= len(sources)]:  # no post is set apart so any more
            self.idle_hours[0] = self.idle_hours.get(0, 0.0) + self.idle_hours.pop(group)
        self.books.keep_events = scenario.events
        if new_targeting:
            self.review_beliefs()
        elif refit:
            self._use_beliefs()
        self.in_burn_in = in_burn_in
        self.kits = {}
        fit_staff(self)

    def instruments_changed(self) -> None:
        """Work out anew what hangs on which instruments are live: terms, hours, costs."""
        self.relations.changed()
        fit_staff(self)

    def review_beliefs(self) -> None:
        """Let the targeting rule score the classes anew; only differences within a route count."""
        scores = np.asarray(self.rules.targeting.ask(self.lookout.customs(self)), dtype=np.float64)
        self.belief = scores - np.log((self.routes.class_shares * np.exp(scores)).sum(axis=1, keepdims=True))
        self._use_beliefs()

    def _use_beliefs(self) -> None:
        """Score traffic by the beliefs and rules in force, and set the thresholds accordingly."""
        self.field.refresh(self.belief, *self.rules.document_signals(self.scenario))
        self.fit_thresholds()
        self.leads.changed = True

    def fit_thresholds(self) -> None:
        """Set each route's threshold so that its list fills the declared share of hours or machines.

        Done for given staff from lawful traffic and class beliefs alone, whenever customs reviews its
        beliefs. Leads and lent hours play no part: more leads make a longer list, and lent
        capacity makes idle hours, under every level by the same rule.
        """
        r, c = self.routes, self.scenario.customs
        working = r.slots * r.availability if r.availability > 0 else np.where(np.isfinite(r.slots), 0.0, np.inf)
        by_machines = working / np.maximum(1.0 - r.strip_share, 1e-9)
        asked = c.target_utilisation * np.minimum(r.hours / r.job_hours, by_machines)
        ranked, strips = asked * (1.0 - c.random_share), asked * r.strip_share
        everything = (ranked >= self.field.base[:, 0]) | c.inspect_all
        self.threshold = np.where(everything, LOW - 100.0, ScoreField.score_at(self.field.base, ranked))
        self.strip_threshold = np.where((strips > 0) & ~everything, ScoreField.score_at(self.field.base, strips), NEVER)
        self.random_checks = np.where(everything, 0.0, asked * c.random_share)
        self.bays = strips
        self.expected_arrivals = r.rate + r.opportunist_rate
        self.opportunist_share = np.divide(
            r.opportunist_rate, self.expected_arrivals, out=np.zeros(r.n), where=self.expected_arrivals > 0
        )

    def group_of_route(self, route: int) -> int:
        """Sharing group of a route's post."""
        return int(self.relations.group_of_post[self.routes.post[route]])

    def good_of(self, o: int) -> int:
        """Index of the commodity in which an organisation deals."""
        return int(self.organisations.good_of_profile[self.organisations.profile[o]])

    def unit_of(self, o: int) -> int:
        """Police unit that deals with an organisation: the one of its case, else a fixed one."""
        return int(self.cases.unit[o]) if self.cases.open[o] else o % self.relations.units

    def day_of_horizon(self) -> int:
        """Day counted from the start of the horizon (negative in the burn-in)."""
        return self.day - self.first_day


def _staffing(scenario: Scenario) -> tuple[object, ...]:
    """What a post's threshold depends on, besides the beliefs of customs."""
    s = scenario
    c = s.customs
    checks = (c.inspect_all, c.target_utilisation, c.random_share, c.allocation, c.mobile_share)
    return (s.capacity_scale, s.posts, s.modes, checks, s.traffic, s.opportunists, s.enforcement)
