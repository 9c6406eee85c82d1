"""A timer that counts down, can be paused, and is lengthened by minutes."""

from __future__ import annotations

from collections.abc import Callable


class Timer:
    """Seconds that are left; below 0 when the time is over.

    Args:
        clock: gives seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._left = 0.0
        self._since: float | None = None

    @property
    def running(self) -> bool:
        """Whether it counts."""
        return self._since is not None

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self._left - (self._clock() - self._since if self._since is not None else 0.0)

    def set(self, seconds: float) -> None:
        """Set it; it does not count yet."""
        self._left, self._since = seconds, None

    def start(self) -> None:
        """Count from now on."""
        if self._since is None:
            self._since = self._clock()

    def pause(self) -> None:
        """Stand still."""
        self._left, self._since = self.left, None

    def add(self, seconds: float) -> None:
        """Lengthen it."""
        self._left += seconds
