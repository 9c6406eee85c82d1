"""What customs looked at and what feeds bring: whole, and no more than is true."""

import numpy as np
import pytest

from borderSim.model.actions.arrival_queries import query
from borderSim.model.actions.dispositions import deliver
from borderSim.model.phases.information_systems import consult
from borderSim.model.state.codes import LoadState
from borderSim.model.state.consignments import Load
from tests.model.stage import (
    COCAINE_COURIERS,
    forget_everything,
    keep_events,
    make_load,
    model,
    world,
)

AIR = "airport/passenger"


def test_where_everything_is_looked_at_the_exposure_is_all_traffic_that_a_check_can_see():
    m = model(
        "customs.inspect_all=true",
        "organisations.count=0",
        "capacity_scale=50",
        "customs.belief_half_life_days=0",
        "burn_in_days=0",
        "years=0.5",
        seed=3,
    )
    w = m.state
    days = w.policy.scenario.customs.belief_update_days
    for _ in range(round(days) + 1):
        m.step()
    r = w.routes
    seen = r.p_detect * np.where(r.has_opening, r.p_open, 1.0)
    assert w.customs.exposure_by_class == pytest.approx(
        days * r.class_rate * seen[:, None], rel=0.02
    )


def test_a_feed_of_some_worth_names_the_guilty_and_the_innocent_in_that_proportion():
    feed = "systems.rilo_feed"
    w = world(
        f"{feed}.customs_access=direct", f"{feed}.coverage=0.7", f"{feed}.items_per_year=36500"
    )
    forget_everything(w)
    keep_events(w)
    for w.day in range(100):
        consult(w)
    entities = np.array([e["entity"] for e in w.recorder.events if e["kind"] == "feed"])
    true = (entities < w.traffickers.entities).mean()
    assert len(entities) == 100 * w.traffickers.alive.sum()
    assert true == pytest.approx(0.7, abs=4 * np.sqrt(0.21 / len(entities)))


def test_a_hit_on_a_load_takes_the_officers_the_minutes_of_a_hit(monkeypatch: pytest.MonkeyPatch):
    hours = []
    for minutes in (0, 90):
        own = [
            f"systems.interpol_nominal.{text}"
            for text in (
                "customs_access=direct",
                "asked_share=1",
                "coverage=1",
                f"hit_minutes={minutes}",
            )
        ]
        w = world(*own, "hits.bureau_open_share=1")
        forget_everything(w)
        monkeypatch.setattr("borderSim.model.actions.arrival_queries._lawful", lambda w: [])
        load = make_load(w, COCAINE_COURIERS, AIR)
        query(w, [load])
        assert w.recorder.today["hits_validated"] == 1 and load.hit_weight > 0
        hours.append(w.workload.hours_lost[w.routes.index[AIR]])
    assert hours[1] - hours[0] == pytest.approx(1.5)


def test_what_a_load_earns_follows_the_price_of_its_goods():
    earned = []
    for price in (1.0, 1.5):
        w = world()
        w.traffickers.market.price[w.traffickers.market.index["cocaine"]] = price
        load: Load = make_load(w, stake=1e5, cost=0.0)
        w.traffickers.cash[0] = 0.0
        deliver(w, load, LoadState.DELIVERED)
        earned.append(w.recorder.today["money_revenue"])
    assert earned == [1e5, 1.5e5]
