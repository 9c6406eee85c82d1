"""What pages of the class say, in every language: read from ``web/texts``, checked, handed to a page as data.

The pages change their language while they are shown, so that all languages stand in each of them.
"""

from __future__ import annotations

import string
from functools import cache
from pathlib import Path

import yaml

from borderSim.language.current import LANGUAGES
from borderSim.language.spacing import spaced

FOLDER = Path(__file__).parent / "web" / "texts"


class TextsError(Exception):
    """A text is missing, or has other places to fill in another language."""


@cache
def texts(*areas: str) -> dict[str, dict[str, str]]:
    """Return the texts of some areas: ``{key: {"en": ..., "fr": ...}}``.

    Args:
        areas: names of files in ``web/texts`` without their ending.

    Raises:
        TextsError: a key stands twice, lacks a language, or has other places to fill in one.
    """
    found: dict[str, dict[str, str]] = {}
    for area in areas:
        read = yaml.safe_load((FOLDER / f"{area}.yaml").read_text(encoding="utf-8"))
        for key, entry in read.items():
            if key in found:
                raise TextsError(f"{area}.yaml: {key} stands twice")
            found[key] = _checked(area, key, entry)
    return found


def areas() -> list[str]:
    """Return the names of all areas."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def _checked(area: str, key: str, entry: object) -> dict[str, str]:
    if not isinstance(entry, dict) or set(entry) != set(LANGUAGES):
        raise TextsError(
            f"{area}.yaml: {key} must have {' and '.join(LANGUAGES)}, and nothing else"
        )
    if len({frozenset(places(str(text))) for text in entry.values()}) > 1:
        raise TextsError(f"{area}.yaml: {key} has other places to fill in one language")
    found = {str(language): str(text).strip() for language, text in entry.items()}
    return found | {"fr": spaced(found["fr"])}


def places(text: str) -> set[str]:
    """Return the names of the places that a text leaves to fill, as in ``{days} days``."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
