"""Measures and interventions in one run: what they see, what they change, and that nothing else does."""

from __future__ import annotations

import dataclasses
import pickle
from typing import Any

import numpy as np
import pandas as pd
import pytest

import borderSim as bs
from borderSim.extend.own import read_own
from borderSim.extend.views import COUNTED, IN_THE_BOOKS, WORKED_OUT, DayView, MorningView
from borderSim.measures.outcomes import OUTCOMES
from borderSim.simulation import BorderModel, run
from tests.extend import own_ones

SMALL = ["years=0.2", "burn_in_days=40"]
TABLES = ("daily", "monthly", "events", "networks", "links")


def scenario(*more: str) -> Any:
    return bs.load_scenario("training", overrides=[*SMALL, *more])


def same(one: Any, two: Any) -> bool:
    """Whether the shipped outcomes and all tables of two runs are equal, bit for bit."""
    shipped = all(
        np.array_equal(one.outcomes[n], two.outcomes[n], equal_nan=True) for n in OUTCOMES
    )
    return shipped and all(raw(one, t).equals(raw(two, t)) for t in TABLES)


def raw(result: Any, table: str) -> Any:
    """Return a table of a run, also the empty log of a run without one."""
    return object.__getattribute__(result, table)


@pytest.fixture(scope="module")
def plain() -> Any:
    return bs.run(scenario("events=true"))


def test_a_measure_changes_no_byte_and_recounts_every_total_exactly(plain: Any):
    made = bs.run(
        scenario("events=true"),
        measures=[
            own_ones.Recount,
            own_ones.my_seizures,
            own_ones.my_costs,
            own_ones.in_the_dark,
            own_ones.Split,
        ],
    )
    assert same(plain, made)
    counted = own_ones.Recount.last
    assert counted.days == list(range(73))
    totals = [
        name for name, one in OUTCOMES.items() if one.kind == "total" and name not in WORKED_OUT
    ]
    wrong = [name for name in totals if counted.sums[name] != plain.outcomes[name]]
    assert wrong == [] and set(totals) <= set(COUNTED)
    assert all(
        counted.sums[name] == plain.daily[name].sum() for name in plain.daily if name != "day"
    )
    assert made.outcomes["my_costs"] == plain.outcomes["police_cost_eur"] > 0
    assert made.outcomes["my_seizures"] == plain.outcomes["seizures"] == made.outcomes["found"] > 0
    assert made.outcomes["found_share"] == made.outcomes["found"] / made.outcomes["tried"]
    assert 0 < made.outcomes["in_the_dark"] <= plain.daily["orgs_alive"].max()
    assert list(made.outcomes.index[-8:]) == [
        "r_attempts",
        "my_seizures",
        "my_costs",
        "in_the_dark",
        "found",
        "tried",
        "found_share",
        "longest_gap",
    ]
    assert (
        made.outcomes.attrs["units"]["longest_gap"] == "days"
        and "longest time" in made.outcomes.attrs["definitions"]["longest_gap"]
    )


def test_what_is_handed_over_is_a_contract_that_only_grows():
    assert [spec.name for spec in dataclasses.fields(DayView)] == [
        "day",
        "days",
        "seed",
        "scenario",
        "level",
        "posts",
        "today",
        "settings",
        "organisations",
        "_events",
    ]
    assert [spec.name for spec in dataclasses.fields(MorningView)] == [
        "day",
        "days",
        "scenario",
        "level",
        "posts",
        "settings",
        "past",
    ]
    assert {"seizures", "attempts", "delivered", "harm_eur", "hits", "orgs_entered"} <= set(COUNTED)
    truth = {
        "attempts",
        "delivered",
        "shipped_value_eur",
        "planned",
        "orgs_alive",
        "cash_total",
        "leaks",
        "harm_eur",
    }
    assert not truth & set(IN_THE_BOOKS)


def test_views_are_deep_copies_that_lead_nowhere(plain: Any):
    seen: list[Any] = []

    class Keeper:
        outcomes = (bs.outcome("kept", unit="1", meaning="days kept"),)

        def day(self, view: DayView) -> None:
            seen.append(view)

        def end(self) -> dict[str, float]:
            return {"kept": 1}

    class Watcher:
        def day(self, view: MorningView) -> None:
            seen.append(view)

    model = BorderModel(scenario("events=true"), 1, read_own([Keeper], [Watcher]))
    # not copies: they write to `seen`
    model._own._measures, model._own._interventions = ([Keeper()], [Watcher()])
    model.run_horizon()
    assert same(plain, bs.run(scenario("events=true")))
    days = [view for view in seen if isinstance(view, DayView)]
    in_horizon = plain.events[plain.events["day"] >= 0]
    assert [event["id"] for view in days for event in view.events] == list(in_horizon["id"]) != []
    for view in (days[-1], next(v for v in reversed(seen) if isinstance(v, MorningView))):
        assert pickle.dumps(view)  # nothing in it holds a model, a generator or a file
        arrays = list(walk(view))
        assert len(arrays) > 3
        for array in arrays:
            with pytest.raises(ValueError, match="WRITEABLE"):
                array.flags.writeable = True
    assert not [
        key
        for key in seen[0].settings
        if key.startswith(("traffickers.", "organisations.", "opportunists."))
    ]


def walk(value: Any) -> Any:
    """Yield the arrays in a view; fail at anything that is no plain value."""
    if isinstance(value, np.ndarray):
        if value.size:
            yield value
    elif dataclasses.is_dataclass(value):
        for spec in dataclasses.fields(value):
            yield from walk(getattr(value, spec.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from walk(item)
    elif hasattr(value, "items"):
        with pytest.raises(TypeError):
            value["x"] = 1
        with pytest.raises(TypeError):
            value._values["x"] = 1
        for item in value.values():
            yield from walk(item)
    else:
        assert value is None or isinstance(value, int | float | str | bool | np.generic), value


@pytest.mark.parametrize(
    "one", [own_ones.idle, own_ones.as_it_is, lambda view: {}], ids=["none", "as it is", "empty"]
)
def test_an_intervention_without_effect_changes_no_byte(one: Any, plain: Any):
    assert same(plain, bs.run(scenario("events=true"), interventions=[one]))


def test_an_intervention_is_a_step_of_a_schedule_and_is_taken_back():
    step = "{day: 20, customs.random_share: 0.6, partnership.traits.lookup_prob: 0.9}"
    by_schedule = bs.run(scenario(f"schedule=[{step}]"))
    assert same(by_schedule, bs.run(scenario(), interventions=[own_ones.from_day_twenty]))
    assert not same(by_schedule, bs.run(scenario()))

    def for_ten_days(view: MorningView) -> Any:
        return own_ones.from_day_twenty(view) if view.day < 30 else None

    back = "{day: 30, customs.random_share: %s, partnership.traits.lookup_prob: %s}"
    usual = scenario()
    step_back = back % (usual.customs.random_share, usual.partnership.traits.lookup_prob)
    assert same(
        bs.run(scenario(f"schedule=[{step},{step_back}]")),
        bs.run(scenario(), interventions=[for_ten_days]),
    )


def test_orders_stand_below_shocks_and_the_last_of_two_holds():
    def low(view: MorningView) -> Any:
        return {"customs.random_share": 0.1}

    def high(view: MorningView) -> Any:
        return {"customs.random_share": 0.5}

    class Seen:
        outcomes = (bs.outcome("share_seen", unit="1", kind="state", meaning="share in force"),)

        def day(self, view: DayView) -> None:
            self.share = view.settings["customs.random_share"]

        def end(self) -> Any:
            return {"share_seen": self.share}

    assert (
        bs.run(scenario(), measures=[Seen], interventions=[low, high]).outcomes["share_seen"] == 0.5
    )
    assert (
        bs.run(scenario(), measures=[Seen], interventions=[high, low]).outcomes["share_seen"] == 0.1
    )


def test_memory_belongs_to_one_run():
    made = [bs.run(scenario(), interventions=[answer := own_ones.Answer()]) for _ in range(2)]
    assert same(*made) and answer.until == -1
    measure = own_ones.Split()
    bs.run(scenario(), measures=[measure])
    assert measure.tried == 0


def test_a_branch_goes_on_as_a_run_of_its_own():
    own = read_own([own_ones.Split, own_ones.my_seizures], [own_ones.Answer])
    there = scenario()
    model = BorderModel(there, 3, own)
    model.run_burn_in()
    for _ in range(2):
        branch = model.branch(there)
        branch.run_horizon()
        alone, found = run(there, 3, own), branch.result()
        assert found.outcomes == alone.outcomes
        pd.testing.assert_frame_equal(found.daily, alone.daily)
