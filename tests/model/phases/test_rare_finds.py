"""Finds that no shipped scenario makes in a short time: every kind of goods, and a car."""

import pytest

from borderSim.measures.outcomes import COMMODITIES, MODES
from borderSim.model.phases.interception import _check
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel
from tests.model.stage import draws, make_load

ROUTES = (
    "seaport_alba/box",
    "airport_capital/passenger",
    "airport_capital/air_cargo",
    "land_east/truck",
    "land_east/car",
    "postal_hub/parcel",
)


def _found(route: str, commodity: str) -> dict[str, float | None]:
    """Outcomes of a day on which one load is found, and nothing else comes."""
    model = BorderModel(
        load_scenario(
            "national",
            ["burn_in_days=0", "years=0.1", "organisations.count=0", "organisations.max=3"],
        ),
        1,
    )
    w = model.state
    _check(
        w,
        make_load(w, 0, route, commodity=commodity, quantity=7.0, draws=draws(alarm=0.0, open=0.0)),
    )
    model.step()
    return model.result().outcomes


@pytest.mark.parametrize("mode", MODES)
def test_a_find_counts_for_its_mode(mode: str):
    (route,) = (name for name in ROUTES if name.endswith(f"/{mode}"))
    outcomes = _found(route, "cocaine")
    assert {m: outcomes[f"finds_{m}"] for m in MODES} == {m: float(m == mode) for m in MODES}


def test_a_seizure_counts_for_its_goods():
    for commodity in COMMODITIES:
        outcomes = _found("land_east/truck", commodity)
        assert {c: outcomes[f"seized_{c}"] for c in COMMODITIES} == {
            c: 7.0 * (c == commodity) for c in COMMODITIES
        }
