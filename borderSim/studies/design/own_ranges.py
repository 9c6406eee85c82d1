"""Ranges of the country's own in the place of shipped priors: what a scenario says under ``priors``."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from borderSim.parameters.own_data import OwnRange
from borderSim.parameters.scenario import Scenario
from borderSim.studies.design.factors import Factor


def with_own_ranges(factors: Sequence[Factor], scenario: Scenario) -> list[Factor]:
    """Return factors with the ranges that a scenario gives, where it gives one.

    Args:
        factors: as a design draws them; a list of values stays as it is.
        scenario: its ``priors`` name inputs by the same keys.
    """
    own = {given.key: given for given in scenario.priors}
    return [
        _ranged(factor, own[factor.key]) if factor.key in own and not factor.values else factor
        for factor in factors
    ]


def _ranged(factor: Factor, own: OwnRange) -> Factor:
    return dataclasses.replace(
        factor,
        low=own.low,
        high=own.high,
        log=own.scale == "log",
        way="multiply" if own.way == "multiply" else "set",
    )
