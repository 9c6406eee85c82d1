"""The one exception that a user's wrong input raises."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from borderSim.slips import name_meant


class InputError(ValueError):
    """Wrong input, told in one plain sentence: place, given, allowed, nearest right name.

    The command line prints the sentence on stderr and ends with exit code 2; as a
    library exception it is an ordinary ``ValueError``.
    """


class ArgumentError(InputError, TypeError):
    """A call that Python itself would refuse: an argument that is not there, one too many, one missing.

    It is a ``TypeError`` as well, so that code which expects Python's own error goes on working.
    """


class Meant(str):
    """The text `` (did you mean 'x'?)``.

    Attributes:
        name: x, for whoever tells it in another language.
    """

    name: str

    def __new__(cls, name: str) -> Meant:
        """Return the text for a name."""
        made = super().__new__(cls, f" (did you mean '{name}'?)")
        made.name = name
        return made


def nearest(given: str, allowed: Iterable[str]) -> str:
    """Return `` (did you mean 'x'?)`` for the nearest allowed name, or an empty string."""
    names = list(allowed)
    meant = name_meant(given, names)  # without its accents, or in French
    match = [meant] if meant else difflib.get_close_matches(given, names, n=1, cutoff=0.5)
    return Meant(match[0]) if match else ""


def of_type(value: object) -> str:
    """Return the type of a value with its article, for a sentence: ``an int``, ``a str``."""
    name = type(value).__name__
    return f"{'an' if name.lower().startswith((*'aeio', 'nd')) else 'a'} {name}"


class StoppedError(RuntimeError):
    """Work that ended before it was done, told in one plain sentence; what is finished is kept.

    The command line prints the sentence on stderr and ends with exit code 1.
    """


class BrokenRunError(RuntimeError):
    """A run measured what cannot be, told in one plain sentence.

    In a study it counts as failed, and the others go on.
    """
