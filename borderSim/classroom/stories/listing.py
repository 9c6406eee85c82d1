"""What a search found, for the terminal: the best shipments first, chains of finds, base rates, and further moments worth telling."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from borderSim.classroom.stories.chains import chains_told
from borderSim.classroom.stories.moments import CHAIN, KINDS
from borderSim.classroom.stories.search import Search
from borderSim.measures.twins import LOST
from borderSim.report.stories.twins import ranked_table, rates_told
from borderSim.report.stories.words import new_table, say, words

MOST = 10
"""Contrasts that are listed of each pair of levels."""
MOST_LOST = 3
"""Those that are listed apart of what the second level lost, so that nobody overlooks them."""
MOST_MOMENTS = 2
"""Moments that are listed of each kind."""


def listing(found: Search) -> Group:
    """Return the tables of a search: a list, chains and base rates for each pair of levels, then the moments."""
    parts: list[RenderableType] = []
    seeds = [seed.seed for seed in found.seeds]
    for pair in found.pairs:
        best = found.contrasts(pair)
        parts += ranked_table(pair, best[:MOST])
        parts += ranked_table(pair, found.contrasts(pair, LOST)[:MOST_LOST], title="other_way")
        parts += rates_told(pair, seeds, found.rates(pair))
        if best:
            parts.append(Text(say("hint_search", found.present.name, best[0], len(best) > 1)))
        parts += chains_told(found, pair)
    return Group(*parts, *_moments(found), Text(say("order")))


def _moments(found: Search) -> list[RenderableType]:
    """The best moments of each kind with how many there were in all: their base rate."""
    table = new_table(
        *("moment", "level", "seed", "load", "finds", "value", "fate", "often"),
        right=("seed", "load", "finds", "value"),
        title=say("moments_title"),
    )
    for kind in KINDS:
        for place, one in enumerate(found.moments(kind)[:MOST_MOMENTS]):
            tally = found.tally(one.level)
            often = (
                say("often", tally[f"verdict {kind}"], tally["shipments"]) if kind != CHAIN else ""
            )
            table.add_row(
                *(words("MOMENT")[kind] if place == 0 else "", one.level, str(one.seed)),
                *(
                    str(one.load),
                    str(one.size) if kind == CHAIN else "",
                    say("worth", one.value_eur),
                ),
                *(words("FATE")[one.fate], often),
            )
    return [table] if table.row_count else []
