"""A session that is kept in the results folder: whether there is one, and how it makes room for a new one."""

from __future__ import annotations

import time
from pathlib import Path

from borderSim.errors import InputError
from borderSim.language.phrases import phrase

KEPT = "session.yaml"
"""Name of the file in which a session is kept while it is under way."""


def name_of(exercise: str) -> str:
    """Return the name of the result in which a session of an exercise is kept."""
    return f"exercise_{exercise}"


def kept_in(folder: Path) -> Path | None:
    """Return the file of the session that a folder holds, None where it holds none."""
    path = folder / KEPT
    return path if path.is_file() else None


def put_aside(folder: Path) -> Path:
    """Give a folder with a session, its debrief and its tables a dated name, so that nothing of it is lost.

    The date is that on which the session was last kept, so that an old class is found by its day.

    Args:
        folder: of the session.

    Returns:
        Its new name, beside the old one.

    Raises:
        InputError: it can't be renamed.
    """
    played = time.localtime((folder / KEPT).stat().st_mtime)
    name = f"{folder.name}_{time.strftime('%Y-%m-%d_%H%M', played)}"
    free = folder.with_name(name)
    number = 1
    while free.exists():
        number += 1
        free = folder.with_name(f"{name}_{number}")
    try:
        return folder.rename(free)
    except OSError as error:
        raise InputError(
            phrase(
                "{folder}: can't be renamed to {name} ({reason}): close its files, then try again",
                folder=folder,
                name=free.name,
                reason=error.strerror,
            )
        ) from None
