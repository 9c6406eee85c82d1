"""Scenarios as a person hands them over: loaded by name or path, or as they are; levels likewise."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from borderSim import given
from borderSim.errors import InputError
from borderSim.given import name_or_path, or_none, path, settings, shown, understood
from borderSim.scenario import compose
from borderSim.scenario import own_config as own
from borderSim.scenario.again import checked, plain_level
from borderSim.scenario.schema import Partnership, Scenario

__all__ = ["load_scenario", "own_config", "read_levels", "read_present", "read_scenario"]


def read_scenario(key: str, value: object) -> str | Scenario:
    """Return a name, a path as text, or a scenario that is seen to be right."""
    return name_or_path(key, value) if isinstance(value, str | Path) else checked(value, key)


def _level(key: str, value: object) -> str | Mapping[str, Any]:
    """Return a name, a path as text, or the plain values of a level."""
    if isinstance(value, Scenario):
        raise InputError(f"{key}: a scenario is no level; {key}=[..., scenario.partnership] names the level in force in it")
    if isinstance(value, Partnership):
        return plain_level(value)
    if isinstance(value, Mapping):
        return dict(value)
    if not isinstance(value, str | Path) or not str(value):
        raise InputError(f"{key}={shown(value)}: a level is a name, the path of a YAML file, or a Partnership such as scenario.partnership")
    return str(value)


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
        value = value.name
    if isinstance(value, Scenario):
        raise InputError(f"{key}: a scenario is no level; {key}=scenario.present.name names its present level")
    return name_or_path(key, value)


load_scenario = understood(
    compose.load_scenario, name=lambda _, value: read_scenario("scenario", value), overrides=settings,
    levels=lambda key, value: value if value == () else read_levels(key, value), config_dir=or_none(path),
)  # fmt: skip
own_config = understood(own.own_config, folder=or_none(path))
