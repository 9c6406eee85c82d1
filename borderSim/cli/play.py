"""``bordersim play``: a country that goes on day by day in the browser, under what the class decides."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from borderSim.cli.arguments import PRINTED_KEY, Arguments, Command
from borderSim.cli.output import DONE, put
from borderSim.errors import InputError
from borderSim.language.phrases import phrase

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp

    from borderSim.classroom.live.waiting import Curtain
    from borderSim.cli.play_exercise import Begun

NEEDED = ("starlette", "uvicorn", "websockets")


def play(arguments: Arguments) -> int:
    """Serve the live page until Ctrl-C."""
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        raise InputError(
            phrase(
                "'bordersim play' needs {packages}: pip install 'bordersim[class]'",
                packages=", ".join(missing),
            )
        )
    port, show = arguments.count("port", 0), arguments.switch("open", True)
    wish, sources = _wish(arguments)

    from borderSim.classroom.live.listening import PORT, bound, server_of
    from borderSim.classroom.live.waiting import Curtain
    from borderSim.cli.play_exercise import addresses, begun
    from borderSim.studies.execution.files import ensure_writable

    exercise = begun(arguments, Path(arguments.results_dir()))
    listener = bound(PORT if port is None else port)
    folder = ensure_writable(arguments.results_dir())
    number = listener.getsockname()[1]
    address = f"http://127.0.0.1:{number}/web/live/index.html" + (
        f"#{urlencode(wish)}" if wish else ""
    )
    if exercise is not None:
        seats = addresses(exercise, f"http://127.0.0.1:{number}")
        address = seats["facilitator"]
        for seat, where in seats.items():
            put(phrase("{seat}: {address}", seat=phrase(seat), address=where))
    put(phrase("the class room is at {address}", address=address), flush=True)
    put(
        phrase("it answers to this machine alone; Ctrl-C closes it, what was played is kept"),
        flush=True,
    )
    curtain = Curtain(number)
    server = server_of(curtain)
    room = Opening(curtain, server, lambda: _room(exercise, folder, number, sources))
    tongue = copy_context()  # (a thread begins without the language that was typed)
    threading.Thread(target=tongue.run, args=(room.open,), daemon=True).start()
    if show:
        threading.Timer(0.5, _open, (address,)).start()
    with suppress(KeyboardInterrupt):  # (Ctrl-C is how it is meant to end)
        server.run(sockets=[listener])
    if room.problem is not None:
        raise room.problem
    kept = exercise.folder if exercise else f"{folder}/play"
    put(phrase("closed; what was played is in {folder}", folder=kept))
    return DONE


class Opening:
    """The room on its way: the page waits meanwhile, and the server ends if it can't be had.

    Attributes:
        problem: why there is no room, None where there is one or it is still on its way.
    """

    def __init__(
        self, curtain: Curtain, server: uvicorn.Server, make: Callable[[], ASGIApp]
    ) -> None:
        self.problem: Exception | None = None
        self._curtain, self._server, self._make = curtain, server, make

    def open(self) -> None:
        """Make the room and show it."""
        put(phrase("getting ready: the page opens the room by itself"), flush=True)
        try:
            self._curtain.lift(self._make())
        except Exception as error:  # (whatever it is: the command tells it, not this thread)
            self.problem, self._server.should_exit = error, True
            return
        put(phrase("ready"), flush=True)


def _room(exercise: Begun | None, folder: Path, number: int, sources: dict[str, str]) -> ASGIApp:
    """Load the model, compile it where that was not done yet, and return the room."""
    from borderSim.model.kernels.compile_once import compile_together

    compile_together()
    from borderSim.classroom.live.choices import choices
    from borderSim.classroom.live.server import application

    choices(tuple(sources.items()))
    if exercise is None:
        return application(folder, number, sources)
    from borderSim.classroom.exercise.web import routes

    return application(folder, number, sources, routes(exercise.hub()))


def _wish(arguments: Arguments) -> tuple[dict[str, str], dict[str, str]]:
    """Return what the page is to be filled in with, and the paths of scenario files of one's own by name.

    Raises:
        InputError: no such scenario, level or seed.
    """
    from borderSim.given import one_of
    from borderSim.scenario.load import load_scenario
    from borderSim.scenario.names import nameable
    from borderSim.scenario.shipped import is_file_name

    wish, sources, given = {}, {}, arguments.text("scenario")
    if given is not None and is_file_name(given):
        wish["scenario"] = load_scenario(given).name
        sources = {wish["scenario"]: given}
    elif given is not None:
        wish["scenario"] = one_of("scenario", given, nameable("scenario"), what=phrase("scenario"))
    if (level := arguments.text("level")) is not None:
        wish["level"] = one_of("level", level, nameable("partnership"), what=phrase("level"))
    if "lang" in arguments.own:  # (else the page asks the browser)
        wish["lang"] = arguments.lang()
    if (seed := arguments.count("seed", 0)) is not None:
        wish["seed"] = str(seed)
    return wish, sources


def _open(address: str) -> None:
    import webbrowser

    webbrowser.open(address)


COMMAND = Command(
    name="play",
    does="the live page for a class: decide, go on, go back, compare, in the browser of this machine",
    act=play,
    keys={
        "scenario": "scenario that the page proposes, or a file of one's own (default: training)",
        "level": "level that the page proposes (default: that of the scenario)",
        "seed": "seed that the page proposes (default: 1)",
        "exercise": "name or file of an exercise ('bordersim exercise' lists them): wall, console, role pages",
        "anew": "with exercise=: true begins it again; the session that is kept gets a dated name",
        "port": "port on 127.0.0.1, 0 for any that is free (default: 8642)",
        "open": "false does not open the browser (default: true)",
        "results_dir": "folder of the results, in which sessions are kept (default: results)",
        **PRINTED_KEY,
    },
    more=["Needs the packages of the extra class: pip install 'bordersim[class]'."],
)
