"""How far the advice holds: where the lower end of an interval is zero, not where a mean is."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from borderSim.report.advice.holds import holds
from borderSim.report.briefs.comparison import brief, render_brief
from borderSim.report.comparison.source import View
from borderSim.scenario.load import load_scenario, scenario_as_dict
from tests.report.synthetic import synthetic

N = 12
LUCK = np.array([(-1) ** i * 5e5 for i in range(N)])


def two_steps(second: float, cost: float = 1e5):
    """Three levels: the first saves 4 M EUR of harm for 0.5 M EUR, the second so much more at a cost."""
    made = synthetic(levels=3, replicates=N, years=1.0, plane=False)
    made.manifest["config"] = {"national": scenario_as_dict(load_scenario("national"))}
    runs = made.runs
    saved, paid = (0.0, 4e6, 4e6 + second), (0.0, 5e5, 5e5 + cost)
    for place, name in enumerate(dict.fromkeys(runs["level"])):
        here = runs["level"] == name
        runs.loc[here, "harm_eur"] = 10e6 - saved[place] - place * LUCK
        runs.loc[here, "cooperation_cost_eur"] = paid[place]
        runs.loc[here, ["enforcement_cost_eur", "trade_delay_cost_eur"]] = 1e6
        runs.loc[here, "net_benefit_eur"] = -(runs.loc[here, "harm_eur"] + 2e6 + paid[place])
    return made


def surely_saved(mean: float) -> float:
    """The lower end of the interval of what is saved."""
    half = stats.t.ppf(0.975, N - 1) * np.std(LUCK, ddof=1) / np.sqrt(N)
    return mean - half


def test_the_advice_turns_where_the_lower_end_of_a_gain_is_zero():
    found = {hold.weight.name: hold for hold in holds(View(two_steps(3e5, 4e5)))}
    harm = found["unit_harm"]
    assert surely_saved(3e5) < 0, "the second step is never clear, whatever harm is worth"
    wanted = 5e5 / surely_saved(4e6)
    assert float(harm.aim_below) == pytest.approx(100 * wanted, abs=0.5)
    assert harm.steady and harm.below == harm.above == ""
    assert found["level_cost"].steady, (
        "three times the cost is still less than what is surely saved"
    )


def test_another_level_is_advised_where_its_own_step_is_no_longer_clear():
    made = two_steps(6e5)
    (harm,) = [hold for hold in holds(View(made)) if hold.weight.name == "unit_harm"]
    assert float(harm.below) == pytest.approx(100 * 1e5 / surely_saved(6e5), abs=0.5)
    assert harm.then_below[0] == harm.then_below[1] != ""
    told = brief(made)
    assert told is not None and told.first.aim is not None
    assert told.first.aim.title not in harm.then_below
    text = " ".join(render_brief(made).split())
    assert f"below {harm.below} %, {harm.then_below[1]} is advised" in text
    assert "turns earlier than the mean gains" in text


def test_nothing_is_said_where_nothing_is_advised():
    assert holds(View(synthetic(levels=3, replicates=4, years=1.0, plane=False))) == []
