"""Own lawful traffic of those whom leads name, and its share of all traffic of their mode."""

from __future__ import annotations

import numpy as np

from borderSim.model.kernels.compiled import B1, F1, F2, I1, compiled


@compiled
def log_sizes(z: F1, kind: I1, of_kind: F2, innocent: B1) -> F1:
    """Return the logarithm of own traffic over the median of its kind, (N,).

    Args:
        z: (N,) standard normal number of each.
        kind: (N,) row of ``of_kind``.
        of_kind: (M, 3) median (units a year) and sigma of own traffic, lawful units a day of all.
        innocent: (N,) who is met in proportion to his traffic.
    """
    out = np.empty(len(z))
    for n in range(len(z)):
        sigma = of_kind[kind[n], 1]
        out[n] = sigma * (z[n] + (sigma if innocent[n] else 0.0))
    return out


@compiled
def units_a_year(size: F1, kind: I1, of_kind: F2) -> F1:
    """Return own traffic, (N,) units a year, of its size over the median (N,)."""
    out = np.empty(len(size))
    for n in range(len(size)):
        out[n] = of_kind[kind[n], 0] * size[n]
    return out


@compiled
def shares_of_mode(units: F1, kind: I1, of_kind: F2, named: B1, namesakes: float) -> F1:
    """Return own traffic as a share of all traffic of its mode, (N,), at most 1; 0 where there is none.

    Args:
        units: (N,) a year.
        kind: (N,) row of ``of_kind``.
        of_kind: (M, 3) as of :func:`log_sizes`.
        named: (N,) whether the number is known; with a name alone all namesakes match.
        namesakes: how many units match where one would by its number.
    """
    out = np.zeros(len(units))
    for n in range(len(units)):
        rate = of_kind[kind[n], 2]
        if rate > 0.0:
            matched = units[n] * (1.0 if named[n] else namesakes)
            out[n] = min(matched / 365.0 / rate, 1.0)
    return out
