"""One program at a time builds a result: a lock that the system takes back however its holder ends."""

from __future__ import annotations

import os
from pathlib import Path

try:
    import fcntl
except ImportError:  # not on Windows: there nobody is kept out
    fcntl = None

_HELD: dict[str, int] = {}
"""Open folders by path that this process has locked."""


def hold(folder: Path) -> bool:
    """Lock a folder for this process; return False if another has it. Where locks don't work, nobody is kept out."""
    path = str(folder.resolve())
    if fcntl is None or path in _HELD:
        return True
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(opened)
        return False
    except OSError:  # a file system without locks
        os.close(opened)
        return True
    _HELD[path] = opened
    return True


def let_go(folder: Path) -> None:
    """Unlock a folder, under the name it had when it was locked."""
    opened = _HELD.pop(str(folder.resolve()), None)
    if opened is not None:
        os.close(opened)


def is_held(folder: Path) -> bool:
    """Whether another process has locked a folder."""
    if fcntl is None or not folder.is_dir() or str(folder.resolve()) in _HELD:
        return False
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(opened)
    return False
