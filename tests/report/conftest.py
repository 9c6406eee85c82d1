from __future__ import annotations

from pathlib import Path

import pytest

from borderSim.report.page import write_report
from tests.report.synthetic import Synthetic, synthetic


@pytest.fixture(scope="session")
def five() -> Synthetic:
    return synthetic()


@pytest.fixture(scope="session")
def two_scenarios() -> Synthetic:
    return synthetic(levels=4, replicates=6, scenarios=("national", "airport"), years=2.0)


@pytest.fixture(scope="session")
def report(five: Synthetic, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(five, tmp_path_factory.mktemp("report") / "report.html")
