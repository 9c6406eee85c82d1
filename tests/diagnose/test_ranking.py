"""What runs say of remedies: differences, chances, order."""

import math

import numpy as np
import pytest

from borderSim.diagnose.ranking import best_in_turn, effects_of, rank
from tests.diagnose.planted import GOAL, YEARS, runs_of

A, B, C = ("communication+a", "communication+b", "communication+c")
LABELS = {A: ("a",), B: ("b",), C: ("c",)}


def test_the_difference_is_that_of_the_same_replicates_a_year():
    runs = runs_of({A: {GOAL: 2e6}})
    effect = effects_of(runs, A, "communication", YEARS)[GOAL]
    by_level = runs.pivot(index="seed", columns="level", values=GOAL)
    each = (by_level[A] - by_level["communication"]).to_numpy() / YEARS
    assert effect.estimate.value == pytest.approx(each.mean())
    assert effect.estimate.error == pytest.approx(each.std(ddof=1) / math.sqrt(len(each)))
    assert effect.estimate.low < each.mean() < effect.estimate.high


def test_the_best_by_the_goal_comes_first_and_a_cost_is_better_when_less():
    cost = "enforcement_and_cooperation_cost_eur"
    runs = runs_of({A: {GOAL: 1e6, cost: 5e5}, B: {GOAL: 3e6, cost: -5e5}, C: {GOAL: -4e6}})
    rows = rank(runs, LABELS, "communication", YEARS, GOAL)
    assert [row.names[0] for row in rows] == ["b", "a", "c"]
    assert [row.effects[GOAL].better for row in rows] == [1.0, 1.0, 0.0]
    assert rows[0].effects[cost].gain > 0 > rows[1].effects[cost].gain
    assert rows[0].effects[cost].better == 1.0 and rows[1].effects[cost].better == 0.0
    by_cost = rank(runs, LABELS, "communication", YEARS, cost)
    assert [row.names[0] for row in by_cost] == ["b", "c", "a"]


def test_the_chance_of_being_better_is_that_of_replicates_drawn_anew():
    runs = runs_of({A: {GOAL: 4e4}}, seeds=10, noise=2e5)
    row = rank(runs, {A: ("a",)}, "communication", YEARS, GOAL)[0]
    by_level = runs.pivot(index="seed", columns="level", values=GOAL)
    each = (by_level[A] - by_level["communication"]).to_numpy()
    draws = np.random.default_rng(3).choice(each, (4000, len(each))).mean(axis=1)
    assert row.effects[GOAL].better == pytest.approx((draws > 0).mean(), abs=0.03)


def test_how_sure_it_is_which_is_best_and_what_a_wrong_choice_costs():
    runs = runs_of({A: {GOAL: 4e6}, B: {GOAL: 1e6}, C: {GOAL: -1e6}})
    rows = rank(runs, LABELS, "communication", YEARS, GOAL)
    assert [row.best for row in rows] == [1.0, 0.0, 0.0]
    assert [row.loss for row in rows] == pytest.approx([0.0, 1.5e6, 2.5e6], abs=5e4)
    worse = rank(runs_of({A: {GOAL: -4e6}}), {A: ("a",)}, "communication", YEARS, GOAL)
    assert worse[0].best == 0.0 and worse[0].loss == pytest.approx(2e6, abs=5e4), "than nothing"


def test_below_five_replicates_neither_interval_nor_chance_is_told():
    effect = effects_of(runs_of({A: {GOAL: 1e6}}, seeds=4), A, "communication", YEARS)[GOAL]
    assert math.isnan(effect.better) and math.isnan(effect.estimate.low)
    assert effect.estimate.n == 4 and effect.estimate.value > 0


def test_a_remedy_that_moves_nothing_is_seen_as_such():
    runs = runs_of({A: {}, B: {GOAL: 1.0}})
    acts = {row.names[0]: row.acts for row in rank(runs, LABELS, "communication", YEARS, GOAL)}
    assert acts == {"a": False, "b": True}, "and a level without runs is left out"


def test_size_is_apart_from_significance():
    runs = runs_of({A: {GOAL: 2e4}, B: {GOAL: 2e7}}, noise=10.0)
    small, large = (effects_of(runs, level, "communication", YEARS)[GOAL] for level in (A, B))
    assert small.estimate.clear and not small.large
    assert large.estimate.clear and large.large


def test_goals_take_turns_in_who_goes_on():
    runs = runs_of(
        {
            A: {GOAL: 9e6},
            B: {GOAL: 5e6, "orgs_dismantled": 1.0},
            C: {"orgs_dismantled": 4.0, GOAL: -1e6},
        }
    )
    rows = rank(runs, LABELS, "communication", YEARS, GOAL)
    assert best_in_turn(rows, 2, (GOAL, "orgs_dismantled")) == ["a", "c"]
    assert best_in_turn(rows, 3, (GOAL, "orgs_dismantled")) == ["a", "c", "b"]
    assert best_in_turn(rows, 2, (GOAL,)) == ["a", "b"]
