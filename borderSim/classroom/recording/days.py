"""Days of a run as columns: what happened, how things stand, by post, and single events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from borderSim.classroom.recording.counted import counted
from borderSim.classroom.recording.events import events_of, routes_of
from borderSim.measures.result import Result

FLOWS = (
    "planned",
    "delivered",
    "delivered_value_eur",
    "seizures",
    "seized_value_eur",
    "members_arrested",
    "leaders_arrested",
    "cases_opened",
    "takedowns",
    "collisions",
    "cases_burned",
    "items_shared",
    "leaks",
    "trade_delay_cost_eur",
    "cooperation_cost_eur",
    "enforcement_cost_eur",
    "harm_eur",
    "duplicate_hours",
    "coordination_hours",
)
"""What is counted a day, and adds up."""
STATES = (
    "trust_mean",
    "political_will",
    "cases_open",
    "orgs_alive",
    "police_known_member_share",
    "police_known_entity_share",
)
"""How things stand at the end of a day."""
ENDED = "orgs_ended"
POSTS = ("inspected", "shipped", "found", "delivered")
"""What is counted a day at each post: lawful and illicit consignments checked; loads sent, found, on the market."""


def chunk(result: Result, first: int, last: int) -> dict[str, Any]:
    """Return days of a run as columns.

    Args:
        result: of the run, so far as it has gone.
        first: first day of the horizon.
        last: the day after the last one.

    Returns:
        ``from``, ``to``; ``totals`` and ``states``, a list of (last - first) numbers by name;
        ``posts``, a list by post of such lists by name; ``events``, columns of the events of these
        days. Chunks that follow one another hold together what one chunk of all their days holds.
    """
    return chunk_of(result.daily, result.events, first, last)


def chunk_of(
    daily: pd.DataFrame,
    events: pd.DataFrame,
    first: int,
    last: int,
    routes: Mapping[int, str] | None = None,
) -> dict[str, Any]:
    """Return days of a run as columns, from its daily series and its events (empty: none were kept).

    Args:
        daily: a row a day of the horizon, in order.
        events: the log, as ``events.parquet`` has it.
        first: first day.
        last: the day after the last one.
        routes: post and mode of each load; None: from the plans in ``events``, which must then
            hold those of all loads that its days tell of.
    """
    days = daily.iloc[first:last]
    return {
        "from": first,
        "to": first + len(days),
        "totals": {
            **{name: _column(days, name) for name in FLOWS if name in daily.columns},
            **_ended(daily, first, last),
            **counted(events, first, first + len(days)),
        },
        "states": {name: _column(days, name) for name in STATES if name in daily.columns},
        "posts": {
            kind: [_column(days, f"{kind}:{post}") for post in posts_of(daily)] for kind in POSTS
        },
        "events": events_of(events, routes_of(events) if routes is None else routes, first, last),
    }


def posts_of(daily: pd.DataFrame) -> list[str]:
    """Return the names of the posts that the series know, in their order."""
    start = f"{POSTS[1]}:"
    return [str(c).removeprefix(start) for c in daily.columns if str(c).startswith(start)]


def _column(days: pd.DataFrame, name: str) -> list[float | int | None]:
    """Return a column's numbers, whole ones whole; what is undefined is None."""
    if name not in days.columns:
        return [0] * len(days)
    return _plain(days[name].to_numpy(dtype=float, na_value=np.nan))


def _plain(values: NDArray[np.float64]) -> list[float | int | None]:
    """Return numbers as JSON has them: whole ones whole, others to four digits, what is undefined None."""
    known = np.isfinite(values)
    whole = known & (values == np.trunc(values))
    if whole.all():
        return values.astype(np.int64).tolist()
    found: list[float | int | None] = np.round(values, 4).tolist()
    for place in np.flatnonzero(whole):
        found[place] = int(values[place])
    for place in np.flatnonzero(~known):
        found[place] = None
    return found


def _ended(daily: pd.DataFrame, first: int, last: int) -> dict[str, list[float | int | None]]:
    """Organisations that ended a day: those of the evening before and those that came, less those that are there."""
    if "orgs_alive" not in daily.columns or "orgs_entered" not in daily.columns:
        return {}
    alive = daily["orgs_alive"].to_numpy(dtype=float)
    came = daily["orgs_entered"].to_numpy(dtype=float)
    before = np.concatenate([alive[:1] - came[:1], alive[:-1]])
    return {ENDED: _plain((before + came - alive)[first:last])}
