"""The menu of decisions: those shipped for every exercise, and those of an exercise of its own."""

from __future__ import annotations

import functools

from borderSim.classroom.exercise.format import Decision
from borderSim.classroom.exercise.marked import Marked
from borderSim.errors import InputError
from borderSim.scenario.files import names_in
from borderSim.scenario.overrides import Setting
from borderSim.scenario.schedule import check_may_change, leaves
from borderSim.scenario.shipped import config_dir
from borderSim.scenario.strict_yaml import read_text

FILE = "decisions.yaml"
KEYS = ("title", "text", "points", "set", "instruments", "needs", "section")
MOST_POINTS = 100
"""Largest budget and price (assumption: nobody counts further at a table)."""


@functools.cache
def shipped_decisions() -> dict[str, Decision]:
    """Return the shipped decisions by name."""
    return decisions_of(Marked.read(read_text(config_dir() / FILE, FILE), FILE))


def decisions_of(entry: Marked) -> dict[str, Decision]:
    """Return the decisions that a mapping holds.

    Raises:
        InputError: something is wrong with one, with file, line and key.
    """
    return {key: _decision(key, one) for key, one in entry.entries("decisions").items()}


def _decision(name: str, entry: Marked) -> Decision:
    entry.keys(KEYS, ("title", "text", "points", "section"))
    settings = _settings(entry.below("set"))
    instruments = entry.below("instruments").some_of(names_in("instruments"), "instrument")
    if not settings and not instruments:
        raise entry.problem("changes nothing: give it 'set' or 'instruments'")
    return Decision(
        name=name,
        title=entry.below("title").words(60),
        text=entry.below("text").words(400),
        points=entry.below("points").whole(0, MOST_POINTS),
        settings=settings,
        instruments=instruments,
        needs=tuple(item.text() for item in entry.below("needs").items("names of decisions")),
        section=entry.below("section").text(60),
        place=entry.place,
    )


def _settings(entry: Marked) -> dict[str, object]:
    """Return by dotted key what a decision sets; each key must be one that a schedule may change."""
    if entry.value is None:
        return {}
    if not isinstance(entry.value, dict) or not entry.value:
        raise entry.problem("must be a mapping such as {customs.random_share: 0.2}")
    found = dict(leaves(entry.value, ""))
    for key in found:
        place = entry.below(key) if key in entry.value else entry
        if key == "instruments":
            raise place.problem("instruments are begun with the decision's key 'instruments'")
        try:
            check_may_change(Setting(tuple(key.split(".")), None, place.place))
        except InputError as error:
            raise InputError(str(error)) from None
    return found
