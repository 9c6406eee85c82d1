"""What a case works with: by tier the best source there is, for evidence the best two."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model.state.capabilities import RUNGS, toolkit
from borderSim.parameters.scenario import SOURCES
from tests.model.stage import scenario

USUAL = ("surveillance", "interception", "finance")
S = scenario()
I = S.investigation  # noqa: E741 - as in the formulas
TIERS = np.array(
    [
        I.reveal_days_courier,
        I.reveal_days_logistics,
        I.reveal_days_broker,
        I.reveal_days_organiser,
        I.reveal_days_organiser,
    ]
)


def whole(*names: str) -> tuple[tuple[str, float], ...]:
    return tuple((name, 1.0) for name in names)


def test_the_usual_sources_of_the_police_take_the_declared_days_and_bring_the_declared_evidence():
    kit = toolkit(S, whole(*USUAL))
    assert kit.days[1:].tolist() == TIERS.tolist()
    assert kit.evidence == I.evidence_surveillance + I.evidence_finance


def test_the_declared_days_and_weights_are_those_of_the_police():
    changed = dataclasses.replace(
        S, investigation=dataclasses.replace(I, reveal_days_broker=99.0, evidence_surveillance=0.4)
    )
    kit = toolkit(changed, whole(*USUAL))
    assert kit.days[3] == 99.0
    assert kit.evidence == 0.4 + I.evidence_finance


@pytest.mark.parametrize(
    ("lost", "slower", "evidence"),
    [
        ("surveillance", (1.5, 1.2, 1.0, 1.0, 1.0), 0.3 + 0.15),
        ("interception", (1.0, 1.0, 1.5, 1.5, 1.0), 0.3 + 0.2),
        ("finance", (1.0, 1.0, 1.0, 1.0, 1.5), 0.2 + 0.15),
    ],
)
def test_each_source_lost_costs_what_it_was_best_at(
    lost: str, slower: tuple[float, ...], evidence: float
):
    kit = toolkit(S, whole(*(name for name in USUAL if name != lost)))
    assert kit.days[1:] / TIERS == pytest.approx(slower)
    assert kit.evidence == pytest.approx(evidence)


def test_trade_records_reveal_logistics_brokers_and_financiers_sooner_and_nobody_else():
    kit = toolkit(S, whole(*USUAL, "trade_records"))
    assert kit.days[1:] / TIERS == pytest.approx((1.0, 0.6, 0.7, 1.0, 0.7))
    assert kit.evidence == pytest.approx(I.evidence_finance + 0.25)


def test_a_case_without_any_source_reveals_nobody():
    kit = toolkit(S, ())
    assert np.isinf(kit.days[1:]).all() and kit.evidence == 0.0


@settings(max_examples=60, derandomize=True, deadline=None)
@given(
    st.sets(st.sampled_from(SOURCES), min_size=1), st.sampled_from(SOURCES), st.floats(0.05, 1.0)
)
def test_one_more_source_never_slows_a_case_and_less_of_it_never_helps(
    there: set[str], more: str, extent: float
):
    some = toolkit(S, whole(*sorted(there - {more})))
    part = toolkit(S, (*whole(*sorted(there - {more})), (more, extent)))
    full = toolkit(S, whole(*sorted(there | {more})))
    assert (full.days <= part.days + 1e-12).all() and (part.days <= some.days).all()
    assert full.evidence + 1e-12 >= part.evidence >= some.evidence
    assert part.days[1:].shape == (len(RUNGS),)


def test_a_source_that_is_there_half_the_time_takes_twice_as_long():
    half, one = toolkit(S, (("interception", 0.5),)), toolkit(S, whole("interception"))
    assert half.days[1:] == pytest.approx(2 * one.days[1:])
    assert half.evidence == pytest.approx(one.evidence / 2)
