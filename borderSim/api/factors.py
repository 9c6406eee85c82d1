"""A mapping of keys to values as a design: every combination, or drawn where a size is given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from borderSim.errors import InputError
from borderSim.given import items, plain_value, shown

DRAWN_BY = {"points": "lhs", "base": "sobol", "trajectories": "morris"}
"""Sizes of a design, and the kind of design that each belongs to."""
LEVELS = ("level", "levels")
"""Keys under which a mapping lists the levels that are run at every point."""
SCENARIOS = ("scenario", "scenarios")
"""Keys under which it lists the scenarios on which every point is run."""
PRIOR = "prior"
RUN_WITH = ("years", "measure_from_year", "seed", "replications")
"""What a person may look for among the factors, and what is an argument of the sweep."""


def design_of(
    given: Mapping[str, Any], sizes: Mapping[str, int | None] | None = None
) -> dict[str, Any]:
    """Return the fields of an experiment: its design, its levels and scenarios if listed.

    Args:
        given: key to a list of values, ``"prior"`` or ``{"range": [low, high]}``; ``level`` lists
            the levels and ``scenario`` the scenarios that every point is run with.
        sizes: ``points``, ``base`` or ``trajectories``; the one that is set makes the design a
            drawn one.

    Raises:
        InputError: no factor, two sizes, or a key that is an argument of the sweep.
    """
    said = {key: size for key, size in (sizes or {}).items() if size is not None}
    if len(said) > 1:
        raise InputError(f"{'= and '.join(said)}= exclude each other: a design is of one kind")
    fields: dict[str, Any] = {}
    factors: dict[str, Any] = {}
    for key, value in given.items():
        if not isinstance(key, str):
            raise InputError(
                f"design: the key {shown(key)} is no text; a key is such as 'police.investigators'"
            )
        if key in RUN_WITH:
            raise InputError(
                f"design: {key} is no factor: it is given once for all points, bs.sweep(..., "
                f"{key}=)"
            )
        names = _listed_apart(key, value)
        if names and names in fields:
            raise InputError(
                f"design: {key} is given twice: write one of {names.removesuffix('s')} and {names}"
            )
        if names:
            fields[names] = items(key, value)
        else:
            factors[key] = _spec(key, value)
    if not factors:
        beside = "; bs.compare(scenario, levels=[...]) compares levels alone" if fields else ""
        raise InputError(
            f"design={shown(dict(given))}: names no factor such as police.investigators{beside}"
        )
    kind = next((DRAWN_BY[key] for key in said), "grid")
    return {"design": {"kind": kind, **said, "factors": factors}, **fields}


def _listed_apart(key: str, value: object) -> str:
    """Return the field of an experiment that a key stands for, empty where it is a factor."""
    if key in SCENARIOS:
        return "scenarios"
    drawn = isinstance(value, str) and value == PRIOR  # (the traits of the levels)
    return "levels" if key in LEVELS and not drawn else ""


def _spec(key: str, value: object) -> object:
    """Return a factor's values as an experiment's file has them; one alone is a list of one."""
    plain = plain_value(value)
    if isinstance(plain, Mapping) or (isinstance(plain, str) and plain == PRIOR):
        return plain
    if isinstance(plain, str | int | float | bool):
        return [plain]
    return items(key, plain, "a list of values, 'prior', or {'range': [low, high]}")
