"""The key of wall and console: kept beside the session, so that it stays the same when the server starts again."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from borderSim.studies.execution import files

KEY = "seats.key"
"""Name of its file in the folder of the session."""
OWNER_ALONE = 0o600
"""Who may read it (on Windows, whoever may read the folder)."""


def key_of(folder: Path) -> str:
    """Return the key of a session, the same at each start; it is made where there is none.

    Args:
        folder: where the session is kept; it is made if missing.

    Raises:
        InputError: nothing can be written there.
    """
    path = folder / KEY
    found = path.read_text("utf-8", errors="replace").strip() if path.is_file() else ""
    if not found:
        found = secrets.token_urlsafe(9)
        files.ensure_writable(folder)
        path.unlink(missing_ok=True)
        with os.fdopen(
            os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ALONE), "w"
        ) as out:
            out.write(found)
    path.chmod(OWNER_ALONE)
    return found
