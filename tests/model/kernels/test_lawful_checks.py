"""Checks of lawful units and opportunists: the kernels against plain numpy, to the last bit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from borderSim.model.kernels import lawful_checks as table
from borderSim.model.kernels.generators import source_of
from borderSim.model.state.random_streams import few
from tests.model.kernels.oracles import plain as plain_form

KERNELS = ("draw", "settle", "tally_checks", "tally_delays", "add_up", "learn", "add_in_pairs")
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
        "p_open": np.where(rng.random(routes) < 0.2, 1.0, rng.random(routes)),
        "petty_rate": rng.uniform(0.0, 1.4, routes) * (rng.random(routes) < 0.5),
        "share": rng.uniform(0.0, 0.2, routes),
        "has_opening": has_opening,
        "open_hours": np.where(has_opening, rng.uniform(0.1, 3.0, routes), 0.0),
        "waiting": rng.uniform(0.0, 50.0, routes) * (rng.random(routes) < 0.5),
        "released": rng.uniform(0.0, 9.0, routes),
        "delay_days": rng.uniform(0.0, 3.0, (routes, 3)),
        "delay_cost": rng.uniform(0.0, 900.0, routes),
        "hold": rng.integers(0, 4, routes),
        "arrivals": rng.uniform(0.0, 9000.0, routes),
        "machine_checks": slots * rng.random(),
        "needs_machine": slots,
        "lift_counts": rng.uniform(0.0, 1e6, (3, routes)),
        "utilisation": rng.uniform(0.0, 1e6, (4, routes)),
        "crooked_arrivals": rng.uniform(0.0, 9.0, routes),
        "by_wait": rng.uniform(0.0, 50.0, (int(rng.integers(0, 6)), routes)),
        "delays": rng.uniform(0.0, 1e6, (routes, 3)),
        "waits": rng.uniform(0.0, 1e6, (routes, int(rng.integers(1, 5)))),
        "kind": rng.integers(0, 3, routes),
        "post": rng.integers(0, 4, routes),
    }


def carried_out(x: dict[str, Any], seed: int) -> dict[str, Any]:
    """What the kernels make of a day."""
    rng, x = np.random.default_rng(seed), {key: value.copy() for key, value in x.items()}
    routes = len(x["ranked"])
    n, amounts = np.full((table.ROWS, routes), -9), np.full((table.AMOUNTS, routes), np.nan)
    x |= {"n": n, "amounts": amounts}
    select = ("ranked", "random_units", "opportunists", "strip_list", "bay_credit", "share")
    chances = ("false_alarm", "p_detect", "p_open", "has_opening", "petty_rate", "n")
    at = source_of(rng.bit_generator)
    table.draw(at.next_double, at.state, *(x[key] for key in (*select, *chances)))
    work = ("waiting", "released", "has_opening", "check_hours", "open_hours", "strip_hours")
    cost = ("delay_days", "delay_cost", "hold", "bay_credit", "bays", "amounts")
    table.settle(n, *(x[key] for key in (*work, *cost)))
    sums = ("arrivals", "crooked_arrivals", "machine_checks", "needs_machine")
    table.tally_checks(n, *(x[key] for key in (*sums, "lift_counts", "utilisation")))
    table.tally_delays(n, *(x[key] for key in ("by_wait", "delays", "waits")))
    added = np.zeros(table.ROWS + 3 + 4, dtype=np.int64)
    table.add_up(n, x["kind"], 3, x["post"], added)
    kept = ("lift_counts", "utilisation", "delays", "bay_credit", "waits")
    out = {"amounts": amounts, "n": n, "next": rng.random(), "added": added}
    return {key: x[key] for key in kept} | out


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
    by_alarm = rng.binomial(crooked_alarmed, np.where(x["has_opening"], x["p_open"], 1.0))
    crooked_found = by_alarm + rng.binomial(crooked_strips, x["p_open"])
    petty = rng.binomial(lawful_checks, np.minimum(x["petty_rate"] * x["p_detect"], 1.0))
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
    lift, used, waits = x["lift_counts"].copy(), x["utilisation"].copy(), x["waits"].copy()
    lift[0] += ranked
    lift[1] += x["arrivals"] + x["crooked_arrivals"]
    used[2] += np.where(np.isfinite(x["needs_machine"]), checks, 0.0)
    used[3] += np.where(np.isfinite(x["machine_checks"]), x["machine_checks"], 0.0)
    waits[:, 0] += rand
    if len(x["by_wait"]):
        waits[:, : len(x["by_wait"])] += x["by_wait"][: waits.shape[1]].T
    else:
        waits[:, 0] += ranked
    by_alarm = np.where(x["false_alarm"] > 0, lawful_checks, 0)
    rows = [ranked, rand, x["opportunists"], crooked, lawful, checks, strips, crooked_strips]
    rows += [lawful_strips, lawful_checks, by_alarm, alarmed, opened, crooked_alarmed]
    n = np.stack([*rows, crooked_found, petty])
    held = [x["waiting"] - x["released"], ranked + x["released"], x["hold"] > 0, x["hold"]]
    by_kind = np.bincount(x["kind"], weights=ranked, minlength=3)
    by_post = np.bincount(x["post"], weights=ranked + rand, minlength=4)
    return {
        "lift_counts": lift,
        "utilisation": used,
        "waits": waits,
        "delays": x["delays"] + np.stack([lawful_checks - opened, opened, lawful_strips], axis=1),
        "bay_credit": np.minimum(
            x["bay_credit"] - strips + x["bays"], np.maximum(2.0 * x["bays"], 1.0)
        ),
        "amounts": np.stack([hours, days, cost, x["released"], x["bays"], *held]),
        "n": n,
        "next": rng.random(),
        "added": np.concatenate([n.sum(axis=1), by_kind, by_post]),
    }


@pytest.fixture(params=["compiled", "in Python"])
def how(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "in Python":
        for name in KERNELS:
            monkeypatch.setattr(table, name, getattr(table, name).py_func)
        compiled = table.some  # its generator is an address, which plain Python has no use for
        monkeypatch.setattr(table, "some", lambda *args: int(compiled(*args)))


@pytest.mark.usefixtures("how")
def test_a_day_is_the_same_to_the_last_bit_as_in_numpy():
    for seed in CASES:
        x = case(seed)
        found, expected = carried_out(x, seed), plain(x, seed)
        for key, value in expected.items():
            assert np.array_equal(found[key], value), (seed, key)


@pytest.mark.usefixtures("how")
def test_what_customs_learns_is_the_same_as_in_numpy():
    for seed in range(40):
        rng = np.random.default_rng(seed)
        routes, classes, points = (int(k) for k in rng.integers(1, (20, 40, 90)))
        n = np.zeros((table.ROWS, routes), dtype=np.int64)
        n[table.CROOKED_FOUND] = rng.integers(0, 3, routes)
        cut = np.where(rng.random(routes) < 0.3, np.inf, rng.normal(0.0, 4.0, routes))
        shares, survival = rng.random((routes, classes)), rng.random((routes, classes, points))
        survival[:, :, -1] = 0.0
        finds = rng.uniform(0.0, 9.0, (routes, classes))
        expected, at = finds.copy(), np.empty(routes, dtype=np.int64)
        table.learn(n, cut, -6.0, 0.25, shares, survival, at, finds)
        places = np.minimum(np.maximum((cut + 6.0) / 0.25, 0.0), points - 1).astype(np.int64)
        for r in n[table.CROOKED_FOUND].nonzero()[0]:
            weights = shares[r] * survival[r, :, places[r]]
            if weights.sum() > 0:
                expected[r] += n[table.CROOKED_FOUND, r] * weights / weights.sum()
        assert np.array_equal(at, places)
        assert np.array_equal(finds, expected)


@pytest.mark.usefixtures("how")
def test_a_sum_is_that_of_numpy_to_the_last_bit():
    rng = np.random.default_rng(3)
    for length in (*range(300), 1000, 4097):
        row = rng.normal(size=length) * 10.0 ** rng.integers(-9, 9, length)
        assert table.add_in_pairs(row, 0, length) == row.sum()


def test_sums_of_the_rows_are_the_sums_of_each():
    """Rows are added up in one call: numpy adds up each as it does a row by itself."""
    rng = np.random.default_rng(3)
    for routes in (*range(1, 40), 128, 129, 1000):
        rows = rng.uniform(-1.0, 1.0, (4, routes)) * 10.0 ** rng.integers(-9, 9, (4, routes))
        assert rows.sum(axis=1).tolist() == [float(row.copy().sum()) for row in rows]


@pytest.mark.parametrize("bits", [np.random.Philox, np.random.PCG64])
def test_a_kernel_draws_what_numpy_draws(bits: Any):
    """Few and many, rare and sure: each way in which numpy draws, and where it stands afterwards."""
    rng, ends = np.random.default_rng(5), np.array([0.0, 1e-300, 1e-9, 0.5, 1.0 - 1e-9, 1.0])
    for seed in range(400):
        mine, theirs = np.random.Generator(bits(seed)), np.random.Generator(bits(seed))
        n = rng.integers(0, 10 ** int(rng.integers(1, 7)), 12)
        p = np.r_[rng.random(6) ** int(rng.integers(1, 9)), ends]
        found = [table.some(*source_of(mine.bit_generator), *pair) for pair in zip(n, p)]  # noqa: B905
        assert found == theirs.binomial(n, p).tolist()
        for form in (table.some_of_each, plain_form(table.some_of_each)):
            each = form(*source_of(mine.bit_generator), n.reshape(3, 4), p.reshape(3, 4))
            assert each.tolist() == theirs.binomial(n, p).reshape(3, 4).tolist()
        assert mine.random() == theirs.random()


@pytest.mark.parametrize(("n", "p"), [(-1, 0.5), (3, -1e-9), (3, 1.0 + 1e-9), (3, np.nan)])
def test_what_is_no_chance_is_refused_as_by_numpy(n: int, p: float):
    rng = np.random.default_rng(1)
    for draw in (rng.binomial, lambda *x: table.some(*source_of(rng.bit_generator), *x)):
        with pytest.raises(ValueError):
            draw(n, p)


@pytest.mark.parametrize("p", [0.0, 0.3, 0.7, 1.0])
def test_few_are_drawn_one_by_one_as_all_at_once(p: float):
    rng = np.random.default_rng(9)
    for seed in range(50):
        n = rng.integers(0, 60, 18) * (rng.random(18) < 0.3)
        chance = np.where(rng.random(18) < 0.5, p, rng.random(18))
        one, all_ = np.random.default_rng(seed), np.random.default_rng(seed)
        assert np.array_equal(few(one, n, chance), all_.binomial(n, chance))
        assert one.random() == all_.random()
