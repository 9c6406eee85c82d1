"""Progress of long work as lines in a log, where no terminal shows a progress bar."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import suppress

AT_LEAST = 30.0
"""Seconds between two lines, and before the first."""
AT_MOST = 600.0
"""Seconds between two lines of work that takes a day."""
SHARE = 0.05
"""Part of the time gone by after which the next line comes, between these two."""


class LogLines:
    """Writes how far some work has come on standard error, seldom.

    Nothing where that is a terminal.

    Args:
        clock: seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._start = self._last = clock()

    def update(self, line: str) -> None:
        """Write a line, if the last one is long enough ago."""
        now = self._clock()
        if (
            now - self._last < min(AT_MOST, max(AT_LEAST, SHARE * (now - self._start)))
            or sys.stderr.isatty()
        ):
            return
        self._last = now
        with suppress(OSError):
            print(f"bordersim: {line}", file=sys.stderr, flush=True)
