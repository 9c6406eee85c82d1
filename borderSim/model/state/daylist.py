"""The lists of a day: what was selected for a check, in aggregate and load by load."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borderSim.model.state.consignments import Load
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.sampling import Checked


@dataclass(slots=True)
class DayList:
    """What was selected on a day: aggregate and load by load.

    Attributes:
        checked: lawful units and opportunists selected by rank.
        random_units: (R,) lawful units selected at random. capacity: (R,) checks possible.
        hours: (R,) officer hours at hand (own and lent). lent: (R,) of these, brought or lent by
            others; given: (R,) own ones that went elsewhere. slots: (R,) machine checks at hand.
        targeted, at_random: loads of organisations selected by rank, at random.
        passed: loads that crossed unchecked.
    """

    checked: Checked
    random_units: NDArray[np.int64]
    capacity: NDArray[np.int64]
    hours: Floats
    lent: Floats
    given: Floats
    slots: Floats
    targeted: list[Load]
    at_random: list[Load]
    passed: list[Load]
