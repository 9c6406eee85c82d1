"""Where the choice flips: exact values of what only multiplies a part of net benefit.

Harm per unit, its share at home, the cost of delay and of the levels change nobody's doing. Net
benefit under another value is therefore exact: the part times a factor. Between two values the best
level can change only where two straight lines cross.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Flip:
    """The nearest factor on one side at which another level becomes best.

    Attributes:
        factor: on the part.
        to: place of the level that is best beyond it.
    """

    factor: float
    to: int


@dataclass(frozen=True)
class Switching:
    """What a factor on a part of net benefit does to the choice.

    Attributes:
        best: place of the level that is best at factor 1.
        below, above: the nearest flip on each side within the range, None where there is none.
    """

    best: int
    below: Flip | None
    above: Flip | None

    @property
    def none(self) -> bool:
        """Whether nothing flips within the range."""
        return self.below is None and self.above is None


def switching(benefit: ArrayLike, part: ArrayLike, low: float, high: float) -> Switching:
    """Return where the choice flips.

    Args:
        benefit: (L,) net benefit at factor 1.
        part: (L,) what the factor multiplies, counted as a burden (harm, a cost).
        low: least factor, 0 or more and at most 1.
        high: greatest factor, at least 1.
    """
    net, burden = np.asarray(benefit, float), np.asarray(part, float)
    order = np.argsort(-net, kind="stable")
    best = int(order[0])
    apart, steep = net[best] - net, burden[best] - burden  # apart - (factor - 1) * steep
    found: dict[str, Flip | None] = {"below": None, "above": None}
    for other in order[1:]:
        if steep[other] == 0:
            continue
        factor = 1 + apart[other] / steep[other]
        side = "above" if steep[other] > 0 else "below"
        held = found[side]
        nearer = held is None or abs(factor - 1) < abs(held.factor - 1)
        if low <= factor <= high and nearer:
            found[side] = Flip(float(factor), int(other))
    return Switching(best, found["below"], found["above"])
