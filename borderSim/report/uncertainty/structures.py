"""Which level is best under other structures of the model: the finding of the shipped study, for the shipped country."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from borderSim.package import PACKAGE

FILE = "docs/structure.json"
"""In a checkout beside the package, in an installed one inside it."""
FIRST = 1.0


@dataclass(frozen=True)
class Structures:
    """What the study says of one outcome.

    Attributes:
        count: structures that were tried; replicates: of each.
        first: by level the number of structures in which it alone is best.
        scenario: on which it was made; version: of the program that made it.
        factors: keys that were varied.
    """

    count: int
    replicates: int
    first: dict[str, int]
    scenario: str
    version: str
    factors: tuple[str, ...]

    def share(self, level: str) -> float:
        """Return the share of the structures in which a level alone is best."""
        return self.first.get(level, 0) / self.count


def structures(outcome: str, levels: tuple[str, ...]) -> Structures | None:
    """Return the finding for an outcome; None where it is not there, or of other levels."""
    found = _finding()
    if found is None or not set(levels) >= set(found["levels"]):
        return None
    rows = [row for row in found["ranks"] if row["outcome"] == outcome]
    first = dict.fromkeys(found["levels"], 0)
    for row in rows:
        if row["rank"] == FIRST:
            first[row["level"]] += 1
    return Structures(
        len(found["structures"]),
        int(found["replicates"]),
        first,
        str(found["scenario"]),
        str(found.get("program_version", "")),
        tuple(found["factors"]),
    )


@cache
def _finding() -> dict[str, Any] | None:
    for place in (PACKAGE / FILE, PACKAGE.parent / FILE):
        if place.is_file():
            return json.loads(place.read_text("utf-8"))
    return None
