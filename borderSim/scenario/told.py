"""Notices about files: each is shown once, however often its file is read.

A scenario is loaded once a level and once a point. Whoever answers to a person opens a
:func:`gathering` around the loading and shows what it holds in the end; nothing of it enters a
scenario, and thus no result's hash.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_OPEN: ContextVar[list[str] | None] = ContextVar("told", default=None)


@contextmanager
def gathering() -> Iterator[list[str]]:
    """Gather what :func:`tell_of` says inside a ``with``, in this thread alone.

    Yields:
        the sentences, each once, in the order in which they came; it fills while the block runs.
    """
    found: list[str] = []
    token = _OPEN.set(found)
    try:
        yield found
    finally:
        _OPEN.reset(token)


def tell_of(sentence: str) -> None:
    """Have a sentence told; without anybody who gathers, nobody is told."""
    found = _OPEN.get()
    if found is not None and sentence not in found:
        found.append(sentence)
