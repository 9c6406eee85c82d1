"""How the networks of organisations differ: mean degree, reach of the hub, cohesion of crews.

The numbers are fitted to published covert networks by ``borderSim.calibration.network_fit``, which
also writes the table in ``docs/networks.md``; a test repeats a part of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

CREW_SIZES = (3, 9)
"""Smallest and largest crew, all equally likely.

Assumption: what lets cohesion reach the highest published clustering.
"""
CORE_SIZES = (1, 3)
"""Fewest and most brokers of the core (of the research notes on covert networks: one to three)."""


@dataclass(frozen=True)
class Shape:
    """Distribution of the form of a network over organisations, both quantities on the logit scale.

    Attributes:
        reach_mean, reach_sd: share of all others whom the hub knows.
        cohesion_mean, cohesion_sd: share of ties beyond the spanning ones that close crews.
    """

    reach_mean: float
    reach_sd: float
    cohesion_mean: float
    cohesion_sd: float


SHAPES = {
    "efficient": Shape(1.17, 0.79, 0.51, 1.17),
    "secure": Shape(-1.00, 0.79, 0.51, 1.17),
    "mixed": Shape(0.63, 1.42, 0.51, 1.17),
}
"""Fitted, see the module's description.

``efficient``: one hub whom most know; ``secure``: cells without one.
"""


@dataclass(frozen=True)
class Form:
    """The form of one network.

    Attributes:
        mean_degree: mean number of ties of a member.
        reach: share of all others whom the hub knows.
        cohesion: share of ties beyond the spanning ones that close crews.
    """

    mean_degree: float
    reach: float
    cohesion: float


def draw_form(shape: Shape, mean_degree: float, spread: float, rng: np.random.Generator) -> Form:
    """Draw the form of one organisation's network.

    Args:
        shape: distribution of reach and cohesion.
        mean_degree: median over organisations.
        spread: standard deviation of its logarithm over organisations.
        rng: source of three normal variates.
    """
    z = rng.standard_normal(3)
    return Form(
        mean_degree * float(np.exp(spread * z[0])),
        float(expit(shape.reach_mean + shape.reach_sd * z[1])),
        float(expit(shape.cohesion_mean + shape.cohesion_sd * z[2])),
    )
