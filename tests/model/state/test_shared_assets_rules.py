"""Confiscated money that pays officers: booked to the cent, hours for money, for a year and no longer."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.model.phases.cooperation import cooperate
from borderSim.model.phases.investigation import take_down
from borderSim.model.state.state import State
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel
from tests.model.stage import member, world

RULE = (
    "instruments=[asset_sharing_rule,memorandum_of_understanding]",
    "instruments.asset_sharing_rule.persistence=1",
    "instruments.memorandum_of_understanding.persistence=1",
)


def setting(*overrides: str) -> State:
    w = world("burn_in_days=0", "partnership=coexistence", *overrides)
    w.traffickers.cash[:] = 1e7
    return w


def confiscate(w: State) -> float:
    take_down(w, 0, np.array([member(w, 0, 1)]))
    return w.recorder.today["assets_confiscated_eur"]


def pass_days(w: State, days: int) -> None:
    for _ in range(days):
        cooperate(w)
        w.recorder.close_day(w.day)
        w.day += 1


def test_a_share_is_paid_out_over_the_year_after_and_is_a_cost_of_both_services():
    w, plain = setting(*RULE), setting(*RULE, "instruments.asset_sharing_rule.gives.asset_share=0")
    share = 0.3 * confiscate(w)
    confiscate(plain)
    pass_days(w, 370)
    pass_days(plain, 370)
    paid = [d.get("money_assets_shared", 0.0) for d in w.recorder.days]
    assert paid[0] == 0.0 and paid[366:] == [0.0] * 4
    assert paid[1:366] == pytest.approx([share / 365] * 365)
    cost = [
        sum(x.recorder.total(k, 0) for k in ("customs_cost_eur", "police_cost_eur"))
        for x in (w, plain)
    ]
    assert cost[0] - cost[1] == pytest.approx(share)
    assert w.cooperation.shared_assets.running == [] and w.cooperation.shared_assets.a_day == 0.0


def test_the_money_pays_hours_at_loaded_cost_in_both_services():
    w = setting(*RULE)
    before = (w.staff.desk_hours, w.staff.investigators, float(w.staff.post_working_share[0]))
    share = 0.3 * confiscate(w)
    pass_days(w, 1)
    more = share / w.policy.scenario.economy.officer_cost_eur / w.policy.scenario.officers
    after = (w.staff.desk_hours, w.staff.investigators, float(w.staff.post_working_share[0]))
    assert [b / a for a, b in zip(before, after, strict=True)] == pytest.approx([1 + more] * 3)
    pass_days(w, 365)
    assert (
        w.staff.desk_hours,
        w.staff.investigators,
        float(w.staff.post_working_share[0]),
    ) == pytest.approx(before)


def test_without_the_rule_nothing_is_shared():
    w = setting()
    confiscate(w)
    pass_days(w, 3)
    assert w.recorder.total("money_assets_shared", 0) == 0.0
    assert w.cooperation.shared_assets.running == []


def test_what_was_confiscated_is_paid_or_still_to_be_paid():
    model = BorderModel(
        load_scenario(
            "training",
            [
                "partnership=coexistence",
                *RULE,
                "police.investigators=60",
                "years=3",
                "burn_in_days=0",
            ],
        ),
        3,
    )
    model.run_horizon()
    w, books = model.state, model.state.recorder
    owed = sum(rate * (end - w.day) for end, rate in w.cooperation.shared_assets.running)
    assert books.total("money_assets_shared", 0) > 0
    assert books.total("money_assets_shared", 0) + owed == pytest.approx(
        0.3 * books.total("assets_confiscated_eur", 0)
    )
