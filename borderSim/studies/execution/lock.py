"""One program at a time works on a result: a lock on its name, which the operating system releases however its holder ends.

The lock file lies beside the folder (``.<name>.lock``), so that it holds while the folder is
replaced, and for every folder that is built for this name. It is gone once nobody works.
"""

from __future__ import annotations

import os
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borderSim.errors import InputError
from borderSim.language.phrases import phrase

WAIT = 0.5
"""Seconds to wait for somebody who only looks whether a folder is held (``bordersim status``)."""


@dataclass
class _Hold:
    """A lock of this process (None where locks don't work), the thread that has it, and the folders made for it."""

    lock: Any
    thread: int
    made: tuple[Path, ...] = ()


_HELD: dict[Path, _Hold] = {}
_GUARD = threading.Lock()


def lock_file(folder: Path) -> Path:
    """Return the file by which a result's name is locked."""
    place = folder.resolve()
    return place.with_name(f".{place.name}.lock")


def hold(folder: Path) -> bool:
    """Lock a result's name for this thread; return False if this thread has it already.

    Where nothing can be written or locks don't work, nobody is kept out.

    Raises:
        InputError: another program, or another thread of this one, is at work on it.
    """
    path = lock_file(folder)
    with _GUARD:
        known = _HELD.get(path)
        if known is not None and known.thread != threading.get_ident():
            raise InputError(_busy(folder))
        if known is not None:
            return False
        _HELD[path] = _Hold(None, threading.get_ident())
    try:
        _HELD[path].made = tuple(
            place for place in (path.parent, *path.parent.parents) if not place.exists()
        )
        _HELD[path].lock = _acquired(path, folder)
    except BaseException:
        _HELD.pop(path, None)
        raise
    return True


def let_go(folder: Path) -> None:
    """Unlock a result's name."""
    path = lock_file(folder)
    held = _HELD.get(path)
    if held is None:
        return
    if held.lock is not None:
        _release(held.lock, path)
    with suppress(OSError):  # (something was put there: it stays)
        for place in held.made:
            place.rmdir()
    _HELD.pop(path, None)


@contextmanager
def at_work(folder: Path) -> Iterator[None]:
    """Keep everybody else away from a result for as long as a ``with`` lasts.

    Raises:
        InputError: another program, or another thread of this one, is at work on it.
    """
    mine = hold(folder)
    try:
        yield
    finally:
        if mine:
            let_go(folder)


def is_held(folder: Path) -> bool:
    """Whether another program or thread is at work on a result."""
    from filelock import Timeout

    path = lock_file(folder)
    if (known := _HELD.get(path)) is not None:
        return known.thread != threading.get_ident()
    if not path.is_file():
        return False
    lock = _new(path, 0.0)
    try:
        _quietly(lock)
    except Timeout:
        return True
    except (OSError, NotImplementedError):
        return False
    _release(lock, path)
    return False


def _busy(folder: Path) -> str:
    return phrase(
        "{folder}: another 'bordersim' is at work on it; wait for it, or choose another name=",
        folder=folder,
    )


def _acquired(path: Path, folder: Path) -> Any:
    """Return the lock, None where there can be none."""
    from filelock import Timeout

    lock = _new(path, WAIT)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _quietly(lock)
    except Timeout:
        raise InputError(_busy(folder)) from None
    except (OSError, NotImplementedError):  # read-only, full, or a file system without locks
        return None
    return lock


def _new(path: Path, timeout: float) -> Any:
    from filelock import FileLock  # (some 40 ms: only who writes results needs it)

    return FileLock(path, timeout=timeout, thread_local=False)


def _quietly(lock: Any) -> None:
    with (
        warnings.catch_warnings()
    ):  # where the file system has no locks, a file stands for one, and it says so
        warnings.simplefilter("ignore")
        lock.acquire(poll_interval=0.05)


def _release(lock: Any, path: Path) -> None:
    """Unlock, and leave no file behind: who waits for a deleted one notices and asks again."""
    with suppress(OSError):
        if os.name == "posix":
            path.unlink(missing_ok=True)
        lock.release()
