"""Who may speak to the server: pages that it served itself, on this machine. Checked before anything else is read."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from borderSim.classroom.refusals import RefusedError, in_both

POLICY = (
    "default-src 'self'; connect-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
"""Nothing from elsewhere, no script or style within a page, no frame around it."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
REFUSED = 4403
"""Close code of a socket whose page came from elsewhere."""


class Guard:
    """Lets through what is addressed to this machine and comes from a page of this server.

    The host name is checked against names that lead elsewhere today and here tomorrow (DNS
    rebinding), the origin against pages of other sites, at the handshake of a socket too.

    Args:
        app: what it guards.
        port: at which the server listens.
    """

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = {f"{host}:{port}" for host in ("127.0.0.1", "localhost")}
        self._origins = {f"http://{host}" for host in self._hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or hand on with the headers of :data:`HEADERS`."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        socket = scope["type"] == "websocket"
        wrong = self._wrong(headers, socket)
        if not wrong:
            await self._app(scope, receive, _with_headers(send))
        elif socket:
            await receive()
            await send(
                {"type": "websocket.close", "code": REFUSED, "reason": str(RefusedError(wrong))}
            )
        else:
            await PlainTextResponse(in_both(wrong), 403)(scope, receive, _with_headers(send))

    def _wrong(self, headers: Headers, socket: bool) -> str:
        """Return what is wrong with a request (the end of a sentence's key), nothing if it is in order."""
        host, origin = headers.getlist("host"), headers.getlist("origin")
        if len(host) != 1 or host[0].lower() not in self._hosts:
            return "host"
        if (origin or socket) and (len(origin) != 1 or origin[0].lower() not in self._origins):
            return "origin"
        return ""


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)  # (a printed page says by itself what it may load)
        await send(message)

    return sent
