"""A hit in an information system, on its way to whoever asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from borderSim.model.state.consignments import Load
from borderSim.parameters.scenario import InformationSystem

Fate = Literal["validated", "late", "false"]


@dataclass(slots=True)
class Answer:
    """One hit, or several alike in lawful traffic.

    Attributes:
        name, system: which system answers; fate: what the hit turns out to be; number: how many.
        load: the load of an organisation; slot: organisation, -1 for lawful traffic.
        candidates: members whom an answer on a case may name; many: how many of them it does.
        cause: id of the event of the query.
    """

    name: str
    system: InformationSystem
    fate: Fate
    number: int = 1
    load: Load | None = None
    slot: int = -1
    candidates: tuple[int, ...] = ()
    many: int = 0
    cause: int = -1
