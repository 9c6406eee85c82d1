"""From the books to outcomes: sums, ratios, lift, displacement, delay."""

from __future__ import annotations

import pytest

from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.record import close_day, note_start
from borderSim.measures.result import Result
from borderSim.measures.summary import summarise
from borderSim.model.state.counters import Counter
from borderSim.model.state.state import State
from tests.model.stage import world


def days(pages: list[dict[str, float]], **prepare: object) -> tuple[State, Result]:
    """Keep one page of the books a day, the first of them the last day of the burn-in."""
    w = world()
    w.first_day, w.day = 1, 0
    for page in pages:
        if w.day == w.first_day:
            note_start(w)
        for name, amount in page.items():
            w.recorder.add(name, amount)
        close_day(w)
        w.day += 1
    return w, summarise(w)


def test_outcomes_count_the_horizon_only_and_ratios_are_ratios_of_sums():
    _, result = days(
        [
            {"seizures": 50.0, "loads_settled": 50.0},
            {
                "seizures": 1.0,
                "loads_settled": 10.0,
                "seized_value_eur": 30.0,
                "shipped_value_eur": 100.0,
            },
            {
                "seizures": 3.0,
                "loads_settled": 10.0,
                "seized_value_eur": 0.0,
                "shipped_value_eur": 20.0,
            },
        ]
    )
    o = result.outcomes
    assert list(o) == list(OUTCOMES)
    assert o["seizures"] == 4.0
    assert o["interdiction_rate_count"] == pytest.approx(0.2)
    assert o["interdiction_rate"] == pytest.approx(0.25)
    assert result.daily["day"].tolist() == [0, 1]
    assert result.daily["seizures"].tolist() == [1.0, 3.0]


def test_what_has_no_denominator_is_none_and_what_did_not_happen_is_zero():
    _, result = days([{}, {}])
    o = result.outcomes
    for name, outcome in OUTCOMES.items():
        if name in ("ends_per_100_org_years", "organisation_years_100"):
            continue  # (they live)
        if outcome.kind == "ratio":
            assert o[name] is None, name
        if outcome.kind == "total" and "cost" not in name and "benefit" not in name:
            assert o[name] == 0.0, name
    for name in (
        "targeting_lift",
        "displacement",
        "share_latency_days",
        "lawful_delay_hours_p95",
        "recovery_days",
        "utilisation_hours",
    ):
        assert o[name] is None, name


def test_net_benefit_is_minus_harm_enforcement_cooperation_and_delay():
    pages = [
        {},
        {
            "harm_eur": 1.0,
            "harm_world_eur": 99.0,
            "customs_cost_eur": 20.0,
            "police_cost_eur": 300.0,
            "justice_cost_eur": 7e6,
            "cooperation_setup_eur": 4000.0,
            "cooperation_running_eur": 50000.0,
            "trade_delay_cost_eur": 600000.0,
            "assets_confiscated_eur": 8e6,
        },
    ]
    w, result = days(pages)
    assert result.outcomes["net_benefit_eur"] == pytest.approx(-654321.0)
    assert result.outcomes["net_benefit_treasury_eur"] == pytest.approx(8e6 - 7054320.0)
    assert result.outcomes["net_benefit_society_eur"] == pytest.approx(-7654321.0)
    assert result.outcomes["net_benefit_world_eur"] == pytest.approx(-7654419.0)
    assert result.outcomes["enforcement_cost_eur"] == 320.0
    assert result.outcomes["cooperation_cost_eur"] == 54000.0
    assert result.outcomes["enforcement_and_cooperation_cost_eur"] == 54320.0
    assert result.outcomes["net_benefit_discounted_eur"] == pytest.approx(-654321.0), (
        "the first day is not discounted"
    )
    _, late = days([{}, *[{}] * 365, {"harm_eur": 1000.0}])
    assert late.outcomes["net_benefit_discounted_eur"] == pytest.approx(
        -1000.0 / (1 + w.policy.scenario.economy.discount_rate)
    )


def test_months_add_flows_and_keep_the_last_value_of_states():
    w = world()
    w.first_day = 0
    for day in range(65):
        w.day = day
        w.recorder.add(Counter.PLANNED)
        w.traffickers.alive[0] = day < 40
        close_day(w)
    monthly = summarise(w).monthly
    assert monthly["month"].tolist() == [0, 1, 2]
    assert monthly["planned"].tolist() == [30.0, 30.0, 5.0]
    assert monthly["orgs_alive"].tolist() == [5.0, 4.0, 4.0]


def test_displacement_and_active_routes():
    w = world()
    w.first_day, w.day = 200, 200
    w.consignments.shipments = [(10, 0, 0)] * 6 + [(20, 0, 1)] * 4
    note_start(w)
    w.day = 1000
    w.consignments.shipments += [(400, 0, 4)] * 50 + [(800, 0, 0)] * 2 + [(950, 0, 2)] * 6
    o = summarise(w).outcomes
    # then 0.6 0.4 0 0 0, in the last year 0.25 0 0.75 0 0
    assert o["displacement"] == pytest.approx((0.35 + 0.4 + 0.75) / 2)
    assert o["active_routes"] == 1


def test_lift_is_the_illicit_share_of_targeted_checks_over_that_of_arrivals():
    w = world()
    w.first_day = w.day = 0
    box, hill, river = (
        w.routes.index[n] for n in ("seaport/box", "land_hill/truck", "land_river/truck")
    )
    w.consignments.shipments = [(0, 0, box)] * 10 + [(0, 0, hill)] * 20 + [(0, 0, river)] * 10
    w.tallies.lift_counts[0, box], w.tallies.lift_counts[1, box], w.tallies.lift_counts[2, box] = (
        95.0,
        9990.0,
        5.0,
    )
    (
        w.tallies.lift_counts[0, [hill, river]],
        w.tallies.lift_counts[1, [hill, river]],
        w.tallies.lift_counts[2, [hill, river]],
    ) = 49.0, 4985.0, 1.0
    o = summarise(w).outcomes
    box_lift, truck_lift = (5 / 100) / (10 / 10000), (2 / 100) / (30 / 10000)
    assert o["targeting_lift_box"] == pytest.approx(box_lift)
    assert o["targeting_lift_truck"] == pytest.approx(truck_lift)
    assert o["targeting_lift_parcel"] is None
    assert o["targeting_lift"] == pytest.approx((10 * box_lift + 30 * truck_lift) / 40)


@pytest.mark.parametrize(
    ("counts", "expected"), [((95, 5, 0), 0), ((94, 6, 0), 1), ((90, 4, 6), 2), ((0, 0, 3), 2)]
)
def test_95th_percentile_of_delay(counts: tuple[int, int, int], expected: int):
    w = world()
    box = w.routes.index["seaport/box"]
    assert (w.routes.delay_days[box, 1:] > w.routes.delay_days[box, :-1]).all()
    w.tallies.delay_tally[box] = counts
    assert summarise(w).outcomes["lawful_delay_hours_p95"] == pytest.approx(
        24 * w.routes.delay_days[box, expected]
    )


def test_days_waited_are_part_of_the_percentile_of_delay_and_not_of_its_mean():
    w = world()
    box = w.routes.index["seaport/box"]
    w.tallies.delay_tally[box] = (100, 0, 0)
    check = w.routes.delay_days[box, 0]
    for waits, expected in (((96, 4, 0), 0), ((90, 6, 4), 1), ((50, 40, 10), 2)):
        w.tallies.wait_tally[box] = waits
        found = summarise(w).outcomes["lawful_delay_hours_p95"]
        assert found == pytest.approx(24 * (check + expected))
    w.tallies.delay_tally[box] = (90, 0, 10)
    w.tallies.wait_tally[box] = (90, 10, 0)
    strip = w.routes.delay_days[box, 2]
    # 81 % check, 9 % a day and a check, 9 % strip, 1 % a day and a strip
    steps = sorted([(check, 0.81), (check + 1, 0.09), (strip, 0.09), (strip + 1, 0.01)])
    total, expected = 0.0, 0.0
    for delay, share in steps:
        total, expected = total + share, delay
        if total >= 0.95:
            break
    assert summarise(w).outcomes["lawful_delay_hours_p95"] == pytest.approx(24 * expected)


def test_states_of_a_day_are_read_from_the_world():
    w = world("organisations.count=4")
    w.first_day = 0
    o = w.traffickers
    w.police.known_entities[:] = False
    w.police.known_entities[0, 0] = w.police.known_entities[1, 1] = w.police.known_entities[
        2, o.entities
    ] = True
    w.police.known_entities[10] = True
    w.traffickers.strength[:4] = (1.0, 0.5, 0.0, 1.0)
    w.police.cases.start(1, 0, 0)
    w.cooperation.trust[:] = 0.25
    close_day(w)
    day = summarise(w).daily.iloc[0]
    assert day["orgs_alive"] == 4
    assert day["police_known_entity_share"] == pytest.approx(2 / (4 * o.entities)), (
        "true entities of live organisations"
    )
    assert day["capacity_active"] == pytest.approx(o.rate[0] * 365 * 2.5)
    assert (day["cases_open"], day["trust_mean"]) == (1.0, 0.25)


def test_an_empty_horizon_has_outcomes_too():
    w = world()
    w.recorder.close_day(0)
    w.day = 1
    o = summarise(w).outcomes
    assert set(o) == set(OUTCOMES)
