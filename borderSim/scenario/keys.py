"""Whether a dotted key names something that a scenario has."""

from __future__ import annotations

import dataclasses
import functools
import types
from typing import Any, Union, get_args, get_origin

from borderSim.errors import InputError, nearest
from borderSim.language.phrases import phrase
from borderSim.parameters.declare import Declaration
from borderSim.parameters.gone import gone
from borderSim.parameters.rule_choice import RuleName
from borderSim.parameters.scenario import Scenario, SettingChange
from borderSim.scenario.build import declaration_of, hints
from borderSim.scenario.draft import Draft
from borderSim.scenario.overrides import Setting
from borderSim.scenario.rule_choices import NAME, is_parameter, parameter_at

SETTINGS: Any = tuple[SettingChange, ...]
"""Type of a field whose keys are those of the scenario, read and checked apart."""
NAMED = {"shocks": "effects"}
"""Keys whose value is a list of shipped names and files, and the key that tells an entry written out in place."""


def check_path(setting: Setting, draft: Draft) -> None:
    """Check that the key of a setting exists: fields of the schema, and entries of the scenario.

    A new entry (a post, a profile) needs ``+key=value``.

    Raises:
        InputError: with the nearest right name.
    """
    top = setting.path[0]
    if top == "levels":
        raise InputError(
            phrase(
                "{origin}: the level of a post is set by posts.<name>.partnership=",
                origin=setting.origin,
            )
        )
    if top == "present" and (len(setting.path) > 1 or setting.does != "set"):
        raise InputError(
            phrase(
                "{origin}: the present level is set whole: present=NAME or present=FILE.yaml",
                origin=setting.origin,
            )
        )
    hint: Any = Scenario
    for depth, part in enumerate(setting.path):
        hint = without_none(hint)
        if hint == SETTINGS or (hint == RuleName and is_parameter(setting.path)):
            return  # (read and checked with what it belongs to)
        above = ".".join(setting.path[:depth])
        if dataclasses.is_dataclass(hint):
            fields = hints(hint)
            if part not in fields:
                raise _unknown(setting, above, part, list(fields))
            hint = fields[part]
        elif get_origin(hint) is dict:
            entries = draft.get(setting.path[:depth])
            names = list(entries) if isinstance(entries, dict) else []
            if part not in names and setting.does != "add":
                if top in NAMED and depth == 1:
                    raise _not_named(setting, part, names)
                raise _unknown(setting, above, part, names)
            hint = get_args(hint)[1]
        else:
            raise InputError(
                phrase(
                    "{origin}: {above} is a single value, it has no keys below it",
                    origin=setting.origin,
                    above=above,
                )
            )


def is_entry(path: tuple[str, ...]) -> bool:
    """Whether a key that exists names an entry of a mapping (a post, a profile, a shock), which can be taken out."""
    return len(path) > 1 and holds_entries(path[:-1], shocks=True)


def holds_entries(path: tuple[str, ...], shocks: bool = False) -> bool:
    """Whether a key that exists names a mapping of entries.

    ``shocks``: those that a list names too.
    """
    hint: Any = Scenario
    for part in path:
        hint = without_none(hint)
        hint = hints(hint)[part] if dataclasses.is_dataclass(hint) else get_args(hint)[1]
    return get_origin(without_none(hint)) is dict and (
        shocks or path[0] not in (*NAMED, "instruments")
    )


def field_at(path: tuple[str, ...]) -> tuple[Any, Declaration]:
    """Return the type of the field at a path that exists, and what it declares.

    Raises:
        InputError: a parameter that no decision rule has.
    """
    if not is_parameter(path):
        return _field_at(path)
    if path[2] == NAME:
        return _field_at(path[:2])
    parameter = parameter_at(path)
    if parameter is None:
        raise InputError(
            phrase(
                "{allowed} is no parameter of any rule that {place} can name",
                allowed=".".join(path),
                place=".".join(path[:2]),
            )
        )
    return parameter.type, parameter.declaration


@functools.cache
def _field_at(path: tuple[str, ...]) -> tuple[Any, Declaration]:
    hint: Any = Scenario
    declared = Declaration("-", "")
    for part in path:
        hint = without_none(hint)
        if dataclasses.is_dataclass(hint):
            spec = next(f for f in dataclasses.fields(hint) if f.name == part)
            declared = declaration_of(spec) or declared
            hint = hints(hint)[part]
        else:
            hint = get_args(hint)[1]
    return hint, declared


def _not_named(setting: Setting, part: str, names: list[str]) -> InputError:
    group = setting.path[0]
    there = f"named are: {', '.join(names)}" if names else f"none is: name it in {group}='[{part}]'"
    return InputError(
        phrase(
            "{origin}: {group} does not name '{part}'{near}; {there}",
            origin=setting.origin,
            group=group,
            part=part,
            near=nearest(part, names),
            there=there,
        )
    )


def without_none(hint: Any) -> Any:
    """Return a type without the null that may stand in its place."""
    return hint if hint == RuleName else first_part(hint)


def first_part(hint: Any) -> Any:
    """Return the first type of a union that is not null; any other type as it is."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(part for part in get_args(hint) if part is not type(None))
    return hint


def _unknown(setting: Setting, above: str, part: str, known: list[str]) -> InputError:
    key = f"{above}.{part}" if above else part
    if above == "instruments":
        return InputError(
            phrase(
                "{origin}: no level here has an instrument '{part}'{near}: name it in instruments='[{part}]', or behind a level, as in cooperation+{part}",
                origin=setting.origin,
                part=part,
                near=nearest(part, known),
            )
        )
    if gone(key):
        return InputError(
            phrase("{origin}: {key} {gone}", origin=setting.origin, key=key, gone=gone(key))
        )
    hint = nearest(part, known)
    if not hint and len(known) <= 12:
        hint = f"; there are: {', '.join(known)}"
    return InputError(
        phrase("{origin}: {key} is an unknown key{hint}", origin=setting.origin, key=key, hint=hint)
    )
