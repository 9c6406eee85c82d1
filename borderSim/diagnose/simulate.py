"""Each missing remedy simulated on a country as it is, on common random numbers; then pairs and triples, greedily.

The country is a scenario whose present level is its own. Every run of a replicate goes on from one
burn-in under that level. A remedy is in force from the first day of the horizon (``transition=steady``):
how long it takes to get there is told beside it, not simulated.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from borderSim.diagnose.raised import reached_by
from borderSim.diagnose.ranking import Ranked, best_in_turn, rank
from borderSim.diagnose.remedies import MANDATE, WILL, Missing, along_of, part_of
from borderSim.errors import InputError
from borderSim.given import MOST_SEED
from borderSim.language.phrases import phrase
from borderSim.parameters.scenario import Partnership, Scenario
from borderSim.scenario.from_python import circumstances, plain_level
from borderSim.scenario.load import load_levels, scenario_as_dict
from borderSim.scenario.questionnaire.as_level import as_typed
from borderSim.studies.analysis.tables import Frame
from borderSim.studies.compare import compare_loaded
from borderSim.studies.execution.job import Progress

REPLICATIONS = 40
"""Replicates of the single remedies."""
TOGETHER = 20
"""Replicates of pairs and triples."""
YEARS = 3.0
"""Horizon, years, all of it measured: the first three with the remedy in force (see docs/diagnose-road-map.md)."""
FIRST_LOOK = 4
"""Replicates of every missing remedy where more are missing than go on to be refined."""
MOST = 12
"""Remedies that are refined."""
MOST_BESIDE = 8
"""Remedies, best first, that are tried beside the best one, and beside the best pair."""
FOLLOWS = ("pairs", "triples")
"""Steps that hang on the ranking of the step before: with more replicates they may be others, and replace the old ones
(but never finished ones of another version of the program)."""
GOALS = ("net_benefit_eur", "orgs_dismantled", "interdiction_rate")
"""What remedies may be ranked by; the first is the default."""


@dataclass(frozen=True)
class Simulated:
    """What was simulated.

    Attributes:
        base: the country's level.
        missing: the remedies, by name.
        looked_at: the first look at all of them; empty where all were refined at once.
        singles: rows of the ranking, best first.
        pairs, triples: likewise; each holds the best of the step before.
        goal: what they are ranked by.
        years: that are measured.
        folder: where it lies.
        runs: a row per run of single remedies, pairs and triples; the country as it is once a seed.
        config: the country as it is, with all values as plain data.
    """

    base: str
    missing: Mapping[str, Missing]
    looked_at: Sequence[Ranked]
    singles: Sequence[Ranked]
    pairs: Sequence[Ranked]
    triples: Sequence[Ranked]
    goal: str
    years: float
    folder: Path
    runs: Frame
    config: Mapping[str, Any] = field(default_factory=dict)

    @property
    def best_together(self) -> Sequence[Ranked]:
        """The best single remedy, pair and triple: each holds the one before."""
        return [rows[0] for rows in (self.singles, self.pairs, self.triples) if rows]


@dataclass(frozen=True)
class Under:
    """A step that begins: the plan with its place in it, the remedies by level, the country as it is."""

    plan: Sequence[Planned]
    place: int
    labels: Mapping[str, tuple[str, ...]]
    country: Scenario

    @property
    def step(self) -> str:
        """Name of the step."""
        return self.plan[self.place].step

    @property
    def ahead(self) -> int:
        """How many runs come after it, at most."""
        return sum(own.runs for own in self.plan[self.place + 1 :])


@dataclass(frozen=True)
class Runs:
    """How the runs are carried out.

    Attributes:
        folder: the folder of the diagnosis, in which each step has a folder of its own.
        seed: first seed.
        workers: processes (None: one per processor).
        overwrite: replace what holds something else.
        tell: is told of each step that begins, and returns who is told how far it has come; None:
            nobody.
        command: the command as typed.
    """

    folder: Path
    seed: int = 1
    workers: int | None = None
    overwrite: bool = False
    tell: Callable[[Under], Progress] | None = None
    command: Sequence[str] | None = None


def simulate(
    scenario: Scenario,
    missing: Mapping[str, Missing],
    runs: Runs,
    *,
    replications: int = REPLICATIONS,
    together: int = TOGETHER,
    most: int = MOST,
    years: float = YEARS,
    goal: str = GOALS[0],
) -> Simulated:
    """Simulate each missing remedy alone, then greedy pairs and triples.

    Args:
        scenario: the country; its present level is the one that remedies are added to.
        missing: the remedies that it lacks (:func:`borderSim.diagnose.remedies.missing_of`).
        runs: how the runs are carried out.
        replications: of the single remedies.
        together: of pairs and triples; 0 leaves them out.
        most: so many remedies are refined, chosen by a first look at all.
        years: horizon.
        goal: what they are ranked by.

    Raises:
        InputError: there is no remedy to simulate, or the seed leaves too few after it.
        StoppedError: it had to stop; the same call goes on from there.
    """
    if not missing:
        raise InputError(
            phrase(
                "level '{name}': no remedy is missing: there is nothing to simulate",
                name=scenario.present.name,
            )
        )
    plan = planned(len(missing), replications, together, most)
    last = MOST_SEED - max(step.replicates for step in plan)
    if not 0 <= runs.seed <= last:  # (before the first step, not at a later one that takes more)
        raise InputError(
            phrase(
                "{key}={value}: must be a whole number of at least {least} and at most {most}",
                key="seed",
                value=str(runs.seed),
                least=0,
                most=str(last),
            )
        )
    work = _Work(_country(scenario, years), missing, runs, goal, plan)
    looked: Sequence[Ranked] = ()
    tried = [(name,) for name in missing]
    if len(missing) > most:
        looked, _ = work.step("first", tried)
        kept = best_in_turn(looked, most, GOALS)
        tried = [(name,) for name in missing if name in kept]
    singles, rows = work.step("singles", tried)
    pairs, triples, more = _together(work, singles)
    once = pd.concat([rows, *more], ignore_index=True).drop_duplicates(["level", "seed"])
    base = scenario.present.name
    return Simulated(
        base,
        missing,
        looked,
        singles,
        pairs,
        triples,
        goal,
        years,
        runs.folder,
        once,
        scenario_as_dict(work.start),
    )


@dataclass(frozen=True)
class Planned:
    """One step before it is carried out: its name, its levels beside the country as it is (at most), its replicates."""

    step: str
    levels: int
    replicates: int

    @property
    def runs(self) -> int:
        """How many runs it takes, at most."""
        return (self.levels + 1) * self.replicates


def planned(
    missing: int, replications: int = REPLICATIONS, together: int = TOGETHER, most: int = MOST
) -> list[Planned]:
    """Return the steps of a diagnosis with so many missing remedies, in their order."""
    alone = min(missing, most)
    beside = min(alone - 1, MOST_BESIDE)
    found = [Planned("first", missing, FIRST_LOOK)] if missing > most else []
    found.append(Planned("singles", alone, replications))
    if together and beside >= 1:
        found.append(Planned("pairs", beside, together))
    if together and alone > 2:
        found.append(Planned("triples", min(alone - 2, MOST_BESIDE), together))
    return found


def _together(
    work: _Work, singles: Sequence[Ranked]
) -> tuple[Sequence[Ranked], Sequence[Ranked], list[Frame]]:
    """Carry out pairs and triples: the best with each other, then the best pair with each other; return rankings and runs.

    What did nothing alone is not tried again.
    """
    order = [row.names[0] for row in singles if row.acts]
    if len(order) < 2 or not work.asked("pairs"):
        return (), (), []
    first, others = order[0], order[1 : MOST_BESIDE + 1]
    pairs, rows = work.step("pairs", [(first, other) for other in others])
    two = pairs[0].names
    others = [name for name in order if name not in two][:MOST_BESIDE]
    if not others or not work.asked("triples"):
        return pairs, (), [rows]
    triples, more = work.step("triples", [(*two, other) for other in others])
    return pairs, triples, [rows, more]


def with_remedies(scenario: Scenario, remedies: Sequence[Missing], label: str = "") -> Scenario:
    """Return a country with remedies in force, and what they need beside them; what is there stays.

    Args:
        scenario: the country; its present level is the one that remedies are added to.
        remedies: those added.
        label: name of the level (empty: made from theirs).
    """
    base = scenario.present
    level, settings = level_with(base, remedies)
    level["name"] = label or label_of(base, [own.name for own in remedies])
    loaded = load_levels(circumstances(scenario), [level], settings)
    return loaded[str(level["name"])]


def level_with(base: Partnership, remedies: Sequence[Missing]) -> tuple[dict[str, Any], list[str]]:
    """Return the plain values of a level with remedies, and the settings that come with them."""
    steps = [(part_of(key), option) for own in remedies for key, option in own.reached.items()]
    added = [name for own in remedies for name in own.instruments]
    added = [*along_of(added, base), *added]
    level = dataclasses.replace(
        base,
        traits=reached_by(base.traits, steps),
        instruments=tuple(dict.fromkeys([*base.instruments, *added])),
        title=" + ".join([base.title or base.name, *(own.remedy.title["en"] for own in remedies)]),
    )
    return plain_level(level), [
        f"{key}={as_typed(value)}" for key, value in _settings(remedies).items()
    ]


def _settings(remedies: Sequence[Missing]) -> dict[str, object]:
    """Return the settings of remedies; of will and mandate the highest."""
    found: dict[str, object] = {}
    for key, value in (pair for own in remedies for pair in own.settings.items()):
        before = found.get(key)
        higher = key in (WILL, MANDATE) and isinstance(before, float) and isinstance(value, float)
        found[key] = max(before, value) if higher else value  # type: ignore[type-var]
    return found


def with_own_instruments(levels: Sequence[str], base: Partnership) -> dict[str, dict[str, Any]]:
    """Return levels as they would be in a country: each with the instruments that are there already.

    Args:
        levels: names or files.
        base: the country's own level.

    Returns:
        Plain values of a level by its name, which stays; what :func:`borderSim.studies.compare.compare`
        takes as ``levels``.
    """
    from borderSim.scenario.levels import load_level

    found = {}
    for name in levels:
        level = load_level("levels", name)
        both = tuple(dict.fromkeys([*level.instruments, *base.instruments]))
        found[level.name] = plain_level(dataclasses.replace(level, instruments=both))
    return found


def label_of(base: Partnership, names: Sequence[str]) -> str:
    """Return the name of a level with remedies: ``mine+liaison_officers``."""
    return "+".join([base.name, *names])


# --------------------------------------------------------------------------- steps
def _country(scenario: Scenario, years: float) -> Scenario:
    """Return the country over the horizon of the diagnosis, all of it measured."""
    own = circumstances(scenario)
    name = own.present.name
    settings = [f"years={years}", "measure_from_year=1", "transition=steady"]
    return load_levels(own, [plain_level(own.present)], settings)[name]


@dataclass(frozen=True)
class _Work:
    """What the steps of one diagnosis share."""

    start: Scenario
    missing: Mapping[str, Missing]
    runs: Runs
    goal: str
    plan: Sequence[Planned]

    def asked(self, step: str) -> bool:
        """Whether a step is among those planned."""
        return any(own.step == step for own in self.plan)

    def step(self, step: str, tried: Sequence[tuple[str, ...]]) -> tuple[list[Ranked], Frame]:
        """Carry out one step; return its ranking, best first, and its runs."""
        base, runs = self.start.present, self.runs
        labels = {label_of(base, names): names for names in tried}
        levels = {base.name: self.start} | {
            label: with_remedies(self.start, [self.missing[name] for name in names], label)
            for label, names in labels.items()
        }
        place = [own.step for own in self.plan].index(step)
        progress = runs.tell and runs.tell(Under(self.plan, place, labels, self.start))
        comparison = compare_loaded(
            levels,
            replications=self.plan[place].replicates,
            seed=runs.seed,
            workers=runs.workers,
            name=step,
            results_dir=runs.folder,
            overwrite=runs.overwrite,
            follows=step in FOLLOWS,
            progress=progress,
            command=runs.command,
            line=runs.command or (),
        )
        measured = self.start.window.measured
        found = rank(comparison.runs, labels, base.name, measured, self.goal, comparison.monthly)
        return found, comparison.runs
