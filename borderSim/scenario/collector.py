"""What is collected while files are read: one holder for files that are noted and sentences that are told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Collector[Item]:
    """Hands every item to the innermost ``with`` of this thread that collects.

    Without one it is lost.
    """

    def __init__(self, name: str) -> None:
        self._found: ContextVar[list[Item] | None] = ContextVar(name, default=None)

    @contextmanager
    def collecting(self) -> Iterator[list[Item]]:
        """Collect inside a ``with``.

        Yields:
            the items, each once, in the order in which they came; it fills while the block runs.
        """
        found: list[Item] = []
        token = self._found.set(found)
        try:
            yield found
        finally:
            self._found.reset(token)

    @property
    def is_open(self) -> bool:
        """Whether somebody collects."""
        return self._found.get() is not None

    def add(self, item: Item) -> None:
        """Hand over an item."""
        found = self._found.get()
        if found is not None and item not in found:
            found.append(item)
