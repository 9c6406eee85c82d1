"""The page's sentences in both languages."""

from __future__ import annotations

import functools
from typing import Any

from borderSim.classroom.refusals import AREA as REFUSALS
from borderSim.classroom.texts import texts


@functools.cache
def words() -> dict[str, Any]:
    """Return the sentences of the live page: key to language to text."""
    return texts("live", "player", "link", REFUSALS)
