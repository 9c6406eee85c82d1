"""Who is told what: an inject in the midst of a run, the day that the wall shows, who comes and goes, the debrief."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from borderSim.classroom.exercise import hub as hub_module
from borderSim.classroom.exercise.acting import act
from borderSim.classroom.exercise.hub import KEPT, Hub
from borderSim.classroom.exercise.kept_debrief import NOTED, Debrief, found_in
from borderSim.classroom.exercise.room import FACILITATOR, WALL, Room
from borderSim.classroom.exercise.seat_key import KEY, key_of
from tests.classroom.exercise.short import session
from tests.classroom.refused import sentence


class Seat:
    """A connection that remembers what it was sent."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.gone = False

    async def __call__(self, message: dict[str, Any]) -> None:
        if self.gone:
            raise ConnectionError("the page is gone")
        self.got.append(message)

    def kinds(self) -> list[str]:
        return [message["is"] for message in self.got]

    def last(self, kind: str) -> dict[str, Any]:
        return next(message for message in reversed(self.got) if message["is"] == kind)


def ran[T](what: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in a thread of its own: the browser of other tests has a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, what).result()


@pytest.fixture(scope="module")
def room() -> Room:
    return Room(session(), wall_clock=lambda: "10:00:00")


@pytest.fixture
def hub(room: Room, tmp_path) -> Hub:
    """A room at the run of its first round, on day 0."""
    if room.runs.day:
        act(room, FACILITATOR, {"do": "rewind", "round": 1})
    room.enter(0)
    for _ in range(3):
        act(room, FACILITATOR, {"do": "next"})
    assert room.slot.part == "run"
    return Hub(room, tmp_path / "exercise_short", runs=5)


async def do(hub: Hub, seat: str, send: Seat, do: str, **more: Any) -> None:
    await hub.receive(seat, send, {"do": do, **more})


def test_an_inject_in_the_midst_of_a_run_leaves_the_wall_on_its_day(hub: Hub) -> None:
    async def play() -> tuple[Seat, Seat]:
        wall, console, again = Seat(), Seat(), Seat()
        await hub.join(WALL, wall)
        await hub.join(FACILITATOR, console)
        await do(hub, WALL, wall, "shown", day=9, playing=True, speed=10)
        wall.got.clear()
        await do(hub, FACILITATOR, console, "fire", inject="scanner_breaks")
        await hub.join(WALL, again)
        return wall, again

    wall, again = ran(play())
    assert hub.room.session.fired["scanner_breaks"] == 9
    assert wall.kinds() == ["days", "room"]  # no new run, nothing cut
    chunk, whole = wall.last("days")["chunk"], again.last("days")["chunk"]
    assert (chunk["from"], chunk["to"], whole["from"]) == (9, 21, 0)
    assert chunk["totals"] == {name: days[9:] for name, days in whole["totals"].items()}
    assert wall.last("room")["shown"] == 9
    assert [card["name"] for card in wall.last("room")["cards"]][-1] == "scanner_breaks"


def test_a_day_of_the_wall_is_told_to_the_facilitator_alone(hub: Hub) -> None:
    async def play() -> tuple[Seat, Seat]:
        wall, console, customs = Seat(), Seat(), Seat()
        for seat, send in ((WALL, wall), (FACILITATOR, console), ("customs", customs)):
            await hub.join(seat, send)
        console.got.clear()
        customs.got.clear()
        await do(hub, WALL, wall, "shown", day=1, playing=True, speed=20)
        assert customs.got == []
        run = {"playing": True, "speed": 20}
        assert console.got == [{"is": "day", "shown": 1, "run": run}]
        await do(hub, WALL, wall, "shown", day=7, playing=True, speed=20)
        return console, customs

    console, customs = ran(play())
    assert customs.last("room")["view"]["day"] == 7  # a new week is a new picture
    assert console.last("room")["run"] == {"playing": True, "speed": 20}
    assert "shown: 7" in (hub.folder / KEPT).read_text("utf-8")


def test_who_comes_and_goes_is_told_and_one_that_is_gone_is_forgotten(hub: Hub) -> None:
    async def play() -> Seat:
        console, wall, customs = Seat(), Seat(), Seat()
        await hub.join(FACILITATOR, console)
        await hub.join("customs", customs)
        assert console.last("there")["there"] == {"facilitator": 1, "customs": 1}
        wall.gone = True
        await hub.join(WALL, wall)
        assert console.last("there")["there"] == {"facilitator": 1, "customs": 1}
        await hub.leave("customs", customs)
        return console

    assert ran(play()).last("there")["there"] == {"facilitator": 1}


def test_the_console_tells_the_wall_to_play_and_to_pause(hub: Hub) -> None:
    async def play() -> tuple[Seat, Seat]:
        wall, console = Seat(), Seat()
        await hub.join(FACILITATOR, console)
        await do(hub, FACILITATOR, console, "run", what="pause")
        assert "aucun mur" in sentence(console.last("problem"), "fr").lower()
        await hub.join(WALL, wall)
        await do(hub, FACILITATOR, console, "run", what="pause")
        assert wall.got[-1] == {"is": "run", "what": "pause"}
        await do(hub, "customs", Seat(), "run", what="play")
        await do(hub, FACILITATOR, console, "run", what="jump")
        return wall, console

    wall, console = ran(play())
    assert wall.kinds().count("run") == 1
    assert "play, pause" in sentence(console.last("problem"))


def test_a_session_that_cannot_be_kept_goes_on_and_the_facilitator_is_told(hub: Hub) -> None:
    hub.folder.write_text("a file stands where the folder should be", "utf-8")

    async def play() -> tuple[Seat, Seat]:
        console, customs = Seat(), Seat()
        await hub.join(FACILITATOR, console)
        await hub.join("customs", customs)
        await do(hub, FACILITATOR, console, "note", text="Kept or not.")
        return console, customs

    console, customs = ran(play())
    assert "ne peut pas être gardé" in sentence(console.last("problem"), "fr")
    assert console.last("room")["notes"][-1]["text"] == "Kept or not."
    assert "problem" not in customs.kinds()


def test_what_nobody_foresaw_is_told_and_the_seat_stays(hub: Hub, monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    async def play() -> Seat:
        console = Seat()
        await hub.join(FACILITATOR, console)
        monkeypatch.setattr(hub_module, "act", broken)
        await do(hub, FACILITATOR, console, "note", text="Never.")
        return console

    assert "la fenêtre du serveur" in sentence(ran(play()).last("problem"), "fr")


def test_going_back_to_a_round_cuts_the_run_on_the_wall(hub: Hub) -> None:
    async def play() -> Seat:
        wall, console = Seat(), Seat()
        await hub.join(WALL, wall)
        wall.got.clear()
        await do(hub, FACILITATOR, console, "rewind", round=1)
        return wall

    wall = ran(play())
    assert wall.got[0] == {"is": "cut", "track": "played", "day": 0}
    assert wall.kinds() == ["cut", "room"]


def test_the_debrief_is_named_for_the_console_and_its_numbers_stand_on_the_wall(hub: Hub) -> None:
    async def play() -> tuple[Seat, Seat]:
        wall, console = Seat(), Seat()
        await hub.join(WALL, wall)
        await hub.join(FACILITATOR, console)
        assert wall.last("room")["debrief"] == []
        await do(hub, FACILITATOR, console, "finish")
        assert console.last("room")["debrief"]["asked"]
        assert hub._busy is not None
        await hub._busy
        return wall, console

    wall, console = ran(play())
    assert "debrief_fr.html" in console.last("room")["debrief"]["files"]
    rows = wall.last("room")["debrief"]
    assert rows[0]["title"]["fr"] == "Saisies" and len(rows) == 8
    assert all(row["runs"] == 5 and row["middle"][0] <= row["median"] for row in rows)
    # a server that is started again finds it
    again, seats = Hub(hub.room, hub.folder), (Seat(), Seat())
    for name, seat in zip((WALL, FACILITATOR), seats, strict=True):
        ran(again.join(name, seat))
    assert seats[0].last("room")["debrief"] == rows
    found = seats[1].last("room")["debrief"]
    assert "debrief_fr.html" in found["files"] and not found["stale"] and not found["asked"]
    act(hub.room, FACILITATOR, {"do": "rewind", "round": 1})
    ran(again.join(FACILITATOR, seats[1]))
    assert seats[1].last("room")["debrief"]["stale"]
    late = Seat()
    ran(hub.join(WALL, late))
    assert late.last("room")["debrief"] == []  # that run is no more


def test_a_debrief_of_which_nothing_is_noted_is_linked_and_its_numbers_are_not_shown(
    tmp_path,
) -> None:
    assert found_in(tmp_path) == Debrief()
    for name in ("debrief_en.html", "outcomes.csv"):
        (tmp_path / name).write_text("", "utf-8")
    for broken in ("", "[]", '{"of": 1}', '{"of": "x", "numbers": [3]}'):
        (tmp_path / NOTED).write_text(broken, "utf-8")
        assert found_in(tmp_path) == Debrief(("debrief_en.html", "outcomes.csv"))


def test_the_key_stays_the_same_and_belongs_to_the_owner_alone(tmp_path) -> None:
    folder = tmp_path / "exercise_short"
    key = key_of(folder)
    assert len(key) >= 12 and key_of(folder) == key
    assert stat.S_IMODE((folder / KEY).stat().st_mode) == 0o600
    (folder / KEY).write_text("\n", "utf-8")
    assert key_of(folder) not in ("", key)
