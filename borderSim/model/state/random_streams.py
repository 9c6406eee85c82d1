"""The only randomness of the model: named streams, so that levels stay paired.

Every purpose has its own generator, keyed by the seed of the replicate and a stable hash of
the purpose's name. What organisations, members and posts need is drawn in blocks of fixed
shape, used or not, so that a decision of one level never shifts the numbers of another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from numpy.random.bit_generator import ISeedSequence
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.special.cython_special import ndtri as _ndtri  # pyright: ignore[reportMissingTypeStubs]

from borderSim.model.kernels.generators import Source, source_of
from borderSim.model.kernels.keyed_uniforms import uniforms_of
from borderSim.model.kernels.uniform_streams import draw_blocks, place_of

Floats = NDArray[np.float64]

BLOCK_DAYS = 28
"""Days drawn at once; a technical choice with no effect on the distribution."""


def stable_hash(name: str) -> int:
    """Return a 64-bit number from a name, the same in every process and release of Python."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "little")


def generator(seed: int, purpose: str) -> np.random.Generator:
    """Return the generator of a purpose.

    Args:
        seed: seed of the replicate.
        purpose: name of what is drawn, for example ``planning`` or ``checks/seaport_alba/box``.
    """
    return np.random.Generator(
        np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(stable_hash(purpose),)))
    )


class _NoSeed(ISeedSequence):
    """In place of a seed where the state is set at once: numpy would draw one that is thrown away."""

    def generate_state(self, n_words: int, dtype: Any = np.uint32) -> NDArray[Any]:
        """Return zeros."""
        return np.zeros(n_words, dtype)


_NO_SEED: Any = _NoSeed()


def _places(seed: int, purposes: Sequence[str]) -> NDArray[np.int64]:
    """Return where the streams of purposes begin, (S, 4)."""
    bits = [cast(np.random.PCG64, generator(seed, one).bit_generator) for one in purposes]
    return np.array([place_of(one) for one in bits], dtype=np.int64).reshape(-1, 4)


def normal(u: float) -> float:
    """Return the standard normal variate that belongs to a uniform."""
    return _ndtri(min(max(u, 1e-12), 1.0 - 1e-12))  # the same function as scipy has it for arrays


def normals(u: Floats) -> Floats:
    """Return :func:`normal` of several uniforms."""
    return np.asarray(ndtri(np.minimum(np.maximum(u, 1e-12), 1.0 - 1e-12)), dtype=np.float64)


def few(rng: np.random.Generator, n: NDArray[np.int64], p: Floats) -> NDArray[np.int64]:
    """Return ``rng.binomial(n, p)``, drawn one by one: the same numbers, sooner where nearly all are 0 of 0."""
    out = np.zeros_like(n)
    for i in (n * p).nonzero()[0].tolist():
        out[i] = rng.binomial(n[i], p[i])
    return out


def gumbel(u: Floats) -> Floats:
    """Return the standard Gumbel variates that belong to uniforms."""
    return -np.log(-np.log(np.minimum(np.maximum(u, 1e-12), 1.0 - 1e-12)))


class DailyUniforms:
    """One block of uniforms of fixed shape for every day, from one or several streams.

    With several purposes (one a route) the first axis runs over them, so that adding a post
    leaves the numbers of the others as they were.
    """

    def __init__(self, seed: int, purposes: str | list[str], shape: tuple[int, ...]) -> None:
        names = [purposes] if isinstance(purposes, str) else purposes
        self._places = self._begun = _places(seed, names)
        self._shape = shape if isinstance(purposes, str) else (len(names), *shape)
        self._rows = shape[0] if shape else 1
        self._size = np.full(len(names), int(np.prod(shape)))
        self._drawn = self._size
        self._block: Floats = np.empty(0)
        self._normal: Floats | None = None
        self._first = -BLOCK_DAYS

    def hold(self, rows: int) -> None:
        """Draw from now on only the first rows of a day, those of slots that somebody holds.

        The numbers of the others are passed over; until they are held, they are 1.
        """
        self._drawn = self._size // self._rows * rows
        if self._first >= 0:  # the block under way is drawn anew
            self._places, self._first = self._begun, self._first - BLOCK_DAYS

    def today(self, day: int) -> Floats:
        """Return the block of a day (days must be asked in order), shape ``[purposes,] *shape``.

        It is to be used at once: the next days take its place.
        """
        first = day - day % BLOCK_DAYS
        if self._first < first:
            self._draw(first)
        return self._block[day - first]

    def normals(self, day: int) -> Floats:
        """Return :func:`normals` of :meth:`today`; they are worked out for many days at once."""
        self.today(day)
        if self._normal is None:
            self._normal = normals(self._block)
        return self._normal[day - self._first]

    def _draw(self, first: int) -> None:
        """Draw the days from ``first`` on, and pass over those before."""
        self._normal = None
        if not len(self._block):
            self._block = np.ones((BLOCK_DAYS, *self._shape))
        streams = len(self._places)
        days = self._block.reshape(BLOCK_DAYS, streams, self._size[0] if streams else 0)
        while self._first < first:
            self._first += BLOCK_DAYS
            self._begun, self._places = self._places, self._places.copy()
            some = streams if self._first == first else 0
            draw_blocks(self._places, some, self._drawn, self._size, days)


class WeeklyUniforms:
    """Uniforms of every member of every organisation, a new set each week.

    Each slot has its own stream and only as many rows as the organisation has places.
    """

    def __init__(
        self, seed: int, purpose: str, sizes: NDArray[np.int64], width: int, columns: int
    ) -> None:
        slots = [f"{purpose}/{slot}" for slot in range(len(sizes))]
        self._places = self._begun = _places(seed, slots)
        self._drawn, self._held = sizes * columns, len(sizes)
        self._values = np.ones((len(sizes), width, columns))
        self._week = -1

    def hold(self, slots: int) -> None:
        """Draw from now on only for the first slots, those that somebody holds; see :meth:`DailyUniforms.hold`."""
        self._held = slots
        if self._week >= 0:  # the week under way is drawn anew
            self._places, self._week = self._begun, self._week - 1

    def today(self, day: int) -> Floats:
        """Return this week's block, shape (O, M, columns); weeks must be asked in order."""
        while self._week < day // 7:
            self._week += 1
            self._begun, self._places = self._places, self._places.copy()
            some = self._held if self._week == day // 7 else 0
            values = self._values.reshape(1, len(self._values), -1)
            draw_blocks(self._places, some, self._drawn, self._drawn, values)
        return self._values


class Counted:
    """One uniform for every key of whole numbers, as a hash of stream and key: no state, no order, no size.

    What is looked up by what it is about (an entity of a slot and generation) and not by the day;
    the mixing is the finaliser of SplitMix64 (Steele, Lea and Flood 2014), once for each part of the
    key, so that the bytes are the same in every process and on every machine.
    """

    def __init__(self, seed: int, purpose: str) -> None:
        sequence = np.random.SeedSequence(seed, spawn_key=(stable_hash(purpose),))
        self._start = int(sequence.generate_state(1, np.uint64).view(np.int64)[0])

    def of(self, *key: NDArray[np.int64] | int) -> Floats:
        """Return the uniforms in [0, 1) of keys, arrays of one shape or single numbers."""
        shape = np.broadcast(*key).shape
        parts = np.empty((len(key), *shape), dtype=np.int64)
        for row, part in enumerate(key):
            parts[row] = part
        return uniforms_of(self._start, parts.reshape(len(key), -1)).reshape(shape)


class DayKeyed:
    """A generator whose counter is set by the day: any number of draws leaves other days alone.

    Used for marks of lawful traffic (which of the checked alarm, of which class they are),
    where numpy's own binomial and multinomial are exact and fast.
    """

    def __init__(self, seed: int, purpose: str) -> None:
        sequence = np.random.SeedSequence(seed, spawn_key=(stable_hash(purpose),))
        self._start_at(np.random.Philox(sequence).state)  # with nothing left over from a draw

    def _start_at(self, start: Any) -> None:
        """Keep the state from which every day starts."""
        self._start, self._counter = start, start["state"]["counter"]
        self._bits = np.random.Philox(_NO_SEED)
        self._generator = np.random.Generator(self._bits)
        self._source: Source | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Return what a copy is made of: nothing but the start."""
        return {"start": self._start}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Make the generator anew."""
        self._start_at(state["start"])

    def on(self, day: int, part: int = 0) -> np.random.Generator:
        """Return the generator set to the start of a day's own numbers, or of a part of the day (a slot's)."""
        self._counter[2], self._counter[3] = day, part
        self._bits.state = self._start
        return self._generator

    def source(self, day: int) -> Source:
        """Return where a kernel finds the generator, set to the start of a day's own numbers."""
        self.on(day)
        if self._source is None:
            self._source = source_of(self._bits)
        return self._source
