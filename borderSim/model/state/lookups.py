"""Systems that are asked about arriving traffic: what share of it, how soon they answer, what a hit is worth."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np

from borderSim.model.state.random_streams import Floats
from borderSim.model.state.routes import Routes
from borderSim.model.state.secondary import in_time_share
from borderSim.parameters.scenario import InformationSystem, Scenario
from borderSim.parameters.systems import LOOKUPS

NONE, BUREAU, DIRECT = 0, 1, 2
"""Access as a number: the better of two is the larger."""
PER_UNIT = 1e-4
"""What a figure per 10,000 is per unit."""
BY_NAME = ("person", "document")
"""Kinds that passenger data ahead of arrival suffice to ask."""


@dataclass(frozen=True)
class Lookup:
    """One system as customs asks it about traffic (R routes).

    Attributes:
        bureau: (R,) whether customs asks through the central bureau.
        by_machine: (R,) share of units asked about from passenger data; by_hand: (R,) by officers.
        median_hours: (R,) to the answer; sigma: spread of its logarithm.
        here, ahead: (R,) hours in which it must be there, asked by hand, by machine.
        weight: log-odds of a hit, 0 where it is to be confirmed instead.
    """

    name: str
    system: InformationSystem
    bureau: np.ndarray
    by_machine: Floats
    by_hand: Floats
    median_hours: Floats
    sigma: float
    here: Floats
    ahead: Floats
    weight: float

    @property
    def asked(self) -> Floats:
        """(R,) share of units asked about."""
        return self.by_machine + self.by_hand

    @property
    def in_time(self) -> Floats:
        """(R,) share of answers that come while the unit is still there."""
        soon = self.by_machine * in_time_share(self.median_hours, self.ahead, self.sigma)
        soon = soon + self.by_hand * in_time_share(self.median_hours, self.here, self.sigma)
        return np.divide(soon, self.asked, out=np.zeros_like(soon), where=self.asked > 0)

    @property
    def definite(self) -> bool:
        """Whether a hit is confirmed and then decides, in place of a lead."""
        return self.system.validation_hours is not None


def hit_weight(coverage: float, lawful: float) -> float:
    """Log-odds that a match adds: ``ln((c + (1 - c) e) / e)``, e the share of lawful traffic that matches too."""
    e = max(lawful, 1e-12)
    return max(0.0, float(np.log((coverage + (1.0 - coverage) * e) / e)))


def received(system: InformationSystem) -> float:
    """Share of passengers whose data come in."""
    return {"none": 0.0, "pull": system.pull_share, "push": system.push_share}[system.transfer]


def lookups(s: Scenario, routes: Routes, access: dict[str, np.ndarray]) -> list[Lookup]:
    """Return the systems that customs may ask about traffic.

    Args:
        s: scenario in force.
        routes: the routes.
        access: system to (R,) code of customs' access.
    """
    there = {
        name: np.array([m in x.modes for m in routes.modes]) * access[name]
        for name, x in s.systems.items()
    }
    share, ahead = np.zeros(routes.n), routes.dwell_hours
    for name, x in s.systems.items():
        if x.asked_about == "passenger_data":
            mine = (there[name] > NONE) * received(x)
            share, ahead = (
                np.maximum(share, mine),
                np.where(mine > share, routes.dwell_hours + x.ahead_hours, ahead),
            )
    found = []
    for name, x in s.systems.items():
        if "arrival" not in x.asked_at or not there[name].any():
            continue
        if x.asked_about == "traffic":
            found.append(
                _lookup(
                    name,
                    s,
                    routes,
                    there[name],
                    np.full(routes.n, received(x)),
                    routes.dwell_hours + x.ahead_hours,
                )
            )
        elif x.asked_about in LOOKUPS:
            by_name = share if x.asked_about in BY_NAME else np.zeros(routes.n)
            found.append(_lookup(name, s, routes, there[name], by_name, ahead))
    return _within_hours(found, s, routes)


def _lookup(
    name: str, s: Scenario, routes: Routes, access: np.ndarray, data: Floats, ahead: Floats
) -> Lookup:
    """Make one; where too much is asked for a day, a smaller share of traffic is."""
    x = s.systems[name]
    bureau, open_to = access == BUREAU, access > NONE
    by_machine = open_to * data
    by_hand = open_to * (1.0 - data) * (x.asked_share if x.asked_about in LOOKUPS else 0.0)
    for rows, most in ((open_to, x.throughput_per_day), (bureau, s.hits.bureau_queries_per_day)):
        wanted = float(((by_machine + by_hand) * routes.rate)[rows].sum())
        if wanted > most:
            by_machine, by_hand = (
                np.where(rows, part * (most / wanted), part) for part in (by_machine, by_hand)
            )
    median = x.latency_hours + s.hits.bureau_hours * bureau
    lawful = (x.true_matches_per_10k + x.false_matches_per_10k) * PER_UNIT
    weight = 0.0 if x.validation_hours is not None else hit_weight(x.coverage, lawful)
    sigma = s.intelligence.latency_sigma
    return Lookup(
        name, x, bureau, by_machine, by_hand, median, sigma, routes.dwell_hours, ahead, weight
    )


def hours_by_hand(found: list[Lookup], s: Scenario, routes: Routes) -> Floats:
    """(R,) officer hours a day that queries by hand take."""
    hours = np.zeros(routes.n)
    for x in found:
        minutes = np.where(x.bureau, s.hits.bureau_minutes, x.system.query_minutes)
        hours += x.by_hand * routes.rate * minutes / 60.0
    return hours


def _within_hours(found: list[Lookup], s: Scenario, routes: Routes) -> list[Lookup]:
    """Let officers ask about no more than all their hours allow."""
    wanted = hours_by_hand(found, s, routes)
    part = np.minimum(
        1.0, np.divide(routes.own_hours, wanted, out=np.ones(routes.n), where=wanted > 0)
    )
    if (part >= 1.0).all():
        return found
    return [dataclasses.replace(x, by_hand=x.by_hand * part) for x in found]
