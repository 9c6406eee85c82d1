"""The dictionary of outcomes is complete and consistent."""

from __future__ import annotations

import functools

import pytest

from borderSim.measures import outcomes as module
from borderSim.measures.outcomes import COMMODITIES, HEADLINE, MODES, OF_THE_WHOLE_HORIZON, OUTCOMES
from borderSim.measures.result import Result
from borderSim.measures.summary import FLOWS, STATES
from borderSim.parameters import scenario as schema
from borderSim.simulation import run
from tests.model.stage import scenario

DESIGN = """
seizures seizures_booked_customs seizures_booked_police seizures_opportunist seized_value_eur interdiction_rate
interdiction_rate_count hit_rate_targeted hit_rate_random targeting_lift planned attempts_deterred attempts_dropped
attempts delivered_value_eur displacement active_routes orgs_dismantled orgs_dismantled_structural
orgs_dismantled_judicial orgs_disrupted capacity_active members_arrested leaders_arrested mean_tier_arrested
recovery_days enforcement_cost_eur justice_cost_eur cooperation_cost_eur trade_delay_cost_eur assets_confiscated_eur
harm_eur harm_world_eur net_benefit_eur cost_per_seizure_eur cost_per_org_dismantled_eur duplicate_hours
coordination_hours lawful_inspected false_alarm_rate lawful_delay_hours_mean lawful_delay_hours_p95 items_shared
share_latency_days trust_mean police_known_entity_share leaks collisions cases_burned
""".split()  # noqa: SIM905 - a list of words reads better as words
SMALLEST = {
    "interdiction_rate": (0.02, False),
    "delivered_value_eur": (0.05, True),
    "orgs_dismantled": (1.0, False),
    "enforcement_and_cooperation_cost_eur": (0.02, True),
    "trade_delay_cost_eur": (0.05, True),
    "net_benefit_eur": (0.05, True),
}


def test_names_are_unique_and_every_name_of_the_design_is_there():
    assert len(module._LIST) == len(OUTCOMES)
    assert [name for name in DESIGN if name not in OUTCOMES] == []
    assert set(MODES) == set(schema.MODES)
    assert {f"seized_{c}" for c in COMMODITIES} | {f"targeting_lift_{m}" for m in MODES} <= set(
        OUTCOMES
    )
    assert set(scenario().commodities) <= set(COMMODITIES)


def test_headline_outcomes_are_those_of_the_design():
    assert {
        n: (OUTCOMES[n].smallest_difference, OUTCOMES[n].relative) for n in HEADLINE
    } == SMALLEST
    assert all(OUTCOMES[n].headline for n in HEADLINE)


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=list(OUTCOMES))
def test_an_outcome_says_what_it_is(outcome: module.Outcome):
    assert outcome.unit
    assert len(outcome.definition) > 8
    assert outcome.group in {
        "seizures",
        "traffic",
        "dismantlement",
        "cost",
        "trade",
        "cooperation",
        "systems",
        "funnel",
    }
    ratio = outcome.kind == "ratio"
    assert bool(outcome.numerator) == bool(outcome.denominator) == ratio
    if ratio:
        top, bottom = OUTCOMES[outcome.numerator], OUTCOMES[outcome.denominator]
        assert top.kind in ("total", "state")
        both = {name in OF_THE_WHOLE_HORIZON for name in (outcome.numerator, outcome.denominator)}
        assert len(both) == 1, "of one and the same time"
        assert bottom.kind in ("total", "state")
        assert "ratio" not in (top.kind, bottom.kind)


@functools.cache
def result() -> Result:
    return run(scenario("partnership=collaboration", "burn_in_days=60", "years=0.5"), 3)


def test_a_run_fills_the_dictionary_and_the_ratios_are_of_its_own_totals():
    o = result().outcomes
    assert list(o) == list(OUTCOMES)
    for name, outcome in OUTCOMES.items():
        if outcome.kind == "ratio":
            top, bottom = o[outcome.numerator], o[outcome.denominator]
            assert o[name] == (
                pytest.approx(top / bottom) if top is not None and bottom else None
            ), name
        if outcome.kind == "total":
            assert o[name] is not None, name
    for name in (
        "attempts",
        "items_shared",
        "seizures",
        "lawful_inspected",
        "loads_inspected",
        "customs_cost_eur",
        "trade_delay_cost_eur",
    ):
        assert o[name], name


def test_parts_add_up_and_shares_lie_between_0_and_1():
    o, daily = result().outcomes, result().daily
    value = {k: float(v) for k, v in o.items() if v is not None}
    for name in (
        "interdiction_rate",
        "interdiction_rate_count",
        "interdiction_rate_drugs",
        "hit_rate_targeted",
        "false_alarm_rate",
        "trust_mean",
        "police_known_entity_share",
        "utilisation_hours",
    ):
        assert 0 <= value.get(name, 0.0) <= 1, name
    assert value["seizures"] + value["delivered"] == value["loads_settled"]
    assert value["finds_targeted"] + value["finds_random"] == value["loads_found"]
    assert value["loads_found"] <= value["loads_inspected"]
    assert (
        value["members_convicted"] <= value["members_charged"] <= value["members_arrested"]
        or value["members_charged"] == 0
    )
    assert value["shipped_value_eur"] == pytest.approx(
        value["seized_value_eur"] + value["delivered_value_eur"]
    )
    assert value["cooperation_cost_eur"] == pytest.approx(
        value["cooperation_setup_eur"] + value["cooperation_running_eur"]
    )
    for name in FLOWS:
        if name in OUTCOMES and OUTCOMES[name].kind == "total":
            assert daily[name].sum() == pytest.approx(value[name]), name
    for what in ("shipped", "found", "delivered"):
        total = {"shipped": "attempts", "found": "loads_found", "delivered": "delivered"}[what]
        assert (
            daily[[c for c in daily if c.startswith(f"{what}:")]].to_numpy().sum() == value[total]
        )
    assert not daily.isna().any().any()
    assert set(STATES) <= set(daily.columns)
