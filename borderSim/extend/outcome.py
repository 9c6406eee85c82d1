"""The outcomes that a measure declares: checked like the shipped ones, told in the same words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, get_args

from borderSim.errors import InputError, nearest
from borderSim.given import shown
from borderSim.measures.dictionary import OWN_GROUP
from borderSim.measures.outcomes import OUTCOMES, Direction, Kind, Outcome
from borderSim.parameters.scenario import Scenario

DIRECTIONS = {
    "up": "up",
    "more is better": "up",
    "down": "down",
    "less is better": "down",
    "none": "none",
    "neither": "none",
}
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_ENDINGS = ("_value", "_value_low", "_value_high", "_difference", "_low", "_high")


def outcome(
    name: str,
    *,
    unit: str = "",
    kind: str = "total",
    direction: str = "none",
    meaning: str = "",
    numerator: str = "",
    denominator: str = "",
) -> Outcome:
    """Declare an outcome of a measure of one's own.

    Args:
        name: of the column in every table: small letters, digits and ``_``.
        unit: of a value, such as ``days`` or ``EUR``; it must be given.
        kind: ``total`` (a flow, summed over the horizon; tables show it a year), ``state`` (at the
            end), ``mean`` (over days or things), or ``ratio`` (of two totals, over replicates the
            ratio of sums).
        direction: ``up`` (more is better), ``down`` (less is better) or ``none``.
        meaning: what it is, in a sentence.
        numerator: of a ratio, the total above the line, declared by the same measure or shipped.
        denominator: of a ratio, the total below the line.

    Raises:
        InputError: something of it is not allowed, in one sentence.
    """
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise InputError(
            f"outcome {shown(name)}: a name is at most 60 small letters, digits and _, the first a letter, such as days_without_case"
        )
    who = f"outcome '{name}'"
    for key, value in (("unit", unit), ("meaning", meaning)):
        if not isinstance(value, str) or not value.strip():
            raise InputError(
                f"{who}: {key}={shown(value)}: must say in words {'the unit of a value' if key == 'unit' else 'what it is'}"
            )
    if kind not in get_args(Kind):
        raise InputError(
            f"{who}: kind={shown(kind)}: must be one of {', '.join(get_args(Kind))}{nearest(str(kind), get_args(Kind))}"
        )
    if direction not in DIRECTIONS:
        raise InputError(
            f"{who}: direction={shown(direction)}: must be up (more is better), down (less is better) or none{nearest(str(direction), DIRECTIONS)}"
        )
    if (kind == "ratio") != bool(numerator and denominator):
        raise InputError(
            f"{who}: a ratio, and no other kind, names a numerator and a denominator, two totals"
        )
    way: Any = DIRECTIONS[direction]
    checked: Any = kind
    return Outcome(
        name,
        OWN_GROUP,
        unit.strip(),
        way,
        checked,
        meaning.strip(),
        numerator,
        denominator,
        low=-math.inf,
    )


def check_declared(who: str, declared: object) -> tuple[Outcome, ...]:
    """Return the outcomes that a measure declares, once they are seen to be right.

    Raises:
        InputError: there are none, one is no outcome, or its name is taken.
    """
    if isinstance(declared, Outcome):
        declared = (declared,)
    found = (
        tuple(declared)
        if isinstance(declared, Iterable) and not isinstance(declared, str | Mapping)
        else ()
    )
    if not found or not all(isinstance(one, Outcome) for one in found):
        raise InputError(
            f"{who}: it must declare outcomes = [bs.outcome(...), ...], but has {shown(declared)}"
        )
    for place, one in enumerate(found):
        direction: Direction = one.direction
        outcome(
            one.name,
            unit=one.unit,
            kind=one.kind,
            direction=direction,
            meaning=one.definition,
            numerator=one.numerator,
            denominator=one.denominator,
        )
        check_name(who, one.name)
        if one.name in [other.name for other in found[:place]]:
            raise InputError(f"{who}: declares the outcome '{one.name}' twice")
    own = {one.name: one for one in found}
    for one in found:
        for part in filter(None, (one.numerator, one.denominator)):
            of = own.get(part) or OUTCOMES.get(part)
            if of is None or of.kind != "total":
                known = [
                    name for name, other in {**OUTCOMES, **own}.items() if other.kind == "total"
                ]
                raise InputError(
                    f"{who}: outcome '{one.name}': '{part}' is no total{nearest(part, known)}"
                )
    return found


def check_name(who: str, name: str) -> None:
    """See that no column of any table has this name.

    Raises:
        InputError: one has.
    """
    # here, since it loads pandas, which wrong input elsewhere need not wait for
    from borderSim.measures.columns import FAILURES, NAMED

    if name in OUTCOMES:
        raise InputError(
            f"{who}: the outcome '{name}' exists already ({OUTCOMES[name].definition}); choose another name"
        )
    if name in NAMED or name in FAILURES or name in ("arm", "point", "replicate", "label"):
        raise InputError(
            f"{who}: '{name}' is a column of every table; choose another name for the outcome"
        )
    if name in {spec.name for spec in fields(Scenario)}:
        raise InputError(
            f"{who}: '{name}' is a key of a scenario, which may be a column of the tables; choose another name for the outcome"
        )
    for ending in _ENDINGS:
        if name.removesuffix(ending) in OUTCOMES:
            raise InputError(
                f"{who}: '{name}' would be read as a part of the outcome '{name.removesuffix(ending)}'; choose another name"
            )
