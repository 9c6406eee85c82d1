"""What a study, the validation or the benchmark would be made with today, held beside what a stored one was made with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from borderSim.studies.execution.made_with import (
    FINDING,
    KEY,
    WORDS,
    configurations,
    marker,
    of_sweep,
    record,
)

__all__ = [
    "FINDING",
    "KEY",
    "WORDS",
    "configurations",
    "marker",
    "of_benchmark",
    "of_sweep",
    "of_validation",
    "record",
    "today",
]


def today(experiment: str, made: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an experiment would be made with today, asked for as it was then.

    Raises:
        InputError: the experiment, or something that it names, is no more.
    """
    import dataclasses

    from borderSim.studies.design.experiment_files import load_experiment
    from borderSim.studies.plans.hypothesis_plan import plan_of

    asked = {
        key: tuple(value) if key == "settings" else value
        for key in ("years", "measure_from_year", "settings")
        if (value := made.get(key))
    }
    design = plan_of(dataclasses.replace(load_experiment(experiment), **asked)).design
    config = _plain({"config": design.config, "level_config": design.level_config})
    return record(config, **{key: made[key] for key in asked})


def of_validation() -> dict[str, Any]:
    """Return what the patterns are tried with: all that is shipped, and the worlds of their experiments."""
    from borderSim.scenario.load import scenario_as_dict
    from borderSim.validation.worlds import WORLDS, world

    worlds = {
        path.stem: scenario_as_dict(world(path.stem)) for path in sorted(WORLDS.glob("*.yaml"))
    }
    return record(_plain({"shipped": _shipped(), "worlds": worlds}))


def of_benchmark() -> dict[str, Any]:
    """Return what is timed: the default scenario."""
    from borderSim.scenario.load import load_scenario, scenario_as_dict

    return record(_plain(scenario_as_dict(load_scenario())))


def _shipped() -> dict[str, Any]:
    """Return every shipped scenario, level, law, instrument and shock, resolved."""
    from borderSim.scenario.catalogue import shipped_shocks
    from borderSim.scenario.instruments import shipped_instruments
    from borderSim.scenario.levels import load_level
    from borderSim.scenario.load import load_scenario, scenario_as_dict
    from borderSim.scenario.names import shipped

    parts: dict[str, Any] = {f"scenario {n}": load_scenario(n) for n in shipped("scenario")}
    parts |= {f"level {n}": load_level("partnership", n) for n in shipped("partnership")}
    parts |= {
        f"law {n}": load_scenario(overrides=[f"legal_model={n}"]).legal_model
        for n in shipped("legal_model")
    }
    parts |= {f"instrument {n}": i for n, i in shipped_instruments().items()}
    parts |= {f"shock {n}": s for n, s in shipped_shocks().items()}
    return {name: scenario_as_dict(part) for name, part in parts.items()}


def _plain(config: Any) -> Any:
    from borderSim.studies.execution.manifest import plain

    return plain(config)
