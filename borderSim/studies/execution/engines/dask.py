"""``engine=dask``: a Dask scheduler with its workers, of this machine or of a cluster.

Its own scheduler and workers listen on the loopback address only, behind certificates that live as
long as it does, so that nobody else on this machine can hand them work; there is no dashboard. A
scheduler that runs already is as its owner set it up.
"""

from __future__ import annotations

import importlib.util
import logging
import signal
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from borderSim.errors import InputError
from borderSim.scenario.own_files import nearest_file
from borderSim.studies.execution.engines.local import without_main

PATIENCE = 10
"""Seconds in which a scheduler must answer."""
AHEAD = 4
"""Chunks that wait at the scheduler beside two for each thread: a cluster that grows by need sees the need."""
COUNTED_EVERY = 2.0
"""Seconds between two looks at how many threads there are."""


def check(scheduler: str | None) -> None:
    """See that Dask is installed, and that an outside scheduler is named as one.

    Raises:
        InputError: if not.
    """
    if importlib.util.find_spec("distributed") is None:
        raise InputError(
            "engine=dask: Dask is not installed; pip install 'bordersim[dask]' installs it"
        )
    if scheduler is None:
        if importlib.util.find_spec("cryptography") is None:
            raise InputError(
                "engine=dask: the package cryptography is not installed; pip install 'bordersim[dask]' installs it "
                "(Dask's own workers listen behind certificates)"
            )
        return
    if scheduler.endswith(".json"):
        if not Path(scheduler).is_file():
            raise InputError(
                f"scheduler={scheduler!r}: there is no such file{nearest_file(scheduler)}"
            )
    elif "://" not in scheduler:
        raise InputError(
            f"scheduler={scheduler!r}: must be an address such as tcp://host:8786, or the .json file that a scheduler wrote"
        )


@contextmanager
def _deaf() -> Iterator[None]:
    """Start processes that don't hear Ctrl-C, which a terminal sends to all: this process tells of it and ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    kept = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, kept)


@contextmanager
def _quiet() -> Iterator[None]:
    """Let Dask say nothing while it works for us (who died is told by the study).

    Logs and warnings are then as before.
    """
    loggers = [
        logging.getLogger(name)
        for name in logging.root.manager.loggerDict
        if name.split(".")[0] == "distributed"
    ]
    kept = [(logger, logger.level) for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    warnings.filterwarnings("ignore", message="Sending large graph", category=UserWarning)
    ours = warnings.filters[0]
    try:
        yield
    finally:
        with suppress(ValueError):  # somebody else has reset the filters
            warnings.filters.remove(ours)  # type: ignore[attr-defined]
        for logger, level in kept:
            logger.setLevel(level)


class Dask:
    """Carries out chunks on the workers of a scheduler."""

    def __init__(self, workers: int, scheduler: str | None) -> None:
        import dask.config
        from distributed import Client, LocalCluster
        from distributed.security import Security

        self._stack = ExitStack()
        self._address = scheduler or "its own"
        self._stack.enter_context(_quiet())
        try:
            if scheduler is None:
                self._stack.enter_context(without_main())
                self._stack.enter_context(
                    dask.config.set(
                        {
                            "distributed.scheduler.allowed-failures": 0,  # the study tries again
                            "distributed.scheduler.worker-saturation": 1.0,  # a worker that dies takes one chunk with it
                            "distributed.scheduler.http.routes": [],
                            "distributed.worker.http.routes": [],  # no pages for whoever asks
                        }
                    )
                )
                own: Any = LocalCluster
                with _deaf():
                    cluster = own(
                        n_workers=workers,
                        threads_per_worker=1,
                        processes=True,
                        host="127.0.0.1",
                        dashboard_address=None,
                        worker_dashboard_address=None,
                        memory_limit=0,
                        silence_logs=logging.CRITICAL,
                        protocol="tls://",
                        security=Security.temporary(),  # else whoever is on this machine could have code run
                    )
                self._stack.callback(cluster.close, timeout=PATIENCE)
                cluster.scheduler.http_server.stop()  # (it listens even without a dashboard)
                self._client = Client(cluster)
            elif scheduler.endswith(".json"):
                self._client = Client(scheduler_file=scheduler, timeout=PATIENCE)
            else:
                self._client = Client(scheduler, timeout=PATIENCE)
        except TypeError as error:  # Dask's way to say so
            self._stack.close()
            raise InputError(
                f"scheduler={self._address}: asks for certificates: name yours in Dask's configuration (distributed.comm.tls)"
            ) from error
        except (OSError, ValueError) as error:
            self._stack.close()
            raise InputError(
                f"scheduler={self._address}: no Dask scheduler answers there ({error})"
            ) from error
        self._stack.callback(self._client.close, timeout=PATIENCE)
        self._executor: Any = self._client.get_executor(pure=False)
        self._counted, self._threads = 0.0, 0

    @property
    def slots(self) -> int:
        """Two chunks for each thread of the workers that are there now, and some ahead."""
        if time.monotonic() - self._counted > COUNTED_EVERY:
            threads: Any = self._client.nthreads()
            self._threads = sum(threads.values())
            self._counted = time.monotonic()
        return 2 * self._threads + AHEAD

    def submit[Given, Found](
        self, carry_out: Callable[[Given], Found], chunk: Given
    ) -> Future[Found]:
        """Have a chunk done by a worker."""
        return self._executor.submit(carry_out, chunk)

    def died(self, error: BaseException) -> bool:
        """Whether Dask gave a chunk up because workers that had it died."""
        from distributed.scheduler import KilledWorker

        return isinstance(error, KilledWorker)

    def lost(self, error: BaseException) -> str:
        """Whether the scheduler is gone (its errors of communication are of the kind of ``OSError``)."""
        if (
            isinstance(error, (CancelledError, OSError))
            or type(error).__name__ == "FutureCancelledError"
        ):
            return f"the Dask scheduler ({self._address}) went away; what is finished is kept, the same command goes on from there"
        return ""

    def stop(self) -> None:
        """Take back what waits.

        What a worker has in hand ends with its next part, or with the worker.
        """
        self._executor.shutdown(wait=False)

    def close(self) -> None:
        """Let go of the scheduler, and end it with its workers if it is our own."""
        self._stack.close()
