"""Templates and the words that figures use: everything a person reads stands in ``templates/``."""

from __future__ import annotations

from functools import cache

import jinja2

from borderSim.report.numbers import plain


@cache
def environment() -> jinja2.Environment:
    """Return the jinja2 environment of the report, autoescape on, undefined names an error."""
    env = jinja2.Environment(
        loader=jinja2.PackageLoader("borderSim.report", "templates"),
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    env.filters["plain"] = plain
    return env


@cache
def _words() -> dict[str, str]:
    return dict(environment().get_template("words.html").module.WORDS)  # type: ignore[attr-defined]


def word(key: str, **values: object) -> str:
    """Return a short text of the catalogue ``words.html``, with values filled in."""
    return _words()[key].format(**values)


def outcome_title(name: str) -> str:
    """Return the title of an outcome for people; an outcome without one shows its name, spelt out."""
    words = _words()
    return words.get(f"outcome.{name}") or name.removesuffix("_eur").replace("_", " ").capitalize()
