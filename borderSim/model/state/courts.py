"""Those who wait for a judgement, and those who serve a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Courts:
    """Queues of courts and prisons.

    Attributes:
        judgements: by day, slot, place, whether guilty (1 or 0) and the event of the charge.
        returns: by day, slot and place of those who come free; served: by day, how many sentences
            end.
        prisoners: how many are held.
    """

    judgements: dict[int, list[tuple[int, int, float, int]]] = field(default_factory=dict)
    returns: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    served: dict[int, int] = field(default_factory=dict)
    prisoners: int = 0
