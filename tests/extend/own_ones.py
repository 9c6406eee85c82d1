"""Measures and interventions that the tests hand in."""

from __future__ import annotations

from typing import Any

import numpy as np

import borderSim as bs


@bs.measure(unit="seizures", kind="total", direction="up")
def my_seizures(view: Any) -> float:
    """Seizures, counted again."""
    return view.today["seizures"]


@bs.measure(unit="EUR", kind="total")
def my_costs(view: Any) -> float:
    """Cost of the police, counted again."""
    return view.today["police_cost_eur"]


@bs.measure(unit="organisations", direction="down")
def in_the_dark(view: Any) -> float:
    """Organisations that live and have no case, on a mean day."""
    who = view.organisations
    return float((who.alive & ~who.case_open).sum())


class Recount:
    """Count every total of the dictionary again, from the days."""

    name = "recount"
    outcomes = [bs.outcome("r_" + name, unit="1", meaning="recounted") for name in ("attempts",)]  # noqa: RUF012

    def __init__(self) -> None:
        self.values: dict[str, list[float]] = {}
        self.days: list[int] = []

    def start(self, view: Any) -> None:
        assert view.day == 0 and not any(view.today.values())

    def day(self, view: Any) -> None:
        self.days.append(view.day)
        for name, value in view.today.items():
            self.values.setdefault(name, []).append(value)

    def end(self) -> dict[str, float]:
        Recount.last = self
        self.sums = {name: float(np.sum(values)) for name, values in self.values.items()}
        return {"r_attempts": self.sums["attempts"]}

    last: Any = None


class Split:
    """Seizures and attempts with their ratio, in a class."""

    name = "split"
    outcomes = (
        bs.outcome("found", unit="loads", direction="up", meaning="loads found"),
        bs.outcome("tried", unit="loads", meaning="loads tried"),
        bs.outcome(
            "found_share",
            unit="1",
            kind="ratio",
            direction="up",
            meaning="found of those tried",
            numerator="found",
            denominator="tried",
        ),
        bs.outcome(
            "longest_gap",
            unit="days",
            kind="state",
            direction="down",
            meaning="longest time without a seizure",
        ),
    )

    def __init__(self) -> None:
        self.found = self.tried = 0.0
        self.gap = self.longest = 0

    def day(self, view: Any) -> None:
        self.found += view.today["seizures"]
        self.tried += view.today["attempts"]
        self.gap = 0 if view.today["seizures"] else self.gap + 1
        self.longest = max(self.longest, self.gap)

    def end(self) -> dict[str, float]:
        return {"found": self.found, "tried": self.tried, "longest_gap": self.longest}


def idle(view: Any) -> None:
    """Order nothing."""


def as_it_is(view: Any) -> dict[str, Any]:
    """Order what is in force already."""
    return {"customs.random_share": view.settings["customs.random_share"]}


def from_day_twenty(view: Any) -> dict[str, Any] | None:
    """More random checks from day 20 on."""
    return (
        {"customs.random_share": 0.6, "partnership.traits.lookup_prob": 0.9}
        if view.day >= 20
        else None
    )


class Answer:
    """After a month without seizures double the analysts for a week; remembers."""

    name = "answer"

    def __init__(self, quiet: int = 10) -> None:
        self.quiet, self.until = quiet, -1

    def day(self, view: Any) -> dict[str, Any]:
        if (
            len(view.past["seizures"]) >= self.quiet
            and not view.past["seizures"][-self.quiet :].any()
        ):
            self.until = view.day + 7
        return (
            {"customs.analysts": {"factor": 2}, "customs.random_share": 0.4}
            if view.day < self.until
            else {}
        )
