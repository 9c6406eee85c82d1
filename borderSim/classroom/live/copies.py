"""Copies of a model in memory, to go back to; never files."""

from __future__ import annotations

from borderSim.model.state.copying import copied
from borderSim.simulation import BorderModel


def copy_of(model: BorderModel) -> BorderModel:
    """Return an independent copy of a model.

    The events of the log are shared: nobody changes one that is written, and they are most of what
    a long run has in memory.
    """
    books = model.state.recorder
    events, books.events = books.events, []
    try:
        copy = copied(model)
    finally:
        books.events = events
    copy.state.recorder.events = list(events)
    return copy
