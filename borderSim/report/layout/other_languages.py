"""The same page in the other languages, where it lies beside a page."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from borderSim.language.current import LANGUAGES, NAMES, current, named


class Other(NamedTuple):
    """A page in another language: the language, its name for itself, the file's name."""

    code: str
    name: str
    page: str


def others_beside(path: Path) -> list[Other]:
    """Return the pages in other languages that lie beside one in the language in force."""
    stem = path.name.removesuffix(path.suffix).removesuffix(f".{current()}")
    names = {other: named(stem + path.suffix, other) for other in LANGUAGES if other != current()}
    return [
        Other(code, NAMES[code], name)
        for code, name in names.items()
        if path.with_name(name).is_file()
    ]
