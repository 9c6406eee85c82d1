"""The standardised interdiction rate: weights by hand, cells by hand, and a run whose cells make up its totals."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from borderSim.measures.columns_of_days import Days
from borderSim.measures.standardised import planned_value, standardised_rates
from borderSim.model.state.counters import SEIZED_BORDER_OF, SEIZED_INLAND_OF, SETTLED_OF, cell
from borderSim.model.state.load_sizes import expected_quantity
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel
from tests.model.stage import scenario

RATE = "interdiction_rate_standardised"


def days(**cells: tuple[float, float, float]) -> Days:
    """Two days with loads settled, seized at the border and inland, by ``goods__mode``."""
    out = {"day": [0.0, 1.0]}
    for name, numbers in cells.items():
        kind = name.replace("__", "/")
        for family, n in zip(
            (SETTLED_OF, SEIZED_BORDER_OF, SEIZED_INLAND_OF), numbers, strict=True
        ):
            out[str(family.of(kind))] = [n - n // 2, n // 2]
    return Days.of(out)


def test_weights_are_number_share_loads_and_mean_value():
    s = load_scenario("national")
    found = planned_value(s)
    assert set(found) == {cell(p.commodity, p.mode) for p in s.organisations.profiles.values()}
    shares = sum(p.share for p in s.organisations.profiles.values())
    name, own = "cocaine/box", 0.0
    for p in s.organisations.profiles.values():
        if (p.commodity, p.mode) == ("cocaine", "box"):
            good = s.commodities["cocaine"]
            own += (
                s.organisations.count
                * p.share
                / shares
                * p.shipments_per_year
                * expected_quantity(good.loads["box"])
                * good.wholesale_eur
            )
    assert found[name] == pytest.approx(own) and own > 0


def test_cells_are_weighed_and_those_without_loads_left_out():
    s = scenario()
    value = planned_value(s)
    names = list(value)
    assert len(names) >= 3
    first, second = (name.replace("/", "__") for name in names[:2])
    found = standardised_rates(s, days(**{first: (10, 3, 1), second: (40, 4, 0)}))
    a, b = value[names[0]], value[names[1]]
    assert found[f"{RATE}_border"] == pytest.approx((a * 0.3 + b * 0.1) / (a + b))
    assert found[f"{RATE}_inland"] == pytest.approx(a * 0.1 / (a + b))
    assert found[RATE] == pytest.approx((a * 0.4 + b * 0.1) / (a + b))
    assert set(standardised_rates(s, days()).values()) == {None}
    other = days(**{first: (10, 3, 1), second: (40, 4, 0), "cash__parcel": (9, 9, 0)})
    assert standardised_rates(s, other) == found, "goods and modes that nobody plans weigh nothing"


def test_one_rate_in_all_cells_is_the_rate():
    s = scenario()
    cells = {
        name.replace("/", "__"): (20 * i, 5 * i, 2 * i)
        for i, name in enumerate(planned_value(s), 1)
    }
    found = standardised_rates(s, days(**cells))
    assert found[RATE] == pytest.approx(0.35)
    assert found[f"{RATE}_border"] == pytest.approx(0.25)


@functools.cache
def model(*overrides: str) -> BorderModel:
    own = BorderModel(
        scenario("partnership=collaboration", "burn_in_days=60", "years=2.2", *overrides), 5
    )
    own.run_horizon()
    return own


@pytest.mark.parametrize("from_year", [1, 2])
def test_cells_make_up_the_totals_of_what_is_measured(from_year: int):
    own = model(f"measure_from_year={from_year}")
    o, w = own.result().outcomes, own.state
    frame = w.recorder.frame(w.first_day)
    frame = frame[frame["day"] >= (from_year - 1) * 365]

    def total(stem: str) -> float:
        return float(sum(frame[name].sum() for name in frame.columns if name.startswith(stem)))

    assert total("settled:") == o["loads_settled"] > 0
    assert total("seized_border:") == o["seizures"] - o["seizures_inland"]
    assert total("seized_inland:") == o["seizures_inland"]
    assert o["seizures"] > 0
    horizon = Days.of(w.recorder.entered(w.first_day))
    expected = standardised_rates(w.policy.scenario, horizon.between((from_year - 1) * 365))
    assert {name: o[name] for name in expected} == expected
    assert o[RATE] == pytest.approx(o[f"{RATE}_border"] + o[f"{RATE}_inland"])


def test_each_year_has_its_own():
    own = model("measure_from_year=2")
    yearly, w = own.result().yearly, own.state
    horizon = Days.of(w.recorder.entered(w.first_day))
    for place, year in enumerate(yearly["year"]):
        part = horizon.between((year - 1) * 365, year * 365)
        rate = standardised_rates(w.policy.scenario, part)[RATE]
        assert yearly[RATE].iloc[place] == pytest.approx(
            np.nan if rate is None else rate, nan_ok=True
        )
    assert yearly["harm_at_expected_size_eur"].iloc[1:].sum() == pytest.approx(
        own.result().outcomes["harm_at_expected_size_eur"]
    )
