"""What an exercise holds: its rounds, injects, decisions, and the minutes that each part takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from borderSim.parameters.shocks import Shock, Text

ROLES = ("customs", "police", "analyst", "liaison", "investigator", "minister")
"""Seats at the table. The trafficker's side is never one of them."""
AUDIENCE = {
    "customs": ("customs_director", "front_line"),
    "police": ("police_director",),
    "analyst": ("risk_analyst",),
    "liaison": ("liaison_officer",),
    "investigator": ("investigator", "prosecutor"),
    "minister": ("minister",),
}
"""By role, to whom a shock's ``to`` may be handed so that this role holds the card."""
PARTS = ("inject", "table", "run", "reveal", "question")
"""Parts of a round, in their order, each with its minutes."""
BY_PLAN, BY_HAND = "plan", "hand"
ON_WALL, AT_ROLES = "wall", "roles"
"""Where a card is shown: to everybody on the wall, or only to the roles that it is addressed to."""
BEFORE, AFTER = "before", "after"


@dataclass(frozen=True)
class Step:
    """A part of the session outside the rounds.

    Attributes:
        title: what is done.
        minutes: how long it takes.
        say: what the facilitator says or does.
        forms: how many empty questionnaires it needs, one per service; 0 for none.
    """

    title: Text
    minutes: int
    say: Text
    forms: int = 0


@dataclass(frozen=True)
class Inject:
    """A shock that is put to the table in a round.

    Attributes:
        number: its number on cards and on the time line, from 1 through the whole exercise.
        name: name of the shipped shock.
        shock: the shock, whose texts are those of the card.
        by: ``plan`` or ``hand``.
        day: day of the horizon on which it is planned; for one by hand the first on which it may
            be fired.
        line: line of the file.
        shown: ``wall`` (everybody reads it) or ``roles`` (only those to whom it is addressed).
        to: roles that hold its card; empty: those whom the shock names.
    """

    number: int
    name: str
    shock: Shock
    by: str
    day: int
    line: int = 0
    shown: str = ON_WALL
    to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """One choice of the menu.

    Attributes:
        name: its name in the file.
        title: as on the menu.
        text: what it means for those who work with it.
        points: what it costs of the round's budget.
        settings: keys of the scenario that it sets from the day on, by dotted key.
        instruments: instruments of cooperation that are begun.
        needs: decisions that must have been taken before.
        section: section of the handbook.
        place: file, line and key of it, for sentences.
    """

    name: str
    title: Text
    text: Text
    points: int
    settings: Mapping[str, object]
    instruments: tuple[str, ...]
    needs: tuple[str, ...]
    section: str
    place: str = ""


@dataclass(frozen=True)
class Round:
    """One round: injects, table time, decisions, the run, the twin, a question.

    Attributes:
        number: from 1.
        title: its name.
        task: what the table is asked to do.
        start: day of the horizon on which its decisions take effect, and its run begins.
        days: how many days its run shows.
        minutes: by part (see :data:`PARTS`).
        injects: what is put to the table.
        budget: points that may be spent.
        decide: how many decisions may be taken at most.
        offer: names of the decisions on the menu.
        question: the one question at its end.
        section: section of the handbook for that question.
    """

    number: int
    title: Text
    task: Text
    start: int
    days: int
    minutes: Mapping[str, int]
    injects: tuple[Inject, ...]
    budget: int
    decide: int
    offer: tuple[str, ...]
    question: Text
    section: str

    @property
    def end(self) -> int:
        """The day of the horizon after its last."""
        return self.start + self.days

    @property
    def length(self) -> int:
        """Its minutes in all."""
        return sum(self.minutes.values())


@dataclass(frozen=True)
class Exercise:
    """An exercise as its file says it.

    Attributes:
        name: name of the file, without its ending.
        title: as on the wall.
        about: what it teaches, and to whom.
        minutes: its length.
        scenario: scenario of the country.
        seed: seed of the run that is played.
        level: level that is in force before, and at which the table begins.
        twin: level of the twin that is revealed.
        roles: roles at the table.
        points: what a point of the budget stands for.
        points_mark: where the points come from (a source, or "assumption").
        before: steps before the first round.
        rounds: the rounds.
        after: steps after the last.
        decisions: by name.
    """

    name: str
    title: Text
    about: Text
    minutes: int
    scenario: str
    seed: int
    level: str
    twin: str
    roles: tuple[str, ...]
    points: Text
    points_mark: str
    before: tuple[Step, ...]
    rounds: tuple[Round, ...]
    after: tuple[Step, ...]
    decisions: Mapping[str, Decision]

    @property
    def days(self) -> int:
        """Days of all rounds together."""
        return sum(one.days for one in self.rounds)

    @property
    def injects(self) -> tuple[Inject, ...]:
        """Every inject, by number."""
        return tuple(inject for one in self.rounds for inject in one.injects)

    def round_of(self, day: int) -> Round:
        """Return the round to which a day of the horizon belongs; the last for later days."""
        return next((one for one in self.rounds if day < one.end), self.rounds[-1])


def handed_to(inject: Inject, roles: tuple[str, ...]) -> tuple[str, ...]:
    """Return the roles of an exercise that hold the card of an inject; all where it names none of them."""
    if inject.to:
        return tuple(role for role in roles if role in inject.to)
    to = set(inject.shock.to)
    named = tuple(role for role in roles if to.intersection(AUDIENCE[role]))
    return roles if "everybody" in to or not named else named
