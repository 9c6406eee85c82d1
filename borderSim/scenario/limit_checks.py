"""Limits on a whole scenario: values that are allowed one by one but too large together are refused on loading."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from borderSim.errors import InputError
from borderSim.parameters.scenario import Organisations, Post, Scenario
from borderSim.parameters.window import YEAR_DAYS

LEAST_JOB_HOURS = 1e-4
"""Officer time of a check, a third of a second.

Below it hours would allow more checks than can be counted.
"""
MOST_DRAWN = 10_000_000
"""Units a day that ``cargo.sampling=full`` can hold in memory."""
MOST_HITS = 100_000
"""Hits of lawful traffic on one information system in a day, which are dealt with one by one."""
MOST_PAIRS = 20_000_000
"""Pairs of members over all organisations, who may know each other or not (a byte each; ten seconds for all paths)."""
WIDEST_SIGMAS = 4.0
"""The largest of some thousand organisations lies within so many sigmas of the median size."""

OriginOf = Callable[[str], str]


def check_limits(scenario: Scenario, origin_of: OriginOf) -> None:
    """Check that a run can carry the scenario.

    Raises:
        InputError: the first thing that it cannot.
    """
    _check_jobs(scenario, origin_of)
    _check_networks(scenario, origin_of)
    _check_sampling(scenario, origin_of)
    _check_hits(scenario, origin_of)


def _check_jobs(scenario: Scenario, origin_of: OriginOf) -> None:
    """Every check takes some time of officers."""
    for name, mode in scenario.modes.items():
        hours = mode.strip_share * mode.strip_hours + (1.0 - mode.strip_share) * mode.check_hours
        if hours < LEAST_JOB_HOURS:
            key = f"modes.{name}.strip_hours"
            raise _wrong(
                key,
                f"is {mode.strip_hours:g} with a strip_share of {mode.strip_share:g}, so that a check takes {hours:g} hours "
                f"of an officer: it must take at least {LEAST_JOB_HOURS:g}",
                origin_of,
            )


def _check_networks(scenario: Scenario, origin_of: OriginOf) -> None:
    """All networks of members find room in memory, and the paths through them an end."""
    o = scenario.organisations
    if o.max * widest(o) ** 2 > MOST_PAIRS:
        raise _wrong(
            "organisations.max",
            f"is {o.max} organisations of up to {widest(o)} members, {o.max * widest(o) ** 2:,} pairs who may know "
            f"each other: at most {MOST_PAIRS:,}; lower organisations.max, or size_max",
            origin_of,
        )


def widest(organisations: Organisations) -> int:
    """Return the number of members that the largest organisation may be reckoned to have."""
    o = organisations
    return int(
        min(o.size_max, max(o.size_min, o.size_median * math.exp(WIDEST_SIGMAS * o.size_sigma)))
    )


def _check_sampling(scenario: Scenario, origin_of: OriginOf) -> None:
    """Where every unit is drawn, all of a day find room in memory."""
    units = units_a_day(scenario.posts.values()) * scenario.traffic.lawful_scale
    if scenario.cargo.sampling == "full" and units > MOST_DRAWN:
        raise _wrong(
            "cargo.sampling",
            f"is 'full', which draws every one of {units:,.0f} units a day: at most {MOST_DRAWN:,}; take lazy, "
            "which is exact in distribution, or a smaller traffic.lawful_scale",
            origin_of,
        )


def _check_hits(scenario: Scenario, origin_of: OriginOf) -> None:
    """Hits of lawful traffic are few enough to be dealt with one by one."""
    for name, system in scenario.systems.items():
        if "arrival" not in system.asked_at:
            continue
        per_10k = system.true_matches_per_10k + system.false_matches_per_10k
        units = units_a_day(scenario.posts.values(), system.modes) * scenario.traffic.lawful_scale
        hits = min(units, system.throughput_per_day) * per_10k * 1e-4
        if hits > MOST_HITS:
            raise _wrong(
                f"systems.{name}",
                f"would give {hits:,.0f} hits of lawful traffic a day ({per_10k:g} of 10,000 units match): at most "
                f"{MOST_HITS:,}; lower true_matches_per_10k, false_matches_per_10k or throughput_per_day",
                origin_of,
            )


def units_a_day(posts: Iterable[Post], modes: Iterable[str] | None = None) -> float:
    """Return the lawful units a day of posts, of some modes (None: all), before ``traffic.lawful_scale``."""
    flows = [(mode, flow) for post in posts for mode, flow in post.flows.items()]
    return (
        sum(flow.units_per_year for mode, flow in flows if modes is None or mode in modes)
        / YEAR_DAYS
    )


def _wrong(key: str, what: str, origin_of: OriginOf) -> InputError:
    return InputError(f"{origin_of(key)}: {key} {what}")
