"""Make the README's figure from a finished result: ``python docs/figures/make.py results/compare-national``.

Needs Debian's chromium and Playwright (the ``test`` extra); the picture is the report's forest
plot.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from borderSim.results.comparison import Comparison

WIDTH, HEIGHT = 1200, 860


def main(folder: str) -> None:
    """Draw the forest plot of a result into ``national.png`` beside this file."""
    figure = Comparison.load(folder).figure("forest")
    figure.update_layout(width=WIDTH, height=HEIGHT)
    page_text = figure.to_html(
        include_plotlyjs=True,
        full_html=True,
        config={"displayModeBar": False, "plotlyServerURL": ""},
    )
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "figure.html"
        path.write_text(page_text, encoding="utf-8")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=[
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-background-networking",
                    "--disable-component-update",
                ],
            )
            page = browser.new_page(
                viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=1.5
            )
            page.goto(path.as_uri())
            page.wait_for_selector(".point", state="attached")
            page.screenshot(path=str(Path(__file__).with_name("national.png")))
            browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
