"""What customs knows and does: beliefs about classes, leads, the risk scores of its traffic, mobile officers, strip bays."""

from __future__ import annotations

import numpy as np

from borderSim.model.state.daylist import DayList
from borderSim.model.state.decision_rules import Rules
from borderSim.model.state.grades import Grades
from borderSim.model.state.intelligence import Leads
from borderSim.model.state.random_streams import Floats, generator
from borderSim.model.state.reserve import Reserve
from borderSim.model.state.routes import Routes
from borderSim.model.state.sampling import FullSampler, LazySampler, Sampler
from borderSim.model.state.scores import ScoreField
from borderSim.parameters.scenario import Scenario


class Customs:
    """The picture of customs, and the lists it works from (R routes, C classes).

    Attributes:
        leads: news of entities; grades: what came of those of the police; tip_windows: route, last day, bin of weight and matched share of
            tips.
        first_belief, belief: (R, C) log-odds of the classes, at the start and today.
        finds_by_class, exposure_by_class: (R, C) what was found of each class and how much of it
            was looked at.
        cuts: since the last review, (R,) lowest score checked each day, on the grid.
        field: lawful traffic by score; sampler: who of it is checked.
        day_list: what is checked today, from targeting on;
        reserve: mobile officers; bay_credit: (R,) strips that can be begun today.
    """

    day_list: DayList

    def __init__(
        self, scenario: Scenario, routes: Routes, seed: int, rules: Rules, leads: Leads
    ) -> None:
        self.leads, self.grades = leads, Grades(len(leads.reliability))
        self.tip_windows: list[tuple[int, int, float, float]] = []
        errors = [
            generator(seed, f"beliefs/{n}").standard_normal(routes.truth.shape[1])
            for n in routes.names
        ]
        self.first_belief: Floats = routes.truth + scenario.customs.belief_error_sd * np.array(
            errors
        )
        self.first_belief -= np.log(
            (routes.class_shares * np.exp(self.first_belief)).sum(axis=1, keepdims=True)
        )
        self.belief = self.first_belief.copy()
        self.finds_by_class = np.zeros_like(self.belief)
        self.exposure_by_class = np.zeros_like(self.belief)
        self.cuts: list[np.ndarray] = []
        self.field = ScoreField(routes, self.belief, *rules.document_signals(scenario))
        sampler = LazySampler if scenario.cargo.sampling == "lazy" else FullSampler
        self.sampler: Sampler = sampler(routes, seed)
        self.reserve = Reserve(routes.n)
        self.bay_credit = np.zeros(routes.n)
