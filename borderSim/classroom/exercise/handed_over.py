"""What the event log says of names, finds and news that one service had, sent or read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Entry = Mapping[str, Any]
Name = tuple[str, int, int]
"""A service, and slot and column of an entity."""


@dataclass(frozen=True)
class Crossed:
    """News that the other service has read.

    Attributes:
        what: entity, tip or find; to: service that has read it.
        sent, read: days of the run.
        lost: the detail without which it is of no use was lost on the way.
    """

    what: str
    to: str
    sent: int
    read: int
    lost: bool


@dataclass
class HandedOver:
    """The log as far as it tells of what crosses; days are those of the run.

    Attributes:
        news: by service and entity, the latest news of its own.
        sent: to which service news of which entity were sent since.
        finds: seizures of customs at the border, in their order.
        post_of: by load, the post at which it was checked.
        by_law: by load, the day on which the police read of a find that the law has handed over.
        with_the_police: loads whose find was sent to the police, read by them, or filed.
        read: what was read by the other service, in that order.
    """

    news: dict[Name, Entry] = field(default_factory=dict)
    sent: set[Name] = field(default_factory=set)
    finds: list[Entry] = field(default_factory=list)
    post_of: dict[int, str] = field(default_factory=dict)
    by_law: dict[int, int] = field(default_factory=dict)
    with_the_police: set[int] = field(default_factory=set)
    read: list[Crossed] = field(default_factory=list)
    _sent_on: dict[int, int] = field(default_factory=dict)  # by event that sent something

    @classmethod
    def read_log(cls, events: list[dict[str, Any]]) -> HandedOver:
        """Return what a log says."""
        found = cls()
        for event in events:
            note = _NOTES.get(event["kind"])
            if note is not None:
                note(found, event)
        return found


def _news(over: HandedOver, e: Entry) -> None:
    service = e["service"]
    over.news[service, e["organisation"], e["entity"]] = e
    other = "police" if service == "customs" else "customs"
    over.sent.discard((other, e["organisation"], e["entity"]))


def _share(over: HandedOver, e: Entry) -> None:
    over._sent_on[e["id"]] = e["day"]
    if e["what"] == "entity":
        over.sent.add((e["to"], e["organisation"], e["entity"]))
    elif e["what"] == "find":
        over.with_the_police.add(e["load"])  # (on its way, and customs knows that it sent it)


def _handover(over: HandedOver, e: Entry) -> None:
    over._sent_on[e["id"]] = e["day"]
    over.by_law[e["load"]] = e["arrives"]


def _received(over: HandedOver, e: Entry) -> None:
    if e["what"] == "find":
        over.with_the_police.add(e["load"])
    sent = over._sent_on.get(e["cause"])
    if sent is not None:
        lost = e["use"] == "detail lost"
        over.read.append(Crossed(e["what"], e["to"], sent, e["day"], lost))


def _case_step(over: HandedOver, e: Entry) -> None:
    if e["load"] is not None:
        over.with_the_police.add(e["load"])


def _seizure(over: HandedOver, e: Entry) -> None:
    if e["how"] == "seized_border":
        over.finds.append(e)


def _inspect(over: HandedOver, e: Entry) -> None:
    over.post_of[e["load"]] = str(e["route"]).partition("/")[0]


_NOTES: dict[str, Callable[[HandedOver, Entry], None]] = {
    "news": _news,
    "share": _share,
    "handover": _handover,
    "received": _received,
    "case step": _case_step,
    "seizure": _seizure,
    "inspect": _inspect,
}
"""By kind of event, what is noted of it."""
