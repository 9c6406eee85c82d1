"""The room: who may do what, budgets, injects by hand, rewinding; and the run is that of the command."""

from __future__ import annotations

import json
import time
from typing import Any

import pandas as pd
import pytest

from borderSim.classroom.exercise import seats as seats_module
from borderSim.classroom.exercise.acting import act
from borderSim.classroom.exercise.room import FACILITATOR, WALL, Room
from borderSim.classroom.exercise.runs import EVENTS, PLAYED
from borderSim.classroom.exercise.seats import told
from borderSim.classroom.exercise.session import read_session
from borderSim.classroom.exercise.settings import overrides
from borderSim.classroom.exercise.standing import Standing
from borderSim.classroom.refusals import RefusedError
from borderSim.errors import InputError
from borderSim.scenario.load import load_scenario
from borderSim.simulation import run
from tests.classroom.exercise.short import SHORT, session, short


@pytest.fixture(scope="module")
def first() -> Room:
    return Room(session(), wall_clock=lambda: "10:00:00")


@pytest.fixture
def room(first: Room) -> Room:
    """The room at its beginning again."""
    if first.runs.day or first.session.taken:
        act(first, FACILITATOR, {"do": "rewind", "round": 1})
    first.session = session(first.session.exercise)
    first.enter(0)
    first.shown, first.frozen, first.revealed, first._now = 0, False, False, time.time
    return first


def do(room: Room, seat: str, do: str, **more: Any) -> None:
    act(room, seat, {"do": do, **more})


def go(room: Room, part: str, number: int) -> None:
    while (room.slot.part, room.round and room.round.number) != (part, number):
        do(room, FACILITATOR, "next")


def test_the_run_is_that_of_the_command(room: Room) -> None:
    """Decisions, an inject by hand in the midst of a run, a rewind: the same bytes as one run from the start."""
    go(room, "table", 1)
    do(room, "customs", "decide", decision="fourth_team")
    go(room, "question", 1)
    do(room, FACILITATOR, "rewind", round=1)
    go(room, "table", 1)
    do(room, "customs", "decide", decision="one_contact")
    do(room, FACILITATOR, "decide", decision="common_goals", by="police")
    go(room, "run", 1)
    do(room, WALL, "shown", day=9)
    do(room, FACILITATOR, "fire", inject="scanner_breaks")
    go(room, "table", 2)
    do(room, "minister", "decide", decision="agreement")
    do(room, FACILITATOR, "skip", inject="one_warehouse")
    go(room, "table", 3)
    do(room, "minister", "decide", decision="third_analyst")
    go(room, "question", 3)
    s = room.session
    assert s.fired["scanner_breaks"] == 9 and s.fired["one_warehouse"] is None and s.played == 63
    keys = [*overrides(s.exercise, s.taken, s.fired), *EVENTS, f"years={63 / 365}"]
    expected = run(load_scenario("training", keys), s.seed)
    found = room.runs.track(PLAYED).result()
    pd.testing.assert_frame_equal(found.daily, expected.daily)
    pd.testing.assert_frame_equal(found.events, expected.events)


def test_what_a_role_may_not_do(room: Room) -> None:
    for seat, asked in (
        ("customs", {"do": "next"}),
        ("customs", {"do": "fire", "inject": "scanner_breaks"}),
        (WALL, {"do": "decide", "decision": "one_contact"}),
        ("customs", {"do": ["next"]}),
        ("customs", {}),
    ):
        with pytest.raises(InputError, match="can't do that"):
            act(room, seat, asked)


def test_a_budget_is_kept_and_decisions_can_be_closed(room: Room) -> None:
    with pytest.raises(InputError, match="before the run"):
        do(room, "customs", "decide", decision="fourth_team")
    go(room, "table", 1)
    do(room, "customs", "decide", decision="fourth_team")
    with pytest.raises(InputError, match="Costs 2 points; left: 1"):
        do(room, "police", "decide", decision="one_contact")
    with pytest.raises(InputError, match="does not offer it"):
        do(room, "police", "decide", decision="liaison")
    with pytest.raises(InputError, match="decided by another role"):
        do(room, "police", "undo", decision="fourth_team")
    do(room, "customs", "undo", decision="fourth_team")
    do(room, FACILITATOR, "freeze", on=True)
    with pytest.raises(InputError, match="closed"):
        do(room, "police", "decide", decision="one_contact")
    do(room, FACILITATOR, "freeze", on=False)
    do(room, "police", "decide", decision="one_contact")
    go(room, "table", 2)
    with pytest.raises(InputError, match="Only after “A memorandum"):
        do(room, "police", "decide", decision="agreement")


def test_a_role_is_sent_its_own_and_nothing_else(room: Room) -> None:
    go(room, "reveal", 1)
    do(room, FACILITATOR, "note", text="only for me")
    sent = {seat: told(room, seat) for seat in (WALL, "customs", "police", "minister")}
    for seat, message in sent.items():
        text = json.dumps(message)
        assert "only for me" not in text and '"expected"' not in text and '"planned"' not in text
        if seat != WALL:
            assert message["view"]["role"] == seat
            assert text.count('"figures"') == 1 and "outcomes" not in message
    assert "view" not in sent[WALL]
    numbers = {
        seat: [card["number"] for card in message["cards"]] for seat, message in sent.items()
    }
    assert numbers == {WALL: [1], "customs": [], "police": [1], "minister": []}


def test_the_question_and_the_twin_are_told_when_it_is_their_turn(room: Room) -> None:
    go(room, "run", 1)
    assert told(room, WALL)["twin"] is None and told(room, "customs")["round"]["question"] is None
    do(room, FACILITATOR, "next")
    assert told(room, WALL)["twin"]["fr"]
    do(room, FACILITATOR, "next")
    assert told(room, "customs")["round"]["question"]["en"] == "Question 1?"


def test_a_view_is_that_of_the_day_that_is_shown(room: Room) -> None:
    go(room, "run", 1)
    assert room.runs.day == 21 and told(room, "customs")["view"]["day"] == 0
    do(room, WALL, "shown", day=15)
    assert told(room, "customs")["view"]["day"] == 14
    do(room, WALL, "shown", day=9999)
    assert told(room, "customs")["view"]["day"] == 21


def test_the_timer_counts_and_stands(first: Room) -> None:
    from borderSim.classroom.exercise.timer import Timer

    now = [0.0]
    timer = Timer(lambda: now[0])
    timer.set(60)
    now[0] = 10
    assert timer.left == 60 and not timer.running
    timer.start()
    now[0] = 25
    assert timer.left == 45
    timer.pause()
    now[0] = 100
    timer.add(60)
    assert timer.left == 105 and not timer.running


def test_a_session_that_is_kept_goes_on_where_it_was(room: Room) -> None:
    go(room, "table", 1)
    do(room, "customs", "decide", decision="one_contact")
    go(room, "question", 1)
    again = Room(room.session)
    assert again.runs.day == 21 and (again.slot.part, again.round.number) == ("inject", 2)
    pd.testing.assert_frame_equal(
        again.runs.track(PLAYED).result().daily, room.runs.track(PLAYED).result().daily
    )
    assert told(again, "police")["view"] == told(room, "police")["view"]


def test_a_room_that_was_stopped_stands_where_it_stood(room: Room, tmp_path) -> None:
    """At the table with its decisions and its timer; in a run on the day of the wall, the twin still to come."""
    (tmp_path / "short.yaml").write_text(SHORT, "utf-8")
    kept, now = tmp_path / "session.yaml", [1000.0]

    def again() -> Room:
        kept.write_text(room.kept().yaml(), "utf-8")
        return Room(read_session(kept), clock=lambda: now[0], now=lambda: now[0])

    room._now = lambda: now[0]
    go(room, "table", 1)
    do(room, "customs", "decide", decision="one_contact")
    do(room, FACILITATOR, "freeze", on=True)
    do(room, FACILITATOR, "skip", inject="scanner_breaks")
    do(room, FACILITATOR, "timer", what="add")
    do(room, FACILITATOR, "timer", what="start")
    now[0] += 30
    found = again()
    assert (found.slot.part, found.round.number, found.frozen) == ("table", 1, True)
    assert found.session.taken == room.session.taken and found.timer.running
    assert found.session.skipped == ("scanner_breaks",) and 85 <= found.timer.left <= 120
    go(room, "run", 2)
    do(room, WALL, "shown", day=27)
    found = again()
    assert (found.slot.part, found.round.number, found.shown) == ("run", 2, 27)
    assert found.runs.day == 42 and told(found, WALL)["shown"] == 27
    do(found, FACILITATOR, "next")
    assert found.slot.part == "reveal" and found.revealed


def test_a_timer_that_ran_while_nobody_served_is_not_a_day_late() -> None:
    stands = Standing(at=3, left=120, running=True, kept=1000)
    assert [stands.left_at(now) for now in (1000, 1045, 90_000, 900)] == [120, 75, 0, 120]
    assert Standing(at=3, left=-40, running=True, kept=1000).left_at(1200) == -40


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("stands: {at: 99}", "stands.at: must be a whole number from 0 to"),
        ("stands: {at: 3, running: soon}", "stands.running: must be true or false"),
        ("skipped: [police_wires]", "did you mean 'police_wire'"),
    ],
)
def test_a_kept_session_that_says_what_cannot_be(line, complaint, tmp_path) -> None:
    (tmp_path / "short.yaml").write_text(SHORT, "utf-8")
    path = tmp_path / "session.yaml"
    path.write_text(f"exercise: short.yaml\nplayed: 0\n{line}\n", "utf-8")
    with pytest.raises(InputError, match=complaint):
        read_session(path)


def test_a_seat_is_told_what_it_may_do_and_why_not(room: Room) -> None:
    go(room, "table", 1)
    assert told(room, FACILITATOR)["can"]["rewind"] == [1]
    do(room, "customs", "decide", decision="fourth_team")
    sent = {seat: told(room, seat) for seat in ("customs", "police", FACILITATOR, WALL)}
    mine = {seat: message["taken"][0]["mine"] for seat, message in sent.items()}
    assert mine == {"customs": True, "police": False, FACILITATOR: True, WALL: False}
    why = {one["name"]: one["why_not"] for one in sent["police"]["round"]["menu"]}
    assert why["one_contact"]["key"] == "refuse.points"
    assert why["one_contact"]["values"] | {"cost": 2, "left": 1} == why["one_contact"]["values"]
    assert why["common_goals"] is None
    can = sent[FACILITATOR]["can"]
    assert (
        can["next"]
        and can["back"] is None
        and can["reveal"]["key"] == "refuse.twin"
        and not can["finish"]
    )
    with pytest.raises(RefusedError, match="shown after the run"):
        do(room, FACILITATOR, "reveal", on=True)
    go(room, "run", 1)
    assert told(room, FACILITATOR)["can"]["rewind"] == [
        1
    ]  # though round 2 is computed to its start
    with pytest.raises(RefusedError, match="Round 2 was not begun yet"):
        do(room, FACILITATOR, "rewind", round=2)
    go(room, "table", 2)
    agreement = told(room, "police")["round"]["menu"][2]
    assert agreement["needs"][0]["en"] == "A memorandum of understanding"


def test_a_card_for_the_roles_alone_is_no_more_on_the_wall_than_that_it_was_handed_over(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    go(room, "inject", 1)
    card = told(room, WALL)["cards"][0]
    assert card["text"]["en"]
    monkeypatch.setattr(seats_module, "_secret", lambda inject: True)
    assert told(room, WALL)["cards"] == [{"number": 1, "round": 1, "to": ["police"]}]
    assert told(room, "police")["cards"] == [{**card, "wall": False}]
    do(room, FACILITATOR, "share", inject="police_wire")
    assert told(room, "police")["cards"] == [{**card, "wall": True}]
    assert told(room, WALL)["cards"] == [card] and room.kept().stands.shared == (1,)
    with pytest.raises(RefusedError, match="not handed out yet"):
        do(room, FACILITATOR, "share", inject="one_warehouse")
    do(room, FACILITATOR, "rewind", round=1)
    assert room.shared == set()


def test_an_inject_is_skipped_and_put_back_in_the_midst_of_a_run(room: Room) -> None:
    go(room, "run", 1)
    before = room.runs.track(PLAYED).result().daily
    room.played_anew()
    do(room, FACILITATOR, "skip", inject="police_wire")
    assert room.played_anew() == 2 and room.played_anew() is None
    do(room, FACILITATOR, "restore", inject="police_wire")
    assert room.session.fired["police_wire"] == 2 and room.session.skipped == ()
    pd.testing.assert_frame_equal(room.runs.track(PLAYED).result().daily, before)


def test_injects_that_are_past_stay_as_they_were(room: Room) -> None:
    go(room, "question", 1)
    for asked in ("fire", "skip"):
        with pytest.raises(InputError, match="has struck already"):
            do(room, FACILITATOR, asked, inject="police_wire")
    assert short().injects[0].name == "police_wire"
