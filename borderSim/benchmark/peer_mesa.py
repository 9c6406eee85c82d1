"""The plain day in Mesa's own idiom, as lean as we can write it: one agent per consignment."""

from __future__ import annotations

import mesa
import numpy as np

from borderSim.benchmark.plain_day import PlainDay


class Consignment(mesa.Agent):
    """A consignment on its day at the border."""

    def __init__(self, model: MesaBorder, score: float) -> None:
        super().__init__(model)
        self.score = score
        self.days = 0

    def check(self, false_alarm: float) -> bool:
        """Be checked; returns whether the check alarmed."""
        return bool(self.model.rng.random() < false_alarm)


class MesaBorder(mesa.Model):
    """The border: consignments come, wait, are checked or released."""

    def __init__(self, rules: PlainDay, seed: int = 1) -> None:
        super().__init__(rng=seed)
        self.rules = rules
        self.waiting: list[list[Consignment]] = [[] for _ in rules.arrivals]
        self.checked, self.alarmed = 0, 0

    def step(self) -> None:
        """Simulate a day at every route."""
        rules = self.rules
        for route in range(len(rules.arrivals)):
            scores = rules.draw(route, self.rng)
            fresh = (
                Consignment.create_agents(self, len(scores), score=scores) if len(scores) else ()
            )
            threshold = rules.threshold[route]
            queue = self.waiting[route]
            for consignment in fresh:
                if consignment.score >= threshold:
                    queue.append(consignment)
                else:
                    consignment.remove()
            queue.sort(key=lambda c: -c.score)
            number = rules.checks(route, self.rng)
            for consignment in queue[:number]:
                self.checked += 1
                self.alarmed += consignment.check(rules.false_alarm[route])
                consignment.remove()
            self.waiting[route] = left = []
            for consignment in queue[number:]:
                consignment.days += 1
                if consignment.days > rules.hold[route]:
                    consignment.remove()
                else:
                    left.append(consignment)


def simulate(rules: PlainDay, days: int) -> int:
    """Simulate days; returns the consignments checked."""
    model = MesaBorder(rules)
    for _ in range(days):
        model.step()
    return int(np.int64(model.checked))
