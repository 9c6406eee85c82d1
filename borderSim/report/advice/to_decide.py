"""What can be decided today of the first remedy, by one rule for the brief of a diagnosis and that of a comparison.

The rule: a remedy is to be decided where its gain is clear, the simulations are enough and the open
answers do not change which one stands first. Else these are settled first, and then one chooses
between the first two.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from borderSim.studies.analysis.estimates import PROVISIONAL_BELOW

WEEKS = 4
"""Proposed for the questionnaire, each service for itself, and for open answers (assumption: a proposal of this project)."""


@dataclass(frozen=True)
class ToDecide:
    """Whether the first remedy is to be decided today, and what is missing for it.

    Attributes:
        clear: its interval leaves out zero. ordered: it stands first at both ends of the open
            answers. tried: whether these were simulated.
        replicates: simulations of each remedy.
        open: answers that are open; None where that is not known.
        second: title of the second; empty where none was tried, or it is not known.
    """

    clear: bool
    ordered: bool
    tried: bool
    replicates: int
    open: int | None
    second: str

    @property
    def weeks(self) -> int:
        """Weeks within which the open answers are to be settled."""
        return WEEKS

    @property
    def least(self) -> int:
        """Simulations that a decision needs."""
        return PROVISIONAL_BELOW

    @property
    def enough(self) -> bool:
        """Whether the simulations suffice for a decision."""
        return self.replicates >= PROVISIONAL_BELOW

    @property
    def settled(self) -> bool:
        """Whether it is to be decided today."""
        return self.clear and self.ordered and self.enough


def stays_first(name: str, ends: Iterable[str | None]) -> bool:
    """Whether a remedy is the best at every end of the open answers that was tried (None: it was not)."""
    return all(best == name for best in ends if best is not None)
