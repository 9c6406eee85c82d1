"""How much lawful traffic leads match: everybody's own, whatever the size of the trade beside it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from borderSim.model.actions.own_traffic import matched_share, own_units, share_of_tip
from borderSim.model.actions.sharing import find_in_trade_data
from borderSim.model.phases.intelligence import deliver
from borderSim.model.state.intelligence import Item
from borderSim.model.state.random_streams import Counted
from borderSim.model.state.state import State
from borderSim.parameters.ranges import ENTITY_OF_MODE, MODES
from tests.model.stage import (
    COCAINE_BOXES,
    PARCELS,
    TOBACCO_TRUCKS,
    forget_everything,
    make_load,
    world,
)

MANY = 40_000


def setting(*overrides: str) -> State:
    w = world(*overrides)
    forget_everything(w)
    return w


def units(w: State, mode: str, *, innocent: float) -> np.ndarray:
    keys = np.full(MANY, 3), np.full(MANY, 1), np.arange(MANY)
    return own_units(w, [mode] * MANY, *keys, np.full(MANY, innocent))


def test_a_key_has_one_uniform_in_any_order_and_company():
    stream = Counted(5, "a purpose")
    slot, entity = np.divmod(np.arange(200), 10)
    all_at_once = stream.of(slot, entity, slot + 1)
    assert [
        float(stream.of(int(s), int(e), int(s) + 1)) for s, e in zip(slot, entity, strict=True)
    ] == (all_at_once.tolist())
    assert stream.of(-1, 3) != stream.of(1, 3) != stream.of(3, 1)
    assert (Counted(6, "a purpose").of(slot, entity, 1) != stream.of(slot, entity, 1)).all()
    assert float(Counted(1, "a purpose").of(2, 3)) == pytest.approx(0.6, abs=0.5)


def test_uniforms_of_keys_are_uniform_and_of_neighbours_independent():
    u = Counted(1, "a purpose").of(np.arange(300)[:, None], np.arange(300)[None, :])
    assert stats.kstest(u.ravel(), "uniform").pvalue > 1e-3
    for a, b in ((u[1:], u[:-1]), (u[:, 1:], u[:, :-1])):
        assert abs(np.corrcoef(a.ravel(), b.ravel())[0, 1]) < 4.5 / np.sqrt(a.size)


@pytest.mark.parametrize("mode", MODES)
def test_own_traffic_is_lognormal_and_that_of_innocents_in_proportion_to_its_size(mode: str):
    w, kind = setting(), ENTITY_OF_MODE[mode]
    t = w.policy.scenario.traffic
    median, sigma = getattr(t, f"{kind}_units_per_year"), getattr(t, f"{kind}_sigma")
    theirs, innocent = (np.log(units(w, mode, innocent=x)) for x in (0.0, 1.0))
    for logs, mean in ((theirs, np.log(median)), (innocent, np.log(median) + sigma**2)):
        assert logs.mean() == pytest.approx(mean, abs=4.5 * sigma / np.sqrt(MANY))
        assert logs.std() == pytest.approx(sigma, rel=0.02)
    sizes = np.exp(theirs)
    assert np.average(theirs, weights=sizes) == pytest.approx(innocent.mean(), abs=0.05)


def hold(w: State, slot: int, columns: int, reliability: float = 0.6) -> None:
    for e in range(columns):
        w.customs.leads.learn(0, slot, e, 0, reliability, 0, own=True, independent=True)


def matched_a_day(w: State) -> np.ndarray:
    """Lawful units that match leads, by route and bin."""
    w.day = 1
    w.customs.leads.changed = True
    deliver(w)
    assert w.customs.field.matches is not None
    return w.customs.field.matches * w.routes.rate[:, None]


def test_the_units_matched_are_the_traffic_of_those_named_spread_as_all_traffic_is():
    w = setting()
    hold(w, TOBACCO_TRUCKS, 2 * w.traffickers.entities)
    matches = matched_a_day(w).sum(axis=1)
    e = np.arange(2 * w.traffickers.entities)
    share = matched_share(w, np.full(len(e), TOBACCO_TRUCKS), e, 0 * e)
    trucks = np.array([m == "truck" for m in w.routes.modes])
    assert matches[~trucks].sum() == 0
    assert matches[trucks] == pytest.approx(w.routes.rate[trucks] * share.sum())
    own = own_units(
        w,
        ["truck"] * len(e),
        np.full(len(e), TOBACCO_TRUCKS),
        e,
        0 * e,
        np.repeat([0.0, 1.0], len(e) // 2),
    )
    assert matches.sum() == pytest.approx(own.sum() / 365)


@pytest.mark.parametrize("slot", [COCAINE_BOXES, TOBACCO_TRUCKS, PARCELS])
def test_more_trade_beside_them_does_not_make_more_match(slot: int):
    plain, more = setting(), setting("traffic.lawful_scale=8")
    for w in (plain, more):
        hold(w, slot, 3)
    few, many = matched_a_day(plain), matched_a_day(more)
    assert many.sum() == pytest.approx(few.sum())
    bins = np.arange(few.shape[1])
    assert (many @ bins).sum() > (few @ bins).sum() + 2 * few.sum(), "but each tells more"


def test_nobody_innocent_matches_where_nobody_has_lawful_traffic():
    kinds = sorted(set(ENTITY_OF_MODE.values()))
    w = setting(*(f"traffic.{kind}_units_per_year=0" for kind in kinds))
    hold(w, COCAINE_BOXES, 3)
    assert matched_a_day(w).sum() == 0
    assert w.customs.leads.weight.max() > 5


def test_the_score_is_the_posterior_of_a_unit_that_matches():
    """Lawful and illicit units drawn one by one, and the lead true as often as it says."""
    w = setting("traffic.importer_units_per_year=400", "organisations.count=5")
    hold(w, COCAINE_BOXES, 1)
    matched_a_day(w)
    leads, s, rng = w.customs.leads, w.policy.scenario, np.random.default_rng(1)
    odds = float(np.exp(leads.weight[0, COCAINE_BOXES, 0]))
    e, named = float(leads.matched[0, COCAINE_BOXES, 0]), s.traffickers.entity_share / 5
    n, illicit_share = 4_000_000, 0.1
    illicit = rng.random(n) < illicit_share
    u = rng.random(n)
    true = rng.random(n) < 0.6
    match = np.where(illicit & true, u < named, u < e)
    found = (illicit & match).sum() / (~illicit & match).sum()
    prior = illicit_share / (1 - illicit_share)
    assert found == pytest.approx(prior * odds, rel=0.03)


def tip(w: State, **fields: object) -> Item:
    load = make_load(w, COCAINE_BOXES, risk_class=9, entity=1)
    plain = {"reliability": 0.6, "from_customs": False, "created": 4, "load": load}
    return Item("tip", False, 0, 0, COCAINE_BOXES, 1, 0, **(plain | fields))  # type: ignore[arg-type]


def test_a_tip_names_somebody_or_else_a_lane():
    w = setting()
    box = w.routes.index["seaport/box"]
    one = np.array([1])
    assert share_of_tip(w, tip(w), box) == (
        pytest.approx(float(matched_share(w, 0 * one, one, 0 * one)[0])),
        -1,
    )
    no_name = {"detail": (False, True, True)}
    assert share_of_tip(w, tip(w, **no_name), box) == (w.routes.lane_shares[box, 1], 1)
    lanes = [share_of_tip(w, tip(w, load=None, created=d, **no_name), box)[1] for d in range(4000)]
    assert np.bincount(lanes) / 4000 == pytest.approx(w.routes.lane_shares[box], abs=0.04)
    decoys = {share_of_tip(w, tip(w, load=None, created=d), box)[0] for d in range(5)}
    assert len(decoys) == 5


def test_leads_from_trade_data_are_wrong_as_often_as_their_grade_says():
    w = setting("customs.own_lead_reliability=0.3")
    wrong = 0
    for w.day in range(2000):
        find_in_trade_data(w, COCAINE_BOXES, 1)
        held = w.customs.leads.reliability[0, COCAINE_BOXES]
        assert np.count_nonzero(held) == 1
        wrong += bool(held[1 + w.traffickers.entities])
        w.customs.leads.reliability[:] = 0.0
    assert wrong / 2000 == pytest.approx(0.7, abs=0.046)
