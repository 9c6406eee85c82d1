"""What a person registered in this process, by kind and name: a store that knows nothing of any kind.

``bs.register(kind, name, object)`` fills it after checking; whoever looks a name up asks it before
the installed entry points. It does not outlive the process, and no file can write to it.
"""

from __future__ import annotations

from typing import Any

_OBJECTS: dict[str, dict[str, Any]] = {}


def keep(kind: str, name: str, given: Any) -> None:
    """Keep an object under a name; one of the same kind and name that was there is replaced."""
    _OBJECTS.setdefault(kind, {})[name] = given


def registered(kind: str) -> dict[str, Any]:
    """Return the objects of a kind by name."""
    return dict(_OBJECTS.get(kind, {}))


def forget(kind: str, name: str) -> None:
    """Take an object away; nothing happens where there is none."""
    _OBJECTS.get(kind, {}).pop(name, None)
