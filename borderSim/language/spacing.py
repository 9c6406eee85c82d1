"""French punctuation keeps a space before it that no line may break at."""

from __future__ import annotations

import re

from borderSim.language.forms import NARROW

WIDE = "\u00a0"
_BEFORE = re.compile(r" (?=[;?!%»])")
_AFTER = re.compile(r"(?<=«) ")
_COLON = re.compile(r" (?=:(?:\s|$))")


_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


def typeset(text: str) -> str:
    """Return a French text that was typed on a keyboard as it is printed: its spaces, and its apostrophes."""
    return spaced(_APOSTROPHE.sub("’", text))


def spaced(text: str) -> str:
    """Return a French text with the spaces that its punctuation asks for.

    Before ; ? ! % and », and after «, a narrow one (U+202F), before a colon a wide one (U+00A0);
    none of them ends a line. Whoever writes a text types plain spaces.
    """
    return _COLON.sub(WIDE, _AFTER.sub(NARROW, _BEFORE.sub(NARROW, text)))
