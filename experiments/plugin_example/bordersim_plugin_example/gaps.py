"""A measure: times without a seizure."""

from __future__ import annotations

from borderSim.extend.outcome import outcome
from borderSim.extend.views import DayView


class Gaps:
    """Longest time without a seizure, and the days without one."""

    outcomes = (
        outcome(
            "longest_gap",
            unit="days",
            kind="state",
            direction="down",
            meaning="longest time without a seizure",
        ),
        outcome(
            "quiet_days",
            unit="days",
            kind="total",
            direction="down",
            meaning="days without a seizure",
        ),
    )

    def start(self, view: DayView) -> None:
        """Begin with nothing."""
        self.now = self.longest = self.quiet = 0

    def day(self, view: DayView) -> None:
        """Count on, or begin anew after a seizure."""
        quiet = not view.today["seizures"]
        self.now = self.now + 1 if quiet else 0
        self.quiet += quiet
        self.longest = max(self.longest, self.now)

    def end(self) -> dict[str, float]:
        """Return both outcomes."""
        return {"longest_gap": self.longest, "quiet_days": self.quiet}
