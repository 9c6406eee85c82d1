"""Chains for the terminal: finds that opened the next under one level and not under the first, the best first, with base rates."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from borderSim.classroom.stories.openings import Opening
from borderSim.classroom.stories.search import Search
from borderSim.report.stories.words import new_table, say, words

MOST = 5
"""Chains that are listed of each pair of levels."""


def chains_told(found: Search, pair: tuple[str, str]) -> list[RenderableType]:
    """Return the best chains of a pair of levels as a table, then how many finds of either level opened the next.

    Args:
        found: the search.
        pair: the first level, under which the chains are missing, and the one under which they are told.
    """
    first, level = pair
    best = found.openings(level)[:MOST]
    parts: list[RenderableType] = [Text(say("unopened", first, level))]
    if best:
        table = new_table(
            *("seed", "find", "next", "known_by", "value", "fates"),
            right=("seed", "find", "next", "value"),
            title=say("opened", first, level),
        )
        for one in best:
            table.add_row(*_cells(one))
        parts = [table]
    parts += [Text(say("opened_rate", name, found.tally(name))) for name in pair]
    if best:
        parts.append(Text(say("hint_opened", found.present.name, pair, best[0])))
    return parts


def _cells(one: Opening) -> tuple[str, ...]:
    fate = words("FATE")
    return (
        *(str(one.seed), str(one.first), str(one.second), words("OPENED_BY")[one.by]),
        *(say("worth", one.value_eur), " / ".join(fate[own] for own in one.elsewhere)),
    )
