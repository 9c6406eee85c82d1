"""Finds and entities that customs told the police of and that nobody could link to a file yet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borderSim.model.state.intelligence import Item
from borderSim.model.state.random_streams import Floats


@dataclass(slots=True)
class Unlinked:
    """One that waits.

    Attributes:
        item: the find, or the news of an entity; since: day on which it came.
        contacts: places of those tied to its courier on that day, none for an entity.
        known: how many of them the police knew then: whoever they learn of later is a new detail.
        uniforms: its own, by :class:`.draw_columns.LinkDraw`, the same at every try.
    """

    item: Item
    since: int
    contacts: NDArray[np.intp]
    known: int
    uniforms: Floats
