"""``engine=local workers=1``: this process itself."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future


class Here:
    """Carries out a chunk while it is submitted."""

    slots = 1

    def submit[Given, Found](
        self, carry_out: Callable[[Given], Found], chunk: Given
    ) -> Future[Found]:
        """Do a chunk; Ctrl-C passes through after what is finished is written."""
        future: Future[Found] = Future()
        future.set_result(carry_out(chunk))
        return future

    def died(self, error: BaseException) -> bool:
        """Return False: then nobody would ask."""
        return False

    def lost(self, error: BaseException) -> str:
        """Return nothing."""
        return ""

    def stop(self) -> None:
        """Do nothing: nothing is under way."""

    def close(self) -> None:
        """Do nothing."""
