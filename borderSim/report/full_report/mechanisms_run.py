"""The run of the experiment ``mechanisms`` that belongs to a comparison: of the very same configuration, beside it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borderSim.errors import InputError
from borderSim.report.comparison.source import View
from borderSim.report.figures.frame import Picture
from borderSim.report.figures.mechanisms import mechanisms
from borderSim.scenario.overrides import choice
from borderSim.studies.analysis.findings.mechanisms import answer, titles
from borderSim.studies.execution import made_with, manifest
from borderSim.studies.execution.provenance import same_behaviour

ANALYSIS = "mechanisms"
MOST_BYTES = 1 << 24
"""Larger manifests are not of this experiment."""


@dataclass(frozen=True)
class Carried:
    """What a report says of the mechanisms of one scenario.

    Attributes:
        command: that makes a run of this configuration.
        name: of the result that was found, empty where there is none.
        step: (lower, higher) level that is shown; replicates: of that run.
        sentences: one a headline outcome.
        picture: of the step.
    """

    command: str
    name: str = ""
    step: tuple[str, str] = ("", "")
    replicates: int = 0
    sentences: tuple[str, ...] = ()
    picture: Picture | None = None


def carried(view: View, settings: list[str]) -> Carried:
    """Return what a run of the very same configuration says, or the command for one.

    Args:
        view: one scenario of a comparison.
        settings: what was set in the comparison, ``key=value``.
    """
    command = _command(view, settings)
    folder = getattr(view.comparison, "folder", None)
    for place, found in _runs_beside(folder) if folder is not None else ():
        step = _step(view, found, place)
        if step is not None:
            numbers, own = step
            names = titles(numbers)
            sticks = [stick for stick in numbers["yardsticks"] if stick["headline"]]
            return Carried(
                command,
                place.name,
                (own["lower"], own["higher"]),
                numbers["replicates"],
                tuple(answer(own, stick, names) for stick in sticks),
                mechanisms(numbers, own),
            )
    return Carried(command)


def _runs_beside(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield finished runs of the analysis in the same results folder, by name."""
    for path in sorted(folder.parent.glob(f"*/{manifest.FILE}")):
        try:
            if path.stat().st_size > MOST_BYTES or ANALYSIS not in path.read_text("utf-8"):
                continue
            found = manifest.read(path.parent)
        except (OSError, ValueError, InputError):
            continue
        if (
            found.get("choices", {}).get("analysis") == ANALYSIS
            and found.get("state") != manifest.RUNNING
        ):
            yield path.parent, found


def _step(
    view: View, found: Mapping[str, Any], place: Path
) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Return the finding and its step from the present level to the highest, if its configuration is that of the comparison."""
    own = view.manifest
    made = own.get("behaviour")
    if not made or not same_behaviour(found.get("behaviour"), made):
        return None
    try:
        numbers = json.loads((place / "findings.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    levels = [level.name for level in view.levels]
    fitting = [
        step
        for step in numbers.get("steps", ())
        if step["lower"] in levels
        and step["higher"] in levels
        and _digest(own, view.scenario, step) == _digest(found, view.scenario, step) != ""
    ]
    present = [step for step in fitting if step["lower"] == view.reference.name]
    best = max(present or fitting, key=lambda s: levels.index(s["higher"]), default=None)
    return (numbers, best) if best else None


def _digest(about: Mapping[str, Any], scenario: str, step: Mapping[str, Any]) -> str:
    """Return the hash of a scenario and of both levels of a step, as a manifest holds them; empty where it does not."""
    config = about.get("config", {}).get(scenario)
    levels = about.get("level_config", {}).get(scenario, {})
    both = {end: levels.get(step[end]) for end in ("lower", "higher")}
    if config is None or None in both.values():
        return ""
    return made_with.configurations({"config": config, **both})


def _command(view: View, settings: list[str]) -> str:
    spelt = view.manifest.get("given") or {"scenarios": {}}
    return shlex.join(
        [
            *("bordersim", "sweep", "experiment=mechanisms"),
            choice("scenario", spelt["scenarios"].get(view.scenario, view.scenario)),
            f"years={view.years:g}",
            *settings,
        ]
    )
