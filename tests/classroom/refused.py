"""What a page writes of a refusal that it was sent."""

from __future__ import annotations

from typing import Any

from borderSim.classroom.refusals import RefusedError


def sentence(message: dict[str, Any], language: str = "en") -> str:
    """Return the sentence of a message ``problem``."""
    why = message["why"]
    return RefusedError(why["key"].removeprefix("refuse."), **why["values"]).says(language)
