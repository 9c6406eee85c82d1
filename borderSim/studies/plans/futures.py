"""Futures: what nobody knows is drawn anew from its prior, all at once, and every level is run in each draw.

Asked for with ``full=true``. A future is a draw of every assumption that has a prior and of what the
levels cost; its replicates are chances within it. All levels of a future meet the same chances, and
each future has its own, so that the noise of few replicates evens out over many futures.

A prior belongs to a country of middle size. What counts things of a country (:data:`OF_SIZE`) is
drawn in proportion to the scenario's own number; any other value that lies outside its prior stays
as the scenario has it, and is told.
"""

from __future__ import annotations

import dataclasses
import functools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borderSim.errors import InputError
from borderSim.language.phrases import phrase
from borderSim.parameters.scenario import Scenario
from borderSim.parameters.window import YEAR_DAYS
from borderSim.scenario.from_python import circumstances
from borderSim.scenario.load import load_levels, load_scenario, scenario_as_dict
from borderSim.scenario.names import default_choices
from borderSim.studies.design import samplers
from borderSim.studies.design.factors import (
    ALL,
    Factor,
    Value,
    entries,
    overrides,
    read_factors,
    set_beside,
)
from borderSim.studies.design.level_draws import COST, COST_RANGE, with_cost
from borderSim.studies.design.own_country import PLACES
from borderSim.studies.design.own_ranges import with_own_ranges
from borderSim.studies.execution.task import Branch, LaterTask, Simulate, Task

DEFAULT_FUTURES = 100
"""With 100 a share of futures is known to within 10 points (95 %), with 1,000 to within 3: ten times
the time for what changes no advice. Not enough to tell small influences apart (docs/futures.md)."""
DEFAULT_REPLICATIONS = 2
"""The noise of two replicates is taken off by what they differ by; more futures tell more than more
replicates (docs/futures.md says what was measured)."""
MOST_FUTURES = 10_000
LEAST_FUTURES = 2
SEED_FROM = 1_000_000
"""Futures have seeds from so far above the first seed of the levels: chances of their own."""
PUBLISHED = ("economy.delay_cost_per_day",)
"""Beside what is assumed, what is published as a range and weighs in net benefit is drawn."""
OF_SIZE = (
    "organisations.count",
    "customs.analysts",
    "police.investigators",
    "police.analysts",
)
"""Numbers of things in a country: their prior is taken as a multiple of the default scenario's number."""
EAGER = 3.0
"""So many times as many newcomers as usual find a place in a future (assumption; with more its run fails, and is told)."""
LABELS = ("scenario", "future", "level", "seed", "replicate")
"""Columns of the table before what was drawn."""

Levels = Sequence[str | Mapping[str, Any]] | str


@dataclass(frozen=True)
class Asked:
    """What is asked of the futures.

    Attributes:
        count: number of futures.
        replications: replicates in each.
    """

    count: int = DEFAULT_FUTURES
    replications: int = DEFAULT_REPLICATIONS

    @property
    def seeds(self) -> int:
        """How far above the first seed of the comparison their seeds go."""
        return SEED_FROM + self.count * self.replications


@dataclass(frozen=True)
class Country:
    """The futures of one scenario.

    Attributes:
        name: of the scenario.
        given: name, file or scenario that it is loaded from.
        present: its present level as it stands; ``names``: of all levels.
        factors: what is drawn.
        points: value by key, a future each; only those that make a scenario.
        notes: what is to be told of the draw.
    """

    name: str
    given: str | Scenario
    present: Scenario
    names: tuple[str, ...]
    factors: tuple[Factor, ...]
    points: tuple[tuple[int, Mapping[str, Value]], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Futures:
    """The futures of a comparison, before they are computed.

    Attributes:
        asked: how many.
        countries: by name of the scenario.
        levels, settings, asked_present: of the comparison, for every future.
        seed: first seed of the comparison.
        simulate: makes the runs of a replicate.
    """

    asked: Asked
    countries: Mapping[str, Country]
    levels: Levels
    settings: tuple[str, ...]
    asked_present: str | None
    seed: int
    simulate: Simulate

    def at_least(self, replications: int) -> Futures:
        """Return the same futures with at least so many replicates."""
        most = max(replications, self.asked.replications)
        return dataclasses.replace(self, asked=dataclasses.replace(self.asked, replications=most))

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be told of the draws."""
        return tuple(note for country in self.countries.values() for note in country.notes)

    @property
    def choices(self) -> dict[str, Any]:
        """What the hash covers; the number of replicates is not in it, so that more go on from there."""
        return {
            "count": self.asked.count,
            "factors": {
                name: [factor.as_dict() for factor in own.factors]
                for name, own in self.countries.items()
            },
        }

    @property
    def facts(self) -> dict[str, Any]:
        """What only describes them in the manifest."""
        return {
            "count": {name: len(own.points) for name, own in self.countries.items()},
            "replications": self.asked.replications,
        }

    @property
    def runs(self) -> dict[str, int]:
        """Number of runs by unit of work."""
        return {
            stem(index, number, r): len(own.names)
            for r in range(self.asked.replications)
            for index, own in enumerate(self.countries.values())
            for number, _ in own.points
        }

    def tasks(self, parts: Path) -> list[LaterTask]:
        """Return the units of work, all futures of a replicate before the next replicate."""
        return [
            LaterTask(
                stem(index, number, r),
                parts,
                self.seed_of(number, r),
                own.present.burn_in_days + len(own.names) * own.present.horizon_days,
                functools.partial(self._task, index, own, number, point, r, parts),
            )
            for r in range(self.asked.replications)
            for index, own in enumerate(self.countries.values())
            for number, point in own.points
        ]

    def seed_of(self, number: int, replicate: int) -> int:
        """Return the seed of a replicate of a future; more replicates leave those before as they were."""
        return self.seed + SEED_FROM + replicate * self.asked.count + number

    def _task(
        self,
        index: int,
        country: Country,
        number: int,
        point: Mapping[str, Value],
        replicate: int,
        parts: Path,
    ) -> Task:
        found = scenarios_of(country, point, self.levels, self.settings, self.asked_present)
        seed = self.seed_of(number, replicate)
        return Task(
            stem=stem(index, number, replicate),
            parts=parts,
            seed=seed,
            present=next(s for s in found.values() if s.partnership.name == s.present.name),
            branches=tuple(
                Branch(
                    {
                        "scenario": country.name,
                        "future": number,
                        "level": level,
                        "seed": seed,
                        "replicate": replicate,
                        **point,
                    },
                    scenario,
                )
                for level, scenario in found.items()
            ),
            keep=(),
            simulate=self.simulate,
        )


def stem(scenario: int, number: int, replicate: int) -> str:
    """Return the name of the part files of one unit of work."""
    return f"future-{scenario:02d}-{number:05d}-r{replicate:04d}"


def load_futures(
    asked: Asked,
    names: Sequence[str | Scenario],
    levels: Levels,
    settings: Sequence[str],
    present: str | None,
    seed: int,
    simulate: Simulate,
) -> Futures:
    """Draw the futures of a comparison, and see that each makes a scenario.

    Args:
        asked: how many.
        names: of the scenarios, or files, or scenarios that are loaded.
        levels: of the comparison.
        settings: what holds in every future; it is not drawn.
        present: level of the burn-in (None: each scenario's own).
        seed: first seed of the comparison.
        simulate: makes the runs of a replicate.

    Raises:
        InputError: no future makes a scenario, or the numbers asked for make no sense.
    """
    check(asked)
    found = [_country(asked, given, levels, settings, present) for given in names]
    return Futures(
        asked,
        {country.name: country for country in found},
        levels,
        tuple(settings),
        present,
        seed,
        simulate,
    )


def check(asked: Asked) -> None:
    """See that the numbers make sense.

    Raises:
        InputError: they do not.
    """
    for key, value, least, most in (
        ("futures", asked.count, LEAST_FUTURES, MOST_FUTURES),
        ("future_replications", asked.replications, 1, 1000),
    ):
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise InputError(
                phrase(
                    "{key}={value!r}: must be a whole number of at least {least} and at most {most:,}",
                    key=key,
                    value=value,
                    least=least,
                    most=most,
                )
            )


def scenarios_of(
    country: Country,
    point: Mapping[str, Value],
    levels: Levels,
    settings: Sequence[str],
    present: str | None,
) -> dict[str, Scenario]:
    """Return the scenario of each level in a future.

    Raises:
        InputError: what was drawn makes no scenario.
    """
    texts = overrides(point, [f for f in country.factors if f.key != COST], country.present)
    texts += _places(country.present, point, settings)
    given = country.given if isinstance(country.given, str) else circumstances(country.given)
    loaded = load_levels(given, levels, [*settings, *texts], present)
    return with_cost(loaded, float(point[COST]))


def _places(base: Scenario, point: Mapping[str, Value], settings: Sequence[str]) -> list[str]:
    """Return the setting that leaves room for all organisations that may enter in a future.

    A run whose places are all taken stops. Futures with many organisations or newcomers would all be
    lost that way, and what is told of the others would be of a calmer world. Where the places are
    set by whoever asks they stay.
    """
    if any(text.partition("=")[0] == PLACES for text in settings):
        return []
    count = float(point.get("organisations.count", base.organisations.count))
    entry = float(point.get("traffickers.entry_per_year", base.traffickers.entry_per_year))
    needed = places_for(count, entry, base.burn_in_days / YEAR_DAYS + base.years)
    return [f"{PLACES}={needed}"] if needed > base.organisations.max else []


def places_for(count: float, entry: float, years: float) -> int:
    """Return how many places organisations may need.

    Args:
        count: organisations at day 0.
        entry: newcomers a year for each of these while profits are as usual.
        years: burn-in and horizon.
    """
    coming = count * entry * EAGER * years
    return math.ceil(count + coming + 5 * math.sqrt(coming) + 5)


# --------------------------------------------------------------------------- the draw
def _country(
    asked: Asked,
    given: str | Scenario,
    levels: Levels,
    settings: Sequence[str],
    present: str | None,
) -> Country:
    base = load_levels(given, levels, settings, present)
    first = next(iter(base.values()))
    start = base.get(first.present.name, first)
    factors, notes = drawn_factors(base, settings)
    drawn = samplers.lhs(factors, samplers.shares(asked.count, len(factors)))
    country = Country(start.name, given, start, tuple(base), tuple(factors), (), tuple(notes))
    points, reasons = [], []
    for number, point in enumerate(drawn):
        try:
            scenarios_of(country, point, levels, settings, present)
        except InputError as error:
            reasons.append(error.args[0])
        else:
            points.append((number, point))
    if len(points) < LEAST_FUTURES:
        raise InputError(
            phrase(
                "full=true: what is drawn fits the scenario nowhere: {reason}", reason=reasons[0]
            )
        )
    if reasons:
        notes.append(
            phrase(
                "{n} of {total} futures make no scenario of '{name}' and are left out; the first: {reason}",
                n=len(reasons),
                total=asked.count,
                name=start.name,
                reason=reasons[0],
            )
        )
    return dataclasses.replace(country, points=tuple(points), notes=tuple(notes))


def drawn_factors(
    levels: Mapping[str, Scenario], settings: Sequence[str] = ()
) -> tuple[list[Factor], list[str]]:
    """Return what is drawn in the futures of a scenario, and what is to be told of it.

    A range that the scenario gives itself (``priors``) stands in the place of the shipped one. Left
    out is what no level has (an instrument, a system), what a setting fixes, and what lies outside
    its prior.

    Args:
        levels: the scenario of each level.
        settings: ``key=value`` of the comparison.
    """
    plain = [scenario_as_dict(scenario) for scenario in levels.values()]
    asked = read_factors({ALL: "prior", **dict.fromkeys(PUBLISHED, "prior")}, "full=true")
    first = next(iter(levels.values()))
    ranged = {own.key for own in first.priors}
    known = [
        factor
        for factor in with_own_ranges(asked, first)
        if any(entries(own, factor.key) for own in plain)
    ]
    single = [
        text for text in settings if "." in text.partition("=")[0]
    ]  # (instruments=[...] chooses, and fixes nothing)
    fixed = {factor.key for factor in known if set_beside(single, [factor])}
    found, outside = [], []
    sizes = dict(_sizes())
    for factor in known:
        if factor.key in fixed:
            continue
        own = dict(entries(plain[0], factor.key)).get(factor.key)
        if factor.key in OF_SIZE and factor.key not in ranged:
            found += _in_proportion(factor, own, sizes.get(factor.key, 0))
        elif _is_outside(factor, own):
            outside.append(factor.key)
        else:
            found.append(factor)
    found.append(Factor(COST, low=COST_RANGE[0], high=COST_RANGE[1], log=True))
    name = first.name
    notes = []
    if outside:
        notes.append(
            phrase(
                "futures of '{name}': not drawn, because the scenario's own value lies outside the range of the prior: {keys}",
                name=name,
                keys=", ".join(outside),
            )
        )
    return found, notes


def _sizes() -> Iterator[tuple[str, float]]:
    plain = scenario_as_dict(load_scenario(default_choices()["scenario"]))
    for key in OF_SIZE:
        yield key, float(dict(entries(plain, key)).get(key) or 0)


def _in_proportion(factor: Factor, own: Any, usual: float) -> list[Factor]:
    """Return a factor with its range in proportion to the scenario's own number; none where one of the two is 0."""
    if not own or not usual:
        return []
    low, high = (end * float(own) / usual for end in (factor.low, factor.high))
    if factor.whole:
        low, high = max(1.0, round(low)), max(1.0, round(high))
    return [dataclasses.replace(factor, low=low, high=high)] if low < high else []


def _is_outside(factor: Factor, own: Any) -> bool:
    if factor.way != "set" or factor.values or "*" in factor.key:
        return False
    number = isinstance(own, int | float) and not isinstance(own, bool)
    return own is None or (number and not factor.low <= own <= factor.high)
