"""One browser for all pages of exercises: starting one costs seconds."""

from __future__ import annotations

import pytest
from playwright.sync_api import sync_playwright

from tests.report.browser import ARGUMENTS, CHROMIUM


@pytest.fixture(scope="package")
def browser():
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()
