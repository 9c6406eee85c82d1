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
