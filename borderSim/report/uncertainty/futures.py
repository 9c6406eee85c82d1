"""What the futures say for a decision: chance of being best, regret, value of information, when a level loses."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from borderSim.report.comparison.source import Level, View
from borderSim.report.uncertainty.drawn_inputs import Input, inputs
from borderSim.report.uncertainty.structures import Structures, structures
from borderSim.report.uncertainty.weighing import Weight, weights
from borderSim.report.writing.numbers import decimals, euro_scale, fixed, plain
from borderSim.report.writing.texts import word
from borderSim.studies.analysis.futures.acceptability import Curves, curves, share_best, switches
from borderSim.studies.analysis.futures.cells import DISMANTLED, HARM, NET, Cells, Floats, cells
from borderSim.studies.analysis.futures.grade import MOST_NAMED, Graded, graded
from borderSim.studies.analysis.futures.incremental import Increment, incremental_over
from borderSim.studies.analysis.futures.influence import Influence, explained, influences
from borderSim.studies.analysis.futures.information import Worth, grouped, partial, perfect
from borderSim.studies.analysis.futures.noise import TrueValues, true_values
from borderSim.studies.analysis.futures.prim import Box, discover
from borderSim.studies.analysis.futures.regret import Regret, regret
from borderSim.studies.analysis.futures.switching import Switching, switching

WEIGHTS = np.linspace(0.0, 5.0, 26)
"""Multiples of the assumed harm (the ends of its prior: 0.2 to 5)."""
DEFAULT_WEIGHT = 1.0
VALUES = np.geomspace(1e4, 1e8, 25)
"""What an organisation dismantled may be worth, EUR: the program gives it none by itself (assumption: any value between)."""
MOST_INFLUENCES = 10
POST = ("commodities.*.harm_eur", "economy.harm_home_share", "economy.delay_cost_per_day")
"""Inputs that multiply a part of net benefit: their switching values are exact, and told by themselves."""


@dataclass(frozen=True)
class Exact:
    """What a multiplier of a part of net benefit does to the choice.

    Attributes:
        weight: the assumption, with its value and range as shown.
        found: where the choice flips.
        mark: of its source.
        ends: what the chosen level of the futures has more than the runner-up in the ordinary runs,
            EUR a year, at both ends of the range.
    """

    weight: Weight
    found: Switching
    mark: str
    ends: tuple[float, float]

    def at(self, factor: float) -> str:
        """Return the value of the assumption at a factor, as it is shown."""
        text = self.weight.value
        own = 1.0 if text.startswith("×") else self.weight.own
        return ("× " if text.startswith("×") else "") + plain(float(f"{factor * own:.2g}"))


@dataclass(frozen=True)
class StepRow:
    """A row of an incremental table as it is shown: texts, empty where there is nothing to tell."""

    level: Level
    by: Level | None
    status: str
    clear: bool | None
    cost: str
    effect: str
    extra_cost: str
    extra_effect: str
    ratio: str


@dataclass(frozen=True)
class Loses:
    """When a level loses to the one below it.

    Attributes:
        level, below: the two.
        share: share of the futures in which it does.
        box: where, None with too few such futures, or too few others.
    """

    level: Level
    below: Level
    share: float
    box: Box | None


@dataclass(frozen=True)
class Told:
    """What a report says of the futures of one scenario.

    Attributes:
        count, replicates: futures, and replicates in each; lost: futures that were asked for and
            have no whole replicate, because their runs failed.
        levels: in the order of all arrays.
        chosen: place of the level with the highest mean net benefit; runner: of the next.
        chance: (L,) share of the futures in which each is best.
        true: net benefits without the chance of few replicates.
        regret: of each level.
        harm, organisation: curves over the weight of harm, and over the value of an organisation.
        perfect: value of perfect information; groups: of each part of the scenario.
        by_organisations, by_harm: incremental tables.
        exact: switching values; base: level that is best in the ordinary runs.
        inputs: what was drawn; influences: on the difference of chosen and runner.
        loses: of every step up.
        graded: the confidence; named: the assumptions that it hangs on.
        structures: of the shipped study, None where it does not fit.
        same_country: whether these structures are those of this scenario.
    """

    count: int
    replicates: int
    lost: int
    levels: tuple[Level, ...]
    chosen: int
    runner: int
    chance: Floats
    true: TrueValues
    regret: Regret
    harm: Curves
    organisation: Curves
    perfect: Worth
    groups: dict[str, Worth]
    by_organisations: list[Increment]
    by_harm: list[Increment]
    exact: list[Exact]
    base: int
    inputs: list[Input]
    influences: list[Influence]
    loses: list[Loses]
    graded: Graded
    named: list[Input]
    explained: float
    structures: Structures | None
    same_country: bool

    @property
    def best(self) -> Level:
        """The level with the highest mean."""
        return self.levels[self.chosen]

    @property
    def scale(self) -> tuple[float, str]:
        """Factor and unit of amounts."""
        return euro_scale(float(self.regret.most.max()))

    def money(self, value: float, *, signed: bool = False) -> str:
        """Return an amount as shown, without its unit."""
        factor, _ = self.scale
        most = float(self.regret.most.max()) * factor
        return fixed(value * factor, decimals(0.0, most), signed=signed)

    def worth_told(self, worth: Worth) -> tuple[str, str, str]:
        """Return a value of information, its standard error and the value before chance was taken off, as shown.

        With the digits that the standard error leaves: rounded to units it might read as none.
        """
        value, error, raw = (n * self.scale[0] for n in (worth.value, worth.error, worth.raw))
        places = decimals(error, value)
        return fixed(value, places), fixed(error, places), fixed(raw, places)

    @property
    def points(self) -> int:
        """Half of the width of the 95 % interval of a share of one half, in points."""
        return round(100 * 1.96 * 0.5 / math.sqrt(self.count))

    @property
    def switches(self) -> list[tuple[str, Level]]:
        """From which multiple of harm each level is on the frontier."""
        return [(plain(value), self.levels[place]) for value, place in switches(self.harm)]

    @property
    def organisation_switches(self) -> list[tuple[str, Level]]:
        """From which value of an organisation, EUR, each level is on the frontier."""
        return [
            (plain(float(f"{value:.2g}")), self.levels[place])
            for value, place in switches(self.organisation)
        ]

    @property
    def worth(self) -> list[tuple[str, Worth]]:
        """The parts of the scenario that are worth knowing, told from chance, the most first."""
        told = [(name, own) for name, own in self.groups.items() if own.told]
        return sorted(told, key=lambda row: -row[1].value)

    @property
    def moved(self) -> list[tuple[Input, Influence, str]]:
        """The inputs told from chance, each with the value at which its line turns the choice."""
        return [(own, row, flip_value(own, row)) for own, row in influence_rows(self)]

    @property
    def cost_unit(self) -> str:
        """Unit of the costs in the incremental tables."""
        return euro_scale(max(row.cost for row in self.by_organisations))[1]

    @property
    def tables(self) -> list[tuple[str, str, list[StepRow], str]]:
        """Incremental tables: title, unit of the effect, rows, head of the ratio."""
        harm = max(abs(row.effect) for row in self.by_harm)
        return [
            (
                word("futures.by_organisations"),
                word("futures.organisations_a_year"),
                self._rows(self.by_organisations, 1.0, (1e-6, "futures.per_organisation")),
                word("futures.cost_per_organisation"),
            ),
            (
                word("futures.by_harm"),
                word("axis.per_year", unit=euro_scale(harm)[1]),
                self._rows(self.by_harm, euro_scale(harm)[0], (1.0, "futures.per_euro")),
                word("futures.cost_per_euro"),
            ),
        ]

    def _rows(self, rows: list[Increment], scale: float, ratio: tuple[float, str]) -> list[StepRow]:
        money = euro_scale(max(row.cost for row in rows))[0]
        dear, good = (
            decimals(0.0, max((abs(v) for v in of), default=0.0))
            for of in (
                [row.extra_cost * money for row in rows if math.isfinite(row.extra_cost)],
                [row.extra_effect * scale for row in rows if math.isfinite(row.extra_effect)]
                or [row.effect * scale for row in rows],
            )
        )
        return [
            StepRow(
                self.levels[row.level],
                None if row.by is None else self.levels[row.by],
                row.status,
                row.clear,
                fixed(row.cost * money, dear),
                fixed(row.effect * scale, good),
                fixed(row.extra_cost * money, dear, signed=True),
                fixed(row.extra_effect * scale, good, signed=True),
                word(ratio[1], value=plain(float(f"{row.ratio * ratio[0]:.2g}")))
                if math.isfinite(row.ratio)
                else "",
            )
            for row in rows
        ]

    def where(self, box: Box) -> list[tuple[Input, str]]:
        """Return the limits of a box: the input and its limit in words."""
        return [(self.inputs[c], _limit(self.inputs[c], *ends)) for c, ends in box.limits.items()]


_TOLD: WeakKeyDictionary[View, Told | None] = WeakKeyDictionary()


def futures(view: View) -> Told | None:
    """Return what the futures of a scenario say; None where there are none, or too few."""
    if view not in _TOLD:
        _TOLD[view] = _told(view)
    return _TOLD[view]


def _told(view: View) -> Told | None:
    runs = view.futures
    names = [level.name for level in view.levels]
    found = None if runs.empty else _once(view, "cells", lambda: cells(runs, names, view.measured))
    if found is None:
        return None
    levels = tuple(view.levels)
    reference = next(i for i, level in enumerate(levels) if level.reference)
    true = _once(view, "true", lambda: true_values(found.values[NET], reference))
    order = np.argsort(-true.flat.mean(axis=0), kind="stable")
    chosen, runner = int(order[0]), int(order[1])
    chance = share_best(true.flat)
    drawn = inputs(view.manifest, view.scenario, list(found.drawn.columns))
    table = found.drawn.to_numpy(float)
    means = found.mean(NET)
    apart = means[:, chosen] - means[:, runner]
    strong = _once(view, "influences", lambda: influences(apart, table))
    told = [row for row in strong if row.told][:MOST_NAMED]
    share = explained(apart, table, [row.place for row in told])
    known = structures(NET, tuple(names))
    same = known is not None and known.scenario == view.scenario
    return Told(
        len(found.futures),
        found.replicates,
        _asked(view, len(found.futures)) - len(found.futures),
        levels,
        chosen,
        runner,
        chance,
        true,
        _once(view, "regret", lambda: regret(true.draws, reference)),
        _once(view, "harm", lambda: _over_harm(found, reference)),
        _once(view, "organisations", lambda: _over_organisations(found, reference, view.years)),
        _once(view, "perfect", lambda: perfect(means, true.draws)),
        _once(view, "partial", lambda: partial(means, _groups(found, table))),
        _by_organisations(found, view.years),
        _by_harm(found, reference),
        *_exact(view, chosen, runner),
        drawn,
        strong,
        [
            Loses(levels[above], levels[below], share, box)
            for below, above, share, box in _once(view, "loses", lambda: _loses(true, table))
        ],
        graded(
            float(chance[chosen]),
            structures=known.share(names[chosen]) if known is not None and same else None,
            named=len(told),
            explained=share,
            sourced=all(drawn[row.place].sourced for row in told) and _harm_is_sourced(drawn),
        ),
        [drawn[row.place] for row in told],
        share,
        known,
        same,
    )


def _once[T](view: View, name: str, make: Callable[[], T]) -> T:
    """Return a result that several pages and languages share: numbers only, kept with the comparison."""
    held = vars(view.comparison).setdefault("_of_futures", {})
    key = (view.scenario, name)
    if key not in held:
        held[key] = make()
    return held[key]


def _asked(view: View, least: int) -> int:
    """Return how many futures were asked for."""
    told = (view.manifest.get("futures") or {}).get("count") or {}
    return max(least, int(told.get(view.scenario, least)))


def _harm_is_sourced(drawn: Sequence[Input]) -> bool:
    """Whether what weighs most in net benefit, harm per unit, has a source."""
    return all(own.sourced for own in drawn if own.key in POST[:2])


def _over_harm(found: Cells, reference: int) -> Curves:
    rest, harm = found.rest(), found.values[HARM]
    return curves(
        WEIGHTS,
        (true_values(-(weight * harm + rest), reference, 20).flat for weight in WEIGHTS),
    )


def _over_organisations(found: Cells, reference: int, years: float) -> Curves:
    rest, ended = found.rest(), found.values[DISMANTLED] / years
    return curves(
        VALUES, (true_values(value * ended - rest, reference, 20).flat for value in VALUES)
    )


def _groups(found: Cells, table: Floats) -> dict[str, Floats]:
    columns = list(found.drawn.columns)
    return {
        name: table[:, [columns.index(own) for own in members]]
        for name, members in grouped(columns).items()
    }


def _by_organisations(found: Cells, years: float) -> list[Increment]:
    return incremental_over(np.nanmean(found.rest(), axis=1), found.mean(DISMANTLED) / years)


def _by_harm(found: Cells, reference: int) -> list[Increment]:
    harm = found.mean(HARM)
    return incremental_over(np.nanmean(found.rest(), axis=1), harm[:, [reference]] - harm)


def _exact(view: View, chosen: int, runner: int) -> tuple[list[Exact], int]:
    """Return switching values from the ordinary runs, harm first, and the level that is best there."""
    frame = view.all_runs
    names = [level.name for level in view.levels]
    by_level: Any = frame.groupby("level").mean(numeric_only=True)
    mean: Any = by_level.reindex(names) / view.measured
    net = mean[NET].to_numpy(float)
    rows = []
    for weight in weights(view):
        low, high = weight.factors
        if not (math.isfinite(low) and math.isfinite(high)):
            continue
        part = mean[weight.part].to_numpy(float)
        ends = min(low, 1.0), max(high, 1.0)
        at_low, at_high = (
            float(net[chosen] - net[runner] - (end - 1) * (part[chosen] - part[runner]))
            for end in ends
        )
        rows.append(Exact(weight, switching(net, part, *ends), weight.mark, (at_low, at_high)))
    rows.sort(key=lambda row: (row.weight.part != HARM, -abs(np.subtract(*row.ends))))
    return rows, int(np.nanargmax(net))


def _loses(true: TrueValues, table: Floats) -> list[tuple[int, int, float, Box | None]]:
    """Return for every step up (below, above, share of futures in which it loses, where)."""
    found = []
    for below, above in itertools.pairwise(range(true.expected.shape[1])):
        apart = true.flat[:, above] - true.flat[:, below]
        cases = true.expected[:, above] < true.expected[:, below]
        found.append((below, above, float((apart < 0).mean()), discover(table, cases)))
    return found


def _limit(own: Input, low: float, high: float) -> str:
    if math.isfinite(low) and math.isfinite(high):
        return word("futures.between", low=own.value(low), high=own.value(high))
    key = "futures.above" if math.isfinite(low) else "futures.below"
    return word(key, value=own.value(low if math.isfinite(low) else high))


def influence_rows(told: Told) -> list[tuple[Input, Influence]]:
    """Return the inputs that are told from chance, strongest first; those that multiply a part are told exactly elsewhere."""
    rows = [(told.inputs[row.place], row) for row in told.influences if row.told]
    return [(own, row) for own, row in rows if own.key not in POST][:MOST_INFLUENCES]


def flip_value(own: Input, row: Influence) -> str:
    """Return the value of an input at which the line crosses zero, empty where it does not."""
    return own.value(own.at(row.flip)) if math.isfinite(row.flip) else ""
