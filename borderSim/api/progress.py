"""How far long work in a notebook has come: one line that is redrawn, and gone when the work is done.

It needs no widgets: the kernel shows HTML once and replaces it. In a script, a pipe or a terminal
nothing is shown; whoever wants to know hands over ``progress=``.
"""

from __future__ import annotations

import sys
import time
from html import escape
from types import TracebackType
from typing import TYPE_CHECKING, Any

from borderSim.errors import InputError
from borderSim.given import shown

if TYPE_CHECKING:
    import pandas as pd

    from borderSim.studies.execution.job import Progress

PATIENCE = 1.0
"""Seconds before anything is shown: short work shows nothing."""
PAUSE = 0.25
"""Seconds between two drawings."""


class NotebookProgress:
    """A bar in the output of a cell; shows nothing before :data:`PATIENCE` has passed."""

    def __init__(self) -> None:
        self._handle: Any = None
        self._not_before = time.monotonic() + PATIENCE

    def __enter__(self) -> NotebookProgress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._handle is not None:
            self._handle.update({"text/html": "", "text/plain": ""}, raw=True)

    def update(
        self, done: int, total: int, runs_so_far: pd.DataFrame | None, seconds_left: float | None
    ) -> None:
        """Show ``done`` of ``total`` runs, and the seconds left (None: not known yet)."""
        self.tell(done, total, "runs", seconds_left)

    def tell(self, done: int, total: int, what: str, seconds_left: float | None) -> None:
        """Show ``done`` of ``total``, unless it was drawn a moment ago."""
        now = time.monotonic()
        if now < self._not_before:
            return
        self._not_before = now + PAUSE
        self._draw(_line(done, total, what, seconds_left), done, total)

    def _draw(self, line: str, done: int, total: int) -> None:
        from IPython.display import display

        told = f'<progress max="{total}" value="{done}" aria-label="{escape(line)}"></progress> {escape(line)}'
        content = {"text/html": told, "text/plain": line}
        if self._handle is None:
            self._handle = display(content, raw=True, display_id=True)
        else:
            self._handle.update(content, raw=True)


def in_notebook() -> bool:
    """Whether the calling code runs in the kernel of a notebook (IPython on a terminal is none)."""
    python = sys.modules.get("IPython")
    shell: Any = python.get_ipython() if python is not None else None
    return shell is not None and getattr(shell, "kernel", None) is not None


def progress_for(asked: object) -> Progress | NotebookProgress | None:
    """Return who is told how far the work has come.

    Args:
        asked: None for a bar in a notebook and nothing elsewhere, False for nothing, or an object
            with ``update``.

    Raises:
        InputError: none of these.
    """
    if asked is False:
        return None
    if asked is None or asked is True:
        return NotebookProgress() if in_notebook() else None
    if not callable(getattr(asked, "update", None)):
        raise InputError(
            f"progress={shown(asked)}: must be False, or an object with a method update(done, total, runs_so_far, seconds_left)"
        )
    return asked  # type: ignore[return-value]


def _line(done: int, total: int, what: str, seconds_left: float | None) -> str:
    from borderSim.report.terminal.progress import duration

    left = "" if seconds_left is None else f", about {duration(seconds_left)} left"
    return f"{done} of {total} {what}{left}"
