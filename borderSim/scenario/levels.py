"""Levels by name or path, whether their file holds traits or the answers of a questionnaire."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path

from borderSim.parameters.scenario import Partnership, Traits
from borderSim.scenario.level_files import read_level, read_values
from borderSim.scenario.questionnaire.as_level import level_of


def level_values(
    key: str, value: object, within: tuple[Path, ...] = ()
) -> tuple[dict[str, object], str]:
    """Read the plain values of a level, its layers put together, and how sentences call its file.

    Args:
        key: ``partnership``, ``present`` or another key that names a level.
        value: a shipped name or the path of a YAML file (a level, or a filled-in questionnaire),
            and the instruments added to it with ``+``.
        within: files whose layers led here.
    """
    return read_values(key, value, within, answered=_answered)


def load_level(key: str, value: object) -> Partnership:
    """Load and check one level by name or path."""
    return read_level(key, value, answered=_answered)


def level_traits(key: str, value: str, within: tuple[Path, ...] = ()) -> Traits:
    """Load the traits of a level by name or path, for a layer of another."""
    return read_level(key, value, within, answered=_answered).traits


def _answered(values: Mapping[str, object], origin: str) -> dict[str, object]:
    return level_of(values, origin, load_level)


def without_stale_sources(level: Partnership, before: Traits) -> Partnership:
    """Return a level whose ``sources`` no longer speak of the traits that have changed since."""
    stale = tuple(
        f"{f.name}: "
        for f in dataclasses.fields(Traits)
        if getattr(level.traits, f.name) != getattr(before, f.name)
    )
    kept = tuple(text for text in level.sources if not text.startswith(stale))
    return level if kept == level.sources else dataclasses.replace(level, sources=kept)
