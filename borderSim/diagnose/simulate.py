"""Each missing remedy simulated on a country as it is, on common random numbers; then pairs and triples, greedily.

The country is a scenario whose present level is its own. Every run of a replicate goes on from one
burn-in under that level. A remedy is in force from the first day of the horizon (``transition=steady``):
how long it takes to get there is told beside it, not simulated.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from borderSim.diagnose.raised import reached_by
from borderSim.diagnose.ranking import Ranked, best, rank
from borderSim.diagnose.remedies import Missing, along_of, part_of
from borderSim.errors import InputError
from borderSim.parameters.scenario import Partnership, Scenario
from borderSim.results.comparison import Comparison
from borderSim.scenario.from_python import circumstances, plain_level
from borderSim.scenario.load import load_levels
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
MOST_IN_PAIRS = 8
"""Remedies, best first, that are tried beside the best one, and beside the best pair."""
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

    @property
    def best_together(self) -> Sequence[Ranked]:
        """The best single remedy, pair and triple: each holds the one before."""
        return [rows[0] for rows in (self.singles, self.pairs, self.triples) if rows]


@dataclass(frozen=True)
class Runs:
    """How the runs are carried out.

    Attributes:
        folder: the folder of the diagnosis, in which each step has a folder of its own.
        seed: first seed.
        workers: processes (None: one per processor).
        overwrite: replace what holds something else.
        progress: by name of a step (``first``, ``singles``, ``pairs``, ``triples``) and the number of
            its levels, who is told; None: nobody.
        command: the command as typed.
    """

    folder: Path
    seed: int = 1
    workers: int | None = None
    overwrite: bool = False
    progress: Any = None
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
        InputError: nothing can be simulated, in one sentence.
        StoppedError: it had to stop; the same call goes on from there.
    """
    start = _country(scenario, years)
    base = start.present
    able = {name: own for name, own in missing.items() if not own.blocked}
    if not able:
        raise InputError(
            f"level '{base.name}': no remedy is missing that could begin with the will and mandate of scenario '{scenario.name}'"
        )
    looked: Sequence[Ranked] = ()
    if len(able) > most:
        looked, _ = _step(
            "first", start, [(name,) for name in able], missing, FIRST_LOOK, runs, goal
        )
        able = {name: able[name] for name in able if name in best(looked, most, GOALS)}
    singles, kept = _step(
        "singles", start, [(name,) for name in able], missing, replications, runs, goal
    )
    pairs: Sequence[Ranked] = ()
    triples: Sequence[Ranked] = ()
    all_runs = [kept]
    if together and len(singles) > 1:
        order = [row.names[0] for row in singles]
        tried = [
            tuple(sorted_by(order, (order[0], other))) for other in order[1 : MOST_IN_PAIRS + 1]
        ]
        pairs, kept = _step("pairs", start, tried, missing, together, runs, goal)
        all_runs.append(kept)
        two = pairs[0].names
        tried = [(*two, other) for other in order[: MOST_IN_PAIRS + 2] if other not in two]
        if tried:
            triples, kept = _step("triples", start, tried, missing, together, runs, goal)
            all_runs.append(kept)
    once = pd.concat(all_runs, ignore_index=True).drop_duplicates(["level", "seed"])
    return Simulated(
        base.name, missing, looked, singles, pairs, triples, goal, years, runs.folder, once
    )


def sorted_by(order: Sequence[str], names: Iterable[str]) -> list[str]:
    """Return names in the order of a list."""
    return sorted(names, key=order.index)


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
    settings = {key: value for own in remedies for key, value in own.settings.items()}
    return plain_level(level), [f"{key}={as_typed(value)}" for key, value in settings.items()]


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


def _step(
    step: str,
    start: Scenario,
    tried: Sequence[Sequence[str]],
    missing: Mapping[str, Missing],
    replications: int,
    runs: Runs,
    goal: str,
) -> tuple[list[Ranked], Frame]:
    """Carry out one step; return its ranking, best first, and its runs."""
    base = start.present
    labels = {label_of(base, names): tuple(names) for names in tried}
    levels = {base.name: start} | {
        label: with_remedies(start, [missing[name] for name in names], label)
        for label, names in labels.items()
    }
    progress: Progress | None = runs.progress and runs.progress(step, labels, start)
    comparison: Comparison = compare_loaded(
        levels,
        replications=replications,
        seed=runs.seed,
        workers=runs.workers,
        name=step,
        results_dir=runs.folder,
        overwrite=runs.overwrite,
        progress=progress,
        command=runs.command,
        line=runs.command or (),
    )
    ranked = rank(comparison.runs, labels, base.name, start.window.measured, goal)
    return ranked, comparison.runs
