"""Scenarios as a person hands them over: loaded by name or path, or as they are.

Levels likewise.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from borderSim import given
from borderSim.errors import InputError
from borderSim.given import name_or_path, or_none, path, settings, shown, understood
from borderSim.parameters.scenario import Partnership, Scenario
from borderSim.scenario import load
from borderSim.scenario import own_config as own
from borderSim.scenario.from_python import checked, plain_level
from borderSim.scenario.levels import load_level

__all__ = [
    "load_scenario",
    "own_config",
    "read_levels",
    "read_present",
    "read_scenario",
    "read_scenario_file",
    "read_scenarios",
]


def read_scenario(key: str, value: object) -> str | Scenario:
    """Return a name, a path as text, or a scenario that is seen to be right."""
    return name_or_path(key, value) if isinstance(value, str | Path) else checked(value, key)


def read_scenarios(key: str, value: object) -> list[str | Scenario]:
    """Return a list of scenarios; one alone is a list of one."""
    alone = isinstance(value, Scenario)
    return [
        read_scenario(key, one)
        for one in ([value] if alone else given.items(key, value, "a list of scenarios"))
    ]


def _level(key: str, value: object) -> str | Mapping[str, Any]:
    """Return a name, a path as text, or the plain values of a level."""
    if isinstance(value, Scenario):
        raise InputError(
            f"{key}: a scenario is no level; {key}=[..., scenario.partnership] names the level in force in it"
        )
    if isinstance(value, Partnership):
        return plain_level(value)
    if isinstance(value, Mapping):
        return dict(value)
    if not isinstance(value, str | Path) or not str(value):
        raise InputError(
            f"{key}={shown(value)}: a level is a name, the path of a YAML file, or a Partnership such as scenario.partnership"
        )
    return str(value)


def read_scenario_file(key: str, value: object) -> str:
    """Return the name or path of a scenario, where one that is loaded can't be taken."""
    if isinstance(value, Scenario):
        raise InputError(
            f"{key}: a sweep takes a scenario by its name or its file, and what all points share in overrides="
        )
    return name_or_path(key, value)


def read_levels(key: str, value: object) -> str | list[Any]:
    """Return ``all``, or a list of levels."""
    if isinstance(value, str | Path | Partnership | Mapping):
        one = _level(key, value)
        return "all" if one == "all" else [one]
    if isinstance(value, Scenario):
        return [_level(key, value)]
    return [_level(key, item) for item in given.items(key, value, "all, or a list of levels")]


def read_present(key: str, value: object) -> str:
    """Return the name or path of the present level."""
    if isinstance(value, Partnership):
        if value != load_level(key, value.name):
            raise InputError(
                f"{key}: this level '{value.name}' is not as its file has it; give the name or file of a level, or replace {key} in the scenario"
            )
        value = value.name
    if isinstance(value, Scenario):
        raise InputError(
            f"{key}: a scenario is no level; {key}=scenario.present.name names its present level"
        )
    return name_or_path(key, value)


load_scenario = understood(
    load.load_scenario,
    name=lambda _, value: read_scenario("scenario", value),
    overrides=settings,
    levels=lambda key, value: value if value == () else read_levels(key, value),
    config_dir=or_none(path),
)
own_config = understood(own.own_config, folder=or_none(path))
