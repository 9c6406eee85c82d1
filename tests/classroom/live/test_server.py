import json

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from borderSim.classroom.live import rooms as rooms_module
from borderSim.classroom.live.guard import HEADERS, REFUSED
from borderSim.classroom.live.server import application
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel
from tests.classroom.refused import sentence

PORT = 8642
HERE = f"http://127.0.0.1:{PORT}"
SOCKET = f"ws://127.0.0.1:{PORT}/socket"
SMALL = "base: training\nname: small\nburn_in_days: 20\nyears: 1\n"


@pytest.fixture
def app(tmp_path):
    return application(tmp_path, PORT)


@pytest.fixture
def client(app):
    with TestClient(app, base_url=HERE, follow_redirects=False) as found:
        yield found


def connect(client, origin=HERE, **more):
    return client.websocket_connect(SOCKET, headers={"origin": origin, **more})


def ask(socket, **message):
    socket.send_text(json.dumps(message))


def heard(socket, until="session"):
    """Messages up to the first of a kind (or a problem)."""
    found = []
    while True:
        found.append(socket.receive_json())
        if found[-1]["is"] in (until, "problem"):
            return found


def opened(socket, **more):
    ask(socket, do="open", own=SMALL, level="coexistence", seed=3, **more)
    return heard(socket)


# ---------------------------------------------------------------- who may speak to it
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:80", f"[::1]:{PORT}", ""])
def test_a_foreign_host_is_refused(client, host):
    answer = client.get("/web/live/index.html", headers={"host": host})
    assert (answer.status_code, "127.0.0.1 only" in answer.text) == (403, True)
    with pytest.raises(WebSocketDisconnect) as closed, connect(client, host=host):
        pass
    assert closed.value.code == REFUSED


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", f"https://127.0.0.1:{PORT}", "http://127.0.0.1:1", ""]
)
def test_a_foreign_origin_is_refused(client, origin):
    assert client.get("/choices.json", headers={"origin": origin}).status_code == 403
    with pytest.raises(WebSocketDisconnect) as closed, connect(client, origin):
        pass
    assert closed.value.code == REFUSED


def test_a_socket_without_origin_is_refused(client):
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(SOCKET):
        pass


def test_pages_come_with_a_policy_and_nothing_from_elsewhere(client):
    assert client.get("/").headers["location"] == "/web/live/index.html"
    for path in ("/web/live/index.html", "/web/live/main.js", "/choices.json", "/nothing"):
        answer = client.get(path)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    policy = HEADERS["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy
    page = client.get("/web/live/index.html").text
    assert "style=" not in page and "onclick" not in page and "//" not in page.replace("<!--", "")


@pytest.mark.parametrize(
    "path", ["/web/../server.py", "/web/%2e%2e/live/server.py", "/web//etc/passwd"]
)
def test_no_file_beside_the_page_is_served(client, path):
    assert client.get(path).status_code == 404


# ---------------------------------------------------------------- what it says
def test_choices_and_words_are_there_in_both_languages(client):
    offered = client.get("/choices.json").json()
    assert next(x["name"] for x in offered["levels"]) == "coexistence"
    assert {"training", "national"} <= {x["name"] for x in offered["scenarios"]}
    for group in ("scenarios", "levels", "instruments", "shocks"):
        assert all(x["title"]["en"] and x["title"]["fr"] for x in offered[group])
    assert all(x["en"] and x["fr"] for x in client.get("/words/live.json").json().values())


def test_what_a_page_is_told_equals_a_run_with_the_same_decisions(client):
    with connect(client) as socket:
        first = opened(socket)
        assert [m["is"] for m in first] == ["working", "track", "session"]
        ask(socket, do="go", days=30)
        days = heard(socket, "days")[-1]["chunk"]
        heard(socket)
        ask(socket, do="decide", track="a", set={"partnership": "cooperation"})
        heard(socket)
        ask(socket, do="shock", track="a", name="minister_changes")
        heard(socket)
        ask(socket, do="go", days=60)
        more, session = heard(socket)
    import shlex

    words = shlex.split(session["tracks"][0]["command"])[4:]
    model = BorderModel(load_scenario("training", ["burn_in_days=20", "years=1", *words]), 3)
    model.run_burn_in()
    for _ in range(90):
        model.step()
    daily = model.result().daily
    for name in ("planned", "seizures", "delivered", "collisions"):
        assert days["totals"][name] + more["chunk"]["totals"][name] == daily[name].tolist()
    assert session["tracks"][0]["in_force"] == "cooperation"
    assert session["day"] == 90


def test_a_decision_changes_its_track_and_not_the_other(client):
    with connect(client) as socket:
        opened(socket)
        ask(socket, do="fork")
        heard(socket)
        ask(
            socket,
            do="decide",
            track="b",
            set={"levers.information_sharing": 1, "capacity_scale": 3},
        )
        heard(socket)
        ask(socket, do="go", days=90)
        forked = {m["track"]: m["chunk"] for m in heard(socket)[:-1]}
        ask(socket, do="rewind", day=0)
        assert [(m["is"], m.get("track"), m["day"]) for m in heard(socket)] == [
            ("cut", "a", 0),
            ("cut", "b", 0),
            ("session", None, 0),
        ]
        ask(socket, do="go", days=90)
        alike = {m["track"]: m["chunk"] for m in heard(socket)[:-1]}
    assert forked["a"] == alike["a"] == alike["b"]
    assert forked["b"]["totals"] != forked["a"]["totals"]


def test_a_twin_comes_with_its_days_and_goes_when_it_is_closed(client):
    with connect(client) as socket:
        opened(socket)
        ask(socket, do="go", days=20)
        heard(socket)
        ask(socket, do="twin", track="a", level="collaboration")
        head, days, session = heard(socket)
        assert head["header"]["level"]["name"] == "collaboration"
        assert (days["chunk"]["from"], days["chunk"]["to"]) == (0, 20)
        assert [x["what"] for x in session["tracks"]] == ["first", "twin"]
        ask(socket, do="close", track="a")
        assert [x["track"] for x in heard(socket)[-1]["tracks"]] == ["b"]
        ask(socket, do="close", track="b")
        assert "can't be taken away" in sentence(heard(socket)[-1])


def test_two_tabs_show_the_same_and_two_sessions_do_not_meet(client):
    with connect(client) as one, connect(client) as two, connect(client) as stranger:
        id_ = opened(one)[-1]["session"]
        opened(stranger)
        ask(two, do="open", session=id_)
        heard(two)
        ask(one, do="go", days=5)
        assert heard(one) == heard(two)
        ask(stranger, do="go", days=2)
        assert heard(stranger)[-1]["day"] == 2


def test_a_server_that_was_killed_goes_on_from_what_is_stored(client, tmp_path):
    with connect(client) as socket:
        id_ = opened(socket)[-1]["session"]
        ask(socket, do="go", days=25)
        heard(socket)
        ask(socket, do="decide", track="a", set={"partnership": "collaboration"})
        heard(socket)
        ask(socket, do="go", days=25)
        heard(socket)
        ask(socket, do="open", session=id_)
        before = heard(socket)
    with TestClient(application(tmp_path, PORT), base_url=HERE) as again, connect(again) as socket:
        ask(socket, do="open", session=id_)
        after = heard(socket)
        ask(socket, do="go", days=5)
        assert heard(socket)[-1]["day"] == 55
    assert [m["is"] for m in after[:2]] == ["working", "replayed"]
    assert after[1]["days"] == 50
    assert after[2:] == before


def test_sessions_that_nobody_looks_at_leave_the_memory_and_come_back(client, app, monkeypatch):
    monkeypatch.setattr(rooms_module, "MOST", 1)
    with connect(client) as socket:
        first = opened(socket)[-1]["session"]
        opened(socket)
        assert len(app.state.rooms._rooms) == 1
        ask(socket, do="open", session=first)
        assert heard(socket)[1]["is"] == "replayed"


# ---------------------------------------------------------------- what is wrong
@pytest.mark.parametrize(
    ("message", "said"),
    [
        ({"do": "fly"}, "unknown"),
        ({"do": ["go"]}, "unknown"),
        ({"do": "go", "days": 0}, "whole number from 1 to 366"),
        ({"do": "go", "days": 10_000}, "whole number from 1 to 366"),
        ({"do": "go", "days": "7"}, "'7'"),
        ({"do": "decide", "track": "z", "set": {"partnership": "cooperation"}}, "no such track"),
        ({"do": "decide", "track": "a", "set": {}}, "mapping"),
        ({"do": "decide", "track": "a", "set": {"partnership": "../../x.yaml"}}, "must be a name"),
        ({"do": "decide", "track": "a", "set": {"_target_": "os.system"}}, "is no key"),
        ({"do": "decide", "track": "a", "set": {"customs.random_share": "${x}"}}, "must be a name"),
        ({"do": "decide", "track": "a", "set": {"customs.random_share": 2}}, "random_share"),
        ({"do": "decide", "track": "a", "set": {"burn_in_days": 2}}, "can't change during a run"),
        ({"do": "shock", "track": "a", "name": "earthquake"}, "no such shock"),
        ({"do": "shock", "track": {}, "name": "rare_birds"}, "no such track"),
        ({"do": "rewind", "day": 9}, "go back to a day from 0 to 0"),
        ({"do": "twin", "track": "a", "level": "best"}, "no such level"),
        ({"do": "open", "session": "../x"}, "does not name a session"),
        ({"do": "open", "seed": 1.5}, "whole number from 0 to"),
        ({"do": "open", "scenario": "trainin"}, "did you mean 'training'"),
        ({"do": "open", "level": "coperation"}, "did you mean 'cooperation'"),
        ({"do": "open", "settings": ["organisations.networks_file=x.csv"]}, "no setting"),
        ({"do": "open", "own": "a: [1"}, "line 1"),
        ({"do": "open", "own": "x: &a 1\ny: *a"}, "anchors and aliases"),
        ({"do": "open", "own": "base: training\n_target_: os.system"}, "not allowed"),
        ({"do": "open", "own": "organisations: {networks_file: /etc/passwd}"}, "names a file"),
        ({"do": "open", "own": "base: training\nshocks: [mine.yaml]"}, "names a file"),
        ({"do": "open", "own": "shocks: {/etc/x.yaml: null}"}, "names a file"),
        ({"do": "open", "own": "#" * 100_001}, "too large: at most 100 kB"),
        ({"do": "open", "own": "#" * 300_000}, "too large"),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence_and_the_page_goes_on(shared, message, said):
    socket, folder = shared
    before = sorted(folder.rglob("*"))
    if message["do"] == "open":
        with connect(shared.client) as other:
            ask(other, **message)
            told = heard(other)[-1]
    else:
        ask(socket, **message)
        told = heard(socket)[-1]
    assert told["is"] == "problem" and said in sentence(told) and "\n" not in sentence(told)
    ask(socket, do="alive")
    assert heard(socket, "alive") == [{"is": "alive"}]
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("text", ["", "[]", "{", "null", "[" * 100_000])
def test_what_is_no_message_is_told(shared, text):
    socket, _ = shared
    socket.send_text(text)
    assert sentence(heard(socket)[-1]) == "a message must be a JSON object"


def test_nothing_is_done_before_a_session_is_open(client):
    with connect(client) as socket:
        ask(socket, do="go", days=1)
        assert "Aucune séance n'est ouverte" in sentence(heard(socket)[-1], "fr")
        ask(socket, do="open", session="a" * 22)
        assert heard(socket, "unknown")[-1] == {"is": "unknown", "session": "a" * 22}


class Shared(tuple):
    client: TestClient


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shared")
    with TestClient(application(folder, PORT), base_url=HERE) as client, connect(client) as socket:
        opened(socket)
        found = Shared((socket, folder))
        found.client = client
        yield found
