"""One study, from taking its result folder to writing its manifest: what comparisons, sweeps and single runs share."""

from __future__ import annotations

import itertools
import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Protocol

import pandas as pd
import pyarrow as pa

from borderSim.errors import InputError, StoppedError
from borderSim.language.phrases import phrase
from borderSim.scenario.own_files import INPUTS
from borderSim.studies.execution import checksums, datapackage, files, manifest, scheduler
from borderSim.studies.execution.ahead import Ahead
from borderSim.studies.execution.manifest import Design
from borderSim.studies.execution.merge import Rows
from borderSim.studies.execution.part_files import Ledger
from borderSim.studies.execution.result_folder import ResultFolder, let_go, take_place
from borderSim.studies.execution.scheduler import How
from borderSim.studies.execution.task import Failure, Work
from borderSim.studies.execution.worker import disk_trouble

MOST_FAILED = 50
"""Failed tasks that the manifest names; the table of failures has all."""
FAILURES = "failures.parquet"


class Progress(Protocol):
    """Who shows how far a study has come."""

    def update(
        self, done: int, total: int, runs_so_far: pd.DataFrame, seconds_left: float | None
    ) -> None:
        """Show ``done`` of ``total`` runs, the rows that are there, and the seconds left (None: not known yet)."""
        ...


@dataclass
class Towards:
    """Tells of a study that is done in steps as of one that goes on to its last step.

    Attributes:
        progress: who is told.
        runs: of all steps together, at most.
    """

    progress: Progress
    runs: int

    def update(
        self, done: int, total: int, runs_so_far: pd.DataFrame, seconds_left: float | None
    ) -> None:
        """Tell it; the time left is that of the step, for as many runs as all steps have left."""
        left = self.runs - done
        if seconds_left is not None:
            seconds_left = seconds_left * left / (total - done) if total > done else None
        self.progress.update(done, self.runs, runs_so_far, seconds_left)


class RunsFailedError(StoppedError):
    """Every run of a study failed: there is nothing to show."""


@dataclass
class Study:
    """A study that is being carried out.

    Attributes:
        design: what it computes.
        target: where it is built.
        workers: number of processes.
        command: the command as typed, or None for that of this process.
        progress: who is told, or None.
        rows_so_far: whether the progress is handed the rows that are there (reading them takes
            time).
        how: engine, and what becomes of failures.
        started: when, in UTC.
        failures: tasks that failed, also in earlier steps of the same call: they are not tried
            again in it.
    """

    design: Design
    target: ResultFolder
    workers: int
    command: Sequence[str] | None = None
    progress: Progress | None = None
    rows_so_far: bool = True
    how: How = field(default_factory=How)
    started: str = field(default_factory=manifest.now)
    failures: list[Failure] = field(default_factory=list)

    @cached_property
    def ledger(self) -> Ledger:
        """What is done, as the files say."""
        return self.target.ledger or Ledger(self.target.parts, self.design.origin)

    def begin(self) -> None:
        """Say in the manifest what is under way, so that the same command can go on later."""
        try:
            self._write(manifest.RUNNING, [])
        except StoppedError:
            let_go(self.target)
            raise
        if not self.failures:  # (those of an earlier call are tried again)
            self.ledger.forget_failures()

    def carry_out(
        self, tasks: Sequence[Work], shown: Sequence[Work], ahead: Ahead | None = None
    ) -> None:
        """Do what is not done yet and has not failed in this call.

        The rows of ``shown`` go to the progress; ``ahead`` goes on meanwhile.

        Raises:
            RunsFailedError: if none of ``shown`` succeeded.
            StoppedError: if it had to stop before the end; the same command goes on from there.
        """
        left = self.left_of(tasks)
        clock = scheduler.Clock(sum(task.days for task in left))
        teller = _Teller(
            self, clock, Rows(shown, self.ledger) if self.rows_so_far and self.progress else None
        )
        teller.tell()

        def on_done(days: int) -> None:
            clock.passed(days)
            teller.tell(seldom=True)

        try:
            self.failures += scheduler.execute(
                left,
                ledger=self.ledger,
                workers=self.workers,
                how=self.how,
                on_done=on_done,
                ahead=ahead,
            )
        except BaseException as error:
            let_go(self.target)
            if isinstance(error, InputError):
                self._take_back()
            raise
        teller.tell()
        if not any(task.stem in self.ledger.done for task in shown):
            self._write(manifest.FAILED, [])
            let_go(self.target)
            raise RunsFailedError(
                phrase(
                    "all runs failed; the first: seed {seed}: {reason}",
                    seed=str(self.failures[0].seed),
                    reason=self.failures[0].reason,
                )
            )

    def left_of(self, tasks: Sequence[Work]) -> list[Work]:
        """Return the tasks that are neither done nor tried in vain in this call."""
        failed = {failure.stem for failure in self.failures}
        return [
            task for task in tasks if task.stem not in self.ledger.done and task.stem not in failed
        ]

    def _take_back(self) -> None:
        """Take away what was begun where nothing of it is done: an engine that can't be opened, or a wrong point, leaves nothing behind."""
        if not (
            self.ledger.done or self.ledger.failures or self.ledger.damaged or self.ledger.foreign
        ):
            (self.target.working / manifest.FILE).unlink(missing_ok=True)
            shutil.rmtree(self.target.working / INPUTS, ignore_errors=True)
            for folder in (self.target.parts, self.target.working):
                with suppress(OSError):  # something else lies there: it stays
                    folder.rmdir()

    def finish(self, write_tables: Callable[[Path], Sequence[str]]) -> None:
        """Write the tables, what describes them and the final manifest, and take the place of an old result.

        Raises:
            StoppedError: the disk does not take them.
        """
        try:
            self._check_whole()
            tables = [*write_tables(self.target.working), *self._write_failures()]
            tables.append(datapackage.write(self.target.working).name)
            self._write(manifest.FAILED if self.failures else manifest.COMPLETE, tables)
        except BaseException as error:
            let_go(self.target)
            if isinstance(error, OSError):
                raise StoppedError(f"{self.target.working}: {disk_trouble(error)}") from error
            raise
        take_place(self.target)

    def _check_whole(self) -> None:
        """See that every task is done or told to have failed, before the tables are made.

        Raises:
            StoppedError: some are neither.
        """
        failed = {failure.stem for failure in self.failures}
        missing = [
            stem for stem in self.design.plan if stem not in self.ledger.done and stem not in failed
        ]
        if missing:
            raise StoppedError(
                f"{self.target.parts}: {len(missing)} part{' is' if len(missing) == 1 else 's are'} missing, the first {missing[0]}; type the same command again: they are made anew"
            )

    def _write_failures(self) -> list[str]:
        """Write the table of failures, a row per failed run, with its error.

        Return its name in a list; an empty list if nothing failed.
        """
        path = self.target.working / FAILURES
        if not self.failures:
            path.unlink(missing_ok=True)
            return []
        self.ledger.refresh()
        told = self.ledger.failures  # these have the details, which the workers leave in files
        rows = sorted(
            ((f.stem, f.seed, self.design.plan.get(f.stem, 1), f.reason) for f in self.failures),
            key=lambda row: row[0],
        )
        details = [told[stem].details if stem in told else "" for stem, *_ in rows]
        columns = dict(zip(("part", "seed", "runs", "error"), zip(*rows, strict=True), strict=True))
        files.write_table(
            path,
            pa.table(
                {name: list(values) for name, values in columns.items()} | {"traceback": details}
            ),
        )
        return [FAILURES]

    def _write(self, state: str, tables: Sequence[str]) -> None:
        ran = manifest.ran_block(
            started=self.started,
            workers=self.workers,
            command=self.command,
            engine=self.how.engine,
            provenance=self.how.provenance,
        )
        first = sorted(self.failures, key=lambda failure: failure.stem)[:MOST_FAILED]
        failed = [{"part": f.stem, "seed": f.seed, "reason": f.reason} for f in first]
        content = manifest.build(self.design, state=state, failed=failed, ran=ran)
        try:
            content |= {
                "failed_parts": len(self.failures),
                manifest.FILES: checksums.of_files(self.target.working, tables),
            }
            manifest.write(self.target.working, content)
        except OSError as error:
            raise StoppedError(f"{self.target.working}: {disk_trouble(error)}") from error


class _Teller:
    """Tells the progress; seldom enough that telling takes a small part of the time."""

    always = 20
    share = 0.05

    def __init__(self, study: Study, clock: scheduler.Clock, rows: Rows | None) -> None:
        self._study, self._clock, self._rows = study, clock, rows
        self._total = sum(study.design.plan.values())
        self._told, self._not_before = 0, 0.0
        self._done, self._counted = 0, 0

    def tell(self, *, seldom: bool = False) -> None:
        """Tell how far it has come.

        ``seldom``: leave it if telling has taken too much of the time.
        """
        progress, start = self._study.progress, time.monotonic()
        if progress is None or (seldom and self._told >= self.always and start < self._not_before):
            return
        rows = self._rows.so_far() if self._rows else pd.DataFrame()
        progress.update(self._count(), self._total, rows, self._clock.seconds_left)
        self._told += 1
        end = time.monotonic()
        self._not_before = end + (end - start) / self.share

    def _count(self) -> int:
        """Return how many runs are done: only what came since the last time is looked up."""
        done, plan = self._study.ledger.done, self._study.design.plan
        self._done += sum(plan.get(stem, 0) for stem in itertools.islice(done, self._counted, None))
        self._counted = len(done)
        return self._done
