"""One shipment of a seed, told under the levels that are compared, without a stored result."""

from __future__ import annotations

from borderSim.classroom.stories.one_seed import Asked, runs
from borderSim.measures.chronicle import Chronicle
from borderSim.report.stories.story import Told, side_by_side


def one_shipment(asked: Asked, load: int) -> Told:
    """Simulate a seed under its levels and tell one shipment side by side.

    Args:
        asked: scenarios and seed, two or three levels.
        load: number of the shipment under the first level.

    Raises:
        InputError: there is no such load, or there are too many levels.
    """
    chronicles = {level: Chronicle(result.events) for level, result in runs(asked).items()}
    return side_by_side(chronicles, load, scenario=asked.present.name, seed=asked.seed)
