"""What the police know, and their case files: never the truth, which stands in :mod:`borderSim.model.state.traffickers`."""

from __future__ import annotations

import numpy as np

from borderSim.model.state.cases import Cases
from borderSim.model.state.grades import Grades
from borderSim.model.state.intelligence import Item
from borderSim.model.state.unlinked import Unlinked
from borderSim.parameters.scenario import Scenario


class Police:
    """The police's picture of the organisations (O slots, M places for members, E entities true and false).

    Attributes:
        cases: open cases and files; lab: evidence by the day on which the laboratory's answer comes
            (slot, place, evidence, and by whose draws the holder of the place is told).
        finds_to_file: finds of customs that reached the police and are not filed yet.
        unlinked: finds and entities from customs that were linked to no file and wait.
        known_members: (O, M) bool; evidence: (O, M) pieces against each.
        known_entities: (O, E) bool; told_by_customs: (O, E) bool, they know it from customs.
        said: (O, E) reliability that customs claimed for an entity which no case has looked at yet,
            else 0; grades: what came of such news.
        informant: (O,) bool, they have one in the organisation.
    """

    def __init__(self, slots: int, width: int, entities: int) -> None:
        self.cases = Cases(slots)
        self.lab: dict[int, list[tuple[int, int, float, float]]] = {}
        self.finds_to_file: list[Item] = []
        self.unlinked: list[Unlinked] = []
        self.known_members = np.zeros((slots, width), dtype=bool)
        self.evidence = np.zeros((slots, width))
        self.known_entities = np.zeros((slots, 2 * entities), dtype=bool)
        self.told_by_customs = np.zeros((slots, 2 * entities), dtype=bool)
        self.said = np.zeros((slots, 2 * entities))
        self.grades = Grades(1)
        self.informant = np.zeros(slots, dtype=bool)

    @staticmethod
    def false_share(scenario: Scenario) -> float:
        """Share of false entities held, such that they are ``false_link_share`` of all held."""
        f = scenario.police.false_link_share
        return min(0.95, scenario.police.known_entity_share * f / (1.0 - f))
