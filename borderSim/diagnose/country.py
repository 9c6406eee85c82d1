"""What answers amount to, put in force: a level, and a scenario whose law, powers and will are the country's.

Both are files that every command takes. In the scenario the instruments that are there stand beside
the levels, so that they stay in every level that the country is compared with.
"""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from borderSim.parameters.scenario import Scenario
from borderSim.scenario.files import called, file_of
from borderSim.scenario.from_python import plain_values
from borderSim.scenario.instrument_checks import posts_in_scope
from borderSim.scenario.instruments import known_instruments
from borderSim.scenario.load import load_scenario
from borderSim.scenario.overrides import choice
from borderSim.scenario.questionnaire.as_level import NOT_APPLIED, sources_of
from borderSim.scenario.questionnaire.reading import INSTRUMENTS, Reading, Said
from borderSim.scenario.shipped import shipped_names
from borderSim.scenario.strict_yaml import read_yaml

LAW = "legal_model"


@dataclass(frozen=True)
class AnsweredCountry:
    """A country as its answers describe it.

    Attributes:
        level: plain values of its level.
        values: plain values of its scenario, without the present level.
        settings: what answers say beside the level, with the question that each comes from.
        instruments: in force, with the question that each comes from.
        left_out: instruments that were named and can't stand, with the reason: ``requires``,
            ``formality`` or ``posts``, and what is missing.
    """

    level: dict[str, Any]
    values: dict[str, Any]
    settings: tuple[Said, ...]
    instruments: Mapping[str, str]
    left_out: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def country_of(reading: Reading, scenario: str, name: str) -> AnsweredCountry:
    """Return a country: what its answers say, laid over a scenario.

    Args:
        reading: the answers as a level.
        scenario: name or path of the scenario that it lies over.
        name: of the scenario that is made.

    Raises:
        InputError: the scenario is none.
    """
    below = load_scenario(scenario)
    left_out = _cannot_stand(reading, below)
    instruments = {k: v for k, v in reading.instruments.items() if k not in left_out}
    settings = tuple(
        said
        for said in reading.settings
        if not said.what.startswith(INSTRUMENTS) or said.what.split(".")[1] in instruments
    )
    untrue = (NOT_APPLIED, *(f"{one}: " for one in left_out))
    level = {
        "name": reading.answers.name,
        "title": reading.answers.title,
        "traits": dataclasses.asdict(reading.traits),
        "instruments": list(instruments),
        "sources": [text for text in sources_of(reading) if not text.startswith(untrue)],
    }
    values = _scenario_values(scenario, below, settings, instruments, name)
    return AnsweredCountry(level, values, settings, instruments, left_out)


# ------------------------------------------------------------------------------ instruments
def _cannot_stand(reading: Reading, scenario: Scenario) -> dict[str, tuple[str, str]]:
    """Return the instruments that were named without what they need, until none is left."""
    found: dict[str, tuple[str, str]] = {}
    known = known_instruments()
    while True:
        there = [name for name in reading.instruments if name not in found]
        for name in there:
            why = _lacks(name, there, reading.traits.persistence, scenario)
            if why is None and not posts_in_scope(scenario, known[name]):
                why = ("posts", "")
            if why:
                found[name] = why
                break
        else:
            return found


def _lacks(
    name: str, there: list[str], persistence: float | None, scenario: Scenario
) -> tuple[str, str] | None:
    """Return what an instrument lacks beside others on a level that lasts so long."""
    known = known_instruments()
    missing = next((other for other in known[name].requires if other not in there), None)
    if missing:
        return ("requires", missing)
    formal = [persistence or 0.0]
    formal += [known[other].gives.persistence or 0.0 for other in there if other != name]
    return ("formality", "") if max(formal) < known[name].needs_formality else None


def _stay(instruments: Mapping[str, str], scenario: Scenario) -> list[str]:
    """Return the instruments that can stand on any level, even on one that arranges nothing."""
    there = list(instruments)
    while True:
        fallen = next((name for name in there if _lacks(name, there, None, scenario)), None)
        if fallen is None:
            return there
        there.remove(fallen)


# ------------------------------------------------------------------------------ the scenario
def _scenario_values(
    scenario: str,
    below: Scenario,
    settings: tuple[Said, ...],
    instruments: Mapping[str, str],
    name: str,
) -> dict[str, Any]:
    values = _own_values(scenario)
    values["name"] = name
    law = [said for said in settings if said.what.split(".")[0] == LAW]
    if law:
        values[LAW] = _law(scenario, law)
    stay = _stay(instruments, below)
    own = values.get("instruments") or {}
    listed = dict.fromkeys(own) if isinstance(own, list) else dict(own)
    values["instruments"] = {**listed, **{one: listed.get(one) or {} for one in stay}}
    for said in settings:
        path = said.what.split(".")
        if path[0] == LAW or (path[0] == "instruments" and path[1] not in stay):
            continue
        _put(values, path, said.value)
    if not values["instruments"]:
        del values["instruments"]
    return values


def _own_values(scenario: str) -> dict[str, Any]:
    """Return the plain values that a scenario of one's own is written over: its own, or its base alone."""
    if scenario in shipped_names("scenario"):
        return {"name": "", "base": scenario}
    path = file_of("scenario", scenario, "scenario")
    values = copy.deepcopy(read_yaml(path, called("scenario", scenario, path)))
    values.pop("present", None)
    values.pop("partnership", None)
    return values


def _law(scenario: str, said: list[Said]) -> dict[str, Any]:
    """Return the legal model whole: the one that answers name, or the scenario's, with what they change."""
    named = [one.value for one in said if one.what == LAW]
    chosen = [choice(LAW, str(named[-1]))] if named else []
    values = plain_values(load_scenario(scenario, chosen))[LAW]
    for one in said:
        if one.what != LAW:
            _put(values, one.what.split(".")[1:], one.value)
    return values


def _put(values: dict[str, Any], path: list[str], value: object) -> None:
    for key in path[:-1]:
        below = values.get(key)
        if not isinstance(below, dict):
            below = values[key] = {}
        values = below
    values[path[-1]] = value
