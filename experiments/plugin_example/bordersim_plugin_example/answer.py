"""An intervention: more analysts after a time without a seizure."""

from __future__ import annotations

from collections.abc import Mapping

from borderSim.extend.views import MorningView


class Answer:
    """After thirty days without a seizure, twice the analysts of customs for thirty days."""

    def start(self, view: MorningView) -> None:
        """Begin with nothing."""
        self.until = 0

    def day(self, view: MorningView) -> Mapping[str, object] | None:
        """Say what is set otherwise today."""
        quiet = len(view.past["seizures"]) >= 30 and not view.past["seizures"][-30:].any()
        if quiet and view.day >= self.until:
            self.until = view.day + 30
        return {"customs.analysts": {"factor": 2}} if view.day < self.until else None
