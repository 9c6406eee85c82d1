"""How a whole new result takes the place of an old one: built in a hidden folder beside it, then two renames.

Whenever a program is killed, one whole result stands under the name or can be put back there.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from borderSim.errors import StoppedError
from borderSim.language.phrases import phrase


def beside(folder: Path, token: str) -> Path:
    """Return the hidden folder in which the replacement of a result is built.

    Args:
        folder: the result's own place.
        token: what the replacement is made from: the same if typed again, so that it is gone on with.
    """
    return folder.with_name(f".{folder.name}.{token[:8]}.new")


def take_place(folder: Path, working: Path) -> None:
    """Move a whole new result to its place, then delete the old one and replacements that were left.

    Args:
        folder: the result's own place.
        working: where the new one was built.

    Raises:
        StoppedError: it can't be moved there; the old one stays.
    """
    old = _aside(folder)
    try:
        folder.rename(old)
        try:
            working.rename(folder)
        except OSError:
            old.rename(folder)
            raise
    except OSError as error:
        raise StoppedError(
            phrase(
                "{folder}: can't be replaced by the new result, which is whole in {working} ({why})",
                folder=folder,
                working=working,
                why=error.strerror or error,
            )
        ) from error
    for path in (old, *_half_made(folder)):
        shutil.rmtree(path, ignore_errors=True)


def mend(folder: Path) -> None:
    """Finish or undo a replacement that was killed between its two renames."""
    old = _aside(folder)
    if not old.exists():
        return
    if folder.exists():
        shutil.rmtree(old, ignore_errors=True)
    else:
        old.rename(folder)


def _half_made(folder: Path) -> list[Path]:
    """Return the replacements of a result that were begun and left."""
    return [
        path
        for path in folder.parent.iterdir()
        if path.name.startswith(f".{folder.name}.") and path.name.endswith(".new")
    ]


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")
