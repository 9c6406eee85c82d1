"""Instruments at work: when each is live, where it holds, what it has left to carry today."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from borderSim.model.state.random_streams import DailyUniforms, Floats
from borderSim.model.state.terms import changes_terms
from borderSim.parameters.scenario import Instrument, Scenario
from borderSim.scenario.instrument_checks import posts_covered
from borderSim.scenario.transition import RAMP


class Arrangements:
    """The instruments of a scenario, in the order of their names; state goes with the name.

    Attributes (I instruments, P posts, C commodities):
        names, instruments: (I,) those that a level in force names.
        covers: (I, P) bool, posts in scope; offences: (I, C) bool, goods in scope.
        everywhere: (I,) bool, in force at every post of the country.
        live: (I,) bool, at work today.
        credit: (I,) items that each can still carry today.
        scale: (I,) factor on costs and hours by the scenario's officers.
        emergency: trade or security is disrupted (set by a shock).
        will, mandate: political will and clarity of mandates today, 0 to 1; moved by :meth:`shift`.
        version: counts how often what is live has changed.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._luck = DailyUniforms(seed, [], (2,))
        self._drawn_for: list[str] = []
        self._hazard = np.zeros(0)
        self._limited: list[tuple[int, float]] = []
        self._at: dict[tuple[int | None, int | None], list[int]] = {}
        self._access: dict[int | None, frozenset[str]] = {}
        self._inputs: tuple[bytes, bool] | None = None
        self._settled_until: float = 0
        self.version = 0
        self._begins: dict[str, int] = {}
        self._lapsed_until: dict[str, int] = {}
        self._was_live: set[str] = set()
        self._dues: dict[str, list[tuple[int, int, float]]] = {}
        self._paid: dict[str, float] = {}
        self._due = 0.0
        self._scenario: Scenario | None = None
        self.names: list[str] = []
        self.instruments: list[Instrument] = []
        self.live = np.zeros(0, dtype=bool)
        self.credit = np.zeros(0)
        self.emergency = False
        self._turned: dict[str, bool] = {}
        self._settled: list[str] = []
        self._ready = np.zeros(0, dtype=bool)
        self.will, self.mandate = 0.0, 0.0

    def shift(self, *, will: float = 0.0, mandate: float = 0.0) -> None:
        """Move political will and clarity of mandates, within 0 and 1.

        Will returns by itself, a mandate does not.
        """
        self.will = min(1.0, max(0.0, self.will + will))
        self.mandate = min(1.0, max(0.0, self.mandate + mandate))

    def enact(
        self,
        scenario: Scenario,
        posts: Sequence[str],
        *,
        day: int,
        first_day: int,
        in_burn_in: bool,
    ) -> None:
        """Take over what a scenario puts in force from a day on; what goes on keeps its state."""
        national = self._as_turned(
            (scenario.present if in_burn_in else scenario.partnership).instruments
        )
        apart = {
            p: self._as_turned(scenario.levels[str(c)].instruments)
            for p, post in scenario.posts.items()
            if (c := post.partnership)
        }
        names = sorted({*national, *(name for own in apart.values() for name in own)})
        self.names, self.instruments = names, [scenario.instruments[name] for name in names]
        covered = [set(posts_covered(scenario, i)) for i in self.instruments]
        self.covers = np.array(
            [
                [p in where and name in apart.get(p, national) for p in posts]
                for name, where in zip(names, covered, strict=True)
            ],
            dtype=bool,
        ).reshape(len(names), len(posts))
        goods = list(scenario.commodities)
        self.offences = np.array(
            [
                [i.scope.offences is None or g in i.scope.offences for g in goods]
                for i in self.instruments
            ],
            dtype=bool,
        ).reshape(len(names), len(goods))
        self.everywhere = np.array(
            [
                i.scope.national and name in national
                for name, i in zip(names, self.instruments, strict=True)
            ],
            dtype=bool,
        )
        self.scale = np.array(
            [
                scenario.officers / scenario.economy.reference_officers
                if i.scaled_to_officers
                else 1.0
                for i in self.instruments
            ]
        )
        self._take_office(scenario)
        for name, instrument, scale in zip(names, self.instruments, self.scale, strict=True):
            if name not in self._begins:
                self._begins[name] = _begin(instrument, scenario, day, first_day, in_burn_in)
            if in_burn_in:  # what the present level has was paid before
                self._paid[name] = instrument.setup_cost_eur * instrument.n * scale
            else:
                self._owe(
                    name,
                    instrument,
                    float(scale),
                    day,
                    round(instrument.setup_days * setup_lag(scenario)),
                )
        for name in [name for name in self._begins if name not in names]:
            for state in (self._begins, self._lapsed_until, self._dues, self._paid):
                state.pop(name, None)
        if names != self._drawn_for:
            self._luck, self._drawn_for = (
                DailyUniforms(self._seed, [f"instruments/{name}" for name in names], (2,)),
                names,
            )
        self._hazard = np.array(
            [
                1.0 - i.persistence ** (1 / 365.0) if i.persistence > 0 else 1.0
                for i in self.instruments
            ]
        )
        self._limited = [
            (i, c.items_per_day * instrument.n)
            for i, instrument in enumerate(self.instruments)
            if (c := instrument.gives.channel) is not None and c.items_per_day is not None
        ]
        self._needs = (
            np.array([i.needs_will for i in self.instruments], dtype=np.float64),
            np.array([i.needs_mandate for i in self.instruments], dtype=np.float64),
        )
        self._settled_until = 0
        self._settle(day)
        self._look_again()

    def turn(self, name: str, *, on: bool) -> None:
        """Offer or withdraw an instrument from outside.

        It counts from the next time a scenario is enacted.
        """
        self._turned[name] = on

    def _as_turned(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the instruments of a level, with those that were offered and without those that were withdrawn."""
        if not self._turned:
            return tuple(names)
        kept = [name for name in names if self._turned.get(name, True)]
        return (*kept, *(name for name, on in self._turned.items() if on and name not in kept))

    @property
    def planned(self) -> bool:
        """Whether a joint plan for emergencies stands ready."""
        return any(
            ready and i.during == "emergency"
            for ready, i in zip(self._ready, self.instruments, strict=True)
        )

    def pass_day(self, day: int) -> bool:
        """Let instruments begin, lapse, come back and surge.

        Return whether what is live has changed.
        """
        if not self.names:
            return False
        for i in (self.live & (self._luck.today(day)[:, 0] < self._hazard)).nonzero()[0]:
            self._lapsed_until[self.names[i]] = day + 1 + round(self.instruments[i].renewal_days)
            self._settled_until = 0
        if day + 1 < self._settled_until and self._inputs == self._moved_by():
            return False
        before, due = self.live.copy(), self._due
        self._settle(day + 1)
        moved = bool((before != self.live).any())
        if moved:
            self._look_again()
        return moved or due != self._due

    def renew_credit(self) -> None:
        """Give every channel of limited capacity its day's items.

        What was not used is kept for one day.

        A channel of less than one item a day saves up for the next, and loses nothing when it is
        there.
        """
        for i, a_day in self._limited:
            if self.live[i]:
                self.credit[i] = min(self.credit[i] + a_day, max(2.0 * a_day, 1.0 + a_day))

    def at(self, post: int | None, good: int | None = None) -> list[int]:
        """Return the live instruments that hold at a post (None: in the whole country) for a commodity (None: any)."""
        key = (post, good)
        found = self._at.get(key)
        if found is None:
            found = self._at[key] = self._here(post, good)
        return found

    def signature(self, post: int) -> tuple[str, ...]:
        """Return the instruments, live or not, for which a post needs a picture of its own: not those of the whole country."""
        return tuple(
            name
            for i, name in enumerate(self.names)
            if self.covers[i, post]
            and not self.everywhere[i]
            and changes_terms(self.instruments[i])
        )

    def setup_eur(self) -> float:
        """Set-up cost of all instruments in force, EUR."""
        return float(
            sum(
                i.setup_cost_eur * i.n * s
                for i, s in zip(self.instruments, self.scale, strict=True)
            )
        )

    def due_eur(self) -> float:
        """Set-up of instruments that falls due today where it is paid as it does, EUR."""
        return self._due

    def running_eur(self) -> float:
        """Running cost of those that are kept up, EUR a year, between surges too."""
        return float(
            sum(
                i.running_cost_eur * i.n * s
                for i, s, ready in zip(self.instruments, self.scale, self._ready, strict=True)
                if ready
            )
        )

    def hours_per_day(self, what: str, officers: Floats) -> Floats:
        """(P,) hours a day that live instruments take or bring at each post, spread over the posts they cover by officers.

        Args:
            what: a field of :class:`Instrument` or :class:`Gives`, in hours a week.
            officers: (P,) officers at each post.
        """
        out = np.zeros(len(officers))
        for i, instrument in enumerate(self.instruments):
            hours = (
                getattr(instrument if hasattr(instrument, what) else instrument.gives, what)
                if self.live[i]
                else 0.0
            )
            if not hours:
                continue
            weights = self.covers[i] * np.maximum(officers, 1e-9)
            if weights.sum() > 0:
                out += weights / weights.sum() * (hours * instrument.n * self.scale[i] / 7.0)
        return out

    def team_hours_per_day(self) -> float:
        """Hours a day of customs officers in joint investigation teams."""
        g = [(i.gives, i.n) for i, live in zip(self.instruments, self.live, strict=True) if live]
        return float(sum(x.case_teams * x.team_days_per_week * n for x, n in g)) * 8.0 / 7.0

    def asset_share(self, good: int) -> float:
        """Part of assets confiscated in a case on a commodity that live instruments give back to both services."""
        return max(
            (self.instruments[i].gives.asset_share for i in self.at(None, good)), default=0.0
        )

    def access(self, post: int | None) -> frozenset[str]:
        """Return the information systems that live instruments open to customs at a post, or in the whole country."""
        found = self._access.get(post)
        if found is None:
            found = self._access[post] = frozenset(
                system for i in self.at(post) for system in self.instruments[i].gives.access
            )
        return found

    # ------------------------------------------------------------------ the parts
    def _here(self, post: int | None, good: int | None) -> list[int]:
        if not len(self.names):
            return []
        here = self.live & (self.everywhere if post is None else self.covers[:, post])
        here = here & (self.offences.all(axis=1) if good is None else self.offences[:, good])
        return np.flatnonzero(here).tolist()

    def _take_office(self, scenario: Scenario) -> None:
        """Take will and mandate from a scenario.

        What moved them since stays, where the scenario's own change.
        """
        new, old = scenario.governance, self._scenario.governance if self._scenario else None
        if old is None or (self.will, self.mandate) == (old.political_will, old.mandate_clarity):
            self.will, self.mandate = new.political_will, new.mandate_clarity
        else:
            self.shift(
                will=new.political_will - old.political_will,
                mandate=new.mandate_clarity - old.mandate_clarity,
            )
        self._scenario = scenario

    def _owe(self, name: str, instrument: Instrument, scale: float, day: int, days: int) -> None:
        """Spread set-up that is not paid yet over the days until the instrument is live."""
        total, paid = instrument.setup_cost_eur * instrument.n * scale, self._paid.get(name, 0.0)
        if total <= paid:
            return
        until = self._begins[name] if self._begins[name] > day else day + days
        begins = max(day, until - days)
        until = max(until, begins + 1)
        self._dues.setdefault(name, []).append((begins, until, (total - paid) / (until - begins)))
        self._paid[name] = total

    def _settle(self, day: int) -> None:
        """Work out which instruments are live on a day, and until when that stays so if nothing else happens.

        What one day makes of itself twice over stays until a date comes or what it rests on moves;
        instruments that are exercised by others can need a day more.
        """
        before = (self.live.tobytes(), self._ready.tobytes(), set(self._was_live), self._due)
        old = dict(zip(self._settled, self.credit, strict=True))
        ready = np.array(
            [self._is_ready(n, i, day) for n, i in zip(self.names, self.instruments, strict=True)],
            dtype=bool,
        )
        for _ in range(len(self.names)):  # what requires others is settled when they are
            there = {name for name, is_ready in zip(self.names, ready, strict=True) if is_ready}
            met = np.array([set(i.requires) <= there for i in self.instruments], dtype=bool)
            if (ready == (ready & met)).all():
                break
            ready = ready & met
        self._ready = ready
        self._due = sum(
            a_day
            for dues in self._dues.values()
            for begins, until, a_day in dues
            if begins <= day < until
        )
        for _ in range(2):  # what is exercised by others is live on the day that they are
            self.live = np.array(
                [
                    r and self._acts(n, i, day)
                    for r, n, i in zip(ready, self.names, self.instruments, strict=True)
                ],
                dtype=bool,
            )
            self._was_live |= {
                name for name, live in zip(self.names, self.live, strict=True) if live
            }
        self.credit = np.array([old.get(name, 0.0) for name in self.names])
        self._settled = list(self.names)
        after = (self.live.tobytes(), self._ready.tobytes(), set(self._was_live), self._due)
        self._inputs = self._moved_by()
        self._settled_until = self._next_date(day) if before == after else day

    def _moved_by(self) -> tuple[bytes, bool]:
        """Return what moves instruments beside dates: whether will and mandate suffice for each, and an emergency."""
        will, mandate = self._needs
        return ((self.will >= will) & (self.mandate >= mandate)).tobytes(), self.emergency

    def _look_again(self) -> None:
        """Forget what was found of what is live where: it is other than before."""
        self._at, self._access = {}, {}
        self.version += 1

    def _next_date(self, day: int) -> float:
        """Return the first day after ``day`` on which an instrument begins, comes back, surges or falls due (infinite: none)."""
        dates = [*self._begins.values(), *self._lapsed_until.values()]
        dates += [
            date
            for dues in self._dues.values()
            for begins, until, _ in dues
            for date in (begins, until)
        ]
        for name, instrument in zip(self.names, self.instruments, strict=True):
            if instrument.during == "surge":
                turn = (day - self._begins[name]) % instrument.every_days
                dates += [day + (t - turn) for t in (instrument.active_days, instrument.every_days)]
        return min((date for date in dates if date > day), default=math.inf)

    def _is_ready(self, name: str, instrument: Instrument, day: int) -> bool:
        willing = self.will >= instrument.needs_will and self.mandate >= instrument.needs_mandate
        begun = name in self._was_live
        if not willing and not (begun and instrument.written):
            if begun:
                self._was_live.discard(name)
            return False
        return (
            day >= self._begins[name]
            and day >= self._lapsed_until.get(name, 0)
            and instrument.n > 0
        )

    def _acts(self, name: str, instrument: Instrument, day: int) -> bool:
        """Whether a ready instrument acts today: exercised, in its surge, in an emergency."""
        if instrument.exercised_by and not self._was_live & set(instrument.exercised_by):
            return False
        if instrument.during == "surge":
            return (day - self._begins[name]) % instrument.every_days < instrument.active_days
        return instrument.during == "always" or self.emergency


def setup_lag(scenario: Scenario) -> float:
    """Return the factor on every set-up time by the number of ministries."""
    return 1.0 + scenario.governance.ministry_lag * (scenario.governance.ministries - 1)


def _begin(
    instrument: Instrument, scenario: Scenario, day: int, first_day: int, in_burn_in: bool
) -> int:
    """Return the day on which an instrument is live at the earliest."""
    if instrument.starts_day is not None and day >= first_day:
        return max(day, first_day + round(instrument.starts_day))
    at_once = in_burn_in or (day <= first_day and scenario.transition != RAMP)
    return day if at_once else day + round(instrument.setup_days * setup_lag(scenario))
