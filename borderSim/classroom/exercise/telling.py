"""A fact that a role may tell, in words: for the printed cards and the debrief. Pages of the class have ``to_tell.js``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from borderSim.classroom.exercise.words import AREA, speaker
from borderSim.classroom.texts import places, texts
from borderSim.language.current import using
from borderSim.report.writing.numbers import plain

KINDS = ("find", "lead", "file", "case", "desk", "lost", "slow", "twice")
"""First words of what can be told."""
PLACES: Mapping[str, frozenset[str]] = {
    key.removeprefix("tell."): frozenset(places(both["en"]))
    for key, both in texts(AREA).items()
    if key.startswith("tell.") and key.split(".")[1] in KINDS
}
"""What can be told, with the places that its sentence leaves to fill."""
FROM = {"on": "day", "since": "day", "who": "mode"}
"""Places that are filled from another value of the fact."""
COUNTED_FROM_1 = ("read", "arrives", "first", "last")
"""Values that are days of the horizon, which people count from 1."""
NAMES = ("mode", "post", "goods")
"""Values that are names; the others are numbers."""


def filled_by(what: str) -> dict[str, type | tuple[type, ...]]:
    """Return by key of a fact what its value must be, so that its sentence can be written."""
    keys = {FROM.get(place, place) for place in PLACES[what]}
    return {key: str if key in NAMES else (int, float) for key in sorted(keys)}


def in_words(fact: Mapping[str, Any], language: str) -> str:
    """Return a fact as a sentence.

    Args:
        fact: what :func:`borderSim.classroom.exercise.to_tell.to_tell` found.
        language: ``en`` or ``fr``.
    """
    say, day, known = speaker(language), int(fact.get("day", 0)), texts(AREA, "player")

    def when(word: str) -> str:
        return say(f"{word}.before") if day < 0 else say(word, day=day + 1)

    def named(kind: str, name: str, otherwise: str) -> str:
        return known[f"{kind}.{name}"][language] if f"{kind}.{name}" in known else otherwise

    values = {key: _written(key, value, language) for key, value in fact.items()}
    values |= {"on": when("tell.on"), "since": when("tell.since")}
    values["who"] = named("tell.who", str(fact.get("mode")), say("tell.who"))
    for kind in ("post", "goods"):
        name = str(fact.get(kind) or "")
        values[kind] = named(kind, name, name.replace("_", " "))
    return say(f"tell.{fact['what']}", **values)


def _written(key: str, value: object, language: str) -> str:
    if not isinstance(value, int | float):
        return "" if value is None else str(value)
    with using(language):
        return plain(float(value + 1 if key in COUNTED_FROM_1 else value))
