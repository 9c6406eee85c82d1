"""The names that can be given, in the order in which people read them, and which of them hold unless said.

The order of the levels is that of the dials; their places on the dials stand in
``configs/levers.yaml``.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from borderSim.scenario.files import names_in
from borderSim.scenario.shipped import config_dir, shipped_names
from borderSim.scenario.strict_yaml import read_yaml

COSTS = {
    "information_sharing": "sharing",
    "resource_pooling": "pooling",
    "governance": "governance",
}
"""Which part of a cost each dial pays."""


@functools.cache
def levers_file() -> Mapping[str, Any]:
    """Return ``configs/levers.yaml``: ``anchors`` (level to place) and ``groups`` (dial to traits)."""
    return read_yaml(config_dir() / "levers.yaml")


def level_names() -> list[str]:
    """Return the shipped levels: those on the dials from lowest to highest, then the others by name."""
    placed = levers_file()["anchors"]
    return sorted(
        shipped_names("partnership"),
        key=lambda name: (name not in placed, placed.get(name, 0.0), name),
    )


def dials_of(name: str) -> dict[str, float | None]:
    """Return where a level stands on the three dials (None: it stands on none)."""
    return dict.fromkeys(COSTS, levers_file()["anchors"].get(name))


def shipped(group: str) -> list[str]:
    """Return the names in ``configs/<group>``: levels from lowest to highest, others by name."""
    return level_names() if group == "partnership" else shipped_names(group)


def nameable(group: str) -> list[str]:
    """Return what is shipped in a group, then the names of a folder of one's own where one is in force."""
    there = shipped(group)
    return [*there, *(name for name in names_in(group) if name not in there)]


def default_choices() -> dict[str, str]:
    """Return the shipped defaults of ``configs/config.yaml``: scenario, present, partnership, legal_model."""
    return dict(_defaults())


@functools.cache
def _defaults() -> Mapping[str, str]:
    listed = _yaml_defaults()
    return {
        "scenario": listed["scenario@_global_"],
        "present": listed["partnership@present"],
        "partnership": listed["partnership"],
        "legal_model": listed["legal_model@law"],
    }


def _yaml_defaults() -> dict[str, str]:
    import yaml

    entries = yaml.safe_load((config_dir() / "config.yaml").read_text("utf-8"))["defaults"]
    return {
        key: value for entry in entries if isinstance(entry, dict) for key, value in entry.items()
    }
