"""Sentences that are told to whoever typed a command, in that person's language.

Notes, warnings and progress are made far from the command line, while English is in force because
what is stored is English. Such a sentence is an ordinary English ``str`` that remembers of what it
was made (:func:`phrase`); the command line tells it in the language that was typed (:func:`told`).
"""

from __future__ import annotations

import string
from contextlib import AbstractContextManager
from contextvars import ContextVar
from typing import Any

from borderSim.errors import Meant
from borderSim.language.catalogue import N_, gettext, ngettext
from borderSim.language.current import SOURCE, current, using, within
from borderSim.language.forms import localised

MEANT = N_(" (did you mean '{name}'?)")
_spoken: ContextVar[str] = ContextVar("spoken", default=SOURCE)


class Phrase(str):
    """A sentence in English that can be told in another language.

    Attributes:
        made_of: its template, that of several where a number decides (else empty), the number,
            and what fills its places.
    """

    made_of: tuple[str, str, int, dict[str, Any]]

    def again(self) -> str:
        """Return the sentence in the language in force; what fills its places too, where it was said so."""
        message, several, number, values = self.made_of
        template = ngettext(message, several, number) if several else gettext(message)
        return _FORMS.vformat(template, (), values)


class _Forms(string.Formatter):
    """Fills places in the language in force: numbers get its marks, sentences are told in it."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Meant):
            value = gettext(MEANT).format(name=value.name)
        elif isinstance(value, Phrase):
            value = value.again()
        text = super().format_field(value, format_spec)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return localised(text) if is_number else text


_FORMS = _Forms()


class Both(Phrase):
    """A text that stands in both languages beside one another, such as a column's help."""

    french: str

    def again(self) -> str:
        """Return it in the language in force."""
        return str(self) if current() == SOURCE else self.french


def in_both(en: str, fr: str) -> Both:
    """Return a text that is there in both languages already."""
    made = Both(en)
    made.french = fr
    return made


def phrase(message: str, **values: Any) -> Phrase:
    """Return a sentence in English that can be told in another language.

    Args:
        message: its template, found by ``python -m borderSim.messages``.
        values: what fills its places: texts, numbers, other such sentences.
    """
    return _made(message, "", 0, values)


def nphrase(message: str, several: str, n: int, **values: Any) -> Phrase:
    """Return the sentence that belongs to a number, ``{n}`` in the templates.

    Args:
        message: template for one; ``several``: for others.
        several: template for all other numbers.
        n: the number.
        values: what else fills places.
    """
    return _made(message, several, n, {"n": n, **values})


def _made(message: str, several: str, number: int, values: dict[str, Any]) -> Phrase:
    template = several if several and number != 1 else message
    with using(SOURCE):
        made = Phrase(_FORMS.vformat(template, (), values))
    made.made_of = (message, several, number, values)
    return made


def speaking(language: str) -> AbstractContextManager[None]:
    """Tell sentences in a language within; what is written to files stays in the language in force.

    Raises:
        InputError: no such language, when it is entered.
    """
    return within(_spoken, language)


def spoken() -> str:
    """Return the language of whoever typed the command, such as ``fr``."""
    return _spoken.get()


def told(sentence: str) -> str:
    """Return a sentence in the language of whoever typed the command; as it stands where it knows no other."""
    if spoken() == SOURCE:
        return str(sentence)
    with using(spoken()):
        return sentence.again() if isinstance(sentence, Phrase) else str(sentence)


def joined(separator: str, sentences: list[str]) -> Phrase:
    """Return sentences as one, each of which is told in its own way."""
    places = {f"s{i}": sentence for i, sentence in enumerate(sentences)}
    return phrase(separator.join(f"{{{place}}}" for place in places), **places)
