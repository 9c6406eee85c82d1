"""The planted futures that the tests of this room read."""

import pytest

from borderSim.report.comparison.source import View
from borderSim.report.uncertainty.futures import futures
from tests.report.planted_futures import planted


@pytest.fixture(scope="session")
def made():
    return planted()


@pytest.fixture(scope="session")
def view(made):
    return View(made)


@pytest.fixture(scope="session")
def told(view):
    return futures(view)
