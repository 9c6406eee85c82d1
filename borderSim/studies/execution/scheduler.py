"""The loop that has tasks carried out, the same with every engine.

What is done is read from the files, never from the engine.
"""

from __future__ import annotations

import os
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from dataclasses import dataclass

from borderSim.errors import InputError, StoppedError, nearest
from borderSim.language.phrases import phrase
from borderSim.model.kernels.compile_once import compile_once
from borderSim.rules import own_rules
from borderSim.studies.execution import engines, part_files, private, provenance, worker
from borderSim.studies.execution.ahead import Ahead
from borderSim.studies.execution.engines.engine import Engine
from borderSim.studies.execution.part_files import Ledger
from borderSim.studies.execution.task import Failure, Work
from borderSim.studies.execution.worker import Chunk, Report

MOST_TRIES = 3
"""How often a task may be alone in a process that dies before it is given up."""
MOST_DEATHS = 30
"""How many processes in a row may die before anything is finished."""
MOST_TASKS = 250
"""Tasks of a chunk at most."""
PATIENCE = 20.0
"""Seconds in which a part that another machine has written must be seen here (network file systems are slow to tell)."""
GO_ON, STOP = "continue", "stop"

OnDone = Callable[[int], None]
"""Told after each chunk: how many days of simulation were done."""


@dataclass(frozen=True)
class How:
    """How runs are carried out: nothing of it changes a byte of the results.

    Attributes:
        engine: one of :data:`borderSim.studies.execution.engines.ENGINES`.
        scheduler: address or file of a Dask scheduler that runs already.
        on_error: ``continue``, or ``stop`` at the first failure.
        provenance: ``short``, or ``full`` to keep in manifest and failures what names person and
            machine.
    """

    engine: str = engines.LOCAL
    scheduler: str | None = None
    on_error: str = GO_ON
    provenance: str = private.SHORT

    def __post_init__(self) -> None:
        """See that it can be done.

        Raises:
            InputError: if not.
        """
        if self.on_error not in (GO_ON, STOP):
            hint = nearest(str(self.on_error), (GO_ON, STOP))
            raise InputError(f"on_error={self.on_error!r}: must be {GO_ON} or {STOP}{hint}")
        private.check(self.provenance)
        engines.check_engine(self.engine, self.scheduler)


def worker_count(workers: int | None) -> int:
    """Return the number of processes: as many as there are processors unless said.

    Raises:
        InputError: if it is not a whole number of at least 1.
    """
    if workers is None:
        return os.cpu_count() or 1
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 1:
        raise InputError(
            phrase("workers={workers!r}: must be a whole number of at least 1", workers=workers)
        )
    return workers


def execute(
    works: Sequence[Work],
    *,
    ledger: Ledger,
    workers: int,
    how: How,
    on_done: OnDone,
    ahead: Ahead | None = None,
) -> list[Failure]:
    """Carry out tasks; return those that failed.

    ``on_done`` is called in this process after each chunk, ``ahead`` goes on meanwhile.

    Ctrl-C ends the workers at once; what they had finished is in the files as far as they could
    write it.

    Raises:
        InputError: the engine can't be opened, or a check that goes on meanwhile finds something
            wrong.
        StoppedError: nothing more can be done, or ``on_error=stop`` and a run failed.
    """
    if not works:
        return []
    compile_once()
    engine = engines.open_engine(
        how.engine, workers=min(workers, len(works)), scheduler=how.scheduler
    )
    loop = _Loop(works, engine, ledger, how, on_done)
    try:
        loop.run(ahead)
    except BaseException as error:
        engine.stop()
        if sentence := engine.lost(error):
            raise StoppedError(sentence) from error
        raise
    finally:
        engine.close()
    return loop.failures


class _Loop:
    """Cuts chunks, has them done, and tries again what a dead process had in hand."""

    def __init__(
        self, works: Sequence[Work], engine: Engine, ledger: Ledger, how: How, on_done: OnDone
    ) -> None:
        self.failures: list[Failure] = []
        self._works, self._next = works, 0
        self._engine, self._ledger, self._on_done = engine, ledger, on_done
        self._stop, self._full = how.on_error == STOP, how.provenance == private.FULL
        self._again: deque[Work] = deque()
        self._suspects: deque[Work] = deque()
        self._flying: dict[Future[Report], Chunk] = {}
        self._died_alone: Counter[str] = Counter()
        self._unreadable: Counter[str] = Counter()
        self._deaths = 0
        self._days_a_second = 0.0

    def run(self, ahead: Ahead | None = None) -> None:
        """Go on until nothing is left."""
        while self._fill():
            if ahead is not None:
                ahead.while_waiting(self._flying)
            landed, _ = wait(self._flying, return_when=FIRST_COMPLETED)
            for future in landed:
                self._land(self._flying.pop(future), future)

    def _fill(self) -> bool:
        """Keep the engine busy; return whether anything is under way."""
        while works := self._ready():
            tasks, folder = tuple(work.load() for work in works), self._ledger.folder.absolute()
            given = Chunk(
                tasks,
                folder,
                provenance.program(),
                self._stop,
                self._ledger.origin,
                self._full,
                own_rules.packed(),
            )
            self._flying[self._engine.submit(worker.carry_out, given)] = given
        return bool(self._flying)

    def _ready(self) -> list[Work]:
        """Return the tasks of the next chunk, none while the engine is full.

        What a dead process had in hand comes alone. What died alone too comes last of all, with
        nothing else under
        way: some engines blame a death on all that was near.
        """
        if self._again or self._next < len(self._works):
            if len(self._flying) >= self._engine.slots:
                return []
            return [self._again.popleft()] if self._again else self._cut()
        return [self._suspects.popleft()] if self._suspects and not self._flying else []

    def _cut(self) -> list[Work]:
        """Return the next tasks, as many as take some seconds."""
        left = len(self._works) - self._next
        # (the last ones are spread)
        most = min(MOST_TASKS, max(1, left // (2 * self._engine.slots)))
        days, end = 0.0, self._next
        while end < len(self._works) and end - self._next < most:
            days += self._works[end].days
            if end > self._next and days > self._days_a_second * worker.SECONDS:
                break
            end += 1
        cut = list(self._works[self._next : end])
        self._next = end
        return cut

    def _land(self, given: Chunk, future: Future[Report]) -> None:
        """Take what came of a chunk."""
        try:
            report = future.result()
        except (Exception, CancelledError) as error:
            if self._engine.died(error):
                self._bury(given)
                return
            raise
        for name in report.parts:
            self._see(name, report.host)
        self._count(given, report.failures, wrote=bool(report.parts))
        if report.wrong:
            kept = "; what is finished is kept" if self._ledger.done else ""
            raise InputError(f"{report.wrong}{kept}")
        if report.trouble:
            raise StoppedError(report.trouble)
        if report.parts:
            self._deaths = 0
            speed = sum(work.days for work in given.works) / max(report.seconds, 1e-6)
            self._days_a_second = 0.5 * (self._days_a_second or speed) + 0.5 * speed
        if self._stop and self.failures:
            first = self.failures[0]
            raise StoppedError(
                f"stopped at the first failure (on_error={STOP}): seed {first.seed}: {first.reason}; what is finished is kept, "
                "the same command goes on from there"
            )

    def _see(self, name: str, host: str) -> None:
        """Read a part that a worker says it has written."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                self._ledger.add(name)
                return
            except FileNotFoundError:
                if time.monotonic() > deadline:
                    raise StoppedError(
                        f"a worker on {host} wrote a part of {self._ledger.folder} that is not seen here: results_dir= must lie on a "
                        "file system that all workers share"
                    ) from None
            time.sleep(0.2)

    def _count(self, given: Chunk, failures: Sequence[Failure], *, wrote: bool = False) -> None:
        """Take tasks off what is left; those of which nothing is known come again.

        Raises:
            StoppedError: what was written of a task can't be read back, again and again.
        """
        failed = {failure.stem for failure in failures}
        self.failures += failures
        days = 0
        for work in given.works:
            if work.stem in self._ledger.done or work.stem in failed:
                days += work.days
            elif self._died_alone[work.stem]:
                self._suspects.append(work)
            else:
                self._unreadable[work.stem] += wrote
                self._again.append(work)
                if self._unreadable[work.stem] >= MOST_TRIES:
                    raise StoppedError(
                        f"{self._ledger.folder}: the runs of seed {work.seed} were written there {MOST_TRIES} times and can't be read "
                        "back as they were written: is the disk sound? What is finished is kept"
                    )
        self._on_done(days)

    def _bury(self, given: Chunk) -> None:
        """Take what a dead process had written before.

        The rest comes again, and is given up after some tries.
        """
        self._deaths += 1
        self._ledger.refresh()
        lost = [work for work in given.works if work.stem not in self._ledger.done]
        failures: list[Failure] = []
        if len(given.works) == 1:
            for work in lost:
                self._died_alone[work.stem] += 1
                if self._died_alone[work.stem] >= MOST_TRIES:
                    reason = f"its process died {MOST_TRIES} times (killed, or out of memory)"
                    failures.append(Failure(work.stem, work.seed, reason))
        if failures:
            try:
                part_files.write_failures(self._ledger.folder, failures)
            except OSError as error:
                raise StoppedError(
                    f"{self._ledger.folder}: {worker.disk_trouble(error)}"
                ) from error
        self._count(given, failures)
        if self._deaths > MOST_DEATHS:
            raise StoppedError(
                f"{self._deaths} processes died one after the other before they finished anything (killed, or out of memory)"
            )


class Clock:
    """Tells the time left from the days simulated since it was made."""

    def __init__(self, days_left: int) -> None:
        self._start = time.monotonic()
        self._left = days_left
        self._done = 0

    def passed(self, days: int) -> None:
        """Count so many simulated days as done."""
        self._done += days
        self._left -= days

    @property
    def seconds_left(self) -> float | None:
        """Seconds left, None before anything is done."""
        if not self._done:
            return None
        return (time.monotonic() - self._start) / self._done * max(0, self._left)
