"""What a study was made with: the behaviour of the model, and the resolved configurations that it ran.

A page told from stored numbers compares both with today's. Neither depends on where the source text
stands: a file that is moved or written anew makes nothing stale, a run that gives other bytes does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from borderSim.studies.execution import provenance

KEY = "made_with"
"""Where it stands in the numbers of a study."""
WORDS = frozenset(
    {
        "title",
        "description",
        "about",
        "handbook",
        "sources",
        "text",
        "question",
        "expected",
        "in_the_model",
        "section",
    }
)
"""Keys of a configuration that only people read."""


FINDING = re.compile(r"<!-- finding: (?P<name>\w+)(?:, behaviour (?P<behaviour>[0-9a-f]{64}))? -->")
"""Begins ``findings.md``, and stands before a finding that was put into a page by hand."""


def marker(name: str, behaviour: str | None) -> str:
    """Return the line that stands before a finding and says what it was made with."""
    return f"<!-- finding: {name}{f', behaviour {behaviour}' if behaviour else ''} -->"


def record(config: Mapping[str, Any], **asked: Any) -> dict[str, Any]:
    """Return what a study is made with, for the file of its numbers.

    Args:
        config: the resolved configurations, as plain data.
        asked: what was set when it was started and is needed to resolve them again.
    """
    return {
        "behaviour": provenance.behaviour_digest(),
        "configurations": configurations(config),
        **asked,
    }


def of_sweep(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a sweep was made with, as its manifest says.

    Nothing where that does not know its behaviour.
    """
    if "behaviour" not in manifest:
        return {}
    choices = manifest["choices"]
    asked = {
        key: choices[key] for key in ("years", "measure_from_year", "settings") if choices.get(key)
    }
    config = {key: manifest[key] for key in ("config", "level_config")}
    return {"behaviour": manifest["behaviour"], "configurations": configurations(config), **asked}


def configurations(config: Mapping[str, Any]) -> str:
    """Return the SHA-256 of resolved configurations, words for people left out."""
    return provenance.config_hash(_without_words(config))


def _without_words(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_words(item) for key, item in value.items() if key not in WORDS}
    if isinstance(value, (list, tuple)):
        return [_without_words(item) for item in value]
    return value
