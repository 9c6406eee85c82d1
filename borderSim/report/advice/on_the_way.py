"""What is lost, or not gained, at each level on the way to the one to aim for: told where the level is advised."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.measures.outcomes import HEADLINE, OUTCOMES
from borderSim.report.advice.decision import NET, Change, Decision, Step
from borderSim.report.advice.sentences import Finding, as_in_column, finding
from borderSim.report.comparison.columns import column_scale
from borderSim.report.comparison.source import Level, View
from borderSim.report.writing.texts import outcome_title

DISMANTLED = "orgs_dismantled"


@dataclass(frozen=True)
class OnTheWay:
    """What a level loses, or does not gain.

    Attributes:
        most: titles with differences to the present level in which it is clearly worse, and the
            worst of all levels.
        less: titles with differences to the level below it that are clearly worse and no headline.
        dismantled: difference in organisations dismantled to the present level, where it is not
            clear; None where it is.
        net: difference in net benefit to the present level where it is below zero on average; None
            where it is not.
    """

    most: list[tuple[str, Finding]]
    less: list[Change]
    dismantled: Finding | None
    net: Finding | None


def on_the_way(view: View, found: Decision, level: Level) -> OnTheWay:
    """Return what a level loses, against the present one and the one below it."""
    step = next((step for step in found.steps if step.level.name == level.name), None)
    ended = finding(view, level, DISMANTLED)
    return OnTheWay(
        [
            (outcome_title(name), _in_column(view, level, name))
            for name in HEADLINE
            if name != NET and _worst(view, level, name)
        ],
        _lost(step),
        ended if ended.verdict in ("unclear", "same") else None,
        net if (net := finding(view, level, NET)).interval.value < 0 else None,
    )


def _lost(step: Step | None) -> list[Change]:
    """Return what is clearly less than at the level below, headline outcomes and costs apart."""
    every = [] if step is None else [*step.lost, *step.little]
    return [c for c in every if c.outcome not in HEADLINE and OUTCOMES[c.outcome].unit != "EUR"]


def _in_column(view: View, level: Level, name: str) -> Finding:
    return as_in_column(view, finding(view, level, name), column_scale(view, name))


def _worst(view: View, level: Level, name: str) -> bool:
    """Whether a level is clearly worse than the present one, and no other level is as bad."""
    if finding(view, level, name).verdict != "worse":
        return False
    sign = -1.0 if OUTCOMES[name].direction == "down" else 1.0
    own = sign * view.fact(level, name, "difference")
    return all(
        own < sign * view.fact(other, name, "difference")
        for other in view.others
        if other.name != level.name
    )
