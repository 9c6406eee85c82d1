"""Checks of lawful units and opportunists: the kernels against plain numpy, to the last bit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from borderSim.model.kernels import lawful_checks as table
from borderSim.model.state.random_streams import few

KERNELS = ("begin", "set_apart_lawful", "settle", "tally_checks", "tally_delays", "renew_bays")
CASES = range(60)


def case(seed: int) -> dict[str, Any]:
    """A day at some routes, with nobody, few or many selected."""
    rng = np.random.default_rng(seed)
    routes = int(rng.integers(1, 40))
    ranked = rng.integers(0, (1, 4, 300)[seed % 3], routes)
    opportunists = rng.binomial(ranked, (0.6, 0.1)[seed % 2])
    slots = np.where(rng.random(routes) < 0.3, np.inf, rng.uniform(0, 50, routes))
    hours = {key: rng.uniform(0.0, 9.0, routes) for key in ("check_hours", "strip_hours")}
    has_opening = rng.random(routes) < 0.7
    return hours | {
        "ranked": ranked,
        "random_units": rng.integers(0, 20, routes),
        "opportunists": opportunists,
        "strip_list": rng.binomial(ranked, rng.random(routes)),
        "bay_credit": np.where(rng.random(routes) < 0.3, 0.0, rng.uniform(0.0, 9.0, routes)),
        "bays": rng.uniform(0.0, 2.0, routes) * (rng.random(routes) < 0.6),
        "false_alarm": rng.uniform(0.0, 0.4, routes) * (rng.random(routes) < 0.7),
        "p_detect": rng.random(routes),
        "share": rng.uniform(0.0, 0.2, routes),
        "has_opening": has_opening,
        "open_hours": np.where(has_opening, rng.uniform(0.1, 3.0, routes), 0.0),
        "waiting": rng.uniform(0.0, 50.0, routes) * (rng.random(routes) < 0.5),
        "delay_days": rng.uniform(0.0, 3.0, (routes, 3)),
        "delay_cost": rng.uniform(0.0, 900.0, routes),
        "hold": rng.integers(0, 4, routes),
        "arrivals": rng.uniform(0.0, 9000.0, routes),
        "machine_checks": slots * rng.random(),
        "needs_machine": slots,
        "lift_counts": rng.uniform(0.0, 1e6, (3, routes)),
        "utilisation": rng.uniform(0.0, 1e6, (4, routes)),
        "delays": rng.uniform(0.0, 1e6, (routes, 3)),
    }


def carried_out(x: dict[str, Any], seed: int) -> dict[str, Any]:
    """What the kernels make of a day."""
    rng, x = np.random.default_rng(seed), {key: value.copy() for key, value in x.items()}
    select = ("ranked", "random_units", "opportunists", "strip_list", "bay_credit")
    n, chance = table.begin(*(x[key] for key in select))
    n[table.CROOKED] = n[table.OPPORTUNISTS] + rng.binomial(n[table.RANDOM], x["share"])
    n[table.CROOKED_STRIPS] = few(rng, n[table.OPPORTUNISTS], chance)
    table.set_apart_lawful(n, x["false_alarm"])
    n[table.ALARMED] = rng.binomial(n[table.LAWFUL_CHECKS], x["false_alarm"])
    rest = n[table.CROOKED] - n[table.CROOKED_STRIPS]
    n[table.CROOKED_ALARMED] = few(rng, rest, x["p_detect"])
    work = ("waiting", "has_opening", "check_hours", "open_hours", "strip_hours")
    cost = ("delay_days", "delay_cost", "hold")
    amounts = table.settle(n, *(x[key] for key in (*work, *cost)))
    sums = ("arrivals", "machine_checks", "needs_machine", "lift_counts", "utilisation")
    table.tally_checks(n, *(x[key] for key in sums))
    table.tally_delays(n, x["delays"])
    table.renew_bays(x["bay_credit"], n[table.STRIPS], x["bays"])
    kept = ("lift_counts", "utilisation", "delays", "bay_credit")
    return {key: x[key] for key in kept} | {"amounts": amounts, "n": n, "next": rng.random()}


def plain(x: dict[str, Any], seed: int) -> dict[str, Any]:
    """The same in numpy, as the phase had it before there were kernels."""
    rng = np.random.default_rng(seed)
    ranked, rand = x["ranked"], x["random_units"]
    ready = np.floor(x["bay_credit"] + 1e-9).astype(np.int64)
    strips = np.minimum(x["strip_list"], ready)
    crooked = x["opportunists"] + rng.binomial(rand, x["share"])
    chance = strips / np.maximum(ranked, 1)
    crooked_strips = rng.binomial(x["opportunists"], chance)
    lawful = ranked + rand - crooked
    lawful_strips = np.minimum(strips - crooked_strips, ranked - x["opportunists"])
    lawful_strips = np.maximum(lawful_strips, 0)
    lawful_checks = lawful - lawful_strips
    alarmed = rng.binomial(lawful_checks, x["false_alarm"])
    crooked_alarmed = rng.binomial(crooked - crooked_strips, x["p_detect"])
    opened = np.where(x["has_opening"], alarmed, 0)
    crooked_opened = np.where(x["has_opening"], crooked_alarmed, 0)
    checks = ranked + rand - strips
    days = (
        (lawful_checks - opened) * x["delay_days"][:, 0]
        + opened * x["delay_days"][:, 1]
        + lawful_strips * x["delay_days"][:, 2]
    )
    cost = (days + np.where(x["hold"] > 0, x["waiting"], 0.0)) * x["delay_cost"]
    hours = (
        checks * x["check_hours"]
        + (opened + crooked_opened) * x["open_hours"]
        + strips * x["strip_hours"]
    )
    lift, used = x["lift_counts"].copy(), x["utilisation"].copy()
    lift[0] += ranked
    lift[1] += x["arrivals"]
    used[2] += np.where(np.isfinite(x["needs_machine"]), checks, 0.0)
    used[3] += np.where(np.isfinite(x["machine_checks"]), x["machine_checks"], 0.0)
    by_alarm = np.where(x["false_alarm"] > 0, lawful_checks, 0)
    n = [ranked, rand, x["opportunists"], crooked, lawful, checks, strips, crooked_strips]
    n += [lawful_strips, lawful_checks, by_alarm, alarmed, opened, crooked_alarmed]
    return {
        "lift_counts": lift,
        "utilisation": used,
        "delays": x["delays"] + np.stack([lawful_checks - opened, opened, lawful_strips], axis=1),
        "bay_credit": np.minimum(
            x["bay_credit"] - strips + x["bays"], np.maximum(2.0 * x["bays"], 1.0)
        ),
        "amounts": np.stack([hours, days, cost]),
        "n": np.stack([*n, np.zeros_like(ranked), np.zeros_like(ranked)]),
        "next": rng.random(),
    }


@pytest.fixture(params=["compiled", "in Python"])
def how(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "in Python":
        for name in KERNELS:
            monkeypatch.setattr(table, name, getattr(table, name).py_func)


@pytest.mark.usefixtures("how")
def test_a_day_is_the_same_to_the_last_bit_as_in_numpy():
    for seed in CASES:
        x = case(seed)
        found, expected = carried_out(x, seed), plain(x, seed)
        for key, value in expected.items():
            assert np.array_equal(found[key], value), (seed, key)


def test_sums_of_the_rows_are_the_sums_of_each():
    """Rows are added up in one call: numpy adds up each as it does a row by itself."""
    rng = np.random.default_rng(3)
    for routes in (*range(1, 40), 128, 129, 1000):
        rows = rng.uniform(-1.0, 1.0, (4, routes)) * 10.0 ** rng.integers(-9, 9, (4, routes))
        assert rows.sum(axis=1).tolist() == [float(row.copy().sum()) for row in rows]


@pytest.mark.parametrize("p", [0.0, 0.3, 0.7, 1.0])
def test_few_are_drawn_one_by_one_as_all_at_once(p: float):
    rng = np.random.default_rng(9)
    for seed in range(50):
        n = rng.integers(0, 60, 18) * (rng.random(18) < 0.3)
        chance = np.where(rng.random(18) < 0.5, p, rng.random(18))
        one, all_ = np.random.default_rng(seed), np.random.default_rng(seed)
        assert np.array_equal(few(one, n, chance), all_.binomial(n, chance))
        assert one.random() == all_.random()
