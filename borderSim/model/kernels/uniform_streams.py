"""Streams of uniforms in rows: numpy's PCG64, of which a kernel draws what is needed and passes over the rest.

A stream is where it stands and by what it steps, two numbers of 128 bits, each as two of 64 (O'Neill
2014; the numbers are those of ``numpy.random.PCG64`` to the bit). To pass over many takes no longer
than to draw a few, and a copy of a stream is a copy of four numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from llvmlite import ir  # pyright: ignore[reportMissingTypeStubs]
from numba.core import types  # pyright: ignore[reportMissingTypeStubs]
from numba.extending import intrinsic, overload  # pyright: ignore[reportMissingTypeStubs]
from numpy.typing import NDArray

from borderSim.model.kernels.compiled import F3, I2, ReadI1, compiled

WORD = 1 << 64
_MULTIPLIER = 0x2360ED051FC65DA44385DF649FCCF645


def _halves(number: int) -> tuple[int, int]:
    """Return a number of 128 bits as two of 64, signed as an array holds them."""
    high, low = (number >> 64) % WORD, number % WORD
    return high - (high >> 63) * WORD, low - (low >> 63) * WORD


def _whole(high: int, low: int) -> int:
    """Return a number of 128 bits from its halves."""
    return (int(high) % WORD) << 64 | int(low) % WORD


_HIGH, _LOW = _halves(_MULTIPLIER)
"""What the place of a stream is multiplied by at every step."""


def place_of(bits: np.random.PCG64) -> NDArray[np.int64]:
    """Return where a generator stands and by what it steps, (4,)."""
    at: Any = bits.state["state"]
    return np.array([*_halves(at["state"]), *_halves(at["inc"])], dtype=np.int64)


def times_plus(a: int, b: int, c: int, d: int, e: int, f: int) -> tuple[int, int]:
    """Return the product of two numbers plus a third, all of 128 bits in two halves."""
    return _halves(_whole(a, b) * _whole(c, d) + _whole(e, f))


def uniform_at(high: int, low: int) -> float:
    """Return the uniform in [0, 1) that belongs to a place of a stream."""
    whole = _whole(high, low)
    mixed, turn = (whole >> 64) ^ (whole % WORD), whole >> 122
    turned = (mixed >> turn | mixed << (64 - turn)) % WORD
    return (turned >> 11) * 2.0**-53


@cast(Any, intrinsic)
def _times_plus(_context: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any) -> Any:
    """:func:`times_plus` as the processor does it."""
    pair, wide = types.UniTuple(types.int64, 2), ir.IntType(128)

    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        halves = [builder.zext(arg, wide) for arg in args]
        up = ir.Constant(wide, 64)
        pairs = zip(halves[::2], halves[1::2], strict=True)
        one, other, third = (builder.or_(builder.shl(high, up), low) for high, low in pairs)
        found = builder.add(builder.mul(one, other), third)
        parts = [builder.lshr(found, up), found]
        narrow = [builder.trunc(part, ir.IntType(64)) for part in parts]
        return context.make_tuple(builder, signature.return_type, narrow)

    return pair(a, b, c, d, e, f), code


@overload(times_plus)
def _times_plus_in_a_kernel(a: Any, b: Any, c: Any, d: Any, e: Any, f: Any) -> Callable[..., Any]:  # pyright: ignore[reportUnusedFunction]
    """Say to numba what stands for :func:`times_plus` in a kernel."""

    def call(a: Any, b: Any, c: Any, d: Any, e: Any, f: Any) -> Any:
        return _times_plus(a, b, c, d, e, f)  # pragma: no cover - compiled

    return call


@overload(uniform_at)
def _uniform_in_a_kernel(high: Any, low: Any) -> Callable[..., Any]:  # pyright: ignore[reportUnusedFunction]
    """Say to numba what stands for :func:`uniform_at` in a kernel."""

    def call(high: Any, low: Any) -> Any:  # pragma: no cover - compiled
        mixed, turn = np.uint64(high ^ low), np.uint64(high) >> np.uint64(58)
        back = (np.uint64(64) - turn) & np.uint64(63)
        turned = (mixed >> turn) | (mixed << back)
        return np.float64(turned >> np.uint64(11)) * 2.0**-53

    return call


@compiled
def pass_over(places: I2, stream: int, number: int) -> None:
    """Let a stream stand where it would after so many more uniforms (Brown 1994).

    Args:
        places: (S, 4) of streams; changed.
        stream: which of them.
        number: of uniforms, 0 or more.
    """
    high, low = places[stream, 0], places[stream, 1]
    plus_high, plus_low = places[stream, 2], places[stream, 3]
    by_high, by_low = _HIGH, _LOW
    while number > 0:
        if number % 2:
            high, low = times_plus(high, low, by_high, by_low, plus_high, plus_low)
        plus_high, plus_low = times_plus(plus_high, plus_low, by_high, by_low, plus_high, plus_low)
        by_high, by_low = times_plus(by_high, by_low, by_high, by_low, 0, 0)
        number //= 2
    places[stream, 0], places[stream, 1] = high, low


@compiled
def draw_blocks(places: I2, first: int, drawn: ReadI1, whole: ReadI1, out: F3) -> None:
    """Draw the first uniforms of blocks that follow one another, and pass over the rest of each.

    Args:
        places: (S, 4) of streams; each is left at the end of its last block.
        first: stream from which on nothing is drawn and all is passed over.
        drawn: (S,) uniforms of each block that are drawn.
        whole: (S,) uniforms that there are in each block.
        out: (blocks, S, N) what is drawn; all else is left as it is.
    """
    for s in range(len(places)):
        if s >= first:
            pass_over(places, s, out.shape[0] * whole[s])
            continue
        for block in range(out.shape[0]):
            high, low = places[s, 0], places[s, 1]
            plus_high, plus_low = places[s, 2], places[s, 3]
            for i in range(drawn[s]):
                high, low = times_plus(high, low, _HIGH, _LOW, plus_high, plus_low)
                out[block, s, i] = uniform_at(high, low)
            places[s, 0], places[s, 1] = high, low
            pass_over(places, s, whole[s] - drawn[s])
