"""A model that plays on for some days, and what has come of it then."""

from __future__ import annotations

from borderSim.simulation import BorderModel


def outcomes_after(model: BorderModel, days: int) -> dict[str, float | None]:
    """Play some days more, and return every outcome of the days of the horizon so far, by name."""
    for _ in range(days):
        model.step()
    return model.result().outcomes
