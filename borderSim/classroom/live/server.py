"""The server of the live page: files of the page, words, choices, and the socket. It listens on 127.0.0.1 alone."""

from __future__ import annotations

import socket as sockets
from collections.abc import Sequence
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from borderSim.classroom.live.choices import choices
from borderSim.classroom.live.guard import Guard
from borderSim.classroom.live.play import NO_SOURCES, Sources
from borderSim.classroom.live.rooms import Rooms, in_thread
from borderSim.classroom.live.socket import MOST_BYTES, Page
from borderSim.classroom.live.words import words
from borderSim.errors import InputError

HOST = "127.0.0.1"
PORT = 8642
"""Where it listens unless said otherwise (assumption: few programs use it)."""
WEB = Path(__file__).parents[1] / "web"
"""Modules, styles and pages."""
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


def bound(port: int) -> sockets.socket:
    """Return a socket that listens on this machine alone.

    Args:
        port: 0 for any that is free.

    Raises:
        InputError: another program has the port.
    """
    listener = sockets.socket(sockets.AF_INET, sockets.SOCK_STREAM)
    listener.setsockopt(sockets.SOL_SOCKET, sockets.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(64)  # (a browser that is faster than the server waits, and is not refused)
    except OSError as error:
        listener.close()
        raise InputError(
            f"port={port}: another program listens there, perhaps a 'bordersim play' that is still open; port={port + 1}, say, is another"
        ) from error
    return listener


def serve(app: Starlette, listener: sockets.socket) -> None:
    """Serve until Ctrl-C."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        ws="websockets-sansio",
        ws_max_size=MOST_BYTES * 2,
        ws_ping_interval=20.0,
        ws_ping_timeout=20.0,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=2,
    )
    uvicorn.Server(config).run(sockets=[listener])
