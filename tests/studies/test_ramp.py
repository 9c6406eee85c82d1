"""A change that takes its time: traits and money on the way, scheduled changes, what undoes it, and when it pays."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from borderSim.cli import main
from borderSim.errors import InputError
from borderSim.parameters.scenario import Levers, Scenario
from borderSim.scenario.dials import anchors, at_dials, shipped_dials
from borderSim.scenario.load import load_levels, load_scenario
from borderSim.scenario.transition import DAYS_A_MONTH, RAMP_YEARS, months_between, places, way
from borderSim.simulation import BorderModel, run
from borderSim.studies.analysis.break_even import (
    LAMBDAS,
    PAID,
    SETUP,
    SETUP_PAID,
    break_even_month,
    break_even_table,
    summary_rows,
)
from borderSim.studies.plans.dial_plane import load_points

LOW, SECOND, MIDDLE, FOURTH, TOP = anchors()
DIALS = shipped_dials()
SHORT = ["burn_in_days=0", "transition=ramp"]
"""A ramp from the first day on."""


def ramp(
    level: str, *overrides: str, days: int = 0, after: Callable[[BorderModel], None] | None = None
) -> BorderModel:
    """The model after some days of a ramp; ``after`` is told of each."""
    m = BorderModel(
        load_scenario("training", [f"partnership={level}", "years=6", *SHORT, *overrides]), 1
    )
    for _ in range(days):
        m.step()
        if after:
            after(m)
    return m


def share(m: BorderModel) -> float:
    return m.state.cooperation.ramps[""].share


# ------------------------------------------------------------------ the way
@pytest.mark.parametrize(
    ("start", "end", "months"),
    [(LOW, TOP, 48), (LOW, MIDDLE, 12), (SECOND, FOURTH, 21), (TOP, MIDDLE, 36)],
)
def test_between_levels_on_the_dials_the_dials_move_linearly_over_the_months_summed(
    start: Any, end: Any, months: float
):
    found = way(start.traits, end.traits, DIALS)
    assert found.months == months and found.days == pytest.approx(months * 365 / 12)
    assert found.at(0.0) is start.traits and found.at(1.0) is end.traits, "bit for bit"
    dial = start.place + 0.3 * (end.place - start.place)
    assert found.at(0.3) == at_dials(anchors(), dial, dial, dial)


def test_places_are_told_by_traits_and_never_by_a_name():
    assert [places(anchor.traits, DIALS) for anchor in anchors()] == [
        (a.place,) * 3 for a in anchors()
    ]
    assert places(dataclasses.replace(MIDDLE.traits, lookup_prob=0.9), DIALS) is None
    mixed = at_dials(anchors(), 1.0, 0.25, 0.6)
    assert places(mixed, DIALS) is None and places(mixed, DIALS, Levers(governance=0.6)) == (
        1.0,
        0.25,
        0.6,
    )
    assert places(at_dials(anchors(), 0.5, 0.0, 0.5), DIALS) == (0.5, 0.25, 0.5), (
        "the two lowest levels pool alike: the one nearer to the other dials"
    )
    assert months_between(DIALS, 0.5, 0.6) == pytest.approx(0.4 * 12)
    assert way(LOW.traits, mixed, DIALS, Levers(governance=0.6)).months == 48, (
        "the dial that has furthest to go"
    )


def test_off_the_dials_traits_move_straight_by_the_same_rules_over_the_levels_own_months():
    own = dataclasses.replace(FOURTH.traits, share_prob=TOP.traits.share_prob)
    found = way(LOW.traits, own, DIALS)
    half = found.at(0.5)
    assert found.dials is None and found.months == own.months_to_reach == 12
    assert half.share_prob.customs_to_police == pytest.approx((0.03 + 0.92) / 2)
    assert half.share_latency_days.customs_to_police == pytest.approx(math.sqrt(45 * 1)), (
        "log-linear"
    )
    assert (
        half.share_interval_days is not None
        and half.share_interval_days.customs_to_police == pytest.approx(2.0)
    ), "half an exchange a day"
    assert half.pool_reaction_days == own.pool_reaction_days, (
        "where nothing was pooled the old reaction time means nothing"
    )
    assert half.setup_cost_eur.total == pytest.approx(1.5e6)
    assert (found.at(0.0), found.at(1.0)) == (LOW.traits, own)


def test_the_straight_way_between_neighbours_is_that_of_the_dials():
    for below, above in zip(anchors(), anchors()[1:], strict=False):
        straight, dials = (
            way(below.traits, above.traits, None).at(0.4),
            way(below.traits, above.traits, DIALS).at(0.4),
        )
        assert straight.share_prob.police_to_customs == pytest.approx(
            dials.share_prob.police_to_customs
        )
        assert straight.running_cost_eur.total == pytest.approx(dials.running_cost_eur.total)
        assert straight.share_latency_days.police_to_customs == pytest.approx(
            dials.share_latency_days.police_to_customs
        )


# ------------------------------------------------------------------ the ramp
def test_a_ramp_moves_in_weeks_and_ends_in_the_steady_traits_bit_for_bit():
    seen: list[float] = []
    m = ramp("cooperation", days=366, after=lambda m: seen.append(share(m)))
    assert (
        m.state.cooperation.traits[0]
        == load_scenario("training", ["partnership=cooperation"]).partnership.traits
    )
    days = 12 * DAYS_A_MONTH
    assert (
        seen[:6] == [0.0] * 6
        and seen[6] == pytest.approx(7 / days)
        and seen[363] == pytest.approx(364 / days)
    )
    assert seen[363] < seen[364] == 1.0
    assert seen == sorted(seen)
    assert m.result().outcomes["transition_share"] == 1.0


def test_without_time_to_take_a_ramp_is_a_switch_in_all_but_the_accounting_of_setup(tmp_path: Path):
    level = tmp_path / "sudden.yaml"
    text = (
        Path("configs/partnership/cooperation.yaml")
        .read_text("utf-8")
        .replace("share_prob: 0.45", "share_prob: 0.46")
    )
    level.write_text(
        text.replace("name: cooperation", "name: sudden").replace(
            "months_to_reach: 9", "months_to_reach: 0"
        )
    )
    common = [f"partnership={level}", "years=1", "burn_in_days=60"]
    steady, ramped = (
        run(load_scenario("training", [*common, f"transition={kind}"]), 3)
        for kind in ("switch", "ramp")
    )
    money = {
        "cooperation_setup_eur",
        "cooperation_cost_eur",
        "enforcement_and_cooperation_cost_eur",
        "net_benefit_eur",
        "net_benefit_world_eur",
        "net_benefit_society_eur",
        "net_benefit_treasury_eur",
        "net_benefit_discounted_eur",
        "cost_per_seizure_eur",
        "cost_per_org_dismantled_eur",
        "cost_from_change_eur",
    }
    assert {k: v for k, v in steady.outcomes.items() if k not in money} == {
        k: v for k, v in ramped.outcomes.items() if k not in money
    }
    paid = ramped.daily["cooperation_setup_eur"]
    s = load_scenario("training", common)
    assert (
        paid[0] == pytest.approx(s.partnership.traits.setup_cost_eur.total * s.officers / 1350)
        and not paid[1:].any()
    )


def test_setup_is_paid_as_it_falls_due_and_running_cost_grows_with_the_dial():
    m = ramp("coordination", days=800)
    days, s = m.result().daily, m.state.policy.scenario
    part = s.officers / 1350
    assert days["cooperation_setup_eur"].sum() == pytest.approx(3e6 * part)
    early, late = (
        days["cooperation_setup_eur"][:90].sum(),
        days["cooperation_setup_eur"][640:730].sum(),
    )
    assert 0 < early < late, "what is dear comes last"
    assert not days["cooperation_setup_eur"][735:].any()
    running = days["cooperation_running_eur"].to_numpy() * 365 / part
    assert (np.diff(running) >= 0).all() and running[0] == 0 and running[-1] == pytest.approx(1.2e6)
    third = np.interp(
        700 / (24 * DAYS_A_MONTH) * 0.75,
        [a.place for a in anchors()],
        [a.traits.running_cost_eur.total for a in anchors()],
    )
    assert running[700] == pytest.approx(third, rel=0.02)


def test_the_present_level_pays_no_setup_in_a_ramp_and_never_moves():
    m = ramp("cooperation", "present=cooperation", days=30)
    assert not m.result().daily["cooperation_setup_eur"].any()
    assert m.result().daily["cooperation_running_eur"].all() and share(m) == 1.0


def test_further_ministries_lengthen_the_way():
    assert ramp("cooperation", "governance.ministries=3").state.cooperation.ramps[
        ""
    ].days == pytest.approx(2 * 365)


def test_a_fixed_budget_pays_setup_in_vacant_posts():
    m = ramp("collaboration", "budget.rule=fixed", days=1300)
    assert m.state.staff.vacancy > 0.05, "the last steps are dear"
    before = (
        m.state.policy.scenario.officers * m.state.policy.scenario.economy.officer_cost_eur / 365
    )
    today = m.result().daily.iloc[-1]
    assert today["police_cost_eur"] < before


# ------------------------------------------------------------------ scheduled changes
def test_a_scheduled_change_takes_its_time_from_where_the_country_stands():
    m = ramp("cooperation", "schedule=[{day: 182, partnership: coordination}]", days=182)
    w = m.state
    at_change = share(m)
    m.step()
    found = w.cooperation.ramps[""]
    assert found.level.name == "coordination" and found.share == 0.0
    place = at_change * 0.5
    assert found.way.dials is not None and found.way.dials[1] == pytest.approx((place,) * 3)
    assert found.days == pytest.approx(months_between(DIALS, place, 0.75) * DAYS_A_MONTH)
    for _ in range(math.ceil(found.days)):
        m.step()
    assert w.cooperation.traits[0] == FOURTH.traits
    assert m.result().daily["cooperation_setup_eur"].sum() == pytest.approx(
        3e6 * w.policy.scenario.officers / 1350
    ), "nothing is paid twice"


def test_a_scheduled_change_that_is_steady_is_there_at_once():
    m = BorderModel(
        load_scenario(
            "training", ["burn_in_days=0", "schedule=[{day: 5, partnership: coordination}]"]
        ),
        1,
    )
    for _ in range(6):
        m.step()
    assert m.state.cooperation.traits[0] == FOURTH.traits


def test_a_post_set_apart_during_the_run_walks_from_the_countrys_level():
    m = ramp("coexistence", "schedule=[{day: 3, posts.seaport.partnership: cooperation}]", days=100)
    r = m.state.cooperation
    assert r.traits[0] == LOW.traits and 0 < r.ramps["cooperation"].share < 0.3
    assert r.traits[1] == at_dials(anchors(), *(r.ramps["cooperation"].share * 0.5,) * 3)


def test_instruments_begin_after_their_setup_time_and_pay_over_it():
    m = ramp("coexistence", "instruments=[liaison_officers]", days=80)
    w = m.state
    i = w.policy.scenario.instruments["liaison_officers"]
    paid = m.result().daily["cooperation_setup_eur"]
    days = round(i.setup_days)
    assert (
        paid[:days].to_numpy() == pytest.approx(i.setup_cost_eur * i.n / days)
        and not paid[days:].any()
    )
    began = np.flatnonzero(m.result().daily["cooperation_running_eur"] > 0)[0]
    assert began == days and w.cooperation.arrangements.live.all()
    late = ramp("coexistence", "instruments=[liaison_officers]", "governance.ministries=2", days=80)
    assert not late.state.cooperation.arrangements.live.any()


def test_what_the_present_level_has_is_there_and_paid_for():
    m = ramp("coexistence", "present=coexistence+liaison_officers", days=2)
    assert not m.result().daily["cooperation_setup_eur"].any()
    again = ramp(
        "coexistence+liaison_officers",
        "present=coexistence+liaison_officers",
        "burn_in_days=10",
        days=12,
    )
    assert (
        again.state.cooperation.arrangements.live.all()
        and not again.result().daily["cooperation_setup_eur"].any()
    )


# ------------------------------------------------------------------ what undoes it
def unwilling(m: BorderModel, day: int, will: float) -> None:
    if m.day == day:
        m.state.cooperation.arrangements.shift(will=will - m.state.cooperation.arrangements.will)


NEEDS = ("partnership.needs_will=0.5", "governance.will_return_days=36500")


def test_a_level_whose_will_fails_is_undone_day_by_day_and_is_not_paid_for_again():
    def events(m: BorderModel) -> None:
        unwilling(m, 100, 0.2)
        unwilling(m, 150, 0.9)

    seen: list[float] = []
    m = ramp("cooperation", *NEEDS, days=500, after=lambda m: (events(m), seen.append(share(m))))  # type: ignore[func-returns-value]
    top = max(seen[:110])
    assert top == pytest.approx(100 / 365, abs=8 / 365)
    assert min(seen[100:170]) == pytest.approx(50 / 365, abs=10 / 365)
    assert seen[-1] == 1.0 and m.state.cooperation.traits[0] == MIDDLE.traits
    assert m.result().daily["cooperation_setup_eur"].sum() == pytest.approx(
        0.5e6 * m.state.policy.scenario.officers / 1350
    )


def test_a_level_that_was_reached_can_be_lost_and_stands_still_where_nothing_is_undone():
    lost = ramp("communication", *NEEDS, days=400, after=lambda m: unwilling(m, 200, 0.1))
    assert share(lost) == 0.0 and lost.state.cooperation.traits[0] == LOW.traits
    kept = ramp(
        "communication",
        *NEEDS,
        "governance.walk_back=0",
        days=400,
        after=lambda m: unwilling(m, 200, 0.1),
    )
    assert share(kept) == 1.0
    halted = ramp(
        "communication",
        *NEEDS,
        "governance.walk_back=0",
        days=400,
        after=lambda m: unwilling(m, 30, 0.1),
    )
    assert 0.2 < share(halted) < 0.5
    assert not halted.result().daily["cooperation_setup_eur"][40:].any()


@pytest.mark.parametrize("gate", ["partnership.needs_will=0.71", "partnership.needs_mandate=0.71"])
@pytest.mark.parametrize("transition", ["ramp", "steady"])
def test_without_will_or_mandate_no_level_begins_and_nothing_differs_from_the_present_one(
    gate: str, transition: str
):
    common = ["years=0.3", "burn_in_days=30", f"transition={transition}"]
    gated = run(load_scenario("training", ["partnership=collaboration", gate, *common]), 2)
    present = run(load_scenario("training", ["partnership=coexistence", *common]), 2)
    assert (
        gated.outcomes | {"transition_share": 1.0} == present.outcomes
        and gated.outcomes["transition_share"] == 0.0
    )


# ------------------------------------------------------------------ loading
def test_a_ramp_has_ten_years_unless_told(tmp_path: Path):
    assert load_scenario("training", ["transition=ramp"]).years == RAMP_YEARS == 10
    assert load_scenario("training", ["transition=ramp", "years=4"]).years == 4
    assert load_scenario("training").years == 2
    own = tmp_path / "mine.yaml"
    own.write_text("base: training\nyears: 3\n", "utf-8")
    assert load_scenario(str(own), ["transition=ramp"]).years == 3
    assert {
        s.years
        for s in load_levels(
            "training", ["coexistence", "cooperation"], ["transition=ramp"]
        ).values()
    } == {10}
    assert {
        s.transition for s in load_points("training", "all", ["transition=ramp"], None).values()
    } == {"steady"}


def test_the_plane_of_a_comparison_takes_settings_of_its_levels_instruments():
    levels, settings = (
        ["coexistence", "cooperation+liaison_officers"],
        ["instruments.liaison_officers.n=4"],
    )
    plain, points = (
        load_points("training", levels, [], None),
        load_points("training", levels, settings, None),
    )
    assert {s.partnership.instruments for s in points.values()} == {()}, (
        "it stands at the present level"
    )
    assert all(
        dataclasses.replace(s, instruments={}) == dataclasses.replace(plain[p], instruments={})
        for p, s in points.items()
    )


def test_a_steady_scenario_holds_no_dials():
    assert (
        load_scenario("training").dials is None
        and load_scenario("training", ["transition=ramp"]).dials == DIALS
    )
    with pytest.raises(InputError, match="dials is no key"):
        load_scenario("training", ["+dials=3"])


def test_a_level_that_does_not_say_how_long_it_takes_is_refused_in_one_sentence(tmp_path: Path):
    level = tmp_path / "timeless.yaml"
    level.write_text(
        Path("configs/partnership/coexistence.yaml")
        .read_text("utf-8")
        .replace("0.03", "0.04")
        .replace("name: coexistence", "name: timeless")
    )
    with pytest.raises(
        InputError,
        match="months_to_reach is null, so that nobody says how long the level 'timeless' takes",
    ):
        load_scenario("training", [f"partnership={level}", "transition=ramp"])
    assert load_scenario("training", [f"partnership={level}"]).partnership.name == "timeless"
    back = load_scenario(
        "training", [f"partnership={level}", "present=cooperation", "transition=ramp"]
    )
    assert way(back.present.traits, back.partnership.traits, back.dials).months == 9, (
        "the way back is that of the level left"
    )


@pytest.mark.parametrize(
    "bad",
    [
        "transition=rampe",
        "partnership.traits.months_to_reach=-1",
        "governance.walk_back=-1",
        "partnership.needs_will=2",
    ],
)
def test_impossible_settings_are_refused(bad: str):
    with pytest.raises(InputError):
        load_scenario("training", ["partnership=cooperation", bad])


# ------------------------------------------------------------------ break-even
def months(**paths: list[list[float]]) -> pd.DataFrame:
    """Monthly series of levels whose cost in each month is minus the gain given.

    Harm is the gain at lambda alone.
    """
    rows = [
        {
            "scenario": "toy",
            "level": level,
            "seed": seed,
            "month": month,
            "harm_eur": 0.0,
            **dict.fromkeys((*PAID, SETUP_PAID), 0.0),
            "police_cost_eur": -gain,
        }
        for level, seeds in paths.items()
        for seed, gains in enumerate(seeds)
        for month, gain in enumerate(gains)
    ]
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    ("path", "month"),
    [
        ([1, 1, 1], 1),
        ([-1, 0, 1], 3),
        ([1, -1, 2, 3], 3),
        ([-3, -2, -1], math.inf),
        ([1, 2, -1], math.inf),
        ([0, 0, 0], math.inf),
    ],
)
def test_break_even_is_the_first_month_from_which_the_sum_stays_positive(
    path: list[float], month: float
):
    assert break_even_month(np.array(path, dtype=float)) == month


def test_break_even_is_paired_and_of_the_mean_over_replicates():
    table = break_even_table(
        months(present=[[5, 5, 5], [0, 0, 0]] * 3, other=[[2, 9, 5], [-1, 2, 2]] * 3), "present"
    )
    row = table.set_index("lambda").loc[1.0]
    assert (row["n"], row["month"], row["within"]) == (6, 2 + 0, 6)
    assert row["low"] <= row["month"] <= row["high"]
    few = break_even_table(
        months(present=[[5, 5, 5], [0, 0, 0]] * 2, other=[[2, 9, 5], [-1, 2, 2]] * 2), "present"
    ).iloc[1]
    assert few["month"] == 2 and math.isnan(few["low"]) and math.isnan(few["high"]), (
        "four replicates have no interval"
    )
    never = break_even_table(months(present=[[0, 0]], other=[[-1, 0]]), "present").iloc[0]
    assert never["month"] == math.inf and never["within"] == 0 and math.isnan(never["low"])
    assert list(table["lambda"]) == list(LAMBDAS)


def test_a_replicate_that_one_level_lacks_does_not_count():
    table = break_even_table(months(present=[[0, 0], [0, 0]], other=[[1, 1]]), "present")
    assert set(table["n"]) == {1}


def test_setup_counts_when_it_is_paid_and_in_earlier_results_as_it_was_booked():
    frame = months(present=[[0, 0, 0]], other=[[2, 2, 2]])
    frame.loc[(frame["level"] == "other") & (frame["month"] == 0), SETUP_PAID] = 3.0
    earlier = frame.rename(columns={SETUP_PAID: SETUP})
    for table in (break_even_table(frame, "present"), break_even_table(earlier, "present")):
        assert set(table["month"]) == {2.0}
    frame[SETUP] = 100.0
    assert set(break_even_table(frame, "present")["month"]) == {2.0}, "never counted twice"


def test_harm_counts_by_its_weight():
    frame = months(present=[[0, 0, 0]], other=[[-2, -2, -2]])
    frame.loc[frame["level"] == "other", "harm_eur"] = -1.0
    table = break_even_table(frame, "present").set_index("lambda")["month"]
    assert (table[0.0], table[1.0], table[3.0]) == (math.inf, math.inf, 1.0)
    assert set(summary_rows(break_even_table(frame, "present"))["outcome"]) == {
        f"break_even_month_lambda_{n}" for n in (0, 1, 3)
    }


def test_compare_with_a_ramp_tells_the_break_even_month(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    typed = [
        "compare",
        "scenario=training",
        "levels=[communication]",
        "transition=ramp",
        "years=0.5",
        "burn_in_days=20",
        "replications=2",
        "plane=false",
        "workers=1",
        "name=r",
    ]
    assert main(typed) == 0
    out = capsys.readouterr().out
    head = "training: month (of 30 days, from the day of the change"
    assert head in out and "λ = 3" in out
    summary = pd.read_csv("results/r/summary.csv")
    assert {f"break_even_month_lambda_{n}" for n in (0, 1, 3)} <= set(summary["outcome"])
    assert "When does the change pay?" in Path("results/r/report.html").read_text("utf-8")
    assert main([*typed[:3], *typed[4:-1], "name=s"]) == 0
    # the month is told of every change, however it comes; its figure where it takes its time
    assert "break_even_month_lambda_1" in Path("results/s/summary.csv").read_text("utf-8")
    assert head in capsys.readouterr().out
    report = Path("results/s/report.html").read_text("utf-8")
    assert "from the day of the change" in report and "When does the change pay?" not in report


def test_a_branch_under_a_ramp_equals_a_run_of_its_own():
    found: dict[str, Scenario] = load_levels(
        "training",
        ["coexistence", "cooperation+liaison_officers"],
        ["years=0.6", "burn_in_days=40", "transition=ramp"],
    )
    model = BorderModel(found["coexistence"], 5)
    model.run_burn_in()
    for scenario in found.values():
        branch = model.branch(scenario)
        branch.run_horizon()
        assert branch.result().outcomes == run(scenario, 5).outcomes
