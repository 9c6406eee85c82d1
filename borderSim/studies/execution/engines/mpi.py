"""``engine=mpi``: the processes of an MPI job, by ``mpi4py.futures``.

The job is started by ``mpiexec -n N python -m mpi4py.futures -m borderSim sweep ... engine=mpi``:
rank 0 asks, the others work. When one of its processes dies MPI ends the whole job; typed again, it
goes on.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from concurrent.futures import Future

from borderSim.errors import InputError

START = "mpiexec -n N python -m mpi4py.futures -m borderSim ... engine=mpi"


def check() -> None:
    """See that mpi4py is installed and that this is rank 0 of a job with workers.

    Raises:
        InputError: if not.
    """
    if importlib.util.find_spec("mpi4py") is None:
        raise InputError(
            "engine=mpi: mpi4py is not installed; pip install 'bordersim[mpi]' installs it (it needs an MPI library)"
        )
    try:
        from mpi4py.futures import _core  # pyright: ignore[reportMissingImports]
    except (ImportError, RuntimeError) as error:
        raise InputError(f"engine=mpi: no MPI library could be loaded ({error})") from error
    if (
        getattr(_core, "SharedPool", None) is None
    ):  # (set by `-m mpi4py.futures`; without it every rank would run all)
        raise InputError(f"engine=mpi: must be started by {START}")


class Mpi:
    """Carries out chunks on the other ranks."""

    def __init__(self) -> None:
        from mpi4py.futures import MPIPoolExecutor  # pyright: ignore[reportMissingImports]

        check()
        self._executor = MPIPoolExecutor(main=False)
        self._executor.bootup(wait=True)
        self.slots = 2 * max(1, self._executor.num_workers)

    def submit[Given, Found](
        self, carry_out: Callable[[Given], Found], chunk: Given
    ) -> Future[Found]:
        """Have a chunk done by another rank."""
        return self._executor.submit(carry_out, chunk)

    def died(self, error: BaseException) -> bool:
        """Return False: MPI ends the whole job then."""
        return False

    def lost(self, error: BaseException) -> str:
        """Return nothing."""
        return ""

    def stop(self) -> None:
        """Take back what waits, and wait for what is in hand."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    def close(self) -> None:
        """Let the other ranks end."""
        self._executor.shutdown(wait=True)
