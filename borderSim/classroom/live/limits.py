"""How large a country may be that a page asks for: what it begins must end while a class waits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from borderSim.classroom.refusals import RefusedError
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.limit_checks import units_a_day

MOST_YEARS = 20
"""Longest horizon (assumption: a class plays months; the longest that is shipped has ten years)."""
MOST_BURN_IN = 3650
"""Days before the first day, at most (assumption: five times those that are shipped)."""
MOST_ORGANISATIONS = 1000
"""Places for organisations, at most (assumption: ten times those that are shipped)."""
MOST_FLOWS = 300
"""Flows of all posts, at most (assumption: ten times those that are shipped)."""
MOST_DRAWN = 1_000_000
"""Units a day that are drawn one by one, at most (assumption)."""
MOST_ENTRIES = 100
"""Entries of a list or of a mapping, at most, that each are a scenario to be checked: of the schedule, of shocks (assumption)."""
COUNTED = ("schedule", "shocks", "orders", "instruments", "posts")


def check_entries(values: Mapping[str, Any]) -> None:
    """See, before a file is loaded, that nothing in it makes loading it endless.

    Raises:
        RefusedError: the first that does.
    """
    for key in COUNTED:
        entries = values.get(key)
        if isinstance(entries, list | Mapping) and len(entries) > MOST_ENTRIES:
            raise _large(key, len(entries), MOST_ENTRIES)


def check_size(scenario: Scenario) -> None:
    """See that a class can play a scenario.

    Raises:
        RefusedError: the first thing that is too large.
    """
    flows = sum(len(post.flows) for post in scenario.posts.values())
    full = scenario.cargo.sampling == "full"
    units = units_a_day(scenario.posts.values()) * scenario.traffic.lawful_scale if full else 0
    for key, value, most in (
        ("years", scenario.years, MOST_YEARS),
        ("burn_in_days", scenario.burn_in_days, MOST_BURN_IN),
        ("organisations.max", scenario.organisations.max, MOST_ORGANISATIONS),
        ("posts.*.flows", flows, MOST_FLOWS),
        ("cargo.sampling", round(units), MOST_DRAWN),
    ):
        if value > most:
            raise _large(key, value, most)


def _large(key: str, value: float, most: int) -> RefusedError:
    return RefusedError("large", key=key, value=value, most=most)
