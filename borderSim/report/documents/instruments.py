"""The page on cooperation, with the instruments as the shipped files say them."""

from __future__ import annotations

from borderSim.parameters.instruments import POWERS
from borderSim.report.writing.markdown import template
from borderSim.scenario.catalogue import instrument_rows


def page() -> str:
    """Return the page in Markdown."""
    return template("cooperation.md").render(rows=instrument_rows(), powers=POWERS) + "\n"
