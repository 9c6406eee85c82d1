"""The event log of one run, indexed by load, by entity and by cause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from borderSim.measures.events import COLUMNS, COMMON, EVENTS


class Record(dict[str, Any]):
    """One event: its columns by name; what it does not have is None."""

    def __missing__(self, name: str) -> None:
        """Return None for a column that the event does not have."""


class Chronicle:
    """One run's events.

    Attributes:
        events: all of them, in their order.
        loads: events by load.
        entities: news of entities, and what became of it, by (organisation, entity, generation).
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self.events: list[Record] = _records(frame)
        self.loads: dict[int, list[Record]] = defaultdict(list)
        self.entities: dict[tuple[int, int, int], list[Record]] = defaultdict(list)
        self._organisations: dict[int, list[Record]] = defaultdict(list)
        self._by_id = {e["id"]: e for e in self.events}
        self._children: dict[int, list[Record]] = defaultdict(list)
        for e in self.events:
            if e["load"] is not None:
                self.loads[e["load"]].append(e)
            if e["kind"] in ("news", "register") or e["what"] == "entity":
                self.entities[e["organisation"], e["entity"], e["generation"]].append(e)
            self._organisations[e["organisation"]].append(e)
            for cause in {e["cause"], e["second_cause"]} - {-1}:
                self._children[cause].append(e)

    def of(self, organisation: int, *kinds: str) -> list[Record]:
        """Return an organisation's events of some kinds."""
        return [e for e in self._organisations.get(organisation, []) if e["kind"] in kinds]

    def cause(self, event: Record, which: str = "cause") -> Record:
        """Return the event that one follows from, an empty one for none."""
        return self._by_id.get(event[which], Record())

    def after(self, events: Sequence[Record], through: set[str]) -> Iterable[Record]:
        """Yield what rests on some events, going on through the kinds given only."""
        waiting, seen = list(events), set()
        while waiting:
            for child in self._children.get(waiting.pop()["id"], []):
                if child["id"] not in seen:
                    seen.add(child["id"])
                    yield child
                    waiting += [child] if child["kind"] in through else []


def _records(frame: pd.DataFrame) -> list[Record]:
    """Return plain values: whole numbers whole, what is empty None, whatever file or frame they come from."""
    plain: dict[str, list[Any]] = {}
    for name, column in COLUMNS.items():
        cast = {"whole": int, "day": int, "truth": bool, "number": float, "text": str}[column.form]
        values, empty = frame[name].tolist(), frame[name].isna().tolist()
        plain[name] = [
            None if gone else cast(value) for value, gone in zip(values, empty, strict=True)
        ]
    own = {
        kind: [name for name in COLUMNS if name in (*COMMON, *event.columns)]
        for kind, event in EVENTS.items()
    }
    everything = list(COLUMNS)
    return [
        Record({name: plain[name][i] for name in own.get(kind, everything)})
        for i, kind in enumerate(plain["kind"])
    ]
