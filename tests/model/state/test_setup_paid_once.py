"""What an instrument was set up for is not paid again when more of it is asked for."""

import pytest

from borderSim.simulation import run
from tests.model.stage import scenario

OFFICERS = "instruments.liaison_officers"


@pytest.mark.parametrize("more", [0, 1, 2])
def test_only_the_officers_who_come_are_paid_for(more: int):
    s = scenario(
        "years=0.5",
        "burn_in_days=10",
        "transition=ramp",
        "present=coexistence+liaison_officers",
        "partnership=coexistence+liaison_officers",
        f"{OFFICERS}.n=2",
        f"{OFFICERS}.setup_cost_eur=1000",
        f"{OFFICERS}.setup_days=30",
        f"{OFFICERS}.scaled_to_officers=false",
        f"schedule=[{{day: 5, {OFFICERS}.n: {2 + more}}}]",
    )
    assert run(s, 1).outcomes["cooperation_setup_eur"] == pytest.approx(1000.0 * more)
