"""The worlds in which patterns are tried, and the few moves that experiments share."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from borderSim.model.state.state import State
from borderSim.model.state.traffickers import DETAINED
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel

WORLDS = Path(__file__).parent / "worlds"


@lru_cache(maxsize=64)
def world(name: str, *overrides: str) -> Scenario:
    """Return a scenario: one of ``worlds/`` or a shipped one, with overrides."""
    file = WORLDS / f"{name}.yaml"
    return load_scenario(str(file) if file.exists() else name, overrides=overrides)


def start(scenario: Scenario, seed: int) -> BorderModel:
    """Return a model that stands at the first day of the horizon."""
    model = BorderModel(scenario, seed)
    model.run_burn_in()
    return model


def go(model: BorderModel, day: int) -> BorderModel:
    """Run a model up to a day of the horizon and return it."""
    while model.state.day_of_horizon() < day:
        model.step()
    return model


def flows(model: BorderModel, since: int = 0, until: int | None = None) -> dict[str, float]:
    """Return the sums of all flows from a day of the horizon to another (what never happened is missing)."""
    frame = model.state.recorder.frame(model.state.first_day)
    last = model.state.day_of_horizon() if until is None else until
    sums = frame[(frame["day"] >= since) & (frame["day"] < last)].drop(columns="day").sum()
    return {str(name): float(value) for name, value in sums.items()}


def flow(sums: dict[str, float], name: str) -> float:
    """Return one sum; what never happened is 0."""
    return sums.get(name, 0.0)


def events(model: BorderModel, kind: str) -> list[dict[str, Any]]:
    """Return the events of one kind within the horizon (the scenario must keep them), with the day of the horizon."""
    w = model.state
    found: list[dict[str, Any]] = [dict(e) for e in w.recorder.events if e["kind"] == kind]
    return [{**e, "day": e["day"] - w.first_day} for e in found if e["day"] >= w.first_day]


def daily(model: BorderModel, name: str) -> np.ndarray:
    """Return a flow or state by day of the horizon."""
    frame = model.state.recorder.frame(model.state.first_day)
    return frame[name].to_numpy(dtype=float) if name in frame else np.zeros(len(frame))


def outcomes(model: BorderModel) -> dict[str, float]:
    """Return the outcomes of a run so far; what is not defined is NaN."""
    return {k: np.nan if v is None else float(v) for k, v in model.result().outcomes.items()}


def to_end(model: BorderModel) -> BorderModel:
    """Run a model to the end of its horizon and return it."""
    model.run_horizon()
    return model


def alive(w: State) -> np.ndarray:
    """Return the slots of the organisations that exist."""
    return np.flatnonzero(w.traffickers.alive)


def remove(w: State, slot: int, member: int) -> None:
    """Take a member out for good: as an arrest, without the court that may set him free."""
    o = w.traffickers
    o.status[slot, member] = DETAINED
    w.police.known_members[slot, member] = False
    w.police.evidence[slot, member] = 0.0
    o.first_blow[slot] = min(int(o.first_blow[slot]), w.day)
    w.traffickers.arrested_today.append((slot, member))
    w.traffickers.strength_changed = True
