"""The only randomness of the model: named streams, so that levels stay paired.

Every purpose has its own generator, keyed by the seed of the replicate and a stable hash of
the purpose's name. What organisations, members and posts need is drawn in blocks of fixed
shape, used or not, so that a decision of one level never shifts the numbers of another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.random.bit_generator import ISeedSequence
from numpy.typing import NDArray
from scipy.special import ndtri

from borderSim.model.kernels.generators import Source, source_of
from borderSim.model.kernels.keyed_uniforms import uniforms_of

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


def _places(generators: Sequence[np.random.Generator]) -> list[tuple[int, int]]:
    """Return where generators stand in their streams, and by what they step: all that uniforms need."""
    found = [g.bit_generator.state["state"] for g in generators]
    return [(at["state"], at["inc"]) for at in found]


def _at(places: Sequence[tuple[int, int]]) -> list[np.random.Generator]:
    """Return generators that stand at places; a copy made so takes a tenth of numpy's own time."""
    found = []
    for state, step in places:
        bits = np.random.PCG64(_NO_SEED)
        bits.state = {
            "bit_generator": "PCG64",
            "state": {"state": state, "inc": step},
            "has_uint32": 0,
            "uinteger": 0,
        }
        found.append(np.random.Generator(bits))
    return found


def normal(u: float) -> float:
    """Return the standard normal variate that belongs to a uniform."""
    return float(ndtri(min(max(u, 1e-12), 1.0 - 1e-12)))


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
        self._single = isinstance(purposes, str)
        names = [purposes] if isinstance(purposes, str) else purposes
        self._generators = [generator(seed, name) for name in names]
        self._shape = shape
        self._block: Floats = np.empty(0)
        self._first = -BLOCK_DAYS

    def __getstate__(self) -> dict[str, Any]:
        """Return what a copy is made of: of each generator, where it stands."""
        return {**vars(self), "_generators": _places(self._generators)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Make the generators anew."""
        self.__dict__ |= {**state, "_generators": _at(state["_generators"])}

    def today(self, day: int) -> Floats:
        """Return the block of a day (days must be asked in order), shape ``[purposes,] *shape``."""
        first = day - day % BLOCK_DAYS
        while self._first < first:
            blocks = [g.random((BLOCK_DAYS, *self._shape)) for g in self._generators]
            self._block = (
                blocks[0]
                if self._single
                else np.stack(blocks, axis=1)
                if blocks
                else np.empty((BLOCK_DAYS, 0, *self._shape))
            )
            self._first += BLOCK_DAYS
        return self._block[day - first]


class WeeklyUniforms:
    """Uniforms of every member of every organisation, a new set each week.

    Each slot has its own stream and only as many rows as the organisation has places.
    """

    def __init__(
        self, seed: int, purpose: str, sizes: NDArray[np.int64], width: int, columns: int
    ) -> None:
        self._generators = [generator(seed, f"{purpose}/{slot}") for slot in range(len(sizes))]
        self._sizes = sizes
        self._values = np.ones((len(sizes), width, columns))
        self._week = -1

    def __getstate__(self) -> dict[str, Any]:
        """Return what a copy is made of: of each generator, where it stands."""
        return {**vars(self), "_generators": _places(self._generators)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Make the generators anew."""
        self.__dict__ |= {**state, "_generators": _at(state["_generators"])}

    def today(self, day: int) -> Floats:
        """Return this week's block, shape (O, M, columns); weeks must be asked in order."""
        while self._week < day // 7:
            self._week += 1
            for slot, (g, n) in enumerate(zip(self._generators, self._sizes, strict=True)):
                g.random(out=self._values[slot, :n])
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
