"""Draws over the declared ranges of a scenario, ends included: what a range allows, a run must stand."""

from __future__ import annotations

import dataclasses
import math
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, Union, get_args, get_origin

from borderSim.parameters.declare import Declaration
from borderSim.parameters.systems import FEEDS
from borderSim.scenario.build import declaration_of, hints
from borderSim.scenario.limit_checks import LEAST_JOB_HOURS, MOST_HITS, widest

LEFT_ALONE = (
    "name",
    "title",
    "description",
    "levels",
    "dials",
    "networks",
    "schedule",
    "sources",
    "years",
    "burn_in_days",
    "events",
    "kind",
    "mode",
    "asked_about",
)
"""What is no number of the model, where something is, and how long a run takes."""

MOST_PAIRS_HERE = 1_000_000
"""Pairs of members, a twentieth of what is allowed: such runs are slow, not wrong."""
MOST_DRAWN_HERE = 20_000
"""Units a day above which a draw is made lazily: the exact sampler is slow, not wrong."""

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Leaf:
    """One number, switch or word of a scenario."""

    path: Path
    kind: Any
    declared: Declaration
    value: Any

    @property
    def key(self) -> str:
        return ".".join(map(str, self.path))


def leaves(part: Any, path: Path = ()) -> Iterator[Leaf]:
    """Yield every leaf of a typed scenario, parts that are null left out."""
    for spec in dataclasses.fields(part):
        if spec.name not in LEFT_ALONE:
            declared = declaration_of(spec) or Declaration("-", "")
            yield from _within(
                hints(type(part))[spec.name], getattr(part, spec.name), declared, (*path, spec.name)
            )


def _within(hint: Any, value: Any, declared: Declaration, path: Path) -> Iterator[Leaf]:
    optional = get_origin(hint) in (Union, types.UnionType)
    if optional:
        hint = next(part for part in get_args(hint) if part is not type(None))
    if dataclasses.is_dataclass(value):
        for spec in dataclasses.fields(value):
            if spec.name not in LEFT_ALONE:
                own = declaration_of(spec) or declared
                yield from _within(
                    hints(type(value))[spec.name],
                    getattr(value, spec.name),
                    own,
                    (*path, spec.name),
                )
    elif isinstance(value, Mapping):
        for name, entry in value.items():
            yield from _within(get_args(hint)[1], entry, Declaration("-", ""), (*path, name))
    elif isinstance(value, tuple) and value and isinstance(value[0], float):
        for i, entry in enumerate(value):
            yield from _within(float, entry, declared, (*path, i))
    elif (
        hint is bool
        or (hint in (int, float) and math.isfinite(declared.low))
        or (hint is str and declared.allowed)
    ):
        yield Leaf(path, hint, declared, value)


def ends(leaf: Leaf) -> list[Any]:
    """Return the ends of a leaf's range: for a word or switch all there is."""
    if leaf.kind is bool:
        return [True, False]
    if leaf.kind is str:
        return list(leaf.declared.allowed)
    return [leaf.kind(end) for end in (leaf.declared.low, leaf.declared.high) if math.isfinite(end)]


def draw(leaf: Leaf, rng: Random) -> Any:
    """Return a value of a leaf: an end, or anywhere between, on a plain or a logarithmic scale."""
    at_ends = ends(leaf)
    if leaf.kind in (bool, str) or rng.random() < 0.3:
        return rng.choice(at_ends)
    low, high = leaf.declared.low, leaf.declared.high
    value = rng.uniform(low, high)
    if high > 20 * max(low, 1e-3) and rng.random() < 0.8:
        value = math.exp(rng.uniform(math.log(max(low, 1e-3)), math.log(high)))
    return leaf.kind(min(max(value, low), high))


def put(part: Any, values: Mapping[Path, Any]) -> Any:
    """Return a typed scenario with some of its leaves replaced."""
    below: dict[Any, dict[Path, Any]] = {}
    for path, value in values.items():
        if not path:
            return value
        below.setdefault(path[0], {})[path[1:]] = value
    if isinstance(part, Mapping):
        return {
            name: put(entry, below[name]) if name in below else entry
            for name, entry in part.items()
        }
    if isinstance(part, tuple):
        return tuple(put(entry, below[i]) if i in below else entry for i, entry in enumerate(part))
    changed = {name: put(getattr(part, name), changes) for name, changes in below.items()}
    return dataclasses.replace(part, **changed)


def in_sum(values: typing.Sequence[float]) -> tuple[float, ...]:
    """Return shares that add up to one."""
    total = math.fsum(values)
    return tuple(v / total for v in values) if total > 0 else (1.0, *[0.0] * (len(values) - 1))


MOST_HOURS = 1e6
"""Hours a week of a service that an instrument may take: what its officers bring is among them."""


SLOTS_A_RATE = 10
"""Slots that are left free for each organisation of day 0, by its yearly rate of entry."""


def fitted(scenario: Any) -> Any:
    """Return a drawn scenario whose parts fit one another as :mod:`borderSim.scenario.checks` asks: the draw's own duty."""
    posts = {}
    for name, post in scenario.posts.items():
        flows = {
            mode: dataclasses.replace(flow, lane_shares=in_sum(flow.lane_shares))
            for mode, flow in post.flows.items()
        }
        posts[name] = dataclasses.replace(post, flows=flows)
    traffic = dataclasses.replace(
        scenario.traffic,
        goods_shares=in_sum(scenario.traffic.goods_shares),
        history_shares=in_sum(scenario.traffic.history_shares),
    )
    drawn_one_by_one = (
        sum(f.units_per_year for p in posts.values() for f in p.flows.values())
        * traffic.lawful_scale
        / 365
    )
    cargo = (
        scenario.cargo
        if drawn_one_by_one < MOST_DRAWN_HERE
        else dataclasses.replace(scenario.cargo, sampling="lazy")
    )
    o = scenario.organisations
    o = dataclasses.replace(o, max=max(1, min(o.max, MOST_PAIRS_HERE // widest(o) ** 2)))
    shares = in_sum([profile.share for profile in o.profiles.values()])
    organisations = dataclasses.replace(
        o,
        count=min(o.count, o.max),
        size_min=min(o.size_min, o.size_max),
        profiles={
            name: dataclasses.replace(p, share=share)
            for (name, p), share in zip(o.profiles.items(), shares, strict=True)
        },
    )
    commodities = {
        name: dataclasses.replace(
            c,
            loads={m: dataclasses.replace(x, cap=max(x.cap, x.median)) for m, x in c.loads.items()},
        )
        for name, c in scenario.commodities.items()
    }
    # (a run whose slots are all used fails and says so: here they last)
    free = (organisations.max - organisations.count) / (SLOTS_A_RATE * max(organisations.count, 1))
    traffickers = dataclasses.replace(
        scenario.traffickers, entry_per_year=min(scenario.traffickers.entry_per_year, free)
    )
    instruments = {
        name: dataclasses.replace(
            i,
            needs_formality=min(
                i.needs_formality,
                scenario.partnership.traits.persistence or 0.0,
                scenario.present.traits.persistence or 0.0,
            ),
            n=min(i.n, 1.0) if i.scope.per_unit else i.n,
            starts_day=None
            if i.starts_day is None
            else min(i.starts_day, scenario.horizon_days - 1),
            police_hours_per_week=max(
                i.police_hours_per_week,
                min(MOST_HOURS, i.gives.desk_hours_per_week + i.gives.inspection_hours_per_week),
            ),
            gives=dataclasses.replace(
                i.gives,
                desk_hours_per_week=min(
                    i.gives.desk_hours_per_week, MOST_HOURS - i.gives.inspection_hours_per_week
                ),
            ),
        )
        for name, i in scenario.instruments.items()
    }
    capabilities = {
        name: dataclasses.replace(c, police="own") if c.customs == c.police == "partner" else c
        for name, c in scenario.capabilities.items()
    }
    modes = {
        name: m
        if m.strip_share * m.strip_hours + (1 - m.strip_share) * m.check_hours >= LEAST_JOB_HOURS
        else dataclasses.replace(m, strip_hours=1.0, check_hours=1.0)
        for name, m in scenario.modes.items()
    }
    most_hits = MOST_HITS / max(drawn_one_by_one, 1.0) * 1e4 / 2
    systems = {
        name: dataclasses.replace(
            x,
            true_matches_per_10k=min(x.true_matches_per_10k, most_hits),
            false_matches_per_10k=min(x.false_matches_per_10k, most_hits),
            transfer="push" if x.transfer == "none" else x.transfer,
            customs_access="none"
            if x.customs_access == "ncb" and x.asked_about in FEEDS
            else x.customs_access,
            police_access="none"
            if x.police_access == "ncb" and x.asked_about in FEEDS
            else x.police_access,
        )
        for name, x in scenario.systems.items()
    }
    first = scenario.measure_from_year
    return dataclasses.replace(
        scenario,
        measure_from_year=None if first is None else min(first, max(1, math.ceil(scenario.years))),
        cargo=cargo,
        modes=modes,
        systems=systems,
        posts=posts,
        traffic=traffic,
        traffickers=traffickers,
        organisations=organisations,
        commodities=commodities,
        instruments=instruments,
        capabilities=capabilities,
    )


def joint(scenario: Any, found: list[Leaf], rng: Random) -> Any:
    """Return a scenario with some or all of its leaves drawn at once, made to fit."""
    share = rng.choice([0.02, 0.2, 1.0])
    drawn = {leaf.path: draw(leaf, rng) for leaf in found if rng.random() < share}
    return fitted(put(scenario, drawn))
