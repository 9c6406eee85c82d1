"""Levels that are uncertain themselves: each trait drawn within one level of its own.

So that a bad fourth level and a good second one are met. A trait at -1 is that of the level
below, at 1 that of the level above, moved in between as the dials move it; the lowest and the
highest level move to one side only. Costs are multiplied (0.3 to 3, an assumption).
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from typing import Any

from borderSim.errors import InputError
from borderSim.parameters.scenario import CostParts, Directed, Partnership, Scenario, Traits
from borderSim.scenario.dials import anchors, at_dials
from borderSim.scenario.levels import without_stale_sources

COSTS = ("setup_cost_eur", "running_cost_eur")
COST = "cooperation_cost_factor"
COST_RANGE = (0.3, 3.0)
UNMOVED = (*COSTS, "months_to_reach")

Draw = Mapping[str, float]
"""Trait (or :data:`COST`) to a share from 0 to 1; one half leaves it as it is."""


def columns(levels: Sequence[str], place: str) -> list[tuple[str, str]]:
    """Return (level, trait) of everything that is drawn.

    Raises:
        InputError: a level that does not stand on the dials.
    """
    placed = [anchor.name for anchor in anchors()]
    for level in levels:
        if level not in placed:
            raise InputError(
                f"{place}: design.factors.levels draws the levels {', '.join(placed)} only, not '{level}'"
            )
    traits = [f.name for f in dataclasses.fields(Traits) if f.name not in UNMOVED]
    return [(level, trait) for level in levels for trait in (*traits, COST)]


def drawn(level: Partnership, draw: Draw) -> Partnership:
    """Return a level with its traits moved."""
    own = level.traits
    home = next(anchor.place for anchor in anchors() if anchor.name == level.name)
    step = 1 / (len(anchors()) - 1)
    changed: dict[str, Any] = {}
    for trait, share in draw.items():
        if trait == COST:
            factor = math.exp(
                math.log(COST_RANGE[0]) + share * math.log(COST_RANGE[1] / COST_RANGE[0])
            )
            changed |= _costs(own, factor)
        else:
            dial = min(1.0, max(0.0, home + (2 * share - 1) * step))
            changed[trait] = getattr(at_dials(anchors(), dial, dial, dial), trait)
    return without_stale_sources(
        dataclasses.replace(level, traits=dataclasses.replace(own, **changed)), own
    )


def with_draws(scenarios: Mapping[str, Scenario], draws: Mapping[str, Draw]) -> dict[str, Scenario]:
    """Return the scenarios of a comparison with drawn levels.

    The present level is the same in all.
    """
    present = next(iter(scenarios.values())).present
    moved = {name: drawn(s.partnership, draws[name]) for name, s in scenarios.items()}
    return {
        name: s.with_(partnership=moved[name], present=moved[present.name])
        for name, s in scenarios.items()
    }


def with_cost(scenarios: Mapping[str, Scenario], factor: float) -> dict[str, Scenario]:
    """Return the scenarios of a comparison with the costs of all levels multiplied by one factor."""

    def dearer(level: Partnership) -> Partnership:
        own = level.traits
        changed = dataclasses.replace(own, **_costs(own, factor))
        return without_stale_sources(dataclasses.replace(level, traits=changed), own)

    return {
        name: s.with_(partnership=dearer(s.partnership), present=dearer(s.present))
        for name, s in scenarios.items()
    }


def _costs(traits: Traits, factor: float) -> dict[str, CostParts]:
    """Return set-up and running cost of a level times a factor, in all their parts."""
    return {
        name: CostParts(
            **{
                part: cost * factor
                for part, cost in dataclasses.asdict(getattr(traits, name)).items()
            }
        )
        for name in COSTS
    }


def with_traits(
    scenarios: Mapping[str, Scenario], values: Mapping[str, object]
) -> dict[str, Scenario]:
    """Return the scenario of a single level with some of its traits set, also where it is the present level."""
    ((name, scenario),) = scenarios.items()
    traits = {
        trait: Directed(customs_to_police=value, police_to_customs=value)  # type: ignore[arg-type]
        if isinstance(getattr(scenario.partnership.traits, trait), Directed)
        else value
        for trait, value in values.items()
    }
    own = scenario.partnership
    level = without_stale_sources(
        dataclasses.replace(own, traits=dataclasses.replace(own.traits, **traits)), own.traits
    )
    return {
        name: scenario.with_(
            partnership=level, **({"present": level} if scenario.present.name == name else {})
        )
    }


def shown(level: Partnership, trait: str) -> float:
    """Return the number by which a table shows a trait; NaN where the level has none."""
    if trait == COST:
        return level.traits.running_cost_eur.total
    value = getattr(level.traits, trait)
    if isinstance(value, Directed):
        return value.customs_to_police
    return math.nan if value is None else float(value)
