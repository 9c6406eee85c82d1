"""Plain data: mappings, lists and single values, as YAML has them."""

from __future__ import annotations

import copy
from typing import Any

SINGLE = (str, int, float, bool, type(None))


def copied(value: Any) -> Any:
    """Return plain data that nobody else holds.

    Several times faster than ``copy.deepcopy``, which takes all else.
    """
    if isinstance(value, SINGLE):
        return value
    if type(value) is dict:
        return {key: copied(child) for key, child in value.items()}
    if type(value) is list:
        return [copied(child) for child in value]
    return copy.deepcopy(value)
