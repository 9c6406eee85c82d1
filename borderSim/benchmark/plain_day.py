"""A day of lawful traffic as every peer simulates it: the numbers of its rules, read from borderSim's own world.

The rules are those of the model's lawful traffic and no more: a consignment arrives, has a class
and a document score, is asked for if its score lies above the post's threshold, is checked in the
order of scores as far as capacity goes, waits as long as the law allows, may alarm, may be opened.
Organisations, police,
intelligence and cases are left out: the peers are spared them, borderSim's own time has them all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borderSim.model.state.random_streams import Floats
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel


@dataclass(frozen=True)
class PlainDay:
    """The rules of a day (R routes, C classes), traffic and capacity both scaled down.

    Attributes:
        scale: part of the traffic that is simulated.
        arrivals: (R,) consignments expected a day; shares: (R, C) cumulative shares of their
            classes.
        belief: (R, C) log-odds of a class; signal: shift of the document score.
        threshold: (R,) score from which a check is asked for; capacity: (R,) checks a day; hold:
            (R,) days of waiting.
        false_alarm: (R,) chance that a lawful consignment alarms.
    """

    scale: float
    arrivals: Floats
    shares: Floats
    belief: Floats
    signal: float
    threshold: Floats
    capacity: Floats
    hold: np.ndarray
    false_alarm: Floats

    @classmethod
    def of(cls, scale: float) -> PlainDay:
        """Read the rules of ``national`` on its first day."""
        w = BorderModel(load_scenario("national", []), 1).state
        r = w.routes
        by_machines = r.slots * r.availability / np.maximum(1.0 - r.strip_share, 1e-9)
        return cls(
            scale=scale,
            arrivals=(r.rate + r.opportunist_rate) * scale,
            shares=r.class_shares.cumsum(axis=1),
            belief=w.customs.field.belief,
            signal=w.customs.field.believed_signal,
            threshold=w.policy.threshold,
            capacity=np.minimum(r.hours / r.job_hours, by_machines) * scale,
            hold=r.hold,
            false_alarm=r.false_alarm,
        )

    @property
    def units_a_day(self) -> float:
        """Consignments expected a day, all routes."""
        return float(self.arrivals.sum())

    def draw(self, route: int, rng: np.random.Generator) -> Floats:
        """Return the scores of a day's arrivals at a route."""
        n = rng.poisson(self.arrivals[route])
        kinds = np.searchsorted(
            self.shares[route], rng.random(n) * self.shares[route, -1], side="right"
        )
        return self.belief[route, kinds] + self.signal * rng.standard_normal(n) - self.signal**2 / 2

    def checks(self, route: int, rng: np.random.Generator) -> int:
        """Return how many checks a route can make today: the capacity, its fraction by chance."""
        return int(self.capacity[route] + rng.random())
