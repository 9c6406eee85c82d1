"""Frames a second that a headless Chromium draws of the class page while it plays, and of the demonstration."""

from __future__ import annotations

import importlib.util
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from borderSim.classroom.demo.page import shipped
from borderSim.report.layout.pdf import browser
from borderSim.studies.compare import compare

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SIZES = ((1024, 768), (1920, 1080))
SECONDS = 4.0
PLAY = "player.clock.toggle()"
"""The class page begins to move; it plays ten days a second unless told otherwise."""


def frames_a_second() -> dict[str, float]:
    """Return frames a second by page and width.

    Empty without Playwright or a browser (extra ``test``).
    """
    program = browser()
    if program is None or importlib.util.find_spec("playwright") is None:
        return {}
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as p:
        played = compare(
            "training",
            levels=["coexistence", "coordination"],
            replications=1,
            results_dir=folder,
            overrides=["events=true"],
        )
        pages = {
            "class": (played.folder / "class.html", "player", PLAY),
            "demo": (shipped("en"), "demo", ""),
        }
        window = p.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        return {
            f"frames_{name}_{size[0]}": _frames(window, *page, size)
            for name, page in pages.items()
            for size in SIZES
        }


def _frames(window: Browser, path: Path, what: str, begin: str, size: tuple[int, int]) -> float:
    """Open a page, let it move, and return the frames a second that it counts itself."""
    width, height = size
    # (the page's own policy forbids what Playwright waits by)
    page = window.new_page(viewport={"width": width, "height": height}, bypass_csp=True)
    page.goto(path.as_uri(), wait_until="commit")
    page.wait_for_function(f"window.{what} && {what}.frames > 5")
    if begin:
        page.evaluate(begin)
    counted, began = page.evaluate(f"{what}.frames"), time.perf_counter()
    page.wait_for_timeout(1000 * SECONDS)
    found = (page.evaluate(f"{what}.frames") - counted) / (time.perf_counter() - began)
    page.close()
    return found
