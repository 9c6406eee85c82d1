"""Counters and draws: one declaration, which the model, the tables and the pages keep to."""

import pytest

from borderSim.extend import views
from borderSim.measures.columns import described
from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.summary import FLOWS, STATES
from borderSim.model.state.contacts import KINDS
from borderSim.model.state.counters import (
    BY_POST,
    FAMILIES,
    FINDS_IN,
    SEIZED_OF,
    SHIPPED_TO,
    SHOCK,
    Counter,
    Stock,
    entry_of,
    is_declared,
)
from borderSim.model.state.draw_columns import CONTACTS, TABLES, OrganisationDraw
from borderSim.parameters.shocks import AVERAGED, SUMMED


def test_every_declaration_is_whole_and_no_two_share_a_name():
    single = [*Counter, *Stock]
    members = [
        (family.of(value), family.entry(value)) for family in FAMILIES for value in family.entries
    ]
    for entry in [*single, *FAMILIES, *(entry for _, entry in members)]:
        assert entry.meaning and (entry.unit or entry is SHOCK), entry
    names = [*(member.value for member in single), *(name for name, _ in members)]
    assert (
        len(set(names))
        == len(names)
        == len({*Counter.__members__, *Stock.__members__}) + len(members)
    )
    assert all(member.value == member.name.lower() for member in single), (
        "a name in the code is the name in the files"
    )
    assert all(member.kind != "stock" for member in Counter) and all(
        member.kind == "stock" for member in Stock
    )


def test_a_closed_family_refuses_what_it_does_not_have_and_names_the_nearest():
    assert FINDS_IN.of("truck") == "finds_truck"
    with pytest.raises(
        KeyError, match=r"'truk' is no mode of this family \(did you mean 'truck'\?\)"
    ):
        FINDS_IN.of("truk")
    assert not is_declared("finds_truk")


def test_an_open_family_takes_what_the_scenario_names():
    assert SHIPPED_TO.of("harbour") == "shipped:harbour" and is_declared("shipped:harbour")
    assert SEIZED_OF.of("fuel") == "seized_fuel" and is_declared("seized_fuel")
    assert not is_declared("seized_valeu_eur"), (
        "what no family made is no counter, whatever it begins with"
    )
    with pytest.raises(KeyError):
        SHIPPED_TO.of("")


def test_columns_of_the_daily_table_say_what_the_declaration_says():
    for counter in map(Counter, FLOWS):
        found = described(counter, "daily")
        assert found is not None and (found.unit, found.meaning, found.per) == (
            counter.unit,
            counter.meaning,
            "day",
        )
    for stock in map(Stock, STATES):
        found = described(stock, "monthly")
        assert found is not None and (found.unit, found.meaning) == (
            stock.unit,
            f"{stock.meaning}, at the end of the month",
        )
    for family in BY_POST:
        found = described(family.of("harbour"), "daily")
        assert found is not None and (found.unit, found.meaning, found.per) == (
            family.unit,
            family.meaning,
            "day",
        )
    assert {type(name) for name in (*FLOWS, *STATES)} == {str}, "tables hold plain names"


def test_outcomes_of_a_counters_name_share_its_unit():
    shared = [name for name in OUTCOMES if name in Counter or name in Stock]
    assert len(shared) > 70
    for name in shared:
        declared = Counter(name) if name in Counter else Stock(name)
        assert OUTCOMES[name].unit == declared.unit, name
        if name in Counter:
            assert (OUTCOMES[name].definition, OUTCOMES[name].kind) == (declared.meaning, "total")


def test_shocks_ask_for_what_is_counted():
    assert {*SUMMED} <= {*FLOWS} and {*AVERAGED} <= {*STATES}


def test_views_of_ones_own_measures_name_what_is_declared():
    assert [name for name in (*views.COUNTED, *views.IN_THE_BOOKS) if entry_of(name) is None] == []
    assert [f"{what}:" for what in views.BY_POST] == [family.stem for family in BY_POST]


def test_columns_of_draws_are_numbered_without_a_gap():
    for table in TABLES:
        assert [*table] == [*range(len(table))] and len(table.__members__) == len(table), table
    names = [OrganisationDraw(column).name for column in CONTACTS]
    assert names == [f"HOLD_{kind}".upper() for kind in KINDS]
