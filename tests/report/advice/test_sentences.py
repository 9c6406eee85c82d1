"""How a paired difference is judged by its interval alone."""

import math
from types import SimpleNamespace

import pytest

from borderSim.report.advice.sentences import verdict
from borderSim.studies.analysis.estimates import Estimate

LEVEL = SimpleNamespace(reference=False)
COST, ORGS = "enforcement_and_cooperation_cost_eur", "orgs_dismantled"


def same(value: float, error: float = 0.0, n: int = 8) -> Estimate:
    return Estimate(value, math.nan, math.nan, n, error)


@pytest.mark.parametrize(
    ("outcome", "found", "judged"),
    [
        (COST, same(5e4), "put_in"),
        (COST, same(5e4, error=1e-3), "put_in"),  # rounding is no chance
        (COST, same(0.0), "same"),
        (COST, same(5e4, n=4), "unclear"),  # too few to say
        (COST, Estimate(5e4, 4e4, 6e4, 8, 5e3), "worse"),
        (COST, Estimate(-5e4, -6e4, -4e4, 8, 5e3), "better"),
        (ORGS, same(1.0), "better"),  # no money: a finding, however alike
        (ORGS, Estimate(1.0, -0.5, 2.5, 8, 0.7), "unclear"),
    ],
)
def test_money_that_every_replicate_tells_alike_is_a_price_and_no_finding(outcome, found, judged):
    assert verdict(LEVEL, found, outcome) == judged
