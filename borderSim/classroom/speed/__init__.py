"""How fast the pages of a class are on this machine: ``python -m borderSim.classroom.speed``, and part of ``bordersim bench``."""

from __future__ import annotations

from collections.abc import Callable

from borderSim.classroom.speed.frames import frames_a_second
from borderSim.classroom.speed.live_page import live_page
from borderSim.classroom.speed.stories import seconds_for_stories

Told = Callable[[str], None]


def measured(told: Told = lambda _: None) -> dict[str, float]:
    """Return what was measured, by name: wall seconds, megabytes, frames a second.

    What needs a library or a browser that is not installed is left out.

    Args:
        told: is told what is under way.
    """
    told("the live page")
    found = live_page()
    told("frames of the class page and of the demonstration")
    found |= frames_a_second()
    told("the search for stories")
    return found | {"stories": seconds_for_stories()}
