"""What a seat is told when something can't be done: one sentence in each language, with titles instead of names."""

from __future__ import annotations

from collections.abc import Mapping

from borderSim.classroom.exercise.words import AREA
from borderSim.classroom.texts import texts
from borderSim.errors import InputError
from borderSim.language.current import LANGUAGES, SOURCE
from borderSim.parameters.shocks import Text


class RefusedError(InputError):
    """Something that can't be done, told in both languages.

    Attributes:
        says: the sentence by language.
    """

    def __init__(self, why: str, **values: object) -> None:
        """Say why.

        Args:
            why: end of the key of a text ``refuse.<why>``.
            values: what is filled in; a text that exists in each language is taken in that one.
        """
        text = texts(AREA)[f"refuse.{why}"]
        self.says = {
            language: text[language].format(**{k: _in(v, language) for k, v in values.items()})
            for language in LANGUAGES
        }
        super().__init__(self.says[SOURCE])


def said(error: InputError) -> dict[str, str]:
    """Return what a page shows of an error, by language; one that no page should cause is English in both."""
    return error.says if isinstance(error, RefusedError) else dict.fromkeys(LANGUAGES, str(error))


def _in(value: object, language: str) -> object:
    if isinstance(value, Text):
        return value.by_language()[language]
    return value[language] if isinstance(value, Mapping) else value
