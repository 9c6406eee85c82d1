"""Supply and price."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.model.actions.dispositions import release
from tests.model.stage import change, make_load, world


def test_price_is_one_at_the_usual_supply_and_rises_with_scarcity():
    m = world().traffickers.market
    cocaine = m.index["cocaine"]
    m.supplied[:] = m.usual * np.exp(1 / 180)
    m.close_day(1.0)
    assert m.price == pytest.approx(1.0)
    for supplied, price in ((0.0, 2.0), (1.0, 1.0), (3.0, 0.5)):
        m.supplied[cocaine] = supplied * m.usual[cocaine] * np.exp(1 / 180)
        m.close_day(1.0)
        assert m.price[cocaine] == pytest.approx(price)
    m.close_day(0.0)
    assert (m.price == 1.0).all(), "fixed prices"


def test_the_usual_supply_is_what_the_organisations_of_day_0_bring():
    w = world()
    t, m = w.policy.scenario.traffickers, w.traffickers.market
    kept = t.belief_arrivals / (t.belief_arrivals + t.belief_losses)
    assert m.usual[m.index["cocaine"]] == pytest.approx(2 * 30 / 365 * 180 * kept)
    assert m.usual[m.index["resin"]] == pytest.approx(30 / 365 * 180 * kept)


def test_a_delivery_is_counted_and_paid_at_the_price_of_the_day():
    w = world()
    change(w, "traffickers", wage_share=0.0)
    m, o = w.traffickers.market, w.traffickers
    cocaine = m.index["cocaine"]
    m.price[cocaine], before, cash = 1.5, m.supplied[cocaine], o.cash[0]
    release(w, make_load(w, value=1000.0, part=0.5))
    assert m.supplied[cocaine] == before + 0.5
    assert o.cash[0] - cash == pytest.approx(1500.0)
    assert w.recorder.today["delivered_value_eur"] == 1000.0, "outcomes keep fixed prices"
