"""What a table did: decisions with day and clock time, injects with the day on which they struck, notes.

With the exercise and the seed that is all: the run is computed anew from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from borderSim.classroom.exercise.format import BY_PLAN, ROLES, Exercise
from borderSim.classroom.exercise.marked import Marked
from borderSim.classroom.exercise.reading import read_exercise
from borderSim.classroom.exercise.settings import Taken, plan
from borderSim.classroom.exercise.standing import Standing, read_standing
from borderSim.classroom.exercise.told import Told, read_told
from borderSim.scenario.own_files import beside
from borderSim.scenario.strict_yaml import read_text

MOST_NOTE = 2000
"""Characters of the longest note (assumption: a page)."""
WHOLE_TABLE = "table"
"""Who decided where no single role did."""
KEYS = (
    "exercise", "seed", "played", "decisions", "injects", "skipped", "notes", "told", "stands",
)  # fmt: skip
"""What a file of a session may hold."""
HEAD = "# What a table did in an exercise; 'bordersim exercise debrief FILE' makes the debrief of it.\n"


@dataclass(frozen=True)
class Note:
    """A note of the facilitator.

    Attributes:
        at: clock time of the room, such as ``10:24``.
        day: day of the horizon that was shown.
        text: what was noted.
    """

    at: str
    day: int
    text: str


@dataclass(frozen=True)
class Session:
    """What a table did.

    Attributes:
        exercise: the exercise.
        source: its name or file, as it was given.
        seed: seed of the run that was played.
        taken: decisions in the order in which they were entered.
        fired: by name of an inject the day on which it struck, None for one that was skipped or is
            still to be fired.
        notes: notes of the facilitator.
        told: facts and cards that were marked as told at the table.
        played: days of the horizon that were played.
        skipped: names of the injects that are left out, so that one that waits for a hand is told
            from one that was skipped.
        stands: where the room stood when this was kept, None where nobody noted it.
    """

    exercise: Exercise
    source: str
    seed: int
    taken: tuple[Taken, ...] = ()
    fired: Mapping[str, int | None] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    told: tuple[Told, ...] = ()
    played: int = 0
    skipped: tuple[str, ...] = ()
    stands: Standing | None = None

    @classmethod
    def begin(cls, source: str) -> Session:
        """Return the session of an exercise before anything happened.

        Raises:
            InputError: there is no such exercise, or something is wrong with it.
        """
        exercise = read_exercise(source)
        return cls(exercise, source, exercise.seed, fired=plan(exercise))

    def plain(self) -> dict[str, Any]:
        """Return it as plain data, as it stands in a file."""
        found = {
            "exercise": self.source,
            "seed": self.seed,
            "played": self.played,
            "decisions": [
                {"day": t.day, "decision": t.decision, "by": t.by or WHOLE_TABLE, "at": t.at}
                for t in self.taken
            ],
            "injects": dict(self.fired),
            "skipped": list(self.skipped),
            "notes": [{"at": n.at, "day": n.day, "text": n.text} for n in self.notes],
            "told": [one.plain() for one in self.told],
        }
        return found if self.stands is None else found | {"stands": self.stands.plain()}

    def yaml(self) -> str:
        """Return it as the text of a file that :func:`read_session` reads."""
        return HEAD + yaml.safe_dump(self.plain(), sort_keys=False, allow_unicode=True, width=100)


def read_session(path: Path) -> Session:
    """Return the session that a file holds.

    Raises:
        InputError: it holds no session, with file, line and key.
    """
    top = Marked.read(read_text(path, str(path)), str(path))
    top.keys(KEYS, ("exercise",))
    source = top.below("exercise").text()
    with beside(path):
        exercise = read_exercise(source)
    days = exercise.days
    return Session(
        exercise=exercise,
        source=source,
        seed=top.below("seed").whole(0, 2**31, exercise.seed),
        skipped=top.below("skipped").some_of(tuple(plan(exercise)), "inject"),
        stands=read_standing(top.below("stands"), exercise),
        taken=_taken(top.below("decisions"), exercise),
        fired=_fired(top.below("injects"), exercise),
        notes=tuple(_note(item, days) for item in top.below("notes").items("notes")),
        told=read_told(top.below("told"), exercise),
        played=top.below("played").whole(0, days, days),
    )


def _taken(entry: Marked, exercise: Exercise) -> tuple[Taken, ...]:
    found: list[Taken] = []
    for item in entry.items("decisions"):
        item.keys(("day", "decision", "by", "at"), ("day", "decision"))
        name = item.below("decision").one_of(tuple(exercise.decisions), "decision")
        if any(one.decision == name for one in found):
            raise item.below("decision").problem(f"{name} was taken already")
        by = item.below("by").one_of((*ROLES, WHOLE_TABLE), "role", WHOLE_TABLE)
        at = item.below("at")
        found.append(
            Taken(
                day=item.below("day").whole(0, exercise.days - 1),
                decision=name,
                by="" if by == WHOLE_TABLE else by,
                at=at.text(40) if at.value else "",
            )
        )
    return tuple(found)


def _fired(entry: Marked, exercise: Exercise) -> dict[str, int | None]:
    """Return the day of each inject: as planned where nothing is said, None where null is."""
    found = plan(exercise)
    given = {} if entry.value is None else entry.value
    if not isinstance(given, dict):
        raise entry.problem("must be a mapping of injects to the day on which each struck, or null")
    entry.keys(tuple(found)) if given else None
    for name, day in given.items():
        found[name] = None if day is None else entry.below(name).whole(0, exercise.days - 1)
    return found


def _note(entry: Marked, days: int) -> Note:
    entry.keys(("at", "day", "text"), ("text",))
    at = entry.below("at")
    return Note(
        at=at.text(40) if at.value else "",
        day=entry.below("day").whole(0, days, 0),
        text=entry.below("text").text(MOST_NOTE),
    )


def spent(session: Session, number: int) -> int:
    """Return the points that were spent in a round."""
    one = session.exercise.rounds[number - 1]
    return sum(
        session.exercise.decisions[t.decision].points
        for t in session.taken
        if one.start <= t.day < one.end
    )


def planned(session: Session, name: str) -> bool:
    """Return whether an inject was to strike by plan."""
    return any(x.name == name and x.by == BY_PLAN for x in session.exercise.injects)
