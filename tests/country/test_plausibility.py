"""The predictive check: where an observed value lies among replicates."""

import numpy as np
import pandas as pd
import pytest

from borderSim.country.labels import LABELS
from borderSim.country.plausibility import SUMS, check, ends
from borderSim.measures.outcomes import OUTCOMES
from borderSim.parameters.own_data import GOODS, OBSERVABLE


def yearly(replicates, years=3, **columns):
    """Rows in which replicate i has i + 0.1 year in every column that is not given."""
    rows = [
        {"seed": seed, "year": year, "days": 365}
        | {"seizures": seed + 0.1 * year, "seizures_opportunist": 10.0}
        | {name: values(seed, year) for name, values in columns.items()}
        for seed in range(replicates)
        for year in range(1, years + 1)
    ]
    return pd.DataFrame(rows)


def observed(*values, name="seizures"):
    return {name: {"years": [2020 + i for i in range(len(values))], "values": list(values)}}


def test_every_statistic_is_made_of_outcomes_that_are_there_and_has_a_name():
    assert {name for parts in SUMS.values() for name in parts} <= set(OUTCOMES)
    assert set(LABELS) == set(OBSERVABLE) == set(SUMS)
    assert all(OUTCOMES[f"seized_{name}"].unit == unit for name, unit in GOODS.items())


def test_a_value_in_the_middle_is_within():
    (found,) = check(yearly(41), observed(20.2, 20.2, 20.2))
    assert found.verdict == "within"
    assert found.share_below == pytest.approx(0.5)
    assert found.coverage == 0.9
    assert found.simulated == pytest.approx(20.2)
    assert (found.low, found.high) == pytest.approx((2.2, 38.2))


@pytest.mark.parametrize(
    ("value", "verdict", "below"), [(0.0, "below", 0.0), (100.0, "above", 1.0)]
)
def test_a_value_far_out_is_named(value, verdict, below):
    (found,) = check(yearly(40), observed(value))
    assert (found.verdict, found.share_below) == (verdict, below)


def test_few_replicates_call_nothing_a_disagreement():
    (found,) = check(yearly(5), observed(100.0))
    assert found.verdict == "few"
    assert found.coverage == pytest.approx(4 / 6)
    assert "too few replicates" in found.says.en and "trop peu" in found.says.fr


def test_as_many_years_are_averaged_as_were_observed():
    table = yearly(30, years=4, seizures=lambda seed, year: 100.0 * (year >= 3) + seed)
    (one,) = check(table, observed(5.0))
    (two,) = check(table, observed(5.0, 5.0))
    (four,) = check(table, observed(5.0, 5.0, 5.0, 5.0))
    assert one.simulated == two.simulated == pytest.approx(114.5)
    assert four.simulated == pytest.approx(64.5)


def test_only_whole_years_that_are_measured_count():
    table = yearly(25, years=4, seizures=lambda seed, year: 1000.0 if year == 1 else 1.0)
    table.loc[table["year"] == 4, ["days", "seizures"]] = [30, 99.0]
    (found,) = check(table, observed(1.0, 1.0, 1.0), first_year=2)
    assert found.simulated == 1.0
    assert check(table, observed(1.0), first_year=5) == []


def test_all_seizures_are_a_sum():
    (found,) = check(yearly(30), observed(1.0, name="seizures_all"))
    assert found.simulated == pytest.approx(10 + 14.5 + 0.3)


def test_what_a_table_does_not_hold_is_left_out():
    assert check(yearly(30), observed(1.0, name="cases_opened")) == []


def test_ends_are_quantiles_or_extremes():
    assert ends(np.arange(101.0)) == pytest.approx((5.0, 95.0, 0.9))
    assert ends([3.0, 1.0, 2.0]) == (1.0, 3.0, 0.5)
