"""Checks that the values in a manifest have the types that its readers expect, with a sentence for what has not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Check = Callable[[Any], bool]


def _is(*kinds: type) -> Check:
    return lambda value: isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool))


def _list_of(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(map(check, value))


def _map_of(check: Check) -> Check:
    return lambda value: isinstance(value, dict) and all(map(check, value.values()))


def _with(keys: Mapping[str, Check], *, all_there: bool = True) -> Check:
    """Return a check of a mapping: these keys must be there (or, where they are, be right)."""
    return lambda value: (
        isinstance(value, dict)
        and all(check(value[key]) if key in value else not all_there for key, check in keys.items())
    )


_TEXT, _WHOLE, _NUMBER, _MAP = _is(str), _is(int), _is(int, float), _is(dict)
_TEXTS = _list_of(_TEXT)
_SUMS = _map_of(_with({"bytes": _WHOLE, "sha256": _TEXT}))


def _either(*checks: Check) -> Check:
    return lambda value: any(check(value) for check in checks)


_TYPES: dict[str, tuple[Check, str]] = {
    "config_hash": (_TEXT, "a text"),
    "state": (_TEXT, "a text"),
    "source_hash": (_TEXT, "a text"),
    "program_version": (_TEXT, "a text"),
    "versions": (_map_of(_TEXT), "texts by name"),
    "choices": (_MAP, "a mapping"),
    "config": (_map_of(_MAP), "a mapping of mappings"),
    "level_config": (_map_of(_map_of(_MAP)), "a mapping of mappings of mappings"),
    "windows_by_transition": (_map_of(_map_of(_MAP)), "a mapping of mappings of mappings"),
    "plan": (_map_of(_WHOLE), "whole numbers by name"),
    "plugins": (_map_of(_map_of(_TEXT)), "texts by name of a plug-in"),
    "files": (_either(_TEXTS, _SUMS), "bytes and sha256 by file"),
    "pages": (_SUMS, "bytes and sha256 by file"),
    "failed": (
        _list_of(_with({"part": _TEXT, "seed": _WHOLE, "reason": _TEXT})),
        "a list of part, seed and reason",
    ),
    "failed_parts": (_WHOLE, "a whole number"),
    "scenarios": (_TEXTS, "a list of texts"),
    "levels": (_list_of(_with({"name": _TEXT})), "a list of mappings with a name"),
    "present": (_TEXT, "a text"),
    "years": (_NUMBER, "a number"),
    "years_by_scenario": (_map_of(_NUMBER), "numbers by scenario"),
    "measured": (_map_of(_TEXT), "texts by scenario"),
    "seeds": (_list_of(_WHOLE), "a list of whole numbers"),
    "replications": (_WHOLE, "a whole number"),
    "transition": (_TEXT, "a text"),
    "budget_rule": (_TEXT, "a text"),
    "question": (_TEXT, "a text"),
    "read": (_TEXT, "a text"),
    "points_dropped": (_WHOLE, "a whole number"),
    "own_files": (_map_of(_TEXT), "texts by file"),
    "command": (_either(_TEXT, _TEXTS), "a list of texts"),
    "ran": (_with({"command": _TEXTS, "engine": _TEXT}, all_there=False), "a mapping"),
}
_OF_A_COMPARISON = (
    "scenarios",
    "levels",
    "present",
    "years",
    "years_by_scenario",
    "seeds",
    "replications",
    "transition",
    "budget_rule",
)


def what_is_wrong(manifest: Mapping[str, Any]) -> str:
    """Return what is of the wrong type, in words; empty if nothing is."""
    for key, (check, what) in _TYPES.items():
        if key in manifest and not check(manifest[key]):
            return f"{key} must be {what}"
    return ""


def missing_of_a_comparison(manifest: Mapping[str, Any]) -> str:
    """Return the first key that a comparison's manifest lacks; empty if it has all."""
    return next((key for key in _OF_A_COMPARISON if key not in manifest), "")
