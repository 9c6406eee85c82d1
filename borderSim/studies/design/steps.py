"""What the levels of an experiment are there for, where words in its file brought them along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Step:
    """What a level of the list is there for.

    Attributes:
        role: ``shipped``, ``alone``, ``all``, ``left_out``, ``pair``, ``built_up``; or
            ``first_in`` (the lower level with mechanisms of the higher) and ``last_out`` (the
            higher with mechanisms of the lower).
        level: the level.
        against: the level beside which it stands; empty for none.
        instruments: what it tries: added, or left out.
        along: what comes along: prerequisites that were added, or what rests on the one left out.
        mechanisms: those that stand at the other level; other: that level.
    """

    role: str
    level: str
    against: str = ""
    instruments: tuple[str, ...] = ()
    along: tuple[str, ...] = ()
    mechanisms: tuple[str, ...] = ()
    other: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return plain data, as the manifest holds it."""
        return {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in vars(self).items()
            if value or key not in ("mechanisms", "other")
        }

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Step:
        """Return the step that plain data tell."""
        plain: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in given.items()
        }
        return cls(**plain)
