"""Who pays for a measure: rows that add up as shown, each against the country without the measure."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from borderSim.language.current import using
from borderSim.report.advice.who_pays import Scale
from borderSim.report.road_map.whom import Column, adding_up, whom

IN_M = Scale(1e-6, "M EUR", 2)


@pytest.mark.parametrize("places", [0, 1, 2])
def test_parts_make_their_rounded_sum_and_none_is_off_by_more_than_one_in_the_last_digit(places):
    rng = np.random.default_rng(1)
    for count in (1, 2, 3, 5):
        for parts in rng.normal(0, 3, (50, count)):
            shown = adding_up(list(parts), places)
            assert round(sum(shown), places) == pytest.approx(round(parts.sum(), places))
            assert (
                max(abs(one - own) for one, own in zip(shown, parts, strict=True)) < 10.0**-places
            )


def test_parts_make_a_sum_that_is_rounded_already():
    assert sum(adding_up([0.6249, 0.2638], 2, 0.89)) == pytest.approx(0.89)
    assert adding_up([0.5, 0.25], 2) == [0.5, 0.25]


def runs(**more: dict[str, float]) -> pd.DataFrame:
    """Two seeds of the country and of levels that cost more, over two years."""
    rows = []
    for level, own in {"mine": {}, **more}.items():
        for seed in (1, 2):
            row = {
                "customs_cost_eur": 9e6,
                "police_cost_eur": 5e6,
                "enforcement_cost_eur": 14e6,
                "cooperation_setup_eur": 1e5,
                "cooperation_running_eur": 2e5,
                "justice_cost_eur": 3e6,
                "trade_delay_cost_eur": 4e6,
                "setup_paid_from_change_eur": 0.0,
                "coordination_hours": 100.0,
            }
            for name, value in own.items():
                row[name] = row.get(name, 0.0) + value + seed
            row["cooperation_cost_eur"] = (
                row["cooperation_setup_eur"] + row["cooperation_running_eur"]
            )
            rows.append({"level": level, "seed": seed} | row)
    return pd.DataFrame(rows)


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def test_a_step_is_told_against_the_steps_before_it_and_sums_hold():
    table = runs(
        a={"cooperation_setup_eur": 523_333.0, "cooperation_running_eur": 1_255_000.0,
           "setup_paid_from_change_eur": 2.1e6},
        ab={"cooperation_setup_eur": 523_333.0, "cooperation_running_eur": 1_255_000.0,
            "customs_cost_eur": 745_000.0, "enforcement_cost_eur": 745_000.0,
            "trade_delay_cost_eur": -7.4e5},
    )  # fmt: skip
    columns = [Column("A", "a", "mine"), Column("B", "ab", "a"), Column("all", "ab", "mine")]
    with using("en"):
        found = whom(table, columns, 2.0, 0.65, IN_M)
        assert found
        heads = [head for head, _, _ in found.rows]
    for cost in found.costs:
        both = number(cost.both)
        assert number(cost.customs) + number(cost.police) == pytest.approx(both)
        kinds = [number(one) for one in (cost.running, cost.setup, cost.rest) if one]
        assert sum(kinds) == pytest.approx(both)
    first, step, together = found.costs
    assert (first.both, first.once, first.rest) == ("0.89", "2.10", "")
    assert (step.both, step.running, step.setup, step.rest) == ("0.37", "0.00", "0.00", "0.37")
    assert step.delay == "−0.37" and together.both == "1.26"
    assert "both services, a year" in heads and len(set(heads)) == len(heads)


@pytest.mark.parametrize("missing", [None, ["mine"], ["a"]])
def test_nothing_is_told_where_the_runs_are_not_there(missing):
    table = None if missing is None else runs(a={})
    if table is not None:
        table = table[~table["level"].isin(missing)]
    assert whom(table, [Column("A", "a", "mine")], 2.0, 0.65, IN_M) is None


def test_what_a_result_does_not_keep_is_left_out():
    table = runs(a={}).drop(columns=["coordination_hours", "setup_paid_from_change_eur"])
    with using("en"):
        found = whom(table, [Column("A", "a", "mine")], 2.0, 0.65, IN_M)
        assert found
        told = list(itertools.chain.from_iterable(cells for _, _, cells in found.rows))
    assert "–" not in told and not any("hours" in head for head, _, _ in found.rows)
