"""What comes over the wire or from a stored session: plain values of few kinds, checked before anything uses them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from borderSim.classroom.refusals import RefusedError
from borderSim.errors import InputError
from borderSim.given import shown
from borderSim.rules.registry import FIXED, KINDS
from borderSim.scenario.file_keys import names_a_file
from borderSim.scenario.names import COSTS

MOST_DAYS = 36_500
"""Largest day that is read (assumption: no horizon is longer than a century)."""
MOST_SETTINGS = 60
"""Settings and decisions at once, at most (assumption: a page offers fewer)."""
MOST_TEXT = 200_000
"""Signs of a text, at most: a scenario file has some thousand (assumption)."""
LARGEST = 1e18
"""Largest number of a decision (assumption: no key allows as much)."""
KEY = re.compile(r"[a-z][a-z0-9_]*(\.([a-z0-9_]+|\*))*")
DIALS = tuple(f"levers.{name}" for name in COSTS)
"""Keys of the dials."""
LABEL = re.compile(r"[\w+][\w+-]{0,119}")
"""A name: of a level, a scenario, an instrument. It holds no dot and no slash, so it is no path."""


def label(key: str, value: object, place: str) -> str:
    """Return a name.

    Raises:
        InputError: it is none; the path of a file is none either.
    """
    if not isinstance(value, str) or not LABEL.fullmatch(value):
        raise InputError(
            f"{place}: {key} is {shown(value)}, but must be a name (letters, digits, '_', '-', '+')"
        )
    return value


def text(key: str, value: object, place: str) -> str:
    """Return a text of limited length.

    Raises:
        InputError: it is none, or longer.
    """
    if not isinstance(value, str) or len(value) > MOST_TEXT:
        raise InputError(f"{place}: {key} must be a text of at most {MOST_TEXT} signs")
    return value


def whole_number(key: str, value: object, place: str, least: int = 0, most: int = MOST_DAYS) -> int:
    """Return a whole number within bounds.

    Raises:
        InputError: it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise InputError(
            f"{place}: {key} is {shown(value)}, but must be a whole number from {least} to {most}"
        )
    return value


def plain_values(values: object, place: str) -> dict[str, Any]:
    """Return decisions: dotted keys with a number, a switch, a name, null or a list of names.

    Raises:
        InputError: anything else, a key that names a file, or a rule that would have to be imported.
    """
    if not isinstance(values, Mapping) or not values or len(values) > MOST_SETTINGS:
        raise InputError(f"{place}: set must be a mapping of at most {MOST_SETTINGS} keys")
    for key in values:
        if not isinstance(key, str) or len(key) > 200 or not KEY.fullmatch(key):
            raise InputError(
                f"{place}: {shown(key)} is no key such as customs.random_share or levers.governance"
            )
        _check_key(key, values[key])
    return {key: _plain(key, value, place) for key, value in values.items()}


def plain_settings(values: object, place: str) -> tuple[str, ...]:
    """Return settings ``key=value`` whose values are numbers, switches or names, or lists of names.

    Raises:
        InputError: anything else, so that no setting names a file.
    """
    if not isinstance(values, list | tuple) or len(values) > MOST_SETTINGS:
        raise InputError(f"{place}: settings must be a list of at most {MOST_SETTINGS} key=value")
    for item in values:
        key, sign, value = item.partition("=") if isinstance(item, str) else ("", "", "")
        names = value[1:-1].split(",") if value.startswith("[") and value.endswith("]") else [value]
        fits = all(not name or _is_word(name.strip()) for name in names)
        if not sign or not KEY.fullmatch(key) or not value or not fits:
            raise InputError(
                f"{place}: {shown(item)} is no setting such as levers.governance=0.5 or instruments=[liaison_officers]"
            )
        _check_key(key, value)
    return tuple(values)


def course_settings(values: object, place: str) -> tuple[str, ...]:
    """Return the settings of a track: its dials and its instruments.

    A track begins with the horizon, after the burn-in that all have in common. What holds from the
    burn-in on stands in the scenario.

    Raises:
        InputError: anything else.
    """
    settings = plain_settings(values, place)
    for item in settings:
        key = item.partition("=")[0]
        if key != "instruments" and key not in DIALS:
            raise RefusedError("setting", given=item[:60])
    return settings


def is_rule_of_a_package(key: str, value: object) -> bool:
    """Whether a key names a decision rule that is not built in: it would be imported."""
    for kind in KINDS:
        if f".{key}".endswith((f".{kind.key}", f".{kind.key}.name")):
            return isinstance(value, str) and value not in (*kind.built_in, FIXED)
    return False


def _check_key(key: str, value: object) -> None:
    if names_a_file(key):
        raise RefusedError("file", key=key)
    if is_rule_of_a_package(key, value):
        raise RefusedError("rule", key=key, value=str(value)[:60])


def _is_word(value: str) -> bool:
    return bool(LABEL.fullmatch(value) or re.fullmatch(r"-?[0-9]+(\.[0-9]+)?(e-?[0-9]+)?", value))


def _plain(key: str, value: object, place: str) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float) and abs(value) <= LARGEST:
        return value
    if isinstance(value, list) and len(value) <= MOST_SETTINGS:
        return [label(key, item, place) for item in value]
    return label(key, value, place)
