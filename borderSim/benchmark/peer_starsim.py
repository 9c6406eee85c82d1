"""The plain day in Starsim's idiom: states of all agents as arrays, a module that steps over them.

Starsim keeps a population through time; here its agents are the places of a day's consignments,
filled anew every day. Waiting is left out: its arrays have no queue. That is to Starsim's
advantage.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import starsim  # type: ignore[import-not-found]

from borderSim.benchmark.plain_day import PlainDay


class Border(starsim.Module):
    """Scores, ranks and checks the consignments of a day."""

    def __init__(self, rules: PlainDay) -> None:
        super().__init__()
        self.rules = rules
        self.define_states(starsim.FloatArr("score"), starsim.BoolArr("asked"))
        self.kind, self.document, self.alarm = starsim.random(), starsim.normal(), starsim.random()
        n = np.maximum(np.rint(rules.arrivals), 0).astype(int)
        self.ends = np.concatenate([[0], np.cumsum(n)])
        self.checked, self.alarmed = 0, 0

    def step(self) -> None:
        """Simulate a day at every route."""
        sim: Any = self.sim
        states: Any = self.score
        rules, uids = self.rules, sim.people.auids
        kinds, documents, alarms = (
            self.kind.rvs(uids),
            self.document.rvs(uids),
            self.alarm.rvs(uids),
        )
        for route in range(len(rules.arrivals)):
            mine = slice(self.ends[route], self.ends[route + 1])
            kind = np.searchsorted(
                rules.shares[route], kinds[mine] * rules.shares[route, -1], side="right"
            )
            score = rules.belief[route, kind] + rules.signal * documents[mine] - rules.signal**2 / 2
            states[uids[mine]] = score
            asked = np.flatnonzero(score >= rules.threshold[route])
            chosen = asked[np.argsort(-score[asked])[: int(rules.capacity[route])]]
            self.checked += len(chosen)
            self.alarmed += int((alarms[mine][chosen] < rules.false_alarm[route]).sum())


def simulate(rules: PlainDay, days: int) -> int:
    """Simulate days; returns the consignments checked."""
    border = Border(rules)
    sim = starsim.Sim(
        n_agents=int(border.ends[-1]), modules=border, start=0, dur=days - 1, dt=1, verbose=0
    )
    sim.run()
    return sum(module.checked for module in sim.modules if isinstance(module, Border))
