"""An order to let finds run under control takes the place of the services' own will, within law and time."""

import pytest

from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel

BUSY = (
    "years=2",
    "burn_in_days=0",
    "partnership=collaboration",
    "partnership.traits.lookup_prob=1",
    "police.investigators=60",
    "organisations.profiles.cocaine_boxes.shipments_per_year=150",
)


def under_control(*overrides: str) -> float:
    model = BorderModel(load_scenario("training", overrides=[*BUSY, *overrides]), 3)
    model.run_horizon()
    books = model.state.recorder
    return books.total("seizures_let_run", 0) + books.total("delivered_lost_let_run", 0)


def test_the_order_decides_within_law_and_time():
    always = under_control("investigation.controlled_delivery=1", "investigation.register_days=0")
    assert always > 3
    assert under_control("investigation.controlled_delivery=0") == 0
    assert under_control("investigation.controlled_delivery=1", "legal_model=none") == 0
    late = ("investigation.register_days=1000", "partnership.traits.pool_fraction=0")
    assert under_control("investigation.controlled_delivery=1", *late) == 0


@pytest.mark.parametrize("will", ["null", "0.3"])
def test_between_them_it_is_a_chance_or_the_services_own_will(will):
    some = under_control(
        f"investigation.controlled_delivery={will}", "investigation.register_days=0"
    )
    assert (
        0
        < some
        < under_control("investigation.controlled_delivery=1", "investigation.register_days=0")
    )


def test_a_shock_has_the_next_load_under_control_lost():
    def fates(*overrides: str) -> list[str]:
        always = (
            "investigation.controlled_delivery=1",
            "investigation.register_days=0",
            "investigation.let_run_lost=0",
            "events=true",
        )
        model = BorderModel(load_scenario("training", overrides=[*BUSY, *always, *overrides]), 3)
        model.run_horizon()
        ends = [
            e
            for e in model.state.recorder.events
            if e.get("how") in ("seized_let_run", "lost_let_run")
        ]
        return [str(e["how"]) for e in ends if int(str(e["day"])) >= 120]

    assert set(fates()) == {"seized_let_run"}
    lost = fates("shocks=[target_lost]")
    assert lost[0] == "lost_let_run" and set(lost[1:]) == {"seized_let_run"}
