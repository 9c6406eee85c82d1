"""The sessions in memory: a few, each used by one thread at a time, with the sockets of the pages that show it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from anyio import to_thread

from borderSim.classroom.live.play import NO_SOURCES, Ask, Play, Sources

MOST = 3
"""Sessions in memory at most: what was not used for longest is computed again when it is asked for."""


class Listener(Protocol):
    """Somebody who is told what happens in a session."""

    async def tell(self, messages: list[dict[str, Any]]) -> None:
        """Hand over messages.

        Raises:
            ConnectionError: it is gone.
        """
        ...


class Room:
    """A session with those who look at it.

    Attributes:
        play: the session.
        listeners: its pages.
        lock: whoever changes it holds it.
    """

    def __init__(self, play: Play) -> None:
        self.play = play
        self.listeners: set[Listener] = set()
        self.lock = asyncio.Lock()

    async def tell(self, messages: list[dict[str, Any]]) -> None:
        """Tell every page; one that is gone is forgotten.

        Raises:
            ValueError: something that can't be told to anybody.
        """
        for listener in list(self.listeners):
            try:
                await listener.tell(messages)
            except ConnectionError:
                self.listeners.discard(listener)


class Rooms:
    """All sessions.

    Args:
        results_dir: the results folder, in which they are stored.
        sources: scenario files with which the server was started, by name.
    """

    def __init__(self, results_dir: str | Path, sources: Sources = NO_SOURCES) -> None:
        self.sources = sources
        self.results_dir = Path(results_dir)
        self._rooms: dict[str, Room] = {}
        self._lock = asyncio.Lock()

    async def new(self, ask: Ask) -> Room:
        """Begin a session.

        Raises:
            InputError: something that can't be.
        """
        play = await in_thread(lambda: Play.opened(ask, self.results_dir, self.sources))
        return self._keep(Room(play))

    def there(self, id_: str) -> Room | None:
        """Return a session that is in memory."""
        room = self._rooms.get(id_)
        return None if room is None else self._keep(room)

    async def again(self, id_: str) -> Room | None:
        """Return a session in memory, or one that is stored, computed again; None: there is none.

        Raises:
            InputError: the id or the file of the session is none.
        """
        async with self._lock:  # (two tabs that ask at once get the same one)
            if room := self.there(id_):
                return room
            play = await in_thread(lambda: Play.again(id_, self.results_dir, self.sources))
            return None if play is None else self._keep(Room(play))

    def forget(self, room: Room) -> None:
        """Take a session out of memory: whoever asks for it next has it computed again."""
        if self._rooms.get(room.play.id) is room:
            del self._rooms[room.play.id]

    def _keep(self, room: Room) -> Room:
        self._rooms.pop(room.play.id, None)
        self._rooms[room.play.id] = room
        for id_ in list(self._rooms)[:-MOST]:
            if not self._rooms[id_].listeners and not self._rooms[id_].lock.locked():
                del self._rooms[id_]
        return room


async def in_thread[T](work: Callable[[], T]) -> T:
    """Have something done beside the server, which goes on answering."""
    return await to_thread.run_sync(work)
