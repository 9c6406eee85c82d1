"""Scenarios that exist in Python: checked again after a change, or loaded again with other settings.

``dataclasses.replace`` and ``Scenario.with_`` take whatever they are given. So a scenario that did
not come from a file as it is goes through the same types, ranges and checks once more before it
runs.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from typing import Any, cast

from borderSim.errors import InputError
from borderSim.given import shown
from borderSim.parameters.rule_choice import RuleChoice
from borderSim.parameters.scenario import (
    Change,
    Network,
    Partnership,
    Scenario,
    SettingChange,
    Shock,
)
from borderSim.scenario.assemble import CHECKED, GROUPS, Recipe, assemble
from borderSim.scenario.build import Place, build
from borderSim.scenario.checks import check
from borderSim.scenario.dials import shipped_dials
from borderSim.scenario.draft import Draft
from borderSim.scenario.edge_list import read_networks
from borderSim.scenario.levels import load_level
from borderSim.scenario.transition import RAMP

FILLED = ("levels", "dials", "networks", "schedule", "shocks")
"""Fields that loading fills, which are no keys of a file."""


def checked(scenario: object, key: str = "scenario") -> Scenario:
    """Return a scenario that may run: itself as loaded, or what Python changed once it is seen to be right.

    Args:
        scenario: loaded, or changed by ``dataclasses.replace``; numbers of numpy become plain ones,
            and a level or legal model given by name is loaded.
        key: what it was given for (for sentences).

    Raises:
        InputError: it is no scenario, or something in it is wrong, in one sentence.
    """
    if not isinstance(scenario, Scenario):
        raise InputError(
            f"{key}={shown(scenario)}: must be a name, the path of a YAML file, or what load_scenario returns"
        )
    if vars(scenario).get(CHECKED):
        return scenario
    recipe = _recipe(scenario)
    origin_of = recipe.draft.origin_of
    built = build(Scenario, recipe.draft.values, Place("", origin_of))
    for name, kind in (("schedule", Change), ("networks", Network)):
        held = getattr(scenario, name)
        if not isinstance(held, tuple) or not all(isinstance(item, kind) for item in held):
            raise InputError(
                f"{origin_of('')}: {name} is filled when a scenario is loaded: set it in load_scenario(..., overrides=)"
            )
    if not isinstance(scenario.shocks, Mapping) or not all(
        isinstance(shock, Shock) for shock in scenario.shocks.values()
    ):
        raise InputError(
            f"{origin_of('')}: shocks is filled when a scenario is loaded: set it in load_scenario(..., overrides=)"
        )
    named = dict.fromkeys(
        post.partnership for post in built.posts.values() if post.partnership is not None
    )
    built = dataclasses.replace(
        built,
        levels={
            name: scenario.levels.get(name) or load_level("posts.<name>.partnership", name)
            for name in sorted(named)
        },
        dials=scenario.dials or (shipped_dials() if built.transition == RAMP else None),
        networks=scenario.networks or read_networks(built.organisations, origin_of),
        schedule=scenario.schedule,
        shocks=dict(scenario.shocks),
    )
    check(built, origin_of)
    vars(built)[CHECKED] = True
    return built


def recipe_of(scenario: Scenario) -> Recipe:
    """Return a recipe that makes a scenario again, to which settings and levels can be applied.

    The schedule and the shocks are written out, so that what is set reaches them too.
    """
    recipe = _recipe(checked(scenario))
    values = recipe.draft.values
    if scenario.schedule:
        values["schedule"] = [
            {"day": change.day, **change.overrides} for change in scenario.schedule
        ]
    if scenario.shocks:
        values["shocks"] = {name: _shock(shock) for name, shock in scenario.shocks.items()}
    recipe.networks = scenario.networks
    return recipe


def made_again(recipe: Recipe, scenario: Scenario) -> Scenario:
    """Return what a recipe makes of a scenario, once it is seen to be the same.

    Raises:
        InputError: it is not: something in it was put together in a way that no setting can say.
    """
    again = assemble(recipe.copy())
    for spec in dataclasses.fields(Scenario):
        if spec.name not in ("schedule", "shocks") and getattr(again, spec.name) != getattr(
            scenario, spec.name
        ):
            raise InputError(
                f"scenario '{scenario.name}': its {spec.name} can't be made again from its values; give the name or the file of the scenario, and overrides="
            )
    return again


def circumstances(scenario: Scenario) -> Scenario:
    """Return a scenario under its present level, as a comparison takes it; itself where that is in force already."""
    if scenario.partnership == scenario.present:
        return scenario  # (which is known to be right where it was loaded)
    return dataclasses.replace(scenario, partnership=scenario.present)


def level_in_force(scenario: Scenario, loaded: Mapping[str, Scenario]) -> None:
    """See that the level in force in a scenario is one of those compared: a comparison would leave it out unsaid.

    Raises:
        InputError: it is none of them.
    """
    own = scenario.partnership
    same = loaded.get(own.name)
    if own != scenario.present and (same is None or same.partnership != own):
        raise InputError(
            f"scenario '{scenario.name}': the level in force in it, '{own.label}', is not among levels=; "
            "add it there (levels=[..., scenario.partnership]), or load the scenario without partnership="
        )


def plain_level(level: Partnership) -> dict[str, Any]:
    """Return a level as the plain values of its file."""
    return cast(dict[str, Any], _plain(level))


# --------------------------------------------------------------------------- plain values
def plain_values(scenario: Scenario) -> dict[str, Any]:
    """Return the values of a scenario as the plain data of a file."""
    return cast(dict[str, Any], _plain(scenario))


def _recipe(scenario: Scenario) -> Recipe:
    """Return the recipe of everything that a file could say."""
    origin = f"scenario '{scenario.name}' as it was given"
    values = {
        f.name: _plain(getattr(scenario, f.name))
        for f in dataclasses.fields(Scenario)
        if f.name not in FILLED
    }
    draft = Draft(values, origin, {"years": origin})  # (a ramp keeps the horizon that it has)
    recipe = Recipe(draft, values["present"])
    for group in GROUPS:
        if isinstance(values[group], str):
            recipe.choose(group, values[group], f"{group}=")
            recipe.present_choice = (
                values["present"] if group == "present" else recipe.present_choice
            )
    return recipe


def _plain(value: object) -> object:
    """Return plain data as a YAML file gives them.

    A default that is infinite is left out, as a file would.
    """
    if isinstance(value, RuleChoice):
        return value.as_dict()
    if dataclasses.is_dataclass(value):
        held = {
            f.name: getattr(value, f.name)
            for f in dataclasses.fields(value)
            if not _no_cap(f, value)
        }
        return {name: _plain(item) for name, item in held.items()}
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if hasattr(value, "dtype") and hasattr(value, "tolist"):
        return _plain(cast(Any, value).tolist())
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _no_cap(spec: dataclasses.Field, value: object) -> bool:
    return (
        isinstance(spec.default, float)
        and math.isinf(spec.default)
        and getattr(value, spec.name) == spec.default
    )


def _shock(shock: Shock) -> dict[str, Any]:
    """Return a shock as its file says it: settings by their dotted key."""
    values = cast(dict[str, Any], _plain(shock))
    given = shock.effects.settings
    values["effects"]["settings"] = {_dotted(change): _plain(change.value) for change in given}
    if not given:
        del values["effects"]["settings"]
    return values


def _dotted(change: SettingChange) -> str:
    return ".".join([*change.path, *([] if change.does == "value" else [change.does])])
