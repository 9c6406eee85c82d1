"""Differences along any column: pairs by seed, at each combination of the others, by the one estimator."""

import itertools

import numpy as np
import pandas as pd
import pytest

from borderSim.errors import InputError
from borderSim.studies.analysis.along import columns_of, paired_along
from borderSim.studies.analysis.estimates import contrast

STAFF, LAW = "police.investigators", "legal_model"
SEEDS = range(1, 7)
YEARS = {"toy": 2.0}


def runs_of(points, levels=("low", "high"), seeds=SEEDS):
    """Return runs in which all of a seed meet the same chances, in an order that tells nothing."""
    rows = []
    for (number, point), level, seed in itertools.product(enumerate(points), levels, seeds):
        chance = np.random.default_rng(seed).normal(100, 30)
        own = np.random.default_rng([seed, number, len(level)]).normal(0, 1)
        more = point.get(STAFF, 0) + 5 * (level == "high") + 7 * (point.get(LAW) == "full")
        rows.append(
            {
                "scenario": "toy",
                "arm": "as_is",
                "point": number,
                "level": level,
                "seed": seed,
                "replicate": seed - 1,
                **point,
                "seizures": chance + more + own,
                "attempts": 2 * chance,
                "interdiction_rate": 0.5,
            }
        )
    return pd.DataFrame(rows).sample(frac=1, random_state=1)


GRID = [
    {STAFF: staff, LAW: law} for staff, law in itertools.product((10, 20, 30), ("none", "full"))
]


def by_hand(runs, one, other):
    tops = np.array([runs[mask(runs)].sort_values("seed")["seizures"] for mask in (one, other)])
    return contrast(tops, np.full_like(tops, 2.0), (1.0, -1.0)).one()


def test_a_factor_is_compared_at_each_combination_of_the_others():
    runs = runs_of(GRID)
    table = paired_along(runs, STAFF, 20, YEARS, ["seizures"])
    assert len(table) == 3 * 2 * 2 and list(table.columns[:5]) == [
        "scenario",
        "arm",
        "level",
        LAW,
        STAFF,
    ]
    row = table[(table["level"] == "high") & (table[LAW] == "full") & (table[STAFF] == 30)].iloc[0]
    same = (runs["level"] == "high") & (runs[LAW] == "full")
    own = by_hand(runs, lambda r: same & (r[STAFF] == 30), lambda r: same & (r[STAFF] == 20))
    assert (row["difference"], row["low"], row["high"], row["n"]) == pytest.approx(
        (own.value, own.low, own.high, 6)
    )
    assert (
        row["difference"] == pytest.approx(5, abs=1)
        and row["clear"]
        and row["variance_reduction"] > 50
    )
    assert (table.loc[table[STAFF] == 20, "difference"] == 0).all()
    first = paired_along(runs, LAW, None, YEARS, ["seizures"])
    assert (first.loc[first[LAW] == runs[LAW].iloc[0], "difference"] == 0).all()


def test_levels_against_any_level_and_a_level_that_is_a_column_of_the_design():
    runs = runs_of(GRID)
    table = paired_along(runs, "level", "high", YEARS, ["seizures"])
    assert (
        table.loc[table["level"] == "low", "difference"].between(-4, -1).all() and len(table) == 12
    )
    named = [
        {"partnership": level, STAFF: staff}
        for level, staff in itertools.product(("high", "top"), (10, 20))
    ]
    parts = [runs_of(named, (level,)) for level in ("low", "high", "top")]
    runs = pd.concat(
        [
            part[(part["partnership"] == level) | (level == "low")]
            for level, part in zip(("low", "high", "top"), parts, strict=True)
        ]
    )
    assert "partnership" not in columns_of(runs)
    table = paired_along(runs, "level", "top", YEARS, ["seizures"])
    assert len(table) == 3 * 2 and table["n"].eq(6).all() and np.isfinite(table["difference"]).all()
    assert len(paired_along(runs, STAFF, 10, YEARS, ["seizures"])) == 3 * 2


def test_points_of_a_table_are_compared_whole():
    runs = runs_of([{STAFF: 10, LAW: "none", "label": "a"}, {STAFF: 20, LAW: "full", "label": "b"}])
    for by, against in (("point", 0), ("point", np.int64(0)), ("label", "a")):
        table = paired_along(runs, by, against, YEARS, ["seizures"])
        other = table[(table["label"] == "b") & (table["level"] == "low")].iloc[0]
        assert (
            other[STAFF] == 20
            and other["difference"] == pytest.approx(17 / 2, abs=1)
            and len(table) == 4
        )


def test_what_a_point_lacks_is_told_without_a_difference():
    runs = runs_of(GRID)
    runs = runs[~((runs[STAFF] == 20) & (runs[LAW] == "full"))]
    table = paired_along(runs, STAFF, 20, YEARS, ["seizures"])
    lacking = table[table[LAW] == "full"]
    assert (
        lacking["difference"].isna().all()
        and np.isfinite(lacking["value"]).all()
        and len(table) == 10
    )


@pytest.mark.parametrize(
    ("by", "against", "sentence"),
    [
        (STAFF, 15, "there are: "),
        (STAFF, True, "against=True"),
        (LAW, "ful", "did you mean 'full'"),
        ("arm", None, "has the one value as_is"),
        ("level", "hihg", "did you mean 'high'"),
        (LAW, ["full"], "against="),
    ],
)
def test_what_cant_be_compared(by, against, sentence):
    with pytest.raises(InputError) as caught:
        paired_along(runs_of(GRID), by, against, YEARS, ["seizures"])
    assert sentence in str(caught.value) and "\n" not in str(caught.value)


def test_true_is_not_the_number_one():
    with pytest.raises(InputError, match="against=True"):
        paired_along(runs_of([{STAFF: 1}, {STAFF: 2}]), STAFF, True, YEARS, ["seizures"])


def test_points_that_differ_by_several_factors_are_not_paired():
    with pytest.raises(InputError, match=r"differ in police\.investigators alone.*by='point'"):
        paired_along(
            runs_of([{STAFF: 10, LAW: "none"}, {STAFF: 20, LAW: "full"}]),
            STAFF,
            None,
            YEARS,
            ["seizures"],
        )
