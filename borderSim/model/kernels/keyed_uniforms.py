"""Uniforms of keys of whole numbers: the finaliser of SplitMix64 over the parts of each key."""

from __future__ import annotations

import numpy as np

from borderSim.model.kernels.compiled import F1, I2, compiled


@compiled
def uniforms_of(start: int, keys: I2) -> F1:
    """Return the uniform in [0, 1) of every key, (N,).

    The mixing (Steele, Lea and Flood 2014) is a bijection of 64 bits in which every bit moves
    half of the others; it is done once for each part of a key.

    Args:
        start: 64 bits of the stream, as a signed number.
        keys: (K, N) the K parts of N keys.
    """
    golden = np.uint64(0x9E3779B97F4A7C15)
    out = np.empty(keys.shape[1])
    for n in range(keys.shape[1]):
        h = np.uint64(np.int64(start))
        for part in range(keys.shape[0]):
            h = (h ^ (np.uint64(keys[part, n]) * golden)) + golden
            h = (h ^ (h >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            h = (h ^ (h >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            h = h ^ (h >> np.uint64(31))
        out[n] = float(h >> np.uint64(11)) * 2.0**-53
    return out
