"""A source is weighed by what its news brought against what they claimed."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim.model.state.grades import LEAST, MOST, Grades
from tests.model.stage import scenario

S = dataclasses.replace(scenario().intelligence, grade_prior=5.0, grade_half_life_days=365.0)
AMOUNT = st.floats(0.0, 1e4)


def test_a_grade_is_what_came_over_what_was_due_and_kinds_and_groups_stand_apart():
    grades = Grades(2)
    grades.note(1, "tip", came=3.0, due=11.0)
    assert grades.of("tip", S) == pytest.approx([1.0, 8 / 16])
    assert grades.of("entity", S) == pytest.approx([1.0, 1.0])
    assert Grades(1).of("entity", S) == pytest.approx([1.0])


@given(came=AMOUNT, due=AMOUNT)
def test_a_grade_stays_within_its_bounds_and_moves_with_what_came(came: float, due: float):
    grades = Grades(1)
    grades.note(0, "entity", came=came, due=due)
    grade = float(grades.of("entity", S)[0])
    assert LEAST <= grade <= MOST
    grades.note(0, "entity", came=1.0)
    better = float(grades.of("entity", S)[0])
    grades.note(0, "entity", due=2.0)
    assert grade <= better and float(grades.of("entity", S)[0]) <= better


def test_half_is_forgotten_in_the_half_life_and_at_0_nothing_is_kept():
    grades = Grades(1)
    grades.note(0, "entity", came=2.0, due=8.0)
    for _ in range(365):
        grades.forget(S)
    assert (grades.came[0, 0], grades.due[0, 0]) == (pytest.approx(1.0), pytest.approx(4.0))
    grades.forget(dataclasses.replace(S, grade_half_life_days=0.0))
    assert grades.of("entity", S) == pytest.approx([1.0])


def test_a_poisoned_source_loses_its_weight_and_an_honest_one_keeps_it():
    """News that claim 0.6: with honest ones six in ten come true, with poisoned ones one in ten."""
    rng, grade = np.random.default_rng(1), {}
    for name, true in (("honest", 0.6), ("poisoned", 0.1)):
        grades = Grades(1)
        for _ in range(3 * 365):
            grades.forget(S)
            if rng.random() < 0.2:
                grades.note(0, "entity", came=float(rng.random() < true), due=0.6)
        grade[name] = float(grades.of("entity", S)[0])
    assert grade["poisoned"] < 0.35
    assert grade["honest"] > 0.8
