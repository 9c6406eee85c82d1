"""What to do first: the lowest level whose gain is clear, and how far the gain is clear from step to step.

The rule is stated in the text beside the answer: a level is worth going to where its net benefit is
clearly above that of the present level (the 95 % interval of the paired difference excludes zero).
"""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.report.decision import NET, Decision, Step
from borderSim.report.figures.forest import difference
from borderSim.report.sentences import verdict
from borderSim.report.source import Level, View


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
        gains: by name of a level, its net benefit against the level below, as shown with unit and
            interval; empty where there is none.
    """

    lowest: Level | None
    onward: list[Level]
    untold: list[Level]
    below: list[Level]
    passed: list[Level]
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
    return FirstStep(
        lowest,
        [level for level in beyond if steps.get(level.name) is True],
        [level for level in beyond if steps.get(level.name) is None],
        [level for level in view.others if verdicts[level.name] == "worse"],
        above[: above.index(lowest)] if lowest else [],
        {step.level.name: _gain(step) for step in found.steps},
    )


def _gain(step: Step) -> str:
    (net,) = [change for change in step.changes if change.outcome == NET]
    return f"{net.shown} {net.unit} ({net.interval})" if net.interval else ""
