"""Joint investigation teams: which there are, and which case each works.

A team takes the open case whose file weighs most. An ad hoc one ends with its case, and the next is
set up anew; a standing one goes on. What a joint case changes is which sources it may use
(:mod:`borderSim.model.actions.powers`), whose officers work it, and that its finds need no
hand-over.
"""

from __future__ import annotations

from dataclasses import dataclass

NO_CASE = -1


@dataclass(slots=True)
class Team:
    """A joint team: slot of its case (-1: none), and the day from which it can take one."""

    case: int = NO_CASE
    ready: int = 0


class JointTeams:
    """The teams of each instrument, by its name."""

    def __init__(self) -> None:
        self.teams: dict[str, list[Team]] = {}
