"""The three dials: traits between the shipped levels.

At the place of a level all traits of the group are exactly that level's. In between,
probabilities, fractions, costs and exchanges a day move linearly; latencies and reaction
times move linearly in their logarithm. Each group pays its own part of the costs.
"""

from __future__ import annotations

import dataclasses
import functools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from borderSim.errors import InputError
from borderSim.parameters.scenario import Anchor, CostParts, Dials, Directed, Levers, Traits
from borderSim.scenario.level_files import read_level
from borderSim.scenario.names import COSTS, levers_file

CONTINUOUS = 24.0
"""Exchanges a day that an interval of 0 stands for."""

LONGEST_INTERVAL = 3650.0
"""Days: exchanges rarer than the longest interval of the schema do not take place."""
SHORTEST_DAYS = 1e-3
"""Latencies below this count as this in a logarithm."""
MIDDLE = 0.5
"""Below this dial a reaction time is that of the middle."""


@functools.cache
def anchors() -> tuple[Anchor, ...]:
    """Return the shipped levels on the dials, from the lowest to the highest."""
    placed = {name: float(place) for name, place in levers_file()["anchors"].items()}
    return tuple(
        Anchor(placed[name], name, read_level("partnership", name).traits)
        for name in sorted(placed, key=lambda name: placed[name])
    )


@functools.cache
def shipped_dials() -> Dials:
    """Return the levels on the dials and the traits of each, as a scenario holds them."""
    return Dials(
        levels=anchors(),
        groups={dial: tuple(traits) for dial, traits in levers_file()["groups"].items()},
    )


def at_levers(levers: Levers, own: Traits) -> Traits:
    """Return the traits in force under the levers; a null lever keeps the level's own group."""
    return at_dials(
        anchors(), levers.information_sharing, levers.resource_pooling, levers.governance, own
    )


def at_dials(
    levels: Sequence[Anchor],
    information_sharing: float | None,
    resource_pooling: float | None,
    governance: float | None,
    own: Traits | None = None,
    groups: Mapping[str, Sequence[str]] | None = None,
) -> Traits:
    """Return the traits at three dials.

    Args:
        levels: the anchors, from the lowest place to the highest.
        information_sharing: dial of the sharing traits, 0 to 1; None keeps those of ``own``.
        resource_pooling: dial of the pooling traits, likewise.
        governance: dial of the governance traits, likewise.
        own: the traits of the level that the dials act on; may be None when no dial is.
        groups: the traits that each dial moves (None: as shipped).

    Raises:
        InputError: a dial is None and there are no own traits to keep.
    """
    dials = {
        "information_sharing": information_sharing,
        "resource_pooling": resource_pooling,
        "governance": governance,
    }
    if own is None:
        if None in dials.values():
            raise InputError(
                "a dial without a value keeps the level's own traits, and no level is given"
            )
        own = levels[0].traits
    moved: Mapping[str, Sequence[str]] = levers_file()["groups"] if groups is None else groups
    changed: dict[str, Any] = {}
    setup, running = (
        dataclasses.asdict(own.setup_cost_eur),
        dataclasses.asdict(own.running_cost_eur),
    )
    for group, dial in dials.items():
        if dial is None:
            continue
        for trait in moved[group]:
            changed[trait] = _trait(levels, trait, dial)
        part = COSTS[group]
        setup[part] = _between(
            levels, dial, lambda t, part=part: getattr(t.setup_cost_eur, part), _linear
        )
        running[part] = _between(
            levels, dial, lambda t, part=part: getattr(t.running_cost_eur, part), _linear
        )
    costs = {"setup_cost_eur": CostParts(**setup), "running_cost_eur": CostParts(**running)}
    return dataclasses.replace(own, **changed, **costs)


def _trait(levels: Sequence[Anchor], trait: str, dial: float) -> Any:
    def read(traits: Traits) -> Any:
        return getattr(traits, trait)

    if trait == "pool_reaction_days" and not any(dial == a.place for a in levels):
        dial = max(dial, MIDDLE)
    return _between(levels, dial, read, _MOVES.get(trait, _linear))


def _between(
    levels: Sequence[Anchor],
    dial: float,
    read: Callable[[Traits], Any],
    move: Callable[[Any, Any, float], Any],
) -> Any:
    """Return what ``read`` gives at a dial: an anchor's own value, or moved between its neighbours."""
    below = [a for a in levels if a.place <= dial] or [levels[0]]
    above = [a for a in levels if a.place >= dial] or [levels[-1]]
    low, high = below[-1], above[0]
    if low.place >= high.place:
        return read(low.traits)
    share = (dial - low.place) / (high.place - low.place)
    a, b = read(low.traits), read(high.traits)
    if isinstance(a, Directed) or isinstance(b, Directed):
        return _directed(a, b, share, move)
    return move(a, b, share)


def _directed(
    a: Any, b: Any, share: float, move: Callable[[Any, Any, float], Any]
) -> Directed | None:
    moved = {
        way: move(getattr(a, way, None), getattr(b, way, None), share)
        for way in ("customs_to_police", "police_to_customs")
    }
    return None if None in moved.values() else Directed(**moved)


def _linear(a: float, b: float, share: float) -> float:
    return a if a == b else a + (b - a) * share


def _log_linear(a: float, b: float, share: float) -> float:
    if a == b:
        return a
    low, high = math.log(max(a, SHORTEST_DAYS)), math.log(max(b, SHORTEST_DAYS))
    return math.exp(low + (high - low) * share)


def _per_day(days: float | None) -> float:
    if days is None:
        return 0.0
    return CONTINUOUS if days == 0 else min(CONTINUOUS, 1 / days)


def _interval(a: float | None, b: float | None, share: float) -> float | None:
    if a == b:
        return a
    rate = _linear(_per_day(a), _per_day(b), share)
    if rate < 1 / LONGEST_INTERVAL:
        return None
    return 0.0 if rate >= CONTINUOUS else 1 / rate


def _persistence(a: float | None, b: float | None, share: float) -> float | None:
    """Where a level has nothing to lose, its neighbour's persistence holds."""
    if a is None or b is None:
        return b if a is None else a
    return _linear(a, b, share)


def _months(a: float | None, b: float | None, share: float) -> float:
    return _linear(a or 0.0, b or 0.0, share)


_MOVES: dict[str, Callable[[Any, Any, float], Any]] = {
    "share_interval_days": _interval,
    "share_latency_days": _log_linear,
    "pool_reaction_days": _log_linear,
    "persistence": _persistence,
    "months_to_reach": _months,
}


def straight_between(start: Traits, end: Traits, share: float) -> Traits:
    """Return traits on the straight way between two levels, off the dials.

    Each moves as the dials move it; where one of the two pools nothing, the other's reaction time
    holds.
    """
    changed: dict[str, Any] = {}
    for name in (f.name for f in dataclasses.fields(Traits)):
        a, b = getattr(start, name), getattr(end, name)
        if isinstance(a, CostParts):
            changed[name] = CostParts(
                **{
                    part: _linear(getattr(a, part), getattr(b, part), share)
                    for part in COSTS.values()
                }
            )
        elif isinstance(a, Directed) or isinstance(b, Directed):
            changed[name] = _directed(a, b, share, _MOVES.get(name, _linear))
        else:
            changed[name] = _MOVES.get(name, _linear)(a, b, share)
    if not start.pool_fraction or not end.pool_fraction:
        changed["pool_reaction_days"] = (
            end if not start.pool_fraction else start
        ).pool_reaction_days
    return dataclasses.replace(end, **changed)


def split_cost(total: float, own: CostParts) -> CostParts:
    """Split a cost as the level's own parts are split; all governance where those are zero."""
    if own.total == 0:
        return CostParts(sharing=0.0, pooling=0.0, governance=total)
    return CostParts(
        **{
            part: total * cast(float, cost) / own.total
            for part, cost in dataclasses.asdict(own).items()
        }
    )
