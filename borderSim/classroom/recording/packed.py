"""A recording inside a page: compressed, and in letters that a page can hold."""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any

LEVEL = 7
"""Of gzip: 9 takes five times as long for one byte less in a hundred. Technical."""


def packed(what: Any) -> str:
    """Return JSON values as gzip in base64, the same letters for the same values.

    Args:
        what: plain JSON values; not a number is refused.

    Raises:
        ValueError: something in it is not a number.
    """
    text = json.dumps(what, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return base64.b64encode(gzip.compress(text.encode(), LEVEL, mtime=0)).decode("ascii")
