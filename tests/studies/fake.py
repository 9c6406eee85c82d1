"""A world of a few numbers that stands in for the model: found by its module in every process."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd

from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.result import Result
from borderSim.parameters.scenario import Budget, Partnership, Scenario
from borderSim.studies.analysis.break_even import HARM, PAID, SETUP_PAID

LEVELS = ("alpha", "beta", "gamma")


def scenario(
    level: str = "alpha", name: str = "toy", years: float = 0.5, **changes: Any
) -> Scenario:
    """Return the little of a scenario that the studies read."""
    partnership = Partnership(name=level, title=level.title(), traits=cast(Any, None))
    present = Partnership(name="alpha", title="Alpha", traits=cast(Any, None))
    fields: dict[str, Any] = {
        "legal_model": None,
        "posts": {},
        "modes": {},
        "commodities": {},
        "budget": Budget(),
    }
    return Scenario(
        name=name,
        years=years,
        burn_in_days=10,
        present=present,
        partnership=partnership,
        **fields | changes,
    )


def simulate(present: Scenario, scenarios: Sequence[Scenario], seed: int) -> Iterator[Result]:
    """Return a result per scenario: a shared world, and an effect of the level."""
    burn_in = np.random.default_rng(seed).normal(size=3)
    for one in scenarios:
        yield _result(one, seed, burn_in)


def _result(one: Scenario, seed: int, burn_in: np.ndarray) -> Result:
    effect = float(len(one.partnership.name)) + (one.levers.information_sharing or 0.0)
    rng = np.random.default_rng([seed, 7])
    values: dict[str, float | None] = {
        name: float(100 + effect + 10 * burn_in[0] + rng.normal()) for name in OUTCOMES
    }
    values["recovery_days"] = None if seed % 2 else 5.0
    values["targeting_lift"] = None
    days = pd.DataFrame(
        {"day": range(one.horizon_days), "attempts": rng.poisson(3, one.horizon_days).astype(float)}
    )
    days["shipped:" + one.name] = days["attempts"]
    months = pd.DataFrame({"month": [0, 1], "attempts": [1.0, float("nan")]})
    for column in (*PAID, SETUP_PAID, HARM):  # what the month of break-even is worked out from
        months[column] = effect
    events = pd.DataFrame({"day": [0, 0], "event": ["b", "a"], "cause": [None, None]})
    networks = pd.DataFrame(
        {"organisation": [0, 0], "member": [0, 1], "ended": pd.array([None, 3], dtype="Int64")}
    )
    return Result(values, days, months, events, networks, networks[["organisation"]])


def _mark(name: str) -> int:
    """Count how often something happened, in a file: the count is shared by all processes."""
    path = Path(os.environ["FAKE_MARKS"]) / name
    with path.open("a") as file:
        file.write("x")
    return path.stat().st_size


def one_seed_fails(present: Scenario, scenarios: Sequence[Scenario], seed: int) -> Iterator[Result]:
    """Fail at seed 2."""
    if seed == 2:
        raise ArithmeticError("the world ended")
    return simulate(present, scenarios, seed)


def all_fail(present: Scenario, scenarios: Sequence[Scenario], seed: int) -> Iterator[Result]:
    """Fail always."""
    raise ArithmeticError("the world ended")


def one_process_dies(
    present: Scenario, scenarios: Sequence[Scenario], seed: int
) -> Iterator[Result]:
    """Kill the process the first time that seed 3 is met."""
    if seed == 3 and _mark("died") == 1:
        os._exit(9)
    return simulate(present, scenarios, seed)


def one_seed_always_kills(
    present: Scenario, scenarios: Sequence[Scenario], seed: int
) -> Iterator[Result]:
    """Kill the process whenever seed 3 is met."""
    if seed == 3:
        os._exit(9)
    return simulate(present, scenarios, seed)


def counted(present: Scenario, scenarios: Sequence[Scenario], seed: int) -> Iterator[Result]:
    """Count how often each seed is simulated."""
    _mark(f"seed{seed}")
    return simulate(present, scenarios, seed)


def stop_at_third(present: Scenario, scenarios: Sequence[Scenario], seed: int) -> Iterator[Result]:
    """Be stopped by Ctrl-C at the third replicate, in the middle of it."""
    results = simulate(present, scenarios, seed)
    yield next(results)
    if seed == 3:
        raise KeyboardInterrupt
    yield from results


def slow(present: Scenario, scenarios: Sequence[Scenario], seed: int) -> Iterator[Result]:
    """Take a while for each level."""
    for result in simulate(present, scenarios, seed):
        time.sleep(0.15)
        yield result


def loses_where_little_is_known(
    present: Scenario, scenarios: Sequence[Scenario], seed: int
) -> Iterator[Result]:
    """Let every level but the present one lose where the police know little: below 0.3 of the entities."""
    for result, one in zip(simulate(present, scenarios, seed), scenarios, strict=True):
        loses = (
            one.partnership.name != present.partnership.name and one.police.known_entity_share < 0.3
        )
        result.outcomes["net_benefit_eur"] = (
            -50.0 if loses else 500.0 * (one.partnership.name != present.partnership.name)
        )
        yield result


def counted_and_one_fails(
    present: Scenario, scenarios: Sequence[Scenario], seed: int
) -> Iterator[Result]:
    """Count how often each seed is simulated, and fail at seed 2."""
    _mark(f"seed{seed}")
    return one_seed_fails(present, scenarios, seed)
