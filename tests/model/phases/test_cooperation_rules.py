"""Trust, arrangements that lapse, and what cooperation costs."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from borderSim.model.actions.policy import enact
from borderSim.model.phases.cooperation import cooperate
from borderSim.model.state.state import State
from borderSim.parameters.scenario import CostParts
from tests.model.stage import add_group, bare, change, scenario, set_traits, world


def setting(*overrides: str, **traits: object) -> State:
    w = world(*overrides)
    w.cooperation.rotation_day[:] = 200
    set_traits(w, **({"trust_set_point": 0.5} | traits))
    return w


@pytest.mark.parametrize("start", [0.0, 0.9])
def test_trust_relaxes_to_its_set_point(start: float):
    w = setting()
    w.cooperation.trust[:] = start
    tau = w.policy.scenario.intelligence.trust_relaxation_days
    for day in range(100):
        w.day = day
        cooperate(w)
    assert w.cooperation.trust == pytest.approx(
        np.full_like(w.cooperation.trust, 0.5 + (start - 0.5) * (1 - 1 / tau) ** 100)
    )


def test_each_post_relaxes_to_the_set_point_of_its_group():
    w = setting()
    add_group(w, dataclasses.replace(w.cooperation.traits[0], trust_set_point=0.8), 2)
    change(w, "intelligence", trust_relaxation_days=1.0)
    cooperate(w)
    assert w.cooperation.trust[:, 0] == pytest.approx([0.5, 0.5, 0.8, 0.5, 0.5])
    w.cooperation.trust[2] = 0.2
    assert w.cooperation.relative_trust(1) == pytest.approx(0.25)
    assert w.cooperation.relative_trust(0) == 1.0


def test_trust_moves_within_bounds_for_one_post_or_all():
    w = setting()
    w.cooperation.move(1, 0, -0.1)
    w.cooperation.move(None, 1, 0.7)
    assert w.cooperation.trust[:, 0] == pytest.approx([0.5, 0.4, 0.5, 0.5, 0.5])
    assert (w.cooperation.trust[:, 1] == 1.0).all()
    w.cooperation.move(None, 0, -0.6)
    assert (w.cooperation.trust[:, 0] == 0.0).all()


def test_rotation_takes_a_part_of_what_was_gained_or_lost():
    w = setting()
    change(w, "intelligence", trust_relaxation_days=1e12, rotation_reset=0.3)
    w.cooperation.rotation_day[1, 0] = 10
    w.cooperation.trust[:, 0], w.cooperation.trust[:, 1] = 0.7, 0.1
    w.day = 365 + 10
    cooperate(w)
    assert w.cooperation.trust[:, 0] == pytest.approx([0.7, 0.64, 0.7, 0.7, 0.7])
    assert w.cooperation.trust[:, 1] == pytest.approx(0.1)
    w.cooperation.rotation_day[1, 0], w.cooperation.rotation_day[2, 1] = 200, 10
    cooperate(w)
    assert w.cooperation.trust[2, 1] == pytest.approx(0.22)


@pytest.mark.parametrize("persistence", [0.5, 0.9])
def test_arrangements_lapse_with_rotation_and_are_made_anew(persistence: float):
    w = setting("police.units=100", persistence=persistence)
    change(w, "intelligence", lapse_days=1e6)
    for day in range(365):
        w.day = day
        cooperate(w)
    alive = (w.cooperation.lapsed_until <= 365).mean()
    assert alive == pytest.approx(
        persistence, abs=4 * np.sqrt(persistence * (1 - persistence) / 100)
    )
    again = setting(persistence=0.0)
    change(again, "intelligence", lapse_days=90.0)
    cooperate(again)
    assert (again.cooperation.lapsed_until == 90).all()
    assert again.cooperation.in_force(0, 0, 89) is again.cooperation.present
    assert again.cooperation.in_force(0, 0, 90) is again.cooperation.traits[0]


@pytest.mark.parametrize("persistence", [None, 1.0])
def test_where_there_is_nothing_to_lose_nothing_lapses(persistence: float | None):
    w = setting(persistence=persistence)
    for day in range(100):
        w.day = day
        cooperate(w)
    assert not w.cooperation.lapsed_until.any()


COSTS = {
    "setup_cost_eur": CostParts(sharing=1e6, pooling=5e5, governance=0.0),
    "running_cost_eur": CostParts(sharing=1e5, pooling=0.0, governance=5e4),
}


def costs(*overrides: str, **traits: object) -> dict[str, float]:
    """Cost of a day of the horizon, after the arrangement came into force."""
    s = scenario("partnership=coordination", *overrides)
    part = dataclasses.replace(
        s.partnership, traits=dataclasses.replace(s.partnership.traits, **(COSTS | traits))
    )  # type: ignore[arg-type]
    w = bare(dataclasses.replace(s, partnership=part))
    w.day = w.first_day
    enact(w, w.policy.scenario, in_burn_in=False)
    cooperate(w)
    return w.recorder.today


def test_setup_is_an_annuity_and_costs_scale_with_the_officers():
    s = scenario()
    part = s.officers / s.economy.reference_officers
    rate, life = s.economy.discount_rate, s.economy.annuity_years
    got = costs()
    payments = got["cooperation_setup_eur"] * 365 / part
    assert sum(
        payments / (1 + rate) ** year for year in range(1, round(life) + 1)
    ) == pytest.approx(1.5e6)
    assert got["cooperation_running_eur"] == pytest.approx(1.5e5 * part / 365)
    flat = costs("economy.discount_rate=0")
    assert flat["cooperation_setup_eur"] * 365 / part == pytest.approx(1.5e6 / life)


def test_the_burn_in_pays_no_setup():
    w = bare(scenario("partnership=collaboration"))
    cooperate(w)
    assert w.recorder.today["cooperation_setup_eur"] == 0.0
    assert w.recorder.today["cooperation_running_eur"] == 0.0, (
        "the present level, coexistence, costs nothing"
    )


def test_payroll_and_machines_are_booked_by_service():
    got, s = costs(), scenario()
    pay = s.economy.officer_cost_eur / 365
    customs = (
        sum(f.officers for p in s.posts.values() for f in p.flows.values()) + s.customs.analysts
    )
    police = s.police.investigators + sum(p.police_officers for p in s.posts.values())
    assert s.officers == customs + police
    assert got["police_cost_eur"] == pytest.approx(police * pay)
    capital = sum(
        f.machines * f.machine_capital_eur for p in s.posts.values() for f in p.flows.values()
    )
    rate, life = s.economy.discount_rate, s.customs.machine_life_years
    annuity = capital * rate / (1 - (1 + rate) ** -life)
    assert got["customs_cost_eur"] == pytest.approx(
        customs * pay + (annuity + capital * s.customs.machine_running_share) / 365
    )
    double = costs("capacity_scale=2")
    assert double["police_cost_eur"] == pytest.approx(2 * got["police_cost_eur"])
    assert double["customs_cost_eur"] == pytest.approx(2 * got["customs_cost_eur"])


def test_a_fixed_budget_leaves_posts_vacant_and_costs_the_same_in_all():
    on_top, fixed, without = (
        costs(),
        costs("budget.rule=fixed"),
        costs(
            setup_cost_eur=CostParts(sharing=0.0, pooling=0.0, governance=0.0),
            running_cost_eur=CostParts(sharing=0.0, pooling=0.0, governance=0.0),
        ),
    )

    def total(x: dict[str, float]) -> float:
        return (
            x["customs_cost_eur"]
            + x["police_cost_eur"]
            + x["cooperation_setup_eur"]
            + x["cooperation_running_eur"]
        )

    assert total(fixed) == pytest.approx(total(without))
    assert total(on_top) > total(without)
    assert fixed["cooperation_setup_eur"] == on_top["cooperation_setup_eur"]
    assert fixed["police_cost_eur"] < on_top["police_cost_eur"]


def test_vacancies_and_meetings_take_working_time():
    s = scenario("partnership=coordination", "budget.rule=fixed")
    part = dataclasses.replace(
        s.partnership, traits=dataclasses.replace(s.partnership.traits, meeting_share=0.1)
    )
    w = bare(dataclasses.replace(s, partnership=part))
    enact(w, w.policy.scenario, in_burn_in=False)
    pay = s.officers * s.economy.officer_cost_eur / 365
    assert w.staff.vacancy == pytest.approx((w.staff.setup_per_day + w.staff.running_per_day) / pay)
    assert 0.01 < w.staff.vacancy < 1
    assert w.staff.working_share == pytest.approx((1 - w.staff.vacancy) * 0.9)
    assert w.staff.investigators == pytest.approx(s.police.investigators * w.staff.working_share)
    line = sum(f.officers for post in s.posts.values() for f in post.flows.values())
    meet = s.officers - (1 - s.economy.meeting_line_share) * line
    assert w.staff.post_working_share == pytest.approx(
        (1 - w.staff.vacancy) * (1 - 0.1 * s.economy.meeting_line_share)
    )
    assert w.staff.meeting_hours == pytest.approx(
        0.1 * meet * (1 - w.staff.vacancy) * s.customs.hours_per_officer_year / 365
    )
    cooperate(w)
    assert w.recorder.today["coordination_hours"] == pytest.approx(w.staff.meeting_hours)


def test_the_part_of_the_cost_that_is_pay_follows_the_countrys_own_pay():
    def cost(*overrides: str) -> float:
        w = world("partnership=coordination", *overrides)
        enact(w, w.policy.scenario, in_burn_in=False)
        return w.staff.running_per_day

    usual = cost()
    assert cost("economy.officer_cost_eur=36000") == pytest.approx(usual * 1.6)
    assert cost(
        "economy.officer_cost_eur=36000", "economy.cooperation_staff_share=0"
    ) == pytest.approx(usual)


def test_at_a_line_share_of_1_those_who_check_meet_as_all_others_do():
    w = world("partnership=coordination", "economy.meeting_line_share=1")
    enact(w, w.policy.scenario, in_burn_in=False)
    assert w.staff.post_working_share == pytest.approx(w.staff.working_share)
