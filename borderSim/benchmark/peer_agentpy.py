"""The plain day in AgentPy's idiom: one agent per consignment, in agent lists."""

from __future__ import annotations

from typing import Any

import agentpy  # type: ignore[import-not-found]
import numpy as np

from borderSim.benchmark.plain_day import PlainDay


class Consignment(agentpy.Agent):
    """A consignment on its day at the border."""

    def setup(self, score: float) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Take its score."""
        self.score = score
        self.days = 0

    def check(self, false_alarm: float) -> bool:
        """Be checked; returns whether the check alarmed."""
        return bool(self.model.rng.random() < false_alarm)


class AgentpyBorder(agentpy.Model):
    """The border: consignments come, wait, are checked or released."""

    def setup(self) -> None:
        """Begin with empty queues."""
        self.rules: PlainDay = self.p.rules
        self.rng = np.random.default_rng(1)
        self.waiting: list[list[Any]] = [[] for _ in self.rules.arrivals]
        self.checked, self.alarmed = 0, 0

    def step(self) -> None:
        """Simulate a day at every route."""
        rules = self.rules
        for route in range(len(rules.arrivals)):
            scores = rules.draw(route, self.rng)
            fresh = agentpy.AgentList(
                self, len(scores), Consignment, score=agentpy.AttrIter(scores)
            )
            queue = [*self.waiting[route], *(c for c in fresh if c.score >= rules.threshold[route])]
            queue.sort(key=lambda c: -c.score)
            number = rules.checks(route, self.rng)
            for consignment in queue[:number]:
                self.checked += 1
                self.alarmed += consignment.check(rules.false_alarm[route])
            left = []
            for consignment in queue[number:]:
                consignment.days += 1
                if consignment.days <= rules.hold[route]:
                    left.append(consignment)
            self.waiting[route] = left


def simulate(rules: PlainDay, days: int) -> int:
    """Simulate days; returns the consignments checked."""
    model = AgentpyBorder({"rules": rules, "steps": days})
    model.run(display=False)
    return int(model.checked)
