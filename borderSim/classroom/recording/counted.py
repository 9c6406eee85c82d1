"""What the player counts by the day and only the log of events tells: arrests by tier, hits not shared."""

from __future__ import annotations

import numpy as np
import pandas as pd

TIERS = (1, 2, 3, 4)
"""Of a network's members: 1 courier to 4 organiser."""
COUNTED = ("unshared_hits", *(f"arrested_tier_{tier}" for tier in TIERS))


def counted(events: pd.DataFrame, first: int, last: int) -> dict[str, list[int]]:
    """Return counts of some days from the log, a number a day by name.

    Args:
        events: the log. One that was kept has its columns from the first day on, even while it is
            empty; without columns none was kept, and nothing is counted.
        first: first day.
        last: the day after the last one.
    """
    if "kind" not in events.columns:
        return {}
    day = events["day"].to_numpy(dtype=float)
    inside = (day >= first) & (day < last)
    kind = events["kind"].to_numpy()
    tier = events["tier"].to_numpy(dtype=float, na_value=np.nan)
    chosen = [kind == "unshared hit", *((kind == "arrest") & (tier == one) for one in TIERS)]
    return {
        name: np.bincount(day[inside & mine].astype(int) - first, minlength=last - first).tolist()
        for name, mine in zip(COUNTED, chosen, strict=True)
    }
