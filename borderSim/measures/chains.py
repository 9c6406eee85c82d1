"""Finds that open the next: which find gave away the load that was found after it, and by which events."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.measures.chronicle import Chronicle, Record
from borderSim.measures.stories import CARRIES


@dataclass(frozen=True)
class Link:
    """One find that led to another.

    Attributes:
        before, after: numbers of the two loads.
        path: the events from the seizure of the first to the check that found the second, each one
            caused by the one before it.
    """

    before: int
    after: int
    path: tuple[Record, ...]

    @property
    def crossed(self) -> bool:
        """Whether what was learnt went from one service to the other on the way."""
        return any(e["kind"] in ("received", "register") for e in self.path)


def links_of(c: Chronicle) -> dict[int, Link]:
    """Return what led to each find within the horizon, by the load that was found.

    A find has at most one: the log names for each check the latest piece of news that raised it.
    """
    seized = {e["load"] for e in c.events if e["kind"] == "seizure"}
    found = {}
    for check in c.events:
        if check["kind"] == "inspect" and check["found"] and check["day"] >= 0:
            path = _back(c, check)
            if path and check["load"] in seized:
                found[check["load"]] = Link(path[0]["load"], check["load"], path)
    return found


def _back(c: Chronicle, check: Record) -> tuple[Record, ...]:
    """Follow a check back to the seizure of another load; empty if none stands behind it."""
    path = [check]
    step = c.cause(check, "second_cause")
    while step and step["kind"] in CARRIES:
        path.append(step)
        if step["kind"] == "seizure" and step["load"] != check["load"]:
            return tuple(reversed(path)) if step["day"] >= 0 else ()
        step = c.cause(step)
    return ()


def chain_to(links: dict[int, Link], load: int) -> tuple[Link, ...]:
    """Return the links that led to a find, the first find's first."""
    chain: list[Link] = []
    while load in links:
        chain.append(links[load])
        load = links[load].before
    return tuple(reversed(chain))


def chains(c: Chronicle) -> list[tuple[Link, ...]]:
    """Return the chains that no further find prolongs, the longest first, then the earliest."""
    links = links_of(c)
    before = {link.before for link in links.values()}
    ends = [chain_to(links, load) for load in links if load not in before]
    return sorted(ends, key=lambda chain: (-len(chain), chain[-1].path[-1]["id"]))
