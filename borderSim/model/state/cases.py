"""Case files of the police: at most one open case on an organisation."""

from __future__ import annotations

import numpy as np

from borderSim.model.state.traffickers import FAR


class Cases:
    """Open cases and the file on every organisation, as columns over slots.

    Attributes (O slots):
        open: (O,) bool; unit: (O,) police unit that works the case; opened: (O,) day.
        file: (O,) weight of what was fed into the file before a case was opened.
        told_customs: (O,) bool, an item on it crossed: customs knows the police are at work.
        burned: (O,) bool, an organisation inferred a source of the open case.
        cold_until: (O,) day before which no case is taken up again.
        effort: (O,) investigator-days spent; customs_days: (O,) of these, by customs officers of a
            joint team.
        joint: (O,) bool, a joint team works the case; team_days: (O,) days a week of its customs
            officers.
        wasted: (O,) investigator-days that wrong links will waste in it.
        last_find: (O,) day on which a find on the organisation was filed last.
        news: (O,) day of the last news on the organisation: a member revealed, a find or a tip
            filed, a suspect newly chargeable, or the case opened. A week's evidence is none.
    """

    def __init__(self, slots: int) -> None:
        self.open = np.zeros(slots, dtype=bool)
        self.unit = np.zeros(slots, dtype=np.int64)
        self.opened = np.full(slots, FAR)
        self.file = np.zeros(slots)
        self.told_customs = np.zeros(slots, dtype=bool)
        self.exposed = np.zeros(slots, dtype=bool)
        self.cold_until = np.zeros(slots, dtype=np.int64)
        self.effort, self.customs_days = np.zeros(slots), np.zeros(slots)
        self.joint, self.team_days = np.zeros(slots, dtype=bool), np.zeros(slots)
        self.wasted = np.zeros(slots)
        self.last_find = np.full(slots, -FAR)
        self.news = np.full(slots, -FAR)

    def start(self, o: int, unit: int, day: int) -> None:
        """Open a case."""
        self.open[o], self.unit[o], self.opened[o] = True, unit, day
        self.told_customs[o] = self.exposed[o] = False
        self.news[o] = day
        self.effort[o] = self.customs_days[o] = 0.0

    def begin_joint(self, o: int, days_per_week: float) -> None:
        """Put a joint team on an open case: customs knows of it from now on."""
        self.joint[o], self.team_days[o], self.told_customs[o] = True, days_per_week, True

    def end_joint(self, o: int) -> None:
        """Take the joint team off a case; what customs knows it knows."""
        self.joint[o], self.team_days[o] = False, 0.0

    def close(self, o: int, day: int, *, cold_days: int = 0) -> None:
        """Close a case; it may stay cold for a while."""
        self.open[o] = False
        self.opened[o] = FAR
        self.file[o] = self.wasted[o] = 0.0
        self.end_joint(o)
        self.cold_until[o] = day + cold_days
