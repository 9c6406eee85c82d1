"""What the model counts is what somebody reads: a misspelt counter falls here, whether a run reaches it or not."""

import ast
from pathlib import Path

import pytest

import borderSim.model
from borderSim.measures.outcomes import COMMODITIES, MODES, OUTCOMES
from borderSim.measures.summary import FLOWS, STATES
from borderSim.model.state.resources import KINDS
from borderSim.model.state.system_answers import FOUND

READ_BY_AN_OUTCOME = {part for o in OUTCOMES.values() for part in (o.name, o.numerator, o.denominator) if part}
BALANCES = {
    "delivered_delivered", "delivered_lost_let_run", "loads_settled",
    "hours_available", "hours_idle", "hours_used", "hours_meetings", "hours_instruments", "open_case_days",
    "money_dividends", "money_insiders", "money_left", "money_penalties", "money_refunded", "money_revenue",
    "money_shipping_cost", "money_start", "money_to_others", "money_wages",
    "feed_items", "register_entries", "goods_changed", "members_promoted",
}  # fmt: skip
"""No outcome: balances of goods, hours and money (``tests/test_books.py``), and what a test of its own reads."""
FAMILIES = {
    "seized_": COMMODITIES,
    "finds_": MODES,
    "hits_": ("validated", "late", "false"),
    "joint_successes_credited_": ("customs", "police"),
    "members_arrested_tier_": ("1", "2", "3", "4"),
    "orgs_ended_": ("arrests", "bankrupt"),
    "delivered_": ("delivered", "lost_let_run"),
    "consigned:": (), "shipped:": (), "found:": (), "inspected:": (), "delivered:": (), "shock:": (),
}  # fmt: skip
"""Counters whose name ends in what was counted; those of posts and shocks have names that a scenario gives."""


def _entered() -> list[tuple[str, str]]:
    """Return where each counter is entered, and its name; a family's name up to what is filled in, and a brace."""
    found = []
    for path in sorted(Path(borderSim.model.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("add", "book"):
                found += [(f"{path.name}:{node.lineno}", name) for name in _names(node.args[0])]
    return found


def _names(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        first = node.values[0]
        return [f"{first.value if isinstance(first, ast.Constant) else ''}{{"]
    return [*_names(node.body), *_names(node.orelse)] if isinstance(node, ast.IfExp) else []


def test_every_counter_is_read_by_an_outcome_a_column_or_a_balance():
    known = READ_BY_AN_OUTCOME | set(FLOWS) | set(STATES) | BALANCES | set(KINDS) | {f"{prefix}{{" for prefix in FAMILIES}
    entered = _entered()
    assert len(entered) > 120, "the counters are entered in another way: this test no longer finds them"
    strangers = [f"{where} {name}" for where, name in entered if name not in known]
    assert not strangers, f"counters that nothing reads: {strangers}"


@pytest.mark.parametrize("prefix", [prefix for prefix, ends in FAMILIES.items() if ends])
def test_a_family_of_counters_is_made_of_names_that_something_reads(prefix: str):
    assert {f"{prefix}{end}" for end in FAMILIES[prefix]} <= READ_BY_AN_OUTCOME | BALANCES


COMPUTED = {
    "enforcement_cost_eur", "cooperation_cost_eur", "net_benefit_eur", "net_benefit_discounted_eur", "enforcement_and_cooperation_cost_eur",
    "blows", "blows_unrecovered",
}  # fmt: skip
"""What the measures make of counters, or of the organisations that suffered blows."""


def test_every_total_is_entered_somewhere():
    """The other way round: an outcome or a daily flow that no line of the model enters stays zero for ever."""
    names = {name for _, name in _entered()}
    of_families = {f"{prefix}{end}" for prefix, ends in FAMILIES.items() if f"{prefix}{{" in names for end in ends}
    totals = {name for name, o in OUTCOMES.items() if o.kind == "total"} | set(FLOWS)
    assert not totals - names - of_families - set(FOUND.values()) - COMPUTED
