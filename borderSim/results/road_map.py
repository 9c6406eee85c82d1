"""The road map of a diagnosis that a compared scenario comes from: kept beside the comparison, so that it can say what comes first.

``bordersim diagnose ... simulate=true`` writes ``road_map.json`` beside the ``scenario.yaml`` that it is
of. A comparison of that very scenario keeps a copy. Which country it is of is told by a hash of each
part of the scenario, and by one of the file itself, so that neither can be another unseen. The hashes
find what was changed by mistake; they are no signature.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any

from borderSim.errors import InputError
from borderSim.language.catalogue import N_
from borderSim.language.phrases import phrase
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.own_files import INPUTS, find
from borderSim.scenario.shipped import is_file_name
from borderSim.studies.execution import files, manifest
from borderSim.studies.execution.provenance import config_hash

FILE = "road_map.json"
FORMAT = 1
"""Of the file; a higher number can't be read by an earlier version."""
COUNTRY, SEAL = "country", "checksum"
HORIZON = ("years", "measure_from_year", "transition", "dials", "events")
"""Parts of a scenario that a diagnosis and a comparison set each for itself: the country is the same.

The dials stand there for levels that come over months alone.
"""
DIGITS = 12
"""Of the hash of a part."""
MOST_BYTES = 1 << 22
"""A larger file is no road map: one has some tens of kB."""
AGAIN = N_("type the command of the diagnosis again (simulate=true; its runs are kept)")
UNTOLD = N_("which measure comes first is not told")
TEXTS, NUMBERS = ("remedy", "named_by"), ("decided_month", "in_force_month", "review_month")


def country(config: Mapping[str, Any]) -> dict[str, str]:
    """Return by part of a resolved scenario the hash of what stands there, without the horizon."""
    plain = manifest.plain(config)
    return {
        key: config_hash({key: value})[:DIGITS]
        for key, value in sorted(plain.items())
        if key not in HORIZON
    }


def sealed(road: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, Any]:
    """Return a road map with what tells which country it is of, and that it is as it was written."""
    whole = manifest.plain({**road, COUNTRY: country(config)})
    return whole | {SEAL: _seal(whole)}


def sealed_again(road: Mapping[str, Any]) -> dict[str, Any]:
    """Return a road map that was sealed, with what was added since under its seal too."""
    whole = manifest.plain(road)
    return whole | {SEAL: _seal(whole)}


def _seal(road: Mapping[str, Any]) -> str:
    return config_hash({key: value for key, value in road.items() if key != SEAL})


def read(path: Path) -> dict[str, Any]:
    """Read a road map and see that it is as it was written.

    Raises:
        InputError: it is not, or was written by an earlier version; in one sentence.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError
        found = json.loads(path.read_text(encoding="utf-8"))
        whole = isinstance(found, dict) and found.get("format") == FORMAT
    except (OSError, ValueError, RecursionError):
        raise InputError(
            phrase(
                "{path}: not a road map that can be read; {again}", path=path, again=phrase(AGAIN)
            )
        ) from None
    if not whole:
        raise InputError(
            phrase(
                "{path}: not a road map of this version; {again}", path=path, again=phrase(AGAIN)
            )
        )
    if COUNTRY not in found or SEAL not in found:
        raise InputError(
            phrase(
                "{path}: does not say which country it is of (earlier version); {again}",
                path=path,
                again=phrase(AGAIN),
            )
        )
    if found[SEAL] != _seal(found) or not _is_one(found):
        raise InputError(
            phrase("{path}: is not as it was written; {again}", path=path, again=phrase(AGAIN))
        )
    return found


def _is_one(found: Mapping[str, Any]) -> bool:
    """Whether a file holds what is read of it, in the form that it has."""
    steps, goal = found.get("steps"), found.get("goal")
    return (
        isinstance(found[COUNTRY], dict)
        and isinstance(steps, list)
        and isinstance(goal, str)
        and all(isinstance(step, dict) and _is_step(step, goal) for step in steps)
    )


def _is_step(step: Mapping[str, Any], goal: str) -> bool:
    adds, title = step.get("adds"), step.get("title")
    return (
        all(isinstance(step.get(key), str) for key in TEXTS)
        and all(isinstance(step.get(key), int | float) for key in NUMBERS)
        and isinstance(step.get("first"), list)
        and isinstance(step.get("reaches"), dict)
        and isinstance(step.get("gates"), dict)
        and isinstance(title, dict)
        and isinstance(adds, dict)
        and all(isinstance(one, dict) for one in adds.values())
        and goal in adds
    )


def differing(road: Mapping[str, Any], config: Mapping[str, Any]) -> list[str]:
    """Return the parts in which a scenario is another than the one that a road map is of; empty for the same."""
    own, other = road[COUNTRY], country(config)
    keys = {*own, *other} - set(HORIZON)
    return sorted(key for key in keys if own.get(key) != other.get(key))


def of(
    road: Mapping[str, Any], found: Mapping[str, Any], scenario: str
) -> Mapping[str, Any] | None:
    """Return the road map that a result keeps where it is of this scenario of it; None for none.

    Args:
        road: as kept; empty for none.
        found: the manifest of the result.
        scenario: one of its scenarios.
    """
    config = (found.get("config") or {}).get(scenario)
    return road if road and isinstance(config, dict) and not differing(road, config) else None


# --------------------------------------------------------------------------- beside a comparison
def keep(
    given: str | Scenario, copy: str, config: Mapping[str, Any], folder: Path
) -> tuple[bool, list[str]]:
    """Keep the road map that lies beside a scenario's file, beside the copy of that file in the comparison.

    So the line that makes the comparison again finds it too. One that was kept before stays where
    there is none beside the file any more.

    Args:
        given: the scenario as it was asked for.
        copy: place of its copy in the result.
        config: the same, resolved under its present level.
        folder: of the result, whose manifest is written.

    Returns:
        Whether another one is kept now, and what is to be told.
    """
    source, place = _beside(given), _place(copy)
    if place is None:
        return False, []
    if source is None:
        _note(folder, place)
        return False, []
    try:
        found = read(source)
    except InputError as error:
        return _taken_away(folder, place), [
            phrase("{untold}: {reason}", untold=phrase(UNTOLD), reason=error.args[0])
        ]
    if parts := differing(found, config):
        told = phrase(
            "{untold}: {source} is of another scenario than the one compared (they differ in {parts})",
            untold=phrase(UNTOLD),
            source=source,
            parts=", ".join(parts),
        )
        return _taken_away(folder, place), [told]
    try:
        newly = _written(source.read_bytes(), folder / place)
    except OSError as error:
        return False, [f"{folder / place} could not be written ({error.strerror or error})"]
    _note(folder, place)
    return newly, []


def _beside(given: str | Scenario) -> Path | None:
    """Return the road map beside the file of a scenario, None where there is no file or none beside it."""
    if not isinstance(given, str) or not is_file_name(given):
        return None
    file = find(given)
    path = file.with_name(FILE) if file else None
    return path if path is not None and path.is_file() else None


def _place(copy: str) -> str | None:
    """Return the place of a road map beside the copy of a scenario, None for a scenario without one."""
    path = PurePosixPath(copy)
    own = path.parts[:1] == (INPUTS,) and ".." not in path.parts
    return str(path.with_name(FILE)) if own else None


def _written(content: bytes, target: Path) -> bool:
    """Write a file unless it holds that already; return whether it was written."""
    if target.is_file() and target.read_bytes() == content:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    files.write_bytes(target, content)
    return True


def _note(folder: Path, place: str) -> None:
    """See that the manifest tells of a road map that is kept, so that it goes where the result goes."""
    if (folder / place).is_file():
        with suppress(OSError):  # (the disk is full: the pages say so)
            manifest.record(folder, [place])


def _taken_away(folder: Path, place: str) -> bool:
    """Take a road map that no longer holds out of a result and its manifest; return whether there was one."""
    there = (folder / place).is_file()
    with suppress(OSError):  # (the disk is full: the pages say so)
        manifest.forget(folder, place)
    (folder / place).unlink(missing_ok=True)
    return there


def kept(folder: Path, found: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return the road map that a comparison keeps (empty for none), and what is to be told of it.

    Args:
        folder: of the comparison.
        found: its manifest.
    """
    copies = (found.get("given") or {}).get("scenarios") or {}
    place = _place(str(next(iter(copies.values()), "")))
    if place is None or not (folder / place).is_file():
        return {}, []
    try:
        return read(folder / place), []
    except InputError as error:
        return {}, [
            phrase(
                "{untold}: {reason}, then compare again",
                untold=phrase(UNTOLD),
                reason=error.args[0],
            )
        ]
