"""Telling moments of one run beside the contrasts of twins: chains of finds, collisions, leaks, loads let run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from borderSim.measures.chains import chains
from borderSim.measures.chronicle import Chronicle
from borderSim.measures.openings import rates, warnings
from borderSim.measures.stories import Story
from borderSim.measures.twins import end_of, shipments

CHAIN = "chain"
KINDS = (CHAIN, "collision", "burned", "warned", "let_run_seized", "let_run_lost")
"""Kinds of moment; all but ``chain`` are verdicts of :func:`borderSim.measures.stories.verdicts`."""
MOST = 3
"""Moments of a kind that are kept of one run."""


@dataclass(frozen=True)
class Moment:
    """One load of one run that shows something.

    Attributes:
        kind: one of :data:`KINDS`.
        seed, level: of the run.
        load: its number there; of a chain the first find's.
        size: finds of a chain; 1 for the others.
        crossed: how often what was learnt crossed from one service to the other (of a chain).
        value_eur: of the load, of a chain of all its loads.
        fate: of the load there.
        differ: its loads (of a chain: all finds) that ended otherwise under the first level; for a
            moment of the first level, under some other.
        elsewhere: the fate of ``load`` under each other level, None where it has no twin.
    """

    kind: str
    seed: int
    level: str
    load: int
    size: int
    crossed: int
    value_eur: float
    fate: str
    differ: int
    elsewhere: Mapping[str, str | None]

    @property
    def order(self) -> tuple[Any, ...]:
        """What it is ranked by within its kind: other ends elsewhere, crossings, size, value; ties by seed, level, load."""
        return (
            *(-self.differ, -self.crossed, -self.size, -self.value_eur),
            *(self.seed, self.level, self.load),
        )


def moments(
    seed: int, chronicles: Mapping[str, Chronicle], stories: Mapping[str, Sequence[Story]]
) -> list[Moment]:
    """Return the best moments of each level and kind of one seed, in that order."""
    keyed = {level: shipments(own) for level, own in stories.items()}
    first = next(iter(keyed))
    found: list[Moment] = []
    for level, chronicle in chronicles.items():
        there = {story.load: story for story in stories[level]}
        elsewhere = {
            story.load: {
                other: own[key].fate if key in own else None
                for other, own in keyed.items()
                if other != level
            }
            for key, story in keyed[level].items()
        }
        beside = [other for other in keyed if other != level] if level == first else [first]
        for kind in KINDS:
            mine = [
                _moment((kind, seed, level), loads, crossed, elsewhere, beside)
                for loads, crossed in _found(kind, chronicle, there)
            ]
            found += sorted(mine, key=lambda one: one.order)[:MOST]
    return found


def _moment(
    which: tuple[str, int, str],
    loads: Sequence[Story],
    crossed: int,
    elsewhere: Mapping[int, Mapping[str, str | None]],
    beside: Sequence[str],
) -> Moment:
    """Put a moment together; ``beside`` are the levels whose other ends count."""
    first = loads[0]
    differ = 0
    for story in loads:
        fates = [elsewhere[story.load][other] for other in beside]
        differ += any(fate and end_of(fate) != end_of(story.fate) for fate in fates)
    value = sum(story.value_eur for story in loads)
    return Moment(
        *(*which, first.load, len(loads), crossed, value, first.fate),
        *(differ, elsewhere[first.load]),
    )


def _found(
    kind: str, chronicle: Chronicle, there: Mapping[int, Story]
) -> Iterator[tuple[list[Story], int]]:
    """Yield the loads of all moments of a kind, and how often news crossed between the services."""
    if kind != CHAIN:
        yield from (([story], 0) for story in there.values() if kind in story.verdicts)
        return
    for chain in chains(chronicle):
        loads = [chain[0].before, *(link.after for link in chain)]
        if all(load in there for load in loads):
            yield [there[load] for load in loads], sum(link.crossed for link in chain)


def tally(c: Chronicle, stories: Sequence[Story]) -> Counter[str]:
    """Count a run: the base rates of its moments, and how much passed between the services.

    Keys: ``shipments``, ``fate FATE`` and ``verdict VERDICT`` of the shipments planned within the
    horizon; ``event KIND`` of its events; ``share WHAT TO`` and ``withheld WHAT TO`` of the items
    that were sent and not sent, ``used WHAT TO`` of those that were read and counted; ``case
    STEP`` of the steps of cases, ``news SERVICE`` of what each learnt of entities by itself;
    ``opened NAME`` of finds that opened the next (:func:`borderSim.measures.openings.rates`),
    ``warned N`` of networks that were warned so often of a case on them.
    """
    counts = Counter(f"fate {story.fate}" for story in stories)
    counts["shipments"] = len(stories)
    for story in stories:
        counts.update(f"verdict {code}" for code in story.verdicts)
    counts.update({f"opened {name}": n for name, n in rates(c).items()})
    counts.update({f"warned {often}": n for often, n in warnings(c).items()})
    for e in c.events:
        if e["day"] < 0:
            continue
        counts[f"event {e['kind']}"] += 1
        if e["kind"] == "case step":
            counts[f"case {e['what']}"] += 1
        elif e["kind"] == "news":
            counts[f"news {e['service']}"] += 1
        elif e["kind"] in ("share", "withheld"):
            counts[f"{e['kind']} {e['what']} {e['to']}"] += 1
        elif e["kind"] == "received" and e["use"] == "used":
            counts[f"used {e['what']} {e['to']}"] += 1
    return counts
