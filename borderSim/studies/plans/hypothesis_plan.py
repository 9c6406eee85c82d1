"""Several small experiments as one sweep: a plan for each claim, their units of work in turn, one table of runs."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from borderSim.extend.own import NOTHING, Own
from borderSim.studies.analysis.tables import Frame
from borderSim.studies.analysis.windows import BY_TRANSITION, CLAIM, label_of
from borderSim.studies.design.experiment import Experiment
from borderSim.studies.design.hypotheses import read_claims
from borderSim.studies.execution import private
from borderSim.studies.execution.manifest import Design
from borderSim.studies.execution.task import LaterTask, Simulate, Task, branch_levels
from borderSim.studies.plans.plan import Plan, about


class Suite:
    """What :class:`~borderSim.studies.plans.plan.Plan` is to one experiment, to the claims of a file that can be tried."""

    def __init__(
        self, experiment: Experiment, simulate: Simulate = branch_levels, own: Own = NOTHING
    ) -> None:
        self.experiment, self.own = experiment, own
        self.claims = read_claims(experiment, f"experiment '{experiment.name}'")
        self.plans = {
            claim.id: Plan(claim.experiment, simulate, own)
            for claim in self.claims
            if claim.possible
        }

    @property
    def names(self) -> list[str]:
        """Names of the scenarios that the claims are tried in."""
        return list(dict.fromkeys(name for plan in self.plans.values() for name in plan.names))

    @property
    def runs(self) -> int:
        """Number of runs."""
        return sum(plan.runs for plan in self.plans.values())

    @property
    def days(self) -> int:
        """Days to simulate."""
        return sum(plan.days for plan in self.plans.values())

    def check(self, most: int | None = None) -> int:
        """Load every point of every claim (see :meth:`borderSim.studies.plans.plan.Plan.check`)."""
        return sum(plan.check(most) for plan in self.plans.values())

    def check_first(self) -> int:
        """Load points of every claim in which what is wrong shows (see :meth:`borderSim.studies.plans.plan.Plan.check_first`)."""
        return sum(plan.check_first() for plan in self.plans.values())

    def check_rest(self) -> Iterator[None]:
        """Load the other points of every claim, one a step."""
        for plan in self.plans.values():
            yield from plan.check_rest()

    def tasks(self, parts: Path) -> list[LaterTask]:
        """Return the units of work, all claims of a replicate before the next replicate."""
        by_replicate: list[list[LaterTask]] = [[] for _ in range(self.experiment.replications)]
        for claim, plan in self.plans.items():
            own = [self._named(claim, task) for task in plan.tasks(parts)]
            for replicate, share in enumerate(_slices(own, self.experiment.replications)):
                by_replicate[replicate] += share
        return [task for share in by_replicate for task in share]

    @cached_property
    def design(self) -> Design:
        """What the manifest records and the hash covers."""
        e = self.experiment
        designs = {claim: plan.design for claim, plan in self.plans.items()}
        choices = {
            "command": "sweep",
            "experiment": e.name,
            "scenarios": self.names,
            "years": e.years,
            **({} if e.measure_from_year is None else {"measure_from_year": e.measure_from_year}),
            "seed": e.seed,
            "settings": [private.label(text) for text in e.settings],
            "analysis": e.analysis,
            "claims": [dict(claim) for claim in e.claims],
            "tried": list(self.plans),
            "present": e.present,
        }
        choices |= self.own.choices
        facts = about(e)
        moved = {
            label_of(label, claim=claim): own
            for claim, design in designs.items()
            for label, own in design.facts.get(BY_TRANSITION, {}).items()
        }
        if moved:
            facts[BY_TRANSITION] = moved
        return Design(
            choices,
            {
                label_of(label, claim=claim): config
                for claim, design in designs.items()
                for label, config in design.config.items()
            },
            {
                label_of(label, claim=claim): config
                for claim, design in designs.items()
                for label, config in design.level_config.items()
            },
            facts,
            {
                f"{self._stem(claim)}-{stem}": runs
                for claim, design in designs.items()
                for stem, runs in design.plan.items()
            },
            {
                title: plugin
                for design in designs.values()
                for title, plugin in design.plugins.items()
            },
        )

    @property
    def notes(self) -> list[str]:
        """What the user should know of the plans."""
        return list(dict.fromkeys(note for plan in self.plans.values() for note in plan.notes))

    @property
    def order(self) -> list[tuple[str, Sequence[object]]]:
        """Columns by which the table of runs is sorted, with their values in their order."""
        orders: list[dict[str, Sequence[object]]] = [
            dict(plan.order) for plan in self.plans.values()
        ]
        return [
            (CLAIM, list(self.plans)),
            *(
                (key, list(dict.fromkeys(value for order in orders for value in order[key])))
                for key in orders[0]
            ),
        ]

    def summary(self, runs: Frame) -> Frame:
        """Return the summary of each claim, one below the other."""
        tables = [
            plan.summary(runs[runs[CLAIM] == claim]).assign(**{CLAIM: claim})
            for claim, plan in self.plans.items()
            if (runs[CLAIM] == claim).any()
        ]
        whole = pd.concat(tables)
        return whole[[CLAIM, *(column for column in whole if column != CLAIM)]]

    def _stem(self, claim: str) -> str:
        return f"c{[own.id for own in self.claims].index(claim):02d}"

    def _named(self, claim: str, task: LaterTask) -> LaterTask:
        stem = f"{self._stem(claim)}-{task.stem}"
        return dataclasses.replace(
            task, stem=stem, make=functools.partial(_of_claim, claim, stem, task)
        )


def _of_claim(claim: str, stem: str, later: LaterTask) -> Task:
    """Make a task of a claim's plan, named as one of the suite."""
    task = later.load()
    branches = tuple(
        dataclasses.replace(branch, labels={CLAIM: claim, **branch.labels})
        for branch in task.branches
    )
    return dataclasses.replace(task, stem=stem, branches=branches)


def plan_of(
    experiment: Experiment, simulate: Simulate = branch_levels, own: Own = NOTHING
) -> Plan | Suite:
    """Return the plan of an experiment, of one piece or of claims."""
    return (
        Suite(experiment, simulate, own) if experiment.claims else Plan(experiment, simulate, own)
    )


def _slices(tasks: list[Any], count: int) -> list[list[Any]]:
    size = len(tasks) // count
    return [tasks[i * size : (i + 1) * size] for i in range(count)]
