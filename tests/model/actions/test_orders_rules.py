"""An order for the find of one load: followed by whoever finds it, within law and powers, on the same chances."""

from __future__ import annotations

import functools

import pandas as pd
import pytest

from borderSim.errors import InputError
from borderSim.measures.result import Result
from borderSim.model.actions.controlled_delivery import ordered
from borderSim.model.state.codes import LoadState
from borderSim.scenario.load import load_scenario, scenario_as_dict
from borderSim.simulation import BorderModel, run
from tests.model.stage import make_load, world

SHORT = ("years=1", "burn_in_days=90", "events=true", "partnership=collaboration")


@functools.cache
def made(*overrides: str) -> Result:
    return run(load_scenario("training", [*SHORT, *overrides]), 4)


def finds(*how: str, why: str = "") -> list[dict]:
    """Decisions over finds in the run without an order, each with the plan of its load."""
    events = made().events
    plans = events[events["kind"] == "plan"].set_index("load")
    decided = events[(events["kind"] == "decision") & events["how"].isin(how)]
    decided = decided[decided["load"].isin(plans.index) & (decided["day"] >= 0)]
    decided = decided if not why else decided[decided["why"] == why]
    return [row | {"plan": plans.loc[row["load"]]} for row in decided.to_dict("records")]


def order(row: dict, find: str) -> str:
    plan = row["plan"]
    return (
        f"orders=[{{organisation: {plan['organisation']}, planned: {plan['day']}, "
        f"half: {plan['half']}, find: {find}}}]"
    )


def decision(result: Result, row: dict) -> dict:
    """The decision over the same load, and how it ended."""
    mine = result.events[result.events["load"] == row["load"]]
    (decided,) = mine[mine["kind"] == "decision"].to_dict("records")
    (end,) = mine[mine["kind"].isin(["seizure", "delivered"])].to_dict("records")
    return {name: decided[name] for name in ("how", "why", "chance")} | {"fate": end["how"]}


def same_until(one: Result, other: Result, row: dict) -> bool:
    """Whether two runs are the same until a find is decided."""
    early = [r.events[r.events["id"] < row["id"]] for r in (one, other)]
    days = [r.daily[r.daily["day"] < row["day"]] for r in (one, other)]
    return early[0].equals(early[1]) and days[0].equals(days[1])


@pytest.mark.parametrize("why", ["no case", "case unknown"])
def test_a_find_that_would_be_seized_is_let_run(why):
    row = finds("seize", why=why)[0]
    other = made(order(row, "let_run"))
    found = decision(other, row)
    assert (found["how"], found["why"], found["chance"]) == ("let run", "ordered", 1.0)
    assert found["fate"] in (LoadState.SEIZED_LET_RUN, LoadState.LOST_LET_RUN)
    assert same_until(made(), other, row)
    assert other.outcomes != made().outcomes


def test_a_find_that_would_be_let_run_is_seized():
    row = finds("let run")[0]
    other = made(order(row, "seize"))
    found = decision(other, row)
    assert (found["how"], found["why"]) == ("seize", "ordered") and pd.isna(found["chance"])
    assert found["fate"] == LoadState.SEIZED_BORDER
    assert same_until(made(), other, row)


def test_an_order_to_do_what_is_done_anyway_or_for_a_load_that_is_not_found_changes_no_number():
    row = finds("seize", why="no case")[0]
    events = made().events
    missed = events[(events["kind"] == "delivered") & (events["how"] == "delivered")]["load"]
    plan = events[(events["kind"] == "plan") & events["load"].isin(missed)].iloc[0]
    for text in (order(row, "seize"), order({"plan": plan}, "let_run")):
        other = made(text)
        assert other.outcomes == made().outcomes
        for table in ("daily", "monthly", "networks", "links"):
            pd.testing.assert_frame_equal(
                getattr(other, table), getattr(made(), table), check_exact=True
            )
    assert decision(made(order(row, "seize")), row)["why"] == "ordered"


def test_where_law_or_powers_do_not_allow_it_the_order_to_let_run_is_not_followed():
    for law in ("legal_model=none", "capabilities.surveillance=null"):
        law = (law, "years=0.3")
        plain = made(*law)
        there = plain.events[plain.events["kind"] == "decision"]
        plans = plain.events[plain.events["kind"] == "plan"].set_index("load")
        first = there[there["load"].isin(plans.index)].iloc[0].to_dict()
        row = first | {"plan": plans.loc[first["load"]]}
        other = made(*law, order(row, "let_run"))
        found = decision(other, row)
        assert (found["how"], found["why"]) == ("seize", "not allowed")
        assert other.outcomes == plain.outcomes and other.daily.equals(plain.daily)


def test_an_order_is_for_one_half_of_one_shipment():
    w = world("orders=[{organisation: 1, planned: -5, half: 2, find: let_run}]")
    day = w.first_day - 5
    assert ordered(w, make_load(w, 1, planned=day, half=2)) == "let_run"
    for other in (
        make_load(w, 1, planned=day),
        make_load(w, 0, planned=day, half=2),
        make_load(w, 1, planned=day + 1, half=2),
    ):
        assert ordered(w, other) == ""


def test_a_branch_follows_the_orders_of_its_own_scenario():
    short = ["years=0.2", "burn_in_days=30"]
    text = "orders=[{organisation: 0, planned: 3, find: seize}]"
    model = BorderModel(load_scenario("training", short), 1)
    model.run_burn_in()
    branch = model.branch(load_scenario("training", [*short, text]))
    assert branch.state.policy.orders == {(0, 3, 1): "seize"} and not model.state.policy.orders


def test_a_scenario_without_orders_says_nothing_of_them_and_keeps_those_that_it_has():
    assert "orders" not in scenario_as_dict(load_scenario("training"))
    text = "orders=[{organisation: 2, planned: 7, find: let_run}]"
    scenario = load_scenario("training", [text])
    said = [{"organisation": 2, "planned": 7, "half": 1, "find": "let_run"}]
    assert scenario_as_dict(scenario)["orders"] == said
    assert load_scenario(scenario, ["years=3"]).orders == scenario.orders


ONE = "{organisation: 3, planned: 41, find: seize}"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("[{organisation: 3, planned: 41, find: letrun}]", "did you mean 'let_run'"),
        ("[{organisation: 3, planed: 41, find: seize}]", "did you mean 'planned'"),
        ("[{organisation: 3, planned: 41}]", "orders[0] lacks the key 'find'"),
        ("[{organisation: 900, planned: 41, find: seize}]", "must be between 0 and"),
        ("[{organisation: 3, planned: 4100, find: seize}]", "the last day of the horizon"),
        ("[{organisation: 3, planned: -4100, find: seize}]", "the first day of the burn-in"),
        ("[{organisation: 3, planned: 41, half: 3, find: seize}]", "must be between 1 and 2"),
        (f"[{ONE},{ONE}]", "orders[1]: there is an order already for the load of organisation 3"),
        ("seize", "orders must be a list of mappings such as [{organisation: ..., planned: ...,"),
    ],
)
def test_a_wrong_order_is_refused_in_one_sentence(given, says):
    with pytest.raises(InputError) as refused:
        load_scenario("training", [f"orders={given}"])
    assert says in str(refused.value) and "\n" not in str(refused.value)


def test_orders_are_no_change_of_a_schedule():
    with pytest.raises(InputError, match="orders can't change during a run"):
        load_scenario("training", ["schedule=[{day: 3, orders: []}]"])
