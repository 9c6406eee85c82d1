"""How a kernel is compiled: from its own type hints, once a machine, and kept beside the package.

A kernel is a plain Python function over arrays and numbers. Its annotations say the type and the
number of axes of each argument (:data:`F1` is a row of floats that lies in one piece), and it is
compiled for exactly these when its file is imported: one form, no surprise on a later day. What
numba has compiled it keeps beside the file, or in the user's cache folder where that cannot be
written to; where neither can, each process compiles for itself, which takes seconds.

Neither fast arithmetic nor threads are used, so that a kernel gives the bytes that the same
operations give in numpy. numba asks only after the date of the file that a kernel stands in: a kernel
that calls another stands in the same file.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import numpy as np
from numba import njit, types  # pyright: ignore[reportMissingTypeStubs]
from numba.core.types import Type  # pyright: ignore[reportMissingTypeStubs]
from numpy.typing import NDArray

from borderSim.language.phrases import phrase, told
from borderSim.model.kernels import compile_once

_F, _I, _B = types.float64, types.int64, types.boolean

type F1 = Annotated[NDArray[np.float64], _F[::1]]
"""Floats in one row."""
type F2 = Annotated[NDArray[np.float64], _F[:, ::1]]
"""Floats in two axes, the last in one piece; :data:`F3`, :data:`F4`: in three and four."""
type F3 = Annotated[NDArray[np.float64], _F[:, :, ::1]]
type F4 = Annotated[NDArray[np.float64], _F[:, :, :, ::1]]
type I1 = Annotated[NDArray[np.int64], _I[::1]]
"""Whole numbers in one row; :data:`I2`: in two axes, :data:`I3`: in three."""
type I2 = Annotated[NDArray[np.int64], _I[:, ::1]]
type I3 = Annotated[NDArray[np.int64], _I[:, :, ::1]]
type B1 = Annotated[NDArray[np.bool_], _B[::1]]
"""Yes and no in one row; :data:`B2`: in two axes, :data:`B3`: in three."""
type B2 = Annotated[NDArray[np.bool_], _B[:, ::1]]
type B3 = Annotated[NDArray[np.bool_], _B[:, :, ::1]]
type ReadF1 = Annotated[NDArray[np.float64], types.Array(_F, 1, "C", readonly=True)]
"""Floats in one row that the kernel only reads: it takes what nobody can write to as well."""
type ReadF2 = Annotated[NDArray[np.float64], types.Array(_F, 2, "C", readonly=True)]
"""The same in two axes; :data:`ReadF3`: in three; :data:`ReadI1`: whole numbers in one row."""
type ReadF3 = Annotated[NDArray[np.float64], types.Array(_F, 3, "C", readonly=True)]
type ReadI1 = Annotated[NDArray[np.int64], types.Array(_I, 1, "C", readonly=True)]
type ReadI2 = Annotated[NDArray[np.int64], types.Array(_I, 2, "C", readonly=True)]
"""Whole numbers in two axes; :data:`ReadB1`, :data:`ReadB2`, :data:`ReadB3`: yes and no."""
type ReadB1 = Annotated[NDArray[np.bool_], types.Array(_B, 1, "C", readonly=True)]
type ReadB2 = Annotated[NDArray[np.bool_], types.Array(_B, 2, "C", readonly=True)]
type ReadB3 = Annotated[NDArray[np.bool_], types.Array(_B, 3, "C", readonly=True)]

_PLAIN: dict[Any, Type] = {float: _F, int: _I, bool: _B, type(None): types.void}


def compiled[**P, R](kernel: Callable[P, R]) -> Callable[P, R]:
    """Compile a kernel for the types that its annotations name.

    Args:
        kernel: a function over numbers and the arrays named here; it returns such, a tuple of
            such, or nothing.

    Returns:
        The compiled kernel; ``.py_func`` is the plain one.

    Raises:
        TypeError: an annotation that no kernel can have, or an operation that cannot be compiled.
    """
    hints = get_type_hints(kernel, include_extras=True)
    back = _compiled_type(hints.pop("return"))
    signature = back(*(_compiled_type(hint) for hint in hints.values()))
    # (nobody passes a kernel to another as C would: the entry for that is left out)
    form: dict[str, Any] = {"error_model": "numpy", "no_cfunc_wrapper": True}
    try:
        found: Any = njit(signature, cache=True, **form)(kernel)
    except RuntimeError:  # no folder to keep it in
        found = njit(signature, **form)(kernel)
    if not found.stats.cache_hits:
        ours = kernel.__module__.startswith(f"{__package__}.")
        _begin(together=ours and bool(found.stats.cache_misses))
    return found


_begun = False
"""Whether this process has told that it compiles."""


def _begin(*, together: bool) -> None:
    """Say why nothing is seen for a while.

    A process that was started by another is silent and goes on by itself.

    Args:
        together: whether to compile all other kernels now, by two processes; each must find what
            the other has kept.
    """
    global _begun
    if _begun or multiprocessing.parent_process() is not None or compile_once.HELPER in os.environ:
        return
    _begun = True
    line = told(phrase("compiling the inner loops of a day (once: ten seconds to some minutes)"))
    print(f"bordersim: {line}", file=sys.stderr)
    if together:
        compile_once.compile_together()


def _compiled_type(hint: Any) -> Type:
    """Return numba's name of an annotated type."""
    hint = getattr(hint, "__value__", hint)  # of a `type` statement
    if get_origin(hint) is tuple:
        return types.Tuple([_compiled_type(part) for part in get_args(hint)])
    if get_origin(hint) is Annotated:
        return get_args(hint)[1]
    if hint not in _PLAIN:
        raise TypeError(f"a kernel cannot take {hint}: one of the types of {__name__}, or a number")
    return _PLAIN[hint]
