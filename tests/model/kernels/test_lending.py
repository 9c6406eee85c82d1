"""What is lent is divided by the kernels as by numpy; what it comes to is told by cases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model.kernels import lending
from tests.model.kernels import oracles
from tests.model.kernels.oracles import plain

FORMS = pytest.mark.parametrize("form", [lambda k: k, plain], ids=["compiled", "plain"])
Form = Callable[[Callable[..., Any]], Callable[..., Any]]
HOME, CIRCLE = np.array([0, 0, 1, 1, 2, 3]), np.array([0, 0, 0, 0, 0, 1])
amounts = st.lists(st.floats(0, 50), min_size=6, max_size=6).map(np.array)


@FORMS
@settings(max_examples=60, derandomize=True, deadline=None)
@given(supply=amounts, need=amounts, part=amounts, goes=st.floats(0, 1))
def test_supply_is_divided_as_numpy_divides_it(
    form: Form, supply: np.ndarray, need: np.ndarray, part: np.ndarray, goes: float
):
    away, part = 0.75, part / 50.0
    stays, moves = oracles.rates(HOME, CIRCLE, away, goes, supply, need)
    here, everywhere = oracles.sums(HOME, moves), oracles.sums(CIRCLE, moves)
    arrives = need * (oracles.sums(HOME, stays) + here + away**2 * (everywhere - here))
    among = (HOME, CIRCLE, away, goes, supply, need)
    assert np.array_equal(form(lending.offered)(*among), arrives)
    assert np.array_equal(form(lending.of_itself)(*among), need * (stays + moves))
    met = oracles.sums(HOME, need * part), oracles.sums(CIRCLE, need * part)
    expected = stays * met[0] + moves * (met[0] + away * (met[1] - met[0]))
    assert np.array_equal(form(lending.given)(*among, part), expected)


@FORMS
def test_a_part_of_next_to_nothing_is_none(form: Form):
    found = form(lending.part_of)(np.array([2.0, 2.0, 0.0]), np.array([4.0, 1e-12, 3.0]))
    assert found.tolist() == [0.5, 0.0, 0.0]


@FORMS
def test_machines_are_spared_and_needed_in_whole_machines_checks(form: Form):
    room, wanted = np.array([10.0, 2.0, np.inf, 4.0]), np.array([4.0, 8.0, 5.0, 9.0])
    machines, each = np.array([2.0, 1.0, 0.0, 0.0]), np.array([3.0, 3.0, 0.0, 3.0])
    spare, need = form(lending.idle_machines)(
        room, wanted, machines, each, np.array([0.5, 0.5, 0.0, 0.0]), np.array([0.0, 1.5, 9.0, 0.0])
    )
    assert spare == pytest.approx([1.0, 0.5, 0.0, 0.0])
    assert need == pytest.approx([0.0, 2.0, 0.0, 0.0]), "who has no machine asks for none"


@FORMS
def test_machines_that_come_later_serve_what_has_waited(form: Form):
    found = form(lending.checks_of_machines)(
        np.array([2.0, 2.0, 2.0]),
        np.full(3, 10.0),
        np.array([1.0, 0.25, 0.25]),
        np.full(3, 6.0),
        np.array([50.0, 50.0, 4.0]),
    )
    assert found == pytest.approx([20.0, 5.0 + 6.0, 5.0 + 4.0])


@FORMS
def test_hours_are_needed_as_far_as_machines_allow_and_idle_beyond(form: Form):
    idle, need = form(lending.idle_hours)(
        np.array([3.0, 3.0, -1.0, 3.0]),
        np.array([5.0, 0.0, 2.0, 8.0]),
        np.array([np.inf, np.inf, np.inf, 1.0]),
        np.array([0.0, 0.0, 0.0, 1.5]),
        np.full(4, 1.5),
    )
    assert need == pytest.approx([4.5, 0.0, 4.0, 0.0])
    assert idle == pytest.approx([0.0, 3.0, 0.0, 0.0])


@FORMS
def test_help_makes_whole_checks_within_machines_and_only_where_the_list_is_not_done(form: Form):
    lent, more = form(lending.further_checks)(
        np.array([4.0, 4.0, 0.0, 4.0]),
        np.ones(4),
        np.zeros(4),
        np.array([9.0, 0.0, 9.0, 9.0]),
        np.full(4, 0.5),
        np.array([np.inf, np.inf, np.inf, 1.0]),
        np.zeros(4),
        np.full(4, 1.5),
    )
    assert lent == pytest.approx([4.0, 4.0, 0.0, 4.0])
    assert more.tolist() == [3, 0, 0, 1]


def a_day(seed: int) -> dict[str, Any]:
    """What all posts have, need and are short of on a made-up day, six routes at four posts."""
    rng = np.random.default_rng(seed)
    return {
        "post": HOME,
        "group_of_post": np.array([0, 0, 0, 1]),
        "first_route": np.array([0, 2, 4, 5]),
        "away": 0.75,
        "mobile": float(rng.choice([0.0, 0.3, 1.0])),
        "kind": rng.integers(0, 3, 6),
        "machines": rng.choice([0.0, 1.0, 2.5], 6),
        "checks_each": rng.choice([0.0, 3.0, 9.0], 6),
        "strip_share": rng.choice([0.0, 0.2], 6),
        "of_police": rng.choice([0.0, 1.5], 6),
        "job_hours": rng.exponential(2, 6) + 0.1,
        "check_hours": rng.exponential(2, 6) + 0.1,
        "share": rng.random(6),
        "fast": rng.random(6),
        "aged": rng.choice([0.0, 4.0], 6),
        "hours": rng.normal(20, 10, 6),
        "checks": np.where(rng.random(6) < 0.4, np.inf, rng.exponential(12, 6)),
        "before": rng.integers(0, 2, 6),
        "taken": rng.integers(0, 9, 6),
        "wanted": rng.choice([0.0, 7.3, 40.0], 6),
        "police": rng.exponential(25, 4),
        "free": 0.2,
        "backlog": rng.choice([0.0, 3.0], 4),
    }


def by_numpy(x: dict[str, Any]) -> tuple[np.ndarray, np.ndarray]:
    """What is offered, an array operation a line."""
    post, circle = x["post"], x["group_of_post"][x["post"]]
    own = x["taken"] + x["before"]
    left, room = x["hours"] - own * x["job_hours"], x["checks"] - own
    spare, short = lending.idle_machines(
        room, x["wanted"], x["machines"], x["checks_each"], x["strip_share"], x["of_police"]
    )
    kinds = int(x["kind"].max()) + 1
    among = post * kinds + x["kind"], circle * kinds + x["kind"]
    there = oracles.offered(*among, x["away"], x["mobile"], spare * x["share"], short)
    slots = lending.checks_of_machines(there, x["checks_each"], x["fast"], x["aged"], x["wanted"])
    idle, need = lending.idle_hours(left, x["wanted"], room, slots, x["check_hours"])
    pooled, of_post, first = np.zeros(4), np.zeros(6), x["first_route"]
    pooled[post] = x["share"]
    spare = np.maximum(x["police"] * x["free"] - x["backlog"], 0.0)
    of_post[first] = (spare * pooled)[post[first]]
    customs = idle * x["share"]
    there = oracles.offered(post, circle, x["away"], 1.0, customs + of_post, need)
    lent, more = lending.further_checks(
        there, x["fast"], x["aged"], x["wanted"], left, room, slots, x["check_hours"]
    )
    return np.array([left, slots, customs, of_post, need, there, lent]), np.array([own, more])


@FORMS
@settings(max_examples=80, derandomize=True, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_a_day_is_offered_and_settled_as_numpy_does(form: Form, seed: int):
    x = a_day(seed)
    amounts, counts = form(lending.offer)(*x.values())
    expected = by_numpy(x)
    assert np.array_equal(amounts, expected[0]) and np.array_equal(counts, expected[1])

    left, slots, customs, of_post, need, there, lent = amounts
    made = counts[0] + np.minimum(counts[1], np.random.default_rng(seed).integers(0, 9, 6))
    post, circle = x["post"], x["group_of_post"][x["post"]]
    used = np.clip((made - counts[0]) * x["check_hours"] - left, 0.0, lent)
    part = oracles.over(used, there)
    among = (post, circle, x["away"], 1.0)
    police = np.zeros(4)
    police[post[x["first_route"]]] = oracles.given(*among, of_post, need, part)[x["first_route"]]
    found, by_post = form(lending.settle)(
        post,
        x["group_of_post"],
        x["first_route"],
        x["away"],
        x["check_hours"],
        amounts,
        counts[0],
        made,
    )
    assert np.array_equal(found[0], used)
    assert np.array_equal(found[1], oracles.given(*among, customs, need, part))
    assert np.array_equal(found[2], np.minimum(slots, made - counts[0]))
    assert np.array_equal(by_post, police)


@FORMS
@settings(max_examples=40, derandomize=True, deadline=None)
@given(seed=st.integers(0, 10**6), handed_on=st.floats(0, 1))
def test_the_police_work_off_what_comes_with_what_they_did_not_lend(
    form: Form, seed: int, handed_on: float
):
    rng = np.random.default_rng(seed)
    stationed, share = rng.exponential(8, 4), rng.random(6)
    working = np.zeros(4)
    working[HOME] = share
    hours = form(lending.police_at_work)(stationed, HOME, share, 0.9)
    assert np.array_equal(hours, stationed * working * 0.9)
    spread, lent = rng.exponential(1, 4), hours * rng.random(4)
    load = stationed * 0.8 * spread
    unlent = rng.choice([0.0, 5.0], 4)
    backlog = unlent + rng.choice([0.0, 3.0], 4)
    work = (spread, 0.8, stationed, HOME, share, 0.9, lent, backlog, unlent, handed_on)
    found = form(lending.work_off)(*work)
    plain_ = np.maximum(unlent + load - hours, 0.0)
    waits = np.maximum(backlog + load - (hours - lent), 0.0)
    late = np.maximum(waits - plain_, 0.0)
    assert np.array_equal(found, [waits - late * handed_on, plain_, late, late * handed_on])
