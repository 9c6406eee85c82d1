"""Load a scenario: shipped files composed by Hydra, a person's own files, overrides, checks."""

from __future__ import annotations

import copy
import dataclasses
import functools
import math
import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from borderSim.errors import InputError
from borderSim.given import name_or_path
from borderSim.language.phrases import phrase
from borderSim.parameters.declare import LEFT_OUT_AT_DEFAULT
from borderSim.parameters.rule_choice import RuleChoice
from borderSim.parameters.scenario import LEFT_OUT_IF_EMPTY, Change, Scenario
from borderSim.scenario.assemble import CHECKED, GROUPS, Recipe, assemble, define_for_shocks
from borderSim.scenario.base_without import BASE_WITHOUT, emptied
from borderSim.scenario.draft import Draft
from borderSim.scenario.files import called, file_of, names_in
from borderSim.scenario.from_python import (
    checked,
    circumstances,
    level_in_force,
    made_again,
    recipe_of,
)
from borderSim.scenario.keys import NAMED
from borderSim.scenario.names import default_choices, shipped
from borderSim.scenario.overrides import Setting, choice, group_choice, parse
from borderSim.scenario.own_config import takes_config_dir
from borderSim.scenario.shipped import NAME, config_dir, is_file_name, shipped_names
from borderSim.scenario.strict_yaml import read_yaml
from borderSim.slips import bare


@takes_config_dir
def load_scenario(
    name: str | Scenario = "national",
    overrides: Sequence[str] = (),
    levels: Sequence[str | Mapping[str, Any]] | str = (),
    *,
    config_dir: str | Path | None = None,
) -> Scenario:
    """Load and check one scenario.

    Args:
        name: a shipped name, or the path of a YAML file of one's own. Such a file may be partial,
            as those of ``configs/scenario`` are: its keys lie over ``base.yaml``, or, with the key
            ``base: <shipped name>``, over that scenario; an entry set to null is taken out. Or a
            scenario that is there already, over whose values the overrides are laid.
        overrides: ``key=value`` in Hydra's grammar, among them ``partnership=``, ``present=`` and
            ``legal_model=`` (names, or paths of YAML files). Without ``partnership=`` the present
            level stays in force.
        config_dir: a folder of one's own whose names stand wherever shipped names do
            (see :mod:`borderSim.scenario.own_config`).
        levels: further levels with which it is compared: overrides may set their instruments too.

    Raises:
        InputError: anything wrong, in one sentence.
    """
    return assemble(_recipe(name, overrides, _asked(levels) if levels else ()))


def as_scenario(key: str, value: object) -> Scenario:
    """Return the scenario that is meant: loaded by its name or path, or one that is there, seen to be right.

    Args:
        key: what it was given for (for sentences).
        value: a name, the path of a YAML file, or a scenario.

    Raises:
        InputError: none of these, or something wrong with it, in one sentence.
    """
    return (
        load_scenario(name_or_path(key, value))
        if isinstance(value, str | os.PathLike)
        else checked(value, key)
    )


def load_levels(
    name: str | Scenario = "national",
    levels: Sequence[str | Mapping[str, Any]] | str = "all",
    overrides: Sequence[str] = (),
    present: str | None = None,
) -> dict[str, Scenario]:
    """Load one scenario per partnership level, all else equal.

    Args:
        name: see :func:`load_scenario`.
        levels: names, paths or plain values of levels, or ``all`` for those shipped.
        overrides: see :func:`load_scenario`; ``partnership=`` and ``levers.*`` are refused.
        present: level of the burn-in and reference, always among the result (None: the file's own
            or the shipped default).

    Returns:
        scenario by name of the level, in the order given; the present level is put first where
        it is not among them.

    Raises:
        InputError: anything wrong, in one sentence.
    """
    for text in overrides:
        refuse_level_keys(text)
    if present is not None:
        overrides = [
            *(text for text in overrides if not text.startswith("present=")),
            choice("present", present),
        ]
    asked = _asked(levels)
    own = name if isinstance(name, Scenario) else None
    recipe = _recipe(name if own is None else circumstances(own), overrides, asked)
    recipe.choose("partnership", recipe.present_choice, recipe.present_place)
    reference = assemble(recipe)
    for key in ("levers", "layers"):
        if any(value is not None for value in dataclasses.astuple(getattr(reference, key))):
            called_so = name if own is None else f"scenario '{own.name}'"
            raise InputError(
                phrase(
                    "{called_so}: {key} can't be set in a comparison of levels, which takes levels=",
                    called_so=called_so,
                    key=key,
                )
            )
    result: dict[str, Scenario] = {}
    for level in asked:
        other = recipe.copy()
        other.choose("partnership", level, "levels=")
        scenario = assemble(other)
        if scenario.partnership.name in result:
            raise InputError(
                phrase("levels= names the level '{name}' twice", name=scenario.partnership.name)
            )
        result[scenario.partnership.name] = scenario
    if own is not None:
        level_in_force(own, {reference.present.name: reference, **result})
    label = reference.present.name
    if label not in result:
        return {label: reference, **result}
    if result[label].partnership != reference.partnership:
        raise InputError(
            phrase(
                "levels= and present= give two different levels the same name '{label}'",
                label=label,
            )
        )
    return result


def refuse_level_keys(text: str) -> None:
    """Refuse an override that sets one level apart, where several levels are compared.

    Raises:
        InputError: its key is ``partnership``, ``levers`` or ``layers``, or below them.
    """
    key = text.partition("=")[0].lstrip("+~")
    if key.partition(".")[0] in ("partnership", "levers", "layers"):
        raise InputError(
            phrase(
                "{key}= belongs to 'bordersim run'; a comparison takes levels= (all, or a list of names and files such as levels='[{allowed}]')",
                key=key,
                allowed=",".join(shipped("partnership")[1:3]),
            )
        )


def scenario_as_dict(scenario: Scenario) -> dict[str, object]:
    """Return the resolved scenario as plain, JSON-able data (no cap is null)."""
    return cast(dict[str, object], _plain(scenario))


# ------------------------------------------------------------------------------ the parts
def _asked(levels: Sequence[str | Mapping[str, Any]] | str) -> Sequence[str | Mapping[str, Any]]:
    asked: Sequence[str | Mapping[str, Any]] = (
        shipped("partnership")
        if levels == "all"
        else [levels]
        if isinstance(levels, str)
        else list(levels)
    )
    typed = [level for level in asked if isinstance(level, str)]
    # (before any is loaded)
    if twice := next((name for name, count in Counter(typed).items() if count > 1), ""):
        raise InputError(phrase("levels= names the level '{twice}' twice", twice=twice))
    if not asked:
        raise InputError(
            phrase("levels=[] names no level; write levels=all or a list such as levels='[a,b]'")
        )
    return asked


def _recipe(
    name: str | Scenario, overrides: Sequence[str], levels: Sequence[object] = ()
) -> Recipe:
    """Put the parts together: what Hydra composes, a person's own file, the overrides.

    The instruments of ``levels`` are defined before the overrides, which may set their fields.
    """
    overrides = [str(text) for text in overrides]
    chosen = dict(found for text in overrides if (found := group_choice(text, GROUPS)))
    settings = parse(text for text in overrides if not group_choice(text, GROUPS))
    if isinstance(name, Scenario):
        return _recipe_of(name, chosen, settings, levels)
    base, files = _scenario_files(name)
    origin = files[-1][1]
    choices: dict[str, Any] = {}
    for key in ("present", "partnership", "legal_model"):
        said = [own[key] for own, _ in files if key in own]
        default = choices["present"] if key == "partnership" else default_choices()[key]
        choices[key] = chosen.get(key, said[-1] if said else default)
    shipped = _composed(base, choices)
    draft = Draft(copy.deepcopy(shipped), origin)
    for own, place in files[0 if base is None else 1 :]:
        for path in emptied(own.get(BASE_WITHOUT, []), place):
            draft.set(path, {}, place)
        said = {key: own[key] for key in own if key not in (*GROUPS, BASE_WITHOUT)}
        draft.merge(said, place)
    named_by_file = "present" not in chosen and any("present" in own for own, _ in files)
    recipe = Recipe(
        draft,
        choices["present"],
        f"{origin}: present=" if named_by_file else "present=",
        shipped=shipped,
    )
    listed = draft.values.pop("instruments", None)
    if listed is not None:
        recipe.add_instruments(listed, origin)
    for level in levels:
        recipe.define_of("levels", level)
    for setting in settings:
        if len(setting.path) == 3 and setting.path[::2] == ("posts", "partnership"):
            recipe.define_of(setting.key, setting.value)
    for key, value in choices.items():
        place = f"{key}=" if key in chosen else origin
        if (
            key == "partnership" and key not in chosen and not any(key in own for own, _ in files)
        ):  # the present level stays
            place = recipe.present_place
        if isinstance(value, Mapping) or not _in_group(key, value):
            recipe.choose(key, value, place)
        else:
            draft.origins[key] = f"{'legal model' if key == 'legal_model' else 'level'} '{value}'"
    for group in NAMED:
        recipe.gather(group, draft.values.get(group), draft.origin_of(group))
    return _with_settings(recipe, settings)


def _recipe_of(
    scenario: Scenario, chosen: Mapping[str, str], settings: list[Setting], levels: Sequence[object]
) -> Recipe:
    """Return the recipe of a scenario that is there already, with other settings."""
    recipe = _seen_recipe(scenario)
    for level in levels:
        recipe.define_of("levels", level)
    for key, value in chosen.items():
        recipe.choose(key, value, f"{key}=")
        recipe.present_choice = value if key == "present" else recipe.present_choice
    return _with_settings(recipe, settings)


_last_seen: list[tuple[Scenario, Recipe]] = []
"""The last scenario of which a recipe was made, with it: studies ask for one country dozens of times."""


def _seen_recipe(scenario: Scenario) -> Recipe:
    """Return a recipe that is seen to make a scenario again, to be changed freely."""
    known = next((recipe for own, recipe in _last_seen if own is scenario), None)
    if known is None:
        known = recipe_of(scenario)
        made_again(known, checked(scenario))
        _last_seen[:] = [(scenario, known)] if vars(scenario).get(CHECKED) else []
    return known.copy()


def _with_settings(recipe: Recipe, settings: list[Setting]) -> Recipe:
    """Apply the settings of a recipe: named groups first, then the instruments that are added, then the rest."""
    named = [s for s in settings if s.path in {(group,) for group in NAMED}]
    recipe.apply(named)
    define_for_shocks(recipe)
    settings = [s for s in settings if s not in named]
    added = [s for s in settings if s.path == ("instruments",)]
    recipe.apply([*added, *(s for s in settings if s not in added)])
    return recipe


def _scenario_files(
    name: str, key: str = "scenario", within: tuple[Path, ...] = ()
) -> tuple[str | None, list[tuple[dict[str, object], str]]]:
    """Return the shipped scenario to compose (or None), and the files that speak, each with how to call it."""
    path = file_of("scenario", name, key)
    origin = called("scenario", name, path)
    if name in shipped_names("scenario"):
        return name, [(_shipped_scenario(path), origin)]
    if path in within:
        raise InputError(
            phrase("{key}={name}: the scenario has itself as its base", key=key, name=name)
        )
    own = read_yaml(path, origin)
    stem = path.stem
    label = stem if NAME.fullmatch(stem) else re.sub(r"[^a-z0-9_-]+", "", bare(stem)).strip("_")
    if label:  # (of 'Mon pays (é).yaml': mon_pays_e)
        own.setdefault("name", label)
    if "answers" in own:
        raise InputError(
            phrase(
                "{origin}: is a filled-in questionnaire, not a scenario: it stands where a level does (partnership={name}, present=, levels=)",
                origin=origin,
                name=name,
            )
        )
    if "levels" in own:
        raise InputError(
            phrase(
                "{origin}: levels is no key of a scenario file: posts.<name>.partnership names the level of a post",
                origin=origin,
            )
        )
    base = own.pop("base", None)
    if base is None and BASE_WITHOUT in own:
        raise InputError(
            phrase(
                "{origin}: {without} says what is not taken from the base, but the file names no base: write base: national, say",
                origin=origin,
                without=BASE_WITHOUT,
            )
        )
    if base is None:
        return None, [(own, origin)]
    if not isinstance(base, str) or is_file_name(base):
        raise InputError(
            phrase(
                "{origin}: base must be the name of a shipped scenario: {allowed}",
                origin=origin,
                allowed=", ".join(names_in("scenario")),
            )
        )
    composed, files = _scenario_files(base, f"{origin}: base", (*within, path))
    return composed, [*files, (own, origin)]


@functools.cache
def _shipped_scenario(path: Path) -> dict[str, object]:
    return read_yaml(path)


def _composed(base: str | None, choices: Mapping[str, Any]) -> dict[str, object]:
    """Return what Hydra composes: base, scenario and, where they are shipped, the chosen groups."""
    defaults = default_choices()
    names = {
        key: value if _in_group(key, value) else defaults[key] for key, value in choices.items()
    }
    values = copy.deepcopy(
        _compose(base, names["present"], names["partnership"], names["legal_model"])
    )
    values["legal_model"] = values.pop("law")
    return values


@functools.lru_cache(maxsize=32)
def _compose(base: str | None, present: str, partnership: str, law: str) -> dict[str, Any]:
    from omegaconf import OmegaConf

    from borderSim.scenario.hydra_alone import compose_alone

    choices = [
        f"partnership@present={present}",
        f"partnership={partnership}",
        f"legal_model@law={law}",
    ]
    choices.append("~scenario@_global_" if base is None else f"scenario@_global_={base}")
    config = compose_alone(str(config_dir()), choices)
    return cast(dict[str, Any], OmegaConf.to_container(config, resolve=False))


def _in_group(key: str, value: object) -> bool:
    group = "legal_model" if key == "legal_model" else "partnership"
    return isinstance(value, str) and value in shipped_names(group)


def _left_out(spec: dataclasses.Field[Any], value: object) -> bool:
    """Whether plain data say nothing of a field: so they stay as they were before there was such a field."""
    return (LEFT_OUT_IF_EMPTY in spec.metadata and not value) or (
        spec.metadata.get(LEFT_OUT_AT_DEFAULT, False) and value == spec.default
    )


def _plain(value: object) -> object:
    if isinstance(value, Change):
        return {
            "day": value.day,
            "overrides": _plain(value.overrides),
            "scenario": _plain(value.scenario),
        }
    if isinstance(value, RuleChoice):
        return value.as_dict()
    if dataclasses.is_dataclass(value):
        fields = [f for f in dataclasses.fields(value) if not _left_out(f, getattr(value, f.name))]
        return {f.name: _plain(getattr(value, f.name)) for f in fields}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
