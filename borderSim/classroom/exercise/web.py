"""The pages and channels of an exercise, as routes of the live server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from borderSim.classroom.exercise.hub import Hub
from borderSim.classroom.exercise.room import WALL
from borderSim.classroom.exercise.words import AREA
from borderSim.classroom.refusals import AREA as REFUSALS
from borderSim.classroom.refusals import in_both
from borderSim.classroom.texts import texts
from borderSim.classroom.wire import heard, parsed, say

PAGE = Path(__file__).resolve().parents[1] / "web" / "exercise" / "index.html"
MOST_BYTES = 10_000
"""Longest message that is read: a note, and room to spare."""
PRINTED = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""What a page of the debrief may load: nothing; its style stands within it, for it is a file to take home."""
NOT_ALLOWED, TOO_LONG = 4403, 1009
"""Codes with which a channel is closed."""
ALIVE_ASKED = {"do": "alive"}
"""What a page asks that has heard nothing for a while."""


def routes(hub: Hub) -> list[BaseRoute]:
    """Return the routes of an exercise: ``/exercise/`` and its channel ``/exercise/ws``."""

    async def page(request: Request) -> Response:
        return FileResponse(PAGE)

    async def words(request: Request) -> Response:
        return JSONResponse(texts(AREA, "player", "link", REFUSALS))

    async def debrief(request: Request) -> Response:
        name = request.path_params["name"]
        if not hub.may_sit(WALL, request.path_params["key"]) or name not in hub.debrief.files:
            return PlainTextResponse(in_both("page"), 404)
        return FileResponse(hub.folder / name, headers={"Content-Security-Policy": PRINTED})

    async def channel(socket: WebSocket) -> None:
        await _serve(hub, socket)

    return [
        Route("/exercise/", page),
        Route("/exercise/texts.json", words),
        Route("/exercise/debrief/{key}/{name}", debrief),  # (so that the links of a page lead on)
        WebSocketRoute("/exercise/ws", channel),
    ]


async def _serve(hub: Hub, socket: WebSocket) -> None:
    """Serve one connection: it has one seat, and is sent what belongs to that seat."""
    seat = socket.query_params.get("seat", "")
    await socket.accept()
    if not hub.may_sit(seat, socket.query_params.get("key", "")):
        await socket.close(NOT_ALLOWED)
        return

    async def send(message: dict[str, Any]) -> None:
        await say(socket, message)

    try:
        await hub.join(seat, send)
        while True:
            text = await heard(socket)
            if len(text) > MOST_BYTES:
                await socket.close(TOO_LONG)
                return
            given = parsed(text)
            if given == ALIVE_ASKED:
                await send({"is": "alive"})
            else:
                await hub.receive(seat, send, given)
    except ConnectionError:
        return
    finally:
        await hub.leave(seat, send)
