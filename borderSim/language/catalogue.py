"""Texts in the language in force, by gettext."""

from __future__ import annotations

import gettext as gnu
from functools import cache
from io import BytesIO
from pathlib import Path

from borderSim.language.current import SOURCE, by_language, current

ROOM = Path(__file__).parent


def gettext(message: str) -> str:
    """Return a text in the language in force; as it stands where there is no translation."""
    return _translations(current()).gettext(message) if message else ""


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form of a text that belongs to a number, in the language in force."""
    return _translations(current()).ngettext(singular, plural, number)


def in_each_language(message: str) -> dict[str, str]:
    """Return a text in each language."""
    return by_language(lambda: gettext(message))


def N_(message: str) -> str:  # noqa: N802 (the name by which gettext's tools know it)
    """Mark a text to be translated where it is shown: it stands in a constant, made before a language is in force."""
    return message


@cache
def _translations(language: str) -> gnu.NullTranslations:
    if language == SOURCE:
        return gnu.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with (ROOM / f"{language}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gnu.GNUTranslations(compiled)
