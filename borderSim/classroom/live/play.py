"""A session that is being played: its countries in memory, what they are told to do, and what is stored of it."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from borderSim.classroom.broken import BREAKS, logged
from borderSim.classroom.live.as_run import Circumstances
from borderSim.classroom.live.country import PlayedCountry, Start
from borderSim.classroom.live.own_scenario import checked_scenario, forget, kept, nameless
from borderSim.classroom.live.session import (
    MOST_TRACKS,
    Course,
    Session,
    checked_id,
    new_id,
    store,
    stored,
)
from borderSim.classroom.refusals import RefusedError
from borderSim.errors import InputError, nearest
from borderSim.language.phrases import phrase
from borderSim.scenario.instrument_checks import LackingError
from borderSim.scenario.names import nameable

Sources = Mapping[str, str]
"""Paths of scenario files by name."""
NO_SOURCES: Sources = MappingProxyType({})


@dataclass(frozen=True)
class Ask:
    """What a page asks for when it opens a new session.

    Attributes:
        scenario: name of a scenario.
        level: partnership level of the first track.
        seed: of the replicate.
        settings: ``key=value`` of the first track: dials, instruments.
        own: text of a scenario file that was handed in, empty for a shipped one.
    """

    scenario: str
    level: str
    seed: int = 1
    settings: tuple[str, ...] = ()
    own: str = ""


class Play:
    """The countries of a session, each a track of the page.

    Attributes:
        countries: by name of the track, in the order in which they came.
        replayed: how many days were computed again from a stored session (0: it is new).
    """

    def __init__(
        self, session: Session, results_dir: str | Path, sources: Sources = NO_SOURCES
    ) -> None:
        """Run the burn-in, and each course to its day.

        Args:
            session: what is played.
            results_dir: folder of the results, in which it is stored.
            sources: scenario files with which the server was started, by name.

        Raises:
            InputError: something in the session that can't be.
        """
        self._results_dir = Path(results_dir)
        name = session.scenario
        source = kept(session, results_dir) if session.own else sources.get(name, name)
        self._session = session
        self.start = Start(Circumstances(session, source))
        self.countries: dict[str, PlayedCountry] = {
            course.name: self.start.country(course, session.days.get(course.name, 0))
            for course in session.courses
        }
        self.replayed = sum(country.day for country in self.countries.values())

    @staticmethod
    def opened(ask: Ask, results_dir: str | Path, sources: Sources = NO_SOURCES) -> Play:
        """Begin a session.

        Raises:
            InputError: no such scenario or level, or a setting that can't be; nothing is stored.
        """
        if ask.own:
            return Play._own(ask, results_dir, sources)
        _known("scenario", ask.scenario, [*sources, *nameable("scenario")])
        return Play._begun(ask, results_dir, sources)

    @staticmethod
    def _own(ask: Ask, results_dir: str | Path, sources: Sources) -> Play:
        """Begin a session with a scenario file that was handed in."""
        try:
            checked_scenario(ask.own)
            return Play._begun(ask, results_dir, sources)
        except (RefusedError, LackingError):
            raise
        except InputError as error:
            raise RefusedError("own.wrong", detail=nameless(str(error), results_dir)) from error

    @staticmethod
    def _begun(ask: Ask, results_dir: str | Path, sources: Sources) -> Play:
        level = ask.level.partition("+")[0]
        _known("level", level, nameable("partnership"))
        course = Course("a", ask.level, ask.settings)
        name = "own" if ask.own else ask.scenario
        session = Session(new_id(), name, ask.seed, (), (course,), {}, ask.own)
        try:
            play = Play(session, results_dir, sources)
            store(play.session, results_dir)
        except Exception:  # (whatever it is: nothing is left of a session that did not begin)
            forget(session, results_dir)
            raise
        return play

    @staticmethod
    def again(id_: object, results_dir: str | Path, sources: Sources = NO_SOURCES) -> Play | None:
        """Return a stored session, computed again; None where there is none.

        Raises:
            InputError: its file cannot be read, names what there is no more, or its run breaks.
        """
        id_ = checked_id(id_)
        try:
            session = stored(id_, results_dir)
            return None if session is None else Play(session, results_dir, sources)
        except InputError as error:
            raise RefusedError("session.broken", detail=str(error)) from error
        except BREAKS as error:
            detail = logged(error, "the session that is kept")
            raise RefusedError("session.broken", detail=detail) from error

    @property
    def id(self) -> str:
        """The session's id."""
        return checked_id(self._session.id)

    @property
    def session(self) -> Session:
        """What is stored of it."""
        return replace(
            self._session,
            courses=tuple(country.course for country in self.countries.values()),
            days={name: country.day for name, country in self.countries.items()},
        )

    @property
    def day(self) -> int:
        """The day to come: of the track that is furthest behind among those that go on."""
        return min(self.countries[name].day for name in self.going)

    @property
    def going(self) -> list[str]:
        """The tracks that go on: all but those that broke; all of them where none is left."""
        whole = [name for name, country in self.countries.items() if not country.stands]
        return whole or list(self.countries)

    @property
    def last(self) -> int:
        """Days of the horizon."""
        return self.start.circumstances.horizon_days

    def store(self) -> None:
        """Write what is decided so far, whole or not at all.

        Raises:
            RefusedError: it can't be written; what was done stands all the same.
        """
        try:
            store(self.session, self._results_dir)
        except (InputError, OSError) as error:
            raise RefusedError("kept", detail=logged(error, "the session is not kept")) from error

    def country(self, name: object) -> PlayedCountry:
        """Return the country of a track.

        Raises:
            InputError: there is no such track.
        """
        _known("track", name, list(self.countries))
        return self.countries[str(name)]

    # ------------------------------------------------------------------ what it is told to do
    def go(self, days: int) -> None:
        """Let every track come to the day that lies some days ahead; those that are there stay.

        One that breaks is set aside on its last whole day, and the others go on without it.

        Raises:
            RefusedError: one broke; the others are where they should be.
        """
        target, broken = min(self.day + days, self.last), list[tuple[PlayedCountry, str]]()
        for name in self.going:
            country = self.countries[name]
            try:
                country.go(target - country.day)
                country.stands = False
            except (
                Exception
            ) as error:  # (whatever it is: the others, which are other countries, go on)
                detail = logged(error, f"country {name}, day {country.day + 1}")
                country.mend()
                country.stands = True
                broken.append((country, detail))
        self.store()
        if broken:
            country, detail = broken[0]
            name, day = country.course.name.upper(), country.day
            if len(broken) < len(self.countries):
                raise RefusedError("broken.aside", name=name, day=day, detail=detail)
            raise RefusedError("broken.country", name=name, day=day, detail=detail)

    def mend(self) -> None:
        """Bring every country to the end of its last whole day, where something broke within one."""
        for country in self.countries.values():
            country.mend()

    def decide(self, track: object, values: Mapping[str, Any]) -> None:
        """Decide something on one track, from the next day on."""
        self.country(track).decide(values)
        self.store()

    def shock(self, track: object, name: str) -> None:
        """Let a shock strike on one track on the next day."""
        self.country(track).shock(name)
        self.store()

    def rewind(self, day: int, track: object = None) -> None:
        """Take one track, or all of them, back to a day; those that are not there yet stay."""
        chosen = [self.country(track)] if track else list(self.countries.values())
        if not 0 <= day <= max(country.day for country in chosen):
            raise RefusedError("day", last=max(country.day for country in chosen))
        for country in chosen:
            if day <= country.day:
                country.rewind(day)
        self.store()

    def fork(self, track: object) -> str:
        """Add a track with the same past; return its name."""
        parent, name = self.country(track), self._free_name()
        self.countries[name] = parent.fork(name)
        self.store()
        return name

    def twin(self, track: object, level: str) -> str:
        """Add the same country under another level, gone to the same day; return its name."""
        _known("level", level.partition("+")[0], nameable("partnership"))
        parent, name = self.country(track), self._free_name()
        self.countries[name] = self.start.country(parent.course.under(level, name), parent.day)
        self.store()
        return name

    def close(self, track: object) -> None:
        """Take a track away; one always stays."""
        self.country(track)
        if len(self.countries) == 1:
            raise RefusedError("tracks.last")
        del self.countries[str(track)]
        self.store()

    def _free_name(self) -> str:
        if len(self.countries) >= MOST_TRACKS:
            raise RefusedError("tracks", most=MOST_TRACKS)
        return next(name for name in string.ascii_lowercase if name not in self.countries)


def _known(key: str, value: object, names: list[str]) -> None:
    if value not in names:
        near = nearest(str(value)[:80], names)
        raise InputError(
            phrase(
                "{key}={value}: there is no such {key}{near}; there are: {allowed}",
                key=key,
                value=str(value)[:80],
                near=near,
                allowed=", ".join(names),
            )
        )
