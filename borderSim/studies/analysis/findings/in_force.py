"""Which factors can move nothing, since a scenario has nothing that they could move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from borderSim.studies.design.factors import entries

SYSTEMS = "systems."
NOBODY = "none"


def in_force(keys: Iterable[str], configs: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the factors that have something to move.

    A key with ``*`` of which no configuration has an entry moves nothing (of instruments and
    shocks: there are none); nor does a key of information systems which neither service may ask.

    Args:
        keys: of factors.
        configs: the stored scenario of each country, at the level in force.
    """
    return [
        key
        for key in keys
        if "*" not in key or not configs or any(_moves(key, config) for config in configs)
    ]


def _moves(key: str, config: Mapping[str, Any]) -> bool:
    if not entries(config, key):
        return False
    if not key.startswith(SYSTEMS) or config.get("instruments"):
        return True
    systems = config["systems"].values()
    asked = ("customs_access", "police_access")
    return any(system.get(who, NOBODY) != NOBODY for system in systems for who in asked)
