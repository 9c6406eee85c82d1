"""A generator in a kernel, by its address: the same numbers as in numpy, and nothing to unpack.

numba takes a generator as an argument, but to unpack it takes longer than to draw a hundred numbers.
A :class:`Source` is worked out once and says where the numbers come from.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any, NamedTuple, cast

import numpy as np
from numba.core import cgutils, types  # pyright: ignore[reportMissingTypeStubs]
from numba.extending import intrinsic  # pyright: ignore[reportMissingTypeStubs]

_BITS: Any = types.NumPyRandomBitGeneratorType("bit_generator")


class Source(NamedTuple):
    """Where a generator is.

    It holds as long as the generator lives, and goes with it from state to state.

    Attributes:
        next_double: address of the function that gives the next uniform; state: of what it works on.
    """

    next_double: int
    state: int


def source_of(bits: np.random.BitGenerator) -> Source:
    """Return where a generator is: to be asked once, kept with it, and not to be copied."""
    found = bits.ctypes
    address = ctypes.cast(found.next_double, ctypes.c_void_p).value
    return Source(address or 0, found.state_address)


def _bits_at(_context: Any, next_double: Any, state: Any) -> Any:
    """Tell numba of what type the generator is, and how it is put together."""

    def code(context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        bits = cgutils.create_struct_proxy(_BITS)(context, builder)
        bits.parent = cgutils.get_null_value(bits.parent.type)
        bits.fnptr_next_double, bits.state = args
        return bits._getvalue()

    return _BITS(types.uintp, types.uintp), code


bits_at: Callable[[int, int], Any] = cast(Any, intrinsic)(_bits_at)
"""Return, in a kernel, the generator of a source, as numba's own distributions take it."""
