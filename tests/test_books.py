"""The books of goods, money and hours balance, on every scenario and level and on random scenarios."""

import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from borderSim.parameters.ranges import MODES
from borderSim.scenario.load import load_scenario
from borderSim.scenario.names import shipped
from borderSim.simulation import BorderModel

FATES = ("delivered_delivered", "delivered_lost_let_run")


def books(model: BorderModel) -> dict[str, float]:
    """Totals of all books since day 0."""
    total: dict[str, float] = {}
    for day in model.state.recorder.days:
        for name, value in day.items():
            total[name] = total.get(name, 0.0) + value
    return total


def check(model: BorderModel) -> None:
    """Goods, money and hours: what came in is what went out, is at hand, or is under way."""
    w, b = model.state, books(model)

    def get(*names: str) -> float:
        return sum(b.get(n, 0.0) for n in names)

    # goods: every planned load ends in exactly one fate or is under way
    border = get("seizures") - get("seizures_inland") - get("seizures_let_run")
    fates = (
        get("attempts_deterred", "attempts_dropped", "seizures_inland", "seizures_let_run", *FATES)
        + border
    )
    in_flight = sum(len(loads) for loads in w.consignments.agenda.values()) + len(
        w.consignments.waiting
    )
    assert w.consignments.under_way == in_flight
    held = len(w.consignments.held)
    assert get("planned") == pytest.approx(fates + in_flight + held)
    # of these, what was planned in a quiet period: sent, lost, held, or given up when it could leave
    assert get("plans_held") >= get("held_sent", "held_lost") + held
    assert get("attempts_deterred") >= get("plans_unmet", "held_lost")
    assert get("delivered") == pytest.approx(get(*FATES))
    assert get("attempts") == pytest.approx(get("loads_settled") + len(w.consignments.waiting))
    assert get("shipped_value_eur") == pytest.approx(get("seized_value_eur", "delivered_value_eur"))
    # money of organisations
    income = get("money_start", "money_revenue", "money_refunded")
    spent = get(
        "money_shipping_cost",
        "money_insiders",
        "money_wages",
        "money_dividends",
        "money_penalties",
        "assets_confiscated_eur",
        "money_left",
    )
    assert w.traffickers.cash.sum() == pytest.approx(income - spent, rel=1e-9, abs=1.0)
    # officer hours of inspection: used + idle = available, but for what is owed at the end
    owed = sum(w.workload.hours_balance)
    assert get("hours_available") == pytest.approx(
        get("hours_used", "hours_idle") + owed, rel=1e-9, abs=1e-6
    )
    # checks chosen by score and what they found, by mode
    for what in ("inspections_targeted", "finds_targeted"):
        assert get(what) == get(*(f"{what}_{mode}" for mode in MODES))
    # finds and entities that reached the police: linked right or wrong, given up, or waiting
    for kind, names in (("find", "finds"), ("entity", "entities")):
        ends = (f"{names}_linked", f"{names}_linked_wrong", f"{names}_unlinked")
        waiting = sum(one.item.kind == kind for one in w.police.unlinked)
        assert get(f"{names}_received") == get(*ends) + waiting
    # the agencies' own books overlap, the true count does not
    assert get("seizures") <= get("seizures_booked_customs", "seizures_booked_police")


@pytest.mark.parametrize("level", shipped("partnership"))
@pytest.mark.parametrize("name", shipped("scenario"))
def test_books_balance_on_every_scenario_and_level(name, level):
    model = BorderModel(
        load_scenario(name, [f"partnership={level}", "years=0.6", "burn_in_days=60"]), 1
    )
    model.run_horizon()
    check(model)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data())
def test_books_balance_on_random_scenarios(data):
    def draw(low: float, high: float) -> float:
        return data.draw(st.floats(low, high, allow_nan=False))

    overrides = [
        "years=0.5",
        "burn_in_days=40",
        f"capacity_scale={draw(0.0, 3.0)}",
        f"traffic.lawful_scale={draw(0.1, 5.0)}",
        f"organisations.insider_share={draw(0, 1)}",
        f"police.known_entity_share={draw(0, 0.9)}",
        f"police.informants_per_organisation={draw(0, 1)}",
        f"customs.random_share={draw(0, 1)}",
        f"levers.information_sharing={draw(0, 1)}",
        f"levers.resource_pooling={draw(0, 1)}",
        f"levers.governance={draw(0, 1)}",
        f"opportunists.scale={draw(0, 5)}",
        f"investigation.takedown_weight={draw(2, 20)}",
        f"traffickers.memory_per_day={draw(0.9, 1.0)}",
        f"traffickers.quiet_other_way={draw(0, 1)}",
        f"traffickers.stock_loads={data.draw(st.integers(0, 5))}",
        f"traffickers.stock_lost={draw(0, 1)}",
        f"investigation.inferred_chance={draw(0, 1)}",
        f"budget.rule={data.draw(st.sampled_from(['on_top', 'fixed']))}",
        f"legal_model={data.draw(st.sampled_from(shipped('legal_model')))}",
        f"traffickers.adaptation={data.draw(st.sampled_from(['true', 'false']))}",
    ]
    model = BorderModel(load_scenario("training", overrides), data.draw(st.integers(0, 10_000)))
    model.run_horizon()
    check(model)


def test_a_post_without_traffic_has_its_place_in_the_books():
    s = load_scenario("training", ["burn_in_days=0"])
    empty = dataclasses.replace(next(iter(s.posts.values())), flows={})
    model = BorderModel(dataclasses.replace(s, posts={**s.posts, "zone": empty}), 1)
    model.step()
    assert model.result().daily["inspected:zone"].tolist() == [0.0]
