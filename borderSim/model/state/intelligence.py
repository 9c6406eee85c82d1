"""Items of intelligence, what customs holds of them, and the post that carries them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Literal

import numpy as np

from borderSim.model.state.consignments import Load
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.routes import Routes
from borderSim.model.state.scores import SHIFT_STEP, SHIFTS, STEP
from borderSim.parameters.scenario import Scenario

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
        detail: per detail (entity, window, origin), whether it survived.
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


def match_weight(reliability: Floats, scenario: Scenario, believed_organisations: int) -> Floats:
    """Return the log-odds that a match with a lead of this reliability adds: ``ln((r k p + (1 - r) e) / e)``, at least 0.

    Args:
        reliability: r, chance that the lead is true.
        scenario: gives e, the share of lawful traffic that matches a lead, and k, the share of a
            group's loads that use one entity.
        believed_organisations: how many organisations customs reckons with, p = 1 / number.
    """
    e = max(scenario.traffic.lead_match_share, 1e-12)
    k, p = scenario.traffickers.entity_share, 1.0 / max(1, believed_organisations)
    return np.maximum(np.log((reliability * k * p + (1 - reliability) * e) / e), 0.0)


def tip_weight(reliability: float, scenario: Scenario, share_matched: float) -> float:
    """Return the log-odds that a match with a tip adds.

    Args:
        reliability: chance that the tip is true.
        scenario: gives the part of a tip's window that falls on the load.
        share_matched: share of lawful traffic that the tip matches.
    """
    r, p, e = reliability, scenario.intelligence.tip_concentration, max(share_matched, 1e-12)
    return max(0.0, float(np.log((r * p + (1 - r) * e) / e)))


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

    def regroup(self, groups: int) -> None:
        """Let the country have what is addressed to a group of posts that is there no more: only ``groups`` are."""
        for item in (
            *(item for items in self._by_day.values() for item in items),
            *self.desk,
            *self.recent,
        ):
            if item.group >= groups:
                item.group = 0


class Leads:
    """What customs holds on entities, by group of posts that share one picture.

    Attributes (G groups, O slots, E entities true and false):
        reliability: (G, O, E) at the day of the lead, 0 for none; day: (G, O, E).
        generation: (G, O, E) of the entity that the lead names.
        weight: (G, O, E) log-odds that a match adds today.
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
        self.weight = np.zeros(shape)
        self.changed = True

    def regroup(self, sources: list[int]) -> None:
        """Rearrange the groups: group i of the new arrangement starts from the old ``sources[i]``."""
        for name in ("reliability", "day", "generation", "own", "told", "weight"):
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
    ) -> None:
        """Take in a lead: what is held has faded.

        An independent one on the same entity strengthens it.
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
        self.reliability[at], self.day[at], self.generation[at] = new, day, generation
        self.changed = True

    def refresh(
        self, scenario: Scenario, day: int, believed_organisations: int, grades: Floats
    ) -> None:
        """Recompute the weights (:func:`match_weight`) from reliabilities faded by age and graded by source.

        Args:
            scenario: parameters in force.
            day: today.
            believed_organisations: how many organisations customs reckons with.
            grades: (G,) factor on what the police's word is worth (:mod:`.grades`).
        """
        fade = 0.5 ** ((day - self.day) / self.half_life_days)
        r = np.minimum(
            self.reliability * fade * np.where(self.own, 1.0, grades[:, None, None]), 1.0
        )
        r = np.where(r < FADED, 0.0, r)
        self.weight = match_weight(r, scenario, believed_organisations)
        self.changed = False

    def false_matches(
        self, share: float, routes: Routes, group_of_post: np.ndarray, is_home: np.ndarray
    ) -> Floats:
        """Share of lawful traffic that matches leads, by route and bin of weight, (R, SHIFTS).

        Args:
            share: lawful traffic that matches one lead.
            routes: the routes.
            group_of_post: (P,) group of each post.
            is_home: (O, R) whether a route is of the mode in which the organisation's entities
                work.
        """
        matches = np.zeros((routes.n, SHIFTS))
        group_of_route = group_of_post[routes.post]
        bins = np.minimum(np.rint(self.weight / (SHIFT_STEP * STEP)).astype(np.int64), SHIFTS - 1)
        group, slot, entity = bins.nonzero()
        if not len(group):
            return matches
        bin_, groups, slots = bins[group, slot, entity], bins.shape[0], bins.shape[1]
        top = int(bin_.max())
        count = np.bincount(
            (bin_ * groups + group) * slots + slot, minlength=(top + 1) * groups * slots
        )
        by_route = count.reshape(top + 1, groups, slots)[1:] @ is_home
        matches[:, 1 : top + 1] = share * by_route[:, group_of_route, np.arange(routes.n)].T
        return matches
