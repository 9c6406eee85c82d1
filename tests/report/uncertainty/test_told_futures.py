"""How what is told of futures is shown: influences strongest first, shares of information told from chance."""

from borderSim.report.uncertainty.exact_switches import POST
from borderSim.report.uncertainty.told_futures import MOST_INFLUENCES, influence_rows


def test_influences_are_told_from_chance_and_none_is_told_exactly_elsewhere(told):
    rows = influence_rows(told)
    assert 0 < len(rows) <= MOST_INFLUENCES
    assert all(row.told and own.key not in POST for own, row in rows)
    assert [own for own, _, _ in told.moved] == [own for own, _ in rows]


def test_what_is_worth_knowing_stands_the_most_first(told):
    values = [own.value for _, own in told.worth]
    assert values == sorted(values, reverse=True)


def test_the_best_level_is_the_one_that_is_chosen(told):
    assert told.best == told.levels[told.chosen]
