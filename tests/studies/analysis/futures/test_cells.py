"""The table of futures as arrays: what counts, in which unit, and what is left out."""

import numpy as np
import pandas as pd
import pytest

from borderSim.studies.analysis.futures.cells import DISMANTLED, NEEDED, NET, cells

LEVELS = ("low", "high")


def runs(futures: int = 10, replicates: int = 2) -> pd.DataFrame:
    rows = [
        {
            "scenario": "s",
            "future": f,
            "level": level,
            "seed": 10 * f + r,
            "replicate": r,
            "police.x": f / 10,
            **dict.fromkeys(NEEDED, 100.0 * f + 10 * r + place),
        }
        for f in range(futures)
        for r in range(replicates)
        for place, level in enumerate(LEVELS)
    ]
    return pd.DataFrame(rows)


def test_totals_are_a_year_and_organisations_are_not():
    found = cells(runs(), LEVELS, 2.0)
    assert found.values[NET][3, 1].tolist() == [155.0, 155.5]
    assert found.values[DISMANTLED][3, 1].tolist() == [310.0, 311.0]
    assert found.mean(NET)[3] == pytest.approx([152.5, 153.0])
    assert found.drawn["police.x"].tolist() == [f / 10 for f in range(10)]


def test_the_order_of_rows_changes_nothing():
    mixed = runs().sample(frac=1, random_state=3)
    assert (cells(mixed, LEVELS, 1.0).values[NET] == cells(runs(), LEVELS, 1.0).values[NET]).all()


def test_a_replicate_that_lacks_a_level_does_not_count_and_nor_does_a_future_without_any():
    frame = runs()
    frame = frame[~((frame["future"] == 2) & (frame["replicate"] == 0) & (frame["level"] == "low"))]
    frame = frame[frame["future"] != 5]
    found = cells(frame, LEVELS, 1.0)
    assert 5 not in found.futures and len(found.futures) == 9
    assert np.isfinite(found.values[NET][2]).all(axis=1).sum() == 1
    assert found.mean(NET)[2] == pytest.approx([210.0, 211.0])


def test_too_few_futures_or_levels_tell_nothing():
    assert cells(runs(7), LEVELS, 1.0) is None
    assert cells(runs(), ("low",), 1.0) is None
    assert cells(runs().iloc[:0], LEVELS, 1.0) is None
