"""Messages between a page and the server: JSON texts in both directions, and one way to say that the page is gone."""

from __future__ import annotations

import json
import math
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

LARGEST = 2**63
"""Whole numbers beyond it are no part of a message."""
GONE = "the page is gone"


async def heard(socket: WebSocket) -> str:
    """Return the next message of a page; one that is no text is an empty one.

    Raises:
        ConnectionError: the page is gone.
    """
    try:
        return await socket.receive_text() or ""
    except (WebSocketDisconnect, RuntimeError) as error:
        raise ConnectionError(GONE) from error
    except KeyError:  # (bytes)
        return ""


async def say(socket: WebSocket, message: dict[str, Any]) -> None:
    """Send a message to a page.

    Raises:
        ConnectionError: the page is gone.
        ValueError: a number in it that JSON doesn't have.
    """
    text = json.dumps(message, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    try:
        await socket.send_text(text)
    except (WebSocketDisconnect, RuntimeError) as error:
        raise ConnectionError(GONE) from error


def parsed(text: str) -> object:
    """Return what a message holds, None for what is no JSON of plain texts and numbers that can be counted with."""
    try:
        found = json.loads(text, parse_int=_whole, parse_float=_finite, parse_constant=_finite)
        if "\\ud" in text.lower():  # (half a sign: no file can be written with it)
            json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return found


def _whole(text: str) -> int:
    number = int(text)
    if abs(number) > LARGEST:
        raise ValueError(text)
    return number


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number
