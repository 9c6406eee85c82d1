"""Steps between two levels, taken apart by mechanism: each first in, each last out, and pairs of them.

``mechanisms: {between: [coexistence, communication, cooperation], pairs_of: [leads, lookup]}`` among the
``levels`` of an experiment brings along, for each step from one level to the next, the lower level
with each mechanism of the higher (*first in*) and the higher with each of the lower (*last out*), and
so for each pair of the mechanisms named.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from borderSim.errors import InputError, nearest
from borderSim.parameters.mechanisms import MECHANISMS
from borderSim.scenario.levels import level_values, load_level
from borderSim.studies.design.steps import Step

MECHANISMS_OF = "mechanisms"
"""The word among the levels of an experiment."""
KEYS = ("between", "pairs_of")
FIRST_IN, LAST_OUT = "first_in", "last_out"

Brought = list[tuple[Step, tuple[str, str], dict[str, Any]]]
"""Steps, each with the two levels as they are named, and the plain values of its own level."""


def mechanisms_of(entry: object, place: str) -> Brought:
    """Return what the word brings along; nothing where an entry is something else.

    Args:
        entry: of the list of levels.
        place: the file and key, for sentences.

    Raises:
        InputError: anything wrong with it.
    """
    if not isinstance(entry, Mapping) or list(entry) != [MECHANISMS_OF]:
        return []
    given, where = entry[MECHANISMS_OF], f"{place}.{MECHANISMS_OF}"
    if not isinstance(given, Mapping):
        raise InputError(
            f"{where} must be a mapping such as {{between: [coexistence, collaboration]}}"
        )
    for key in given:
        if key not in KEYS:
            raise InputError(f"{where}: {key} is an unknown key{nearest(str(key), KEYS)}")
    levels = _names(given.get("between"), f"{where}.between", 2)
    for level in levels:
        if "+" in level:
            raise InputError(f"{where}.between names levels without instruments, not {level!r}")
    pairs_of = _names(given["pairs_of"], f"{where}.pairs_of", 2) if "pairs_of" in given else []
    for name in pairs_of:
        if name not in MECHANISMS:
            raise InputError(
                f"{where}.pairs_of: there is no mechanism {name!r}{nearest(name, MECHANISMS)}; there are: {', '.join(MECHANISMS)}"
            )
    sets = [(name,) for name in MECHANISMS]
    sets += [pair for pair in itertools.combinations(MECHANISMS, 2) if set(pair) <= set(pairs_of)]
    return [
        _moved(on, other, role, names, where)
        for lower, higher in itertools.pairwise(levels)
        for names in sets
        for on, other, role in ((lower, higher, FIRST_IN), (higher, lower, LAST_OUT))
    ]


def _moved(
    on: str, other: str, role: str, names: tuple[str, ...], where: str
) -> tuple[Step, tuple[str, str], dict[str, Any]]:
    """Return a level on which some mechanisms stand at another."""
    key = f"{where}.between"
    values, _ = level_values(key, on)
    stem, title = (load_level(key, level) for level in (on, other))
    told = [MECHANISMS[name].title for name in names]
    moved = {
        **values,
        "name": f"{stem.name}_with_{'_and_'.join(names)}_of_{title.name}",
        "title": f"{stem.title or stem.name} with {' and '.join(told)} of {(title.title or title.name).lower()}",
        "mechanisms": dict.fromkeys(names, other),
    }
    step = Step(role, moved["name"], stem.name, mechanisms=names, other=title.name)
    return step, (on, other), moved


def _names(given: object, where: str, least: int) -> Sequence[str]:
    if (
        not isinstance(given, list)
        or len(given) < least
        or not all(isinstance(name, str) for name in given)
    ):
        raise InputError(f"{where} must be a list of at least {least} names")
    if len(set(given)) < len(given):
        raise InputError(f"{where} names something twice")
    return given
