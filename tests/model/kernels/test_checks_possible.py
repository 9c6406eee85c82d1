"""What a day allows: against numpy, and told by cases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model.kernels.checks_possible import by_machines, checks_possible
from tests.model.kernels import oracles
from tests.model.kernels.oracles import plain

FORMS = pytest.mark.parametrize("form", [lambda k: k, plain], ids=["compiled", "plain"])
Form = Callable[[Callable[..., Any]], Callable[..., Any]]
R = 6


def day(**other: Any) -> dict[str, Any]:
    """A day on which a check takes an hour and 2.5 hours are at hand."""
    plain_day = {
        "owed": np.zeros(R),
        "planned": np.full(R, 2.5),
        "share": np.ones(R),
        "brought": np.zeros(R),
        "slots": np.full(R, np.inf),
        "strip_share": np.zeros(R),
        "job_hours": np.ones(R),
        "random_checks": np.zeros(R),
        "arrivals": np.full(R, 10.0),
        "confirmed": np.zeros(R, dtype=np.int64),
        "u": np.zeros((R, 4)),
        "enforced": True,
    }
    return plain_day | other


@FORMS
@settings(max_examples=80, derandomize=True, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_checks_are_counted_as_numpy_counts_them(form: Form, seed: int):
    rng = np.random.default_rng(seed)
    x = day(
        owed=rng.normal(0, 5, R),
        planned=rng.exponential(20, R),
        share=rng.random(R),
        brought=rng.exponential(1, R),
        slots=np.where(rng.random(R) < 0.5, np.inf, rng.exponential(10, R)),
        strip_share=rng.choice([0.0, 0.2, 1.0], R),
        job_hours=rng.exponential(2, R),
        random_checks=rng.exponential(1, R),
        arrivals=rng.choice([0.0, 50.0], R),
        confirmed=rng.integers(0, 3, R),
        u=rng.random((R, 4)),
        enforced=bool(rng.random() < 0.9),
    )
    found = form(checks_possible)(*x.values())
    for mine, theirs in zip([*found[0], *found[1]], oracles.checks_possible(**x), strict=True):
        assert np.array_equal(mine, theirs)


@FORMS
def test_a_job_begun_is_finished_and_the_machine_may_bind(form: Form):
    kernel = form(checks_possible)
    assert (kernel(*day().values())[1][0] == 3).all()
    assert (kernel(*day(owed=np.full(R, -2.5)).values())[1][0] == 0).all()
    assert (kernel(*day(slots=np.full(R, 2.0)).values())[1][0] == 2).all()
    assert (kernel(*day(enforced=False).values())[1] == 0).all()
    assert form(by_machines)(8.0, 0.2, 0.5) == pytest.approx(10.5)


@FORMS
def test_checks_at_random_and_confirmed_hits_go_before_those_by_rank(form: Form):
    confirmed = np.full(R, 2, dtype=np.int64)
    _, (all_, at_random, ranked, before) = form(checks_possible)(
        *day(random_checks=np.full(R, 2.0), confirmed=confirmed).values()
    )
    assert (all_ == 3).all() and (at_random == 2).all()
    assert (ranked == 0).all() and (before == 4).all(), "a confirmed hit is checked all the same"
