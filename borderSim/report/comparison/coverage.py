"""Which intervals of the headline outcomes hold the truth less often than they should, in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from borderSim.measures.outcomes import HEADLINE, OUTCOMES, Outcome
from borderSim.report.writing.texts import outcome_title, percent, word
from borderSim.studies.analysis.coverage import LOW, too_low

if TYPE_CHECKING:
    import pandas as pd


def coverage_warning(facts: pd.DataFrame, years: float) -> str:
    """Return which intervals of the headline outcomes hold the truth less often than they should; empty where none does.

    Args:
        facts: rows of the paired table of one scenario.
        years: that are measured.
    """
    found = []
    rows = facts.loc[facts["outcome"].isin(HEADLINE)].to_dict("records")
    for part, end in (("value", "value_low"), ("difference", "low")):
        low = too_low((_events(row, years) for row in rows if math.isfinite(row[end])), part)
        if low:
            names = ", ".join(
                f"{outcome_title(name)} ({percent(f'{100 * share:.0f}')})"
                for name, share in low.items()
            )
            found.append(word(f"coverage.{part}", names=names))
    return word("coverage.low", low=f"{100 * LOW:.0f}", what="; ".join(found)) if found else ""


def _events(row: Mapping[Any, Any], years: float) -> tuple[Outcome, int, float]:
    """Return outcome, replicates and mean a replicate over the horizon of a row of the paired table."""
    outcome = OUTCOMES[str(row["outcome"])]
    return outcome, int(row["n"]), float(row["value"]) * (years if outcome.kind == "total" else 1.0)
