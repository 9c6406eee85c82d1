"""Who is connected to a room, and what each of them is sent; each seat has a channel of its own."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from borderSim.classroom.broken import logged
from borderSim.classroom.broken import told as told_why
from borderSim.classroom.exercise.acting import act
from borderSim.classroom.exercise.costs import Cost, decision_costs
from borderSim.classroom.exercise.debrief import write_debrief
from borderSim.classroom.exercise.kept import KEPT
from borderSim.classroom.exercise.kept_debrief import Debrief, found_in, note, run_of, said_of
from borderSim.classroom.exercise.luck import ON_THE_WALL, Outcome, measured
from borderSim.classroom.exercise.room import FACILITATOR, WALL, Room
from borderSim.classroom.exercise.runs import PLAYED, TWIN
from borderSim.classroom.exercise.seats import told
from borderSim.classroom.exercise.whole import all_or_nothing
from borderSim.classroom.exercise.words import named
from borderSim.classroom.live.recent import recent
from borderSim.classroom.recording import header
from borderSim.classroom.refusals import RefusedError, refused
from borderSim.errors import InputError
from borderSim.language.catalogue import gettext
from borderSim.language.current import by_language
from borderSim.measures.outcomes import OUTCOMES
from borderSim.report.writing.numbers import decimals
from borderSim.report.writing.texts import outcome_title
from borderSim.studies.analysis.estimates import Estimate, difference
from borderSim.studies.execution import files

Send = Callable[[dict[str, Any]], Awaitable[None]]
DEBRIEF_RUNS = 40
"""Runs with other chances of the debrief at the end: some two and a half seconds each (three runs)."""


class Hub:
    """The seats of a room.

    Attributes:
        room: the room.
        key: whoever takes the wall or the facilitator's seat must know it.
        folder: where the session and its debrief are written.
        debrief: that lies in the folder, of this server or of one before it.
    """

    def __init__(self, room: Room, folder: Path, key: str = "", runs: int = DEBRIEF_RUNS) -> None:
        self.room, self.folder, self.key = room, folder, key or secrets.token_urlsafe(9)
        self.debrief = found_in(folder)
        self._runs = runs
        self._seats: dict[str, set[Send]] = {}
        self._lock = asyncio.Lock()
        self._sent: dict[tuple[Send, str], int] = {}
        self._busy: asyncio.Task[None] | None = None
        self._done = 0
        self._measured: tuple[str, list[Outcome], list[Cost]] = ("", [], [])  # of which run

    # ------------------------------------------------------------------ who is there
    def may_sit(self, seat: str, key: str) -> bool:
        """Tell whether somebody may take a seat: a role may, wall and facilitator with the key only."""
        if seat in (WALL, FACILITATOR):
            return secrets.compare_digest(key.encode(), self.key.encode())
        return seat in self.room.session.exercise.roles

    async def join(self, seat: str, send: Send) -> None:
        """Add a connection, send it all that its seat may know, and tell the facilitator who is there."""
        async with self._lock:
            self._seats.setdefault(seat, set()).add(send)
            await self._tell(seat, send)
            await self._say(FACILITATOR, {"is": "there", "there": self.there()})

    async def leave(self, seat: str, send: Send) -> None:
        """Take a connection away, and tell the facilitator who is left."""
        self._forget(seat, send)
        if seat == WALL and not self._seats[WALL]:
            self.room.playing = False
        await self._say(FACILITATOR, {"is": "there", "there": self.there()})

    def _forget(self, seat: str, send: Send) -> None:
        self._seats.setdefault(seat, set()).discard(send)
        self._sent = {key: day for key, day in self._sent.items() if key[0] is not send}

    def there(self) -> dict[str, int]:
        """Return how many connections each seat has."""
        return {seat: len(connected) for seat, connected in self._seats.items() if connected}

    # ------------------------------------------------------------------ what is done
    async def receive(self, seat: str, send: Send, message: object) -> None:
        """Carry out what a seat asks for, and tell every seat what changed; a refusal goes to it alone."""
        try:
            if not isinstance(message, dict):
                raise InputError("a message must be a mapping with the key 'do'")
            if message.get("do") == "run":
                await self._hand_on(seat, message)
                return
            async with self._lock:
                if await self._carry_out(seat, message):
                    await self._tell_all()
        except Exception as error:  # (a page must never freeze because of what nobody foresaw)
            await self._explain(seat, send, error, f"{seat}: {_verb(message)}")

    async def _explain(self, seat: str, send: Send, error: Exception, doing: str) -> None:
        """Tell a page why something can't be done."""
        await self._quietly(seat, send, _problem(told_why(error, doing)))

    async def _hand_on(self, seat: str, message: dict[str, Any]) -> None:
        """Tell the wall how the run is to go on; it waits for nobody, not even for days that are played again."""
        act(self.room, seat, message)
        if not self._seats.get(WALL):
            raise RefusedError("run.wall")
        await self._say(WALL, {"is": "run", "what": message["what"]})

    async def _carry_out(self, seat: str, message: dict[str, Any]) -> bool:
        """Do what is asked, and return whether every seat is to be told."""
        do = message.get("do")
        if do == "finish" and seat == FACILITATOR:
            self._finish()
        elif do == "shown":
            return await self._shown(seat, message)
        else:
            await asyncio.to_thread(self._act, seat, message)
            first = self.room.played_anew()
            if first is not None:
                await self._cut(first)
            await self._keep()
        return True

    def _act(self, seat: str, message: dict[str, Any]) -> None:
        """Do what is asked, whole or not at all."""
        with all_or_nothing(self.room):
            act(self.room, seat, message)

    async def _shown(self, seat: str, message: dict[str, Any]) -> bool:
        """Note the day that the wall shows; whether more than that day changed."""
        before = self.room.picture()
        act(self.room, seat, message)
        if self.room.picture() != before:
            await self._keep()
            return True
        run = {"playing": self.room.playing, "speed": self.room.speed}
        await self._say(FACILITATOR, {"is": "day", "shown": self.room.shown, "run": run})
        return False

    async def _cut(self, first: int) -> None:
        """Let the walls forget days that are no more; those that were played again follow at once."""
        for (send, name), have in tuple(self._sent.items()):
            self._sent[send, name] = min(have, first)
            if self.room.runs.day <= first:
                await self._quietly(WALL, send, {"is": "cut", "track": name, "day": first})

    async def _keep(self) -> None:
        """Keep the session and where the room stands, so that a server that is started again can go on.

        Where that fails the class goes on, and the facilitator is told.
        """
        try:
            files.ensure_writable(self.folder)
            files.write_text(self.folder / KEPT, self.room.kept().yaml())
        except (InputError, OSError, ValueError) as error:
            detail = logged(error, "the session is not kept")
            await self._say(FACILITATOR, _problem(RefusedError("kept", detail=detail)))

    # ------------------------------------------------------------------ the debrief
    def _finish(self) -> None:
        if self._busy is not None and not self._busy.done():
            raise RefusedError("finish.busy")
        if not self.room.session.played:
            raise RefusedError("finish.none")
        self.debrief, self._done = Debrief(), 0
        self._busy = asyncio.create_task(self._debrief())

    async def _debrief(self) -> None:
        """Make the debrief beside the room, and tell the facilitator how far it is."""
        session, loop = self.room.kept(), asyncio.get_running_loop()

        def count(done: int) -> None:
            self._done = done
            asyncio.run_coroutine_threadsafe(self._say(FACILITATOR, self._how_far()), loop)

        def make() -> Debrief:
            run = run_of(session)
            if self._measured[0] != run:  # (else notes and marks alone are new: that is quick)
                outcomes = measured(session, self._runs, count)
                self._measured = (run, outcomes, decision_costs(session))
            _, outcomes, costs = self._measured
            paths = write_debrief(session, outcomes, self.folder, costs)
            numbers = tuple(_in_the_room(one) for one in outcomes if one.name in ON_THE_WALL)
            names = tuple(path.name for path in paths)
            made = Debrief(names, run, numbers, said_of(session))
            note(self.folder, made)
            return made

        try:
            self.debrief = await asyncio.to_thread(make)
        except Exception as error:  # (whatever it is: nobody waits for a task that is gone)
            self._busy = None
            if not isinstance(error, InputError):
                logged(error, "the debrief")
                error = RefusedError("finish.failed")
            await self._say(FACILITATOR, _problem(error))
            return
        async with self._lock:
            await self._keep()  # (the class may have gone on meanwhile)
            await self._tell_all()

    def _how_far(self) -> dict[str, Any]:
        """Say how far the debrief is."""
        busy = self._busy is not None
        return {
            "is": "debrief",
            "done": self._done if busy else 0,
            "of": self._runs + 1,
            "asked": busy,
            "files": list(self.debrief.files),
            "stale": not self._of_this_run(),
            "lacks_notes": self.debrief.said != said_of(self.room.session),
        }

    def _of_this_run(self) -> bool:
        """Whether the debrief is of what is decided, fired and played now."""
        return self.debrief.of == run_of(self.room.session)

    # ------------------------------------------------------------------ what is sent
    async def _tell_all(self) -> None:
        for seat, connected in tuple(self._seats.items()):
            for send in tuple(connected):
                await self._tell(seat, send)

    async def _say(self, seat: str, message: dict[str, Any]) -> None:
        for send in tuple(self._seats.get(seat, ())):
            await self._quietly(seat, send, message)

    async def _quietly(self, seat: str, send: Send, message: dict[str, Any]) -> None:
        """Send a message; a connection that is gone is no fault of the others, and is forgotten."""
        try:
            await send(message)
        except OSError:
            self._forget(seat, send)

    async def _tell(self, seat: str, send: Send) -> None:
        """Send one connection what its seat may know; where that fails, it is told so, and the others go on."""
        try:
            await self._tell_room(seat, send)
        except Exception as error:
            await self._explain(seat, send, error, f"what {seat} is told")

    async def _tell_room(self, seat: str, send: Send) -> None:
        """Send one connection what its seat may know; the run itself goes to the wall alone."""
        message = told(self.room, seat)
        if seat == FACILITATOR:
            message |= {"there": self.there(), "debrief": self._how_far()}
        if seat == WALL:
            message["outcomes"] = self._outcomes()
            message["debrief"] = list(self.debrief.numbers) if self._of_this_run() else []
            await self._tell_run(send)
        await self._quietly(seat, send, message)

    async def _tell_run(self, send: Send) -> None:
        """Send the days of the run that a wall has not got, of the twin only once it is revealed."""
        for name in (PLAYED, TWIN) if self.room.revealed else (PLAYED,):
            have, day = self._sent.get((send, name)), self.room.runs.day
            if have is None:
                await self._quietly(
                    WALL, send, {"is": "track", "track": name, "header": self._header(name)}
                )
                have = 0
            if have < day:
                chunk = await asyncio.to_thread(recent, self.room.runs.track(name).state, have)
                await self._quietly(WALL, send, {"is": "days", "track": name, "chunk": chunk})
            self._sent[send, name] = day

    def _header(self, name: str) -> dict[str, Any]:
        exercise = self.room.session.exercise
        level = exercise.level if name == PLAYED else exercise.twin
        scenario = self.room.runs.track(name).state.policy.scenario
        found = header(scenario, self.room.session.seed, level)
        posts = [
            {**post, "label": named(f"post.{post['name']}", post["label"])}
            for post in found["posts"]
        ]
        return {**found, "days": exercise.days, "posts": posts}

    def _outcomes(self) -> list[dict[str, Any]]:
        """Return what came of the days played, of the twin too once it is revealed."""
        if self.room.slot.part != "question" or not self.room.runs.day:
            return []
        names = (PLAYED, TWIN) if self.room.revealed else (PLAYED,)
        found = {name: self.room.runs.track(name).result().outcomes for name in names}
        return [
            {"title": _title(one), "unit": _unit(one)}
            | {name: values.get(one) for name, values in found.items()}
            for one in ON_THE_WALL
        ]


def _verb(message: object) -> str:
    """Return what a message asks for, for the log."""
    return f"{message.get('do')!s:.20}" if isinstance(message, dict) else "no message"


def _problem(error: InputError) -> dict[str, Any]:
    """Return what a page is told of something that can't be done."""
    return {"is": "problem", "why": refused(error).plain}


def _in_the_room(one: Outcome) -> dict[str, Any]:
    """Return an outcome of the debrief in the numbers that fit on a wall."""
    return {
        "title": _title(one.name),
        "unit": _unit(one.name),
        "runs": len(one.others),
        "played": one.played,
        "median": one.median,
        "middle": list(one.middle),
        "changed": _told(difference(one.others, one.without)),
    }


def _title(outcome: str) -> dict[str, str]:
    return by_language(lambda: outcome_title(outcome))


def _unit(outcome: str) -> dict[str, str]:
    return by_language(lambda: gettext(OUTCOMES[outcome].unit))


def _told(change: Estimate) -> list[float] | None:
    """Return a mean change, half of its interval and their decimals, None where it can't be told from nothing."""
    told = change.known and (change.low > 0 or change.high < 0)
    half = (change.high - change.low) / 2
    return [change.value, half, decimals(half, change.value)] if told else None
