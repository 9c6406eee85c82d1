"""Local processes that carry out tasks. What is done is read from the files, never from the engine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from borderSim.errors import InputError
from borderSim.studies.replicate import Failure, Task, carry_out, note_failure

MOST_TRIES = 3
"""How often a task may be in a process that dies before it is given up."""

OnDone = Callable[[Task, Failure | None], None]


def worker_count(workers: int | None) -> int:
    """Return the number of processes: as many as there are processors unless said.

    Raises:
        InputError: if it is not a whole number of at least 1.
    """
    if workers is None:
        return os.cpu_count() or 1
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 1:
        raise InputError(f"workers={workers!r}: must be a whole number of at least 1")
    return workers


def execute(tasks: Sequence[Task], *, workers: int, on_done: OnDone) -> list[Failure]:
    """Carry out tasks; return those that failed. ``on_done`` is called in this process after each.

    Ctrl-C ends the workers at once; what they had not finished is not in the files.
    """
    if workers == 1 or len(tasks) <= 1:
        return _in_this_process(tasks, on_done)
    return _in_processes(list(tasks), workers, on_done)


def _in_this_process(tasks: Sequence[Task], on_done: OnDone) -> list[Failure]:
    failures = []
    for task in tasks:
        failure = carry_out(task)
        failures += [failure] if failure else []
        on_done(task, failure)
    return failures


def _in_processes(tasks: list[Task], workers: int, on_done: OnDone) -> list[Failure]:
    """Run pools until nothing is left; who was there when a pool died is tried again alone."""
    left = {task.stem: task for task in tasks}
    failures: list[Failure] = []
    deaths: Counter[str] = Counter()

    def finish(task: Task, failure: Failure | None) -> None:
        del left[task.stem]
        failures.extend([failure] if failure else [])
        on_done(task, failure)

    while left:
        suspects = [task for task in left.values() if deaths[task.stem]]
        batch = suspects[:1] or list(left.values())
        for task in _one_pool(batch, min(workers, len(batch)), finish):
            deaths[task.stem] += 1
            if deaths[task.stem] >= MOST_TRIES:
                reason = f"its process died {MOST_TRIES} times (killed, or out of memory)"
                finish(task, note_failure(task, reason))
    return failures


def _one_pool(tasks: Sequence[Task], workers: int, finish: OnDone) -> list[Task]:
    """Feed a pool with as many tasks as it has processes; return those it took with it if it died."""
    waiting = list(reversed(tasks))
    flying: dict[Future[Failure | None], Task] = {}
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=start_worker)
    try:
        while waiting or flying:
            with without_main():
                while waiting and len(flying) < workers:
                    flying[pool.submit(carry_out, waiting[-1])] = waiting[-1]
                    waiting.pop()
            landed, _ = wait(flying, return_when=FIRST_COMPLETED)
            for future in landed:
                failure = future.result()
                finish(flying.pop(future), failure)
    except BrokenProcessPool:
        lost = list(flying.values()) or waiting[-1:]
        return [task for task in lost if not _finished(task, finish)]
    except BaseException:
        end_workers(pool)
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return []


def _finished(task: Task, finish: OnDone) -> bool:
    """Count a task as done whose file is there although its pool died."""
    if task.done:
        finish(task, None)
    return task.done


def end_workers(pool: ProcessPoolExecutor) -> None:
    """End the processes of a pool now (they ignore Ctrl-C, so that only this process tells of it)."""
    for process in list((getattr(pool, "_processes", None) or {}).values()):
        process.terminate()


def start_worker() -> None:
    """Prepare a worker: Ctrl-C is the parent's, and a worker does not outlive its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def without_main() -> Iterator[None]:
    """Start processes that do not import the caller's script: they need only this package.

    So a script needs no ``if __name__ == "__main__"``, and a notebook or standard input works.
    """
    main = sys.modules["__main__"]
    kept = {name: main.__dict__[name] for name in ("__file__", "__spec__") if name in main.__dict__}
    main.__dict__.pop("__file__", None)
    main.__dict__["__spec__"] = None
    try:
        yield
    finally:
        main.__dict__.pop("__spec__")
        main.__dict__.update(kept)


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
