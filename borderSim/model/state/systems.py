"""Information systems on a day: who may ask which, what is asked about traffic, whose answers are outstanding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from borderSim.model.actions.system_answers import Answer
from borderSim.model.state.consignments import Load
from borderSim.model.state.lookups import DIRECT, NONE, PER_UNIT, Lookup, hours_by_hand, lookups, received
from borderSim.model.state.random_streams import DailyUniforms, DayKeyed, Floats
from borderSim.model.state.routes import Routes
from borderSim.model.state.scores import SHIFTS, shift_bin
from borderSim.model.state.secondary import HOURS_A_DAY
from borderSim.parameters.scenario import InformationSystem, Scenario
from borderSim.parameters.systems import ACCESS, OCCASIONS

if TYPE_CHECKING:
    from borderSim.model.state.state import World

LUCK = {name: i for i, name in enumerate(("record", "asked", "answer", "confirm", "hour"))}
"""Columns of the uniforms of a lookup, by slot."""
GOLDEN = 0.6180339887498949
"""Step by which the same uniform serves the entities of an organisation, evenly spread over [0, 1); technical."""
CASE_LUCK = {name: i for i, name in enumerate(("identified", "hit", "answer", "number"))}
"""Columns of the uniforms of a query on a case, by member concerned."""


@dataclass(frozen=True)
class Pairs:
    """Systems that are asked about lawful traffic, a row for every route on which they are (N rows).

    Attributes:
        lookup: (N,) index; route: (N,); true, false: (N,) matches expected a day; nobody: (N,) chance of none.
        in_time: (N,) share of answers in time; present: (N,) share that is there, and not only its data, when asked about;
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
        asked_after: systems in use, by occasion. lookups: asked about traffic; asked, in_time: share of traffic, and of answers in time, (R,) each.
        queries: lookups expected a day; query_hours: (R,) officer hours that they take; cost_per_day: EUR.
        channel_days: by sharing group, latency of a channel that both services are on.
        triage_hours: (P,) hours in which a closed bureau is stood in for (infinite: not at all).
        pending: answers by the day on which they come; open_hits: hits among them.
        arrested: slot, member and event of the arrests since the last follow-up.
    """

    def __init__(self, routes: Routes, slots: int, entities: int, seed: int) -> None:
        self._seed, self._shape, self._routes = seed, (slots, entities), routes
        self._seen: tuple[int, int] | None = None
        self._key: object = None
        self._luck: dict[str, DailyUniforms] = {}
        self._cases: dict[str, DayKeyed] = {}
        self._records: dict[str, tuple[Floats, np.ndarray]] = {}
        self._registers: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        self._turns: dict[str, tuple[int, float]] = {}
        self._pairs: dict[tuple[str, ...], DailyUniforms] = {}
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
        self.joint: list[tuple[str, Floats, float]] = []
        self.pending: dict[int, list[Answer]] = {}
        self.open_hits = 0
        self.arrested: list[tuple[int, int, int]] = []
        self.asked_on_find: set[tuple[str, int]] = set()

    def refresh(self, w: World) -> None:
        """Take note of what the scenario or an instrument changed since yesterday."""
        if (seen := (self._routes.version, w.relations.arrangements.version)) == self._seen:
            return
        self._seen = seen
        posts = range(len(self._routes.posts))
        granted = (*(w.relations.granted_access(p) for p in posts), w.relations.granted_access())
        if (key := (self._routes.version, granted)) == self._key:
            return
        self._key = key
        s, before = w.scenario, self.live
        everywhere = granted[-1]
        self.customs = {
            name: np.array([DIRECT if name in g | everywhere else ACCESS.index(x.customs_access) for g in granted[:-1]])
            for name, x in s.systems.items()
        }
        self.police = {name: ACCESS.index(x.police_access) for name, x in s.systems.items()}
        groups = w.relations.group_of_post
        self.groups = {name: [int(g) for g in np.unique(groups[codes > NONE])] for name, codes in self.customs.items()}
        used = [name for name in s.systems if self.customs[name].any() or self.police[name]]
        self.asked_after = {when: [n for n in used if when in s.systems[n].asked_at] for when in OCCASIONS}
        self.live = bool(used) and s.enforcement
        self.lookups = lookups(s, self._routes, {n: c[self._routes.post] for n, c in self.customs.items()}) if self.live else []
        self.asked, self.in_time = [x.asked for x in self.lookups], [x.in_time for x in self.lookups]
        self.queries = float(sum((a * self._routes.rate).sum() for a in self.asked))
        self.query_hours = hours_by_hand(self.lookups, s, self._routes)
        cost = sum(s.systems[name].running_cost_eur for name in used) if self.live else 0.0
        self.cost_per_day = cost * s.officers / s.economy.reference_officers / 365.0
        self._read_support(s, everywhere)
        self._matches = self._lawful_matches()
        self.pairs = self._pair()
        w.leads.changed |= self.live or before

    def _read_support(self, s: Scenario, everywhere: frozenset[str]) -> None:
        """Read the systems that lend something to others: channels, triage, joint units."""
        self.channel_days, self.joint = {}, []
        self.triage_hours = np.full(len(self._routes.posts), np.inf)
        k, p, e = s.traffickers.entity_share, 1.0 / max(1, s.organisations.count), max(s.traffic.lead_match_share, 1e-12)
        r = s.police.entity_reliability
        for name, x in s.systems.items():
            here = self.customs[name] > NONE
            if not (self.live and here.any()):
                continue
            granted = name in everywhere or (here & (ACCESS.index(x.customs_access) == NONE)).any()
            if x.asked_about == "channel" and (self.police[name] or granted):
                self.channel_days |= dict.fromkeys(self.groups[name], x.latency_hours / HOURS_A_DAY)
            elif x.asked_about == "validation":
                self.triage_hours = np.where(here, np.minimum(self.triage_hours, x.latency_hours), self.triage_hours)
            elif x.joint_unit:
                on = np.array([m in x.modes for m in self._routes.modes]) & here[self._routes.post]
                share = np.asarray(on * received(x), dtype=np.float64)
                self.joint.append((name, share, float(np.log((r * k * p + (1 - r) * e) / e))))

    def _lawful_matches(self) -> Floats:
        """(R, SHIFTS) share of traffic that hits as a lead, in time, by bin of the lead's weight."""
        matches = np.zeros((self._routes.n, SHIFTS))
        for x, asked, in_time in zip(self.lookups, self.asked, self.in_time, strict=True):
            if not x.definite:
                share = (x.system.true_matches_per_10k + x.system.false_matches_per_10k) * PER_UNIT
                matches[:, shift_bin(x.weight)] += asked * in_time * share
        matches[:, 0] = 0.0
        return matches

    def add_matches(self, w: World, matches: Floats) -> Floats:
        """Return the false matches of leads (R, SHIFTS) with those of the systems."""
        if not self.live:
            return matches
        out, o = matches + self._matches, w.organisations
        for _, share, weight in self.joint:
            names = o.police_entity.sum(axis=1) @ o.is_home[o.profile]
            out[:, shift_bin(weight)] += share * names * w.scenario.traffic.lead_match_share
        return out

    def _pair(self) -> Pairs:
        """Lay out where lawful traffic may hit; every pair of system and route has its own stream."""
        found = [(i, r) for i, a in enumerate(self.asked) for r in np.flatnonzero(a * self._routes.rate)]
        names = tuple(f"systems/{self.lookups[i].name}/{self._routes.names[r]}" for i, r in found)
        if names not in self._pairs:
            self._pairs = {names: DailyUniforms(self._seed, list(names), ())}
        lookup, route = (np.array([pair[k] for pair in found], dtype=np.int64) for k in (0, 1))
        units = np.array([self.asked[i][r] * self._routes.rate[r] for i, r in found])
        true, false = (
            units * PER_UNIT * np.array([getattr(self.lookups[i].system, f"{what}_matches_per_10k") for i, _ in found])
            for what in ("true", "false")
        )
        in_time = np.array([self.in_time[i][r] for i, r in found])
        present = np.array([self.lookups[i].by_hand[r] / self.asked[i][r] for i, r in found])
        definite = np.array([self.lookups[i].definite for i, _ in found], dtype=bool)
        hours = np.array([self.lookups[i].system.hit_minutes / 60.0 for i, _ in found])
        nobody = np.exp(-(true + false))
        return Pairs(lookup, route, true, false, nobody, in_time, present, definite, hours, self._pairs[names])

    def luck(self, name: str, day: int, load: Load) -> Floats:
        """Return the uniforms of a lookup of a load that arrives today, by :data:`LUCK`."""
        if name not in self._luck:
            self._luck[name] = DailyUniforms(self._seed, f"systems/{name}", (self._shape[0], len(LUCK)))
        return self._luck[name].today(day)[load.organisation]

    def on_record(self, name: str, x: InformationSystem, load: Load, luck: Floats) -> bool:
        """Whether a system holds what a load uses; an entity stays on record, or off it, until it is replaced."""
        if x.commodities and load.commodity not in x.commodities:
            return False
        if load.entity < 0:
            return bool(luck[LUCK["record"]] < x.coverage)
        if name not in self._records:
            self._records[name] = np.ones(self._shape), np.full(self._shape, -1)
        u, generation = self._records[name]
        at = (load.organisation, load.entity)
        if generation[at] != load.generation:
            u[at], generation[at] = (luck[LUCK["record"]] + GOLDEN * load.entity) % 1.0, load.generation
        return bool(u[at] < x.coverage)

    def put_on_record(self, name: str, load: Load) -> None:
        """Enter what a load uses in a system, until it is replaced."""
        if load.entity >= 0:
            u, generation = self._records.setdefault(name, (np.ones(self._shape), np.full(self._shape, -1)))
            at = (load.organisation, load.entity)
            u[at], generation[at] = -1.0, load.generation

    def case_luck(self, name: str, day: int, slot: int, member: int, width: int) -> Floats:
        """Return the uniforms of a query on a case, by :data:`CASE_LUCK`."""
        if name not in self._cases:
            self._cases[name] = DayKeyed(self._seed, f"systems/{name}/cases")
        return self._cases[name].on(day, slot * width + member).random(len(CASE_LUCK))

    def entries(self, name: str, day: int, shape: tuple[int, ...]) -> Floats:
        """Return a day's uniforms of a feed or register, of a shape that is always the same."""
        key = f"{name}/entries"
        if key not in self._luck:
            self._luck[key] = DailyUniforms(self._seed, f"systems/{key}", shape)
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
