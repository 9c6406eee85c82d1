"""A run that breaks: the page is told why, the log has one line, and the class goes on at the last whole day."""

from __future__ import annotations

import logging

import pytest
from starlette.testclient import TestClient

from borderSim import simulation
from borderSim.classroom.live import actions
from borderSim.classroom.live import country as country_module
from borderSim.classroom.live import play as play_module
from borderSim.classroom.live.server import application
from borderSim.day import DAY
from borderSim.errors import BrokenRunError, StoppedError
from borderSim.rules.errors import RuleError
from tests.classroom.live.test_server import HERE, PORT, ask, connect, heard
from tests.classroom.refused import sentence

NO_BURN_IN = "base: training\nname: small\nburn_in_days: 0\nyears: 1\n"


@pytest.fixture
def app(tmp_path):
    return application(tmp_path, PORT)


@pytest.fixture
def socket(app):
    with TestClient(app, base_url=HERE) as client, connect(client) as found:
        found.client = client
        ask(found, do="open", own=NO_BURN_IN, level="coexistence", seed=3)
        found.session = heard(found)[-1]["session"]
        yield found


@pytest.fixture
def broken(monkeypatch):
    """Let a day break, within it: a function that is given the day of the horizon, the error and the levels."""

    def at(day, error, level=None):
        class Half:
            """Does half of a day."""

            @staticmethod
            def carry_out(w, own):
                if w.day_of_horizon() == day and level in (None, w.shocks.policy.partnership.name):
                    w.recorder.events.append({"day": w.day, "kind": "half a day", "id": -1})
                    raise error

        monkeypatch.setattr(simulation, "DAY", (*DAY[:5], Half, *DAY[5:]))

    return at


def answered(socket):
    """Return all that the page hears until the server has nothing more to say."""
    ask(socket, do="alive")
    found = []
    while True:
        message = socket.receive_json()
        if message["is"] == "alive":
            return found
        found.append(message)


@pytest.mark.parametrize(
    "error",
    [
        BrokenRunError("all places are used"),
        RuleError("the rule failed"),
        StoppedError("too little memory"),
        RuntimeError("generator already executing"),
        ZeroDivisionError("division by zero"),
    ],
)
def test_a_run_that_breaks_stands_at_its_last_whole_day_and_goes_on_from_there(
    socket, broken, caplog, monkeypatch, error
):
    broken(20, error)
    with caplog.at_level(logging.ERROR):
        ask(socket, do="go", days=30)
        told = answered(socket)
    assert [m["is"] for m in told] == ["track", "days", "session", "problem"]
    days, session = told[1]["chunk"], told[2]
    assert (days["from"], days["to"], session["day"]) == (0, 20, 20)
    english, french = sentence(told[-1]), sentence(told[-1], "fr")
    assert "Country A can't go beyond day 20" in english and str(error) in english
    assert "Le pays A ne peut pas aller au-delà du jour 20" in french
    assert "\n" not in english + french
    lines = [r for r in caplog.records if r.levelno >= logging.ERROR]
    assert len(lines) == 1 and str(error) in lines[0].getMessage()
    assert "\n" not in lines[0].getMessage() and not lines[0].exc_info
    # it goes on, and nothing of the half day is left
    monkeypatch.undo()
    ask(socket, do="go", days=5)
    assert answered(socket)[-1]["day"] == 25
    ask(socket, do="open", session=socket.session)
    shown = answered(socket)[1]["chunk"]
    ask(socket, do="rewind", day=0)
    answered(socket)
    ask(socket, do="go", days=25)
    assert answered(socket)[0]["chunk"] == shown


def test_the_other_country_and_the_other_tab_go_on(socket, broken):
    ask(socket, do="twin", track="a", level="collaboration")
    answered(socket)
    broken(12, BrokenRunError("no place"), "coexistence")
    with connect(socket.client) as other:
        ask(other, do="open", session=socket.session)
        answered(other)
        ask(socket, do="go", days=30)
        here, there = answered(socket), answered(other)
    assert here == there
    assert {t["track"]: (t["day"], t["stands"]) for t in here[-2]["tracks"]} == {
        "a": (12, True),
        "b": (30, False),
    }
    assert "Country A is set aside on day 12" in sentence(here[-1])
    assert "Le pays A est mis de côté au jour 12" in sentence(here[-1], "fr")
    ask(socket, do="go", days=10)  # the class goes on with the other one
    told = answered(socket)
    assert [m["is"] for m in told] == ["days", "session"]
    assert (told[-1]["day"], [t["day"] for t in told[-1]["tracks"]]) == (40, [12, 40])
    ask(socket, do="close", track="a")
    answered(socket)
    ask(socket, do="go", days=1)
    assert answered(socket)[-1]["day"] == 41


@pytest.mark.parametrize("back", [{"do": "rewind", "day": 6, "track": "a"}, None])
def test_a_country_that_was_set_aside_comes_back_when_it_is_changed(
    socket, broken, monkeypatch, back
):
    ask(socket, do="twin", track="a", level="collaboration")
    answered(socket)
    broken(12, BrokenRunError("no place"), "coexistence")
    ask(socket, do="go", days=30)
    answered(socket)
    monkeypatch.undo()
    ask(socket, **(back or {"do": "decide", "track": "a", "set": {"customs.random_share": 0.2}}))
    told = answered(socket)[-1]
    assert not any(t["stands"] for t in told["tracks"]) and told["day"] == (6 if back else 12)
    ask(socket, do="go", days=40)
    told = answered(socket)[-1]
    assert [t["day"] for t in told["tracks"]] == [told["day"], max(30, told["day"])]


def test_where_all_break_the_class_may_try_again(socket, broken, monkeypatch):
    ask(socket, do="twin", track="a", level="collaboration")
    answered(socket)
    broken(12, BrokenRunError("no place"))
    ask(socket, do="go", days=30)
    assert "can't go beyond day 12" in sentence(answered(socket)[-1])
    monkeypatch.undo()
    ask(socket, do="go", days=3)
    assert answered(socket)[-1]["day"] == 15


def test_what_breaks_on_the_way_back_or_in_a_twin_changes_nothing_else(socket, broken, monkeypatch):
    ask(socket, do="go", days=10)
    answered(socket)
    ask(socket, do="decide", track="a", set={"customs.random_share": 0.2})
    answered(socket)
    ask(socket, do="go", days=10)
    answered(socket)
    broken(4, BrokenRunError("no way"))
    ask(socket, do="twin", track="a", level="collaboration")
    (told,) = answered(socket)
    assert "What was played before stands. no way" in sentence(told)
    ask(socket, do="rewind", day=8)
    told = answered(socket)
    assert told[-1]["is"] == "problem" and told[-2]["tracks"][0]["decisions"] == []
    assert told[-2]["day"] <= 4
    monkeypatch.undo()
    ask(socket, do="go", days=3)
    assert answered(socket)[-1]["is"] == "session"


def test_a_country_that_breaks_before_its_first_day_is_told_and_leaves_no_file(
    socket, broken, tmp_path
):
    before = sorted(tmp_path.rglob("*"))
    broken(-5, BrokenRunError("no place at all"))
    own = NO_BURN_IN.replace("burn_in_days: 0", "burn_in_days: 10")
    ask(socket, do="open", own=own)
    told = answered(socket)[-1]
    assert "breaks before the first day. no place at all" in sentence(told)
    assert sorted(tmp_path.rglob("*")) == before
    ask(socket, do="open", session=socket.session)
    assert answered(socket)[-1]["day"] == 0


def test_a_kept_session_whose_run_breaks_is_told(socket, broken, tmp_path):
    ask(socket, do="go", days=10)
    answered(socket)
    broken(6, BrokenRunError("no more"))
    with TestClient(application(tmp_path, PORT), base_url=HERE) as again, connect(again) as page:
        ask(page, do="open", session=socket.session)
        assert "can't be read. no more" in sentence(answered(page)[-1])


def test_days_that_cannot_be_kept_are_shown_all_the_same(socket, monkeypatch):
    def full(*_):
        raise OSError("no space left on device")

    monkeypatch.setattr(play_module, "store", full)
    ask(socket, do="go", days=4)
    told = answered(socket)
    assert [m["is"] for m in told] == ["track", "days", "session", "problem"]
    assert "no space left" in sentence(told[-1]) and told[2]["day"] == 4


def test_what_cannot_be_told_is_computed_again_when_it_is_asked_for(socket, monkeypatch, app):
    def not_a_number(play):
        return {"is": "session", "day": float("nan")}

    monkeypatch.setattr(actions, "session_message", not_a_number)
    ask(socket, do="go", days=4)
    assert "window of the server" in sentence(answered(socket)[-1])
    monkeypatch.undo()
    ask(socket, do="open", session=socket.session)
    told = answered(socket)
    assert told[1] == {"is": "replayed", "days": 4} and told[-1]["day"] == 4


@pytest.mark.parametrize(
    "text", ['{"do": "go", "days": 1e999}', '{"do": NaN}', '{"do": "\\ud800"}']
)
def test_numbers_and_texts_that_no_file_can_hold_are_no_message(socket, text):
    socket.send_text(text)
    assert sentence(answered(socket)[-1]) == "a message must be a JSON object"


def test_bytes_are_no_message_and_the_page_stays(socket):
    socket.send_bytes(b"\x00")
    assert sentence(answered(socket)[-1]) == "a message must be a JSON object"


def test_the_last_copy_stands_where_the_days_since_break_again(monkeypatch):
    from tests.classroom.live.test_country import FIRST, circumstances

    played = country_module.Start(circumstances("burn_in_days=0")).country(FIRST)
    played.go(20)
    played.go(7)

    class Never:
        @staticmethod
        def carry_out(w, own):
            raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(simulation, "DAY", (Never,))
        with pytest.raises(MemoryError):
            played.go(1)
        played.mend()
    assert played.day == 20
    played.go(7)
    assert played.day == 27 and played.course == FIRST
