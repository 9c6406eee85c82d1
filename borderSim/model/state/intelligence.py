"""Items of intelligence, what customs holds of them, and the post that carries them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from borderSim.model.kernels.leads import (
    by_bayes,
    find_held,
    find_others,
    lay_out,
    look_up,
    note_weights,
    odds,
    times_as_likely,
)
from borderSim.model.state.consignments import Load
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.routes import Routes
from borderSim.model.state.scores import BIN_WIDTH, MOST_WEIGHT, SHIFTS
from borderSim.parameters.scenario import Scenario

Ints = NDArray[np.int64]

FADED = 0.15
"""Reliability below which customs drops a lead; assumption."""

RECENT = 20
"""How many of the last shared items are remembered, for a leak of them; technical."""

Kind = Literal["entity", "tip", "find"]


@dataclass(slots=True)
class Item:
    """One piece of news on its way from one service to the other.

    Attributes:
        kind: an entity, a tip on one load, or a find; to_police: direction.
        group: sharing group of posts that receives or sends it; unit: police unit concerned.
        organisation, entity, generation: what it is about; reliability: chance that it is true.
        from_customs: customs is its true origin (guards against circular reporting).
        created: day; load: the load of a tip or find; evidence: part of the evidence kept.
        detail: per detail (entity, window, origin), whether it survived. Of news of an entity these
            are its number, its name, and where the news came from.
        cause: id of the event that caused it; withheld: a find that shows that the police had known
            and not said;
            own_case: the team of the case was there, so that nobody need ask whose file it belongs to.
    """

    kind: Kind
    to_police: bool
    group: int
    unit: int
    organisation: int
    entity: int
    generation: int
    reliability: float
    from_customs: bool
    created: int
    load: Load | None = None
    evidence: float = 1.0
    detail: tuple[bool, bool, bool] = (True, True, True)
    cause: int = -1
    withheld: bool = False
    own_case: bool = False


def match_weight(
    reliability: Floats, scenario: Scenario, believed_organisations: int, matched: Floats
) -> Floats:
    """Return the log-odds that a match with a lead adds: ``ln((r k p + (1 - r) e) / e)``, 0 to ``MOST_WEIGHT``.

    Args:
        reliability: r, chance that the lead is true.
        scenario: gives k, the share of a group's loads that use one entity.
        believed_organisations: how many organisations customs reckons with, p = 1 / number.
        matched: e, the share of lawful traffic that matches the lead.
    """
    return _log_ratio(reliability, named_share(scenario, believed_organisations), matched)


def named_share(scenario: Scenario, believed_organisations: int) -> float:
    """Return k p, the share of all loads that a true lead names (:func:`match_weight`)."""
    k, p = scenario.traffickers.entity_share, 1.0 / max(1, believed_organisations)
    return k * p


def _log_ratio(reliability: Floats, concentration: float, matched: Floats) -> Floats:
    times = times_as_likely(reliability, concentration, matched)
    return np.minimum(np.log(times), MOST_WEIGHT)


def doubted(reliability: Floats, doubt: Floats) -> Floats:
    """Reliability after checks that would have found so much and found nothing: ``r e^-k / (1 - r + r e^-k)``.

    Bayes' rule for no event of a Poisson number that has mean ``doubt`` if the lead is true, and 0
    if it is not.
    """
    return by_bayes(reliability, np.exp(-doubt))


def tip_weight(reliability: float, scenario: Scenario, share_matched: float) -> float:
    """Return the log-odds that a match with a tip adds.

    Args:
        reliability: chance that the tip is true.
        scenario: gives the part of a tip's window that falls on the load.
        share_matched: share of lawful traffic that the tip matches.
    """
    p = scenario.intelligence.tip_concentration
    return float(_log_ratio(np.full(1, reliability), p, np.full(1, share_matched))[0])


class Mail:
    """Items under way, by the day on which they arrive, and the vetting desk of customs.

    The last that were shared.
    """

    def __init__(self) -> None:
        self._by_day: dict[int, list[Item]] = {}
        self._closed = -1
        self.desk: list[Item] = []
        self.recent: deque[Item] = deque(maxlen=RECENT)

    def send(self, item: Item, arrives: int) -> None:
        """Put an item on its way; once today's post is out, the earliest arrival is tomorrow."""
        self._by_day.setdefault(max(arrives, self._closed + 1), []).append(item)

    def delivered(self, day: int) -> list[Item]:
        """Take the items that arrive on a day."""
        self._closed = day
        return self._by_day.pop(day, [])

    def items(self) -> list[Item]:
        """Return every item that is held: under way, on the desk of customs, shared of late (some are twice there)."""
        under_way = (item for items in self._by_day.values() for item in items)
        return [*under_way, *self.desk, *self.recent]


class Leads:
    """What customs holds on entities, by group of posts that share one picture.

    Attributes (G groups, O slots, E entities true and false):
        reliability: (G, O, E) at the day of the lead, 0 for none; day: (G, O, E).
        generation: (G, O, E) of the entity that the lead names.
        weight: (G, O, E) log-odds that a match adds today; matched: (G, O, E) share of the lawful
            traffic of its mode that matches; matched_for: (G, O, E) what each named when that was
            worked out, see :func:`.kernels.leads.find_others`.
        number: (G, O, E) bool, the number of the entity is known; else only its name.
        doubt: (G, O, E) finds that checks on the lead would have made by now if it is true, since
            the last one.
        own, told: (G, O, E) bool, customs' own knowledge, the police's word is part of it.
    """

    def __init__(self, groups: int, slots: int, entities: int, half_life_days: float) -> None:
        shape = (groups, slots, entities)
        self.half_life_days = half_life_days
        self.reliability = np.zeros(shape)
        self.day = np.zeros(shape, dtype=np.int64)
        self.generation = np.zeros(shape, dtype=np.int64)
        self.own = np.zeros(shape, dtype=bool)
        self.told = np.zeros(shape, dtype=bool)
        self.number = np.zeros(shape, dtype=bool)
        self.doubt = np.zeros(shape)
        self.weight = np.zeros(shape)
        self.matched = np.zeros(shape)
        self.matched_for = np.full(shape, -1, dtype=np.int64)
        self._traffic: tuple[float, ...] = ()
        self.changed = True

    def regroup(self, sources: list[int]) -> None:
        """Rearrange the groups: group i of the new arrangement starts from the old ``sources[i]``."""
        for name in (
            *("reliability", "day", "generation", "own", "told", "number", "doubt"),
            *("weight", "matched", "matched_for"),
        ):
            setattr(self, name, getattr(self, name)[sources].copy())
        self.changed = True

    def learn(
        self,
        group: int,
        o: int,
        e: int,
        generation: int,
        reliability: float,
        day: int,
        *,
        own: bool,
        independent: bool,
        number: bool = True,
        found: bool = False,
    ) -> None:
        """Take in a lead: what is held has faded.

        An independent one on the same entity strengthens it. A number that is known stays known.

        Args:
            group: of posts.
            o: slot.
            e: column of the entity.
            generation: of the entity.
            reliability: chance that the lead is true.
            day: today.
            own: customs' own knowledge.
            independent: of what is held already.
            number: the entity's number came with it; else it is a name.
            found: something was found with the entity: what fruitless checks told is answered.
        """
        at = (group, o, e)
        same = self.generation[at] == generation and self.reliability[at] > 0
        old = (
            float(self.reliability[at]) * 0.5 ** ((day - int(self.day[at])) / self.half_life_days)
            if same
            else 0.0
        )
        new = 1.0 - (1.0 - old) * (1.0 - reliability) if independent else max(old, reliability)
        self.own[at] = own or (bool(self.own[at]) and same)
        self.told[at] = not own or (bool(self.told[at]) and same)
        self.number[at] = number or (bool(self.number[at]) and same)
        self.doubt[at] = float(self.doubt[at]) if same and not found else 0.0
        self.reliability[at], self.day[at], self.generation[at] = new, day, generation
        self.changed = True

    def held(self) -> tuple[Ints, Ints, Ints]:
        """Group, slot and column of all leads that are held."""
        return find_held(self.reliability)

    def unmatched(self, *traffic: float) -> tuple[Ints, Ints, Ints]:
        """Group, slot and column of the leads whose share of traffic is to be worked out: others than before, or new.

        They are taken for worked out from now on: who asks writes into ``matched``.

        Args:
            traffic: numbers that change with lawful traffic; if they do, it is all of them.
        """
        if traffic != self._traffic:
            self._traffic = traffic
            self.matched_for[:] = -1
        return find_others(self.reliability, self.generation, self.number, self.matched_for)

    def refresh(
        self, scenario: Scenario, day: int, believed_organisations: int, grades: Floats
    ) -> None:
        """Recompute the weights (:func:`match_weight`) from reliabilities faded by age, graded by source, and doubted.

        Args:
            scenario: parameters in force.
            day: today.
            believed_organisations: how many organisations customs reckons with.
            grades: (G,) factor on what the police's word is worth (:mod:`.grades`).
        """
        group, slot, column, claimed, age, factor, against = look_up(
            self.reliability, self.day, self.doubt, self.own, grades, day, self.half_life_days
        )
        at = group, slot, column
        named = named_share(scenario, believed_organisations)
        kept = np.exp(against)
        times = odds(*at, claimed, 0.5**age, factor, kept, FADED, named, self.matched)
        note_weights(*at, np.log(times), MOST_WEIGHT, self.weight)
        self.changed = False

    def false_matches(
        self, routes: Routes, group_of_post: Ints, profile: Ints, is_home: NDArray[np.bool_]
    ) -> Floats:
        """Share of lawful traffic that matches leads, by route and bin of weight, (R, SHIFTS).

        Args:
            routes: the routes.
            group_of_post: group of each post.
            profile: (O,) of the organisation in each slot.
            is_home: (profiles, R) whether a route is of the mode in which the entities of a profile
                work.
        """
        where, into = lay_out(
            self.reliability,
            self.weight,
            self.matched,
            profile,
            is_home,
            group_of_post[routes.post],
            BIN_WIDTH,
            SHIFTS,
        )
        matches: Floats = where.T @ into
        matches[:, 0] = 0.0
        return matches
