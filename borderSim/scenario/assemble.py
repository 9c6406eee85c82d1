"""From a recipe (plain values, level, overrides) to the checked scenario, its schedule included."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from borderSim.errors import InputError
from borderSim.parameters.scenario import (
    Change,
    CostParts,
    Layers,
    Levers,
    Network,
    Partnership,
    Scenario,
)
from borderSim.scenario.build import Place, build
from borderSim.scenario.checks import check
from borderSim.scenario.dials import at_levers, shipped_dials, split_cost
from borderSim.scenario.draft import Draft
from borderSim.scenario.edge_list import read_networks
from borderSim.scenario.files import called, file_of, names_in
from borderSim.scenario.groups import label_of, read_group, wanted
from borderSim.scenario.instruments import GROUP, instrument_values, named, split_level
from borderSim.scenario.keys import NAMED, check_path, holds_entries, is_entry
from borderSim.scenario.layers import at_layers, named_traits, with_layers
from borderSim.scenario.levels import level_traits, level_values, load_level, without_stale_sources
from borderSim.scenario.mechanisms import with_mechanisms
from borderSim.scenario.overrides import Setting
from borderSim.scenario.own_files import readable_name
from borderSim.scenario.rule_choices import NAME, is_parameter, is_rule
from borderSim.scenario.schedule import Entry, read_schedule
from borderSim.scenario.shock_files import read_shocks
from borderSim.scenario.strict_yaml import read_yaml
from borderSim.scenario.transition import RAMP, RAMP_YEARS

GROUPS = ("present", "partnership", "legal_model")
"""Keys whose value may be the name or path of a file."""
TAKEN_WHOLE = {
    "present": "the present level is set whole: present=NAME or present=FILE.yaml",
    "partnership": "a level is set whole, partnership=NAME, and a trait by partnership.traits.<trait>=VALUE",
    "legal_model": "a legal model is set whole: legal_model=NAME or legal_model=FILE.yaml",
    "instruments": "leave the instrument out of the level or of instruments=",
}
COSTS = ("setup_cost_eur", "running_cost_eur")
CHECKED = "_checked"
"""Attribute of a scenario that has gone through all checks.

What ``dataclasses.replace`` makes of it has it no more.
"""


@dataclass
class Recipe:
    """All that a scenario is made of, before types and checks.

    Attributes:
        draft: plain values with their origins.
        present_choice: name or path of the present level.
        present_place: who chose it, for sentences.
        traits: settings of the level in force, applied after the dials.
        added: names of the instruments that are in force beside those of the level.
        shipped: plain values of the shipped scenario below the user's own file.
        networks: those of the file that a scenario was once loaded with, whose name alone is left.
    """

    draft: Draft
    present_choice: Any
    present_place: str = "present="
    traits: list[Setting] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    shipped: dict[str, object] = field(default_factory=dict)
    networks: tuple[Network, ...] = ()

    def copy(self) -> Recipe:
        """Return an independent copy."""
        return Recipe(
            self.draft.copy(),
            self.present_choice,
            self.present_place,
            list(self.traits),
            list(self.added),
            self.shipped,
            self.networks,
        )

    def define(self, key: str, instruments: Iterable[str], origin: str = "") -> list[str]:
        """Put the definitions of instruments, given by name or file, where their settings apply.

        Return their names.
        """
        labels = []
        for text in named(key, instruments):
            label = label_of(text)
            labels.append(label)
            if self.draft.get(("instruments", label)) is None:
                self.draft.set(("instruments", label), *instrument_values(key, text, origin))
        return labels

    def define_of(self, key: str, level: object) -> None:
        """Define the instruments that a level names behind ``+``."""
        if isinstance(level, str):
            self.define(f"{key}={level}", split_level(level, key)[1])

    def add_instruments(self, given: object, origin: str) -> None:
        """Put instruments in force beside those of the level: a list of names, or a mapping of names to settings."""
        key = origin if origin.startswith("override") else f"{origin}: {GROUP}"
        chosen = wanted(GROUP, given, key)
        self.added = self.define(key, [name for name, _ in chosen], origin)
        for name, changes in chosen:
            self.draft.merge(changes, origin, (GROUP, label_of(name)))

    def choose(self, group: str, choice: object, place: str) -> None:
        """Put the file that ``choice`` names in the place of a group."""
        key = place if place.endswith("=") else f"{place}: {group}"
        if isinstance(choice, Mapping):
            values, origin = dict(choice), place
            if group != "legal_model":
                values = with_layers(values, f"{place}: {group}", level_traits)
                values = with_mechanisms(values, f"{place}: {group}", level_traits)
                self.define_own(values, place)
        elif group == "legal_model":
            path = file_of(group, choice, key.removesuffix("="))
            origin = called(group, str(choice), path)
            values = read_yaml(path, origin)
        else:
            values, origin = level_values(key.removesuffix("="), choice)
            self.define_of(key.removesuffix("="), choice)
            self.define_own(values, origin)
        self.draft.set((group,), values, origin)

    def define_own(self, values: Mapping[str, object], origin: str) -> None:
        """Define the instruments that a level's own file lists."""
        listed = values.get("instruments", [])
        if isinstance(listed, list) and all(isinstance(name, str) for name in listed):
            self.define(origin, listed, origin)

    def gather(self, group: str, chosen: object, place: str) -> None:
        """Put the entries that a list of names and files chooses in the place of a group."""
        entries = read_group(group, chosen, place, NAMED[group])
        self.draft.set((group,), {}, place)
        for name, entry in entries.items():
            self.draft.set((group, name), entry.values, entry.origin)
            self.draft.merge(entry.changes, place, (group, name))

    def apply(self, settings: Iterable[Setting]) -> None:
        """Apply overrides: choices of files first, then values in the order given.

        Parameters of rules after their names.
        """
        settings = sorted(
            settings,
            key=lambda s: is_parameter(s.path) + (is_parameter(s.path) and s.path[-1] != NAME),
        )
        choices = [
            s
            for s in settings
            if s.key in GROUPS and s.does == "set" and not isinstance(s.value, Mapping)
        ]
        for setting in choices:
            self.choose(setting.key, setting.value, setting.origin)
        lists = [s for s in settings if s.key in NAMED and s.does == "set"]
        for setting in lists:
            self.gather(setting.key, setting.value, setting.origin)
        for setting in settings:
            if setting not in choices and setting not in lists:
                self._set(setting)

    def _set(self, setting: Setting) -> None:
        if setting.path == ("instruments",) and setting.does != "delete":
            self.add_instruments(setting.value, setting.origin)
            return
        if setting.path[:2] in (("partnership", "apart"), ("partnership", "mechanisms")):
            raise InputError(
                f"{setting.origin}: mechanisms of another level are set in the file of a level: mechanisms: {{leads: coexistence}}"
            )
        check_path(setting, self.draft)
        if setting.path[:2] == ("partnership", "layers"):
            raise InputError(
                f"{setting.origin}: the layers of the level in force are set by layers.<layer>="
            )
        if (
            setting.does == "delete"
            and setting.path[0] in (*GROUPS, "instruments")
            and setting.path != ("instruments",)
        ):
            raise InputError(
                f"{setting.origin}: {setting.key} can't be taken out; {TAKEN_WHOLE[setting.path[0]]}"
            )
        if setting.path[0] == "partnership":
            self.traits.append(setting)
        elif setting.does == "delete":
            self._take_out(setting)
        elif (
            isinstance(setting.value, Mapping)
            and setting.value
            and isinstance(self.draft.get(setting.path), dict)
            and not is_rule(setting.path)
        ):
            self.draft.merge(setting.value, setting.origin, setting.path)
        else:
            self.draft.set(setting.path, setting.value, setting.origin)

    def _take_out(self, setting: Setting) -> None:
        """Take an entry out, or what the user's own file set: the scenario's own value is then in force again.

        Raises:
            InputError: nothing of the user's own sets it.
        """
        path = setting.path
        if holds_entries(path):
            self.draft.set(path, {}, setting.origin)
            return
        if is_entry(path) or path in {(group,) for group in (*NAMED, "instruments", "schedule")}:
            if self.draft.get(path) is None or self.draft.get(path) == {}:
                raise InputError(f"{setting.origin}: there is no {setting.key} to take out")
            self.draft.delete(path)
            if path == ("instruments",):
                self.added.clear()
            return
        there, own = self.draft.get(path), Draft(self.shipped, "").get(path)
        if there == own:
            value = (
                f"it is {there} in the scenario itself"
                if isinstance(there, str | int | float)
                else "nothing but the scenario itself says it"
            )
            raise InputError(
                f"{setting.origin}: {setting.key} can't be taken out: {value if there is not None else 'it is at its default already'}; set it with {setting.key}=VALUE"
            )
        if own is None:
            self.draft.delete(path)
        else:
            self.draft.set(path, own, setting.origin)


def assemble(recipe: Recipe) -> Scenario:
    """Build and check the scenario of a recipe, with one full scenario per change of its schedule.

    Raises:
        InputError: anything wrong, in one sentence.
    """
    scenario = _scenario(recipe)
    raw = recipe.draft.values.get("schedule")
    entries = read_schedule(raw, recipe.draft.origin_of("schedule"), scenario.horizon_days)
    schedule = tuple(_changes(recipe.copy(), entries))
    shocks = read_shocks(recipe.draft, [scenario, *(change.scenario for change in schedule)])
    whole = dataclasses.replace(scenario, schedule=schedule, shocks=shocks)
    vars(whole)[CHECKED] = True
    return whole


def _changes(recipe: Recipe, entries: Iterable[Entry]) -> Iterable[Change]:
    """Apply the entries one upon the other; naming a level puts its own traits in force again."""
    for entry in entries:
        if any(setting.path == ("partnership",) for setting in entry.settings):
            recipe.traits.clear()
            recipe.draft.delete(("levers",))
            recipe.draft.delete(("layers",))
        recipe.apply(entry.settings)
        yield Change(day=entry.day, overrides=dict(entry.overrides), scenario=_scenario(recipe))


def _scenario(recipe: Recipe) -> Scenario:
    draft = recipe.draft
    place = Place("", draft.origin_of)
    levers = build(Levers, draft.values.get("levers", {}), place / "levers")
    layers = build(Layers, draft.values.get("layers", {}), place / "layers")
    _define_for_posts(recipe)
    define_for_shocks(recipe)
    values = {
        key: value for key, value in draft.values.items() if key not in ("schedule", "shocks")
    }
    if "dials" in values:
        raise InputError(f"{draft.origin_of('dials')}: dials is no key: levers.<dial> sets a dial")
    if "networks" in values:
        raise InputError(
            f"{draft.origin_of('networks')}: networks is no key: organisations.networks_file names a file with them"
        )
    values["partnership"] = _in_force(recipe, levers, layers)
    if values.get("transition") == RAMP:
        values |= {"dials": shipped_dials()} | (
            {} if "years" in draft.origins else {"years": RAMP_YEARS}
        )
    scenario = build(Scenario, values, place)
    named = {post.partnership for post in scenario.posts.values() if post.partnership is not None}
    levels: dict[str, Partnership] = {}
    for choice in sorted(named):
        posts = [name for name, post in scenario.posts.items() if post.partnership == choice]
        key = f"posts.{posts[0]}.partnership"
        levels[choice] = load_level(f"{draft.origin_of(key)}: {key}", choice)
    kept = recipe.networks if "organisations.networks_file" not in draft.origins else ()
    networks = kept or read_networks(scenario.organisations, draft.origin_of)
    organisations = scenario.organisations
    if (
        organisations.networks_file is not None
    ):  # a result names the file, and holds its content; no folder of this machine
        organisations = dataclasses.replace(
            organisations, networks_file=readable_name(Path(organisations.networks_file).name)
        )
    scenario = dataclasses.replace(
        scenario, levels=levels, organisations=organisations, networks=networks
    )
    check(scenario, draft.origin_of)
    return scenario


def define_for_shocks(recipe: Recipe) -> None:
    """Define the instruments that a shock offers."""
    shocks = recipe.draft.get(("shocks",))
    for name in shocks if isinstance(shocks, Mapping) else ():
        offered = recipe.draft.get(("shocks", name, "effects", "offer_instrument", "name"))
        if isinstance(offered, str) and offered in names_in("instruments"):
            recipe.define(f"shocks.{name}", [offered])


def _define_for_posts(recipe: Recipe) -> None:
    """Define the instruments of levels at which single posts stand."""
    posts = recipe.draft.get(("posts",))
    for name, post in posts.items() if isinstance(posts, Mapping) else ():
        level = post.get("partnership") if isinstance(post, Mapping) else None
        if isinstance(level, str):
            key = f"posts.{name}.partnership"
            key = f"{recipe.draft.origin_of(key)}: {key}"
            recipe.define_of(key, level)
            recipe.define_own(*level_values(key, level))


def _in_force(recipe: Recipe, levers: Levers, layers: Layers) -> Partnership:
    """Return the level in force: its file, then layers, dials and single traits.

    Instruments that were added.
    """
    draft = recipe.draft
    level = build(
        Partnership, draft.values.get("partnership"), Place("partnership", draft.origin_of)
    )
    more = [name for name in recipe.added if name not in level.instruments]
    level = dataclasses.replace(level, instruments=(*level.instruments, *more))
    by_layer = named_traits(layers, draft.origin_of, level_traits)
    moved = bool(by_layer or recipe.traits) or any(
        d is not None for d in dataclasses.astuple(levers)
    )
    if level.apart and moved:
        raise InputError(
            f"partnership={level.name}: a level with mechanisms of another takes no trait, dial or layer beside them: set them in the files of both levels"
        )
    if by_layer:
        level = dataclasses.replace(level, traits=at_layers(level.traits, by_layer))
    if any(dial is not None for dial in dataclasses.astuple(levers)):
        level = without_stale_sources(
            dataclasses.replace(level, traits=at_levers(levers, level.traits)), level.traits
        )
    if not recipe.traits:
        return level
    changed = Draft({"partnership": dataclasses.asdict(level)}, draft.origin_of("partnership"))
    for setting in recipe.traits:
        if isinstance(setting.value, Mapping):
            changed.merge(setting.value, setting.origin, setting.path)
        else:
            changed.set(setting.path, _cost(setting, level), setting.origin)
    return without_stale_sources(
        build(Partnership, changed.values["partnership"], Place("partnership", changed.origin_of)),
        level.traits,
    )


def _cost(setting: Setting, level: Partnership) -> object:
    """Split a cost given as one number as the level's own is split; leave everything else."""
    value, trait = setting.value, setting.path[-1]
    if (
        len(setting.path) != 3
        or trait not in COSTS
        or isinstance(value, bool)
        or not isinstance(value, int | float)
    ):
        return value
    own: CostParts = getattr(level.traits, trait)
    return dataclasses.asdict(split_cost(value, own)) if 0 <= value < float("inf") else value
