"""A live server within the tests, which can be stopped and started again at the same address."""

from __future__ import annotations

import threading
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from borderSim.classroom.live.listening import bound


class Served:
    """A server that runs beside the test.

    Attributes:
        address: where it answers.
    """

    def __init__(self, application: Callable[[int], ASGIApp]) -> None:
        """Start it at a free port; ``application`` is made anew for each start, from the port."""
        self._application, self.port = application, 0
        self.start()
        self.address = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        listener = bound(self.port)
        self.port = listener.getsockname()[1]
        config = uvicorn.Config(
            self._application(self.port),
            log_level="error",
            ws="websockets-sansio",
            lifespan="off",
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [listener]}, daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(20)
        assert not self._thread.is_alive()


class Sleepy:
    """The socket of a page, which can fall asleep: it stays open, and hears and says nothing any more."""

    def __init__(self, page, address: str) -> None:
        """Stand between a page and the socket at an address (a glob); before the page is opened."""
        self.asleep, self.answers, self._page = False, 0, page
        page.route_web_socket(address, self._between)

    def _between(self, here) -> None:
        there = here.connect_to_server()
        here.on_message(lambda text: None if self.asleep else there.send(text))
        there.on_message(lambda text: None if self.asleep else self._answer(here, text))

    def _answer(self, here, text: str) -> None:
        here.send(text)
        self.answers += 1

    def later(self, seconds: int) -> None:
        """Let a while go by on the page's clock, and the server answer what it is asked then."""
        before = self.answers
        self._page.clock.fast_forward(1000 * seconds)
        while not self.asleep and self.answers == before:
            self._page.wait_for_timeout(10)
