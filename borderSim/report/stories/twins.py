"""Shipments that ended differently under two levels, for the terminal: the ranked list, always with its base rates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from borderSim.measures.twins import CAUGHT, LOST, TESTS, Contrast
from borderSim.report.stories.words import facts_of, new_table, say, words

MOST_REASONS = 8
"""Rows of the table of reasons; the others are told as one number."""


def ranked_table(
    levels: tuple[str, str], told: Sequence[Contrast], title: str = "ranked"
) -> list[RenderableType]:
    """Return the contrasts as a table, in their order; a sentence where there are none.

    Args:
        levels: names of the two levels.
        told: the contrasts, the best first.
        title: ``ranked``, or ``other_way`` where they are only what the second level lost.
    """
    if not told:
        return [Text(say(f"un{title}", *levels))]
    columns = ("seed", "load", "goods", "value", "route", "organisation", "arrived")
    table = new_table(
        *(*columns, "way", "whys", "points"),
        right=("seed", "load", "value", "organisation", "arrived"),
        title=say(title, *levels),
    )
    for one in told:
        own = one.pair.first
        table.add_row(
            *(str(one.seed), str(own.load), *facts_of(own)),
            *(say("way", one), say("whys", one), say("points", one, len(TESTS))),
        )
    return [table]


def rates_told(
    levels: tuple[str, str], seeds: Sequence[int], counts: Counter[str], *, by: bool = True
) -> list[RenderableType]:
    """Return the base rates of two levels as sentences, and as a table by what the shipments ended differently.

    Args:
        levels: names of the two levels.
        seeds: of the runs.
        counts: those of :func:`borderSim.measures.twins.base_rates`, over all seeds.
        by: whether the table is shown.
    """
    parts: list[RenderableType] = [
        Text(say("rates_of", *levels, _seeds(seeds), counts)),
        Text(say("rates_met", *levels, counts)),
        Text(say("rates_else", *levels, counts)),
    ]
    return [*parts, *_by_what(levels, counts)] if by else parts


def _by_what(levels: tuple[str, str], counts: Counter[str]) -> list[RenderableType]:
    rows = sorted(
        (
            (n, *key.split())
            for key, n in counts.items()
            if key.split()[0] in (CAUGHT, LOST) and " " in key
        ),
        key=lambda row: (-row[0], row[1:]),
    )
    if not rows:
        return []
    table = new_table("n", "way", "whys", right=("n",), title=say("by_what", *levels))
    why = words("WHY")
    ways = {CAUGHT: words("WAY")[CAUGHT], LOST: words("WAY")[LOST]}
    for n, way, passed, seized in rows[:MOST_REASONS]:
        table.add_row(str(n), ways[way], f"{why.get(passed, passed)} / {why.get(seized, seized)}")
    if left := sum(row[0] for row in rows[MOST_REASONS:]):
        table.add_row(str(left), words("WAY")["else"], "")
    return [table]


def _seeds(seeds: Sequence[int]) -> str:
    if len(seeds) == 1:
        return f"seed {seeds[0]}"
    whole = list(seeds) == list(range(seeds[0], seeds[-1] + 1))
    return f"{len(seeds)} seeds ({seeds[0]} to {seeds[-1]})" if whole else f"{len(seeds)} seeds"
