"""When shocks strike, what is in force meanwhile, and that nothing is left of it when they are over."""

import numpy as np
import pandas as pd
import pytest

from borderSim.errors import InputError
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.catalogue import shipped_shocks
from borderSim.scenario.load import load_levels, load_scenario
from borderSim.simulation import BorderModel, run
from tests.model.stage import FIVE
from tests.test_books import check

SHORT = [*FIVE, "years=0.3", "burn_in_days=40", "events=true"]
STRIKES = "trust_change: {change: -0.1}"


@pytest.fixture
def load(tmp_path):
    """Load training with the shocks of a YAML text."""

    def scenario(shocks: str, *overrides: str) -> Scenario:
        path = tmp_path / "country.yaml"
        path.write_text(f"base: training\n{shocks}")
        return load_scenario(str(path), [*SHORT, *overrides])

    return scenario


def model(scenario: Scenario, until: int | None = None, seed: int = 1) -> BorderModel:
    """A model on the morning of a day of the horizon, or at its end."""
    m = BorderModel(scenario, seed)
    m.run_burn_in()
    while m.state.day_of_horizon() < (scenario.horizon_days if until is None else until):
        m.step()
    return m


def days_struck(m: BorderModel, name: str = "mine") -> list[int]:
    daily = m.result().daily
    return daily.loc[daily[f"shock:{name}"] > 0, "day"].tolist()


def columns_of_old(daily: pd.DataFrame) -> pd.DataFrame:
    return daily[[c for c in daily if not c.startswith("shock:")]]


# ------------------------------------------------------------------------------ nothing comes from nothing
@pytest.mark.parametrize("level", ["coexistence", "collaboration"])
def test_a_shock_without_effects_changes_no_number(level, load):
    plain = run(load("", f"partnership={level}"), 3)
    struck = run(load("shocks: {mine: {day: 5, effects: {}}}", f"partnership={level}"), 3)
    assert struck.outcomes == plain.outcomes
    pd.testing.assert_frame_equal(columns_of_old(struck.daily), plain.daily, check_exact=True)
    assert struck.daily["shock:mine"].sum() == 1.0 and not any(
        c.startswith("shock:") for c in plain.daily
    )


@pytest.mark.parametrize("level", ["coexistence", "coordination"])
def test_until_the_day_everything_is_as_without(level):
    overrides = [*SHORT, f"partnership={level}"]
    names = list(shipped_shocks())
    shocks = [f"shocks=[{','.join(names)}]", *(f"shocks.{name}.day=50" for name in names)]
    plain, struck = (
        run(load_scenario("training", [*overrides, *more]), 2) for more in ([], shocks)
    )
    before = plain.daily["day"] < 50
    pd.testing.assert_frame_equal(
        columns_of_old(struck.daily)[before], plain.daily[before], check_exact=True
    )
    assert not columns_of_old(struck.daily)[~before].equals(plain.daily[~before])


def test_a_setting_to_what_it_is_changes_no_number(load):
    """Putting the same scenario in force again leaves no trace, when a shock strikes and when it is over."""
    plain = run(load(""), 3)
    for effects in (
        "settings: {customs.random_share: 0.1, capacity_scale: {factor: 1}}",
        "volume: {factor: 1}",
    ):
        struck = run(
            load(f"shocks: {{mine: {{day: 5, lasts_days: 20, effects: {{{effects}}}}}}}"), 3
        )
        pd.testing.assert_frame_equal(columns_of_old(struck.daily), plain.daily, check_exact=True)


# ------------------------------------------------------------------------------ for a time
def test_settings_for_a_time_are_two_changes_of_a_schedule(load):
    settings = (
        "customs.random_share: 0.4, police.investigators: 4, partnership.traits.share_prob: 0.9"
    )
    back = "customs.random_share: 0.1, police.investigators: 8, partnership.traits.share_prob: 0.45"
    shocked = run(
        load(
            f"shocks: {{mine: {{day: 20, lasts_days: 30, effects: {{settings: {{{settings}}}}}}}}}",
            "partnership.traits.share_prob=0.45",
        ),
        5,
    )
    planned = run(
        load(
            f"schedule: [{{day: 20, {settings}}}, {{day: 50, {back}}}]",
            "partnership.traits.share_prob=0.45",
        ),
        5,
    )
    assert shocked.outcomes == planned.outcomes
    pd.testing.assert_frame_equal(columns_of_old(shocked.daily), planned.daily, check_exact=True)
    assert shocked.outcomes != run(load("", "partnership.traits.share_prob=0.45"), 5).outcomes


def test_it_lasts_as_many_days_as_it_says(load):
    scenario = load(
        "shocks: {mine: {day: 20, lasts_days: 3, effects: {settings: {police.investigators: 1}}}}"
    )
    m = model(scenario, 18)
    seen = []
    for _ in range(7):
        m.step()
        seen.append(m.state.policy.scenario.police.investigators)
    assert seen == [8, 8, 1, 1, 1, 8, 8]  # evenings of days 18 to 24
    assert m.state.policy.scenario == scenario and not m.state.shocks.in_force
    events = m.result().events
    struck, over = (events[events["kind"] == kind].iloc[0] for kind in ("shock", "shock over"))
    assert (struck["day"], over["day"], over["cause"]) == (20, 23, struck["id"])


def test_without_a_length_it_lasts_to_the_end(load):
    m = model(load("shocks: {mine: {day: 20, effects: {settings: {police.investigators: 1}}}}"))
    assert m.state.policy.scenario.police.investigators == 1


def test_several_at_once_compose_and_are_taken_back_one_by_one(load):
    scenario = load("""shocks:
  first: {day: 10, lasts_days: 20, effects: {settings: {police.investigators: {factor: 0.5}}}}
  second: {day: 15, lasts_days: 5, effects: {settings: {police.investigators: {factor: 0.5}, customs.analysts: 1}}}
""")
    m = model(scenario, 10)
    seen = {}
    while m.state.day_of_horizon() < 32:
        m.step()
        seen[m.state.day_of_horizon() - 1] = (
            m.state.policy.scenario.police.investigators,
            m.state.policy.scenario.customs.analysts,
        )
    assert [seen[d] for d in (10, 14, 15, 19, 20, 29, 30)] == [
        (4, 2),
        (4, 2),
        (2, 1),
        (2, 1),
        (4, 2),
        (4, 2),
        (8, 2),
    ]
    assert m.state.policy.scenario == scenario


def test_a_schedule_goes_on_below_a_shock(load):
    m = model(
        load("""schedule: [{day: 15, police.investigators: 6}]
shocks: {mine: {day: 10, lasts_days: 10, effects: {settings: {police.investigators: {factor: 0.5}}}}}"""),
        10,
    )
    seen = []
    for _ in range(12):
        m.step()
        seen.append(m.state.policy.scenario.police.investigators)
    assert seen == [4] * 5 + [3] * 5 + [6] * 2


# ------------------------------------------------------------------------------ on a condition
def test_a_condition_strikes_when_it_holds_as_often_as_it_may(load):
    always = "{measure: orgs_alive, over_days: 3, above: 0, not_before: 6, wait_days: 10, times: 3}"
    assert days_struck(
        model(load(f"shocks: {{mine: {{condition: {always}, effects: {{{STRIKES}}}}}}}"))
    ) == [6, 16, 26]


@pytest.mark.parametrize(
    ("limit", "strikes"),
    [("above: 5", False), ("at_least: 5", True), ("below: 5", False), ("at_most: 5", True)],
)
def test_limits_are_what_they_say(limit, strikes, load):
    """A flow is summed over its days, a state averaged: five organisations are alive."""
    condition = f"{{measure: orgs_alive, over_days: 10, {limit}}}"
    m = model(
        load(
            f"shocks: {{mine: {{condition: {condition}, effects: {{}}}}}}",
            "organisations.max=5",
            "enforcement=false",
        ),
        3,
    )
    assert days_struck(m) == ([0] if strikes else [])


def test_a_flow_is_summed_over_the_days_before(load):
    plain = run(load(""), 1).daily["attempts"]
    after_ten = int(plain[:10].sum())
    condition = f"{{measure: attempts, over_days: 10, at_least: {after_ten}, not_before: 10}}"
    assert (
        days_struck(
            model(load(f"shocks: {{mine: {{condition: {condition}, effects: {{}}}}}}"), 20)
        )[0]
        == 10
    )
    condition = f"{{measure: attempts, over_days: 10, above: {after_ten}, not_before: 10}}"
    first = days_struck(
        model(load(f"shocks: {{mine: {{condition: {condition}, effects: {{}}}}}}"), 60)
    )[0]
    sums = plain.rolling(10).sum().shift(1)  # seen in the morning
    assert first == next(day for day in range(10, 60) if sums[day] > after_ten)


def test_without_enough_days_a_condition_does_not_hold(load):
    condition = "{measure: seizures, over_days: 30, at_least: 0}"
    assert days_struck(
        model(
            load(f"shocks: {{mine: {{condition: {condition}, effects: {{}}}}}}", "burn_in_days=0"),
            40,
        )
    ) == [30]


# ------------------------------------------------------------------------------ by hand
def test_by_hand_it_strikes_now_and_its_event_is_the_cause(load):
    m = model(
        load(
            "shocks: {mine: {lasts_days: 4, effects: {settings: {police.investigators: 2}, confiscation: {amount_eur: 1000}}}}"
        ),
        12,
    )
    event = m.fire("mine")
    assert m.state.policy.scenario.police.investigators == 2
    m.step()
    log = m.result().events.set_index("id")
    assert log.loc[event, ["day", "kind", "shock", "how"]].tolist() == [
        12,
        "shock",
        "mine",
        "by hand",
    ]
    assert log[log["cause"] == event]["kind"].tolist() == ["confiscation"]
    while m.state.day_of_horizon() < 17:
        m.step()
    assert m.state.policy.scenario.police.investigators == 8 and days_struck(m) == [12]


def test_by_hand_is_the_same_as_on_the_day(load):
    effects = "effects: {leak: {items: 3}, staff_rotation: {share: 1}, settings: {customs.random_share: 0.5}}"
    dated = run(
        load(
            f"shocks: {{mine: {{day: 30, lasts_days: 9, {effects}}}}}", "partnership=collaboration"
        ),
        2,
    )
    m = model(
        load(f"shocks: {{mine: {{lasts_days: 9, {effects}}}}}", "partnership=collaboration"),
        30,
        seed=2,
    )
    m.fire("mine")
    m.run_horizon()
    pd.testing.assert_frame_equal(m.result().daily, dated.daily, check_exact=True)


def test_struck_again_it_lasts_from_then_on_and_does_not_add_up(load):
    m = model(
        load(
            "shocks: {mine: {lasts_days: 10, effects: {settings: {police.investigators: {factor: 0.5}}}}}"
        ),
        5,
    )
    m.fire("mine")
    for _ in range(6):
        m.step()
    m.fire("mine")
    assert m.state.policy.scenario.police.investigators == 4
    for _ in range(10):
        assert m.state.policy.scenario.police.investigators == 4
        m.step()
    m.step()
    assert m.state.policy.scenario.police.investigators == 8


def test_by_hand_only_what_is_loaded_and_only_in_the_horizon(load):
    m = BorderModel(load("shocks: {mine: {effects: {}}}"), 1)
    with pytest.raises(
        InputError, match=r"can't strike in the burn-in: its last day is 39, and this is day 0"
    ):
        m.fire("mine")
    with pytest.raises(InputError, match=r"no shock 'mien' is loaded \(did you mean 'mine'\?\)"):
        m.fire("mien")
    with pytest.raises(InputError, match="the scenario names none in shocks="):
        BorderModel(load(""), 1).fire("mine")


# ------------------------------------------------------------------------------ everything together
ALL = [f"shocks=[{','.join(shipped_shocks())}]"]


@pytest.mark.parametrize("level", ["coexistence", "cooperation", "collaboration"])
def test_books_balance_under_all_of_them(level):
    m = BorderModel(load_scenario("training", ["burn_in_days=60", f"partnership={level}", *ALL]), 4)
    m.run_horizon()
    check(m)
    assert len([c for c in m.result().daily if c.startswith("shock:")]) == 24
    assert not {n for n, s in m.state.shocks.in_force.items() if s.until < m.state.day}


def test_a_branch_is_the_run():
    levels = load_levels("training", ["coexistence", "collaboration"], [*SHORT, "years=0.8", *ALL])
    burnt = BorderModel(levels["coexistence"], 6)
    burnt.run_burn_in()
    for scenario in levels.values():
        branch = burnt.branch(scenario)
        branch.run_horizon()
        whole = run(scenario, 6)
        pd.testing.assert_frame_equal(branch.result().daily, whole.daily, check_exact=True)
        pd.testing.assert_frame_equal(branch.result().events, whole.events, check_exact=True)


def test_a_branch_meets_the_shocks_of_its_own_scenario(load):
    burnt = BorderModel(load(""), 6)
    burnt.run_burn_in()
    branch = burnt.branch(load("shocks: {mine: {day: 3, effects: {}}}"))
    branch.run_horizon()
    assert days_struck(branch) == [3] and not burnt.state.shocks.loaded


def test_the_oracle_can_do_it_too():
    scenario = load_scenario(
        "training",
        [
            *SHORT,
            "cargo.sampling=full",
            "traffic.lawful_scale=0.05",
            "years=0.15",
            "shocks=[attack_halts_trade,parcels_double]",
            "shocks.attack_halts_trade.day=10",
            "shocks.parcels_double.day=30",
        ],
    )
    m = model(scenario)
    check(m)
    inspected = m.result().daily["inspected:seaport"]
    assert inspected[12:17].sum() == 0 and inspected[17:30].sum() > 0


def test_luck_of_a_shock_has_its_own_stream(load):
    two = load("shocks: {one: {effects: {}}, two: {effects: {}}}")
    w, other = model(two, 3).state, model(two, 9).state
    assert not np.array_equal(w.shocks.draws("one", 50), w.shocks.draws("two", 50))
    w.shocks.draws("one", 80)
    assert np.array_equal(w.shocks.draws("one", 81), other.shocks.draws("one", 81))
