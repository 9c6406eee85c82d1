"""The last days of a country as a chunk, without the outcomes of the whole run: fast however long it has gone."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pandas as pd

from borderSim.classroom.recording import chunk_of
from borderSim.classroom.recording.events import events_of
from borderSim.measures.events import event_frame
from borderSim.measures.summary import daily_series
from borderSim.model.state.state import State


def recent(w: State, first: int) -> dict[str, Any]:
    """Return the days of a run from ``first`` on, equal to ``chunk`` of its whole result.

    Args:
        w: the state after the last of them.
        first: day of the horizon.
    """
    daily, books, start = daily_series(w), w.recorder, w.first_day + first
    new = [event for event in books.events if cast(int, event["day"]) >= start]
    log = SimpleNamespace(keep_events=books.keep_events, events=new)
    frame = event_frame(cast(Any, log), w.first_day)
    found = chunk_of(daily, pd.DataFrame(), first, len(daily))
    return {**found, "events": events_of(frame, _routes(books.events, new), first, len(daily))}


def _routes(logged: list[dict[str, object]], new: list[dict[str, object]]) -> dict[int, str]:
    """Return the routes of the loads that stand in the new events: their plans may be older."""
    loads = {event.get("load") for event in new}
    return {
        int(cast(int, event["load"])): str(event["route"])
        for event in logged
        if event["kind"] == "plan" and event["load"] in loads
    }
