"""A debrief that lies beside a kept session: which pages there are, of which run, and its numbers for the wall."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borderSim.classroom.exercise.debrief import FILES, PAGES
from borderSim.classroom.exercise.session import Session
from borderSim.studies.execution import files

NOTED = "debrief.json"
"""File that says of which run the debrief is."""


@dataclass(frozen=True)
class Debrief:
    """A debrief that was made.

    Attributes:
        files: names of its files, none where there is none.
        of: the run that it is of (:func:`run_of`), empty where nobody noted it.
        numbers: its main numbers, as the wall shows them.
        said: the notes and marks that stand in it (:func:`said_of`), empty where nobody noted it.
    """

    files: tuple[str, ...] = ()
    of: str = ""
    numbers: tuple[dict[str, Any], ...] = ()
    said: str = ""


def run_of(session: Session) -> str:
    """Return a short mark of what makes a run: days played, decisions, injects."""
    decided = [[t.day, t.decision] for t in session.taken]
    return _mark([session.seed, session.played, decided, sorted(session.fired.items())])


def said_of(session: Session) -> str:
    """Return a short mark of what was noted and marked as told, which changes no run."""
    plain = session.plain()
    return _mark([plain["notes"], plain["told"]])


def _mark(whole: list[Any]) -> str:
    return hashlib.sha256(json.dumps(whole).encode()).hexdigest()[:32]


def note(folder: Path, debrief: Debrief) -> None:
    """Note beside the pages of which run they are.

    Raises:
        OSError: nothing can be written there.
    """
    files.write_json(
        folder / NOTED, {"of": debrief.of, "said": debrief.said, "numbers": list(debrief.numbers)}
    )


def found_in(folder: Path) -> Debrief:
    """Return the debrief that a folder holds; one of which nothing is noted is named, and no more."""
    there = tuple(name for name in (*PAGES, *FILES) if (folder / name).is_file())
    if not any(name in PAGES for name in there):
        return Debrief()
    try:
        noted = files.read_json(folder / NOTED)
        numbers = tuple(dict(one) for one in noted["numbers"])
        return Debrief(there, str(noted["of"]), numbers, str(noted.get("said", "")))
    except (OSError, ValueError, TypeError, KeyError):
        return Debrief(there)
