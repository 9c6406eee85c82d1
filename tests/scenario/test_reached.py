"""At which level a country stands: one rule for diagnosis and report."""

from __future__ import annotations

import dataclasses

import pytest

from borderSim.parameters.scenario import Directed
from borderSim.scenario.dials import anchors
from borderSim.scenario.reached import counted, half_come_up_to, level_reached, steps_reached

LADDER = [(anchor.name, dataclasses.asdict(anchor.traits)) for anchor in anchors()]
NAMES = [name for name, _ in LADDER]
LOWEST, TOP = LADDER[0][1], LADDER[-1][1]
TIED = ("share_fidelity", "pool_fraction", "pool_reaction_days", "shared_objective_weight")
"""Traits that have one value at the lowest two levels."""


def mixed(high, *, top=TOP):
    """The lowest level with some traits of another."""
    return LOWEST | {trait: top[trait] for trait in high}


def test_twelve_traits_count_and_no_money_or_months():
    assert len(counted()) == 12
    assert not {"setup_cost_eur", "running_cost_eur", "months_to_reach"} & set(counted())


@pytest.mark.parametrize("place", range(len(LADDER)))
def test_each_shipped_level_comes_up_to_itself_by_its_values_alone(place):
    assert level_reached(LADDER[place][1], LADDER) == place + 1


@pytest.mark.parametrize("first", range(12))
@pytest.mark.parametrize(("count", "stands"), [(6, "collaboration"), (7, "collaboration")])
def test_any_six_of_twelve_at_the_top_are_half(first, count, stands):
    high = [(counted() * 2)[first + place] for place in range(count)]
    assert NAMES[level_reached(mixed(high), LADDER) - 1] == stands


def test_five_of_twelve_are_not():
    assert NAMES[level_reached(mixed(counted()[:5]), LADDER) - 1] != "collaboration"


@pytest.mark.parametrize(
    ("trait", "value", "stands"),
    [
        ("share_prob", Directed(customs_to_police=0.92, police_to_customs=0.92), 5),
        ("share_prob", {"customs_to_police": 0.92, "police_to_customs": 0.03}, 1),  # (both ways)
        ("share_prob", {"customs_to_police": 0.92, "police_to_customs": 0.45}, 3),
        ("share_prob", 0.5, 3),
        ("share_prob", 0.01, 0),
        ("share_interval_days", None, 1),  # (no exchange but of what is urgent)
        ("share_interval_days", 30.0, 2),
        ("share_interval_days", {"customs_to_police": 7.0, "police_to_customs": 400.0}, 1),
        ("persistence", None, 1),  # (nothing that could lapse)
        ("persistence", 0.5, 2),
        ("share_latency_days", 0.0, 5),  # (sooner is higher)
        ("share_latency_days", 46.0, 0),
        ("pool_fraction", 0.0, 2),
    ],
)
def test_how_far_a_value_comes_up(trait, value, stands):
    assert steps_reached(trait, value, LADDER) == stands


@pytest.mark.parametrize("trait", TIED)
def test_where_levels_share_a_value_its_answer_says_at_which_it_stands(trait):
    value = LOWEST[trait]
    assert value == LADDER[1][1][trait]
    assert steps_reached(trait, value, LADDER, "coexistence") == 1
    assert steps_reached(trait, value, LADDER, "communication") == 2
    assert steps_reached(trait, value, LADDER[1:], "coexistence") == 0
    assert steps_reached(trait, value, LADDER, "a level of mine") >= 2
    assert (
        steps_reached(trait, TOP[trait], LADDER, "coexistence") == 5
    )  # (another value than its answer's)


def test_a_level_of_ones_own_in_the_ladder_is_reached_by_value():
    ladder = [LADDER[0], ("ours", LADDER[2][1]), LADDER[4]]
    assert level_reached(LADDER[3][1], ladder) == 2
    assert level_reached(LADDER[1][1], ladder) == 1


@pytest.mark.parametrize(
    ("steps", "stands"), [((), 0), ((3,), 3), ((1, 3), 3), ((1, 1, 3), 1), ((0, 2, 4, 4), 4)]
)
def test_the_highest_that_at_least_half_come_up_to(steps, stands):
    assert half_come_up_to(steps) == stands
    assert not steps or 2 * sum(step >= stands for step in steps) >= len(steps)


@pytest.mark.parametrize("own", [{}, {"share_prob": "much"}, {"share_prob": True}, {"said": 1.0}])
def test_what_is_no_number_or_not_there_is_left_out(own):
    assert level_reached(own, LADDER) == 0
    assert level_reached({"share_prob": 1.0}, []) == 0
    assert level_reached({"share_prob": 1.0} | own, [(n, {"share_prob": 1.0}) for n in NAMES]) in (
        0,
        5,
    )
