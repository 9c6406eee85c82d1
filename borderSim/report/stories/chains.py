"""Chains of one run for the terminal: finds that opened the next, the most telling first, and how many finds did."""

from __future__ import annotations

from collections import Counter

from rich.console import RenderableType
from rich.text import Text

from borderSim.measures.chains import Link
from borderSim.measures.chronicle import Chronicle
from borderSim.measures.openings import CASE, CUSTOMS, POLICE, by_whom, openings, rates
from borderSim.report.stories.words import new_table, say, words
from borderSim.results.event_log import RunKey

MOST = 5
"""Chains that are listed of a run."""
TOLD_BY = (CASE, POLICE, CUSTOMS)
"""By whom the second load became known, the most telling first: what more steps of both services had a part in."""


def chains_of(c: Chronicle, key: RunKey | None) -> list[RenderableType]:
    """Return the best chains of a run as a table, then of how many finds one opened the next.

    Args:
        c: log of the run.
        key: which run it is, None where there is only one.
    """
    best = sorted(openings(c), key=lambda link: _order(c, link))[:MOST]
    parts: list[RenderableType] = []
    if best:
        table = new_table(
            *("find", "next", "known_by", "value"),
            right=("find", "next", "value"),
            title=say("chained", key),
        )
        for link in best:
            value = say("worth", _value(c, link))
            by = words("OPENED_BY")[by_whom(link)]
            table.add_row(str(link.before), str(link.after), by, value)
        parts = [table]
    counts = Counter({f"opened {name}": n for name, n in rates(c).items()})
    return [*parts, Text(say("chained_rate", key, counts))]


def _value(c: Chronicle, link: Link) -> float:
    """Value of both loads, as they were planned."""
    return sum(float(c.loads[load][0]["value_eur"]) for load in (link.before, link.after))


def _order(c: Chronicle, link: Link) -> tuple[int, float, int]:
    """What a chain is ranked by: by whom, then value; the second load decides ties."""
    return TOLD_BY.index(by_whom(link)), -_value(c, link), link.after
