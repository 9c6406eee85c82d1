"""Whether a dotted key names something that a scenario has."""

from __future__ import annotations

import dataclasses
import types
from typing import Any, Union, get_args, get_origin

from borderSim.errors import InputError, nearest
from borderSim.scenario.build import hints
from borderSim.scenario.draft import Draft
from borderSim.scenario.overrides import Setting
from borderSim.scenario.schema import Scenario


def check_path(setting: Setting, draft: Draft) -> None:
    """Check that the key of a setting exists: fields of the schema, and entries of the scenario.

    A new entry (a post, a profile) needs ``+key=value``.

    Raises:
        InputError: with the nearest right name.
    """
    if setting.path[0] == "levels":
        raise InputError(f"{setting.origin}: the level of a post is set by posts.<name>.partnership=")
    if setting.path[0] == "present" and (len(setting.path) > 1 or setting.does != "set"):
        raise InputError(f"{setting.origin}: the present level is set whole: present=NAME or present=FILE.yaml")
    hint: Any = Scenario
    for depth, part in enumerate(setting.path):
        hint = _without_none(hint)
        above = ".".join(setting.path[:depth])
        if dataclasses.is_dataclass(hint):
            fields = hints(hint)  # type: ignore[arg-type]
            if part not in fields:
                raise _unknown(setting, above, part, list(fields))
            hint = fields[part]
        elif get_origin(hint) is dict:
            entries = draft.get(setting.path[:depth])
            names = list(entries) if isinstance(entries, dict) else []
            if part not in names and setting.does != "add":
                raise _unknown(setting, above, part, names)
            hint = get_args(hint)[1]
        else:
            raise InputError(f"{setting.origin}: {above} is a single value, it has no keys below it")


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        return next(part for part in get_args(hint) if part is not type(None))
    return hint


def _unknown(setting: Setting, above: str, part: str, known: list[str]) -> InputError:
    key = f"{above}.{part}" if above else part
    if above == "instruments":
        return InputError(f"{setting.origin}: no level here has an instrument '{part}'{nearest(part, known)}: name it in "
                          f"instruments='[{part}]', or behind a level, as in cooperation+{part}")  # fmt: skip
    hint = nearest(part, known)
    if not hint and len(known) <= 12:
        hint = f"; there are: {', '.join(known)}"
    return InputError(f"{setting.origin}: {key} is an unknown key{hint}")
