"""One short run of a scenario at the ends of its ranges, and what must be true of it."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from typing import Any

from borderSim.scenario.checks import check
from borderSim.scenario.load import load_scenario
from borderSim.scenario.names import shipped
from borderSim.studies.execution.task import branch_levels

PARTS = (
    "trust_mean",
    "political_will",
    "police_known_entity_share",
    "police_known_member_share",
    "transition_share",
)


def tiny(*overrides: str) -> Any:
    """Return the class-room country for eleven days, with instruments and systems of every kind at work."""
    instruments = "liaison_officers,memorandum_of_understanding,joint_investigation_team,fusion_centre,joint_operation,port_control_unit"
    return load_scenario(
        "training",
        [
            "years=0.02",
            "burn_in_days=4",
            "present=cooperation",
            "partnership=collaboration",
            f"instruments=[{instruments}]",
            *overrides,
        ],
    )


def whole(*overrides: str) -> Any:
    """Return it for forty days, with every shipped instrument and a shipped shock of every kind, one a day."""
    names = shipped("shocks")
    days = [f"shocks.{name}.day={day}" for day, name in enumerate(names)]
    own = load_scenario("training", [f"shocks=[{','.join(names)}]"]).shocks
    days += [f"~shocks.{name}.condition" for name in names if own[name].condition is not None]
    return load_scenario(
        "training",
        [
            "years=0.07",
            "burn_in_days=14",
            "present=cooperation",
            "partnership=collaboration",
            "instruments=[all]",
            f"shocks=[{','.join(names)}]",
            *days,
            *overrides,
        ],
    )


def wrong(scenario: Any, seed: int = 1) -> list[str]:
    """Run a scenario; return what cannot be among its numbers (its outcomes' own bounds are asserted by the run).

    Raises:
        InputError: what the scenario asks for cannot be run, in a sentence.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check(scenario, lambda key: key)
        (result,) = branch_levels(scenario, [scenario], seed)
    daily = result.daily
    found = [name for name in daily if not all(map(math.isfinite, daily[name]))]
    found += [name for name in daily if name != "cash_total" and daily[name].min() < 0]
    return found + [name for name in PARTS if daily[name].max() > 1 + 1e-9]


def distinct(leaves: Sequence[Any]) -> list[Any]:
    """Return one leaf of every field: of many posts, modes, systems the first."""
    seen: dict[tuple[str, Any], Any] = {}
    for leaf in leaves:
        seen.setdefault((leaf.declared.doc, leaf.path[-1]), leaf)
    return list(seen.values())
