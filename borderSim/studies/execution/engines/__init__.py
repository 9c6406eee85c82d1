"""Engines: what carries out the tasks of a study.

One file each; a study's loop is the same with all of them.

What is done is read from the files, never from the engine; so an engine is a few lines over a
library that exists, and all give the same bytes.
"""

from __future__ import annotations

from borderSim.errors import InputError, nearest
from borderSim.language.phrases import phrase
from borderSim.studies.execution.engines.engine import Engine

ENGINES = ("local", "dask", "mpi")
LOCAL, DASK, MPI = ENGINES


def check_engine(engine: str, scheduler: str | None = None) -> None:
    """See that an engine can be opened, before anything is computed.

    Raises:
        InputError: there is no such engine, its library is not installed, or it can't be used as
            started.
    """
    if engine not in ENGINES:
        raise InputError(
            phrase(
                "engine={engine!r}: there is no such engine{near}; there are: {allowed}",
                engine=engine,
                near=nearest(str(engine), ENGINES),
                allowed=", ".join(ENGINES),
            )
        )
    if scheduler is not None and engine != DASK:
        raise InputError(f"scheduler={scheduler!r}: belongs to engine=dask, not to engine={engine}")
    if engine == DASK:
        from borderSim.studies.execution.engines import dask

        dask.check(scheduler)
    if engine == MPI:
        from borderSim.studies.execution.engines import mpi

        mpi.check()


def open_engine(engine: str, *, workers: int, scheduler: str | None = None) -> Engine:
    """Return an engine that is ready; it is closed by whoever opened it.

    Args:
        engine: ``local``, ``dask`` or ``mpi``.
        workers: processes of this machine; MPI and an outside scheduler have their own number.
        scheduler: address or file of a Dask scheduler that runs already (None: one of its own).

    Raises:
        InputError: it can't be opened.
    """
    if engine == DASK:
        from borderSim.studies.execution.engines.dask import Dask

        return Dask(workers, scheduler)
    if engine == MPI:
        from borderSim.studies.execution.engines.mpi import Mpi

        return Mpi()
    if workers == 1:
        from borderSim.studies.execution.engines.here import Here

        return Here()
    from borderSim.studies.execution.engines.local import Local

    return Local(workers)
