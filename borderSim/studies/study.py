"""A study from its claim to its manifest: the machinery that comparisons and single runs share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pandas as pd

from borderSim.studies import manifest, merge, runner, store
from borderSim.studies.claim import Claim, take_place
from borderSim.studies.manifest import Design
from borderSim.studies.replicate import Failure, Task


class Progress(Protocol):
    """Who shows how far a study has come."""

    def update(self, done: int, total: int, runs_so_far: pd.DataFrame, seconds_left: float | None) -> None:
        """Show ``done`` of ``total`` runs, the rows that are there, and the seconds left (None: not known yet)."""
        ...


class RunsFailedError(RuntimeError):
    """Every run of a study failed: there is nothing to show."""


@dataclass
class Study:
    """A study that is being carried out.

    Attributes:
        design: what it computes.
        claim: where it is built.
        workers: number of processes.
        command: the command as typed, or None for that of this process.
        progress: who is told, or None.
        rows_so_far: whether the progress is handed the rows that are there (reading them takes time).
    """

    design: Design
    claim: Claim
    workers: int
    command: Sequence[str] | None = None
    progress: Progress | None = None
    rows_so_far: bool = True
    started: str = field(default_factory=manifest.now)
    failures: list[Failure] = field(default_factory=list)

    def begin(self) -> None:
        """Say in the manifest what is under way, so that the same command can go on later."""
        self._write(manifest.RUNNING, [])

    def carry_out(self, tasks: Sequence[Task], shown: Sequence[Task]) -> None:
        """Do what is not done yet; the rows of ``shown`` go to the progress.

        Raises:
            RunsFailedError: if none of ``shown`` succeeded.
        """
        left = [task for task in tasks if not task.done]
        clock = runner.Clock(sum(task.days for task in left))
        self._tell(shown, clock)

        def on_done(task: Task, failure: Failure | None) -> None:
            clock.passed(task.days)
            self._tell(shown, clock)

        self.failures += runner.execute(left, workers=self.workers, on_done=on_done)
        if not any(task.done for task in shown):
            self._write(manifest.FAILED, [])
            raise RunsFailedError(f"all runs failed; the first: seed {self.failures[0].seed}: {self.failures[0].reason}")

    def finish(self, write_tables: Callable[[Path], Sequence[str]]) -> None:
        """Write the tables and the final manifest, and take the place of an old result."""
        files = list(write_tables(self.claim.working))
        self._write(manifest.FAILED if self.failures else manifest.COMPLETE, files)
        take_place(self.claim)

    def _write(self, state: str, files: Sequence[str]) -> None:
        ran = manifest.ran_block(started=self.started, workers=self.workers, command=self.command)
        failed = [{"part": f.stem, "seed": f.seed, "reason": f.reason} for f in self.failures]
        content = manifest.build(self.design, state=state, failed=failed, ran=ran) | {"files": list(files)}
        store.write_json(self.claim.working / manifest.FILE, content)

    def _tell(self, shown: Sequence[Task], clock: runner.Clock) -> None:
        if self.progress is None:
            return
        done = sum(n for stem, n in self.design.plan.items() if manifest.part_path(self.claim.parts, stem).exists())
        rows = merge.runs_of(shown) if self.rows_so_far else pd.DataFrame()
        self.progress.update(done, sum(self.design.plan.values()), rows, clock.seconds_left)
