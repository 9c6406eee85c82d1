"""A group of named entries from files: a list of shipped names and of a person's own files, as plain values.

``shocks='[minister_changes,mine.yaml]'``, or, in a scenario file, a mapping that also says what is
set otherwise: ``shocks: {minister_changes: {day: 200}, mine.yaml: null}``. An entry of one's own may
also be written out there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borderSim.errors import InputError
from borderSim.scenario.build import ENTRY
from borderSim.scenario.places import beside, called, file_of, is_file_name, names_in
from borderSim.scenario.yaml_files import read_yaml


@dataclass(frozen=True)
class Entry:
    """One entry of a group.

    Attributes:
        values: what its file says; origin: how sentences call that file.
        changes: what the place that names it sets otherwise (empty: nothing).
    """

    values: Mapping[str, object]
    origin: str
    changes: Mapping[str, object]


def read_group(group: str, chosen: object, origin: str, own_key: str) -> dict[str, Entry]:
    """Read the entries that a list or a mapping names.

    Args:
        group: folder of the configuration, and key of the scenario.
        chosen: a name or path, a list of them, a mapping of them to what is set otherwise, or None.
        origin: who chose (for sentences; a path is also looked up beside the file that names it).
        own_key: key that an entry written out in place must have, which tells it from a misspelt name.

    Raises:
        InputError: no such name or file, an entry named twice, or none of the forms above.
    """
    place = f"{origin}: {group}"
    wanted = _wanted(chosen, place, group)
    entries: dict[str, Entry] = {}
    for choice, changes in wanted:
        name, entry = _entry(group, choice, changes, origin, own_key)
        if name in entries:
            raise InputError(f"{place} names '{name}' twice")
        entries[name] = entry
    return entries


def _wanted(chosen: object, place: str, group: str) -> list[tuple[str, Mapping[str, object]]]:
    if chosen is None:
        return []
    if isinstance(chosen, str):
        chosen = [chosen]
    pairs: list[tuple[Any, Any]]
    if isinstance(chosen, Mapping):
        pairs = [(str(name), {} if changes is None else changes) for name, changes in chosen.items()]
    elif isinstance(chosen, list | tuple):
        pairs = [(name, {}) for name in chosen]
    else:
        pairs = [(chosen, {})]
    for name, changes in pairs:
        if not isinstance(name, str) or not name or not isinstance(changes, Mapping):
            raise InputError(f"{place} must be a list of names and files such as [{_example(group)},mine.yaml]")
    return pairs


def _entry(
    group: str, choice: str, changes: Mapping[str, object], origin: str, own_key: str
) -> tuple[str, Entry]:
    place = f"{origin}: {group}"
    if is_file_name(choice):
        path = beside(choice, origin)
        if path is None:
            raise InputError(f"{place}: there is no file {choice!r}")
        name = Path(choice).stem
        if not ENTRY.fullmatch(name):
            raise InputError(f"{place}: {choice!r} must be renamed: the name of such a file holds only a-z, 0-9 and '_'")
        return name, Entry(read_yaml(path, choice), choice, changes)
    if choice not in names_in(group) and own_key in changes:
        return choice, Entry(changes, origin, {})
    path = file_of(group, choice, place)
    place = called(group, choice, path)
    return choice, Entry(read_yaml(path, place), place, changes)


def _example(group: str) -> str:
    return next(iter(names_in(group)), "name")
