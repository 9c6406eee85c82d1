"""Which level a finished comparison of the very country of a diagnosis advises, where one lies beside it.

A diagnosis simulates measures on a country as it is, and no levels. ``bordersim compare`` with the
scenario that the diagnosis wrote does, and keeps a copy of that file with its hash: by that hash it is
found again, whatever its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from borderSim.diagnose.written import SCENARIO
from borderSim.errors import InputError
from borderSim.report.advice.aim_cost import aim_cost
from borderSim.report.advice.decision import decision
from borderSim.report.advice.first_step import Stage, first_step
from borderSim.report.advice.gains import Gain, gain
from borderSim.report.advice.who_pays import who_pays
from borderSim.report.comparison.source import Level, View
from borderSim.results.comparison import Comparison
from borderSim.studies.execution import files, manifest, manifest_types
from borderSim.studies.execution.manifest import FILE as MANIFEST

MOST_FOLDERS, MOST_BYTES = 200, 1 << 24
"""Folders that are looked at, and bytes of a manifest that is read."""


@dataclass(frozen=True)
class Costs:
    """What the level costs both services a year beyond today, as shown: customs and police make both."""

    both: str
    customs: str
    police: str


@dataclass(frozen=True)
class LevelBeside:
    """What the comparison says.

    Attributes:
        folder: its name. aim: title of the level that it advises; empty where none is clearly
            better than today. name: of that level. way: titles of the levels on the way to it.
        months: title of each level up to the aim, with the months from the decision at which its
            setting up begins and ends; empty where not known.
        gain: of that level over today; None for none. steps: gain over today of each level on the way.
            costs: of it; None where not known. grade: of confidence. replicates: of each level.
    """

    folder: str
    aim: str
    name: str
    way: list[str]
    months: list[tuple[str, float, float]]
    gain: Gain | None
    steps: list[Gain]
    costs: Costs | None
    grade: str
    replicates: int


def level_beside(folder: Path) -> LevelBeside | None:
    """Return what the comparison with the most simulations says; None where none of this country is finished.

    Args:
        folder: of the diagnosis.
    """
    try:
        own = sha256((folder / SCENARIO).read_bytes()).hexdigest()
    except OSError:
        return None
    found = sorted(_compared(folder, own), key=lambda one: (-one[0], one[1].name))
    for _count, place in found:
        if told := _told(place):
            return told
    return None


def _compared(folder: Path, own: str) -> Iterator[tuple[int, Path]]:
    """Give the finished comparisons of that scenario beside a folder, with their simulations of each level."""
    for place in sorted(folder.resolve().parent.iterdir())[:MOST_FOLDERS]:
        path = place / MANIFEST
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            continue
        try:
            found = files.read_json(path)
        except (InputError, OSError, ValueError):
            continue
        if isinstance(found, dict) and _is_of(found, own):
            yield int(found.get("replications") or 0), place


def _is_of(found: dict[str, Any], own: str) -> bool:
    inputs, scenarios = found.get("inputs"), found.get("scenarios")
    return (
        found.get("state") == "complete"
        and isinstance(inputs, dict)
        and own in inputs.values()
        and isinstance(scenarios, list)
        and len(scenarios) == 1
    )


def _told(place: Path) -> LevelBeside | None:
    try:
        view = _view(place, (place / MANIFEST).stat().st_mtime_ns)
    except (InputError, OSError, KeyError, ValueError):
        return None
    found = decision(view)
    if found is None:
        return None
    first = first_step(view, found)
    return LevelBeside(
        place.name,
        first.aim.title if first.aim else "",
        first.aim.name if first.aim else "",
        [stage.level.title for stage in first.stages[:-1]],
        _months(first.stages),
        gain(view, first.aim, view.reference) if first.aim else None,
        [gain(view, stage.level, view.reference) for stage in first.stages[:-1]],
        _costs(view, first.aim),
        found.grade,
        view.replicates,
    )


@lru_cache(maxsize=2)
def _view(place: Path, _written: int) -> View:
    """Return a comparison, read once for all languages; ``_written`` is when its manifest was."""
    return View(_read(place))


def _read(place: Path) -> Comparison:
    """Read of a comparison what the advice on a level rests on: its runs and futures, without months, days and ties.

    Raises:
        InputError: there is none, or it is not finished.
    """
    found = manifest.read(place)
    if manifest_types.missing_of_a_comparison(found):
        raise InputError(f"{place / MANIFEST}: not the manifest of a comparison")
    manifest.check_finished(place, found)
    runs, futures = (
        files.read_frame(path) if (path := place / name).is_file() else pd.DataFrame()
        for name in ("runs.parquet", "futures.parquet")
    )
    none = pd.DataFrame()
    return Comparison(runs, none, none, None, found, place, futures=futures)


def _costs(view: View, aim: Level | None) -> Costs | None:
    """Return what a level costs both services; None where payers are not known."""
    found = aim_cost(view, aim, who_pays(view))
    if found is None:
        return None
    cells = (found.services, found.customs.difference, found.police.difference)
    both, customs, police = (one.removeprefix("+") for one in cells)
    return Costs(both, customs, police)


def _months(stages: list[Stage]) -> list[tuple[str, float, float]]:
    """Return when each level is set up, one after the other; nothing where the months of any are not known."""
    if not stages or any(not stage.months for stage in stages):
        return []
    ends = [0.0]
    for stage in stages:
        ends.append(ends[-1] + float(stage.months))
    return [
        (stage.level.title, begins, until)
        for stage, (begins, until) in zip(stages, pairwise(ends), strict=True)
    ]
