"""Officer hours of a day: the kernel against plain numpy, to the last bit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from borderSim.model.kernels.officer_hours import FULL, ROWS, close_hours

CLOSE = close_hours.py_func  # type: ignore[attr-defined]


def case(seed: int) -> dict[str, Any]:
    """Hours of a day at some routes, in the order of the kernel's arguments."""
    rng = np.random.default_rng(seed)
    routes = int(rng.integers(1, 40))
    some = lambda most: rng.uniform(0.0, most, routes) * (rng.random(routes) < 0.6)  # noqa: E731
    brought = some(3.0)
    return {
        "used": some(80.0),
        "hours": some(90.0) - some(9.0),
        "own": some(80.0),
        "lent": brought + some(9.0),
        "given": some(9.0),
        "brought": brought,
        "waiting": np.where(rng.random(routes) < 0.5, some(9.0), FULL / 2),
        "check_hours": some(2.0),
        "open_hours": some(4.0),
        "strip_hours": some(9.0),
        "strip_share": some(1.0),
        "balance": some(9.0),
        "utilisation": rng.uniform(0.0, 1e6, (4, routes)),
        "out": np.full((ROWS, routes), np.nan),
    }


@pytest.mark.parametrize("close", [close_hours, CLOSE], ids=["compiled", "in Python"])
def test_hours_are_the_same_to_the_last_bit_as_in_numpy(close: Any):
    for seed in range(60):
        x = case(seed)
        left = x["hours"] - x["used"]
        longest = np.maximum(
            x["check_hours"] + x["open_hours"], x["strip_hours"] * (x["strip_share"] > 0)
        )
        begun = np.where(x["waiting"] > FULL, np.minimum(left, longest), 0.0)
        balance = np.where(left > 0, begun, left)
        at_hand = x["own"] + x["lent"] - x["given"]
        served = np.minimum(x["brought"], np.maximum(x["used"] - x["own"], 0.0))
        rows = [x["used"], at_hand, left - balance, x["lent"] - x["brought"] + served]
        sums = x["utilisation"].copy()
        sums[0] += x["used"]
        sums[1] += at_hand
        close(*x.values())
        assert np.array_equal(x["out"], np.stack(rows)), seed
        assert np.array_equal(x["balance"], balance)
        assert np.array_equal(x["utilisation"], sums)


def test_sealed_arrays_are_taken():
    x = case(1)
    for name, value in x.items():
        if name not in ("used", "own", "balance", "utilisation", "out"):
            value.setflags(write=False)
    close_hours(*x.values())
    assert not np.isnan(x["out"]).any()
