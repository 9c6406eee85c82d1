"""Posts that were set apart come back under the country's level while hours and news of theirs are under way."""

from __future__ import annotations

import pytest

from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel


@pytest.mark.parametrize("day", [4, 6, 7, 8])
def test_posts_come_back_on_any_day_of_the_week(day):
    scenario = load_scenario(
        "training",
        [
            "years=0.1",
            "burn_in_days=9",
            "partnership=collaboration",
            "posts.seaport.partnership=coordination",
            "posts.airport.partnership=cooperation",
            f"schedule=[{{day: {day}, posts.seaport.partnership: null, posts.airport.partnership: null}}]",
        ],
    )
    for seed in (1, 3):
        model = BorderModel(scenario, seed=seed)
        model.run_burn_in()
        model.run_horizon()
        assert len(model.state.cooperation.traits) == 1
        assert set(model.state.workload.idle_hours) <= {0}
