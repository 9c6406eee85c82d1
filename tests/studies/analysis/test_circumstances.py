"""Which factors are said to go with a level's loss: those that matter, and none of many that move nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderSim.studies.analysis.findings.circumstances import common_to

DRAWS, INERT = 60, 150
LOWER, HIGHER = "coexistence", "cooperation"


def drawn(seed: int, strength: float) -> tuple[pd.DataFrame, np.ndarray]:
    """Draw a study in which one factor moves the difference, by so many of its spreads, and the others nothing."""
    rng = np.random.default_rng(seed)
    factors = {"police.moves": rng.random(DRAWS)} | {
        f"customs.inert_{i}": rng.random(DRAWS) for i in range(INERT)
    }
    points = pd.DataFrame(factors).assign(point=range(DRAWS), seed=range(DRAWS), replicate=0)
    runs = pd.concat(
        [
            points.assign(
                scenario="s", arm="", level=level, utilisation_hours=0.5, leaks=1, collisions=2
            )
            for level in (LOWER, HIGHER)
        ],
        ignore_index=True,
    )
    noise = rng.normal(size=DRAWS)
    return runs, strength * (factors["police.moves"] - 0.5) * np.sqrt(12) + noise


def named(seed: int, strength: float) -> list[str]:
    """Return the factors that are named."""
    runs, difference = drawn(seed, strength)
    found = common_to(runs, pd.Index(range(DRAWS)), difference, LOWER, HIGHER)
    return [row["factor"] for row in found["factors"]]


def test_the_factor_that_matters_is_named_and_no_other():
    found = [named(seed, 2.0) for seed in range(20)]
    assert all(own[0] == "police.moves" for own in found)
    assert sum(len(own) > 1 for own in found) <= 4, "inert factors are hardly ever named beside it"


def test_where_nothing_matters_hardly_ever_one_is_named():
    assert sum(bool(named(seed, 0.0)) for seed in range(100, 140)) <= 6


def test_the_same_numbers_name_the_same():
    assert named(3, 1.0) == named(3, 1.0)
