"""Idle hours and machines go where lists are not done; what is lent counts when it is used."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model.actions.policy import fit_thresholds
from borderSim.model.actions.pooling import Lending, Neighbours, work_off
from borderSim.model.phases.targeting import rank
from borderSim.model.state.sampling import Listed
from borderSim.model.state.scores import NEVER
from borderSim.model.state.state import State
from borderSim.scenario.load import load_scenario
from borderSim.simulation import run
from tests.model.stage import add_group, set_traits, world

BOX, HILL = "seaport/box", "land_hill/truck"
FREE = ("customs.lending_travel_hours=0",)


def setting(*overrides: str, **traits: Any) -> State:
    """Work of an hour a check, no machines, no police, nothing pooled but what is said."""
    w = world("burn_in_days=0", *overrides)
    set_traits(w, **({"pool_fraction": 1.0, "pool_reaction_days": 0.0} | traits))
    w.cooperation.changed()
    w.routes.job_hours[:] = w.routes.plain_hours[:] = 1.0
    w.routes.machines[:] = 0.0
    w.routes.police_hours[:] = 0.0
    return w


def second_pass(
    w: State, hours: dict[str, float], taken: dict[str, int], left: dict[str, float]
) -> tuple[Lending, dict[str, int]]:
    """Offer what is left over once the lists came as far as said; (R,) checks that it allows."""

    def row(values: dict[str, Any]) -> np.ndarray:
        out = np.zeros(w.routes.n)
        for name, value in values.items():
            out[w.routes.index[name]] = value
        return out

    lending = Lending.of(w, row(hours), np.full(w.routes.n, np.inf), row({}).astype(np.int64))
    assert lending is not None
    extra = lending.offer(w, Listed(row(taken).astype(np.int64), row(left)))
    return lending, {n: int(extra[w.routes.index[n]]) for n in (BOX, HILL)}


def test_what_a_list_leaves_over_goes_to_one_that_is_not_done():
    w = setting(*FREE)
    lending, extra = second_pass(w, {BOX: 10.0, HILL: 4.0}, {BOX: 7, HILL: 4}, {HILL: 9.0})
    assert extra == {BOX: 0, HILL: 3}
    lending.settle(w, row_of(w, {BOX: 7, HILL: 6}))
    assert lending.used[w.routes.index[HILL]] == 2.0, "hours count when they are used"
    assert lending.given[w.routes.index[BOX]] == pytest.approx(2.0)


def row_of(w: State, values: dict[str, int]) -> np.ndarray:
    out = np.zeros(w.routes.n, dtype=np.int64)
    for name, value in values.items():
        out[w.routes.index[name]] = value
    return out


@pytest.mark.parametrize(
    ("travel", "traits", "hours"),
    [
        (0, {}, 8.0),
        (0, {"pool_fraction": 0.5}, 4.0),
        (0, {"pool_reaction_days": 0.25}, 6.0),
        (0, {"pool_reaction_days": 1.0}, 0.0),
        (2, {}, 4.0),
        (4, {}, 0.0),
    ],
)
def test_lent_is_the_pooled_part_that_comes_in_time_less_the_way(
    travel: float, traits: dict[str, float], hours: float
):
    w = setting(f"customs.lending_travel_hours={travel}", **traits)
    lending, extra = second_pass(w, {BOX: 8.0}, {}, {HILL: 50.0})
    assert extra[HILL] == hours
    lending.settle(w, row_of(w, {HILL: int(hours)}))
    on_the_way = (1 - travel / 4) or 1.0
    assert lending.given[w.routes.index[BOX]] == pytest.approx(hours / on_the_way)


def test_help_that_comes_later_serves_what_has_waited_as_long():
    w = setting(*FREE, pool_reaction_days=1.0)
    lending = Lending.of(w, row_of(w, {BOX: 8}) * 1.0, np.full(w.routes.n, np.inf), row_of(w, {}))
    assert lending is not None
    lending.aged[w.routes.index[HILL]] = 3.0
    extra = lending.offer(w, Listed(row_of(w, {}), row_of(w, {HILL: 50}) * 1.0))
    assert extra[w.routes.index[HILL]] == 3


def test_those_under_another_arrangement_neither_lend_nor_borrow():
    w = setting(*FREE)
    add_group(w, w.cooperation.traits[0], int(w.routes.post[w.routes.index[HILL]]))
    _, extra = second_pass(w, {BOX: 8.0}, {}, {HILL: 50.0})
    assert extra == {BOX: 0, HILL: 0}


def test_a_lapsed_unit_lends_nothing():
    w = setting(*FREE)
    w.cooperation.lapsed_until[0] = 5
    alive = w.cooperation.share_alive(0)
    _, extra = second_pass(w, {BOX: 8.0}, {}, {HILL: 50.0})
    assert 0 < alive < 1 and extra[HILL] == np.ceil(8 * alive)


amounts = st.lists(st.floats(0, 50), min_size=6, max_size=6).map(np.array)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(amounts, amounts, st.floats(0, 1), st.floats(0, 1))
def test_hours_are_moved_and_not_made(
    supply: np.ndarray, need: np.ndarray, away: float, part: float
):
    """Who uses a part of an offer takes as much from others as he gets and they travel."""
    among = Neighbours(np.array([0, 0, 1, 1, 2, 3]), np.array([0, 0, 0, 0, 0, 1]), away)
    offered = among.offered(supply, need)
    given_ = among.given(supply, need, np.full(6, part))
    assert given_.sum() >= part * offered.sum() - 1e-9
    assert (given_ <= supply * part + 1e-9).all()
    if need[5] < 1e-9:
        assert given_[5] == 0
    at_once = Neighbours(among.home, among.circle, 1.0)
    given_ = at_once.given(supply, need, np.full(6, part))
    assert given_.sum() == pytest.approx(part * at_once.offered(supply, need).sum())
    if need[:5].sum() > 1e-6:
        shares = need[:5] / need[:5].sum()
        assert at_once.offered(supply, need)[:5] == pytest.approx(shares * supply[:5].sum())


def test_a_lender_prefers_those_who_are_near():
    home, circle = np.array([0, 0, 1]), np.zeros(3, dtype=np.int64)
    supply, need = np.array([6.0, 0.0, 0.0]), np.array([0.0, 1.0, 1.0])
    assert Neighbours(home, circle, 1.0).offered(supply, need) == pytest.approx([0, 3, 3])
    assert Neighbours(home, circle, 0.5).offered(supply, need) == pytest.approx([0, 4, 1])
    assert Neighbours(home, circle, 0.0).offered(supply, need) == pytest.approx([0, 6, 0])
    assert Neighbours(home, circle, 1.0, 0.0).offered(supply, need) == pytest.approx([0, 6, 0])


# ------------------------------------------------------------------ machines
def test_only_mobile_machines_go_to_another_post_and_the_kind_must_be_the_same():
    def slots(*overrides: str, alike: bool = True) -> float:
        w = setting(*FREE, *overrides)
        r = w.routes
        box, hill = r.index[BOX], r.index[HILL]
        r.strip_share[:] = 0.0
        r.machine_kind[[box, hill]] = (0, 0) if alike else (0, 1)
        r.machines[[box, hill]], r.machine_checks[[box, hill]] = 1.0, (10.0, 20.0)
        checks = np.full(r.n, np.inf)
        checks[[box, hill]] = (10.0, 4.0)
        lending = Lending.of(w, np.full(r.n, 1e3), checks, row_of(w, {}))
        assert lending is not None
        lending.offer(w, Listed(row_of(w, {BOX: 5, HILL: 4}), row_of(w, {HILL: 50}) * 1.0))
        return float(lending._offered[1, hill])

    assert slots("customs.mobile_machine_share=0.2") == pytest.approx(0.2 * 0.5 * 20)
    assert slots("customs.mobile_machine_share=0") == 0.0
    assert slots("customs.mobile_machine_share=0.2", alike=False) == 0.0


def test_idle_machines_of_the_police_serve_their_post():
    w = setting(*FREE, "posts.seaport.flows.box.police_machines=2")
    r, box = w.routes, w.routes.index[BOX]
    r.machines[box] = 1.0
    checks = np.full(r.n, np.inf)
    checks[box] = 3.0
    lending = Lending.of(w, np.full(r.n, 1e3), checks, row_of(w, {}))
    assert lending is not None
    extra = lending.offer(w, Listed(row_of(w, {BOX: 3}), row_of(w, {BOX: 500}) * 1.0))
    c, p, flow = (
        w.policy.scenario.customs,
        w.policy.scenario.police,
        w.policy.scenario.posts["seaport"].flows["box"],
    )
    idle = 2 * flow.slots_per_machine_day * c.machine_availability * (1 - p.post_workload)
    assert extra[box] == np.floor(idle)


# ------------------------------------------------------------------ the police
def test_police_lend_what_they_expect_to_have_left_and_pay_when_more_comes():
    w = setting(*FREE, "police.post_load_cv=0")
    port = int(w.routes.post[w.routes.index[BOX]])
    w.routes.police_hours[port] = 40.0
    w.staff.post_working_share[:] = 1.0
    lending, extra = second_pass(w, {}, {}, {HILL: 100.0})
    assert extra[HILL] == 8, "a fifth of their hours is free (workload 0.8)"
    lending.settle(w, row_of(w, {HILL: 8}))
    assert lending.police_given[port] == pytest.approx(8.0)
    work_off(w, lending.police_given)
    assert w.workload.post_backlog[port] == pytest.approx(0.0, abs=1e-9), "the load was as expected"
    owed = w.workload.police_owed
    more = lending.police_given.copy()
    more[port] += 5.0
    work_off(w, more)
    assert w.workload.post_backlog[port] == pytest.approx(5.0 * 0.9)
    assert w.workload.police_owed - owed == pytest.approx(5.0 * 0.1), "investigators take it over"
    assert w.recorder.today["police_backlog_hours"] == pytest.approx(5.0)
    lending, extra = second_pass(w, {}, {}, {HILL: 100.0})
    assert extra[HILL] == 4, "what waits is done first"


def test_a_load_that_varies_has_its_mean_and_without_lending_nothing_is_owed():
    w = setting("police.post_load_cv=0.5")
    w.routes.police_hours[:] = 10.0
    w.staff.post_working_share[:] = 0.8  # as busy as can be: all of the load shows in the backlog
    for day in range(2000):
        w.day = day
        work_off(w, None)
    per_day = w.workload.post_backlog.mean() / 2000
    assert 0 < per_day < 0.2, "a queue at its limit grows like the root of time"
    assert (w.workload.post_backlog == w.workload.post_backlog_unlent).all()
    assert w.workload.police_owed == 0.0


# ------------------------------------------------------------------ how long the lists are
def test_lists_reckon_with_what_others_leave_idle_at_coexistence():
    """Equal posts, all pooled at once: each may expect what the others leave over, never its own."""
    w = setting(*FREE)
    r, c = w.routes, w.policy.scenario.customs
    r.slots[:], r.strip_share[:] = np.inf, 0.0
    r.hours[:] = 5.0
    set_traits(w, pool_fraction=0.0)
    fit_thresholds(w)
    alone = w.customs.field.above(w.customs.field.base, w.policy.threshold)
    set_traits(w, pool_fraction=1.0)
    fit_thresholds(w)
    pooled = w.customs.field.above(w.customs.field.base, w.policy.threshold)
    idle = 1 - c.target_utilisation
    assert alone == pytest.approx(
        np.full(r.n, c.target_utilisation * 5 * (1 - c.random_share)), rel=0.05
    )
    assert pooled / alone == pytest.approx(np.full(r.n, 1 + idle * (r.n - 1) / r.n), rel=0.03)
    assert c.target_utilisation * (1 + idle) < 1, "the lists never fill all hours there are"
    bays = w.policy.bays.copy()
    set_traits(w, pool_fraction=0.0)
    fit_thresholds(w)
    assert (bays == w.policy.bays).all(), "bays stay where they are"


# ------------------------------------------------------------------ off, and nothing scarce
SHORT = ["years=0.3", "burn_in_days=40", "partnership=collaboration"]
ALL = (
    "customs.lending_travel_hours=0.5",
    "customs.mobile_machine_share=0.5",
    "police.post_load_cv=1",
    "police.post_backlog_handed_on=0.5",
)


def outcomes(*overrides: str) -> dict[str, float | None]:
    return run(load_scenario("training", [*SHORT, *overrides]), 3).outcomes


def test_where_nothing_is_pooled_nothing_of_it_matters():
    off = "partnership.traits.pool_fraction=0"
    plain = outcomes(off)
    assert outcomes(off, *ALL) == plain
    assert plain["pooled_hours"] == plain["police_backlog_hours"] == 0.0
    on = outcomes(*ALL)
    assert on["pooled_hours"] and on["pooled_hours"] > 0 and on != plain


def test_where_nothing_is_scarce_nothing_is_lent_to_a_post():
    rich = ("capacity_scale=400", "police.investigators=0", "customs.machine_availability=1")
    none, all_ = (outcomes(*rich, f"partnership.traits.pool_fraction={share}") for share in (0, 1))
    assert all_ == none and none["releases_unchecked"] == 0.0


def test_a_day_with_lending_keeps_its_books():
    w = world("burn_in_days=0", *FREE, "posts.seaport.police_officers=40")
    set_traits(w, pool_fraction=1.0, pool_reaction_days=0.0)
    w.cooperation.changed()
    box = w.routes.index[BOX]
    w.policy.threshold = np.full(w.routes.n, NEVER)
    w.policy.threshold[box] = -5.0  # everything is asked for at one post, nothing elsewhere
    w.policy.random_checks[:] = 0.0
    d = rank(w)
    own = w.routes.hours * w.staff.post_working_share
    assert d.lent[box] > 0 and not np.delete(d.lent, box).any()
    assert d.given[box] == 0 and (d.given <= own + 1e-9).all()
    assert d.hours == pytest.approx(own + d.lent - d.given)
