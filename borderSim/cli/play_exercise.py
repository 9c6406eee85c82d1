"""``bordersim play exercise=NAME``: the room of an exercise on the live server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from borderSim.cli.arguments import Arguments
from borderSim.cli.output import put
from borderSim.errors import InputError
from borderSim.language.phrases import phrase

if TYPE_CHECKING:
    from borderSim.classroom.exercise.hub import Hub
    from borderSim.classroom.exercise.session import Session

NOT_BESIDE = ("scenario", "level", "seed")
"""Keys that an exercise says itself."""


@dataclass(frozen=True)
class Begun:
    """An exercise that is to be played, before the model is loaded.

    Attributes:
        session: a new one, or the one that was kept.
        folder: in which it is kept.
        key: of the wall and the facilitator.
    """

    session: Session
    folder: Path
    key: str

    def hub(self) -> Hub:
        """Return its room: this loads the model, and plays again the days that were played.

        Raises:
            InputError: the decisions that were kept don't go together.
        """
        from borderSim.classroom.exercise.hub import Hub
        from borderSim.classroom.exercise.room import Room

        return Hub(Room(self.session), self.folder, self.key)


def begun(arguments: Arguments, results: Path) -> Begun | None:
    """Return the exercise that is asked for, None where none is.

    A session that is kept in the results folder goes on where it was; with ``anew=true`` its folder
    gets a dated name, and a new one begins.

    Raises:
        InputError: no such exercise, something wrong in it or in the session that is kept.
    """
    name = arguments.text("exercise")
    if name is None:
        if "anew" in arguments.own:
            raise InputError(phrase("anew= belongs to an exercise: say exercise= too"))
        return None
    for key in NOT_BESIDE:
        if key in arguments.own:
            raise InputError(
                phrase(
                    "{key}= is said by the exercise: take it out, or change the exercise", key=key
                )
            )
    from borderSim.classroom.exercise.kept import kept_in, name_of, put_aside
    from borderSim.classroom.exercise.seat_key import key_of
    from borderSim.classroom.exercise.session import Session, read_session
    from borderSim.studies.execution.files import result_path

    session = Session.begin(name)
    folder = result_path(results, name_of(session.exercise.name))
    kept, anew = kept_in(folder), arguments.switch("anew", False)
    if kept and anew:
        put(phrase("the session that was kept is now in {folder}", folder=put_aside(folder)))
    elif kept:
        session = read_session(kept)
        put(
            phrase(
                "{file}: was played to day {day} and goes on there; anew=true begins again",
                file=kept,
                day=session.played,
            )
        )
    return Begun(session, folder, key_of(folder))


def addresses(exercise: Begun, base: str) -> dict[str, str]:
    """Return the address of each seat.

    Args:
        exercise: what is to be played.
        base: address of the server, such as ``http://127.0.0.1:8642``.
    """
    page = f"{base}/exercise/"
    own = {seat: f"{page}#{seat}={exercise.key}" for seat in ("facilitator", "wall")}
    return own | {role: f"{page}#role={role}" for role in exercise.session.exercise.roles}
