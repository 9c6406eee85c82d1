"""How sure the choice is: a grade from A to D, by a stated rule.

* A: the level is best in at least 95 % of the futures, and under all structures that were tried;
* B: in at least 80 %, and under most structures (more than half);
* C: less often, but at most three named assumptions say where it is and where not: together they
  explain at least half of what the difference to the runner-up varies by; or it is best in two
  thirds of the futures;
* D: no ranking.

Where the inputs that decide have no source the grade is no better than C.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Grade = Literal["A", "B", "C", "D"]
Why = Literal["stable", "mostly", "named", "likely", "no ranking"]

SURE, MOSTLY, LIKELY = 0.95, 0.80, 2 / 3
MOST_NAMED = 3
EXPLAINED = 0.5
HALF = 0.5


@dataclass(frozen=True)
class Graded:
    """A grade with its reason.

    Attributes:
        grade: the grade that is told.
        earned: what it would be, had all deciding inputs a source.
        why: by which line of the rule.
        capped: whether the lack of a source lowered it.
    """

    grade: Grade
    earned: Grade
    why: Why
    capped: bool


def graded(
    share: float,
    *,
    structures: float | None,
    named: int,
    explained: float,
    sourced: bool,
) -> Graded:
    """Return the grade.

    Args:
        share: of the futures in which the chosen level is best.
        structures: share of the structures in which the same level is best; None where none were
            tried, which counts as not stable.
        named: number of assumptions that were told from chance, at most :data:`MOST_NAMED` counted.
        explained: share of the variance that these explain together.
        sourced: whether the inputs that decide have a source.
    """
    earned, why = _earned(share, structures, named, explained)
    capped = earned in ("A", "B") and not sourced
    return Graded("C" if capped else earned, earned, why, capped)


def _earned(
    share: float, structures: float | None, named: int, explained: float
) -> tuple[Grade, Why]:
    if share >= SURE and structures == 1.0:
        return "A", "stable"
    if share >= MOSTLY and structures is not None and structures > HALF:
        return "B", "mostly"
    if 0 < named <= MOST_NAMED and explained >= EXPLAINED:
        return "C", "named"
    if share >= LIKELY:
        return "C", "likely"
    return "D", "no ranking"
