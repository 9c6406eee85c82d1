"""Functions of scipy inside a kernel: the very code that scipy calls from Python, and so the same bytes.

scipy keeps the addresses of its compiled functions in ``scipy.special.cython_special``. One is given
a name here, so that a kernel that was compiled before finds it again in another process. From Python
the functions are scipy's own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llvmlite.binding import add_symbol  # pyright: ignore[reportMissingTypeStubs]
from numba import types  # pyright: ignore[reportMissingTypeStubs]
from numba.extending import (  # pyright: ignore[reportMissingTypeStubs]
    get_cython_function_address,
    overload,
)
from scipy import special

_NAME = "bordersim_gammaincinv"
add_symbol(_NAME, get_cython_function_address("scipy.special.cython_special", "gammaincinv"))
_gammaincinv = types.ExternalFunction(_NAME, types.float64(types.float64, types.float64))


def gammaincinv(shape: float, u: float) -> float:
    """Return the Gamma variate of a shape (scale 1) that belongs to a uniform."""
    return float(special.gammaincinv(shape, u))


@overload(gammaincinv)
def _in_a_kernel(shape: Any, u: Any) -> Callable[[Any, Any], float]:  # pyright: ignore[reportUnusedFunction]
    """Say to numba what stands for :func:`gammaincinv` in a kernel."""

    def call(shape: Any, u: Any) -> float:
        return _gammaincinv(shape, u)  # pragma: no cover - compiled

    return call
