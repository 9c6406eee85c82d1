"""The same work for many seeds, by some processes; what comes back is in the order asked, whoever was first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Protocol

from borderSim.errors import StoppedError
from borderSim.language.phrases import phrase
from borderSim.model.kernels.compile_once import compile_once
from borderSim.studies.execution import engines
from borderSim.studies.execution.engines.engine import Engine


class OfSeed(Protocol):
    """What is asked for one seed."""

    @property
    def seed(self) -> int:
        """Number of the seed."""
        ...


def over_seeds[A: OfSeed, F](
    work: Callable[[A], F],
    asked: Sequence[A],
    workers: int,
    told: Callable[[int], None] | None = None,
) -> list[F]:
    """Do the work of every seed.

    Args:
        work: a pure function of what is asked, found by its module.
        asked: an entry a seed.
        workers: processes.
        told: is told how many seeds are done.

    Returns:
        What the work gave, in the order asked.

    Raises:
        StoppedError: a process died.
    """
    compile_once()
    engine = engines.open_engine(engines.LOCAL, workers=min(workers, len(asked)), scheduler=None)
    waiting, busy = list(reversed(asked)), dict[Future[F], int]()
    found: dict[int, F] = {}
    try:
        while waiting or busy:
            while waiting and len(busy) < engine.slots:
                one = waiting.pop()
                busy[engine.submit(work, one)] = one.seed
            for done in wait(busy, return_when=FIRST_COMPLETED).done:
                found[busy.pop(done)] = _given(engine, done)
                if told:
                    told(len(found))
    except BaseException:
        engine.stop()
        raise
    finally:
        engine.close()
    return [found[one.seed] for one in asked]


def _given[F](engine: Engine, done: Future[F]) -> F:
    error = done.exception()
    if error is not None and engine.died(error):
        raise StoppedError(
            phrase("a process that simulated died (too little memory?); try workers=1")
        )
    return done.result()
