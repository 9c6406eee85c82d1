"""What must hold of a country's own statistics and ranges."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, get_args, get_origin

from borderSim.errors import InputError, nearest
from borderSim.parameters.own_data import OBSERVABLE
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.build import hints
from borderSim.scenario.keys import without_none

OriginOf = Callable[[str], str]


def check_own_data(scenario: Scenario, origin_of: OriginOf) -> None:
    """Check ``observed`` and ``priors``.

    Raises:
        InputError: the first thing wrong.
    """
    for name, own in scenario.observed.items():
        key = f"observed.{name}"
        if name not in OBSERVABLE:
            raise InputError(
                f"{origin_of(key)}: {key} is no statistic that is known{nearest(name, OBSERVABLE)}; there are: {', '.join(OBSERVABLE)}"
            )
        if not own.years or len(own.years) != len(own.values):
            raise InputError(
                f"{origin_of(key)}: {key} must give a value for each of its years, at least one; it has {len(own.years)} years and {len(own.values)} values"
            )
        if list(own.years) != sorted(set(own.years)):
            raise InputError(
                f"{origin_of(key)}: {key}.years must rise, each year once, not {list(own.years)}"
            )
    for place, own in enumerate(scenario.priors):
        key = f"priors[{place}]"
        if not names_a_field(own.key):
            raise InputError(
                f"{origin_of('priors')}: {key}.key is '{own.key:.60}', which no scenario has; bordersim params tells the keys"
            )
        if not own.low < own.high or (own.scale == "log" and own.low <= 0):
            raise InputError(
                f"{origin_of('priors')}: {key} ({own.key}) must have low below high, both above 0 on a log scale, not {own.low:g} and {own.high:g}"
            )
        if own.key in [other.key for other in scenario.priors[:place]]:
            raise InputError(f"{origin_of('priors')}: {own.key} stands there twice")


def names_a_field(key: str) -> bool:
    """Whether a dotted key, ``*`` for every entry, names a field that a scenario has."""
    hint: Any = Scenario
    for part in key.split("."):
        hint = without_none(hint)
        if dataclasses.is_dataclass(hint) and part in hints(hint):  # type: ignore[arg-type]
            hint = hints(hint)[part]  # type: ignore[arg-type]
        elif get_origin(hint) is dict:
            hint = get_args(hint)[1]
        else:
            return False
    return True
