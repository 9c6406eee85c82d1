"""What is counted is read: by an outcome, by the daily table, or by a balance that a test keeps."""

from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.summary import FLOWS
from borderSim.model.state.counters import FAMILIES, Counter

BALANCES = set(
    """
    hours_available hours_idle hours_used hours_meetings hours_instruments open_case_days money_dividends
    money_insiders money_left money_penalties money_refunded money_revenue money_shipping_cost money_start money_to_others
    money_wages feed_items register_entries goods_changed members_promoted
    """.split()  # noqa: SIM905
)
"""No outcome and no column of their name: goods, hours and money that balance (``tests/test_books.py``), and what
one test reads."""


def test_every_counter_is_read_by_an_outcome_a_column_or_a_balance():
    read = {
        part for o in OUTCOMES.values() for part in (o.name, o.numerator, o.denominator) if part
    } | set(FLOWS)
    assert {str(counter) for counter in Counter} - read == BALANCES


def test_every_total_is_a_counter_or_made_of_counters():
    """The other way round: an outcome or a daily flow that no line of the model enters stays zero for ever."""
    made = {
        "net_benefit_eur",
        "net_benefit_society_eur",
        "net_benefit_treasury_eur",
        "net_benefit_world_eur",
        "harm_at_expected_size_eur",
        "delivered_value_at_expected_size_eur",
        "orgs_ended",
        "organisation_years_100",
        "enforcement_and_cooperation_cost_eur",
        "blows",
        "blows_unrecovered",
    }
    totals = {name for name, o in OUTCOMES.items() if o.kind == "total"} | set(FLOWS)
    of_families = {f"{family.stem}{value}" for family in FAMILIES for value in family.entries}
    assert totals - {str(counter) for counter in Counter} - of_families == made
