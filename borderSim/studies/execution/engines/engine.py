"""What a study's loop needs of an engine."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol


class Engine(Protocol):
    """Carries out chunks, or other units of work.

    The futures are those of ``concurrent.futures``.
    """

    @property
    def slots(self) -> int:
        """How many chunks may be under way at once."""
        ...

    def submit[Given, Found](
        self, carry_out: Callable[[Given], Found], chunk: Given
    ) -> Future[Found]:
        """Have a chunk done."""
        ...

    def died(self, error: BaseException) -> bool:
        """Whether a future's error says that the process which had the chunk is gone."""
        ...

    def lost(self, error: BaseException) -> str:
        """Return why nothing more can be done, in one sentence, if a future's error says so.

        Else nothing.
        """
        ...

    def stop(self) -> None:
        """End what is under way now; what is finished is written where the engine can."""
        ...

    def close(self) -> None:
        """Let go of all processes."""
        ...
