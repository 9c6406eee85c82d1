"""The same shipment under two levels: which shipments are the same, how their fates differ, and by what.

Levels meet the same chances, so most shipments exist under each of them. Two shipments are **twins**
if one organisation planned them on the same day (and as the same half of a split one). They are
**matched** if they are also the same goods, of the same amount, to the same post by the same mode.
What is not matched is counted, not compared: the organisation went another way there, or was gone.

A contrast is a matched pair that reached the market under one level and was seized under the other.
Both directions count: what the second level caught, and what it lost that the first had caught.
"""

from __future__ import annotations

import itertools
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from borderSim.measures.chronicle import Chronicle, Record
from borderSim.measures.stories import Story, summary, tell, tellable
from borderSim.model.state.codes import LoadState

MARKET = (LoadState.DELIVERED, LoadState.LOST_LET_RUN)
"""Fates in which the goods reached the market."""
SEIZED = (LoadState.SEIZED_BORDER, LoadState.SEIZED_INLAND, LoadState.SEIZED_LET_RUN)
"""Fates in which they did not, because a service took them."""
CAUGHT, LOST, OTHER, SAME = "caught", "lost", "other", "same"
"""What the second level did with a shipment: ``caught`` what passed under the first, ``lost`` what the
first had seized, ``other`` difference (dropped after a warning, or not settled), ``same`` end."""
WALLS = ("withheld", "no_exchange", "under_way", "detail_lost")
"""Reasons of :func:`borderSim.measures.stories.barrier` that somebody can point at: a piece of news
was there, and this stopped it. (``faded`` and ``not_due`` are the others.)"""
MOST_STEPS = 12
"""Lines of a story, up to the shipment's end, up to which it is plain (assumption: what a class follows in three minutes)."""


def end_of(fate: str) -> str:
    """Return where a shipment ended: ``market``, ``seized``, or its fate (dropped, under_way)."""
    return "market" if fate in MARKET else "seized" if fate in SEIZED else fate


@dataclass(frozen=True)
class Pair:
    """One shipment under two levels.

    Attributes:
        first, second: its story under the first level and under the second.
    """

    first: Story
    second: Story

    @property
    def direction(self) -> str:
        """What the second level did: :data:`CAUGHT`, :data:`LOST`, :data:`OTHER` or :data:`SAME`."""
        here, there = end_of(self.first.fate), end_of(self.second.fate)
        if here == there:
            return SAME
        return {("market", "seized"): CAUGHT, ("seized", "market"): LOST}.get((here, there), OTHER)

    @property
    def passed(self) -> Story:
        """The story in which it reached the market (of a pair that differs so)."""
        return self.second if self.direction == LOST else self.first

    @property
    def found(self) -> Story:
        """The story in which it was seized."""
        return self.first if self.direction == LOST else self.second

    @property
    def met(self) -> bool:
        """Whether it ended differently because two facts met under one level and not under the other.

        Where it passed, customs and police each held a piece and together they would have had it
        checked (``never_met``); where it was seized, the police's word raised the check
        (``joined``).
        """
        return (
            self.direction in (CAUGHT, LOST)
            and "never_met" in self.passed.verdicts
            and "joined" in self.found.verdicts
        )

    @property
    def why(self) -> tuple[str, str]:
        """The main verdict where it passed, and where it was seized."""
        return main(self.passed), main(self.found)


def main(story: Story) -> str:
    """Return the first verdict of a story, empty for none."""
    return story.verdicts[0] if story.verdicts else ""


@dataclass(frozen=True)
class Twins:
    """All shipments of one seed under two levels, planned within the horizon.

    Attributes:
        pairs: those that are matched, in the order of the first level's log.
        another_way: twins with other goods, amount, post or mode: not compared.
        only_first, only_second: shipments that have no twin under the other level.
    """

    pairs: tuple[Pair, ...]
    another_way: int
    only_first: int
    only_second: int


def stories_of(c: Chronicle) -> list[Story]:
    """Return the stories, without lines, of all shipments planned within the horizon."""
    return [story for story in (summary(c, load) for load in tellable(c)) if story.planned >= 0]


Key = tuple[int, int, int, str, str, float, int]
"""Organisation, day planned, half, route, goods, amount, and a number where these are equal."""


def shipments(stories: Iterable[Story]) -> dict[Key, Story]:
    """Return the shipments of a run by what names the same one under another level.

    An organisation may plan two on one day (one of them held over before); equal ones are numbered
    in the order of the log.
    """
    found: dict[Key, Story] = {}
    for story in stories:
        own = (*story.identity, story.route, story.commodity, story.quantity)
        number = next(n for n in itertools.count() if (*own, n) not in found)
        found[(*own, number)] = story
    return found


def twins(first: Sequence[Story], second: Sequence[Story]) -> Twins:
    """Match the shipments of two levels of one seed (see :func:`stories_of`)."""
    here, there = shipments(first), shipments(second)
    pairs = tuple(Pair(story, there[key]) for key, story in here.items() if key in there)
    left = [
        Counter(story.identity for key, story in own.items() if key not in other)
        for own, other in ((here, there), (there, here))
    ]
    another = (left[0] & left[1]).total()
    return Twins(pairs, another, left[0].total() - another, left[1].total() - another)


# ------------------------------------------------------------------------------ base rates
def base_rates(found: Twins) -> Counter[str]:
    """Count what became of the shipments of two levels; counts of several seeds add up.

    Keys: ``planned_first``, ``planned_second``, ``matched``, ``another_way``, ``only_first``,
    ``only_second``; ``ended FATE FATE`` for every pair of fates; of those that ended differently
    ``caught``, ``lost`` and ``other``, and by what: ``caught VERDICT VERDICT`` and ``lost VERDICT
    VERDICT`` (where it passed, where it was seized); ``met caught`` and ``met lost``: because two
    facts met.
    """
    counts = Counter(
        matched=len(found.pairs),
        another_way=found.another_way,
        only_first=found.only_first,
        only_second=found.only_second,
    )
    shared = len(found.pairs) + found.another_way
    counts["planned_first"] = shared + found.only_first
    counts["planned_second"] = shared + found.only_second
    for pair in found.pairs:
        counts[f"ended {pair.first.fate} {pair.second.fate}"] += 1
        if pair.direction == SAME:
            continue
        counts[pair.direction] += 1
        if pair.direction in (CAUGHT, LOST):
            counts[" ".join((pair.direction, *(code or "none" for code in pair.why)))] += 1
            counts[f"met {pair.direction}"] += pair.met
    return counts


# ------------------------------------------------------------------------------ ranks
@dataclass(frozen=True)
class Contrast:
    """A pair told in full, with what speaks for telling it to a class.

    Attributes:
        seed: of the run.
        levels: names of the first level and of the second.
        pair: the shipment under both, with lines.
        points: names of the tests of :data:`TESTS` that it meets.
    """

    seed: int
    levels: tuple[str, str]
    pair: Pair
    points: tuple[str, ...]

    @property
    def order(self) -> tuple[Any, ...]:
        """What it is ranked by: two facts met, tests met, fewer steps, value; seed and load decide ties."""
        own, steps = self.pair.first, sum(map(steps_of, (self.pair.first, self.pair.second)))
        return (
            *(not self.pair.met, -len(self.points), steps, -own.value_eur),
            *(self.seed, self.levels, own.load),
        )


def compared(
    seed: int,
    levels: tuple[str, str],
    chronicles: tuple[Chronicle, Chronicle],
    stories: tuple[Sequence[Story], Sequence[Story]] | None = None,
    most: int | None = None,
) -> tuple[list[Contrast], Counter[str]]:
    """Compare two levels of one seed: contrasts in both directions, the best first, and base rates.

    Args:
        seed: of the runs.
        levels: names of the two levels.
        chronicles: their logs.
        stories: their shipments (:func:`stories_of`), where they are there already.
        most: contrasts of each direction (None: all).
    """
    first, second = stories or (stories_of(chronicles[0]), stories_of(chronicles[1]))
    found = twins(first, second)
    big = big_goods(found.pairs)
    best: list[Contrast] = []
    for direction in (CAUGHT, LOST):
        mine = [pair for pair in found.pairs if pair.direction == direction]
        best += contrasts(seed, levels, chronicles, mine, big)[:most]
    return sorted(best, key=lambda one: one.order), base_rates(found)


def contrasts(
    seed: int,
    levels: tuple[str, str],
    chronicles: tuple[Chronicle, Chronicle],
    pairs: Iterable[Pair],
    big: float,
) -> list[Contrast]:
    """Tell pairs in full and test them; the best first.

    Args:
        seed: of the runs.
        levels: names of the two levels.
        chronicles: logs of the two runs.
        pairs: those to tell, each of which ended on the market once and seized once.
        big: value in EUR from which goods are big (see :func:`big_goods`).
    """
    told = []
    for pair in pairs:
        whole = Pair(
            *(tell(c, s.load) for c, s in zip(chronicles, (pair.first, pair.second), strict=True))
        )
        points = tuple(name for name, holds in TESTS.items() if holds(whole, big))
        told.append(Contrast(seed, levels, whole, points))
    return sorted(told, key=lambda one: one.order)


def big_goods(pairs: Sequence[Pair]) -> float:
    """Return the median value of matched shipments in EUR: from there on goods are big."""
    return statistics.median(pair.first.value_eur for pair in pairs) if pairs else 0.0


def steps_of(story: Story) -> int:
    """Return how many lines a story has up to the day on which the shipment's fate was settled."""
    return sum(story.settled is None or line.day <= story.settled for line in story.lines)


def _score(picture: Record) -> float:
    """What customs' score was: class and documents, and the strongest of lead, tip and hit."""
    return picture["profile_log_odds"] + max(
        picture["lead_log_odds"], picture["tip_log_odds"], picture["hit_log_odds"] or 0.0
    )


def _read(story: Story) -> bool:
    """Whether a story tells the day on which customs read a piece of the police's that counted."""
    return any(
        line.says == "received" and line.facts["to"] == "customs" and line.facts["use"] == "used"
        for line in story.lines
    )


def _alone(pair: Pair) -> bool:
    """Whether customs saw the same documents, and held no lead of its own under either level."""
    here, there = pair.passed.picture, pair.found.picture
    return (
        bool(here and there)
        and here["document_score"] == there["document_score"]
        and here["lead_log_odds"] <= 0
        and there["lead_from"] != "both"
    )


def _police_card(pair: Pair) -> bool:
    """Whether the police knew the front company, driver or courier, and members or a case beside."""
    held = pair.passed.picture
    return bool(
        held["police_entity"] and (held["police_members"] or held["case_opened"] is not None)
    )


TESTS: dict[str, Callable[[Pair, float], bool]] = {
    "two facts met": lambda p, big: p.met,
    "a wall can be named": lambda p, big: p.passed.barrier in WALLS,
    "the wall has a day": lambda p, big: (
        p.passed.barrier_day is not None and p.passed.barrier_day >= 0
    ),
    "the bridge has a day": lambda p, big: _read(p.found),
    "below and above the threshold": lambda p, big: (
        bool(p.passed.picture and p.found.picture)
        and _score(p.passed.picture) < p.passed.picture["threshold_log_odds"]
        and _score(p.found.picture) >= p.found.picture["threshold_log_odds"]
    ),
    "customs saw the same": lambda p, big: _alone(p),
    "arrived on the same day": lambda p, big: p.first.arrived == p.second.arrived,
    "customs' card is full": lambda p, big: (
        bool(p.passed.picture) and p.passed.picture["document_score"] > 1.0
    ),
    "the police's card is full": lambda p, big: bool(p.passed.picture) and _police_card(p),
    "its find opened the next": lambda p, big: any(
        line.says == "gave_away" and line.facts["found"] for line in p.found.lines
    ),
    "few steps": lambda p, big: max(map(steps_of, (p.first, p.second))) <= MOST_STEPS,
    "big goods": lambda p, big: p.first.value_eur >= big,
}
"""What speaks for a story, each worth one point. A rule of telling, not of the model: it chooses what
a class is shown, and it looks in both directions alike."""
