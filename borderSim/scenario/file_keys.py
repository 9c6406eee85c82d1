"""Keys of a scenario that name a file, found in what its fields declare."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator
from typing import Any, get_args

from borderSim.parameters.scenario import Scenario
from borderSim.scenario.build import declaration_of, hints


@functools.cache
def file_keys() -> tuple[str, ...]:
    """Return the dotted keys whose value names a file and nothing else, ``*`` for every entry of a mapping."""
    return tuple(dict.fromkeys(_below(Scenario, "", ())))


def names_a_file(key: str) -> bool:
    """Whether a key is one of these, by its last part: wherever it stands, it is no key for a stranger."""
    last = key.rpartition(".")[2]
    return any(last == known.rpartition(".")[2] for known in file_keys())


def _below(kind: Any, above: str, within: tuple[type, ...]) -> Iterator[str]:
    """Yield the keys of a dataclass and of all that its fields can hold; what holds itself is looked at once."""
    types = hints(kind)
    for field in dataclasses.fields(kind):
        key = f"{above}{field.name}"
        declared = declaration_of(field)
        if declared is not None and declared.file:
            yield key
        for place, inner in _parts(types[field.name], key):
            if inner not in within:
                yield from _below(inner, f"{place}.", (*within, inner))


def _parts(hint: Any, key: str) -> Iterator[tuple[str, type]]:
    """Yield the dataclasses that a type names, each with its key."""
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        yield key, hint
    for part in get_args(hint):
        yield from _parts(part, key if _may_be_none(hint) else f"{key}.*")


def _may_be_none(hint: Any) -> bool:
    return type(None) in get_args(hint)
