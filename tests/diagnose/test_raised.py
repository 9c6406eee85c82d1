"""Traits raised to where options of the questionnaire stand."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim.diagnose.raised import place_of, raised, reached_by
from borderSim.parameters.scenario import Directed, Traits
from borderSim.scenario.dials import anchors
from borderSim.scenario.names import COSTS
from borderSim.scenario.questionnaire.items import items, parts, settable_traits

LEVELS = {anchor.name: anchor.traits for anchor in anchors()}
STEPS = [
    (part, option)
    for part in parts()
    for option in part.options.values()
    if part.traits and option.level and not option.values
]


def part_of(item, name):
    return items()[item].parts[name]


def test_a_value_comes_up_to_the_highest_level_that_it_is_not_below():
    for anchor in anchors():
        assert place_of("lookup_prob", anchor.traits.lookup_prob) == anchor.place
    assert place_of("lookup_prob", 0.0) == 0.0
    assert place_of("share_interval_days", None) == 0.0, "nothing but urgent events is the least"
    assert place_of("persistence", None) == 0.0


def test_less_is_higher_where_the_levels_say_so():
    fast, slow = Directed(customs_to_police=1, police_to_customs=9), LEVELS["coexistence"]
    assert raised("share_latency_days", slow.share_latency_days, fast) == fast
    mixed = Directed(customs_to_police=9, police_to_customs=1)
    both = Directed(customs_to_police=1, police_to_customs=1)
    assert raised("share_latency_days", mixed, fast) == both, "way by way"


def test_a_trait_that_stands_higher_already_does_not_move_and_costs_nothing():
    high = LEVELS["coordination"]
    lists = part_of("A.3.1", "targeting")
    assert reached_by(high, [(lists, lists.options["lists"])]) == high


def test_a_step_moves_its_trait_and_adds_its_share_of_the_dials_cost():
    low, aim = LEVELS["communication"], LEVELS["cooperation"]
    pooling = part_of("A.13", "pooling")
    after = reached_by(low, [(pooling, pooling.options["listed"])])
    assert (after.pool_fraction, after.pool_reaction_days) == (
        aim.pool_fraction,
        aim.pool_reaction_days,
    )
    assert after.share_prob == low.share_prob and after.trust_set_point == low.trust_set_point
    assert after.setup_cost_eur.pooling == pytest.approx(aim.setup_cost_eur.pooling)
    assert after.setup_cost_eur.sharing == low.setup_cost_eur.sharing


def test_all_steps_to_the_highest_level_are_that_level_and_cost_what_it_costs():
    top = LEVELS["collaboration"]
    steps = [step for step in STEPS if step[1].level == "collaboration"]
    after = reached_by(LEVELS["coexistence"], steps)
    for trait in settable_traits():
        assert getattr(after, trait) == getattr(top, trait), trait
    for cost in ("setup_cost_eur", "running_cost_eur"):
        for part in COSTS.values():
            own, wanted = getattr(getattr(after, cost), part), getattr(getattr(top, cost), part)
            # (where the two lowest share a value, a step is counted from the upper of both)
            assert own == pytest.approx(wanted, rel=0.01), (cost, part)


@given(st.sampled_from(sorted(LEVELS)), st.lists(st.sampled_from(STEPS), max_size=4))
def test_nothing_falls_and_a_step_twice_is_a_step_once(level, steps):
    before = LEVELS[level]
    after = reached_by(before, steps)
    for field in dataclasses.fields(Traits):
        if field.name in settable_traits():
            own, new = getattr(before, field.name), getattr(after, field.name)
            assert place_of(field.name, new) >= place_of(field.name, own)
    for part in COSTS.values():
        assert getattr(after.setup_cost_eur, part) >= getattr(before.setup_cost_eur, part)
    assert reached_by(after, steps) == after
