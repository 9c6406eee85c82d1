"""Templates and the words that figures use: everything a person reads stands in ``templates/``."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import cache

import jinja2
from markupsafe import Markup, escape

from borderSim.language.catalogue import gettext, ngettext
from borderSim.language.current import current
from borderSim.language.forms import in_years, localised
from borderSim.report.writing.compiled import Kept
from borderSim.report.writing.numbers import about, fixed, plain

NEARLY_ALL = 0.995
"""From this chance on no whole per cent is true to it but "more than 99"."""


@cache
def environment(*rooms: str) -> jinja2.Environment:
    """Return the jinja2 environment of the HTML pages: autoescape on, undefined names an error.

    Args:
        rooms: packages whose ``templates/`` are looked into before those of the report.
    """
    env = _strict(*rooms, "borderSim.report", autoescape=True)
    env.bytecode_cache = Kept()
    env.filters |= {
        "plain": plain,
        "about": about,
        "number": fixed,
        "told": told,
        "years": in_years,
        "enumerated": enumerated,
        "apart": apart,
        "capitalize_first": capitalize_first,
        "lower_first": lower_first,
    }
    env.globals |= {"language": current, "interval": interval, "verdict": verdict_word}
    return env


def capitalize_first(text: str) -> str:
    """Return a text with a capital letter first, the rest as it is."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Return a text with a small letter first, the rest as it is."""
    return text[:1].lower() + text[1:]


def plain_text(**filters: Callable[..., str]) -> jinja2.Environment:
    """Return the environment of texts for terminals and of Markdown: nothing to escape.

    Args:
        filters: those that only this text needs.
    """
    env = _strict("borderSim.report", autoescape=False)
    env.filters |= filters
    return env


def _strict(*rooms: str, autoescape: bool) -> jinja2.Environment:
    env = jinja2.Environment(
        extensions=["jinja2.ext.i18n"],
        loader=jinja2.ChoiceLoader([jinja2.PackageLoader(room, "templates") for room in rooms]),
        autoescape=autoescape,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.filters["translated"] = gettext
    env.filters["localised"] = localised
    env.globals |= {"language": current, "word": word}
    return env


@cache
def catalogue() -> dict[str, str]:
    """Return the short texts of ``words.html`` by key, as they stand there."""
    return dict(environment().get_template("words.html").module.WORDS)  # type: ignore[attr-defined]


def word(key: str, **values: object) -> str:
    """Return a short text of ``words.html`` in the language in force, with values filled in."""
    return gettext(catalogue()[key]).format(**values)


def told(value: object) -> str:
    """Return a setting as people read it: numbers in the form of the language in force, words as they are."""
    text = str(value)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return localised(text) if number else text


def interval(low: str, high: str) -> str:
    """Return the ends of an interval as they stand in brackets or a cell."""
    return word("interval.ends", low=low, high=high)


def in_unit(unit: str) -> str:
    """Return a unit that tables hold in English, such as ``cases a year``, in the language in force."""
    for key in ("axis.per_year", "axis.per_month"):
        ending = catalogue()[key].removeprefix("{unit}")
        if unit.endswith(ending) and gettext(unit) == unit:
            return word(key, unit=gettext(unit.removesuffix(ending)))
    return gettext(unit)


def percent(value: str) -> str:
    """Return a number with its sign for per cent, apart as the language in force asks."""
    return word("percent", value=value)


def chance_told(share: float) -> str:
    """Return a chance in whole per cent; near the ends it is told as more than 99 or less than 1."""
    if not math.isfinite(share):
        return ""
    if share >= NEARLY_ALL:
        return gettext("more than 99 %")
    if share <= 1 - NEARLY_ALL:
        return gettext("less than 1 %")
    return percent(fixed(100 * share, 0))


def as_told(share: float) -> float:
    """Return a chance as :func:`chance_told` tells it, so that its word and its number never disagree near a limit.

    NaN stays NaN.
    """
    return round(100 * share) / 100 if math.isfinite(share) else share


def verdict_word(verdict: str) -> str:
    """Return the word for a verdict on a difference."""
    return word(f"verdict.{verdict}")


def apart(parts: Iterable[str]) -> str:
    """Return texts one after the other with semicolons between them; markup stays markup."""
    texts = list(parts)
    between = gettext(catalogue()["list.apart"])
    if any(isinstance(text, Markup) for text in texts):
        return Markup(between).join(texts)
    return between.join(texts)


def enumerated(parts: Iterable[str]) -> str:
    """Return texts one after the other, the last after an "and"; markup stays markup, all else is escaped then."""
    texts = list(parts)
    if any(isinstance(text, Markup) for text in texts):
        texts = [escape(text) for text in texts]
    if len(texts) < 2:
        return texts[0] if texts else ""
    pattern = gettext(catalogue()["list.two" if len(texts) == 2 else "list.more"])
    first = type(texts[0])(", ").join(texts[:-1])
    return type(texts[0])(pattern).format(first=first, last=texts[-1])


def level_meaning(name: str) -> str:
    """Return what a level of the handbook is; empty for any other."""
    return gettext(catalogue().get(f"level.{name}", ""))


def outcome_title(name: str) -> str:
    """Return the title of an outcome for people.

    An outcome without one shows its name, spelt out.
    """
    own = catalogue().get(f"outcome.{name}")
    return gettext(own or name.removesuffix("_eur").replace("_", " ").capitalize())
