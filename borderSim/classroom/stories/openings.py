"""Finds that opened the next under one level and not under another: of one seed, ranked by contrast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from borderSim.measures.chains import Link, links_of
from borderSim.measures.chronicle import Chronicle
from borderSim.measures.openings import CASE, CUSTOMS, POLICE, by_whom
from borderSim.measures.openings import openings as kept
from borderSim.measures.stories import Story
from borderSim.measures.twins import Key, end_of, shipments

MOST = 5
"""Openings of a level that are kept of one seed."""
TOLD_BY = (CASE, POLICE, CUSTOMS)
"""By whom the second load became known, the most telling first: what more steps of both services had a part in."""


@dataclass(frozen=True)
class Opening:
    """One find that opened the next under one level, while the same two loads were no chain under the first.

    Attributes:
        seed, level: of the run.
        first, second: numbers of the two loads there.
        by: by whom the second became known (:func:`borderSim.measures.openings.by_whom`).
        elsewhere: fates of both loads under the first level.
        value_eur: of both loads.
    """

    seed: int
    level: str
    first: int
    second: int
    by: str
    elsewhere: tuple[str, str]
    value_eur: float

    @property
    def contrast(self) -> int:
        """How many of both loads reached the market under the first level; the second one counts twice."""
        first, second = (end_of(fate) == "market" for fate in self.elsewhere)
        return first + 2 * second

    @property
    def order(self) -> tuple[Any, ...]:
        """What it is ranked by: by whom, contrast, value; seed, level and loads decide ties."""
        return (
            *(TOLD_BY.index(self.by), -self.contrast, -self.value_eur),
            *(self.seed, self.level, self.first, self.second),
        )


def openings(
    seed: int, chronicles: Mapping[str, Chronicle], stories: Mapping[str, Sequence[Story]]
) -> list[Opening]:
    """Return the best openings of each level but the first, which the first level did not have.

    Both loads must have been planned alike under the first level: else nobody can say what became of them there.
    """
    keyed = {level: shipments(own) for level, own in stories.items()}
    first, *others = keyed
    there = links_of(chronicles[first])
    found: list[Opening] = []
    for level in others:
        names = {story.load: key for key, story in keyed[level].items()}
        mine = [
            one
            for link in kept(chronicles[level])
            if (one := _opening((seed, level), link, (names, keyed[level], keyed[first]), there))
        ]
        found += sorted(mine, key=lambda one: one.order)[:MOST]
    return found


def _opening(
    which: tuple[int, str],
    link: Link,
    keyed: tuple[Mapping[int, Key], Mapping[Key, Story], Mapping[Key, Story]],
    there: Mapping[int, Link],
) -> Opening | None:
    """Put one together; None where a load has no twin under the first level, or the same chain was there."""
    names, here, elsewhere = keyed
    keys = [names.get(load) for load in (link.before, link.after)]
    twins = [elsewhere.get(key) for key in keys if key]
    if len(twins) < 2 or twins[0] is None or twins[1] is None:
        return None
    again = there.get(twins[1].load)
    if again is not None and again.before == twins[0].load:
        return None
    value = sum(here[key].value_eur for key in keys if key)
    fates = (twins[0].fate, twins[1].fate)
    return Opening(*which, link.before, link.after, by_whom(link), fates, value)
