"""How organisations learn, replace, end and enter."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from borderSim.model.phases.adaptation import adapt
from borderSim.model.state.draw_columns import OrganisationDraw
from borderSim.model.state.networks import ROLE_CODE
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE, DETAINED, FAR
from tests.model.stage import (
    RESIN_TRUCKS,
    TOBACCO_TRUCKS,
    change,
    forget_everything,
    make_load,
    member,
    member_luck,
    world,
)

MEDIAN_WAIT = float(np.log(2))


def setting(
    monkeypatch: pytest.MonkeyPatch | None = None, *, u: float = 0.999, **sections: dict[str, Any]
) -> State:
    w = world(**sections)
    forget_everything(w)
    if monkeypatch is not None:
        member_luck(w, monkeypatch, u)
    return w


def hold(w: State, slot: int, members: list[int]) -> None:
    """Put members into custody without any draws involved."""
    for m in members:
        w.traffickers.status[slot, m] = DETAINED
        w.traffickers.arrested_today.append((slot, m))


def test_memory_fades_every_day_and_is_nothing_without_adaptation():
    w = setting()
    o, keep = w.traffickers, w.policy.scenario.traffickers.memory_per_day
    o.losses[0, 1], o.shipped[0, 1] = 2.0, 8.0
    w.day = 1
    for _ in range(30):
        adapt(w)
    assert o.losses[0, 1] == pytest.approx(2 * keep**30)
    assert o.shipped[0, 1] == pytest.approx(8 * keep**30)
    change(w, "traffickers", adaptation=False)
    adapt(w)
    assert not o.losses.any()
    assert not o.shipped.any()


def test_customs_remembers_the_entity_of_its_own_seizure_only():
    w = setting()
    w.day = 1
    w.consignments.lost_today = [
        make_load(w, 0, entity=1, state="seized_border"),
        make_load(w, 1, entity=1, state="seized_inland"),
        make_load(w, 2, state="seized_border"),
        make_load(w, 3, entity=1, state="seized_let_run", shown=0.4),
    ]
    adapt(w)
    held = w.customs.leads.reliability[0] > 0
    assert np.argwhere(held).tolist() == [[0, 1], [3, 1]]
    assert w.customs.leads.own[0, 0, 1]
    assert w.customs.leads.reliability[0, [0, 3], 1] == pytest.approx([0.9, 0.9 * 0.6]), (
        "the less likely it is in use, the more its organisation saw"
    )


@pytest.mark.parametrize(
    ("tier", "days"), [(1, "courier"), (2, "logistics"), (3, "broker"), (4, "organiser")]
)
def test_replacement_takes_its_time_and_may_fail_by_tier(
    monkeypatch: pytest.MonkeyPatch, tier: int, days: str
):
    w = setting()
    o, t = w.traffickers, w.policy.scenario.traffickers
    success = t.replacement_success[tier - 1]
    m = member(w, 0, tier)
    member_luck(w, monkeypatch, 0.999, refill=0.5, fresh=success - 1e-6)
    w.day = 1
    hold(w, 0, [m])
    adapt(w)
    assert o.refill_day[0, m] == 1 + max(
        1, round(MEDIAN_WAIT * getattr(t, f"replacement_days_{days}"))
    )
    member_luck(w, monkeypatch, 0.999, refill=0.5, fresh=success + 1e-6)
    hold(w, 0, [m])
    adapt(w)
    assert o.refill_day[0, m] == FAR, "the search failed"
    member_luck(w, monkeypatch, 0.999, refill=0.5, fresh=0.0)
    change(w, "traffickers", adaptation=False)
    hold(w, 0, [m])
    adapt(w)
    assert o.refill_day[0, m] == FAR


def test_a_replacement_is_a_stranger_with_luck_of_his_own(monkeypatch: pytest.MonkeyPatch):
    w = setting(monkeypatch, u=0.456)
    o = w.traffickers
    m, boss = member(w, 0, 1), member(w, 0, 4)
    w.police.known_members[0, m], w.police.evidence[0, m], o.status[0, m], o.refill_day[0, m] = (
        True,
        1.0,
        DETAINED,
        9,
    )
    w.police.known_members[0, boss], w.police.evidence[0, boss] = True, 1.0
    w.day = 7
    adapt(w)
    assert o.status[0, m] == DETAINED
    w.day = 14
    adapt(w)
    assert o.status[0, m] == ACTIVE
    assert (bool(w.police.known_members[0, m]), w.police.evidence[0, m], o.draws[0, m]) == (
        False,
        0.0,
        0.456,
    )
    assert w.police.known_members[0, boss]
    assert w.traffickers.strength[0] == 1.0


def test_nobody_is_recruited_while_all_leaders_are_missing(monkeypatch: pytest.MonkeyPatch):
    w = setting(monkeypatch)
    o = w.traffickers
    leaders = np.flatnonzero((o.status[0] == ACTIVE) & (o.tier[0] >= 3))
    m = member(w, 0, 1)
    o.status[0, [*leaders, m]] = DETAINED
    o.refill_day[0, [*leaders, m]] = 0
    w.day = 7
    adapt(w)
    assert (o.status[0, [*leaders, m]] == DETAINED).all()
    o.status[0, leaders[-1]] = ACTIVE
    w.day = 14
    adapt(w)
    assert o.status[0, m] == ACTIVE


def test_members_leave_after_their_tenure_and_strangers_follow():
    w = world(
        "organisations.count=25", "organisations.size_median=25", traffickers={"tenure_years": 2.0}
    )
    o = w.traffickers
    w.police.known_members[:] = o.status == ACTIVE
    for day in range(0, 364, 7):
        w.day = day
        adapt(w)
    still = w.police.known_members[:25][o.status[:25] == ACTIVE].mean()
    assert still == pytest.approx(np.exp(-0.5), abs=0.06)
    assert o.alive[:25].all(), "turnover alone ends nobody"


@pytest.mark.parametrize(
    ("lost", "days", "reason"),
    [("leaders", 180, "arrests"), ("most", 0, "arrests"), ("money", 180, "bankrupt")],
)
def test_an_organisation_ends_without_leaders_people_or_money(
    monkeypatch: pytest.MonkeyPatch, lost: str, days: int, reason: str
):
    w = setting(monkeypatch, traffickers={"rogue_exit_days": 180.0, "broke_days": 180.0})
    o = w.traffickers
    active = np.flatnonzero(o.status[0] == ACTIVE)
    gone = {"leaders": active[o.tier[0, active] >= 3], "most": active[2:], "money": []}[lost]
    o.status[0, gone] = DETAINED
    if lost == "money":
        o.cash[0] = 0.99 * o.unit_cost(w.policy.scenario, 0)
    w.police.cases.start(0, 0, 0)
    ended = -1
    for day in range(0, 400, 7):
        w.day = day
        adapt(w)
        if ended < 0 and not o.alive[0]:
            ended = day
    assert ended == 7 * int(np.ceil(days / 7))
    assert o.end_reason[0] == reason
    assert not w.police.cases.open[0]
    assert o.cash[0] == 0
    assert o.alive[1:5].all()


def test_a_return_to_money_or_leaders_stops_the_clock(monkeypatch: pytest.MonkeyPatch):
    w = setting(monkeypatch)
    o = w.traffickers
    floor = o.unit_cost(w.policy.scenario, 0)
    for day in range(0, 700, 7):
        w.day = day
        o.cash[0] = 2 * floor if day % 175 == 0 else 0.0
        adapt(w)
    assert o.alive[0]


def test_entrants_come_in_proportion_to_unmet_demand(monkeypatch: pytest.MonkeyPatch):
    w = setting(monkeypatch)
    o, t = w.traffickers, w.policy.scenario.traffickers
    block = np.full((o.n, len(OrganisationDraw)), 0.999)
    monkeypatch.setattr(w.draws.organisations, "today", lambda day: block)
    w.day = 1
    for missing in (0, 1, 3, 0.5):
        o.alive[:] = False
        o.alive[: int(5 - missing) + (missing == 0.5)] = True
        o.status[0][o.role[0] == ROLE_CODE["broker"]] = DETAINED if missing == 0.5 else ACTIVE
        w.traffickers.strength = o.strength_now(w.policy.scenario.traffickers)
        o.next_slot = 5
        chance = 1 - np.exp(-missing * t.entry_per_year / 365)
        block[0, OrganisationDraw.ENTER] = chance + 1e-9
        adapt(w)
        assert o.next_slot == 5
        if missing:
            block[0, OrganisationDraw.ENTER] = chance - 1e-9
            adapt(w)
            assert o.next_slot == 6
            assert o.alive[5]
            assert o.entered[5] == 1
            assert w.traffickers.strength[5] == 1.0
            assert not w.police.known_members[5].any()
    assert w.recorder.today["orgs_entered"] == 3
    change(w, "traffickers", adaptation=False)
    adapt(w)
    assert w.recorder.today["orgs_entered"] == 3


def test_a_blow_makes_the_cautious_slower_and_the_bold_faster_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
):
    w = setting(monkeypatch)
    o, t = w.traffickers, w.policy.scenario.traffickers
    o.cautious[:2] = [True, False]
    for slot in (0, 1):
        o.take_blow(slot, t)
        o.quieten(slot, 0, t)
    assert o.mood[:2].tolist() == [1 - t.blow_response, 1 + t.blow_response]
    assert o.quiet_until[0] > t.quiet_days > o.quiet_until[1]
    for day in range(7, 7 * 27, 7):
        w.day = day
        adapt(w)
    assert o.mood[:2] == pytest.approx(
        1 + np.array([-1, 1]) * t.blow_response * 0.5 ** (26 * 7 / t.blow_half_life_days)
    )


def test_goods_change_only_to_dearer_ones_of_the_own_mode(monkeypatch: pytest.MonkeyPatch):
    w = setting(monkeypatch)
    o, t = w.traffickers, w.policy.scenario.traffickers
    block = np.full((o.n, len(OrganisationDraw)), 0.999)
    block[:, OrganisationDraw.GOODS] = 0.0
    monkeypatch.setattr(w.draws.organisations, "today", lambda day: block)
    monkeypatch.setattr(w.traffickers.market, "close_day", lambda response: None)
    resin, tobacco, cocaine = (
        w.traffickers.market.index[g] for g in ("resin", "cigarettes", "cocaine")
    )
    w.day = 7
    w.traffickers.market.price[[resin, cocaine]] = 1.0 + t.goods_switch_gain - 1e-6, 9.0
    adapt(w)
    assert [o.profile[s] for s in range(5)] == [0, 1, 2, 3, 4], (
        "too little gain; cocaine travels in other modes"
    )
    w.traffickers.market.price[resin] = 1.0 + t.goods_switch_gain + 1e-6
    adapt(w)
    assert o.profile[TOBACCO_TRUCKS] == o.profile[RESIN_TRUCKS]
    w.traffickers.market.price[tobacco] = 0.5
    adapt(w)
    assert w.recorder.today["goods_changed"] == 1


def test_insiders_keep_their_share_and_cost_money_and_pressure_draws_more():
    def share_after(pressure: float, seed: int) -> float:
        w = world(
            "organisations.count=25",
            "organisations.insider_share=0.3",
            seed=seed,
            traffickers={"insider_life_days": 100.0},
        )
        o = w.traffickers
        cash, shares = o.cash.copy(), []
        for day in range(0, 7 * 150, 7):
            w.day = day
            o.losses[:], o.shipped[:] = pressure, 20.0
            o.cash[:25] = cash[:25]
            adapt(w)
            shares.append(o.insider[:25].mean())
        assert w.recorder.today["money_insiders"] > 0
        return float(np.mean(shares[30:]))

    assert np.mean([share_after(1.0, seed) for seed in range(1, 7)]) == pytest.approx(0.3, abs=0.05)
    assert np.mean([share_after(15.0, seed) for seed in (1, 2)]) > 0.42
