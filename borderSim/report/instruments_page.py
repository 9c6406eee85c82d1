"""The page on instruments, made from the shipped files."""

from __future__ import annotations

from borderSim.parameters.instruments import POWERS
from borderSim.report.markdown import template
from borderSim.scenario.catalogue import instrument_rows


def page() -> str:
    """Return the page in Markdown."""
    return template("instruments.md").render(rows=instrument_rows(), powers=POWERS) + "\n"
