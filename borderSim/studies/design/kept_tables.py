"""Which tables a study keeps beside the outcomes of its runs."""

from __future__ import annotations

from collections.abc import Iterable

from borderSim.errors import InputError
from borderSim.given import chosen
from borderSim.language.phrases import phrase

KINDS = ("monthly", "yearly", "daily", "networks", "links", "events")
"""What ``keep=`` can name; the order in which tables are written."""
EVENTS = "events"


def read_keep(keep: object) -> tuple[str, ...]:
    """Return the kinds of tables that ``keep=`` names, none where it is not given.

    Raises:
        InputError: it names something else.
    """
    found = () if keep is None or keep == [] else chosen("keep", keep, KINDS, what="table")
    return tuple(kind for kind in KINDS if kind in found)


def with_events(settings: Iterable[str], keep: Iterable[str]) -> list[str]:
    """Return settings under which the log of events is written, if it is to be kept.

    Raises:
        InputError: they switch it off.
    """
    texts = list(settings)
    said = [
        text.partition("=")[2].strip().lower()
        for text in texts
        if text.partition("=")[0].strip() == EVENTS
    ]
    if EVENTS not in keep or (said and said[-1] not in ("false", "off", "no")):
        return texts
    if said:
        raise InputError(
            phrase(
                "keep=events and events={said} exclude each other: leave events= out", said=said[-1]
            )
        )
    return [*texts, f"{EVENTS}=true"]
