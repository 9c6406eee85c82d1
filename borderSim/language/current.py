"""Which language is in force: English until something says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar

from borderSim.errors import InputError, nearest

SOURCE = "en"
"""The language in which the texts stand in templates and code."""
LANGUAGES = (SOURCE, "fr")
NAMES = {"en": "English", "fr": "français"}
"""Each language by its own name."""

_current: ContextVar[str] = ContextVar("language", default=SOURCE)


def current() -> str:
    """Return the language in force, such as ``fr``."""
    return _current.get()


@contextmanager
def within(chosen: ContextVar[str], language: str) -> Iterator[None]:
    """Choose a language within, and what was chosen before afterwards.

    Args:
        chosen: what holds the choice.
        language: one of :data:`LANGUAGES`.

    Raises:
        InputError: no such language.
    """
    token = chosen.set(checked(language))
    try:
        yield
    finally:
        chosen.reset(token)


def using(language: str) -> AbstractContextManager[None]:
    """Put a language in force for what is written within.

    Args:
        language: one of :data:`LANGUAGES`.

    Raises:
        InputError: no such language, when it is entered.
    """
    return within(_current, language)


def by_language[T](says: Callable[[], T]) -> dict[str, T]:
    """Return what a function says in each language, for a page that changes its language while it is shown."""
    found = {}
    for language in LANGUAGES:
        with using(language):
            found[language] = says()
    return found


def named(name: str, language: str) -> str:
    """Return the name of a page in a language: ``report.html`` is English, ``report.fr.html`` French."""
    stem, dot, ending = name.rpartition(".")
    return name if language == SOURCE else f"{stem}.{language}{dot}{ending}"


def checked(language: str) -> str:
    """Return a language that there is.

    Raises:
        InputError: there is no such language.
    """
    if language not in LANGUAGES:
        raise InputError(
            f"lang={language[:60]}: no such language{nearest(language, LANGUAGES)}; there are: {', '.join(LANGUAGES)}"
        )
    return language
