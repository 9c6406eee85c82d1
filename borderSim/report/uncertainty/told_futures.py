"""What a report says of the futures of one scenario, with its numbers as they are shown."""

from __future__ import annotations

import math
from dataclasses import dataclass

from borderSim.report.comparison.source import Level
from borderSim.report.uncertainty.drawn_inputs import Input
from borderSim.report.uncertainty.exact_switches import POST, Exact
from borderSim.report.uncertainty.incremental_tables import StepRow, step_rows
from borderSim.report.uncertainty.losing_steps import Loses
from borderSim.report.uncertainty.structures import Structures
from borderSim.report.writing.numbers import decimals, euro_scale, fixed, plain
from borderSim.report.writing.texts import word
from borderSim.studies.analysis.futures.acceptability import Curves, switches
from borderSim.studies.analysis.futures.cells import Floats
from borderSim.studies.analysis.futures.grade import Graded
from borderSim.studies.analysis.futures.incremental import Increment
from borderSim.studies.analysis.futures.influence import Influence
from borderSim.studies.analysis.futures.information import Worth
from borderSim.studies.analysis.futures.noise import TrueValues
from borderSim.studies.analysis.futures.prim import Box
from borderSim.studies.analysis.futures.regret import Regret

MOST_INFLUENCES = 10


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
                step_rows(
                    self.levels, self.by_organisations, 1.0, (1e-6, "futures.per_organisation")
                ),
                word("futures.cost_per_organisation"),
            ),
            (
                word("futures.by_harm"),
                word("axis.per_year", unit=euro_scale(harm)[1]),
                step_rows(
                    self.levels, self.by_harm, euro_scale(harm)[0], (1.0, "futures.per_euro")
                ),
                word("futures.cost_per_euro"),
            ),
        ]

    def where(self, box: Box) -> list[tuple[Input, str]]:
        """Return the limits of a box: the input and its limit in words."""
        return [(self.inputs[c], _limit(self.inputs[c], *ends)) for c, ends in box.limits.items()]


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
