"""Trafficking organisations: slots with money, members, entities and beliefs about routes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borderSim.model.kernels.memory import fade
from borderSim.model.kernels.strength import staffed_strength
from borderSim.model.state.codes import MemberStatus
from borderSim.model.state.connections import Remembered
from borderSim.model.state.contacts import Contacts
from borderSim.model.state.experience import Experience
from borderSim.model.state.load_sizes import expected_quantity
from borderSim.model.state.market import Market
from borderSim.model.state.networks import ROLE_CODE, TIERS, size_of
from borderSim.model.state.random_streams import Floats, generator
from borderSim.model.state.routes import Routes
from borderSim.parameters.scenario import Load, Scenario
from borderSim.parameters.scenario import Traffickers as Settings

NOBODY, ACTIVE, DETAINED, FLED = map(int, MemberStatus)
"""States of a member's place as plain numbers, which numpy compares an array with more quickly than with an enum."""

FAR = 10**9
"""A day that never comes."""

FIELD = tuple(ROLE_CODE[role] for role in ("organiser", "broker", "logistics", "courier"))
"""Roles that an organisation needs to trade: two that lead it, two that work."""


@dataclass(frozen=True)
class Menu:
    """Routes open to a profile, with what the choice needs of them (N routes).

    Attributes:
        routes: (N,) indices; stake: (N,) EUR, median load up to that of the own mode;
        away: (N,) 1 where the mode is not the own; room: (N,) log share of the mode's traffic;
        home_value: EUR, median load of the own mode.
    """

    routes: np.ndarray
    stake: Floats
    away: Floats
    room: Floats
    home_value: float


@dataclass(frozen=True, slots=True)
class Menus:
    """The :class:`Menu` of every profile in one table (P profiles, R routes).

    Attributes:
        version: of the routes that it was made of.
        open_to: (P, R) whether a route is open to a profile; stake, away: (P, R), room: (R,),
            home_value: (P,), all as in a menu.
    """

    version: int
    open_to: NDArray[np.bool_]
    stake: Floats
    away: Floats
    room: Floats
    home_value: Floats


@dataclass(frozen=True, slots=True)
class Freight:
    """What a load of a profile is on a route.

    Attributes:
        commodity: its goods; price: EUR a unit at wholesale.
        kind: how much of them a load holds.
        at_most: EUR, the organisation's own money in it; usual: EUR, median load of the profile there.
    """

    commodity: str
    price: float
    kind: Load
    at_most: float
    usual: float


class Traffickers:
    """All organisations as columns over slots; the n-th to enter takes slot n.

    Attributes (O slots, M places for members, E entities true and false, R routes):
        alive, insider: (O,) bool; profile: (O,) index; rate: (O,) plans a day; founded_rate: (O,)
        the same when it was founded.
        cautious: (O,) bool, grows cautious after a blow (else bolder); mood: (O,) factor on the
            rate since the last one.
        cash: (O,) EUR; quiet_until: (O,) day; by_choice: (O,) last quiet was its own choice.
        losses, shipped: (O, R) fading memory of loads lost and shipped by route.
        entity_generation: (O, E) how often the front company, courier or driver was replaced;
        the first half of the columns are true entities, the second half false ones that
        only exist in the police's picture. role, status: (O, M).
        draws: (O, M) uniform that decides when the evidence suffices for a charge.
        connected: (O,) share of pairs of broker and courier that had a short way to one another at
            the founding.
        strength: (O,) part of its own rate that each can field; strength_changed: it is to be
            worked out anew.
        market, experience: prices; what each remembers of its own loads.
        usual_number: (P,) organisations of day 0 by profile, as the shares say.
        blows: day and slot of every takedown; arrested_today: slot and place, until the
            organisation has reacted.
    """

    def __init__(self, scenario: Scenario, routes: Routes, seed: int) -> None:
        p = scenario.organisations
        self.seed, self.routes = seed, routes
        self.n = n = p.max
        self.entities = max(1, int(1.0 / scenario.traffickers.entity_share + 1e-9))
        known = [len(network.members) for network in scenario.networks]
        self.planned_size = np.array(
            known + [size_of(p, seed, slot) for slot in range(len(known), n)], dtype=np.int64
        )
        self.width = int(self.planned_size.max())
        self.profiles = list(p.profiles)
        self.assignment = self._assign(scenario)
        false = lambda: np.zeros(n, dtype=bool)  # noqa: E731
        self.alive, self.insider, self.by_choice = false(), false(), false()
        self.entered = np.full(n, FAR)
        self.ended = np.full(n, FAR)
        self.end_reason = [""] * n
        self.profile = np.zeros(n, dtype=np.int64)
        self.rate, self.founded_rate = np.zeros(n), np.zeros(n)
        self.cautious, self.mood = false(), np.ones(n)
        self.cash = np.zeros(n)
        self.quiet_until = np.zeros(n, dtype=np.int64)
        self.broke_since = np.full(n, FAR)
        self.stopped_since = np.full(n, FAR)
        self.last_route = np.full(n, -1)
        self.losses, self.shipped = np.zeros((n, routes.n)), np.zeros((n, routes.n))
        width = 2 * self.entities
        self.entity_generation = np.zeros((n, width), dtype=np.int64)
        places = (n, self.width)
        self.role = np.zeros(places, dtype=np.int64)
        self.status = np.zeros(places, dtype=np.int64)
        self.draws = np.ones(places)
        self.refill_day = np.full(places, FAR)
        self.links = np.zeros((n, self.width, self.width), dtype=bool)
        self._ties = Remembered(n, self.width)
        self.size = np.zeros(n, dtype=np.int64)
        self.first_blow = np.full(n, FAR)
        self.contacts = Contacts(n)
        self.next_slot = 0
        shares = np.array([q.share for q in p.profiles.values()])
        self.usual_number: Floats = p.count * shares / max(float(shares.sum()), 1e-12)
        self._menus: Menus | None = None
        self._freights: tuple[Scenario, dict[tuple[int, int], Freight]] = (scenario, {})
        self._value_tables(scenario)
        self.market = Market(scenario, self.expected_loads(scenario))
        self.experience = Experience(n, routes.n, len(scenario.traffic.history_shares), width)
        self.connected = np.ones(n)
        self.strength: Floats = np.zeros(n)
        self.strength_changed = True
        self.blows: list[tuple[int, int]] = []
        self.arrested_today: list[tuple[int, int]] = []

    @property
    def tier(self) -> np.ndarray:
        """(O, M) tier of each place, 1 courier to 4 organiser."""
        return TIERS[self.role]

    def tier_of(self, slot: int | np.intp) -> np.ndarray:
        """(M,) tier of the places of one organisation."""
        return TIERS[self.role[slot]]

    def _assign(self, scenario: Scenario) -> list[int]:
        """Profiles of all slots: those that a file gives, at day 0 by largest remainder, later ones drawn by share."""
        p = scenario.organisations
        shares = np.array([q.share for q in p.profiles.values()])
        exact = shares * p.count
        counts = np.floor(exact).astype(int)
        for i in np.argsort(-(exact - counts), kind="stable")[: p.count - counts.sum()]:
            counts[i] += 1
        first = np.repeat(np.arange(len(shares)), counts)
        later = generator(self.seed, "entrants").choice(
            len(shares), size=p.max, p=shares / shares.sum()
        )
        return self._as_given(scenario, [*first.tolist(), *later[len(first) :].tolist()])

    def _as_given(self, scenario: Scenario, profiles: list[int]) -> list[int]:
        """Give networks the profiles that their file names, in exchange with others: the mix stays as it is where it can."""
        wanted = {
            slot: self.profiles.index(network.profile)
            for slot, network in enumerate(scenario.networks)
            if network.profile
        }
        for slot, profile in wanted.items():
            fixed = {other for other in wanted if profiles[other] == wanted[other]}
            others = (
                other
                for other in range(scenario.organisations.count)
                if profiles[other] == profile and other not in fixed
            )
            other = next(others, slot) if slot < scenario.organisations.count else slot
            profiles[other], profiles[slot] = profiles[slot], profile
        return profiles

    def _value_tables(self, scenario: Scenario) -> None:
        """Median load value (EUR) by profile and route; zero where a commodity cannot go.

        And what a load of each profile holds in its own mode, in the middle and on average.
        """
        goods = list(scenario.commodities)
        self.good_of_profile = np.array(
            [goods.index(q.commodity) for q in scenario.organisations.profiles.values()]
        )
        self.load_value = np.zeros((len(self.profiles), self.routes.n))
        self.home_mode: list[str] = []
        self.home_load: list[Load] = []
        self.home_mean: list[float] = []
        for i, q in enumerate(scenario.organisations.profiles.values()):
            good = scenario.commodities[q.commodity]
            self.home_mode.append(q.mode)
            self.home_load.append(good.loads[q.mode])
            self.home_mean.append(expected_quantity(good.loads[q.mode]))
            for r, mode in enumerate(self.routes.modes):
                if mode in good.loads:
                    self.load_value[i, r] = good.loads[mode].median * good.wholesale_eur
        self.is_home = np.array([[m == h for m in self.routes.modes] for h in self.home_mode])
        self.home_value = np.array(
            [
                self.load_value[i][self.is_home[i]].max(initial=0.0)
                for i in range(len(self.profiles))
            ]
        )

    def expected_loads(self, scenario: Scenario) -> dict[str, float]:
        """Loads a day, by commodity, that the organisations of day 0 bring to the market if they lose what they expect."""
        t, out = scenario.traffickers, dict.fromkeys(scenario.commodities, 0.0)
        kept = t.belief_arrivals / (t.belief_losses + t.belief_arrivals)
        profiles = list(scenario.organisations.profiles.values())
        for i in self.assignment[: scenario.organisations.count]:
            out[profiles[i].commodity] += profiles[i].shipments_per_year / 365.0 * kept
        return out

    def menus(self) -> Menus:
        """What organisations of each profile choose among (remembered until traffic changes)."""
        known, routes = self._menus, self.routes
        if known is None or known.version != routes.version:
            home = self.home_value[:, None]
            known = self._menus = Menus(
                version=routes.version,
                open_to=(self.load_value > 0) & (routes.rate > 0),
                stake=np.maximum(np.minimum(self.load_value, home), 1.0),
                away=(~self.is_home).astype(np.float64),
                room=routes.room.copy(),
                home_value=self.home_value,
            )
        return known

    def menu(self, profile: int) -> Menu:
        """What an organisation of a profile chooses among."""
        m = self.menus()
        routes = np.flatnonzero(m.open_to[profile])
        columns = (m.stake[profile, routes], m.away[profile, routes], m.room[routes])
        return Menu(routes, *columns, home_value=float(m.home_value[profile]))

    def freight(self, scenario: Scenario, profile: int, route: int) -> Freight:
        """What a load of a profile is on a route (remembered as long as the scenario is in force)."""
        if self._freights[0] is not scenario:
            self._freights = (scenario, {})
        known = self._freights[1]
        found = known.get((profile, route))
        if found is None:
            commodity = scenario.organisations.profiles[self.profiles[profile]].commodity
            good = scenario.commodities[commodity]
            found = known[profile, route] = Freight(
                commodity,
                good.wholesale_eur,
                good.loads[self.routes.modes[route]],
                scenario.traffickers.stake_loads * float(self.home_value[profile]),
                float(self.load_value[profile, route]),
            )
        return found

    def unit_costs(self, scenario: Scenario) -> Floats:
        """(O,) cost of shipping one median load of each organisation's own mode, EUR."""
        return self.home_value[self.profile] * _cost_share(scenario.traffickers)

    def unit_cost(self, scenario: Scenario, o: int) -> float:
        """One of :meth:`unit_costs`."""
        return float(self.home_value[self.profile[o]] * _cost_share(scenario.traffickers))

    def strength_now(self, t: Settings) -> Floats:
        """(O,) part of its own rate that an organisation can field, from 0 to 1.

        Organiser and broker are both needed for full strength, one of them does for half; the rest
        scales with the staffed share of logistics and couriers, the scarcer of both. Without a
        supplier, a buyer and a handler of money there is none. Where its brokers reach fewer of its
        couriers than at its founding (:func:`.connections.connected_share`), it fields less.
        """
        held = slice(self.next_slot)  # slots that somebody has held
        status, role = self.status[held], self.role[held]
        active, out = status == ACTIVE, np.zeros(self.n)
        trading = self.alive[held] & ~self.contacts.missing()[held]
        out[held] = staffed_strength(trading, status != NOBODY, active, role, *FIELD)
        if t.output_by_ties:
            now = self._ties.of(self.links[held], active, role)
            out[held] *= np.minimum(now / self.connected[held], 1.0) ** t.output_by_ties
        return out

    def fade(self, kept: float) -> None:
        """Let every organisation keep a share of the sums of its loads; nothing is remembered where it is 0."""
        own = self.experience
        tables = (self.losses, self.shipped, own.lost_covered, own.shipped_covered)
        fade(kept, self.next_slot, *tables, own.lost_in, own.shipped_in)
        if kept == 0.0:
            own.forget_losses()

    def quieten(self, o: int, day: int, t: Settings) -> None:
        """Let an organisation lie low from now: longer if cautious, less if bold."""
        lasting = t.quiet_days * (
            1.0 + t.blow_response if self.cautious[o] else 1.0 - t.blow_response
        )
        self.quiet_until[o] = max(int(self.quiet_until[o]), day + round(lasting))
        self.by_choice[o] = True

    def take_blow(self, o: int, t: Settings) -> None:
        """Slow down (cautious) or speed up (bold) after a blow; the response fades."""
        self.mood[o] = 1.0 - t.blow_response if self.cautious[o] else 1.0 + t.blow_response


def _cost_share(t: Settings) -> float:
    """What a load costs before its fixed cost and cover, as a share of its value."""
    return t.purchase_share + t.transport_share
