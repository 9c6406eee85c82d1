"""Those who wait for a judgement, and those who serve a sentence."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

FADE = math.exp(-1.0 / 365.0)
"""What is left of the memory of a year's charges after a day."""


@dataclass
class Courts:
    """Queues of courts and prisons.

    Attributes:
        judgements: by day, slot, place, whether guilty (1 or 0) and the event of the charge.
        returns: by day, slot and place of those who come free; served: by day, how many sentences
            end.
        prisoners: how many are held.
        usual: charges a year that the courts are used to, 0 where nothing is known of it; load:
            charges that came to them, forgotten by and by over a year.
    """

    judgements: dict[int, list[tuple[int, int, float, int]]] = field(default_factory=dict)
    returns: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    served: dict[int, int] = field(default_factory=dict)
    prisoners: int = 0
    usual: float = 0.0
    load: float = 0.0

    def room(self, capacity: float) -> float:
        """Return the part of all charges that the courts can take now, 0 to 1.

        Args:
            capacity: charges that they can take a year, as a multiple of the usual.
        """
        most = capacity * self.usual
        return most / self.load if 0.0 < most < self.load else 1.0

    def fade(self) -> None:
        """Forget a day's part of the charges of a year."""
        self.load *= FADE
