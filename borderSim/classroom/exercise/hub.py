"""Who is connected to a room, and what each of them is sent; each seat has a channel of its own."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from borderSim.classroom.exercise.debrief import write_debrief
from borderSim.classroom.exercise.luck import measured
from borderSim.classroom.exercise.room import FACILITATOR, WALL, Room
from borderSim.classroom.exercise.runs import PLAYED, TWIN
from borderSim.classroom.exercise.seats import told
from borderSim.classroom.live.recent import recent
from borderSim.classroom.recording import header
from borderSim.errors import InputError
from borderSim.language.current import by_language
from borderSim.report.texts import outcome_title
from borderSim.studies.execution import files

Send = Callable[[dict[str, Any]], Awaitable[None]]
KEPT = "session.yaml"
"""Name of the file in which a session is kept while it is under way."""
KEY = "seats.key"
"""Name of the file beside it with the key, so that pages that are open go on with a server that is started again."""
ON_THE_WALL = (
    "seizures",
    "delivered",
    "members_arrested",
    "leaders_arrested",
    "collisions",
    "cases_burned",
    "trade_delay_cost_eur",
    "cooperation_cost_eur",
)
"""Outcomes that are compared when the twin is revealed: several goals, as many as a wall can hold."""
DEBRIEF_RUNS = 40
"""Runs with other chances of the debrief at the end: about a second each."""


def kept_key(folder: Path) -> str:
    """Return the key that is kept beside a session, empty where none is."""
    path = folder / KEY
    return path.read_text("utf-8").strip() if path.is_file() else ""


class Hub:
    """The seats of a room.

    Attributes:
        room: the room.
        key: whoever takes the wall or the facilitator's seat must know it.
        folder: where the session and its debrief are written.
    """

    def __init__(self, room: Room, folder: Path, key: str = "", runs: int = DEBRIEF_RUNS) -> None:
        self.room, self.folder, self.key = room, folder, key or secrets.token_urlsafe(9)
        self._runs = runs
        self._seats: dict[str, set[Send]] = {}
        self._lock = asyncio.Lock()
        self._sent: dict[tuple[Send, str], int] = {}
        self._busy: asyncio.Task[None] | None = None

    # ------------------------------------------------------------------ who is there
    def may_sit(self, seat: str, key: str) -> bool:
        """Tell whether somebody may take a seat: a role may, wall and facilitator with the key only."""
        if seat in (WALL, FACILITATOR):
            return secrets.compare_digest(key.encode(), self.key.encode())
        return seat in self.room.session.exercise.roles

    async def join(self, seat: str, send: Send) -> None:
        """Add a connection, and send it all that its seat may know."""
        async with self._lock:
            self._seats.setdefault(seat, set()).add(send)
            await self._tell(seat, send)

    def leave(self, seat: str, send: Send) -> None:
        """Take a connection away."""
        self._seats.get(seat, set()).discard(send)
        self._sent = {key: day for key, day in self._sent.items() if key[0] is not send}

    def there(self) -> dict[str, int]:
        """Return how many connections each seat has."""
        return {seat: len(connected) for seat, connected in self._seats.items() if connected}

    # ------------------------------------------------------------------ what is done
    async def receive(self, seat: str, send: Send, message: object) -> None:
        """Carry out what a seat asks for, and tell every seat what changed; a refusal goes to it alone."""
        async with self._lock:
            try:
                if not isinstance(message, dict):
                    raise InputError("a message must be a mapping with the key 'do'")
                if message.get("do") == "finish" and seat == FACILITATOR:
                    self._finish()
                else:
                    await asyncio.to_thread(self.room.act, seat, message)
                    if message.get("do") == "rewind" or message.get("do") in ("fire", "skip"):
                        self._sent = {}
                    if message.get("do") not in ("shown", "timer"):
                        self._keep()
            except InputError as error:
                await send({"is": "problem", "text": str(error)})
                return
            await self._tell_all()

    def _keep(self) -> None:
        """Keep the session and its key, so that a server that is started again can go on."""
        files.ensure_writable(self.folder)
        files.write_text(self.folder / KEPT, self.room.session.yaml())
        files.write_text(self.folder / KEY, self.key)

    def _finish(self) -> None:
        if self._busy is not None and not self._busy.done():
            raise InputError("finish: the debrief is being made")
        if not self.room.session.played:
            raise InputError("finish: no round was played yet")
        self._busy = asyncio.create_task(self._debrief())

    async def _debrief(self) -> None:
        """Make the debrief beside the room, and tell the facilitator how far it is."""
        session, loop = self.room.session, asyncio.get_running_loop()

        def count(done: int) -> None:
            said = {"is": "debrief", "done": done, "of": self._runs + 1, "files": []}
            asyncio.run_coroutine_threadsafe(self._say(FACILITATOR, said), loop)

        def make() -> list[Path]:
            return write_debrief(session, measured(session, self._runs, count), self.folder)

        paths = await asyncio.to_thread(make)
        names = [path.name for path in paths]
        await self._say(FACILITATOR, {"is": "debrief", "done": 1, "of": 1, "files": names})

    # ------------------------------------------------------------------ what is sent
    async def _tell_all(self) -> None:
        for seat, connected in self._seats.items():
            for send in tuple(connected):
                await self._tell(seat, send)

    async def _say(self, seat: str, message: dict[str, Any]) -> None:
        for send in tuple(self._seats.get(seat, ())):
            await _quietly(send, message)

    async def _tell(self, seat: str, send: Send) -> None:
        """Send one connection what its seat may know; the run itself goes to the wall alone."""
        message = told(self.room, seat)
        if seat == FACILITATOR:
            message["there"] = self.there()
        if seat == WALL:
            message["outcomes"] = self._outcomes()
            await self._tell_run(send)
        await _quietly(send, message)

    async def _tell_run(self, send: Send) -> None:
        """Send the days of the run that a wall has not got, of the twin only once it is revealed."""
        for name in (PLAYED, TWIN) if self.room.revealed else (PLAYED,):
            have, day = self._sent.get((send, name)), self.room.runs.day
            if have is None:
                await _quietly(send, {"is": "track", "track": name, "header": self._header(name)})
                await _quietly(send, {"is": "cut", "track": name, "day": 0})
                have = 0
            if have > day:
                await _quietly(send, {"is": "cut", "track": name, "day": day})
            elif have < day:
                chunk = await asyncio.to_thread(recent, self.room.runs.track(name).state, have)
                await _quietly(send, {"is": "days", "track": name, "chunk": chunk})
            self._sent[send, name] = day

    def _header(self, name: str) -> dict[str, Any]:
        exercise = self.room.session.exercise
        level = exercise.level if name == PLAYED else exercise.twin
        scenario = self.room.runs.track(name).state.policy.scenario
        return {**header(scenario, self.room.session.seed, level), "days": exercise.days}

    def _outcomes(self) -> list[dict[str, Any]]:
        """Return what came of the days played, of the twin too once it is revealed."""
        if self.room.slot.part not in ("reveal", "question") or not self.room.runs.day:
            return []
        names = (PLAYED, TWIN) if self.room.revealed else (PLAYED,)
        found = {name: self.room.runs.track(name).result().outcomes for name in names}
        return [
            {"title": by_language(lambda one=one: outcome_title(one))}
            | {name: values.get(one) for name, values in found.items()}
            for one in ON_THE_WALL
        ]


async def _quietly(send: Send, message: dict[str, Any]) -> None:
    """Send a message; a connection that is gone is no fault of the others."""
    try:
        await send(message)
    except (RuntimeError, OSError, json.JSONDecodeError):
        return
