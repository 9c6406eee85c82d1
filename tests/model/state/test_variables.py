"""The declared state variables are those of a running model: names, kinds, shapes and ranges."""

from __future__ import annotations

import dataclasses
from functools import reduce
from math import inf
from typing import Any

import numpy as np
import pytest

from borderSim.model.state.state import State
from borderSim.model.state.variables import PARTS, VARIABLES, Variable
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel

FIXED = {
    "policy": "kits pooled",
    "routes": "posts names post kind kinds modes index n class_shares lane_shares lane_of_class rate_of_mode own_traffic fixed truth illicit_shares illicit_cumulative p_detect false_alarm p_open "
    "check_hours open_hours strip_hours strip_share hold delay_days lead_time dwell_hours room petty_rate own_hours availability "
    "police_slots delay_cost job_hours plain_hours has_opening police_hours first_route machine_kind machine_checks group groups bay_pools",
    "traffickers": "seed routes n entities planned_size width profiles assignment good_of_profile load_value home_mode home_load home_mean "
    "is_home home_value contacts market experience",
    "police": "cases",
    "cooperation": "posts units rotation_day present arrangements joint_teams shared_assets",
    "systems": "seed pair_draws marks",
}
"""What stands in a part and is no state variable: set by the scenario, or a record whose own attributes are declared."""
KINDS: dict[str, Any] = {
    "bool": bool | np.bool_,
    "int": int | np.integer,
    "float": float | np.floating,
}
SIZE = {str(n): n for n in (1, 2, 3, 4)}


@pytest.fixture(scope="module")
def states() -> list[State]:
    rich = ("partnership=collaboration", "instruments=[liaison_officers,joint_investigation_team]")
    found = []
    for overrides in ((), (*rich, "shocks=[budget_cut]", "shocks.budget_cut.day=0")):
        model = BorderModel(load_scenario("training", ["burn_in_days=3", "years=1", *overrides]), 2)
        for _ in range(90):
            model.step()
        found.append(model.state)
    return found


def at(state: State, path: str) -> Any:
    return reduce(getattr, path.split("."), state)


def sizes(w: State) -> dict[str, int]:
    o = w.traffickers
    return SIZE | {
        "R": w.routes.n,
        "A": 1 + int(w.routes.hold.max(initial=0)),
        "C": w.routes.class_shares.shape[1],
        "P": len(w.routes.posts),
        "O": o.n,
        "M": o.width,
        "E": 2 * o.entities,
        "U": w.cooperation.units,
        "G": len(w.cooperation.traits),
        "N": len(w.cooperation.arrangements.names),
        "goods": len(o.market.names),
        "profiles": len(o.profiles),
        "strata": o.experience.strata,
        "bins": w.systems.lawful_matches.shape[1],
    }


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda v: v.path)
def test_a_variable_is_of_its_kind_shape_and_range(states: list[State], variable: Variable):
    for w in states:
        value = at(w, variable.path)
        if variable.kind not in KINDS:
            assert not isinstance(value, np.ndarray | int | float) or value is None
            assert not variable.shape and not variable.unit
            continue
        if variable.shape and value is not None:
            assert value.shape == tuple(sizes(w)[letter] for letter in variable.shape.split(","))
            assert value.dtype.kind == {"bool": "b", "int": "i", "float": "f"}[variable.kind]
            assert value.size == 0 or (
                np.nanmin(value) >= variable.low - 1e-9 and np.nanmax(value) <= variable.high + 1e-9
            )
        elif value is not None:
            assert isinstance(
                value, KINDS[variable.kind] | (int if variable.kind == "float" else bool)
            )
            assert variable.low - 1e-9 <= value <= variable.high + 1e-9


def test_every_attribute_of_a_part_is_declared_or_follows_from_the_scenario(states: list[State]):
    parts = [
        f.name for f in dataclasses.fields(State) if f.name not in ("seed", "day", "first_day")
    ]
    assert list(PARTS) == parts
    for part in set(parts) - {"draws", "observed"}:
        own = {name for name in vars(getattr(states[0], part)) if not name.startswith("_")}
        declared = {v.name.split(".")[0] for v in VARIABLES if v.part == part}
        assert own - declared == set(FIXED.get(part, "").split()) - declared, part
        assert all("." in v.name or v.name in own for v in VARIABLES if v.part == part)


def test_a_range_reads_as_a_person_writes_it():
    def told(low: float, high: float) -> str:
        return Variable("policy", "x", "float", "", "", low, high, "").range

    assert [told(-inf, inf), told(0, inf), told(0, 1), told(-inf, 3)] == [
        "",
        "≥ 0",
        "0 to 1",
        "≤ 3",
    ]
