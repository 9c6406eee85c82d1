"""What a load holds on average: a lognormal size that is cut off at its cap."""

from __future__ import annotations

import functools
import math

from scipy.special import ndtr

from borderSim.parameters.scenario import Load


@functools.lru_cache(maxsize=1024)
def expected_quantity(kind: Load) -> float:
    """Return the mean of ``min(median exp(sigma z), cap)``, z standard normal, in units of the goods.

    With ``k = log(cap / median) / sigma`` it is ``median exp(sigma^2 / 2) P(z < k - sigma) + cap
    P(z > k)``: what lies below the cap, and the cap as often as it is reached.
    """
    if kind.sigma <= 0.0:
        return min(kind.median, kind.cap)
    k = math.log(kind.cap / kind.median) / kind.sigma
    below = kind.median * math.exp(kind.sigma**2 / 2.0) * float(ndtr(k - kind.sigma))
    return below + kind.cap * float(ndtr(-k))
