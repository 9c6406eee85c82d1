"""How the services stand to each other: traits in force, trust, arrangements that lapse."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from borderSim.model.state.arrangements import Arrangements, setup_lag
from borderSim.model.state.joint_teams import JointTeams
from borderSim.model.state.ramp import Ramp
from borderSim.model.state.random_streams import generator
from borderSim.model.state.routes import Routes
from borderSim.model.state.shared_assets import SharedAssets
from borderSim.model.state.terms import Terms, better_channel
from borderSim.parameters.scenario import Partnership, Scenario, Traits
from borderSim.scenario.transition import RAMP, way

GroupKey = tuple[str, tuple[str, ...]]
"""Level of a post set apart (empty: the country's), and the instruments for which it has a picture of its own."""
COUNTRY: GroupKey = ("", ())


class Cooperation:
    """Traits by group of posts, trust by pair of units, arrangements that are alive.

    Attributes (G groups, P posts, U police units):
        traits: traits of each group's level; group 0 is the country's, others belong to posts set
            apart.
        ramps: by level of posts set apart (empty: the country's), how far it has come into force.
        present: traits to which a lapsed arrangement falls back.
        group_of_post: (P,); posts_of_group, routes_of_group: indices of each group's posts and
            routes. trust: (P, U) in [0, 1]. lapsed_until: (U,) day.
        arrangements: the instruments beside the traits.
        joint_teams: which there are; shared_assets: confiscated money that pays officers.
    """

    def __init__(self, scenario: Scenario, routes: Routes, seed: int) -> None:
        self.posts, self._post_of_route = routes.posts, routes.post
        self.units = scenario.police.units
        self.arrangements = Arrangements(seed)
        self.joint_teams, self.shared_assets = JointTeams(), SharedAssets()
        self.trust = np.zeros((len(self.posts), self.units))
        self.lapsed_until = np.zeros(self.units, dtype=np.int64)
        self.rotation_day = generator(seed, "rotation").integers(
            0, 365, size=(len(self.posts), self.units)
        )
        self.keys: list[GroupKey] = []
        self.ramps: dict[str, Ramp] = {}
        self._apart: list[str] = []
        self.enact(scenario, day=0, first_day=scenario.burn_in_days, in_burn_in=True)
        self.trust[:] = self.set_point()

    def enact(self, scenario: Scenario, *, day: int, first_day: int, in_burn_in: bool) -> list[int]:
        """Put a scenario's traits and instruments in force, or on their way.

        Returns:
            For every new group, the old group whose picture it takes over.
        """
        old = list(self.keys)
        self.scenario = scenario
        self.arrangements.enact(
            scenario, self.posts, day=day, first_day=first_day, in_burn_in=in_burn_in
        )
        apart = [scenario.posts[name].partnership or "" for name in self.posts]
        mine = [(level, self.arrangements.signature(p)) for p, level in enumerate(apart)]
        self.keys = [COUNTRY, *sorted(set(mine) - {COUNTRY})]
        self.present, self._apart_present = scenario.present.traits, scenario.present.apart
        self._set_out(apart, in_burn_in=in_burn_in)
        self.traits: list[Traits] = [self.ramps[level].traits for level, _ in self.keys]
        self.divide(np.array([self.keys.index(key) for key in mine], dtype=np.int64))
        self.post_of_group = [mine.index(key) if key in mine else None for key in self.keys]
        self._by_instruments: dict[tuple[int | str, ...], tuple[Traits, Scenario, Terms]] = {}
        self.changed()
        levels = {level: i for i, (level, _) in reversed(list(enumerate(old)))}
        return [
            0,
            *[old.index(key) if key in old else levels.get(key[0], 0) for key in self.keys[1:]],
        ]

    def divide(self, group_of_post: NDArray[np.int64]) -> None:
        """Divide the posts, (P,), and with them the routes, among the groups."""
        groups, of_route = range(len(self.traits)), group_of_post[self._post_of_route]
        self.group_of_post = group_of_post
        self.posts_of_group = [np.flatnonzero(group_of_post == g) for g in groups]
        self.routes_of_group = [np.flatnonzero(of_route == g) for g in groups]

    def _set_out(self, apart: list[str], *, in_burn_in: bool) -> None:
        """Begin the ways to new levels: of the country, and of posts set apart.

        Those under way go on.
        """
        s, old, before = self.scenario, self.ramps, self._apart
        national = s.present if in_burn_in else s.partnership
        levels = {"": national, **{label: s.levels[label] for label in apart if label}}
        self.ramps = {}
        for label, level in levels.items():
            came_from = label if label in old else before[apart.index(label)] if before else ""
            now = old.get(came_from)
            if now is None or in_burn_in:
                self.ramps[label] = Ramp.there(level, way(level.traits, level.traits))
            elif now.level.traits == level.traits:
                self.ramps[label] = now if label == came_from else copy.copy(now)
                self.ramps[label].level = level
            else:
                new = way(
                    now.traits, level.traits, s.dials, None if label else s.levers, now.places
                )
                days = new.days * setup_lag(s) if s.transition == RAMP else 0.0
                self.ramps[label] = Ramp(
                    level, new, days, willing=self._willing(level), paid=now.paid
                )
        self._apart = apart

    def _willing(self, level: Partnership) -> bool:
        a = self.arrangements
        return a.will >= level.needs_will and a.mandate >= level.needs_mandate

    def pass_day(self) -> bool:
        """Let levels go on their way.

        Return whether traits, or what falls due for them, have changed.
        """
        back = self.scenario.governance.walk_back
        moved = [
            r.pass_day(willing=self._willing(r.level), walk_back=back) for r in self.ramps.values()
        ]
        if any(moved):
            self._set_point = None
            self.traits = [self.ramps[level].traits for level, _ in self.keys]
        return any(moved)

    def due(self) -> list[float]:
        """Return the set-up of each group's level that falls due, EUR a day, for the officers for whom costs are stated."""
        return [self.ramps[level].due for level, _ in self.keys]

    def changed(self) -> None:
        """Forget the terms worked out so far: what is in force has changed."""
        self._terms: dict[tuple[int, int, str, bool], tuple[Traits, Terms]] = {}
        self._limited: dict[tuple[int, int | None, str], list[int]] = {}
        self._by_channel: dict[tuple[int, int], tuple[Traits, Traits]] = {}
        self._set_point: np.ndarray | None = None

    def terms(
        self, group: int, unit: int, day: int, good: int | None = None, kind: str = ""
    ) -> Terms:
        """Return what holds between a group of posts and a police unit on a day.

        Args:
            group: of posts.
            unit: of the police.
            day: today.
            good: index of the commodity concerned (None: what holds for all).
            kind: kind of item that is to cross (empty: none).
        """
        return self._found(group, good, kind, lapsed=day < int(self.lapsed_until[unit]))

    def _found(self, group: int, good: int | None, kind: str, *, lapsed: bool) -> Terms:
        """Return terms that were worked out before, as long as nothing has changed."""
        key = (group, -1 if good is None else good, kind, lapsed)
        own = self.present if lapsed else self.traits[group]
        found = self._terms.get(key)
        if found is None or found[0] is not own:
            apart = self._apart_present if lapsed else self.ramps[self.keys[group][0]].apart
            found = self._terms[key] = (own, self._under(own, apart, group, good, kind))
        return found[1]

    def _under(
        self, own: Traits, apart: Mapping[str, Traits], group: int, good: int | None, kind: str
    ) -> Terms:
        """Work out terms; those of a set of live instruments are remembered as long as the scenario is in force."""
        live = self.arrangements.at(None if group == 0 else self.post_of_group[group], good)
        key = (*live, kind)
        known = self._by_instruments.get(key)
        if known is None or known[0] is not own or known[1] is not self.scenario:
            terms = Terms.of(self.scenario, own, apart).under(
                [self.arrangements.instruments[i] for i in live], kind
            )
            known = self._by_instruments[key] = (own, self.scenario, terms)
        return known[2]

    def in_force(self, group: int, unit: int, day: int) -> Traits:
        """Traits between a group of posts and a police unit on a day."""
        return self.terms(group, unit, day).traits

    def of_group(self, group: int) -> Terms:
        """Return what holds for a group of posts whose arrangement with the police is alive."""
        return self._found(group, None, "", lapsed=False)

    def share_alive(self, day: int) -> float:
        """Share of the police units with which the arrangement is alive."""
        return int(np.count_nonzero(self.lapsed_until <= day)) / len(self.lapsed_until)

    def limited_channels(self, group: int, good: int | None, kind: str) -> list[int]:
        """Return live instruments whose channel carries a kind of item, as far as they have capacity left today."""
        a = self.arrangements
        if not a.names:
            return []
        key = (group, good, kind)
        found = self._limited.get(key)
        if found is None:
            here = a.at(None if group == 0 else self.post_of_group[group], good)
            channels = [(i, a.instruments[i].gives.channel) for i in here]
            found = self._limited[key] = [
                i
                for i, c in channels
                if c is not None and c.items_per_day is not None and kind in c.carries
            ]
        return [i for i in found if a.credit[i] >= 1.0]

    def by_channel(self, traits: Traits, i: int) -> Traits | None:
        """Return traits of sharing by the channel of a live instrument, None where it has none."""
        found = self._by_channel.get((id(traits), i))
        if found is None or found[0] is not traits:
            instrument = self.arrangements.instruments[i]
            channel = instrument.gives.channel
            if channel is None:
                return None
            other = dataclasses.replace(
                traits, **better_channel(vars(traits), channel, fidelity=instrument.double_access)
            )
            found = self._by_channel[id(traits), i] = traits, other
        return found[1]

    def granted_access(self, post: int | None = None) -> frozenset[str]:
        """Return the information systems that live instruments open to customs at a post, or in the whole country."""
        return self.arrangements.access(post) if self.arrangements.names else frozenset()

    def set_point(self) -> np.ndarray:
        """(P, 1) set-point that the trust of each post moves to."""
        if self._set_point is None:
            by_group = [self.of_group(g).traits.trust_set_point for g in range(len(self.traits))]
            by_post = np.array(by_group, dtype=np.float64)[self.group_of_post]
            self._set_point = by_post[:, None]
        return self._set_point

    def settle_trust(self, before: np.ndarray) -> None:
        """Let trust stand as it would after years under what is in force: about its own set-point.

        Trust keeps its place relative to the set-point, so that a level like the one before moves
        nothing, and one that came to its set-point before stands at its new one.

        Args:
            before: (P, 1) set-points of what was in force, above 0.
        """
        now = self.set_point()
        self.trust = np.where(
            now == before, self.trust, np.minimum(self.trust * (now / before), 1.0)
        )

    def relative_trust(self, group: int, unit: int | None = None) -> float:
        """Trust of a group as a part of the set-point of its level, at most 1: more than that is a reserve."""
        mine = self.posts_of_group[group]
        if not len(mine):
            return 1.0
        trust = self.trust[mine] if unit is None else self.trust[mine, unit]
        return min(1.0, float(trust.sum()) / trust.size / self.traits[group].trust_set_point)

    def move(self, post: int | None, unit: int, change: float) -> None:
        """Move trust of one post (or of all) and a police unit, within [0, 1]."""
        rows = slice(None) if post is None else post
        self.trust[rows, unit] = np.minimum(np.maximum(self.trust[rows, unit] + change, 0.0), 1.0)
