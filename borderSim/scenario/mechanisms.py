"""Levels of which single mechanisms stand at another level: what carries a difference between two levels?

``mechanisms: {leads: coexistence}`` in the file of a level puts the traits of a mechanism, at all its
points of use, at the values of that other level. All of them at one level are that level; none leaves
the level as it is.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

from borderSim.errors import InputError, nearest
from borderSim.parameters.mechanisms import MECHANISMS
from borderSim.parameters.scenario import Traits
from borderSim.scenario.build import Place, build

KEY = "mechanisms"

ReadTraits = Callable[[str, str], Traits]
"""(what it was named for, name or path of a level) → its traits."""


def at_mechanisms(own: Traits, elsewhere: Mapping[str, Traits]) -> tuple[Traits, dict[str, Traits]]:
    """Return a level's traits with single mechanisms at other levels.

    Args:
        own: traits of all mechanisms that are not named.
        elsewhere: by mechanism, traits of the level at which it stands.

    Returns:
        The traits, and by mechanism what it reads in place of them at points of use of its own, for
        those only that read something else there.
    """
    moved = {
        trait: getattr(traits, trait)
        for name, traits in elsewhere.items()
        for trait in MECHANISMS[name].traits
    }
    whole = dataclasses.replace(own, **moved)
    apart = {}
    for name, mechanism in MECHANISMS.items():
        source = elsewhere.get(name, own)
        read = dataclasses.replace(whole, **{t: getattr(source, t) for t in mechanism.apart})
        if read != whole:
            apart[name] = read
    return whole, apart


def with_mechanisms(
    values: Mapping[str, object], origin: str, read: ReadTraits
) -> dict[str, object]:
    """Return the plain values of a level, the mechanisms that it names put at their levels.

    Args:
        values: what its file says.
        origin: how sentences call the file.
        read: reads the traits of a level that a mechanism names.

    Raises:
        InputError: an unknown mechanism or level, or no traits of the level's own.
    """
    named = values.get(KEY)
    if not named:
        return {key: value for key, value in values.items() if key != KEY}
    if not isinstance(named, Mapping):
        raise InputError(f"{origin}: {KEY} must be a mapping such as {{leads: coexistence}}")
    elsewhere = {}
    for name, level in named.items():
        key = f"{KEY}.{name}"
        if name not in MECHANISMS:
            raise InputError(
                f"{origin}: {key} is an unknown mechanism{nearest(str(name), MECHANISMS)}; there are: {', '.join(MECHANISMS)}"
            )
        if not isinstance(level, str) or "+" in level:
            raise InputError(
                f"{origin}: {key} must be the name or the file of a level without instruments, not {level!r}"
            )
        elsewhere[str(name)] = read(f"{origin}: {key}", level)
    if "traits" not in values:
        raise InputError(f"{origin}: {KEY} need the level's own traits, but the file gives none")
    own = build(Traits, values["traits"], Place("traits", lambda _: origin))
    whole, apart = at_mechanisms(own, elsewhere)
    told = {key: value for key, value in values.items() if key != KEY}
    return {
        **told,
        "traits": dataclasses.asdict(whole),
        "apart": {name: dataclasses.asdict(traits) for name, traits in apart.items()},
    }
