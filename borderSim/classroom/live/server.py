"""The server of the live page: files of the page, words, choices, and the socket."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from borderSim.classroom.live.choices import choices
from borderSim.classroom.live.guard import Guard
from borderSim.classroom.live.listening import WEB
from borderSim.classroom.live.play import NO_SOURCES, Sources
from borderSim.classroom.live.rooms import Rooms, in_thread
from borderSim.classroom.live.socket import Page
from borderSim.classroom.live.words import words

START = "/web/live/index.html"


def application(
    results_dir: str | Path,
    port: int,
    sources: Sources = NO_SOURCES,
    more: Sequence[BaseRoute] = (),
) -> Starlette:
    """Return the server's application.

    Args:
        results_dir: folder in which sessions are stored.
        port: at which it listens; requests for another one are refused.
        sources: scenario files of the trainer's own that the page offers too, by name.
        more: further routes, as of an exercise.
    """
    rooms = Rooms(results_dir, sources)

    async def talk(websocket: WebSocket) -> None:
        await websocket.accept()
        await Page(websocket, rooms).serve()

    async def offered(request: Request) -> Response:
        return JSONResponse(await in_thread(lambda: choices(tuple(sources.items()))))

    async def said(request: Request) -> Response:
        return JSONResponse(words())

    async def first(request: Request) -> Response:
        return RedirectResponse(START)

    routes = [
        Route("/", first),
        Route("/choices.json", offered),
        Route("/words/live.json", said),
        WebSocketRoute("/socket", talk),
        *more,
        Mount("/web", StaticFiles(directory=WEB)),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(Guard, port=port)])
    app.state.rooms = rooms
    return app
