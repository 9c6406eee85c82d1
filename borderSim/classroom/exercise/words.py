"""Texts of exercises in the language that is asked for."""

from __future__ import annotations

from collections.abc import Callable

from borderSim.classroom.texts import texts
from borderSim.language.catalogue import gettext
from borderSim.parameters.shocks import Text
from borderSim.scenario.levels import load_level

AREA = "exercise"
"""Their file in ``web/texts``."""


def speaker(language: str) -> Callable[..., str]:
    """Return a function that says a text by its key, with values filled in."""
    known = texts(AREA)

    def say(key: str, **values: object) -> str:
        return known[key][language].format(**values)

    return say


def level_title(name: str) -> str:
    """Return the title of a level in the language in force."""
    return gettext(load_level("partnership", name).title)


def in_language(text: Text, language: str) -> str:
    """Return a text of a file in a language."""
    return text.fr if language == "fr" else text.en


def named(key: str, otherwise: dict[str, str]) -> dict[str, str]:
    """Return the name by language that the class pages give something, another one where they give none."""
    return texts(AREA).get(key, otherwise)
