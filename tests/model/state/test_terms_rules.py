"""Floors under traits: what an instrument gives counts only where the level has less."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from borderSim.model.state.terms import WAYS, Terms, changes_terms
from borderSim.parameters.scenario import Channel, Directed, Gives, Instrument
from borderSim.scenario.files import names_in
from borderSim.scenario.levels import load_level
from borderSim.scenario.load import load_scenario

SCENARIO = load_scenario("training")
LEVELS = {name: load_level("partnership", name).traits for name in names_in("partnership")}


def both(x: float) -> Directed:
    return Directed(customs_to_police=x, police_to_customs=x)


def terms(
    level: str,
    kind: str = "entity",
    written_role: bool = True,
    double_access: bool = True,
    **gives: Any,
) -> Terms:
    instrument = Instrument(
        name="x", written_role=written_role, double_access=double_access, gives=Gives(**gives)
    )
    return Terms.of(SCENARIO, LEVELS[level]).under([instrument], kind)


@pytest.mark.parametrize("level", LEVELS)
def test_an_instrument_that_gives_nothing_leaves_the_very_terms(level: str):
    assert terms(level) == Terms.of(SCENARIO, LEVELS[level])
    assert terms(level).traits is LEVELS[level]


@pytest.mark.parametrize("level", LEVELS)
def test_what_the_level_has_already_is_not_given_twice(level: str):
    own = LEVELS[level]
    again = terms(
        level,
        lookup_prob=own.lookup_prob,
        pool_fraction=own.pool_fraction,
        shared_objective_weight=own.shared_objective_weight,
        trust_set_point=own.trust_set_point,
        persistence=own.persistence,
        pool_reaction_days=own.pool_reaction_days,
        channel=Channel(
            share_prob=own.share_prob,
            share_interval_days=own.share_interval_days,
            share_latency_days=own.share_latency_days,
            share_fidelity=own.share_fidelity,
            readers_share=own.readers_share,
        ),
    )
    assert again.traits == own


@pytest.mark.parametrize("level", LEVELS)
def test_floors_and_ceilings(level: str):
    own, got = (
        LEVELS[level],
        terms(
            level,
            lookup_prob=0.5,
            trust_set_point=0.5,
            persistence=0.88,
            pool_fraction=0.2,
            pool_reaction_days=0.5,
        ),
    )
    assert got.traits.lookup_prob == max(0.5, own.lookup_prob)
    assert got.traits.trust_set_point == max(0.5, own.trust_set_point)
    assert got.traits.persistence == max(0.88, own.persistence or 0.0)
    assert got.traits.pool_fraction == max(0.2, own.pool_fraction)
    assert got.traits.pool_reaction_days == (
        min(0.5, own.pool_reaction_days) if own.pool_fraction else 0.5
    )
    rules = terms(
        level,
        relevance=0.9,
        interview_yield=0.1,
        handover_delay_days=1,
        handover_evidence_kept=0.99,
        leak_exposes_informant=0.5,
        let_run_lost=0.1,
        powers=("let_run",),
    )
    base = Terms.of(SCENARIO, own)
    assert (rules.relevance, rules.interview_yield) == (0.9, base.interview_yield), (
        "a floor below what is there gives nothing"
    )
    assert (rules.handover_delay_days, rules.handover_evidence_kept) == (1, 0.99)
    assert (rules.leak_exposes_informant, rules.let_run_lost, rules.may_let_run) == (
        base.leak_exposes_informant,
        0.1,
        True,
    )


@pytest.mark.parametrize("level", LEVELS)
def test_a_channel_is_the_better_of_both_ways_but_its_readers_are_a_cost(level: str):
    own = LEVELS[level]
    channel = Channel(
        share_prob=both(0.5),
        share_interval_days=both(7),
        share_latency_days=both(3),
        share_fidelity=both(0.8),
        readers_share=0.05,
    )
    got = terms(level, channel=channel).traits
    for way in WAYS:
        assert getattr(got.share_prob, way) == max(0.5, getattr(own.share_prob, way))
        assert getattr(got.share_latency_days, way) == min(3, getattr(own.share_latency_days, way))
        assert getattr(got.share_fidelity, way) == max(0.8, getattr(own.share_fidelity, way))
        assert getattr(got.share_interval_days, way) == min(
            7, getattr(own.share_interval_days, way) if own.share_interval_days else 7
        )
    assert got.readers_share == max(0.05, own.readers_share)
    assert (
        terms(level, kind="tip", channel=dataclasses.replace(channel, carries=("find",))).traits
        is own
    )
    assert terms(level, channel=dataclasses.replace(channel, items_per_day=3.0)).traits is own, (
        "limited channels are taken item by item"
    )


def test_a_role_and_access_that_are_missing_take_their_part_away():
    base = Terms.of(SCENARIO, LEVELS["coexistence"])
    channel = Channel(share_fidelity=both(0.95))
    assert terms("coexistence", written_role=False, relevance=0.95).relevance == base.relevance
    assert (
        terms("coexistence", double_access=False, channel=channel).traits.share_fidelity
        == base.traits.share_fidelity
    )


def test_instruments_do_not_add_up():
    one = Instrument(name="a", gives=Gives(lookup_prob=0.4, channel=Channel(share_prob=both(0.5))))
    two = Instrument(name="b", gives=Gives(lookup_prob=0.6, channel=Channel(share_prob=both(0.3))))
    for order in ((one, two), (two, one)):
        got = Terms.of(SCENARIO, LEVELS["coexistence"]).under(order, "find").traits
        assert (got.lookup_prob, got.share_prob) == (0.6, both(0.5))


def test_only_what_differs_from_post_to_post_needs_a_picture_of_its_own():
    assert not changes_terms(
        Instrument(name="x", gives=Gives(inspection_hours_per_week=9, desk_hours_per_week=1))
    )
    assert changes_terms(Instrument(name="x", gives=Gives(interview_yield=0.9)))
    assert changes_terms(Instrument(name="x", gives=Gives(lookup_prob=0.1)))
    assert changes_terms(Instrument(name="x", gives=Gives(channel=Channel())))
