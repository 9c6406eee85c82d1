"""What a page is told when something can't be done: the key of a sentence and what is filled in.

The sentences stand in ``web/texts/refuse.yaml`` in every language, and the page writes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from borderSim.classroom.texts import texts
from borderSim.errors import InputError
from borderSim.language.catalogue import in_each_language
from borderSim.language.current import LANGUAGES, SOURCE
from borderSim.parameters.shocks import Text
from borderSim.scenario.instrument_checks import LackingError
from borderSim.scenario.instruments import known_instruments
from borderSim.scenario.levels import load_level
from borderSim.scenario.names import nameable

AREA = "refuse"
"""Their file in ``web/texts``."""


class RefusedError(InputError):
    """Something that can't be done, told in every language.

    Attributes:
        key: of the sentence.
        values: what is filled in, plain JSON values; a text that exists in each language is a
            mapping, or a list of them.
    """

    def __init__(self, why: str, **values: object) -> None:
        """Say why.

        Args:
            why: end of the key of a text ``refuse.<why>``.
            values: what is filled in.
        """
        self.key = f"refuse.{why}"
        self.values = {name: _plain(value) for name, value in values.items()}
        super().__init__(self.says(SOURCE))

    @property
    def plain(self) -> dict[str, Any]:
        """What is sent to a page."""
        return {"key": self.key, "values": self.values}

    def says(self, language: str) -> str:
        """Return the sentence in a language."""
        values = {name: _in(value, language) for name, value in self.values.items()}
        return texts(AREA)[self.key][language].format(**values)


def refused(error: InputError) -> RefusedError:
    """Return what a page is told of an error.

    What the model says of a file or of settings exists in English alone: the sentence quotes it, and says so.
    """
    if isinstance(error, RefusedError):
        return error
    if isinstance(error, LackingError):
        return _lacking(error)
    return RefusedError("other", detail=str(error))


def in_both(why: str) -> str:
    """Return a sentence in all languages, one after the other, for a page that has none chosen."""
    return " · ".join(texts(AREA)[f"refuse.{why}"][language] for language in LANGUAGES)


def _lacking(error: LackingError) -> RefusedError:
    known = known_instruments()
    title = {name: in_each_language(x.title) for name, x in known.items()}
    level = error.level.partition("+")[0]
    named = (
        in_each_language(load_level("partnership", level).title)
        if level in nameable("partnership")
        else error.level
    )
    needed = [title.get(name, name) for name in error.needed]
    return RefusedError(
        "instrument.formal" if error.formal else "instrument.requires",
        title=title.get(error.instrument, error.instrument),
        needed=needed,
        level=named,
    )


def _plain(value: object) -> object:
    if isinstance(value, Text):
        return value.by_language()
    return dict(value) if isinstance(value, Mapping) else value


def _in(value: object, language: str) -> object:
    if isinstance(value, list):
        return ", ".join(str(_in(item, language)) for item in value)
    return value[language] if isinstance(value, Mapping) else value
