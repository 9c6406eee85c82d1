"""Who pays what: held against the runs."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.report.advice.who_pays import who_pays
from borderSim.report.comparison.source import View
from tests.report.synthetic import synthetic


def number(text: str) -> float:
    return float(text.replace("−", "-").replace(" ", ""))


@pytest.fixture(scope="module")
def view():
    return View(synthetic(levels=3, replicates=8, years=2.0, plane=False))


def test_the_payers_of_enforcement_and_cooperation_add_up_to_the_headline_cost(view):
    paid = who_pays(view)
    assert paid is not None and paid.unit == "M EUR"
    services = [payer for payer in paid.payers if payer.name in ("customs", "police")]
    for place, level in enumerate(view.levels):
        own = (
            view.column(level, "enforcement_and_cooperation_cost_eur").mean() / view.measured / 1e6
        )
        assert sum(number(p.cells[place].value) for p in services) == pytest.approx(own, abs=0.02)


def test_where_no_staff_is_known_customs_bear_their_share_of_what_is_paid(view):
    paid = who_pays(view)
    assert paid is not None
    base = view.reference
    customs, police = (view.column(base, f"{n}_cost_eur").mean() for n in ("customs", "police"))
    share = customs / (customs + police)
    assert float(paid.share) == pytest.approx(100 * share, abs=0.5)
    last = view.others[-1]
    own = (view.column(last, "customs_cost_eur") - view.column(base, "customs_cost_eur")).mean()
    money = (
        view.column(last, "cooperation_cost_eur") - view.column(base, "cooperation_cost_eur")
    ).mean()
    wanted = (own + share * money) / view.measured / 1e6
    (row,) = [p for p in paid.payers if p.name == "customs"]
    assert number(row.cells[-1].difference) == pytest.approx(wanted, abs=0.01)


def test_trade_and_justice_pay_no_cooperation(view):
    paid = who_pays(view)
    assert paid is not None
    for name, column in (("trade", "trade_delay_cost_eur"), ("justice", "justice_cost_eur")):
        (row,) = [p for p in paid.payers if p.name == name]
        for cell, level in zip(row.cells[1:], view.others, strict=True):
            own = np.mean(view.column(level, column) - view.column(view.reference, column))
            assert number(cell.difference) == pytest.approx(own / view.measured / 1e6, abs=0.01)


def test_hours_are_full_time_posts(view):
    paid = who_pays(view)
    assert paid is not None
    for post in paid.posts:
        hours = view.column(post.level, "coordination_hours").mean() / view.measured
        assert number(post.hours) == pytest.approx(hours, rel=0.01)


def test_one_level_is_compared_with_nothing():
    assert who_pays(View(synthetic(levels=1, replicates=4, years=1.0, plane=False))) is None
