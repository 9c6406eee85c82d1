"""What a page may ask for: each verb with what it does to the session and what all its pages are told then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from borderSim.classroom.live.messages import (
    Message,
    cut_message,
    days_message,
    gone_message,
    header_message,
    session_message,
)
from borderSim.classroom.live.plain import (
    course_settings,
    label,
    plain_values,
    text,
    whole_number,
)
from borderSim.classroom.live.play import Ask, Play
from borderSim.classroom.refusals import RefusedError
from borderSim.errors import InputError, nearest

MOST_DAYS = 366
"""Days that are asked for at once, at most."""
MOST_SEED = 2**53
"""Largest seed: a page counts no further without gaps."""
HERE = "the page"
"""How sentences call the place from which something came."""

Given = Mapping[str, Any]
Action = Callable[[Play, Given], list[Message]]


def carry_out(play: Play, given: Given) -> list[Message]:
    """Do what is asked.

    Args:
        play: the session.
        given: a message of a page, with the verb in ``do``.

    Returns:
        What its pages are told.

    Raises:
        InputError: an unknown verb, or something that can't be; nothing has changed.
    """
    verb = given.get("do")
    action = ACTIONS.get(verb) if isinstance(verb, str) else None
    if action is None:
        near = nearest(str(verb)[:40], ACTIONS)
        raise InputError(f"do={str(verb)[:40]!r}: unknown{near}; there are: {', '.join(ACTIONS)}")
    return action(play, given)


def asked(given: Given) -> Ask:
    """Read the wish for a new session.

    Raises:
        InputError: something that can't be.
    """
    return Ask(
        scenario=label("scenario", given.get("scenario", "training"), HERE),
        level=label("level", given.get("level", "coexistence"), HERE),
        seed=_seed(given.get("seed", 1)),
        settings=course_settings(given.get("settings", []), HERE),
        own=text("own", given.get("own", ""), HERE),
    )


def _seed(value: object) -> int:
    try:
        return whole_number("seed", value, HERE, most=MOST_SEED)
    except InputError as error:
        raise RefusedError("seed", most=MOST_SEED) from error


def _go(play: Play, given: Given) -> list[Message]:
    before = {name: country.day for name, country in play.countries.items()}
    play.go(whole_number("days", given.get("days"), HERE, least=1, most=MOST_DAYS))
    news = [
        message
        for name, country in play.countries.items()
        for message in days_message(country, before[name])
    ]
    return [*news, session_message(play)]


def _decide(play: Play, given: Given) -> list[Message]:
    play.decide(given.get("track"), plain_values(given.get("set"), HERE))
    return [session_message(play)]


def _shock(play: Play, given: Given) -> list[Message]:
    play.shock(given.get("track"), label("name", given.get("name"), HERE))
    return [session_message(play)]


def _rewind(play: Play, given: Given) -> list[Message]:
    day, track = whole_number("day", given.get("day"), HERE), given.get("track")
    before = {name: country.day for name, country in play.countries.items()}
    play.rewind(day, track)
    cuts = [
        cut_message(name, country.day)
        for name, country in play.countries.items()
        if country.day < before[name]
    ]
    return [*cuts, session_message(play)]


def _fork(play: Play, given: Given) -> list[Message]:
    return _new_track(play, play.fork(given.get("track") or next(iter(play.countries))))


def _twin(play: Play, given: Given) -> list[Message]:
    level = label("level", given.get("level"), HERE)
    return _new_track(play, play.twin(given.get("track") or next(iter(play.countries)), level))


def _new_track(play: Play, name: str) -> list[Message]:
    head, days = header_message(play, name), days_message(play.countries[name], 0)
    return [head, *days, session_message(play)]


def _close(play: Play, given: Given) -> list[Message]:
    play.close(given.get("track"))
    return [gone_message(str(given.get("track"))), session_message(play)]


ACTIONS: dict[str, Action] = {
    "go": _go,
    "decide": _decide,
    "shock": _shock,
    "rewind": _rewind,
    "fork": _fork,
    "twin": _twin,
    "close": _close,
}
"""By verb. ``open`` is the socket's own: it chooses the session."""
