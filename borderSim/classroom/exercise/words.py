"""Texts of exercises in the language that is asked for."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from pathlib import Path

from borderSim.parameters.shocks import Text
from borderSim.scenario.strict_yaml import read_yaml

FILE = Path(__file__).resolve().parents[1] / "web" / "texts" / "exercise.yaml"


@functools.cache
def texts() -> Mapping[str, Mapping[str, str]]:
    """Return every text by key, in both languages."""
    return read_yaml(FILE)  # type: ignore[return-value]


def speaker(language: str) -> Callable[..., str]:
    """Return a function that says a text by its key, with values filled in."""

    def say(key: str, **values: object) -> str:
        return texts()[key][language].format(**values)

    return say


def in_language(text: Text, language: str) -> str:
    """Return a text of a file in a language."""
    return text.fr if language == "fr" else text.en
