"""The measures of dismantlement see nothing where nobody dismantles: organisations persist over the horizon."""

from __future__ import annotations

import pytest

from borderSim.measures.result import Result
from borderSim.scenario.load import load_scenario
from borderSim.simulation import run

RUNS = [
    ("container_port", 5, 1),
    ("container_port", 5, 2),
    ("training", 5, 3),
    ("training", 5, 4),
    ("national", 1, 5),
]

ALONE = ("enforcement=false", "traffickers.growth_per_year=0")
"""Nobody enforces, and pace follows no profit: what changes then, changes by itself."""


@pytest.fixture(scope="module", params=RUNS, ids=lambda r: f"{r[0]}-{r[1]}y-{r[2]}")
def result(request: pytest.FixtureRequest) -> Result:
    name, years, seed = request.param
    return run(load_scenario(name, [*ALONE, f"years={years}", "burn_in_days=180"]), seed)


def test_without_enforcement_none_is_dismantled_by_arrests_and_at_most_one_in_a_hundred_at_all(
    result: Result,
):
    o = {name: value or 0.0 for name, value in result.outcomes.items()}
    assert o["orgs_at_start"] > 3
    assert o["members_arrested"] == o["orgs_ended_arrests"] == o["blows"] == 0
    assert o["orgs_dismantled"] <= 0.01 * o["orgs_at_start"]
    assert o["orgs_dismantled_judicial"] == o["orgs_disrupted"] == 0


def test_without_enforcement_networks_and_capacity_persist(result: Result):
    o = {name: value or 0.0 for name, value in result.outcomes.items()}
    assert o["orgs_dismantled_structural"] == 0
    assert o["capacity_survivors"] == pytest.approx(o["capacity_start"], rel=0.02)
    assert o["network_size_end"] == pytest.approx(o["network_size_start"], rel=0.05)
    assert o["network_component_share_end"] > 0.95
    # (half a year is too few loads to tell)
    attempts, half = (result.daily["attempts"], len(result.daily) // 2)
    assert attempts.tail(half).mean() > 0.8 * attempts.head(half).mean()
