"""Single events as the player tells them: only kinds that are told, only columns that are needed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd

from borderSim.scenario.catalogue import shipped_shocks

KINDS = (
    "plan",
    "seizure",
    "delivered",
    "decision",
    "inspect",
    "share",
    "received",
    "withheld",
    "handover",
    "tip",
    "leak",
    "collision",
    "burned",
    "case step",
    "takedown",
    "arrest",
    "unshared hit",
    "quarrel",
    "scandal",
    "exposed",
    "organisation enters",
    "organisation ends",
    "shock",
    "shock over",
    "target lost",
    "member known",
    "link made",
    "link lost",
    "entity replaced",
    "news expired",
)
"""Kinds of event that the player tells; what else is in the log stays there."""
COLUMNS = (
    "id",
    "day",
    "kind",
    "cause",
    "organisation",
    "load",
    "route",
    "how",
    "why",
    "what",
    "service",
    "to",
    "commodity",
    "quantity",
    "value_eur",
    "member",
    "tier",
    "number",
    "found",
    "shock",
    "title",
)
"""Columns of the log, and the title of a shock in each language: who reads the news knows it by its card."""


def events_of(
    events: pd.DataFrame, routes: Mapping[int, str], first: int, last: int
) -> dict[str, list[Any]]:
    """Return the events of some days as columns of equal length; what an event does not have is None.

    Args:
        events: the log; empty if none was kept.
        routes: post and mode of each load.
        first: first day.
        last: the day after the last one.
    """
    if events.empty:
        return {name: [] for name in COLUMNS}
    day = events["day"].to_numpy()
    rows = pd.DataFrame(
        events[(day >= first) & (day < last) & events["kind"].isin(KINDS).to_numpy()]
    )
    found = {
        name: _plain(rows[name].tolist(), rows[name].isna().tolist())
        if name in rows
        else [None] * len(rows)
        for name in COLUMNS
    }
    found["route"] = [
        own or (None if load is None else routes.get(load))
        for own, load in zip(found["route"], found["load"], strict=True)
    ]
    found["title"] = [None if name is None else _shock_title(name) for name in found["shock"]]
    return found


@cache
def _shock_title(name: str) -> dict[str, str]:
    """Return the title of a shock by language; of one that is not shipped, its name."""
    shipped = shipped_shocks().get(name)
    plain = name.replace("_", " ")
    return shipped.title.by_language() if shipped else {"en": plain, "fr": plain}


def routes_of(events: pd.DataFrame) -> dict[int, str]:
    """Return post and mode by load, from the plan that put it on its way."""
    if events.empty:
        return {}
    plans = events[events["kind"] == "plan"]
    return {int(n): str(r) for n, r in zip(plans["load"], plans["route"], strict=True)}


def _plain(values: list[Any], empty: list[bool]) -> list[Any]:
    """Return plain values: whole numbers whole, what is empty None."""
    return [None if gone else _value(v) for v, gone in zip(values, empty, strict=True)]


def _value(value: Any) -> Any:
    if isinstance(value, (str, bool)):
        return value
    number = float(value)
    return int(number) if number == int(number) else round(number, 3)
