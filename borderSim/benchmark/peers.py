"""Other frameworks on the same plain day: how many consignments each simulates in a CPU second.

A peer that is not installed is left out and said so. They come from the package index:
``pip install bordersim[bench]``.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec

from borderSim.benchmark.plain_day import PlainDay


@dataclass(frozen=True)
class Peer:
    """A framework: its name, the package, the module of its idiom."""

    name: str
    package: str
    module: str


PEERS = (
    Peer("Mesa", "mesa", "peer_mesa"),
    Peer("AgentPy", "agentpy", "peer_agentpy"),
    Peer("Starsim", "starsim", "peer_starsim"),
)
VOLUMES = ((1e-3, 60), (1e-2, 30), (1e-1, 10))
"""Part of the traffic of `national` that is simulated, and for how many days."""


@dataclass(frozen=True)
class Pace:
    """What a peer did at a part of the traffic.

    Attributes:
        scale: part of the traffic; days; units: consignments simulated; seconds: CPU.
    """

    scale: float
    days: int
    units: float
    seconds: float

    @property
    def units_per_second(self) -> float:
        """Consignments simulated in a CPU second."""
        return self.units / self.seconds

    @property
    def full_year(self) -> float:
        """CPU seconds of a year at full volume, extrapolated in proportion to the consignments."""
        return self.seconds / self.days * 365.0 / self.scale


def paces(told: Callable[[str], None] = lambda _: None) -> dict[str, list[Pace]]:
    """Return the paces of every peer that is installed, by name and in the order of :data:`VOLUMES`."""
    found: dict[str, list[Pace]] = {}
    for peer in PEERS:
        if find_spec(peer.package) is None:
            continue
        simulate: Callable[[PlainDay, int], int] = import_module(
            f"borderSim.benchmark.{peer.module}"
        ).simulate
        for scale, days in VOLUMES:
            told(f"{peer.name}, {scale:g} of the traffic")
            found.setdefault(peer.name, []).append(pace(simulate, scale, days))
    return found


def pace(simulate: Callable[[PlainDay, int], int], scale: float, days: int) -> Pace:
    """Time a peer, after two days that are not counted (they pay for what is loaded once)."""
    rules = PlainDay.of(scale)
    simulate(rules, 2)
    start = time.process_time()
    simulate(rules, days)
    return Pace(scale, days, rules.units_a_day * days, time.process_time() - start)


def versions() -> dict[str, str]:
    """Return the versions of the peers that are installed."""
    return {peer.name: version(peer.package) for peer in PEERS if find_spec(peer.package)}
