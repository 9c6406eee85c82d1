"""Templates of the pages in Markdown."""

from __future__ import annotations

from collections.abc import Callable

import jinja2


def template(name: str, **filters: Callable[..., str]) -> jinja2.Template:
    """Return a template by its name, with the filters that only it needs."""
    env = jinja2.Environment(  # Markdown, read by people and by GitHub: nothing to escape but the bar of tables
        loader=jinja2.PackageLoader("borderSim.report", "templates"),
        autoescape=False, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    env.filters |= {"bar": lambda text: str(text).replace("|", "\\|"), **filters}
    return env.get_template(name)


def deeper(text: str) -> str:
    """Return Markdown with each heading one rank lower, for a page that holds it as a part."""
    lines, fenced = [], False
    for line in text.split("\n"):
        fenced ^= line.startswith("```")
        lines.append("#" + line if line.startswith("#") and not fenced else line)
    return "\n".join(lines)
