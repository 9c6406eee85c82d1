"""An experiment before it is computed: its points, the scenario of each, and the units of work."""

from __future__ import annotations

import functools
import math
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from borderSim.errors import InputError, nearest
from borderSim.extend.own import NOTHING, Own
from borderSim.given import MOST_SEED
from borderSim.measures.dictionary import Dictionary, headline_of
from borderSim.measures.dictionary import with_own as measures_with_own
from borderSim.measures.frame_units import with_row_units
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.load import load_levels, load_scenario, scenario_as_dict
from borderSim.scenario.overrides import choice
from borderSim.scenario.own_config import used_files
from borderSim.scenario.own_files import beside
from borderSim.studies.analysis.settled import with_settled
from borderSim.studies.analysis.tables import LABEL, Frame, summary
from borderSim.studies.analysis.windows import (
    BY_TRANSITION,
    CLAIM,
    KEYS,
    TRANSITION,
    SweepWindows,
    label_of,
)
from borderSim.studies.analysis.windows import told as told_of
from borderSim.studies.design import level_draws, samplers
from borderSim.studies.design.experiment import Experiment
from borderSim.studies.design.factors import (
    LEVERS,
    PARTNERSHIP,
    TRAITS,
    Value,
    as_text,
    entries,
    field_of,
    overrides,
)
from borderSim.studies.design.own_country import hint
from borderSim.studies.execution import plugins, private, provenance
from borderSim.studies.execution.manifest import Design
from borderSim.studies.execution.task import (
    Branch,
    Label,
    LaterTask,
    Simulate,
    Task,
    branch_levels,
    with_own,
)

DIALS = "dials"
"""Level under which a place on the dials stands in the tables."""
FIRST = 200
"""Points of a design that are all checked before it begins.

Of a larger one some are, and the others meanwhile.
"""
MOST_WORDS = 200
"""Different words of a factor that are all checked before it begins."""
MOST_HELD = 256
"""Points whose scenarios are held at a time (some 100 kB a scenario).

The others are made anew when their turn comes.
"""
TOGETHER = 11
"""Points that go on from one burn-in, where they differ by their place on the dials alone."""


@dataclass(frozen=True)
class Place:
    """What is run at a point: the burn-in, and the scenario of each level from its end on."""

    start: Scenario
    levels: Mapping[str, Scenario]


class Plan:
    """An experiment before it is computed: its points, scenarios and units of work."""

    def __init__(
        self, experiment: Experiment, simulate: Simulate = branch_levels, own: Own = NOTHING
    ) -> None:
        self.experiment = experiment
        self.simulate, self.own = with_own(simulate, own), own
        e = experiment
        self.bases = {
            (name, arm): self._load(name, arm, ()) for name in e.scenarios for arm in e.arms
        }
        self.names = self._names()
        self.dials = [factor for factor in e.factors if factor.key.startswith(LEVERS)]
        self._check_names()
        if "events" in experiment.keep and not all(
            scenario.events for base in self.bases.values() for scenario in base.values()
        ):
            raise InputError(
                f"experiment '{experiment.name}': keep: events needs the log of events: write settings: [events=true]"
            )
        self.levels = self._one_list_of_levels()
        self.columns = level_draws.columns(self.levels, e.name) if e.draws_levels else []
        points, draws = self._points()
        kept = self._kept(points)
        self.points, self.draws = [points[i] for i in kept], [draws[i] for i in kept]
        self.dropped = len(points) - len(kept)
        self.numbers = kept
        self.groups = self._groups()
        self._latest: OrderedDict[tuple[str, str, int], Place] = OrderedDict()
        self._loaded: set[tuple[str, str, int]] = set()
        self._moved: dict[tuple[str, str, str], Mapping[str, Scenario]] = {}

    @property
    def runs(self) -> int:
        """Number of runs."""
        return sum(self.design.plan.values())

    @property
    def days(self) -> int:
        """Days to simulate."""
        return (
            sum(self._days(*base, group) for base in self.bases for group in self.groups)
            * self.experiment.replications
        )

    def _days(self, name: str, arm: str, group: Sequence[int]) -> int:
        """Return the days of one unit of work."""
        base = self.bases[name, arm]
        days = base[self.present(base)].burn_in_days
        for point in group:
            own = self._levels_of(name, arm, self._transition(point))
            present = own[self.present(own)]
            days += sum((own.get(level) or present).horizon_days for level in self.levels_at(point))
        return days

    @property
    def burn_in_days(self) -> int:
        """Days of these that are burn-in, under the present level."""
        starts = [base[self.present(base)].burn_in_days for base in self.bases.values()]
        return sum(starts) * len(self.groups) * self.experiment.replications

    def levels_at(self, point: int) -> list[str]:
        """Return the levels that are run at a point: all, unless the point names one, which then stands beside the present level."""
        if PARTNERSHIP not in self.points[point]:
            return self.levels
        base = next(iter(self.bases.values()))
        return list(dict.fromkeys([self.present(base), str(self.points[point][PARTNERSHIP])]))

    @staticmethod
    def present(levels: Mapping[str, Scenario]) -> str:
        """Return the name of the present level."""
        return next(iter(levels.values())).present.name

    def seed(self, point: int, replicate: int) -> int:
        """Return the seed of a replicate of a point.

        More replicates leave those of before as they were.
        """
        if self.experiment.chances == "common":
            return self.experiment.seed + replicate
        return self.experiment.seed + replicate * len(self.points) + point

    def scenarios(self, name: str, arm: str, point: int) -> dict[str, Scenario]:
        """Return the scenario of each level at a point.

        Raises:
            InputError: the point's settings make no scenario.
        """
        return dict(self.place(name, arm, point).levels)

    def place(self, name: str, arm: str, point: int) -> Place:
        """Return burn-in and levels of a point (see :meth:`scenarios`)."""
        key = (name, arm, point)
        if key not in self._latest:
            self._loaded.add(key)
            self._latest[key] = self._at(name, arm, point)
            if len(self._latest) > MOST_HELD:
                self._latest.popitem(last=False)
        return self._latest[key]

    def check(self, most: int | None = None) -> int:
        """Load points, so that what is wrong shows; return how many.

        Args:
            most: load no more of a grid or drawn design than this, spread over it (None: all).
        """
        count = len(self.points)
        few = most is not None and most < count and self.experiment.kind not in ("list", "csv")
        return self._load_all(_spread(count, most) if few and most else range(count))

    def check_first(self) -> int:
        """Load the points in which what is wrong with a factor shows; return how many.

        These are some that are spread over the design, and of each factor the lowest and the
        highest number, whole and broken, and every word. The others are checked by
        :meth:`check_rest` while the first runs are made.

        Raises:
            InputError: the settings of a point make no scenario.
        """
        return self._load_all(self.first_points)

    def check_rest(self) -> Iterator[None]:
        """Load the points that were not loaded yet, one a step, from the last on: the runs come from the first.

        Raises:
            InputError: the settings of a point make no scenario.
        """
        for point in reversed(range(len(self.points))):
            for base in self.bases:
                if (*base, point) not in self._loaded:
                    self._loaded.add((*base, point))
                    self._at(*base, point)
                    yield

    @cached_property
    def first_points(self) -> list[int]:
        """Points that are checked before anything is run (see :meth:`check_first`)."""
        if len(self.points) <= FIRST:
            return list(range(len(self.points)))
        found = set(_spread(len(self.points), FIRST // 2))
        for key in dict.fromkeys(key for point in self.points for key in point):
            found |= _telling_points([point.get(key) for point in self.points])
        return sorted(found)

    def _load_all(self, points: Sequence[int]) -> int:
        for point in points:
            for name, arm in self.bases:
                self.place(name, arm, point)
        most = MOST_SEED - self.experiment.replications * len(self.points)
        if self.experiment.seed > most:
            raise InputError(
                f"seed={self.experiment.seed}: must be a whole number of at least 0 and at most {most}"
            )
        return len(points)

    def tasks(self, parts: Path) -> list[LaterTask]:
        """Return the units of work, all points of a replicate before the next replicate.

        Each is made when its turn comes.
        """
        e = self.experiment
        numbers = dict(zip(self.bases, self._numbered(), strict=True))
        days = {
            (base, number): self._days(*base, group)
            for base in self.bases
            for number, group in enumerate(self.groups)
        }
        return [
            LaterTask(
                _stem(*numbers[base], group[0], r),
                parts,
                self.seed(group[0], r),
                days[base, number],
                functools.partial(self._task, *base, group, r, parts),
            )
            for r in range(e.replications)
            for number, group in enumerate(self.groups)
            for base in self.bases
        ]

    @cached_property
    def design(self) -> Design:
        """What the manifest records and the hash covers."""
        e = self.experiment
        first = next(iter(self.bases.values()))
        present = self.present(first)
        choices = {
            "command": "sweep",
            "experiment": e.name,
            "scenarios": self.names,
            "levels": self.levels,
            "present": present,
            "years": e.years,
            **({} if e.measure_from_year is None else {"measure_from_year": e.measure_from_year}),
            "seed": e.seed,
            "chances": e.chances,
            "keep": list(e.keep),
            "settings": [private.label(text) for text in e.settings],
            "arms": {arm: [private.label(text) for text in texts] for arm, texts in e.arms.items()},
            "analysis": e.analysis,
            "design": {
                "kind": e.kind,
                "points": len(self.points),
                "draws_levels": e.draws_levels,
                "factors": [factor.as_dict() for factor in e.factors],
                "rows": [dict(row) for row in e.rows] if e.kind == "list" else [],
            }
            | self._more_of_the_design(),
        }
        choices |= self.own.choices
        if e.steps:
            choices["steps"] = [step.as_dict() for step in e.steps]
        config, differing = {}, {}
        for (name, arm), own in self.bases.items():
            label = self._label(name, arm)
            config[label] = scenario_as_dict(own[present])
            differing[label] = {
                level: {k: v for k, v in scenario_as_dict(s).items() if config[label].get(k) != v}
                for level, s in own.items()
            }
        facts = about(e) | used_files()
        if self.dropped:
            facts["points_dropped"] = self.dropped
        if moved := self._by_transition():
            facts[BY_TRANSITION] = moved
        plan = {
            _stem(*numbers, group[0], r): sum(len(self.levels_at(point)) for point in group)
            for r in range(e.replications)
            for group in self.groups
            for numbers in self._numbered()
        }
        return Design(choices, config, differing, facts, plan, self._plugins())

    def _plugins(self) -> dict[str, dict[str, str]]:
        """Return the plug-ins that any point uses."""
        own = plugins.of_scenarios(
            scenario for levels in self.bases.values() for scenario in levels.values()
        )
        return (
            own
            | self.own.plugins
            | plugins.of_names(
                (key, value) for point in self.points for key, value in point.items()
            )
        )

    @property
    def order(self) -> list[tuple[str, Sequence[object]]]:
        """Columns by which the table of runs is sorted, with their values in their order."""
        return [
            ("scenario", self.names),
            ("arm", list(self.experiment.arms)),
            ("point", []),
            ("level", self.levels),
            ("seed", []),
        ]

    def summary(self, runs: Frame) -> Frame:
        """Return values and paired differences by point: totals a year, each row with its unit, as a comparison tells them."""
        return with_row_units(
            summary(
                self._a_year(runs), self.present(next(iter(self.bases.values()))), self.dictionary
            ),
            self.dictionary,
        )

    def settled(self, shown: Frame, yearly: Frame) -> Frame:
        """Return the rows of :meth:`summary` with whether their differences have settled."""
        keys = ["scenario", "arm", "point"]
        place = pd.MultiIndex.from_frame(shown[keys].drop_duplicates())

        def numbered(frame: Frame) -> Frame:
            here = place.get_indexer(pd.MultiIndex.from_frame(frame[keys])).astype(str)
            return frame.assign(scenario=here)

        by_place = {
            str(i): self.windows.at(name, arm, transition=self._transition(point))
            for i, (name, arm, point) in enumerate(place)
        }
        present = self.present(next(iter(self.bases.values())))
        found = with_settled(numbered(shown), numbered(yearly), present, by_place, self.dictionary)
        return found.assign(scenario=shown["scenario"].to_numpy())

    def _a_year(self, runs: Frame) -> Frame:
        """Return runs whose totals are divided by the years that each of them measures."""
        # (a list of claims has a plan, and so windows, for each claim)
        spans = self.windows.years(runs.drop(columns=CLAIM, errors="ignore"))
        totals = [
            name for name in headline_of(self.dictionary) if self.dictionary[name].kind == "total"
        ]
        return runs.assign(**{name: runs[name] / spans for name in totals})

    @cached_property
    def windows(self) -> SweepWindows:
        """What each run measures."""
        return SweepWindows.of({"config": self.design.config, **self.design.facts})

    def _transition(self, point: int) -> str:
        """Return the transition that a point sets, empty where it is no factor."""
        return str(self.points[point].get(TRANSITION, ""))

    def _levels_of(self, name: str, arm: str, transition: str) -> Mapping[str, Scenario]:
        """Return the levels of a scenario and arm with a transition: it sets the horizon and the years measured."""
        if not transition:
            return self.bases[name, arm]
        key = (name, arm, transition)
        if key not in self._moved:
            self._moved[key] = self._load(name, arm, [choice(TRANSITION, transition)])
        return self._moved[key]

    def _by_transition(self) -> dict[str, dict[str, dict[str, Any]]]:
        """Return by label of a configuration and transition what sets the years measured; empty where it is no factor."""
        values = dict.fromkeys(map(self._transition, range(len(self.points))))
        found: dict[str, dict[str, dict[str, Any]]] = {}
        for name, arm in self.bases:
            for value in filter(None, values):
                own = self._levels_of(name, arm, value)
                resolved = scenario_as_dict(own[self.present(own)])
                kept = {key: resolved[key] for key in KEYS}
                found.setdefault(self._label(name, arm), {})[value] = kept
        return found

    def _label(self, name: str, arm: str) -> str:
        """Return how the manifest calls a scenario in an arm (as in the tables: a file's path is nobody's business)."""
        own = next(iter(self.bases[name, arm].values())).name
        return label_of(own, arm if len(self.experiment.arms) > 1 else "")

    @property
    def dictionary(self) -> Dictionary:
        """All outcomes of its runs."""
        return measures_with_own(self.own.outcomes)

    @property
    def notes(self) -> list[str]:
        """What is not compared since it measures other years, and what a prior draws in a scenario to whose size it does not belong."""
        told = self._apart()
        for factor in self.experiment.factors:
            declared = (field_of(factor.key) or (None,))[0]
            if (
                factor.values
                or factor.way != "set"
                or declared is None
                or declared.prior != (factor.low, factor.high)
            ):
                continue
            for base in self.bases.values():
                scenario = base[self.present(base)]
                own = dict(entries(scenario_as_dict(scenario), factor.key)).get(factor.key)
                if (
                    isinstance(own, int | float)
                    and not isinstance(own, bool)
                    and not factor.low <= own <= factor.high
                ):
                    told.append(
                        f"{factor.key}: prior draws from {factor.low:g} to {factor.high:g}, but the scenario '{scenario.name}' has {own:g}: "
                        f"a prior belongs to a country of middle size, {{range: [LOW, HIGH]}} in its place draws around your own"
                    )
        return list(dict.fromkeys(told))

    def _apart(self) -> list[str]:
        """Return a note where arms, or values of ``transition``, measure different years of a scenario."""
        transitions = list(dict.fromkeys(map(self._transition, range(len(self.points)))))
        for name in self.names:
            here = told_of(
                self.windows.at(name, arm, transition=transition)
                for arm in self.experiment.arms
                for transition in transitions
            )
            if len(here) > 1:
                return [
                    f"experiment '{self.experiment.name}': its arms or points measure different years ({' and '.join(here)}); totals are told "
                    "a year of each, and what measures different years is not compared; years= and measure_from_year= set the same for all"
                ]
        return []

    def _more_of_the_design(self) -> dict[str, object]:
        """Return what only some designs have, so that the hash of the others stays as it was."""
        e = self.experiment
        more: dict[str, object] = {}
        if e.kind == "sobol":
            more |= {"base": e.base, "second_order": e.second_order}
        if e.kind == "morris":
            more |= {"trajectories": e.trajectories, "places": e.places}
        if e.kind == "csv":
            more |= {
                "file": Path(e.file).name,
                "sha256": provenance.config_hash({"rows": [dict(row) for row in e.rows]}),
            }
        if e.constraints:
            more["constraints"] = [constraint.text for constraint in e.constraints]
        if self.columns:
            more["columns"] = [f"{level}.{trait}" for level, trait in self.columns]
        return more

    # ------------------------------------------------------------------ the parts
    def _load(
        self,
        name: str,
        arm: str,
        texts: Sequence[str],
        levels: Sequence[str] | None = None,
        row: str = "",
    ) -> dict[str, Scenario]:
        e = self.experiment
        place = f"experiment '{e.name}'" + (f", arm '{arm}'" if len(e.arms) > 1 else "") + row
        try:
            with beside(e.path):
                return load_levels(
                    name,
                    e.levels if levels is None else levels,
                    self._settings(arm, texts),
                    e.present,
                )
        except InputError as error:
            raise InputError(f"{place}: {error}{hint(e, str(error), Path(name).stem)}") from None

    def _names(self) -> list[str]:
        """Return the scenarios by the names that the tables have, whatever path each was given by."""
        found: dict[str, str] = {}
        for (given, _), own in self.bases.items():
            name = next(iter(own.values())).name
            if found.setdefault(name, given) != given:
                raise InputError(
                    f"experiment '{self.experiment.name}': scenarios name the scenario '{name}' twice: {found[name]} and {given}"
                )
        return list(found)

    def _check_names(self) -> None:
        """See that no two scenarios stand under one name in the tables."""
        files: dict[str, str] = {}
        for (given, _), base in self.bases.items():
            name = next(iter(base.values())).name
            if files.setdefault(name, given) != given:
                raise InputError(
                    f"experiment '{self.experiment.name}': scenarios: '{files[name]}' and '{given}' are both called '{name}': their runs would stand in one row of the tables"
                )

    def _one_list_of_levels(self) -> list[str]:
        lists = [(self.present(own), list(own)) for own in self.bases.values()]
        if any(other != lists[0] for other in lists[1:]):
            raise InputError(
                f"experiment '{self.experiment.name}': its scenarios have different present levels; set present"
            )
        if (
            any(factor.key.startswith(TRAITS) for factor in self.experiment.factors)
            and len(lists[0][1]) > 1
        ):
            raise InputError(
                f"experiment '{self.experiment.name}': a trait as factor needs present to be the single level"
            )
        named = next(
            (factor.values for factor in self.experiment.factors if factor.key == PARTNERSHIP), ()
        )
        for level in named:
            if level not in lists[0][1]:
                raise InputError(
                    f"experiment '{self.experiment.name}': partnership: write the level {level!r} as {nearest(str(level), lists[0][1]) or lists[0][1]}"
                )
        return [DIALS] if self.dials else lists[0][1]

    def _points(self) -> tuple[list[dict[str, Value]], list[dict[tuple[str, str], float]]]:
        e = self.experiment
        if e.kind in ("list", "csv"):
            return [dict(row) for row in e.rows], [{}] * len(e.rows)
        if e.kind == "grid":
            points = samplers.grid(e.factors, e.name)
            return points, [{}] * len(points)
        n = len(e.factors) + len(self.columns)
        size = samplers.count(
            e.kind,
            n,
            points=e.points,
            base=e.base,
            second_order=e.second_order,
            trajectories=e.trajectories,
        )
        if size > samplers.MOST_POINTS:
            raise InputError(
                f"experiment '{e.name}': its design of {n} factors has {size} points: at most {samplers.MOST_POINTS} are made"
            )
        drawn = samplers.shares_of(vars(e), n)
        n = len(e.factors)
        return samplers.lhs(e.factors, drawn[:, :n]), [
            dict(zip(self.columns, map(float, row[n:]), strict=True)) for row in drawn
        ]

    def _kept(self, points: Sequence[Mapping[str, Value]]) -> list[int]:
        """Return the numbers of the points that keep all constraints."""
        e = self.experiment
        if not e.constraints:
            return list(range(len(points)))
        fixed = self._fixed(
            {key for constraint in e.constraints for key in constraint.keys}
            - {factor.key for factor in e.factors}
        )
        kept = [
            i
            for i, point in enumerate(points)
            if all(constraint.holds({**fixed, **point}) for constraint in e.constraints)
        ]
        if not kept:
            raise InputError(
                f"experiment '{e.name}': design.constraints drop all {len(points)} points"
            )
        return kept

    def _fixed(self, keys: set[str]) -> dict[str, object]:
        """Return the values of keys that constraints name and the design does not vary.

        What is no key is a word.
        """
        e, found = self.experiment, {}
        for key in sorted(keys):
            values = []
            for base in self.bases.values():
                value: object = scenario_as_dict(base[self.present(base)])
                for part in key.split("."):
                    value = value.get(part) if isinstance(value, Mapping) else None
                values.append(value.get("name") if isinstance(value, Mapping) else value)
            if values[0] is None and "." in key:
                known = [factor.key for factor in e.factors]
                raise InputError(
                    f"experiment '{e.name}': design.constraints: {key} is an unknown key{nearest(key, known)}"
                )
            if any(value != values[0] for value in values):
                raise InputError(
                    f"experiment '{e.name}': design.constraints: {key} differs between its scenarios or arms; only what is the same in all can be held against a factor"
                )
            if values[0] is not None:
                found[key] = values[0]
        return found

    def _groups(self) -> list[list[int]]:
        """Return the points of each unit of work: one, or several that differ by their place on the dials alone."""
        together = (
            TOGETHER
            if self.dials
            and len(self.dials) == len(self.experiment.factors)
            and self.experiment.chances == "common"
            else 1
        )
        return [
            list(range(first, min(first + together, len(self.points))))
            for first in range(0, len(self.points), together)
        ]

    def _at(self, name: str, arm: str, point: int) -> Place:
        e, values = self.experiment, self.points[point]
        base = self.bases[name, arm]
        texts = overrides(values, e.factors, base[self.present(base)])
        row = ""
        if e.kind in ("list", "csv"):
            row = (
                f", row {e.row_lines[self.numbers[point]]} of {e.row_table or e.file}"
                if e.file
                else f", row {self.numbers[point] + 1}"
            )
        if self.dials:
            start = next(iter(self._load(name, arm, texts, row=row).values()))
            return Place(start, {DIALS: self._dialled(name, arm, texts, values, start, row)})
        level = values.get(PARTNERSHIP)
        found = self._load(
            name, arm, texts, levels=None if level is None else [str(level)], row=row
        )
        traits = {
            key.removeprefix(TRAITS): value
            for key, value in values.items()
            if key.startswith(TRAITS)
        }
        if traits:
            found = level_draws.with_traits(found, traits)
        if self.columns:
            draws: dict[str, dict[str, float]] = {level: {} for level in found}
            for (level, trait), share in self.draws[point].items():
                draws[level][trait] = share
            found = level_draws.with_draws(found, draws)
        return Place(found[self.present(found)], found)

    def _dialled(
        self,
        name: str,
        arm: str,
        texts: Sequence[str],
        values: Mapping[str, Value],
        start: Scenario,
        row: str,
    ) -> Scenario:
        """Return the scenario at a place on the dials.

        A dial that is no factor stays that of the present level.
        """
        e = self.experiment
        present = e.present or start.present.name
        dials = [
            choice("present", present),
            choice("partnership", present),
            *(f"{factor.key}={as_text(values[factor.key])}" for factor in self.dials),
        ]
        try:
            with beside(e.path):
                return load_scenario(name, [*self._settings(arm, texts), *dials])
        except InputError as error:
            raise InputError(f"experiment '{e.name}'{row}: {error}") from None

    def _settings(self, arm: str, texts: Sequence[str]) -> list[str]:
        e = self.experiment
        return [
            *e.settings,
            *([] if e.years is None else [f"years={e.years}"]),
            *([] if e.measure_from_year is None else [f"measure_from_year={e.measure_from_year}"]),
            *e.arms[arm],
            *texts,
        ]

    def _numbered(self) -> Iterator[tuple[int, int]]:
        names, arms = list(self.experiment.scenarios), list(self.experiment.arms)
        for name, arm in self.bases:
            yield names.index(name), arms.index(arm)

    def _task(self, name: str, arm: str, group: Sequence[int], replicate: int, parts: Path) -> Task:
        e = self.experiment
        numbers = list(e.scenarios).index(name), list(e.arms).index(arm)
        seed = self.seed(group[0], replicate)
        return Task(
            stem=_stem(*numbers, group[0], replicate),
            parts=parts,
            seed=seed,
            present=self.place(name, arm, group[0]).start,
            branches=tuple(
                Branch(
                    {
                        "scenario": s.name,
                        "arm": arm,
                        "point": point,
                        "level": level,
                        "seed": seed,
                        "replicate": replicate,
                        **labels,
                    },
                    s,
                )
                for point in group
                for labels in [self._labels(name, arm, point)]
                for level, s in self.scenarios(name, arm, point).items()
            ),
            keep=e.keep,
            simulate=self.simulate,
        )

    def _labels(self, name: str, arm: str, point: int) -> dict[str, Label]:
        """Return what was varied at a point, as the table of runs names it."""
        labels: dict[str, Label] = dict(self.points[point])
        if self.experiment.row_labels:
            labels[LABEL] = self.experiment.row_labels[self.numbers[point]]
        if self.columns:
            scenarios = self.scenarios(name, arm, point)
            labels |= {
                f"{level}.{trait}": level_draws.shown(scenarios[level].partnership, trait)
                for level, trait in self.columns
            }
        return labels


def _stem(scenario: int, arm: int, point: int, replicate: int) -> str:
    return f"s{scenario:02d}-a{arm:02d}-p{point:06d}-r{replicate:04d}"


def _spread(count: int, most: int) -> list[int]:
    """Return so many numbers below ``count``, first and last among them."""
    return sorted({round(i * (count - 1) / max(1, most - 1)) for i in range(most)})


def _telling_points(values: Sequence[object]) -> set[int]:
    """Return where the lowest and the highest number of each kind stand, and each word for the first time."""
    numbers: dict[tuple[type, bool], list[int]] = {}
    words: dict[object, int] = {}
    for i, value in enumerate(values):
        if isinstance(value, int | float) and not isinstance(value, bool):
            numbers.setdefault(
                (type(value), value == int(value) if math.isfinite(value) else False), []
            ).append(i)
        elif len(words) < MOST_WORDS:
            words.setdefault(value, i)
    ends = {find(own, key=values.__getitem__) for own in numbers.values() for find in (min, max)}  # type: ignore[type-var]
    return ends | set(words.values())


def about(e: Experiment) -> dict[str, Any]:
    """Return what the manifest of a study says of its experiment, beside the choices."""
    return {
        "command": [
            "bordersim",
            "sweep",
            f"experiment={e.name}",
            f"replications={e.replications}",
        ],
        "question": e.question,
        "read": e.read,
        "replications": e.replications,
    }
