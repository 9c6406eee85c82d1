"""The page that waits until the room is ready, and opens it by itself."""

from __future__ import annotations

from playwright.sync_api import expect, sync_playwright
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from borderSim.classroom.live.waiting import READY, Curtain, page
from borderSim.cli.play import Opening
from borderSim.errors import InputError
from tests.classroom.axe import findings
from tests.classroom.served import Served
from tests.report.browser import ARGUMENTS, CHROMIUM, needs_browser

PORT = 8642
HERE = f"http://127.0.0.1:{PORT}"


async def _shown(request):
    return HTMLResponse("<!doctype html><title>room</title><h1>the room</h1>")


ROOM = Starlette(routes=[Route("/exercise/", _shown)])


class Server:
    """Stands for uvicorn's."""

    should_exit = False


def test_until_the_room_is_there_every_page_waits_and_no_script_is_a_page():
    curtain = Curtain(PORT)
    client = TestClient(curtain, base_url=HERE)
    for path in ("/", "/exercise/", "/web/live/index.html"):
        answer = client.get(path)
        assert answer.status_code == 200 and answer.text == page()
        assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "La salle se prépare" in page() and "Getting ready" in page()
    assert client.get("/web/live/main.js").status_code == 503
    assert client.get("/web/waiting/waiting.js").status_code == 200
    assert client.get(READY).json() == {"ready": False}
    curtain.lift(ROOM)
    assert client.get(READY).json() == {"ready": True}
    assert "the room" in client.get("/exercise/").text


def test_a_foreign_host_is_refused_while_the_room_gets_ready():
    client = TestClient(Curtain(PORT), base_url=HERE)
    for path in ("/exercise/", READY):
        assert client.get(path, headers={"host": "evil.example"}).status_code == 403


def test_what_keeps_the_room_from_opening_ends_the_server_and_is_kept(capsys):
    def broken():
        raise InputError("the decisions do not go together")

    curtain, server = Curtain(PORT), Server()
    room = Opening(curtain, server, broken)  # type: ignore[arg-type]
    room.open()
    assert server.should_exit and not curtain.is_up
    assert str(room.problem) == "the decisions do not go together"
    assert "getting ready" in capsys.readouterr().out


def test_a_room_that_is_made_is_shown(capsys):
    curtain, server = Curtain(PORT), Server()
    room = Opening(curtain, server, lambda: ROOM)  # type: ignore[arg-type]
    room.open()
    assert curtain.is_up and room.problem is None and not server.should_exit
    assert capsys.readouterr().out.endswith("ready\n")


@needs_browser
def test_the_page_that_waits_opens_the_room_at_the_same_address():
    made: list[Curtain] = []

    def curtain(port: int) -> Curtain:
        made.append(Curtain(port))
        return made[-1]

    server = Served(curtain)
    with sync_playwright() as play:
        tab = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS).new_page()
        tab.goto(f"{server.address}/exercise/#wall=secret", wait_until="commit")
        expect(tab.locator("h1")).to_have_text(["Getting ready", "La salle se prépare"])
        expect(tab.locator("#clock")).not_to_have_text("0:00")
        assert findings(tab) == []
        made[-1].lift(ROOM)
        expect(tab.get_by_role("heading", name="the room")).to_be_visible(timeout=20_000)
        assert tab.url.endswith("/exercise/#wall=secret")
    server.stop()
