"""What a page asks for is done, or it is told why not; whatever happens, every country stands at the end of a whole day."""

from __future__ import annotations

from typing import Any

from borderSim.classroom.broken import told
from borderSim.classroom.live.actions import Given, carry_out
from borderSim.classroom.live.messages import Message, problem, whole
from borderSim.classroom.live.play import Play


def changed(play: Play, given: Given) -> tuple[list[Message], list[Message]]:
    """Do what a page asks for.

    Args:
        play: the session.
        given: its message.

    Returns:
        What all pages of the session are told, and what is told to the page that asked alone. Where
        something went wrong and days or decisions are others than before, all pages are told the
        session anew, and why.
    """
    before = _picture(play)
    try:
        return carry_out(play, given), []
    except Exception as error:  # (whatever it is: the class goes on at the last whole day)
        why = problem(told(error, f"session {play.id[:6]}…, do={given.get('do')!s:.20}"))
        play.mend()
    return ([*whole(play), why], []) if _picture(play) != before else ([], [why])


def _picture(play: Play) -> dict[str, tuple[int, Any]]:
    """Return what pages know of each country."""
    return {name: (country.day, country.course) for name, country in play.countries.items()}
