"""What the author of a measure and an intervention should test: they count right, and act when they should."""

from __future__ import annotations

from bordersim_plugin_example.gaps import Gaps

import borderSim

SMALL = borderSim.load_scenario("training", overrides=["years=0.3", "burn_in_days=60"])


def test_the_measure_counts_right_and_changes_nothing():
    plain, measured = borderSim.run(SMALL), borderSim.run(SMALL, measures=[Gaps])
    assert measured.daily.equals(plain.daily)
    assert measured.outcomes["quiet_days"] == (plain.daily["seizures"] == 0).sum()
    assert 0 < measured.outcomes["longest_gap"] <= measured.outcomes["quiet_days"]


def test_both_are_found_by_name_once_installed():
    plain, answered = (
        borderSim.run(SMALL),
        borderSim.run(SMALL, measures=["gaps"], interventions=["answer"]),
    )
    assert answered.outcomes["customs_cost_eur"] >= plain.outcomes["customs_cost_eur"]
    assert "longest_gap" in answered.outcomes
