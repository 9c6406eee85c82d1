r"""Texts in the encoding of an output stream: what it can't write is replaced, so that no sign of a number is lost.

A minus becomes ``-``, never ``?``; an accent goes before its letter does; what has no stand-in is
written as its number (``\\u0627``). A byte of a file name that is no text stays the byte it was.
"""

from __future__ import annotations

import codecs
import unicodedata

HANDLER = "bordersim"
"""Name of the error handler of streams (see :func:`register`)."""
STAND_INS = {
    "−": "-",
    "–": "-",
    "—": "-",
    "‐": "-",
    "‑": "-",
    "⁄": "/",
    "×": "x",
    "÷": "/",
    "·": ".",
    "•": "*",
    "±": "+/-",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "≈": "~",
    "∞": "inf",
    "→": "->",
    "◇": "<>",
    "←": "<-",
    "↔": "<->",
    "↑": "^",
    "↓": "v",
    "▲": "^",
    "▼": "v",
    "●": "*",
    "○": "o",
    "■": "#",
    "□": "o",
    "◆": "*",
    "█": "#",
    "░": ".",
    "…": "...",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "‘": "'",
    "’": "'",
    "€": "EUR",
    "£": "GBP",
    "§": "S.",
    "°": "deg",
    "œ": "oe",
    "Œ": "OE",
    "æ": "ae",
    "Æ": "AE",
    "ø": "o",
    "Ø": "O",
    "ß": "ss",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "ı": "i",
    "µ": "u",
    "Σ": "sum",
    "─": "-",
    "━": "-",
    "│": "|",
    "┃": "|",
}


def stand_in(char: str, encoding: str) -> str:
    """Return what stands for a character in an encoding that lacks it."""
    found = STAND_INS.get(char) or _greek(char) or _spelt(char)
    return (
        found
        if found and _has(found, encoding)
        else char.encode("ascii", "backslashreplace").decode()
    )


def written(text: str, encoding: str) -> str:
    """Return a text with stand-ins for the characters that an encoding lacks."""
    if _has(text, encoding):
        return text
    return "".join(char if _has(char, encoding) else stand_in(char, encoding) for char in text)


def register() -> str:
    """Make the stand-ins known as an error handler of streams; return its name."""
    codecs.register_error(HANDLER, _handle)
    return HANDLER


def _handle(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    char = error.object[error.start]
    if "\udc80" <= char <= "\udcff":  # a byte of a file name that was no text
        return bytes([ord(char) - 0xDC00]), error.start + 1
    return stand_in(char, error.encoding), error.start + 1


def _spelt(char: str) -> str:
    """Return a character without its accents, a fraction or an index in digits, a space of any width as a space."""
    plain = "".join(
        part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part)
    )
    return "".join(STAND_INS.get(part, part) for part in plain)


def _greek(char: str) -> str:
    """Return the name of a Greek letter."""
    words = unicodedata.name(char, "").split()
    if words[:1] != ["GREEK"] or words[2:3] != ["LETTER"]:
        return ""
    return (
        words[3].lower().replace("lamda", "lambda")
        if words[1] == "SMALL"
        else words[3].capitalize().replace("Lamda", "Lambda")
    )


def _has(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
