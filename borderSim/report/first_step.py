"""What to do first: the lowest level whose gain is clear, and how far the gain is clear from step to step.

The rule is stated in the text beside the answer: a level is worth going to where its net benefit is
clearly above that of the present level (the 95 % interval of the paired difference excludes zero).
"""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.report.assumptions import level_traits
from borderSim.report.decision import NET, Decision, Step
from borderSim.report.figures.forest import difference
from borderSim.report.numbers import fixed
from borderSim.report.sentences import verdict
from borderSim.report.source import Level, View


@dataclass(frozen=True)
class Stage:
    """A level on the way to the one to aim for.

    Attributes:
        level: which. months: to reach it from the level below, as shown; empty where not known.
        why: ``passed`` (a stage below the lowest that is clearly better), ``lowest``, ``onward``
            (its gain over the level below is clear), ``between`` (it is not).
    """

    level: Level
    months: str
    why: str


@dataclass(frozen=True)
class FirstStep:
    """What the rule finds.

    Attributes:
        lowest: the first level above the present one whose net benefit is clearly above it, None
            for none.
        onward: levels whose net benefit is clearly above that of the level below them.
        untold: levels above the lowest that cannot be told from the level below them.
        below: levels whose net benefit is clearly under that of the present level.
        passed: levels between the present one and the lowest: stages on the way.
        stages: all levels above the present one up to the one to aim for, in order.
        open: levels above the one to aim for whose gain over the level below is not clear.
        months: by name of a level, months to reach it from the level below, as shown.
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
    months: dict[str, str]
    gains: dict[str, str]

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
    onward = [level for level in beyond if steps.get(level.name) is True]
    untold = [level for level in beyond if steps.get(level.name) is None]
    passed = above[: above.index(lowest)] if lowest else []
    reached = above.index(onward[-1] if onward else lowest) + 1 if lowest else 0
    months = months_to_reach(view)
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
            Stage(level, months.get(level.name, ""), why.get(level.name, "between"))
            for level in above[:reached]
        ],
        [level for level in above[reached:] if steps.get(level.name) is None] if lowest else [],
        months,
        {step.level.name: _gain(step) for step in found.steps},
    )


def months_to_reach(view: View) -> dict[str, str]:
    """Return by name of a level the months to reach it from the level below, as shown; without those not known."""
    return {
        name: fixed(float(months), 0)
        for name, own in level_traits(view.manifest, view.scenario).items()
        if isinstance(months := own.get("months_to_reach"), int | float) and months > 0
    }


def _gain(step: Step) -> str:
    (net,) = [change for change in step.changes if change.outcome == NET]
    return f"{net.shown} {net.unit} ({net.interval})" if net.interval else ""
