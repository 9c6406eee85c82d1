"""Which level a finished comparison of the very country of a diagnosis advises, where one lies beside it.

A diagnosis simulates measures on a country as it is, and no levels. ``bordersim compare`` with the
scenario that the diagnosis wrote does, and keeps a copy of that file with its hash: by that hash it is
found again, whatever its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from borderSim.diagnose.written import SCENARIO
from borderSim.errors import InputError
from borderSim.report.advice.decision import decision
from borderSim.report.advice.first_step import first_step
from borderSim.report.advice.gains import Gain, gain
from borderSim.report.comparison.source import View
from borderSim.results.comparison import Comparison
from borderSim.studies.execution import files
from borderSim.studies.execution.manifest import FILE as MANIFEST

MOST_FOLDERS, MOST_BYTES = 200, 1 << 24
"""Folders that are looked at, and bytes of a manifest that is read."""


@dataclass(frozen=True)
class LevelBeside:
    """What the comparison says.

    Attributes:
        folder: its name. aim: title of the level that it advises; empty where none is clearly
            better than today. way: titles of the levels on the way to it.
        gain: of that level over today; None for none. grade: of confidence. replicates: of each level.
    """

    folder: str
    aim: str
    way: list[str]
    gain: Gain | None
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
            manifest = files.read_json(path)
        except (InputError, OSError, ValueError):
            continue
        if isinstance(manifest, dict) and _is_of(manifest, own):
            yield int(manifest.get("replications") or 0), place


def _is_of(manifest: dict[str, Any], own: str) -> bool:
    inputs, scenarios = manifest.get("inputs"), manifest.get("scenarios")
    return (
        manifest.get("state") == "complete"
        and isinstance(inputs, dict)
        and own in inputs.values()
        and isinstance(scenarios, list)
        and len(scenarios) == 1
    )


def _told(place: Path) -> LevelBeside | None:
    try:
        view = View(Comparison.load(place))
    except (InputError, OSError, KeyError, ValueError):
        return None
    found = decision(view)
    if found is None:
        return None
    first = first_step(view, found)
    return LevelBeside(
        place.name,
        first.aim.title if first.aim else "",
        [stage.level.title for stage in first.stages[:-1]],
        gain(view, first.aim, view.reference) if first.aim else None,
        found.grade,
        view.replicates,
    )
