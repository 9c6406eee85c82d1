"""What the server tells a page: the state of a session in words, and the days of its tracks as columns."""

from __future__ import annotations

from typing import Any

from borderSim.classroom.live.choices import own_services
from borderSim.classroom.live.country import PlayedCountry
from borderSim.classroom.live.play import Play
from borderSim.classroom.recording import header
from borderSim.classroom.refusals import refused
from borderSim.errors import InputError
from borderSim.language.current import LANGUAGES

Message = dict[str, Any]


def session_message(play: Play) -> Message:
    """Return the state of a session: its tracks with decisions, shocks and the command that gives the same run."""
    return {
        "is": "session",
        "session": play.id,
        "scenario": play.session.scenario,
        "seed": play.session.seed,
        "day": play.day,
        "last": play.last,
        "services": own_services(play.start.circumstances.present),
        "tracks": [_track(play, country) for country in play.countries.values()],
    }


def header_message(play: Play, name: str) -> Message:
    """Return the header of a track: what does not change from day to day."""
    country = play.countries[name]
    level = country.course.level
    head = header(country.scenario, play.session.seed, level)
    label = dict.fromkeys(LANGUAGES, name.upper())
    return {"is": "track", "track": name, "header": {**head, "label": label}}


def days_message(country: PlayedCountry, first: int) -> list[Message]:
    """Return the days of a track from ``first`` on; nothing where there are none."""
    if country.day <= first:
        return []
    return [{"is": "days", "track": country.course.name, "chunk": country.days(first)}]


def cut_message(name: str, day: int) -> Message:
    """Say that a track has no days from ``day`` on any more."""
    return {"is": "cut", "track": name, "day": day}


def whole(play: Play) -> list[Message]:
    """Return all that a page must know that comes to a session; the session itself comes last."""
    found = []
    for name, country in play.countries.items():
        found += [header_message(play, name), *days_message(country, 0)]
    return [*found, session_message(play)]


def gone_message(name: str) -> Message:
    """Say that a track was closed."""
    return {"is": "gone", "track": name}


def problem(error: InputError) -> Message:
    """Return what a page is told of something that could not be done."""
    return {"is": "problem", "why": refused(error).plain}


def _track(play: Play, country: PlayedCountry) -> Message:
    course = country.course
    partnership = country.state.shocks.policy.partnership
    return {
        "track": course.name,
        "level": course.level,
        "in_force": partnership.name,
        "day": country.day,
        "stands": country.stands,
        "what": course.what,
        "parent": course.parent,
        "decisions": [{"day": d, "set": dict(values)} for d, values in course.decisions.items()],
        "shocks": [{"day": day, "name": name} for name, day in course.shocks.items()],
        "command": play.start.circumstances.command(course),
    }
