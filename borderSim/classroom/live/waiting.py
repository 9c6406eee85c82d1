"""What stands before the class room until it is ready: a page that says so, and that opens the room by itself.

The first start on a laptop compiles the model, which takes from ten seconds to minutes. A page that
waits is better than an address that does not answer.
"""

from __future__ import annotations

import html

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from borderSim.classroom.live.guard import Guard
from borderSim.classroom.live.listening import WEB
from borderSim.classroom.texts import texts
from borderSim.language.current import LANGUAGES

READY = "/ready.json"
"""What a page that waits asks for."""
PAGE = """<!doctype html>
<html lang="{first}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="/web/waiting/waiting.css">
<script type="module" src="/web/waiting/waiting.js"></script>
</head>
<body>
<main>
{said}
<p id="clock" aria-live="off">0:00</p>
</main>
</body>
</html>
"""


class Curtain:
    """Answers with the page that waits, until there is a room to show.

    Args:
        port: at which the server listens; requests for another one are refused.
    """

    def __init__(self, port: int) -> None:
        self._before: ASGIApp = Guard(_waiting(self), port)
        self._behind: ASGIApp | None = None

    @property
    def is_up(self) -> bool:
        """Whether the room is shown."""
        return self._behind is not None

    def lift(self, app: ASGIApp) -> None:
        """Show the room from now on."""
        self._behind = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on to the room, or answer for it; whether it is ready is always answered here."""
        behind = None if scope.get("path") == READY else self._behind
        await (behind or self._before)(scope, receive, send)


def page() -> str:
    """Return the page that waits, in both languages at once: nobody has said one yet."""
    known = texts("start")
    said = [
        f'<section lang="{one}" aria-label="{one}"><h1>{_text("start.ready", one)}</h1>'
        f'<p>{_text("start.ready.says", one)}</p><p class="gone" hidden>{_text("start.ready.gone", one)}</p></section>'
        for one in LANGUAGES
    ]
    title = " / ".join(known["start.ready"][one] for one in LANGUAGES)
    return PAGE.format(first=LANGUAGES[0], title=html.escape(title), said="\n".join(said))


def _text(key: str, language: str) -> str:
    return html.escape(texts("start")[key][language])


def _waiting(curtain: Curtain) -> Starlette:
    async def ready(request: Request) -> Response:
        return JSONResponse({"ready": curtain.is_up})

    async def waits(request: Request) -> Response:
        path = request.url.path
        if path.endswith(("/", ".html")):
            return HTMLResponse(page())
        return PlainTextResponse("not ready yet / pas encore prêt", 503)

    return Starlette(
        routes=[
            Route(READY, ready),
            Mount("/web/waiting", StaticFiles(directory=WEB / "waiting")),
            Route("/{path:path}", waits),
        ]
    )
