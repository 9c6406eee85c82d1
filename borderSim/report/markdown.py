"""Templates of the pages in Markdown."""

from __future__ import annotations

from functools import cache

import jinja2


@cache
def _environment() -> jinja2.Environment:
    env = jinja2.Environment(  # Markdown, read by people and by GitHub: nothing to escape but the bar of tables
        loader=jinja2.PackageLoader("borderSim.report", "templates"),
        autoescape=False, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    env.filters["bar"] = lambda text: str(text).replace("|", "\\|")
    return env


def template(name: str) -> jinja2.Template:
    """Return a template by its name."""
    return _environment().get_template(name)
