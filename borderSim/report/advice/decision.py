"""What a decision turns on: which level is best and how surely, and what the next step up brings and loses."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from borderSim.language.catalogue import N_, gettext
from borderSim.measures.outcomes import HEADLINE, OUTCOMES
from borderSim.measures.quantities import yearly
from borderSim.report.advice.sentences import Weight, smallest_difference, weigh, written
from borderSim.report.comparison.columns import column_scale, difference_places
from borderSim.report.comparison.source import Level, View
from borderSim.report.uncertainty.futures import Told, futures
from borderSim.report.writing.numbers import decimals, fixed
from borderSim.report.writing.texts import (
    as_told,
    chance_told,
    interval,
    level_meaning,
    outcome_title,
    word,
)
from borderSim.studies.analysis.chances import Chances, Floats, by_replicate, chances, oriented
from borderSim.studies.analysis.estimates import Estimate
from borderSim.studies.analysis.paired import paired_table

NET = "net_benefit_eur"
JUSTICE = "justice_cost_eur"
"""Stands outside net benefit and has no direction; that it rises is told all the same."""
LOST = ("seizures", "members_arrested", "leaders_arrested", "hit_rate_targeted", JUSTICE)
"""Beside the headline outcomes: what a step up may lose on the way."""
WORDS = (
    (0.99, N_("virtually certain")),
    (0.95, N_("extremely likely")),
    (0.9, N_("very likely")),
    (0.66, N_("likely")),
    (0.33, N_("about as likely as not")),
    (0.0, N_("unlikely")),
)
"""Calibrated words, from a chance on (after the scale of the IPCC)."""
RANKED = 0.66
"""From this chance of being best on there is a ranking at all (assumption)."""


@dataclass(frozen=True)
class Best:
    """Which level is best in one outcome.

    Attributes:
        title: of the outcome. level: the best by what was found, None where several share it.
        chance: of being best when the replicates are drawn anew; word: the same, calibrated;
            None and empty where there are too few.
        losses: expected loss of each level against the best, as shown, in ``unit``; empty likewise.
    """

    outcome: str
    title: str
    level: Level | None
    chance: float | None
    word: str
    losses: dict[str, str]
    unit: str

    @property
    def told(self) -> str:
        """The chance as it is shown: near the ends it is no whole per cent."""
        return "" if self.chance is None else chance_told(self.chance)


@dataclass(frozen=True)
class Change:
    """An outcome's difference to the level below.

    Attributes:
        outcome, title: name and title. shown, interval, unit: as shown, the interval empty where
            there is none.
        better: None where it cannot be told, and where it is the same in every replicate: that is
            what was put in, such as a price.
        weight: whether it is large enough to matter, by the rule of the table against the present
            level; None where that is not weighed.
        least: the smallest difference that matters, as shown in the same unit; empty for none.
    """

    outcome: str
    title: str
    shown: str
    interval: str
    unit: str
    better: bool | None
    weight: Weight | None
    least: str

    @property
    def shade(self) -> str:
        """How its cell is shaded, by the same words as the table against the present level."""
        verdict = {True: "better", False: "worse", None: ""}[self.better]
        return f"{verdict} {self.weight or ''}".strip()


@dataclass(frozen=True)
class Step:
    """A level against the one below it.

    Attributes:
        level, below: the two.
        changes: a difference for each headline outcome.
        lost: what is clearly worse than at the level below and not too little to matter, headline
            or not.
        little: what is clearly worse, but too little to matter.
        net: whether net benefit is clearly better (True), clearly worse (False), or cannot be told.
        held: how many differences were held against zero.
    """

    level: Level
    below: Level
    changes: list[Change]
    lost: list[Change]
    little: list[Change]
    net: bool | None
    held: int


@dataclass(frozen=True)
class Decision:
    """What the first screen says.

    Attributes:
        best: by headline outcome, net benefit first.
        steps: each level against the one below.
        grade: confidence, by the rule in the text: C or D where there are no futures, by theirs
            (:mod:`borderSim.studies.analysis.futures.grade`) where there are.
        levels: what each level of the handbook is, in the handbook's terms (section IV.a).
        futures: what the futures say, None where there are none.
    """

    best: list[Best]
    steps: list[Step]
    grade: str
    levels: list[tuple[Level, str]]
    futures: Told | None = None

    @property
    def futures_word(self) -> str:
        """The chance that the chosen level is best in a future, in calibrated words."""
        drawn = self.futures
        return calibrated(float(drawn.chance[drawn.chosen])) if drawn else ""


def decision(view: View) -> Decision | None:
    """Return what a decision turns on; None for one level."""
    return view.once("decision", lambda: _decision(view))


def _decision(view: View) -> Decision | None:
    if len(view.levels) < 2:
        return None
    names = [NET, *(name for name in HEADLINE if name != NET)]
    best = [_best(view, name) for name in names]
    first = best[0]
    ranked = (
        first.level is not None and first.chance is not None and as_told(first.chance) >= RANKED
    )
    told = [(level, told) for level in view.levels if (told := level_meaning(level.name))]
    drawn = futures(view)
    grade = drawn.graded.grade if drawn else "C" if ranked else "D"
    return Decision(best, _steps(view), grade, told, drawn)


def calibrated(chance: float) -> str:
    """Return a chance in the words of a fixed scale."""
    return next(gettext(said) for least, said in WORDS if as_told(chance) >= least)


def _best(view: View, name: str) -> Best:
    levels = [level.name for level in view.levels]
    values, told = view.stored.once(("best", name), lambda: _drawn(view, name))
    span = view.measured if OUTCOMES[name].kind == "total" else 1.0
    alone = [i for i, value in enumerate(values) if value == max(values)]
    level = view.levels[alone[0]] if len(alone) == 1 else None
    scale = column_scale(view, name)
    known = level is not None and math.isfinite(told.best[alone[0]])
    losses = [float(loss) / span * scale.factor for loss in told.loss]
    places = decimals(0.0, max(losses)) if known and max(losses) > 0 else 0
    return Best(
        name,
        outcome_title(name),
        level,
        float(told.best[alone[0]]) if known else None,
        calibrated(float(told.best[alone[0]])) if known else "",
        {n: fixed(loss, places) for n, loss in zip(levels, losses, strict=True)} if known else {},
        yearly(scale.unit, scale.per_year),
    )


def _drawn(view: View, name: str) -> tuple[Floats, Chances]:
    """Return the value of each level, of which more is better, and what draws of the replicates say."""
    levels = [level.name for level in view.levels]
    top, bottom = by_replicate(view.all_runs, name, levels, ("seed",))
    return oriented(name, top.sum(axis=0), bottom.sum(axis=0)), chances(name, top, bottom)


def _steps(view: View) -> list[Step]:
    found = []
    for below, level in zip(view.levels, view.levels[1:], strict=False):
        changes = {
            str(row["outcome"]): _change(view, row) for row in _rows(view, level.name, below.name)
        }
        worse = [change for change in changes.values() if change.better is False]
        found.append(
            Step(
                level,
                below,
                [changes[name] for name in HEADLINE],
                [change for change in worse if change.weight != "small"],
                [change for change in worse if change.weight == "small"],
                changes[NET].better,
                sum(_judged(name) for name in changes),
            )
        )
    return found


def _judged(name: str) -> bool:
    """Whether a difference in an outcome can be better or worse."""
    return OUTCOMES[name].direction != "none" or name == JUSTICE


def _rows(view: View, level: str, below: str) -> list[dict[Any, Any]]:
    """Return the rows of a level in the paired table against the one below it."""

    def reckon() -> list[dict[Any, Any]]:
        pair = view.all_runs.loc[view.all_runs["level"].isin([below, level])]
        table = paired_table(pair, below, view.measured, (*HEADLINE, *LOST))
        return table.loc[table["level"] == level].to_dict("records")

    return view.stored.once(("step", level, below), reckon)


def _unspread(name: str) -> str:
    """Return what stands for the interval where all replicates say the same: of money, a price that was set."""
    return (
        word("interval.put_in") if OUTCOMES[name].unit == "EUR" else gettext("in every replicate")
    )


def _change(view: View, row: Mapping[Any, Any]) -> Change:
    name = str(row["outcome"])
    outcome, scale = OUTCOMES[name], column_scale(view, name)
    value, low, high, error = (float(row[key]) for key in ("difference", "low", "high", "mcse"))
    found = Estimate(value, low, high, int(row["n"]), error)
    own = found.scaled(scale.factor)
    told, least, most = written(own, difference_places(view, name, scale.factor))
    threshold = smallest_difference(view, name) * scale.factor
    better = None
    if found.known and found.clear:
        better = (found.value > 0) == (outcome.direction == "up")
        if outcome.direction == "none":
            better = False if name == JUSTICE and found.value > 0 else None
    return Change(
        name,
        outcome_title(name),
        told,
        interval(least, most) if own.known else _unspread(name) if own.same else "",
        yearly(scale.difference_unit, scale.per_year),
        better,
        weigh(view, found, name),
        fixed(threshold, decimals(threshold)) if threshold > 0 else "",
    )
