"""Checks that are made while the first runs are under way, in time that this process would spend waiting."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Any

SHARE = 0.1
"""Part of the time that goes into checks where this process never waits (``workers=1``)."""


class Ahead:
    """Goes through checks bit by bit.

    Args:
        checks: an iterator whose every step is one check; it raises what is wrong.
    """

    def __init__(self, checks: Iterator[None]) -> None:
        self._checks: Iterator[None] | None = checks
        self._since = time.monotonic()

    def while_waiting(self, flying: Collection[Future[Any]]) -> None:
        """Check until something that is under way is done; a little in any case.

        Raises:
            InputError: what is wrong.
        """
        until = time.monotonic() + SHARE * (time.monotonic() - self._since)
        while self._checks is not None:
            if (
                time.monotonic() >= until
                and wait(flying, timeout=0, return_when=FIRST_COMPLETED).done
            ):
                break
            if next(self._checks, self) is self:
                self._checks = None
        self._since = time.monotonic()
