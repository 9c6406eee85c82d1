"""From the YAML of an exercise to an exercise, or to one sentence that names file, line and key."""

from __future__ import annotations

from pathlib import Path

from borderSim.classroom.exercise.checks import check
from borderSim.classroom.exercise.decisions import MOST_POINTS, decisions_of, shipped_decisions
from borderSim.classroom.exercise.format import (
    AT_ROLES,
    BY_HAND,
    BY_PLAN,
    ON_WALL,
    PARTS,
    ROLES,
    Exercise,
    Inject,
    Round,
    Step,
)
from borderSim.classroom.exercise.marked import Marked
from borderSim.classroom.exercise.shock_cards import shock_named
from borderSim.scenario.files import called, file_of, names_in
from borderSim.scenario.strict_yaml import read_text

GROUP = "exercises"
KEYS = (
    "title", "about", "minutes", "scenario", "seed", "level", "twin", "roles", "points",
    "before", "rounds", "after", "decisions",
)  # fmt: skip
NEEDED = tuple(key for key in KEYS if key not in ("before", "after", "decisions"))
ROUND = (
    "title", "task", "days", "minutes", "injects", "budget", "decide", "offer", "question",
    "section",
)  # fmt: skip
MOST_MINUTES = 600
"""Longest session: a day (assumption: nobody teaches longer in one go)."""


def read_exercise(name: str | Path) -> Exercise:
    """Return an exercise, checked.

    Args:
        name: a shipped name, or the path of a YAML file.

    Raises:
        InputError: no such file, or anything wrong in it, in one sentence with file, line and key.
    """
    path = file_of(GROUP, str(name), "exercise")
    origin = called(GROUP, str(name), path)
    return parse_exercise(read_text(path, origin), origin, path.stem)


def parse_exercise(text: str, origin: str, name: str) -> Exercise:
    """Return the exercise that a text holds (see :func:`read_exercise`).

    Args:
        text: its YAML.
        origin: how sentences call the file.
        name: its name.
    """
    top = Marked.read(text, origin)
    top.keys(KEYS, NEEDED)
    points = top.below("points")
    points.keys(("says", "mark"), ("says", "mark"))
    decisions = dict(shipped_decisions())
    if top.value.get("decisions") is not None:
        decisions |= decisions_of(top.below("decisions"))
    roles = top.below("roles").some_of(ROLES, "role")
    exercise = Exercise(
        name=name,
        title=top.below("title").words(80),
        about=top.below("about").words(),
        minutes=top.below("minutes").whole(10, MOST_MINUTES),
        scenario=top.below("scenario").one_of(names_in("scenario"), "scenario"),
        seed=top.below("seed").whole(0, 2**31),
        level=top.below("level").one_of(names_in("partnership"), "level"),
        twin=top.below("twin").one_of(names_in("partnership"), "level"),
        roles=roles,
        points=points.below("says").words(),
        points_mark=points.below("mark").text(),
        before=tuple(_step(item) for item in top.below("before").items("steps")),
        rounds=(rounds := _rounds(top.below("rounds"), tuple(decisions), roles)),
        after=tuple(_step(item) for item in top.below("after").items("steps")),
        decisions={name: decisions[name] for one in rounds for name in one.offer},
    )
    check(exercise, top)
    return exercise


def _step(entry: Marked) -> Step:
    entry.keys(("title", "minutes", "say", "forms"), ("title", "minutes", "say"))
    return Step(
        title=entry.below("title").words(80),
        minutes=entry.below("minutes").whole(1, MOST_MINUTES),
        say=entry.below("say").words(),
        forms=entry.below("forms").whole(0, 2, 0),
    )


def _rounds(entry: Marked, decisions: tuple[str, ...], roles: tuple[str, ...]) -> tuple[Round, ...]:
    found: list[Round] = []
    number, start = 1, 0
    for item in entry.items("rounds", 1, 12):
        one = _round(item, len(found) + 1, start, number, decisions, roles)
        number += len(one.injects)
        start = one.end
        found.append(one)
    return tuple(found)


def _round(
    entry: Marked,
    number: int,
    start: int,
    first: int,
    decisions: tuple[str, ...],
    roles: tuple[str, ...],
) -> Round:
    entry.keys(ROUND, [key for key in ROUND if key not in ("decide", "injects")])
    days = entry.below("days").whole(1, 3650)
    minutes = entry.below("minutes")
    minutes.keys(PARTS, PARTS)
    return Round(
        number=number,
        title=entry.below("title").words(80),
        task=entry.below("task").words(),
        start=start,
        days=days,
        minutes={part: minutes.below(part).whole(1, 240) for part in PARTS},
        injects=tuple(
            _inject(item, first + place, start, days, roles)
            for place, item in enumerate(entry.below("injects").items("injects", 0, 8))
        ),
        budget=entry.below("budget").whole(0, MOST_POINTS),
        decide=entry.below("decide").whole(1, 6, 3),
        offer=entry.below("offer").some_of(decisions, "decision"),
        question=entry.below("question").words(400),
        section=entry.below("section").text(60),
    )


def _inject(entry: Marked, number: int, start: int, days: int, roles: tuple[str, ...]) -> Inject:
    entry.keys(("shock", "day", "by", "shown", "to"), ("shock",))
    name = entry.below("shock").one_of(names_in("shocks"), "shock")
    return Inject(
        number=number,
        name=name,
        shock=shock_named(name),
        by=entry.below("by").one_of((BY_PLAN, BY_HAND), "way to fire it", BY_PLAN),
        day=start + entry.below("day").whole(0, days - 1, 0),
        line=entry.lines.get(entry.key, 0),
        shown=entry.below("shown").one_of((ON_WALL, AT_ROLES), "place to show it", ON_WALL),
        to=entry.below("to").some_of(roles, "role of this exercise"),
    )
