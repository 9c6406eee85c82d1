"""A run of an exercise that breaks: the seat is told why, the room stands where it stood, and the class goes on."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from borderSim import simulation
from borderSim.classroom.exercise import hub as hub_module
from borderSim.classroom.exercise.acting import act
from borderSim.classroom.exercise.hub import Hub
from borderSim.classroom.exercise.room import FACILITATOR, WALL, Room
from borderSim.classroom.exercise.runs import PLAYED, TWIN
from borderSim.day import DAY
from borderSim.errors import BrokenRunError
from borderSim.rules.errors import RuleError
from tests.classroom.exercise.short import session
from tests.classroom.exercise.test_hub import Seat, do, ran
from tests.classroom.refused import sentence


@pytest.fixture(scope="module")
def room() -> Room:
    return Room(session(), wall_clock=lambda: "10:00:00")


@pytest.fixture
def hub(room: Room, tmp_path) -> Hub:
    """A room at the table of its first round."""
    if room.runs.day:
        act(room, FACILITATOR, {"do": "rewind", "round": 1})
    room.enter(0)
    room.session, room.shown = session(), 0
    for _ in range(2):
        act(room, FACILITATOR, {"do": "next"})
    assert room.slot.part == "table"
    return Hub(room, tmp_path / "exercise_short", runs=5)


@pytest.fixture
def broken(monkeypatch):
    """Let a day of the horizon break within it, under one level."""

    def at(day: int, error: Exception, level: str = "") -> None:
        class Half:
            """Does half of a day."""

            @staticmethod
            def carry_out(w: Any, own: Any) -> None:
                if w.day_of_horizon() == day and level in ("", w.policy.scenario.partnership.name):
                    w.recorder.events.append({"day": w.day, "kind": "half a day", "id": -1})
                    raise error

        monkeypatch.setattr(simulation, "DAY", (*DAY[:5], Half, *DAY[5:]))

    return at


def stands(room: Room) -> tuple[Any, ...]:
    runs = room.runs
    days = tuple(runs.track(name).day for name in (PLAYED, TWIN))
    return (room.session, room.at, room.shown, room.frozen, room.revealed, days, set(runs._views))


@pytest.mark.parametrize(
    ("error", "level"),
    [
        (BrokenRunError("no place"), ""),
        (RuleError("no place"), "collaboration"),
        (KeyError("no place"), ""),
    ],
)
def test_a_round_whose_run_breaks_is_not_begun_and_can_be_decided_otherwise(
    hub: Hub, broken, monkeypatch, caplog, error, level
) -> None:
    room = hub.room
    before = stands(room)

    async def play() -> Seat:
        console = Seat()
        await hub.join(FACILITATOR, console)
        console.got.clear()
        broken(12, error, level)
        await do(hub, FACILITATOR, console, "next")
        return console

    with caplog.at_level(logging.ERROR):
        console = ran(play())
    assert console.kinds() == ["problem"]
    said = sentence(console.got[0], "fr")
    assert ("le calcul échoue" in said and "no place" in said) or "la fenêtre du serveur" in said
    assert (
        len(caplog.records) == 1
        and "no place" in caplog.text
        and "facilitator: next" in caplog.text
    )
    assert "\n" not in caplog.records[0].getMessage()
    assert stands(room) == before
    monkeypatch.undo()

    async def go_on() -> None:
        await do(hub, "customs", console, "decide", decision="one_contact")
        await do(hub, FACILITATOR, console, "next")

    ran(go_on())
    assert room.slot.part == "run" and room.runs.day == 21
    kinds = {event["kind"] for event in room.runs.track(PLAYED).state.recorder.events}
    assert "half a day" not in kinds


def test_an_inject_that_breaks_the_run_is_not_fired_and_the_run_is_as_before(
    hub: Hub, broken, monkeypatch
) -> None:
    room = hub.room
    act(room, FACILITATOR, {"do": "next"})
    act(room, WALL, {"do": "shown", "day": 9})
    before, daily = stands(room), room.runs.track(PLAYED).result().daily.to_csv()

    async def play() -> tuple[Seat, Seat]:
        wall, console = Seat(), Seat()
        await hub.join(WALL, wall)
        await hub.join(FACILITATOR, console)
        wall.got.clear()
        calls = []

        def once(self, end, play=room.runs.play):
            calls.append(end)
            raise BrokenRunError("no place")

        monkeypatch.setattr(type(room.runs), "play", once)
        await do(hub, FACILITATOR, console, "fire", inject="scanner_breaks")
        assert calls
        return wall, console

    wall, console = ran(play())
    assert console.last("problem") and wall.got == []
    assert stands(room) == before
    assert room.runs.track(PLAYED).result().daily.to_csv() == daily


def test_going_back_to_a_round_that_fails_leaves_the_room_where_it_is(
    hub: Hub, monkeypatch
) -> None:
    room = hub.room
    act(room, FACILITATOR, {"do": "next"})
    before = stands(room)

    def fails(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(type(room.runs), "rewind", fails)
    console = Seat()
    ran(do(hub, FACILITATOR, console, "rewind", round=1))
    assert console.kinds() == ["problem"] and stands(room) == before


def test_a_seat_that_cannot_be_told_does_not_keep_the_others_waiting(hub: Hub, monkeypatch) -> None:
    whole = hub_module.told

    def told(room: Room, seat: str) -> dict[str, Any]:
        if seat == "customs":
            raise KeyError("no such thing")
        return whole(room, seat)

    monkeypatch.setattr(hub_module, "told", told)

    async def play() -> tuple[Seat, Seat]:
        customs, console = Seat(), Seat()
        await hub.join("customs", customs)
        await hub.join(FACILITATOR, console)
        await do(hub, FACILITATOR, console, "note", text="On.")
        return customs, console

    customs, console = ran(play())
    assert set(customs.kinds()) == {"problem"} and "window" in sentence(customs.got[0])
    assert console.last("room")["notes"][-1]["text"] == "On."
