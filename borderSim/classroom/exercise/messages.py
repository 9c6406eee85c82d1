"""What a seat asks for: a mapping with the verb in ``do`` and what it needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from borderSim.errors import InputError

Message = Mapping[str, Any]


def whole(message: Message, key: str, default: int | None = None) -> int:
    """Return a whole number of a message.

    Raises:
        InputError: it is none.
    """
    value = message.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool):
        raise InputError(f"{key}: must be a whole number")
    return value
