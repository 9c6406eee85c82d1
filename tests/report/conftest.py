from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import borderSim as bs
from borderSim.report.full_report.page import write_report
from borderSim.results.comparison import Comparison
from tests.report.planted_years import planted_years
from tests.report.synthetic import Synthetic, synthetic
from tests.report.tried import Tried, tried_in


@pytest.fixture(scope="session")
def five() -> Synthetic:
    return synthetic()


@pytest.fixture(scope="session")
def two_scenarios() -> Synthetic:
    return synthetic(levels=4, replicates=6, scenarios=("national", "airport"), years=2.0)


@pytest.fixture(scope="session")
def report(five: Synthetic, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(five, tmp_path_factory.mktemp("report") / "report.html")


@pytest.fixture(scope="session")
def small_result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small comparison of the five levels, with its pages."""
    folder = tmp_path_factory.mktemp("small")
    bs.compare(
        "training",
        replications=6,
        years=0.3,
        plane=False,
        overrides=["burn_in_days=20"],
        workers=1,
        results_dir=folder,
        name="small",
    )
    return folder / "small"


@pytest.fixture(scope="session")
def planted_result(small_result: Path) -> Comparison:
    """The same with 120 replicates and gains by hand: not clear, clear, clear again, not clear."""
    found = Comparison.load(small_result)
    copies = [found.runs.assign(seed=found.runs["seed"] + 100 * i) for i in range(20)]
    runs = pd.concat(copies, ignore_index=True).sort_values(["level", "seed"], ignore_index=True)
    rng = np.random.default_rng(3)
    present, *others = (level["name"] for level in found.manifest["levels"])
    base = runs.loc[runs["level"] == present, "harm_eur"].to_numpy()
    for level, gain, spread in zip(others, (1, 5, 12, 13), (10, 2, 2, 10), strict=True):
        saved = 1e6 * found.manifest["years"] * (gain + rng.standard_normal(len(base)) * spread)
        runs.loc[runs["level"] == level, "harm_eur"] = base - saved
    paid = ["harm_eur", "enforcement_cost_eur", "cooperation_cost_eur", "trade_delay_cost_eur"]
    runs["net_benefit_eur"] = -runs[paid].sum(axis=1)
    return replace(found, runs=runs)


@pytest.fixture(scope="session")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Tried:
    """A small country diagnosed, with three remedies tried on it."""
    return tried_in(tmp_path_factory.mktemp("tried"))


@pytest.fixture(scope="session")
def planted_over_years(small_result: Path) -> Comparison:
    """Some years of numbers by hand: a different one for every outcome, level, replicate, year and month."""
    return planted_years(Comparison.load(small_result))
