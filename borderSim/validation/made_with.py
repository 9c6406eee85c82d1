"""What a study was made with: the behaviour of the model, and the resolved configurations that it ran.

A page told from stored numbers compares both with today's. Neither depends on where the source text
stands: a file that is moved or written anew makes nothing stale, a run that gives other bytes does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from borderSim.studies.execution import provenance

KEY = "made_with"
"""Where it stands in the numbers of a study."""
WORDS = frozenset({
    "title", "description", "about", "handbook", "sources", "text", "question", "expected", "in_the_model", "section",
})  # fmt: skip
"""Keys of a configuration that only people read."""


FINDING = re.compile(r"<!-- finding: (?P<name>\w+)(?:, behaviour (?P<behaviour>[0-9a-f]{64}))? -->")
"""Begins ``findings.md``, and stands before a finding that was put into a page by hand."""


def marker(name: str, behaviour: str | None) -> str:
    """Return the line that stands before a finding and says what it was made with."""
    return f"<!-- finding: {name}{f', behaviour {behaviour}' if behaviour else ''} -->"


def record(config: Mapping[str, Any], **asked: Any) -> dict[str, Any]:
    """Return what a study is made with, for the file of its numbers.

    Args:
        config: the resolved configurations, as plain data.
        asked: what was set when it was started and is needed to resolve them again.
    """
    return {"behaviour": provenance.behaviour_digest(), "configurations": configurations(config), **asked}


def of_sweep(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a sweep was made with, as its manifest says; nothing where that does not know its behaviour."""
    if "behaviour" not in manifest:
        return {}
    choices = manifest["choices"]
    asked = {key: choices[key] for key in ("years", "settings") if choices.get(key)}
    config = {key: manifest[key] for key in ("config", "level_config")}
    return {"behaviour": manifest["behaviour"], "configurations": configurations(config), **asked}


def today(experiment: str, made: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an experiment would be made with today, asked for as it was then.

    Raises:
        InputError: the experiment, or something that it names, is no more.
    """
    import dataclasses

    from borderSim.studies.design.experiment import load_experiment
    from borderSim.studies.design.hypothesis_plan import plan_of

    asked = {key: tuple(value) if key == "settings" else value for key in ("years", "settings") if (value := made.get(key))}
    design = plan_of(dataclasses.replace(load_experiment(experiment), **asked)).design
    config = _plain({"config": design.config, "level_config": design.level_config})
    return record(config, **{key: made[key] for key in asked})


def of_validation() -> dict[str, Any]:
    """Return what the patterns are tried with: all that is shipped, and the worlds of their experiments."""
    from borderSim.scenario.load import scenario_as_dict
    from borderSim.validation.worlds import WORLDS, world

    worlds = {path.stem: scenario_as_dict(world(path.stem)) for path in sorted(WORLDS.glob("*.yaml"))}
    return record(_plain({"shipped": _shipped(), "worlds": worlds}))


def of_benchmark() -> dict[str, Any]:
    """Return what is timed: the default scenario."""
    from borderSim.scenario.load import load_scenario, scenario_as_dict

    return record(_plain(scenario_as_dict(load_scenario())))


def _shipped() -> dict[str, Any]:
    """Return every shipped scenario, level, law, instrument and shock, resolved."""
    from borderSim.scenario.catalogue import shipped_shocks
    from borderSim.scenario.dials import load_level
    from borderSim.scenario.instruments import shipped_instruments
    from borderSim.scenario.load import load_scenario, scenario_as_dict, shipped

    parts: dict[str, Any] = {f"scenario {n}": load_scenario(n) for n in shipped("scenario")}
    parts |= {f"level {n}": load_level("partnership", n) for n in shipped("partnership")}
    parts |= {f"law {n}": load_scenario(overrides=[f"legal_model={n}"]).legal_model for n in shipped("legal_model")}
    parts |= {f"instrument {n}": i for n, i in shipped_instruments().items()}
    parts |= {f"shock {n}": s for n, s in shipped_shocks().items()}
    return {name: scenario_as_dict(part) for name, part in parts.items()}


def configurations(config: Mapping[str, Any]) -> str:
    """Return the SHA-256 of resolved configurations, words for people left out."""
    return provenance.config_hash(_without_words(config))


def _without_words(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_words(item) for key, item in value.items() if key not in WORDS}
    if isinstance(value, (list, tuple)):
        return [_without_words(item) for item in value]
    return value


def _plain(config: Any) -> Any:
    from borderSim.studies.execution.manifest import plain

    return plain(config)
