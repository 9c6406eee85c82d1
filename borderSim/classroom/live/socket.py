"""The socket of one page: it opens a session, hands on what the page asks for, and tells it what happens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.websockets import WebSocket

from borderSim.classroom.broken import told
from borderSim.classroom.live.actions import asked
from borderSim.classroom.live.changing import changed
from borderSim.classroom.live.listening import MOST_BYTES
from borderSim.classroom.live.messages import problem, whole
from borderSim.classroom.live.own_scenario import MOST_BYTES as MOST_OWN
from borderSim.classroom.live.rooms import Room, Rooms, in_thread
from borderSim.classroom.live.session import checked_id
from borderSim.classroom.refusals import RefusedError
from borderSim.classroom.wire import heard, parsed, say
from borderSim.errors import InputError


class Page:
    """A page that looks at a session.

    Args:
        socket: accepted already.
        rooms: the sessions.
    """

    def __init__(self, socket: WebSocket, rooms: Rooms) -> None:
        self._socket, self._rooms = socket, rooms
        self._room: Room | None = None

    async def tell(self, messages: list[dict[str, Any]]) -> None:
        """Send messages, one after the other.

        Raises:
            ConnectionError: the page is gone.
        """
        for message in messages:
            await say(self._socket, message)

    async def serve(self) -> None:
        """Answer until the page goes."""
        try:
            while True:
                await self._answer(await heard(self._socket))
        except ConnectionError:
            pass  # (gone: the session stays, for the page that comes back)
        finally:
            self._leave()

    async def _answer(self, text: str) -> None:
        try:
            given = _read(text)
            if given.get("do") == "open":
                await self._open(given)
            elif given.get("do") == "leave":
                self._leave()
            elif given.get("do") == "alive":
                await self.tell([{"is": "alive"}])
            elif self._room is None:
                raise RefusedError("session.none")
            else:
                await self._change(self._room, given)
        except ConnectionError:
            raise
        except Exception as error:  # (a page must never freeze because of what nobody foresaw)
            await self.tell([problem(told(error, "what a page asked for failed"))])

    async def _open(self, given: Mapping[str, Any]) -> None:
        self._leave()
        id_, room, computed_again = given.get("session"), None, False
        if id_ is not None:
            id_ = checked_id(id_)
            room = self._rooms.there(id_)
            if room is None:
                await self.tell([{"is": "working", "what": "replay"}])
                room = await self._rooms.again(id_)
                computed_again = room is not None
            if room is None:
                await self.tell([{"is": "unknown", "session": id_}])
                return
        else:
            await self.tell([{"is": "working", "what": "start"}])
            room = await self._rooms.new(asked(given))
        self._room = room
        async with room.lock:
            news = await in_thread(lambda: whole(room.play))
            if computed_again:
                news = [{"is": "replayed", "days": room.play.replayed}, *news]
            await self.tell(news)
            room.listeners.add(self)

    async def _change(self, room: Room, given: Mapping[str, Any]) -> None:
        async with room.lock:
            try:
                news, here = await in_thread(lambda: changed(room.play, given))
                await room.tell(news)
            except (
                Exception
            ):  # (it can't even be told how it stands: it is computed again when asked for)
                self._rooms.forget(room)
                raise
        await self.tell(here)

    def _leave(self) -> None:
        if self._room is not None:
            self._room.listeners.discard(self)
            self._room = None


def _read(text: str) -> dict[str, Any]:
    """Read a message.

    Raises:
        InputError: it is too long, or no JSON object.
    """
    if len(text) > MOST_BYTES:
        raise RefusedError("own.large", kb=MOST_OWN // 1000)  # (nothing else is as long)
    given = parsed(text)
    if not isinstance(given, dict):
        raise InputError("a message must be a JSON object")
    return given
