"""What is stored of a class: scenario, seed, settings, and the dated decisions and shocks of each track. Nothing else.

Everything that the page shows follows from it, as the model is deterministic: a server that was
killed reads the file and computes the rest again.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from borderSim.classroom.live.plain import (
    course_settings,
    label,
    plain_settings,
    plain_values,
    text,
    whole_number,
)
from borderSim.classroom.refusals import RefusedError
from borderSim.errors import InputError
from borderSim.given import MOST_SEED
from borderSim.studies.execution import files

FORMAT = 1
"""Number of the form of the file; another one is refused."""
FOLDER = "play"
"""Folder of the sessions inside the results folder."""
ID = re.compile(r"[A-Za-z0-9_-]{22,64}")
"""A session's id: 22 signs or more drawn by the operating system, so that nobody can guess one."""
OF_THE_LEVEL = re.compile(r"(partnership|levers|layers)(\.|$)")
"""Keys that say how the services stand to each other; a twin under another level goes without them."""
MOST_TRACKS = 4
"""Tracks of a session at most (assumption: no more fit beside each other on a projector)."""


@dataclass(frozen=True)
class Course:
    """The course of one country: its level, and what was decided and what struck on which day.

    Attributes:
        name: of the track, unique in its session.
        level: the partnership level in force from the first day of the horizon on.
        settings: further settings of this track alone, ``key=value``: dials, instruments.
        decisions: by day of the horizon, the keys that a ``schedule`` may change with their values.
        shocks: by name, the day on which a shock was fired by hand.
        parent: the track of which it is a fork or a twin, empty for the first.
        what: ``first``, ``fork`` or ``twin``.
    """

    name: str
    level: str
    settings: tuple[str, ...] = ()
    decisions: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    shocks: Mapping[str, int] = field(default_factory=dict)
    parent: str = ""
    what: str = "first"

    def decided(self, day: int, values: Mapping[str, Any]) -> Course:
        """Return the course with further decisions that take effect on a day of the horizon."""
        whole = {**self.decisions.get(day, {}), **values}
        return replace(self, decisions=dict(sorted({**self.decisions, day: whole}.items())))

    def struck(self, name: str, day: int) -> Course:
        """Return the course with a shock that strikes on a day of the horizon."""
        return replace(self, shocks={**self.shocks, name: day})

    def until(self, day: int) -> Course:
        """Return the course as it was before anything was decided on a day."""
        return replace(
            self,
            decisions={d: values for d, values in self.decisions.items() if d < day},
            shocks={name: d for name, d in self.shocks.items() if d < day},
        )

    def under(self, level: str, name: str) -> Course:
        """Return a twin: the same decisions under another level, without those about the level itself."""
        kept = {
            day: {key: v for key, v in values.items() if not OF_THE_LEVEL.match(key)}
            for day, values in self.decisions.items()
        }
        return replace(
            self,
            name=name,
            level=level,
            settings=tuple(text for text in self.settings if not OF_THE_LEVEL.match(text)),
            decisions={day: values for day, values in kept.items() if values},
            parent=self.name,
            what="twin",
        )


@dataclass(frozen=True)
class Session:
    """What a class plays.

    Attributes:
        id: unguessable name; scenario: name of a shipped scenario, or ``own`` for one handed in.
        seed: of the replicate.
        settings: ``key=value`` that hold for all tracks from the burn-in on.
        courses: of the tracks.
        days: by name of a track, how many days of the horizon it has gone.
        own: text of a scenario file that was handed in (YAML), empty for a shipped one.
    """

    id: str
    scenario: str
    seed: int
    settings: tuple[str, ...] = ()
    courses: tuple[Course, ...] = ()
    days: Mapping[str, int] = field(default_factory=dict)
    own: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {
            "format": FORMAT,
            "id": self.id,
            "scenario": self.scenario,
            "seed": self.seed,
            "settings": list(self.settings),
            "own": self.own,
            "tracks": [_course_as_dict(course, self.days) for course in self.courses],
        }


def new_id() -> str:
    """Return an id that nobody can guess (128 bits from the operating system)."""
    return secrets.token_urlsafe(16)


def session_from(data: object, place: str) -> Session:
    """Read a session from plain JSON values.

    Args:
        data: as :meth:`Session.as_dict` gives it.
        place: how sentences call it.

    Raises:
        InputError: it is not of that form, in one sentence.
    """
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        raise InputError(f"{place}: is no session of this version (format {FORMAT})")
    courses, days = [], {}
    tracks = data.get("tracks")
    for entry in tracks if isinstance(tracks, list) else []:
        course, day = _course_from(entry, place)
        courses.append(course)
        days[course.name] = day
    if not courses or len(days) < len(courses) or len(courses) > MOST_TRACKS:
        raise InputError(f"{place}: names no track, one twice, or more than {MOST_TRACKS}")
    return Session(
        id=checked_id(data.get("id")),
        scenario=label("scenario", data.get("scenario"), place),
        seed=whole_number("seed", data.get("seed"), place, most=MOST_SEED),
        settings=plain_settings(data.get("settings", []), place),
        courses=tuple(courses),
        days=days,
        own=text("own", data.get("own", ""), place),
    )


def checked_id(given: object) -> str:
    """Return an id if it has the form of one.

    Raises:
        RefusedError: it has not; so no id can name a file elsewhere.
    """
    if not isinstance(given, str) or not ID.fullmatch(given):
        raise RefusedError("session.id")
    return given


def store(session: Session, results_dir: str | Path) -> Path:
    """Write a session into ``results_dir/play``, whole or not at all, and return its file."""
    folder = Path(results_dir) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return files.write_json(folder / f"{checked_id(session.id)}.json", session.as_dict())


def stored(id_: object, results_dir: str | Path) -> Session | None:
    """Return a stored session, None where there is none of that id.

    Raises:
        InputError: the id has not the form of one, or the file cannot be read as a session.
    """
    path = Path(results_dir) / FOLDER / f"{checked_id(id_)}.json"
    if not path.is_file():
        return None
    try:
        data = files.read_json(path)
    except (OSError, ValueError) as error:
        raise InputError(f"{path.name}: can't be read as a session ({error})") from error
    session = session_from(data, path.name)
    if session.id != path.stem:
        raise InputError(f"{path.name}: is the file of another session")
    return session


def _course_as_dict(course: Course, days: Mapping[str, int]) -> dict[str, Any]:
    return {
        "name": course.name,
        "level": course.level,
        "day": days.get(course.name, 0),
        "settings": list(course.settings),
        "decisions": [
            {"day": day, "set": dict(values)} for day, values in course.decisions.items()
        ],
        "shocks": [{"day": day, "name": name} for name, day in course.shocks.items()],
        "parent": course.parent,
        "what": course.what,
    }


def _course_from(entry: object, place: str) -> tuple[Course, int]:
    if not isinstance(entry, Mapping):
        raise InputError(f"{place}: a track must be a mapping")
    decisions, shocks = entry.get("decisions", []), entry.get("shocks", [])
    if not isinstance(decisions, list) or not isinstance(shocks, list):
        raise InputError(f"{place}: decisions and shocks of a track must be lists")
    course = Course(
        name=label("name", entry.get("name"), place),
        level=label("level", entry.get("level"), place),
        settings=course_settings(entry.get("settings", []), place),
        parent=text("parent", entry.get("parent", ""), place),
        what=text("what", entry.get("what", "first"), place),
    )
    for item in decisions:
        values = plain_values(item.get("set") if isinstance(item, Mapping) else None, place)
        course = course.decided(whole_number("day", item.get("day"), place), values)
    for item in shocks:
        if not isinstance(item, Mapping):
            raise InputError(f"{place}: a shock must be a mapping with day and name")
        name = label("name", item.get("name"), place)
        course = course.struck(name, whole_number("day", item.get("day"), place))
    return course, whole_number("day", entry.get("day"), place)
