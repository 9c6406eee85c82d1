"""The criteria of the demonstration: one list, by which scenes 5, 8 and 9 judge."""

from __future__ import annotations

from borderSim.measures.outcomes import OUTCOMES

GOALS = tuple(name for name, outcome in OUTCOMES.items() if outcome.headline)
"""The headline outcomes: those that every report of this program tells first."""
BESIDE = (
    "seizures",
    "collisions",
    "cases_burned",
    "leaks",
    "unshared_hits",
    "leaders_arrested",
)
"""What is told beside the goals, whichever way it went."""
CRITERIA = (*GOALS, *BESIDE)
"""All of them, in the order in which every scene tells them."""
