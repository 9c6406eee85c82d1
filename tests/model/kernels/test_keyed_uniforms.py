"""Uniforms of keys: the kernel gives the bytes of SplitMix64 over whole arrays."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.model.kernels.keyed_uniforms import uniforms_of

GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def mixed(h: np.ndarray) -> np.ndarray:
    h = h + GOLDEN
    h = (h ^ (h >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    h = (h ^ (h >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return h ^ (h >> np.uint64(31))


def oracle(start: int, keys: np.ndarray) -> np.ndarray:
    h = np.full(keys.shape[1], start, dtype=np.int64).astype(np.uint64)
    for part in keys:
        h = mixed(h ^ (part.astype(np.uint64) * GOLDEN))
    return (h >> np.uint64(11)).astype(np.float64) * 2.0**-53


@pytest.mark.parametrize("start", [0, 1, -1, 2**62 + 17, -(2**63)])
@pytest.mark.parametrize("parts", [1, 2, 3])
def test_the_bytes_are_those_of_the_oracle(start: int, parts: int):
    keys = np.random.default_rng(parts).integers(-3, 2**40, (parts, 300))
    keys[:, 0] = -(2**63)
    expected = oracle(start, keys).tobytes()
    assert uniforms_of(start, keys).tobytes() == expected
    with np.errstate(over="ignore"):  # numpy warns of single numbers; arrays wrap in silence
        assert uniforms_of.py_func(start, keys).tobytes() == expected


def test_no_key_gives_no_uniform():
    assert uniforms_of(5, np.empty((3, 0), dtype=np.int64)).shape == (0,)
