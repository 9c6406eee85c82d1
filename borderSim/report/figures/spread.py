"""Where the dots of a network stand: as far apart as there are ties between them.

The energy is that of Kamada and Kawai (1989): the squared difference between the distance on the
sheet and the number of ties on the shortest way, over the square of that number. It is brought down
step by step (stress majorization: Gansner, Koren and North 2004), from a circle. numpy alone does
it in some milliseconds; the libraries that draw networks take longer to be loaded.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STEPS = 500
"""At most."""
ENOUGH = 1e-5
"""A step that lowers the energy by less than this share of it ends the search."""


def ways(count: int, ties: Sequence[tuple[int, int]]) -> Floats:
    """Return the ties on the shortest way between any two dots, shape (count, count); infinite without one.

    Args:
        count: of dots, numbered from 0.
        ties: pairs of dots.
    """
    near = np.zeros((count, count), bool)
    for a, b in ties:
        near[a, b] = near[b, a] = True
    found = np.where(np.eye(count, dtype=bool), 0.0, np.inf)
    reached = np.eye(count, dtype=bool)
    for length in range(1, count):
        new = (reached.astype(np.uint16) @ near.astype(np.uint16) > 0) & ~np.isfinite(found)
        if not new.any():
            break
        found[new] = length
        reached = new
    return found


def energy(spots: Floats, wanted: Floats) -> float:
    """Return how far distances are from those that are wanted: the sum over pairs of (distance / wanted - 1)².

    Args:
        spots: of the dots, shape (count, 2).
        wanted: distances, shape (count, count), all finite; zero on the diagonal alone.
    """
    return _energy(_distances(spots), wanted, _weights(wanted))


def spread(wanted: Floats) -> Floats:
    """Return spots with about these distances, shape (count, 2).

    Args:
        wanted: distances, shape (count, count), all finite; zero on the diagonal alone.
    """
    turn = 2 * np.pi * np.arange(len(wanted)) / len(wanted)
    spots = np.column_stack([np.cos(turn), np.sin(turn)]) * wanted.max() / 2
    weights = _weights(wanted)
    inverse = np.linalg.pinv(np.diag(weights.sum(axis=1)) - weights)
    before = np.inf
    for _ in range(STEPS):
        apart = _distances(spots)
        now = _energy(apart, wanted, weights)
        if before - now <= ENOUGH * now:
            break
        pull = -np.divide(weights * wanted, apart, out=np.zeros_like(apart), where=apart > 1e-12)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        spots, before = inverse @ (pull @ spots), now
    return spots


def _weights(wanted: Floats) -> Floats:
    return np.divide(1.0, wanted**2, out=np.zeros_like(wanted), where=wanted > 0)


def _distances(spots: Floats) -> Floats:
    x, y = spots.T
    return np.hypot(x[:, None] - x, y[:, None] - y)


def _energy(apart: Floats, wanted: Floats, weights: Floats) -> float:
    return float((weights * (apart - wanted) ** 2).sum()) / 2  # (each pair stands there twice)
