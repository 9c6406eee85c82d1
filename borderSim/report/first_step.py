"""What to do first: the lowest level whose gain is clear, and how far the gain is clear from step to step.

The rule is stated in the text beside the answer: advised is the lowest level whose net benefit is
clearly above that of the present level (the 95 % interval of the paired difference excludes zero),
and from there each further level for as long as its gain over the level below is clear by the same rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, takewhile
from typing import Any

from borderSim.report.assumptions import level_traits
from borderSim.report.decision import NET, Decision, Step
from borderSim.report.figures.forest import difference
from borderSim.report.numbers import fixed
from borderSim.report.sentences import verdict
from borderSim.report.source import Level, View

FROM_BELOW = ("steady", "switch")
"""Kinds of transition in which the months of a level are those from the level below."""


@dataclass(frozen=True)
class Stage:
    """A level on the way to the one to aim for.

    Attributes:
        level: which. below: title of the level below it.
        months: to reach it from the level below, as shown; empty where not known.
        total: months from today, those of all stages added up, as shown; empty where not known or
            the same.
        why: ``passed`` (a stage below the lowest that is clearly better), ``lowest``, ``onward``
            (its gain over the level below is clear).
    """

    level: Level
    below: str
    months: str
    total: str
    why: str


@dataclass(frozen=True)
class Barred:
    """The step at which the advice stops: from one level to the next, whose gain is not clear.

    Attributes:
        level: the one that is not advised yet. below: title of the one below it.
        gain: its net benefit against the level below, as shown with unit and interval.
    """

    level: Level
    below: str
    gain: str


@dataclass(frozen=True)
class FirstStep:
    """What the rule finds.

    Attributes:
        lowest: the first level above the present one whose net benefit is clearly above it, None
            for none.
        onward: levels after the lowest, one after the other, for as long as the net benefit of
            each is clearly above that of the level below it.
        untold: levels above the lowest that cannot be told from the level below them.
        below: levels whose net benefit is clearly under that of the present level.
        passed: levels between the present one and the lowest: stages on the way.
        stages: all levels above the present one up to the one to aim for, in order.
        open: levels above the one to aim for whose gain over the level below is not clear.
        barred: the first level after the one to aim for; None where there is none.
        beyond: names of all levels after the one to aim for.
        months: by name of a level, months to reach it from the level below, as shown.
        totals: the same from today, added up; without the first level, where it is the same.
        gains: by name of a level, its net benefit against the level below, as shown with unit and
            interval; empty where there is none.
    """

    lowest: Level | None
    onward: list[Level]
    untold: list[Level]
    below: list[Level]
    passed: list[Level]
    stages: list[Stage]
    open: list[Level]
    barred: Barred | None
    beyond: list[str]
    months: dict[str, str]
    totals: dict[str, str]
    gains: dict[str, str]

    @property
    def aim(self) -> Level | None:
        """The level to aim for: the last that is advised."""
        return self.stages[-1].level if self.stages else None

    def stops(self, best: Level | None) -> Barred | None:
        """Return the step at which the advice stops, where the best level lies beyond it."""
        told = best is not None and best.name in self.beyond
        return self.barred if told and self.barred and self.barred.gain else None

    def untold_best(self, best: Level | None) -> str:
        """Return the gain of the best level over the one below it, as shown, where that cannot be told from zero."""
        told = best is not None and any(level.name == best.name for level in self.untold)
        return self.gains.get(best.name, "") if best is not None and told else ""


def first_step(view: View, found: Decision) -> FirstStep:
    """Return what to do first, by net benefit."""
    place = view.levels.index(view.reference)
    verdicts = {
        level.name: verdict(level, difference(view, level, NET), NET) for level in view.others
    }
    above = view.levels[place + 1 :]
    lowest = next((level for level in above if verdicts[level.name] == "better"), None)
    beyond = above[above.index(lowest) + 1 :] if lowest else []
    steps = {step.level.name: step.net for step in found.steps}
    onward = list(takewhile(lambda level: steps.get(level.name) is True, beyond))
    untold = [level for level in beyond if steps.get(level.name) is None]
    passed = above[: above.index(lowest)] if lowest else []
    reached = above.index(onward[-1] if onward else lowest) + 1 if lowest else 0
    months, totals = months_to_reach(view), months_from_today(view)
    gains = {step.level.name: _gain(step) for step in found.steps}
    later = above[reached:] if lowest else []
    titles = [level.title for level in view.levels[place:]]
    why = {level.name: "passed" for level in passed} | {level.name: "onward" for level in onward}
    if lowest:
        why[lowest.name] = "lowest"
    return FirstStep(
        lowest,
        onward,
        untold,
        [level for level in view.others if verdicts[level.name] == "worse"],
        passed,
        [
            Stage(
                level,
                below,
                months.get(level.name, ""),
                totals.get(level.name, ""),
                why[level.name],
            )
            for level, below in zip(above[:reached], titles, strict=False)
        ],
        [level for level in later if steps.get(level.name) is None],
        Barred(later[0], titles[reached], gains[later[0].name]) if later else None,
        [level.name for level in later],
        months,
        totals,
        gains,
    )


def months_to_reach(view: View) -> dict[str, str]:
    """Return by name of a level the months to reach it from the level below, as shown; without those not known."""
    return {
        name: fixed(months, 0) for name, months in _months(view.manifest, view.scenario).items()
    }


def months_from_today(view: View) -> dict[str, str]:
    """Return by name of a level the months from today, those of all levels on the way added up, as shown.

    Without the first level, where they are the same; empty where the months of any are not known, or
    the runs build a level up at once from the present one.
    """
    months = _months(view.manifest, view.scenario)
    above = [level.name for level in view.levels[view.levels.index(view.reference) + 1 :]]
    if view.manifest.get("transition") not in FROM_BELOW or any(n not in months for n in above):
        return {}
    added = accumulate(months[name] for name in above)
    return {n: fixed(total, 0) for n, total in list(zip(above, added, strict=True))[1:]}


def _months(manifest: dict[str, Any], scenario: str) -> dict[str, float]:
    return {
        name: float(months)
        for name, own in level_traits(manifest, scenario).items()
        if isinstance(months := own.get("months_to_reach"), int | float) and months > 0
    }


def _gain(step: Step) -> str:
    (net,) = [change for change in step.changes if change.outcome == NET]
    return f"{net.shown} {net.unit} ({net.interval})" if net.interval else ""
