"""Marks that a fact or a card was told at the table: by whom, on which day, at what time of the room.

The run does not change by them: they say how the table worked, and stand in the debrief.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from borderSim.classroom.exercise.format import ROLES, Exercise
from borderSim.classroom.exercise.marked import Marked
from borderSim.classroom.exercise.telling import PLACES, filled_by

Fact = Mapping[str, Any]
OF_ITSELF = ("what", "day", "file", "post")
"""Values by which a fact is the same on another day, though what it counts has grown since."""
MOST_TEXT = 60
"""Characters of the longest value of a fact (assumption)."""


@dataclass(frozen=True)
class Told:
    """A fact or a card that was told at the table.

    Attributes:
        at: clock time of the room, such as ``10:24:11``.
        day: days of the horizon that the wall had shown.
        round: number of the round.
        by: role that told it.
        inject: name of the inject whose card was told, empty for a fact of the books.
        fact: what :func:`borderSim.classroom.exercise.to_tell.to_tell` found, empty for a card.
    """

    at: str
    day: int
    round: int
    by: str
    inject: str = ""
    fact: Fact = field(default_factory=dict)

    def of_fact(self, role: str, fact: Fact | None) -> bool:
        """Tell whether this is the fact that a role has now; a sum, which has no day, is another one when it grows."""
        if self.by != role or not self.fact or not fact:
            return False
        keys = OF_ITSELF if "day" in fact else fact.keys()
        return all(self.fact.get(key) == fact.get(key) for key in keys)

    def of_card(self, role: str, inject: str) -> bool:
        """Tell whether this is the card of an inject, told by a role."""
        return self.by == role and self.inject == inject

    def plain(self) -> dict[str, Any]:
        """Return it as plain data, as it stands in a file."""
        what = {"inject": self.inject} if self.inject else {"fact": dict(self.fact)}
        return {"at": self.at, "day": self.day, "round": self.round, "by": self.by, **what}


def read_told(entry: Marked, exercise: Exercise) -> tuple[Told, ...]:
    """Return the marks of a file.

    Raises:
        InputError: something in them that can't be, with file, line and key.
    """
    return tuple(_one(item, exercise) for item in entry.items("marks of what was told"))


def _one(entry: Marked, exercise: Exercise) -> Told:
    entry.keys(("at", "day", "round", "by", "inject", "fact"), ("by",))
    inject, fact, at = (entry.below(key) for key in ("inject", "fact", "at"))
    if (inject.value is None) == (fact.value is None):
        raise entry.problem("holds either 'inject' (a card) or 'fact' (of the books)")
    names = tuple(x.name for x in exercise.injects)
    return Told(
        at=at.text(40) if at.value else "",
        day=entry.below("day").whole(0, exercise.days, 0),
        round=entry.below("round").whole(1, len(exercise.rounds), 1),
        by=entry.below("by").one_of(ROLES, "role"),
        inject=inject.one_of(names, "inject") if inject.value is not None else "",
        fact=_fact(fact) if fact.value is not None else {},
    )


def _fact(entry: Marked) -> Fact:
    """Return a fact of a file: plain values, as many as its sentence has places."""
    if not isinstance(entry.value, dict):
        raise entry.problem("must hold 'what' and the values of its places")
    what = entry.below("what").one_of(tuple(PLACES), "fact")
    needed = filled_by(what)
    for key, value in entry.value.items():
        plain = value is None or isinstance(value, str | int | float)
        if not plain or isinstance(value, bool) or len(str(value)) > MOST_TEXT:
            raise entry.below(str(key)).problem("must be a number or a short text")
    for key, kind in needed.items():
        if not isinstance(entry.value.get(key), kind):
            raise entry.problem(f"the fact '{what}' needs '{key}'")
    return dict(entry.value)
