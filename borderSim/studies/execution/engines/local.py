"""``engine=local``: processes of this machine, each a pool of its own.

``ProcessPoolExecutor`` gives up all its processes when one dies. With a pool for each process a
death takes one chunk with it and no other, and says which.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Any

from borderSim.studies.execution import worker

_MAIN_LOCK = threading.Lock()
_WITHOUT: list[int] = []
"""Threads that are starting processes."""
_KEPT: dict[str, Any] = {}
"""What named the caller's script."""
GRACE = 10.0
"""Seconds that a process has to write what it has finished."""


class Local:
    """Processes of this machine, one chunk each."""

    def __init__(self, workers: int) -> None:
        self.slots = workers
        self._free: list[ProcessPoolExecutor] = []
        self._busy: dict[Future[Any], ProcessPoolExecutor] = {}

    def submit[Given, Found](
        self, carry_out: Callable[[Given], Found], chunk: Given
    ) -> Future[Found]:
        """Have a chunk done by a process that has none."""
        self._take_back()
        pool = self._free.pop() if self._free else new_pool()
        try:
            with without_main():
                future = pool.submit(carry_out, chunk)
        except BrokenProcessPool:  # killed while it had nothing to do
            return self.submit(carry_out, chunk)
        self._busy[future] = pool
        return future

    def died(self, error: BaseException) -> bool:
        """Whether the process is gone."""
        return isinstance(error, BrokenProcessPool)

    def lost(self, error: BaseException) -> str:
        """Return nothing: a process that is gone is replaced."""
        return ""

    def stop(self) -> None:
        """Tell the processes to end; those that don't are ended."""
        processes = [process for pool in self._pools for process in end_workers(pool)]
        for pool in self._pools:
            pool.shutdown(wait=False, cancel_futures=True)
        deadline = time.monotonic() + GRACE
        for process in processes:
            process.join(max(0.0, deadline - time.monotonic()))
            if process.is_alive():
                process.kill()

    def close(self) -> None:
        """Let the processes end."""
        for pool in self._pools:
            pool.shutdown(wait=True, cancel_futures=True)

    @property
    def _pools(self) -> list[ProcessPoolExecutor]:
        return [*self._free, *self._busy.values()]

    def _take_back(self) -> None:
        """Free the processes whose chunk is done; those that are gone are left behind."""
        for future in [future for future in self._busy if future.done()]:
            pool = self._busy.pop(future)
            if not future.cancelled() and isinstance(future.exception(), BrokenProcessPool):
                pool.shutdown(wait=False)
            else:
                self._free.append(pool)


def new_pool() -> ProcessPoolExecutor:
    """Return a pool of one process, which begins when it is given something to do."""
    return ProcessPoolExecutor(
        1, mp_context=multiprocessing.get_context("spawn"), initializer=start_worker
    )


def end_workers(pool: ProcessPoolExecutor) -> list[BaseProcess]:
    """Tell the processes of a pool to end now (they ignore Ctrl-C, so that only this process tells of it); return them."""
    processes = list((getattr(pool, "_processes", None) or {}).values())
    for process in processes:
        process.terminate()
    return processes


def start_worker() -> None:
    """Prepare a process: Ctrl-C is its parent's, which tells it to end.

    It does not outlive its parent.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    threading.Thread(target=_follow_parent, daemon=True).start()
    if (
        not sys.warnoptions
    ):  # (a library's warning would stand above the result, once for each process)
        warnings.simplefilter("ignore")


def _end(signum: int, frame: FrameType | None) -> None:
    """End the chunk in hand, once it is not being written; without one, the process."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if worker.IDLE.is_set():
        os._exit(0)
    if worker.Writer.busy:
        worker.Writer.ending = True
    else:
        raise worker.EndedError


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
        worker.IDLE.wait(GRACE)
        os._exit(1)


@contextmanager
def without_main() -> Iterator[None]:
    """Start processes that do not import the caller's script: they need only this package.

    So a script needs no ``if __name__ == "__main__"``, and a notebook or standard input works.
    Several
    threads may be inside at once: the first takes away what names the script, the last puts it
    back.
    """
    main = sys.modules["__main__"].__dict__
    with _MAIN_LOCK:
        if not _WITHOUT:
            _KEPT.update({name: main[name] for name in ("__file__", "__spec__") if name in main})
            main.pop("__file__", None)
            main["__spec__"] = None
        _WITHOUT.append(threading.get_ident())
    try:
        yield
    finally:
        with _MAIN_LOCK:
            _WITHOUT.pop()
            if not _WITHOUT:
                main.pop("__spec__", None)
                main.update(_KEPT)
                _KEPT.clear()
