"""Checks that the readers of experiment files share: known keys, texts, choices, lists of names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from borderSim.errors import InputError, nearest


def known(values: Mapping[str, Any], allowed: Sequence[str], place: str, prefix: str = "") -> None:
    """Refuse keys that are not allowed."""
    for key in values:
        if key not in allowed:
            raise InputError(
                f"{place}: {prefix}{key} is an unknown key{nearest(key, allowed)}; there are: {', '.join(allowed)}"
            )


def word(value: object, where: str) -> str:
    """Return a text."""
    if not isinstance(value, str):
        raise InputError(f"{where} must be text, not {value!r}")
    return value


def one_of(value: object, allowed: Sequence[str], where: str) -> str:
    """Return one of the words allowed."""
    if value not in allowed:
        raise InputError(
            f"{where} is {value!r}{nearest(str(value), allowed)}; there are: {', '.join(allowed)}"
        )
    return str(value)


def names(
    value: object, where: str, allowed: Sequence[str] | None = None, empty: bool = False
) -> tuple[str, ...]:
    """Return a list of different names, each of those allowed where that is said."""
    if (
        not isinstance(value, list)
        or not (value or empty)
        or not all(isinstance(item, str) for item in value)
    ):
        raise InputError(f"{where} must be a list of names")
    for item in value if allowed else ():
        one_of(item, allowed or (), where)
    if len(set(value)) < len(value):
        raise InputError(f"{where} names something twice")
    return tuple(value)
