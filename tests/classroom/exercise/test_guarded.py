"""The addresses of an exercise answer to their own pages alone, and seats that need a key ask for it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from borderSim.classroom.exercise.hub import Hub
from borderSim.classroom.exercise.web import MOST_BYTES, NOT_ALLOWED, TOO_LONG, routes
from borderSim.classroom.live.guard import REFUSED
from borderSim.classroom.live.server import application

PORT = 8642
HERE = f"http://127.0.0.1:{PORT}"
CHANNEL = f"ws://127.0.0.1:{PORT}/exercise/ws"


class Nobody:
    """Stands in the place of a hub: who comes as far as here was let in."""

    def __init__(self, folder):
        self.folder, self.key = folder, "a-key"
        self.debrief = SimpleNamespace(files=("debrief_en.html",))
        self.room = SimpleNamespace(
            session=SimpleNamespace(exercise=SimpleNamespace(roles=("customs",)))
        )
        self.got = []

    may_sit = Hub.may_sit

    async def join(self, seat, send):
        await send({"is": "joined", "seat": seat})

    async def leave(self, seat, send):
        pass

    async def receive(self, seat, send, message):
        self.got.append(message)
        await send({"is": "heard"})


@pytest.fixture
def hub(tmp_path):
    folder = tmp_path / "exercise_short"
    folder.mkdir()
    (tmp_path / "other.html").write_text("secret", "utf-8")
    (folder / "debrief_en.html").write_text("told", "utf-8")
    (folder / "seats.key").write_text("a-key", "utf-8")
    return Nobody(folder)


@pytest.fixture
def client(hub, tmp_path):
    with TestClient(application(tmp_path, PORT, more=routes(hub)), base_url=HERE) as found:
        yield found


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {},
        {"origin": HERE, "host": "evil.example"},
    ],
)
def test_a_strangers_page_gets_no_channel_and_no_page(client, hub, headers):
    with (
        pytest.raises(WebSocketDisconnect) as closed,
        client.websocket_connect(f"{CHANNEL}?seat=customs", headers=dict(headers)),
    ):
        pass
    assert closed.value.code == REFUSED and not hub.got
    for route in routes(hub):
        if isinstance(route, Route) and headers:
            path = route.path.format(key="a-key", name="debrief_en.html")
            for method in ("GET", "POST"):
                assert client.request(method, path, headers=headers).status_code == 403


@pytest.mark.parametrize("seat", ["wall", "facilitator", "minister", "", "../customs"])
def test_a_seat_without_its_key_is_refused(client, seat):
    with client.websocket_connect(
        f"{CHANNEL}?seat={seat}&key=wrong", headers={"origin": HERE}
    ) as socket:
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json()
        assert closed.value.code == NOT_ALLOWED


def test_what_is_too_long_closes_the_channel_and_what_is_no_json_is_none(client, hub):
    with client.websocket_connect(f"{CHANNEL}?seat=customs", headers={"origin": HERE}) as socket:
        assert socket.receive_json() == {"is": "joined", "seat": "customs"}
        socket.send_bytes(b"\x00\xff")
        socket.receive_json()
        socket.send_text('{"do": "note", "text": "\\udc00"}')
        socket.receive_json()
        socket.send_text("#" * (MOST_BYTES + 1))
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json()
    assert closed.value.code == TOO_LONG and hub.got == [None, None]


@pytest.mark.parametrize("name", ["seats.key", "session.yaml", "../other.html", "..%2fother.html"])
def test_no_file_but_those_of_the_debrief_is_served(client, name):
    assert client.get("/exercise/debrief/a-key/debrief_en.html").text == "told"
    assert client.get("/exercise/debrief/wrong/debrief_en.html").status_code == 404
    assert client.get(f"/exercise/debrief/a-key/{name}").status_code == 404
