"""A group of named entries from files: a list of shipped names and of a person's own files, as plain values.

``shocks='[minister_changes,mine.yaml]'``, or, in a scenario file, a mapping that also says what is
set otherwise: ``shocks: {minister_changes: {day: 200}, mine.yaml: null}``. A shock of one's own may
also be written out there. Instruments are named and read the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borderSim.errors import InputError
from borderSim.scenario.build import ENTRY
from borderSim.scenario.files import called, file_of, names_in
from borderSim.scenario.own_files import find, no_file
from borderSim.scenario.shipped import is_file_name
from borderSim.scenario.strict_yaml import read_yaml


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
        own_key: key that an entry written out in place must have, which tells it from a misspelt
            name.

    Raises:
        InputError: no such name or file, an entry named twice, or none of the forms above.
    """
    place = f"{origin}: {group}"
    entries: dict[str, Entry] = {}
    for choice, changes in wanted(group, chosen, place):
        name, entry = _entry(group, choice, changes, origin, own_key)
        if name in entries:
            raise InputError(f"{place} names '{name}' twice")
        entries[name] = entry
    return entries


def wanted(group: str, chosen: object, place: str) -> list[tuple[str, Mapping[str, object]]]:
    """Return the names and paths that a list or a mapping holds, each with what is set otherwise (empty: nothing).

    Args:
        group: folder of the configuration.
        chosen: a name or path, a list of them, a mapping of them to what is set otherwise, or None.
        place: where it stands (for sentences).

    Raises:
        InputError: none of these forms.
    """
    if chosen is None:
        return []
    if isinstance(chosen, str):
        chosen = [chosen]
    pairs: list[tuple[Any, Any]]
    if isinstance(chosen, Mapping):
        pairs = [
            (str(name), {} if changes is None else changes) for name, changes in chosen.items()
        ]
    elif isinstance(chosen, list | tuple):
        pairs = [(name, {}) for name in chosen]
    else:
        pairs = [(chosen, {})]
    for name, changes in pairs:
        if not isinstance(name, str) or not name or not isinstance(changes, Mapping):
            raise InputError(
                f"{place} must be a list of names and files such as [{_example(group)},mine.yaml]"
            )
    return pairs


def label_of(choice: str) -> str:
    """Return the name under which an entry, given by name or path, is known."""
    return Path(choice).stem if is_file_name(choice) else choice


def file_values(group: str, choice: str, place: str, origin: str) -> tuple[dict[str, object], str]:
    """Read the plain values of the file that a name or a path means, and return how sentences call it.

    Args:
        group: folder of the configuration.
        choice: a shipped name or the path of a YAML file.
        place: where it stands (for sentences).
        origin: the file beside which a path is looked up first, or another place.

    Raises:
        InputError: no such name or file, or a file whose name no key can have.
    """
    if not is_file_name(choice):
        shipped = file_of(group, choice, place)
        name = called(group, choice, shipped)
        return read_yaml(shipped, name), name
    path = find(choice, origin)
    if path is None:
        raise no_file(place, choice)
    if not ENTRY.fullmatch(label_of(choice)):
        raise InputError(
            f"{place}: {choice!r} must be renamed: the name of such a file holds only a-z, 0-9 and '_'"
        )
    name = called(group, choice, path)
    return read_yaml(path, name), name


def _entry(
    group: str, choice: str, changes: Mapping[str, object], origin: str, own_key: str
) -> tuple[str, Entry]:
    if not is_file_name(choice) and choice not in names_in(group) and own_key in changes:
        return choice, Entry(changes, origin, {})
    return label_of(choice), Entry(
        *file_values(group, choice, f"{origin}: {group}", origin), changes
    )


def _example(group: str) -> str:
    return next(iter(names_in(group)), "name")
