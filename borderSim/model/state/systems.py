"""Information systems on a day: who may ask which, what is asked about traffic, whose answers are outstanding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borderSim.model.state.consignments import Load
from borderSim.model.state.draw_columns import CaseQueryDraw, LookupDraw
from borderSim.model.state.lookups import Lookup
from borderSim.model.state.random_streams import DailyUniforms, DayKeyed, Floats
from borderSim.model.state.routes import Routes
from borderSim.model.state.scores import SHIFTS
from borderSim.model.state.system_answers import Answer
from borderSim.parameters.scenario import InformationSystem

GOLDEN = 0.6180339887498949
"""Step by which the same uniform serves the entities of an organisation, evenly spread over [0, 1); technical."""


@dataclass(frozen=True)
class Pairs:
    """Systems that are asked about lawful traffic, a row for every route on which they are (N rows).

    Attributes:
        lookup: (N,) index; route: (N,); true, false: (N,) matches expected a day; nobody: (N,)
            chance of none.
        in_time: (N,) share of answers in time; present: (N,) share that is there, and not only its
            data, when asked about;
        definite: (N,) bool, hits are confirmed; hit_hours: (N,) officer time of a hit.
    """

    lookup: np.ndarray
    route: np.ndarray
    true: Floats
    false: Floats
    nobody: Floats
    in_time: Floats
    present: Floats
    definite: np.ndarray
    hit_hours: Floats
    draws: DailyUniforms


class Systems:
    """State of all information systems (P posts, R routes, O slots, E entities).

    Attributes:
        live: whether anybody has access to any; nothing here costs time otherwise.
        customs: system to (P,) code of customs' access, the better of its own and what is granted;
        police: system to code; groups: system to the sharing groups in which customs has access;
        asked_after: systems in use, by occasion. lookups: asked about traffic; asked, in_time:
            share of traffic, and of answers in time, (R,) each.
        queries: lookups expected a day; query_hours: (R,) officer hours that they take;
            cost_per_day: EUR.
        channel_days: by sharing group, latency of a channel that both services are on.
        triage_hours: (P,) hours in which a closed bureau is stood in for (infinite: not at all).
        pending: answers by the day on which they come; open_hits: hits among them.
        arrested: slot, member and event of the arrests since the last follow-up.
    """

    def __init__(self, routes: Routes, slots: int, entities: int, seed: int) -> None:
        self.seed, self._shape = seed, (slots, entities)
        self.seen: tuple[int, int] | None = None
        self.granted_for: object = None
        self._luck: dict[str, DailyUniforms] = {}
        self._cases: dict[str, DayKeyed] = {}
        self._records: dict[str, tuple[Floats, np.ndarray]] = {}
        self._registers: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        self._turns: dict[str, tuple[int, float]] = {}
        self.pair_draws: dict[tuple[str, ...], DailyUniforms] = {}
        self.lawful_matches: Floats = np.zeros((routes.n, SHIFTS))
        self.pairs: Pairs
        self.marks = DayKeyed(seed, "systems/lawful hits")
        self.live = False
        self.customs: dict[str, np.ndarray] = {}
        self.police: dict[str, int] = {}
        self.groups: dict[str, list[int]] = {}
        self.asked_after: dict[str, list[str]] = {}
        self.lookups: list[Lookup] = []
        self.asked: list[Floats] = []
        self.in_time: list[Floats] = []
        self.queries, self.cost_per_day = 0.0, 0.0
        self.query_hours = np.zeros(routes.n)
        self.channel_days: dict[int, float] = {}
        self.triage_hours = np.full(len(routes.posts), np.inf)
        self.joint: list[tuple[str, Floats]] = []
        self.pending: dict[int, list[Answer]] = {}
        self.open_hits = 0
        self.arrested: list[tuple[int, int, int]] = []
        self.asked_on_find: set[tuple[str, int]] = set()

    def draws(self, name: str, day: int, load: Load) -> Floats:
        """Return the uniforms of a lookup of a load that arrives today, by :class:`LookupDraw`."""
        if name not in self._luck:
            self._luck[name] = DailyUniforms(
                self.seed, f"systems/{name}", (self._shape[0], len(LookupDraw))
            )
        return self._luck[name].today(day)[load.organisation]

    def on_record(self, name: str, x: InformationSystem, load: Load, draws: Floats) -> bool:
        """Whether a system holds what a load uses.

        An entity stays on record, or off it, until it is replaced.
        """
        if x.commodities and load.commodity not in x.commodities:
            return False
        if load.entity < 0:
            return bool(draws[LookupDraw.RECORD] < x.coverage)
        if name not in self._records:
            self._records[name] = np.ones(self._shape), np.full(self._shape, -1)
        u, generation = self._records[name]
        at = (load.organisation, load.entity)
        if generation[at] != load.generation:
            u[at], generation[at] = (
                (draws[LookupDraw.RECORD] + GOLDEN * load.entity) % 1.0,
                load.generation,
            )
        return bool(u[at] < x.coverage)

    def put_on_record(self, name: str, load: Load) -> None:
        """Enter what a load uses in a system, until it is replaced."""
        if load.entity >= 0:
            u, generation = self._records.setdefault(
                name, (np.ones(self._shape), np.full(self._shape, -1))
            )
            at = (load.organisation, load.entity)
            u[at], generation[at] = -1.0, load.generation

    def case_luck(self, name: str, day: int, slot: int, member: int, width: int) -> Floats:
        """Return the uniforms of a query on a case, by :class:`CaseQueryDraw`."""
        if name not in self._cases:
            self._cases[name] = DayKeyed(self.seed, f"systems/{name}/cases")
        return self._cases[name].on(day, slot * width + member).random(len(CaseQueryDraw))

    def entries(self, name: str, day: int, shape: tuple[int, ...]) -> Floats:
        """Return a day's uniforms of a feed or register, of a shape that is always the same."""
        key = f"{name}/entries"
        if key not in self._luck:
            self._luck[key] = DailyUniforms(self.seed, f"systems/{key}", shape)
        return self._luck[key].today(day)

    def register(self, name: str, shape: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
        """Return what stands in a register: entered or passed over, and of which generation of the entity, (O, 2E)."""
        if name not in self._registers:
            self._registers[name] = np.zeros(shape, dtype=bool), np.full(shape, -1)
        return self._registers[name]

    def turn(self, name: str, day: int, throughput: float) -> int:
        """Return how many days a query on a case waits for its turn, and count it."""
        counted, number = self._turns.get(name, (day, 0.0))
        number = max(0.0, number - (day - counted) * throughput)
        self._turns[name] = (day, number + 1.0)
        return int(number / throughput)
