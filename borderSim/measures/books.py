"""The books: every load, euro and officer hour is entered once, on the day it happens."""

from __future__ import annotations

import numpy as np
import pandas as pd


class Books:
    """Daily flows and states, and the event log.

    Attributes:
        today: flows of the current day by name. days: one record a closed day.
        events: log of what happened (kept only if asked for); kinds and columns: :mod:`borderSim.measures.events`.
    """

    def __init__(self, *, keep_events: bool) -> None:
        self.today: dict[str, float] = {}
        self.days: list[dict[str, float]] = []
        self.by_post: dict[str, list[np.ndarray]] = {}
        self.keep_events = keep_events
        self.events: list[dict[str, object]] = []
        self._next_event = 0
        self._latest: dict[tuple[str | int, ...], int] = {}

    def add(self, name: str, amount: float = 1.0) -> None:
        """Enter an amount on today's page."""
        self.today[name] = self.today.get(name, 0.0) + amount

    def add_by_post(self, name: str, amounts: np.ndarray) -> None:
        """Enter today's amounts by post, (P,); once a day and name."""
        self.by_post.setdefault(name, []).append(amounts)

    def close_day(self, day: int) -> None:
        """Close today's page and open the next."""
        self.today["day"] = day
        self.days.append(self.today)
        self.today = {}

    def log(self, day: int, kind: str, cause: int = -1, **details: object) -> int:
        """Log an event and return its id; the id of its cause ties a story together."""
        number = self._next_event
        self._next_event += 1
        if self.keep_events:
            self.events.append({"id": number, "day": day, "kind": kind, "cause": cause, **details})
        return number

    def note(self, event: int, *about: str | int) -> None:
        """Remember an event as the latest about something, so that what rests on it later can name it as its cause."""
        if self.keep_events:
            self._latest[about] = event

    def latest(self, *about: str | int) -> int:
        """Return the id of the latest event noted about something, -1 if there is none."""
        return self._latest.get(about, -1)

    def frame(self, first_day: int) -> pd.DataFrame:
        """Return the closed days from ``first_day`` on, a row a day, day 0 = ``first_day``."""
        rows = [d for d in self.days if d["day"] >= first_day]
        frame = pd.DataFrame(rows).fillna(0.0)
        frame["day"] = frame["day"].astype(np.int64) - first_day if len(frame) else frame.get("day")
        return frame

    def total(self, name: str, first_day: int) -> float:
        """Sum of a flow from ``first_day`` on."""
        return float(sum(d.get(name, 0.0) for d in self.days if d["day"] >= first_day))
