"""The page on instruments, made from the shipped files."""

from __future__ import annotations

import jinja2

from borderSim.scenario.catalogue import instrument_rows
from borderSim.scenario.schema.instruments import POWERS


def page() -> str:
    """Return the page in Markdown."""
    env = jinja2.Environment(  # Markdown, read by people: nothing to escape but the bar of tables
        loader=jinja2.PackageLoader("borderSim.report", "templates"),
        autoescape=False, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    env.filters["bar"] = lambda text: str(text).replace("|", "\\|")
    return env.get_template("instruments.md").render(rows=instrument_rows(), powers=POWERS) + "\n"
