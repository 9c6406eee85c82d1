"""Networks of members: roles, tiers and links of one organisation."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from borderSim.model.state.network_shapes import CORE_SIZES, CREW_SIZES, SHAPES, Form, draw_form
from borderSim.model.state.random_streams import generator
from borderSim.parameters.roles import ROLE_MIX, role_counts, role_mix
from borderSim.parameters.scenario import ROLES, Network, Organisations

Ties = NDArray[np.bool_]
"""(n, n) who knows whom, symmetric, without loops."""

TIER_OF_ROLE = {
    "organiser": 4,
    "financier": 4,
    "broker": 3,
    "logistics": 2,
    "facilitator": 2,
    "storage": 1,
    "courier": 1,
}

TIER_WEIGHT = np.array([0.0, 1.0, 2.0, 4.0, 8.0])
"""Weight of a known member or chargeable suspect by tier.

Assumption (a count would close cases on couriers).
"""

ROLE_CODE = {role: i for i, role in enumerate(ROLES)}
TIERS = np.array([TIER_OF_ROLE[r] for r in ROLES])

CORE_SHARE = 0.5
"""Share of open ties, and of crews whom the hub does not know, that go to brokers of the core. Assumption."""


def roles_for(size: int, parameters: Organisations | None = None) -> NDArray[np.int64]:
    """Return the role codes of an organisation of ``size`` members, leaders first.

    Every organisation has at least an organiser, a broker, one in logistics and a courier.

    Args:
        size: number of members.
        parameters: with the parts of roles, ``role_<role>``; None for the default.
    """
    counts = role_counts(size, ROLE_MIX if parameters is None else role_mix(parameters))
    return np.array([ROLE_CODE[r] for r in ROLES for _ in range(counts[r])], dtype=np.int64)


def size_of(parameters: Organisations, seed: int, slot: int) -> int:
    """Draw the number of members of the organisation in a slot (lognormal, within its bounds)."""
    z = generator(seed, f"organisation/{slot}").standard_normal()
    size = parameters.size_median * float(np.exp(parameters.size_sigma * z))
    return int(np.clip(round(size), parameters.size_min, parameters.size_max))


def given(network: Network) -> tuple[NDArray[np.int64], Ties]:
    """Return role codes and adjacency of a network that was read from a file."""
    ties = np.zeros((len(network.members), len(network.members)), dtype=bool)
    for a, b in network.ties:
        ties[a, b] = ties[b, a] = True
    return np.array([ROLE_CODE[role] for role in network.roles], dtype=np.int64), ties


def links(
    roles: NDArray[np.int64], parameters: Organisations, seed: int, slot: int, shape: str = ""
) -> Ties:
    """Draw who knows whom in the organisation in a slot.

    Args:
        roles: (n,) role codes, leaders first.
        parameters: with ``shape``, ``mean_degree`` and ``mean_degree_spread``.
        seed: of the replicate.
        slot: names the stream, so that the n-th organisation has the same network in every level.
        shape: of the organisation's own, in place of that of all (empty: that of all).

    Returns:
        (n, n) symmetric adjacency without loops.
    """
    rng = generator(seed, f"network/{slot}")
    form = draw_form(
        SHAPES[shape or parameters.shape],
        parameters.mean_degree,
        parameters.mean_degree_spread,
        rng,
    )
    return wire(roles, form, rng)


def wire(roles: NDArray[np.int64], form: Form, rng: np.random.Generator) -> Ties:
    """Wire one network: a core of brokers, crews below it, leaders behind it.

    The first broker is the hub and knows the share ``form.reach`` of all others; up to two more
    brokers form the core with him, all others head crews. Members whom the hub does not know
    hang on their crew, the crew on a second broker of the core (the fitter the likelier) or on
    another crew. Leaders know brokers of the core only. What is left of the ties that the mean
    degree asks for goes, in the share ``form.cohesion``, into making one crew after the other a
    clique, else to brokers of the core and between crews, as long as they have fewer ties than the
    hub. Connected by construction.

    Args:
        roles: (n,) role codes, leaders first.
        form: mean degree, reach, cohesion.
        rng: source of all chances.
    """
    n, tiers = len(roles), TIERS[roles]
    leaders = np.flatnonzero(tiers == 4).tolist()
    brokers = np.flatnonzero(tiers == 3).tolist()
    hub, core = brokers[0], brokers[: int(rng.integers(CORE_SIZES[0], CORE_SIZES[1] + 1))]
    crews = _crews(
        brokers[len(core) :], rng.permutation(np.flatnonzero(tiers <= 2)).tolist(), rng, n
    )
    fit = np.cumsum(rng.pareto(1.5, len(core)) + 0.2)
    u = rng.random((n, 3)).tolist()
    others = [m for crew in crews for m in crew]
    order = rng.permutation(len(others)).tolist()
    room = min(n - 1, max(2, round(form.reach * (n - 1))))
    web = _Web(n, room)

    def second(x: float) -> int:
        """Return a broker of the core other than the hub, by fitness; the hub if he is alone."""
        if len(core) == 1:
            return hub
        return core[
            1 + int(np.searchsorted(fit[1:] - fit[0], x * (fit[-1] - fit[0]), side="right"))
        ]

    for broker in core[1:]:
        web.tie(hub, broker)
    for leader in leaders:
        web.tie(leader, hub if u[leader][0] < form.reach else second(u[leader][1]))
    for i in order[: max(0, room - len(web.near[hub]))]:
        web.tie(hub, others[i])
    _hang_crews(web, crews, hub, second, u)
    spare = max(0, round(form.mean_degree * n / 2) - web.edges())
    closing = round(form.cohesion * spare)
    left = _close_crews(web, crews, rng.permutation(len(crews)).tolist(), closing)
    _spread_ties(web, spare - closing + left, others, leaders, second, rng)
    return web.matrix()


def _crews(
    heads: list[int], juniors: list[int], rng: np.random.Generator, n: int
) -> list[list[int]]:
    """Divide juniors into crews of drawn sizes; the first crews are headed by a broker each."""
    sizes = rng.integers(CREW_SIZES[0], CREW_SIZES[1] + 1, n).tolist()
    crews: list[list[int]] = []
    while juniors or len(crews) < len(heads):
        head = heads[len(crews) : len(crews) + 1]
        size = sizes[len(crews)] - len(head)
        crews.append(head + juniors[:size])
        juniors = juniors[size:]
    return crews


def _hang_crews(
    web: _Web,
    crews: list[list[int]],
    hub: int,
    second: Callable[[float], int],
    u: list[list[float]],
) -> None:
    """Connect whom the hub does not know: crew to core or to another crew, member to crew."""
    for i, crew in enumerate(crews):
        reached = [m for m in crew if m in web.near[hub]]
        if not reached:
            first = crew[0]
            other = crews[int(u[first][1] * i)] if i else []
            broker = second(u[first][2])
            outward = not other or (u[first][0] < CORE_SHARE and len(web.near[broker]) < web.room)
            web.tie(first, broker if outward else other[int(u[first][2] * len(other))])
            reached = [first]
        for m in crew:
            if m not in web.near[hub] and m not in reached:
                web.tie(m, reached[int(u[m][0] * len(reached))])
                reached.append(m)


def _close_crews(web: _Web, crews: list[list[int]], order: list[int], ties: int) -> int:
    """Make one crew after the other a clique; returns the number of ties left when all are."""
    for i in order:
        for a, b in itertools.combinations(crews[i], 2):
            if ties <= 0:
                return 0
            if b not in web.near[a]:
                web.tie(a, b)
                ties -= 1
    return ties


def _spread_ties(
    web: _Web,
    ties: int,
    others: list[int],
    leaders: list[int],
    second: Callable[[float], int],
    rng: np.random.Generator,
) -> None:
    """Add ties to brokers of the core and between crews, as many as find room in a few rounds."""
    members = leaders + others
    for _ in range(4):
        if ties <= 0:
            return
        for x, y, z in rng.random((2 * ties + 4, 3)).tolist():
            a = members[int(x * len(members))]
            outward = y < CORE_SHARE or a < len(leaders)
            b = second(z) if outward else others[int(z * len(others))]
            if ties > 0 and web.may_tie(a, b):
                web.tie(a, b)
                ties -= 1


class _Web:
    """Ties being drawn: whom each member knows, and how many ties anybody may have."""

    def __init__(self, n: int, room: int) -> None:
        self.near: list[set[int]] = [set() for _ in range(n)]
        self.room = room

    def tie(self, a: int, b: int) -> None:
        self.near[a].add(b)
        self.near[b].add(a)

    def may_tie(self, a: int, b: int) -> bool:
        fresh = a != b and b not in self.near[a]
        return fresh and max(len(self.near[a]), len(self.near[b])) < self.room

    def edges(self) -> int:
        return sum(map(len, self.near)) // 2

    def matrix(self) -> Ties:
        full = np.zeros((len(self.near), len(self.near)), dtype=bool)
        for a, known in enumerate(self.near):
            full[a, list(known)] = True
        return full
