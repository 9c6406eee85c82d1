"""The order of the columns of the daily and monthly series: files are read by place too, and a fingerprint sorts columns."""

from borderSim.simulation import BorderModel
from tests.model.stage import scenario

FLOWS = """
planned attempts attempts_deterred attempts_dropped plans_other_way plans_held held_sent held_lost plans_unmet
delivered seizures seizures_inland seizures_let_run seized_value_eur
shipped_value_eur delivered_value_eur loads_inspected loads_found finds_in_cases inspections_targeted inspections_random
lawful_inspected seizures_opportunist trade_delay_cost_eur customs_cost_eur police_cost_eur justice_cost_eur
cooperation_setup_eur cooperation_setup_paid_eur cooperation_running_eur enforcement_cost_eur cooperation_cost_eur harm_eur harm_world_eur
assets_confiscated_eur members_arrested leaders_arrested members_charged members_convicted items_shared leaks collisions
cases_burned cases_opened takedowns coordination_hours duplicate_hours orgs_entered
"""
STATES = """
orgs_alive capacity_active capacity_survivors police_known_entity_share police_known_member_share trust_mean political_will
transition_share cases_open under_way loads_held cash_total
"""
POSTS = ["airport", "land_hill", "land_river", "post_office", "seaport"]
BY_POST = [
    f"{what}:{post}" for what in ("inspected", "shipped", "found", "delivered") for post in POSTS
]


def _names(lines: str) -> list[str]:
    return lines.split()


def test_columns_stand_in_their_order():
    days = ("shocks.parcels_double.day=1", "shocks.budget_cut.day=2")
    model = BorderModel(
        scenario("years=0.1", "burn_in_days=2", "shocks=[parcels_double,budget_cut]", *days), 1
    )
    model.run_horizon()
    result = model.result()
    assert list(result.daily.columns) == [
        "day",
        *_names(FLOWS),
        *_names(STATES),
        *BY_POST,
        "shock:budget_cut",
        "shock:parcels_double",
    ]
    assert list(result.monthly.columns) == ["month", *_names(FLOWS), *_names(STATES)]


def test_months_add_up_flows_and_end_with_states():
    model = BorderModel(scenario("years=0.2", "burn_in_days=2"), 1)
    model.run_horizon()
    daily, monthly = (
        frame.to_dict("list") for frame in (model.result().daily, model.result().monthly)
    )
    assert sum(daily["planned"][:30]) == monthly["planned"][0] > 0
    assert daily["orgs_alive"][29] == monthly["orgs_alive"][0] > 0
    assert daily["cash_total"][29] == monthly["cash_total"][0]
