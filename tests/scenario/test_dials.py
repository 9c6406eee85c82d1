"""The three dials: exact at the levels, monotone and of the right form between them."""

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim.errors import InputError
from borderSim.parameters.scenario import CostParts, Directed
from borderSim.scenario.dials import anchors, at_dials, split_cost
from borderSim.scenario.levels import load_level
from borderSim.scenario.load import load_scenario
from borderSim.scenario.names import dials_of, level_names, shipped
from borderSim.scenario.shipped import config_dir

LEVELS = [(a.place, a.name, a.traits) for a in anchors()]
GROUPS = ("information_sharing", "resource_pooling", "governance")


def levers(sharing, pooling, governance):
    return [
        f"levers.{key}={value}"
        for key, value in zip(GROUPS, (sharing, pooling, governance), strict=True)
    ]


def test_the_shipped_levels_stand_in_order():
    assert [place for place, _, _ in LEVELS] == [0, 0.25, 0.5, 0.75, 1]
    assert level_names() == [name for _, name, _ in LEVELS] == shipped("partnership")


@pytest.mark.parametrize(
    ("place", "name", "traits"), LEVELS, ids=lambda v: v if isinstance(v, str) else None
)
def test_all_dials_at_a_level_are_that_level(place, name, traits):
    assert at_dials(anchors(), place, place, place) == traits
    other = load_scenario(
        "training", [*levers(place, place, place), f"partnership={LEVELS[-1][1]}"]
    )
    assert (
        other.partnership.traits
        == traits
        == load_scenario("training", [f"partnership={name}"]).partnership.traits
    )
    assert dials_of(name) == dict.fromkeys(GROUPS, place)


def test_each_dial_moves_its_own_traits_and_costs():
    low, mid, high = LEVELS[0][2], LEVELS[2][2], LEVELS[-1][2]
    traits = at_dials(anchors(), 1.0, 0.0, 0.5)
    assert (traits.share_prob, traits.readers_share) == (high.share_prob, high.readers_share)
    assert traits.lookup_prob == high.lookup_prob, "to look up is to share"
    assert (traits.pool_fraction, traits.pool_reaction_days) == (
        low.pool_fraction,
        low.pool_reaction_days,
    )
    assert (traits.trust_set_point, traits.months_to_reach) == (
        mid.trust_set_point,
        mid.months_to_reach,
    )
    assert traits.setup_cost_eur == CostParts(
        sharing=high.setup_cost_eur.sharing,
        pooling=low.setup_cost_eur.pooling,
        governance=mid.setup_cost_eur.governance,
    )


def test_a_null_lever_keeps_the_own_group_with_its_costs():
    own = LEVELS[3][2]
    assert at_dials(anchors(), None, None, None, own) == own
    traits = at_dials(anchors(), 0.0, None, None, own)
    assert traits.share_prob == LEVELS[0][2].share_prob and traits.running_cost_eur.sharing == 0
    assert traits.running_cost_eur.governance == own.running_cost_eur.governance
    assert (
        dataclasses.replace(
            traits,
            **{
                t: getattr(own, t)
                for t in (
                    "share_prob",
                    "share_interval_days",
                    "share_latency_days",
                    "share_fidelity",
                    "readers_share",
                    "lookup_prob",
                )
            },
            setup_cost_eur=own.setup_cost_eur,
            running_cost_eur=own.running_cost_eur,
        )
        == own
    )
    with pytest.raises(InputError):
        at_dials(anchors(), None, 0.5, 0.5)


def test_between_levels():
    a, b = LEVELS[2][2], LEVELS[3][2]
    mid = at_dials(anchors(), 0.625, 0.625, 0.625)
    assert mid.share_prob.customs_to_police == pytest.approx(
        (a.share_prob.customs_to_police + b.share_prob.customs_to_police) / 2
    )
    assert mid.share_latency_days.customs_to_police == pytest.approx(math.sqrt(5 * 1))
    assert mid.pool_reaction_days == pytest.approx(math.sqrt(3 * 1))
    assert mid.share_interval_days is not None
    assert 1 / mid.share_interval_days.customs_to_police == pytest.approx((1 / 7 + 1) / 2)
    assert mid.setup_cost_eur.total == pytest.approx(
        (a.setup_cost_eur.total + b.setup_cost_eur.total) / 2
    )


def test_exchanges_a_day_at_the_ends():
    near_bottom = at_dials(anchors(), 0.125, 0.5, 0.5).share_interval_days
    near_top = at_dials(anchors(), 0.875, 0.5, 0.5).share_interval_days
    assert near_bottom is not None and near_bottom.customs_to_police == pytest.approx(60)
    assert near_top is not None and 1 / near_top.police_to_customs == pytest.approx((1 + 24) / 2)


def test_nothing_to_lose_takes_the_neighbours_persistence_and_no_months():
    traits = at_dials(anchors(), 0.125, 0.125, 0.125)
    assert traits.persistence == LEVELS[1][2].persistence
    assert traits.months_to_reach == pytest.approx(1.5)


def test_a_reaction_below_the_middle_is_that_of_the_middle():
    assert at_dials(anchors(), 0, 0.1, 0).pool_reaction_days == LEVELS[2][2].pool_reaction_days


@given(st.floats(0, 1), st.floats(0, 1))
def test_dials_are_monotone_and_in_range(x, y):
    low, high = sorted((x, y))
    a, b = (at_dials(anchors(), d, d, d) for d in (low, high))
    for trait in (
        "readers_share",
        "pool_fraction",
        "lookup_prob",
        "trust_set_point",
        "meeting_share",
    ):
        assert 0 <= getattr(a, trait) <= getattr(b, trait) + 1e-12 <= 1 + 1e-12
    assert a.share_latency_days.customs_to_police >= b.share_latency_days.customs_to_police - 1e-9
    assert a.setup_cost_eur.total <= b.setup_cost_eur.total + 1e-6


def test_directions_move_apart(own_file):
    two_ways = "share_latency_days: {customs_to_police: 1, police_to_customs: 100}"
    text = (config_dir() / "partnership" / f"{level_names()[-1]}.yaml").read_text()
    text = text.replace("share_latency_days: 0.1", two_ways)
    level = load_level("partnership", own_file(text, "directed.yaml"))
    assert level.traits.share_latency_days == Directed(customs_to_police=1, police_to_customs=100)
    bottom = dataclasses.replace(anchors()[0], place=0.0)
    top = dataclasses.replace(anchors()[-1], place=1.0, traits=level.traits)
    traits = at_dials([bottom, top], 0.5, 0.5, 0.5)
    assert traits.share_latency_days.customs_to_police == pytest.approx(math.sqrt(45 * 1))
    assert traits.share_latency_days.police_to_customs == pytest.approx(math.sqrt(45 * 100))


def test_costs_split_as_the_levels_own_parts():
    assert split_cost(10, CostParts(sharing=3, pooling=2, governance=0)) == CostParts(
        sharing=6, pooling=4, governance=0
    )
    assert split_cost(10, CostParts(sharing=0, pooling=0, governance=0)).governance == 10
    own = LEVELS[2][2].setup_cost_eur
    traits = load_scenario(
        "training", [f"partnership={LEVELS[2][1]}", "partnership.traits.setup_cost_eur=1000000"]
    ).partnership.traits
    assert traits.setup_cost_eur.total == pytest.approx(1e6)
    assert traits.setup_cost_eur.sharing / own.sharing == pytest.approx(
        traits.setup_cost_eur.pooling / own.pooling
    )


def test_a_single_trait_lies_over_the_dials_and_leaves_the_present_alone():
    scenario = load_scenario(
        "training", [*levers(0.5, 0.5, 0.5), "partnership.traits.share_prob=0.99"]
    )
    assert scenario.partnership.traits == dataclasses.replace(
        LEVELS[2][2], share_prob=Directed(customs_to_police=0.99, police_to_customs=0.99)
    )
    assert scenario.present.traits == LEVELS[0][2]
    assert scenario.levers.governance == 0.5
    one_way = load_scenario(
        "training", ["partnership.traits.share_prob.police_to_customs=0.4"]
    ).partnership.traits.share_prob
    assert (one_way.customs_to_police, one_way.police_to_customs) == (
        LEVELS[0][2].share_prob.customs_to_police,
        0.4,
    )
