"""Templates of the pages in Markdown."""

from __future__ import annotations

from collections.abc import Callable

import jinja2

from borderSim.report.writing.texts import plain_text


def template(name: str, **filters: Callable[..., str]) -> jinja2.Template:
    """Return a template by its name, with the filters that only it needs."""
    bar = {"bar": lambda text: str(text).replace("|", "\\|")}
    return plain_text(**bar, **filters).get_template(name)


def deeper(text: str) -> str:
    """Return Markdown with each heading one rank lower, for a page that holds it as a part."""
    lines, fenced = [], False
    for line in text.split("\n"):
        fenced ^= line.startswith("```")
        lines.append("#" + line if line.startswith("#") and not fenced else line)
    return "\n".join(lines)
