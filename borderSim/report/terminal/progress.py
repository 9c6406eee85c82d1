"""How far work has come: a bar on a terminal, lines in a log, the provisional table."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.live import Live
from rich.text import Text

from borderSim.language.catalogue import gettext
from borderSim.language.current import current, using
from borderSim.language.forms import localised
from borderSim.report.terminal.comparison import provisional_table
from borderSim.report.terminal.console import console
from borderSim.report.terminal.fitting import fitted
from borderSim.report.terminal.letters import written
from borderSim.report.terminal.log_lines import LogLines

if TYPE_CHECKING:
    import pandas as pd

SHARE_OF_TIME = 0.05
"""Part of the time that may go into provisional tables."""


class RunProgress:
    """Shows how many runs are done and the time left: a bar on a terminal, else a line now and then on standard error."""

    def __init__(self, out: Console, *, live: bool | None = None) -> None:
        self._out = out
        self._language = current()
        self._live = self._bar = None
        if out.is_terminal if live is None else live:
            self._live = self._bar = Live(console=out, transient=True, auto_refresh=False)
        elif (
            live is None and sys.stderr.isatty()
        ):  # (what is printed goes to a file, who typed it still sits there)
            self._bar = Live(console=console(stderr=True), transient=True, auto_refresh=False)
        self._log = LogLines()

    def __enter__(self) -> RunProgress:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def update(
        self, done: int, total: int, runs_so_far: pd.DataFrame, seconds_left: float | None
    ) -> None:
        """Show ``done`` of ``total`` runs, and the seconds left (None: not known yet)."""
        with using(self._language):
            self._show(done, total, seconds_left)

    def _show(self, done: int, total: int, seconds_left: float | None) -> None:
        if self._bar:
            self._bar.update(
                Text(progress_line(done, total, seconds_left, self._bar.console)), refresh=True
            )
        elif done < total:
            self._log.update(done_line(done, total, seconds_left))


class ComparisonProgress(RunProgress):
    """Shows the provisional table too: refreshed on a terminal, else printed at n = 1, 2, 4, 8, ..."""

    def __init__(
        self, out: Console, present: str, years: Mapping[str, float], *, live: bool | None = None
    ) -> None:
        super().__init__(out, live=live)
        self._present, self._years = present, years
        self._shown: Group | None = None
        self._shown_n = 0
        self._not_before = 0.0
        self._lost = False

    def update(
        self, done: int, total: int, runs_so_far: pd.DataFrame, seconds_left: float | None
    ) -> None:
        """Show the provisional table of the rows so far, and how far it has come."""
        with using(self._language):
            self._show_table(done, total, runs_so_far, seconds_left)

    def _show_table(
        self, done: int, total: int, runs_so_far: pd.DataFrame, seconds_left: float | None
    ) -> None:
        n = _complete(runs_so_far, len(self._years))
        if self._live:
            self._refresh(n, runs_so_far)
            line = Text(progress_line(done, total, seconds_left, self._out))
            shown = fitted(self._shown, self._out.width, self._out.encoding) if self._shown else ()
            self._live.update(Group(*shown, line), refresh=True)
            return
        self._show(done, total, seconds_left)
        if done < total and n and n >= 2 * self._shown_n and not self._lost:
            self._compute(n, runs_so_far)
            self._print()

    def _print(self) -> None:
        """Print the provisional table.

        Where that can't be done the work goes on, and the command tells of it at its end.
        """
        try:
            self._out.print(self._shown)
            sys.stdout.flush()
        except OSError:
            self._lost = True

    def _refresh(self, n: int, runs: pd.DataFrame) -> None:
        if n > self._shown_n and time.monotonic() >= self._not_before:
            self._compute(n, runs)

    def _compute(self, n: int, runs: pd.DataFrame) -> None:
        from borderSim.studies.analysis.paired import paired_table

        start = time.monotonic()
        self._shown = provisional_table(
            paired_table(runs, self._present, self._years), self._present, n
        )
        self._shown_n = n
        end = time.monotonic()
        self._not_before = end + (end - start) / SHARE_OF_TIME


def progress_line(
    done: int, total: int, seconds_left: float | None, out: Console | None = None
) -> str:
    """Return a bar, the runs done and the time left, no longer than a line of the console."""
    filled = round(30 * done / total) if total else 30
    words = done_line(done, total, seconds_left).replace(" done", "", 1)
    line = f"{'█' * filled}{'░' * (30 - filled)} {words}"
    if out is not None:
        line = written(line, out.encoding)
        line = line if len(line) < out.width else words
    return line


def done_line(done: int, total: int, seconds_left: float | None) -> str:
    """Return the runs done and the time left in words."""
    if seconds_left is None:
        return gettext("{done} of {total} runs done").format(done=done, total=total)
    return gettext("{done} of {total} runs done, about {time} left").format(
        done=done, total=total, time=duration(seconds_left)
    )


def duration(seconds: float) -> str:
    """Return a time in words: 40 s, 3 min, 2.5 h."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else localised(f"{seconds / 3600:.1f} h")


def _complete(runs: pd.DataFrame, scenarios: int) -> int:
    """Return the replicates that every level has; 0 until all scenarios have one."""
    if runs.empty or len(set(runs["scenario"])) < scenarios:
        return 0
    return min(Counter(zip(runs["scenario"], runs["level"], strict=True)).values())
