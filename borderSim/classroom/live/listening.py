"""Where the class room listens: this machine alone. Nothing of the model is loaded here, so that it answers at once."""

from __future__ import annotations

import socket as sockets
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from borderSim.errors import InputError
from borderSim.language.phrases import phrase

HOST = "127.0.0.1"
PORT = 8642
"""Where it listens unless said otherwise (assumption: few programs use it)."""
WEB = Path(__file__).parents[1] / "web"
"""Modules, styles and pages."""
MOST_BYTES = 250_000
"""Longest message that is read: a scenario file of 100 kB as JSON fits in."""


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
            phrase(
                "port={port}: another program listens there, perhaps a 'bordersim play' that is still open; port={other}, say, is another",
                port=port,
                other=port + 1,
            )
        ) from error
    return listener


def server_of(app: ASGIApp) -> uvicorn.Server:
    """Return a server of an application; ``should_exit`` ends it, as does Ctrl-C."""
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
    return uvicorn.Server(config)
