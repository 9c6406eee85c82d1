"""Scene 9, five levels, six goals: every goal by itself, with intervals, and where a level loses."""

from __future__ import annotations

from typing import Any

from borderSim.classroom.demo.criteria import GOALS
from borderSim.classroom.demo.stage import Stage


def goals(stage: Stage) -> dict[str, Any]:
    """Return the scene's data.

    ``goals``: a row per goal with values by level and differences to the first; ``loses``: every
    level and goal where the difference to the first level is worse beyond its interval.
    """
    rows = [stage.measured.row(name) for name in GOALS]
    return {
        "goals": rows,
        "loses": [
            {"level": one["level"], "outcome": row["outcome"]}
            for row in rows
            for one in row["differences"]
            if one["verdict"] == "worse"
        ],
    }
