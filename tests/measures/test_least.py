"""The smallest difference that matters: one rule, as a table of cases worked out by hand."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from borderSim.measures.least import least_of, smallest_difference
from borderSim.measures.outcomes import HEADLINE, OUTCOMES

PRESENT = {
    "net_benefit_eur": -100.0,
    "net_benefit_society_eur": -100.0,
    "net_benefit_treasury_eur": -3.0,
    "net_benefit_world_eur": 0.0,
    "net_benefit_3": -260.0,
    "net_benefit_discounted_eur": -500.0,
    "net_benefit_from_change_eur": -520.0,
    "cost_from_change_eur": 90.0,
    "enforcement_and_cooperation_cost_eur": 15.0,
    "trade_delay_cost_eur": 5.0,
    "delivered_value_eur": 400.0,
    "interdiction_rate": 0.1,
    "orgs_dismantled": 3.0,
    "seizures": 60.0,
    "harm_eur": -80.0,
    "seizures + leaks": 70.0,
}
CASES = {
    # balances: 5 % of 15 + 5, whatever they come to themselves
    "net_benefit_eur": 1.0,
    "net_benefit_society_eur": 1.0,
    "net_benefit_treasury_eur": 1.0,
    "net_benefit_world_eur": 1.0,
    "net_benefit_3": 1.0,
    # balances over the whole horizon: 5 % of the cost over the whole horizon
    "net_benefit_discounted_eur": 4.5,
    "net_benefit_from_change_eur": 4.5,
    # declared: as a share of the present value, or in the outcome's own unit
    "enforcement_and_cooperation_cost_eur": 0.3,
    "trade_delay_cost_eur": 0.25,
    "delivered_value_eur": 20.0,
    "interdiction_rate": 0.02,
    "orgs_dismantled": 1.0,
    # not declared: 5 % of the size of the present value
    "seizures": 3.0,
    "harm_eur": 4.0,
    "seizures + leaks": 3.5,
}


@pytest.mark.parametrize("name", CASES)
def test_the_smallest_difference_that_matters_by_hand(name):
    assert least_of(name).at(PRESENT.__getitem__) == pytest.approx(CASES[name])
    if name in OUTCOMES:
        found = smallest_difference(OUTCOMES[name], PRESENT.__getitem__)
        assert found == pytest.approx(CASES[name])


def test_the_table_has_every_headline_outcome_and_every_balance():
    balances = [name for name in OUTCOMES if name.startswith("net_benefit_")]
    assert {*HEADLINE, *balances} <= set(CASES)


def test_a_measure_of_ones_own_is_no_balance_by_its_name():
    own = dataclasses.replace(OUTCOMES["seizures"], name="net_benefit_of_dogs")
    assert smallest_difference(own, {"net_benefit_of_dogs": 40.0}.__getitem__) == 2.0


def test_nothing_known_leaves_nothing_told():
    assert np.isnan(smallest_difference(OUTCOMES["seizures"], lambda name: float("nan")))
    assert np.isnan(smallest_difference(OUTCOMES["net_benefit_eur"], lambda name: float("nan")))
