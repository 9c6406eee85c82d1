"""The levels of an experiment: names, levels of one's own, and short words that stand for lists of instruments.

So a new instrument joins ``each_instrument_alone`` by itself, with what it requires. Every level
that a word brings along has a :class:`Step`, which says what it is there for.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from borderSim.errors import InputError, nearest
from borderSim.scenario.instruments import ALL, known_instruments, shipped_instruments
from borderSim.scenario.levels import level_values, load_level
from borderSim.scenario.names import default_choices, shipped
from borderSim.studies.design.prerequisites import needed_by, resting_on
from borderSim.studies.design.steps import Step
from borderSim.studies.design.taken_apart import MECHANISMS_OF, mechanisms_of

SHIPPED = "all"
OWN = ("name", "title", "of", "traits")
"""Keys of a level of one's own: a level ``of`` another with some traits set."""

Level = str | Mapping[str, Any]
"""A name, the path of a file, or the plain values of a level."""


def read_levels(
    given: object, present: str | None, place: str
) -> tuple[list[Level] | str, tuple[Step, ...]]:
    """Read the key ``levels`` of an experiment file.

    Args:
        given: ``all``, or a list of names, files, levels of one's own and words.
        present: the level on which instruments are tried (None: the shipped default).
        place: the file and key, for sentences.

    Returns:
        What ``load_levels`` takes, and the steps that words brought along.

    Raises:
        InputError: anything wrong with it.
    """
    if given == SHIPPED:
        return SHIPPED, ()
    if not isinstance(given, list) or not given:
        raise InputError(f"{place} must be a list of names")
    on = present or default_choices()["present"]
    levels: list[Level] = []
    steps: list[Step] = []
    for entry in given:
        taken_apart = mechanisms_of(entry, place)
        brought = None if taken_apart else _word(entry, on, place)
        if taken_apart:
            steps += [step for step, _, _ in taken_apart]
            levels += [level for _, both, _ in taken_apart for level in both]
            levels += [own for _, _, own in taken_apart]
        elif brought is not None:
            steps += brought
            levels += [name for step in brought for name in (step.against, step.level) if name]
        elif isinstance(entry, str):
            levels.append(entry)
        else:
            levels.append(_own(entry, place))
    names = [entry for entry in given if isinstance(entry, str)]
    if len(set(names)) < len(names):
        raise InputError(f"{place} names something twice")
    return _once(levels), tuple(dict.fromkeys(steps))


def with_instruments(on: str, names: Iterable[str]) -> str:
    """Return a level with instruments on top, always spelt the same way."""
    return "+".join([on, *sorted(set(names))])


def _once(levels: Iterable[Level]) -> list[Level]:
    """Leave out what stands there already; levels of one's own are never equal to a name.

    A level that two steps need is the same for both.
    """
    found: list[Level] = []
    for level in levels:
        if level not in found:
            found.append(level)
    return found


# --------------------------------------------------------------------------- words
def _shipped(on: str) -> list[Step]:
    return [Step("shipped", name, "" if name == on else on) for name in shipped("partnership")]


def _alone(on: str) -> list[Step]:
    return [_added(on, (name,), "alone") for name in shipped_instruments()]


def _left_out(on: str) -> list[Step]:
    """Everything, and everything without each; what rests on one that is left out goes with it."""
    instruments, traits = shipped_instruments(), load_level("levels", on).traits
    whole = f"{on}+{ALL}"
    steps = [Step("all", whole, on, tuple(instruments))]
    for name in instruments:
        gone = resting_on(name, instruments, traits.persistence)
        steps.append(
            Step("left_out", "-".join([whole, *sorted({name, *gone})]), whole, (name,), gone)
        )
    return steps


def _pairs(on: str, names: Sequence[str]) -> list[Step]:
    """Each pair beside its prerequisites, and each of its two with the same beside them."""
    return [_added(on, pair, "pair") for pair in itertools.combinations(names, 2)]


def _built_up(on: str, names: Sequence[str]) -> list[Step]:
    """The first, the first two, three, five, eight ... of the names."""
    counts, step = [], (1, 2)
    while step[0] < len(names):
        counts.append(step[0])
        step = (step[1], step[0] + step[1])
    return [
        _added(on, tuple(names[:count]), "built_up", against=on) for count in [*counts, len(names)]
    ]


def _added(on: str, names: tuple[str, ...], role: str, against: str | None = None) -> Step:
    instruments, traits = (
        {**known_instruments(), **shipped_instruments()},
        load_level("levels", on).traits,
    )
    along = needed_by(names, instruments, traits.persistence)
    beside = with_instruments(on, along) if against is None else against
    return Step(role, with_instruments(on, (*along, *names)), beside, names, along)


WORDS: dict[str, Callable[[str], list[Step]]] = {
    SHIPPED: _shipped,
    "each_instrument_alone": _alone,
    "each_instrument_left_out": _left_out,
}
LISTS: dict[str, Callable[[str, Sequence[str]], list[Step]]] = {
    "pairs_of": _pairs,
    "built_up": _built_up,
}


def _word(entry: object, on: str, place: str) -> list[Step] | None:
    """Return what a word brings along, None where the entry is a level."""
    if isinstance(entry, str):
        return WORDS[entry](on) if entry in WORDS else None
    if not isinstance(entry, Mapping) or not entry:
        raise InputError(
            f"{place}: {entry!r} is no level: write a name, {', '.join([*WORDS, *LISTS, MECHANISMS_OF])}, or a mapping with name, of and traits"
        )
    key = next(iter(entry))
    if len(entry) > 1 or key not in LISTS:
        return None
    names = entry[key]
    if (
        not isinstance(names, list)
        or len(names) < 2
        or not all(isinstance(name, str) for name in names)
    ):
        raise InputError(f"{place}.{key} must be a list of at least two instruments")
    for name in names:
        if name not in known_instruments():
            raise InputError(
                f"{place}.{key}: there is no instrument {name!r}{nearest(name, known_instruments())}"
            )
    if len(set(names)) < len(names):
        raise InputError(f"{place}.{key} names an instrument twice")
    return LISTS[key](on, names)


# --------------------------------------------------------------------------- levels of one's own
def _own(entry: Mapping[str, Any], place: str) -> Mapping[str, Any]:
    """Return the plain values of a level that differs from another in some traits."""
    for key in entry:
        if key not in OWN:
            raise InputError(
                f"{place}: {key} is an unknown key of a level{nearest(str(key), [*OWN, *LISTS, MECHANISMS_OF])}; there are: {', '.join(OWN)}"
            )
    name, of, traits = entry.get("name"), entry.get("of"), entry.get("traits")
    if not isinstance(name, str) or not isinstance(of, str) or not isinstance(traits, Mapping):
        raise InputError(
            f"{place}: a level of one's own is a mapping such as {{name: mine, of: coexistence, traits: {{lookup_prob: 0.5}}}}"
        )
    if "+" in of:
        raise InputError(f"{place}: of names a level without instruments, not {of!r}")
    values, _ = level_values(f"{place}: of", of)
    own = values["traits"]
    known = {
        field.name for field in dataclasses.fields(type(load_level(f"{place}: of", of).traits))
    }
    for trait in traits:
        if trait not in known:
            raise InputError(
                f"{place}: {name}: there is no trait {trait!r}{nearest(str(trait), known)}"
            )
    assert isinstance(own, Mapping)
    return {
        **values,
        "name": name,
        "title": str(entry.get("title") or name.replace("_", " ")),
        "traits": {**own, **traits},
    }
