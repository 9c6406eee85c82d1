"""What to do first: the lowest level whose gain is clear, and how far the gain is clear from step to step.

The rule is stated in the text beside the answer: advised is the lowest level whose net benefit is
clearly above that of the present level (the 95 % interval of the paired difference excludes zero),
and from there each further level for as long as its gain over the level below is clear by the same rule.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise, takewhile
from typing import Any

from borderSim.report.advice.decision import NET, Decision, Step
from borderSim.report.advice.sentences import Verdict, verdict
from borderSim.report.comparison.assumptions import level_traits
from borderSim.report.comparison.columns import difference
from borderSim.report.comparison.source import Level, View
from borderSim.report.writing.numbers import fixed

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


@dataclass(frozen=True)
class _Way:
    """The levels above the present one, in order, and how far up the rule goes.

    Attributes:
        above: all of them. lowest: the first that is clearly better than the present level.
        onward: those after it, as long as each is clearly better than the one below it.
    """

    above: list[Level]
    lowest: Level | None
    onward: list[Level]

    @property
    def passed(self) -> list[Level]:
        """Levels below the lowest that is clearly better."""
        return self.above[: self.above.index(self.lowest)] if self.lowest else []

    @property
    def reached(self) -> list[Level]:
        """Levels up to the one to aim for."""
        return [*self.passed, self.lowest, *self.onward] if self.lowest else []

    @property
    def later(self) -> list[Level]:
        """Levels after the one to aim for; none where nothing is aimed for."""
        return self.above[len(self.reached) :] if self.lowest else []

    @property
    def beyond(self) -> list[Level]:
        """Levels after the lowest."""
        return [*self.onward, *self.later]

    def why(self, level: Level) -> str:
        """Return why a level stands on the way, see :class:`Stage`."""
        return "passed" if level in self.passed else "lowest" if level == self.lowest else "onward"


def first_step(view: View, found: Decision) -> FirstStep:
    """Return what to do first, by net benefit."""
    clear = {step.level.name: step.net for step in found.steps}
    gains = {step.level.name: _gain(step) for step in found.steps}
    way, months, totals = _way(view, clear), months_to_reach(view), months_from_today(view)
    return FirstStep(
        way.lowest,
        way.onward,
        [level for level in way.beyond if clear.get(level.name) is None],
        [level for level in view.others if _against_present(view, level) == "worse"],
        way.passed,
        _stages(view, way, months, totals),
        [level for level in way.later if clear.get(level.name) is None],
        _barred(view, way, gains),
        [level.name for level in way.later],
        months,
        totals,
        gains,
    )


def _against_present(view: View, level: Level) -> Verdict:
    return verdict(level, difference(view, level, NET), NET)


def _way(view: View, clear: Mapping[str, bool | None]) -> _Way:
    """Return how far up the rule goes; ``clear``: by level, whether its gain over the one below is."""

    def better(level: Level, base: Level) -> bool:
        if base.reference:
            return _against_present(view, level) == "better"
        return clear.get(level.name) is True

    found = advised(view, better)
    return _Way(_above(view), found[0] if found else None, found[1:])


def _above(view: View) -> list[Level]:
    return view.levels[view.levels.index(view.reference) + 1 :]


def advised(view: View, better: Callable[[Level, Level], bool]) -> list[Level]:
    """Return the levels that the rule advises, the lowest first and the one to aim for last; empty for none.

    Args:
        view: the result.
        better: whether a level is clearly better than another, the present one or the one below it.
    """
    above = _above(view)
    lowest = next((i for i, level in enumerate(above) if better(level, view.reference)), None)
    if lowest is None:
        return []
    steps = takewhile(lambda step: better(step[1], step[0]), pairwise(above[lowest:]))
    return [above[lowest], *(level for _, level in steps)]


def _below(view: View, level: Level) -> str:
    """Return the title of the level below."""
    return view.levels[view.levels.index(level) - 1].title


def _stages(
    view: View, way: _Way, months: Mapping[str, str], totals: Mapping[str, str]
) -> list[Stage]:
    """Return the levels up to the one to aim for, with the months that each takes."""
    return [
        Stage(
            level,
            _below(view, level),
            months.get(level.name, ""),
            totals.get(level.name, ""),
            way.why(level),
        )
        for level in way.reached
    ]


def _barred(view: View, way: _Way, gains: Mapping[str, str]) -> Barred | None:
    """Return the step at which the advice stops."""
    if not way.later:
        return None
    first = way.later[0]
    return Barred(first, _below(view, first), gains[first.name])


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
    above = [level.name for level in _above(view)]
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
