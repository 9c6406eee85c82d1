"""How the services stand to each other: traits in force, trust, arrangements that lapse."""

from __future__ import annotations

import mesa
import numpy as np

from borderSim.scenario.schema import Scenario, Traits
from borderSim.world.routes import Routes
from borderSim.world.streams import generator


class CustomsUnit(mesa.Agent):
    """The customs officers of a post: they rank, check, open and seize there.

    Reads ``posts.<name>``, ``modes.*`` and ``customs.*``; knows what customs holds (leads,
    beliefs), never the truth.
    """

    def __init__(self, model: mesa.Model, name: str, index: int, kind: str) -> None:
        super().__init__(model)
        self.name, self.index, self.kind = name, index, kind


class PoliceUnit(mesa.Agent):
    """Investigators who work cases on organisations in teams.

    Reads ``police.*`` and ``investigation.*``; knows the members, entities and evidence that
    its sources and cases brought, some of it wrong.
    """

    def __init__(self, model: mesa.Model, index: int, investigators: float) -> None:
        super().__init__(model)
        self.index, self.investigators = index, investigators


class Relations:
    """Traits by group of posts, trust by pair of units, and whether arrangements are alive.

    Attributes (G groups, P posts, U police units):
        traits: traits of each group; group 0 is the country's, others belong to posts set apart.
        present: traits to which a lapsed arrangement falls back.
        group_of_post: (P,). trust: (P, U) in [0, 1]. lapsed_until: (U,) day.
    """

    def __init__(self, scenario: Scenario, routes: Routes, seed: int) -> None:
        self.posts = routes.posts
        self.units = scenario.police.units
        self.trust = np.zeros((len(self.posts), self.units))
        self.lapsed_until = np.zeros(self.units, dtype=np.int64)
        self.rotation_day = generator(seed, "rotation").integers(0, 365, size=(len(self.posts), self.units))
        self.keys: list[str] = []
        self.enact(scenario, in_burn_in=True)
        self.trust[:] = self.set_point()

    def enact(self, scenario: Scenario, *, in_burn_in: bool) -> list[int]:
        """Put a scenario's traits in force.

        Returns:
            For every new group, the old group whose picture it takes over.
        """
        old = list(self.keys)
        apart = {name: scenario.posts[name].partnership for name in self.posts}
        keys = sorted({k for k in apart.values() if k is not None})
        national = scenario.present if in_burn_in else scenario.partnership
        self.present = scenario.present.traits
        self.traits: list[Traits] = [national.traits, *[scenario.levels[k].traits for k in keys]]
        self.keys = keys
        self.group_of_post = np.array(
            [0 if apart[n] is None else 1 + keys.index(str(apart[n])) for n in self.posts], dtype=np.int64
        )
        return [0, *[1 + old.index(k) if k in old else 0 for k in keys]]

    def set_point(self) -> np.ndarray:
        """(P, 1) trust set-point of each post's group."""
        return np.array([self.traits[g].trust_set_point for g in self.group_of_post])[:, None]

    def in_force(self, group: int, unit: int, day: int) -> Traits:
        """Traits between a group of posts and a police unit on a day."""
        return self.present if day < self.lapsed_until[unit] else self.traits[group]

    def relative_trust(self, group: int, unit: int | None = None) -> float:
        """Trust of a group as a part of its set-point, at most 1."""
        mine = self.group_of_post == group
        if not mine.any():
            return 1.0
        trust = self.trust[mine] if unit is None else self.trust[mine, unit]
        return min(1.0, float(trust.mean()) / self.traits[group].trust_set_point)

    def granted_access(self, post_index: int | None = None) -> frozenset[str]:
        """Names of the information systems to which customs was granted direct access, at a post or (None) everywhere."""
        return frozenset()

    def move(self, post: int | None, unit: int, change: float) -> None:
        """Move trust of one post (or of all) and a police unit, within [0, 1]."""
        rows = slice(None) if post is None else post
        self.trust[rows, unit] = np.minimum(np.maximum(self.trust[rows, unit] + change, 0.0), 1.0)
