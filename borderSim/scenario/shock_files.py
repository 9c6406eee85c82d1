"""The shocks of a scenario: their files checked against the horizon, the posts and the traffic there is."""

from __future__ import annotations

import dataclasses
import fnmatch
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from borderSim.errors import InputError, nearest
from borderSim.parameters.scenario import (
    InformationSystem,
    LegalModel,
    Partnership,
    Scenario,
    SettingChange,
    Shock,
)
from borderSim.parameters.shocks import BUSIEST, EVERY_MODE, EVERYWHERE, LASTING, Condition
from borderSim.parameters.systems import LOOKUPS, PASSENGER_DATA
from borderSim.scenario.build import Place, build, build_value, hints
from borderSim.scenario.checks import check
from borderSim.scenario.draft import Draft
from borderSim.scenario.files import called, file_of, names_in
from borderSim.scenario.keys import check_path, field_at, without_none
from borderSim.scenario.levels import level_values, load_level
from borderSim.scenario.overrides import Setting
from borderSim.scenario.schedule import MAY_CHANGE, check_may_change, leaves
from borderSim.scenario.shock_overlay import machines_of, post_meant, under
from borderSim.scenario.strict_yaml import read_yaml

BOUNDS = ("factor", "at_least", "at_most")
"""How a setting may be changed, beside a plain value."""


def read_shocks(draft: Draft, scenarios: Iterable[Scenario]) -> dict[str, Shock]:
    """Build and check the shocks of a draft, sorted by name.

    Args:
        draft: plain values with their origins; the entries of ``shocks`` are read already.
        scenarios: the scenario, then what its schedule puts in force; every shock must be possible
            under each of them.

    Raises:
        InputError: anything wrong, in one sentence.
    """
    raw = draft.values.get("shocks")
    if not raw:
        return {}
    if not isinstance(raw, Mapping):
        raise InputError(f"{draft.origin_of('shocks')}: shocks must be a list of names and files")
    scenarios = list(scenarios)
    values = {
        name: _with_settings(name, entry, draft) for name, entry in raw.items() if entry is not None
    }
    shocks = {
        name: build(Shock, values[name], Place(f"shocks.{name}", draft.origin_of))
        for name in sorted(values)
    }
    for name, shock in shocks.items():
        _check_time(name, shock, scenarios[0].horizon_days, draft.origin_of)
        _check_effects(name, shock, scenarios[0], draft.origin_of)
        for scenario in scenarios:
            check(
                _under(scenario, name, shock, draft),
                lambda _, name=name: _blamed(name, draft.origin_of),
            )
    return shocks


def _under(scenario: Scenario, name: str, shock: Shock, draft: Draft) -> Scenario:
    try:
        return under(scenario, [shock.effects])
    except InputError as error:  # a parameter that the rule in force does not have
        raise InputError(f"{_blamed(name, draft.origin_of)}: {error}") from error


def check_instrument(name: str, place: str) -> None:
    """Check that an instrument exists that a shock offers or withdraws.

    Raises:
        InputError: there is none of that name.
    """
    known = names_in("instruments")
    if name not in known:
        there = f"; there are: {', '.join(known)}" if known else "; this version has no instruments"
        raise InputError(f"{place} is {name!r}, an unknown instrument{nearest(name, known)}{there}")


# ------------------------------------------------------------------------------ settings for a time
def _with_settings(name: str, entry: object, draft: Draft) -> object:
    """Return the plain values of a shock with its settings read and typed."""
    effects = entry.get("effects") if isinstance(entry, Mapping) else None
    if (
        not isinstance(entry, Mapping)
        or not isinstance(effects, Mapping)
        or "settings" not in effects
    ):
        return entry
    place = f"shocks.{name}.effects.settings"
    raw = effects["settings"]
    if not isinstance(raw, Mapping):
        raise InputError(
            f"{draft.origin_of(place)}: {place} must be a mapping such as {{customs.random_share: 0.2}}"
        )
    # what an override set stands below what the file said
    given: dict[str, object] = dict(leaves(raw, ""))
    changes = tuple(
        change for key, value in given.items() for change in _changes(key, value, place, draft)
    )
    return {**entry, "effects": {**effects, "settings": changes}}


def read_changes(
    given: Mapping[str, object], place: str, draft: Draft, may: Sequence[str] = MAY_CHANGE
) -> tuple[SettingChange, ...]:
    """Read settings that are otherwise for a time, as ``effects.settings`` of a shock says them.

    Args:
        given: by dotted key, a value or ``{factor: 1.2}``, ``{at_least: ...}``, ``{at_most: ...}``.
        place: what sentences call the place.
        draft: plain values of the scenario that is changed.
        may: patterns of the keys that may change.

    Raises:
        InputError: a key that does not exist or can't change during a run, or a value that is not
            allowed.
    """
    return tuple(
        change
        for key, value in leaves(given, "")
        for change in _changes(key, value, place, draft, may)
    )


def _changes(
    key: str, value: object, place: str, draft: Draft, may: Sequence[str] = MAY_CHANGE
) -> Iterator[SettingChange]:
    """Yield the changes of one key: several where it holds ``*`` for every post or flow."""
    origin = f"{draft.origin_of(f'{place}.{key}')}: {place}"
    path = tuple(key.split("."))
    does: Any = path[-1] if path[-1] in BOUNDS else "value"
    setting = Setting(path if does == "value" else path[:-1], value, origin)
    check_may_change(setting, may)
    paths = list(_spelled_out(setting.path, draft))
    if paths != [setting.path]:  # of all posts, those that have such a flow
        paths = [spelled for spelled in paths if draft.get(spelled[:-1]) is not None]
    if not paths:
        raise InputError(f"{origin}: {setting.key} fits no key of the scenario")
    for spelled in paths:
        one = dataclasses.replace(setting, path=spelled)
        check_path(one, draft)
        yield _change(one, does)


def _spelled_out(path: tuple[str, ...], draft: Draft) -> Iterator[tuple[str, ...]]:
    """Yield the paths that one with ``*`` stands for, in the order of their names."""
    for depth, part in enumerate(path):
        if any(sign in part for sign in "*?["):
            entries = draft.get(path[:depth])
            names = sorted(entries) if isinstance(entries, dict) else []
            for name in fnmatch.filter(names, part):
                yield from _spelled_out((*path[:depth], name, *path[depth + 1 :]), draft)
            return
    yield path


def _change(setting: Setting, does: Any) -> SettingChange:
    hint, declared = field_at(setting.path)
    place = Place(setting.key, lambda _: setting.origin)
    if does == "value":
        content = _content(setting)
        value = (
            setting.value
            if content is not None
            else build_value(hint, setting.value, declared, place)
        )
        return SettingChange(setting.path, does, value, content)
    value = setting.value
    if not _is_number(without_none(hint)):
        raise place.wrong(f"is no number: it can be set, but has no {does}")
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise place.wrong(f"has a {does} that is no number")
    if does == "factor" and value < 0:
        raise place.wrong(f"has a factor of {value:g}, but a factor is at least 0")
    return SettingChange(setting.path, does, float(value))


def _is_number(hint: Any) -> bool:
    """Whether a field is a number, or numbers side by side (by direction, by part of a cost)."""
    return hint in (int, float) or (
        dataclasses.is_dataclass(hint) and set(hints(hint).values()) == {float}
    )


def _content(setting: Setting) -> Partnership | LegalModel | None:
    """Return what the file holds that a key names by its value."""
    place = f"{setting.origin}.{setting.key}"
    match setting.path:
        case ("partnership",):
            values, origin = level_values(place, setting.value)
            return build(Partnership, values, Place("", lambda _: origin))
        case ("posts", _, "partnership") if setting.value is not None:
            return load_level(place, setting.value)
        case ("legal_model",):
            path = file_of("legal_model", setting.value, place)
            origin = called("legal_model", str(setting.value), path)
            return build(LegalModel, read_yaml(path, origin), Place("", lambda _: origin))
    return None


# ------------------------------------------------------------------------------ when, where, on what
def _check_time(
    name: str, shock: Shock, horizon_days: int, origin_of: Callable[[str], str]
) -> None:
    last = horizon_days - 1
    if shock.day is not None and shock.day > last:
        raise _wrong(
            name,
            "day",
            f"is {shock.day}, but must be between 0 and {last}, the last day of the horizon",
            origin_of,
        )
    condition = shock.condition
    if condition is None:
        return
    given = [limit for limit in Condition.LIMITS if getattr(condition, limit) is not None]
    if len(given) != 1:
        what = f"gives {' and '.join(given)}" if given else "gives no limit"
        raise _wrong(
            name,
            "condition",
            f"{what}: one of {', '.join(Condition.LIMITS)} must be there",
            origin_of,
        )
    value = getattr(condition, given[0])
    if not math.isfinite(value):
        raise _wrong(
            name, f"condition.{given[0]}", f"is {value}, but must be a finite number", origin_of
        )
    if shock.day is None and condition.not_before > last:
        what = f"is {condition.not_before}, but must be between 0 and {last}, the last day of the horizon"
        raise _wrong(name, "condition.not_before", what, origin_of)


def _check_effects(
    name: str, shock: Shock, scenario: Scenario, origin_of: Callable[[str], str]
) -> None:
    modes = sorted({mode for post in scenario.posts.values() for mode in post.flows})
    given = {kind: value for kind, value in vars(shock.effects).items() if value}
    for kind, effect in given.items():
        key = f"effects.{kind}"
        post = getattr(effect, "post", None)
        if post not in (None, BUSIEST, EVERYWHERE) and post not in scenario.posts:
            what = f"is '{post}', an unknown post{nearest(post, scenario.posts)}; there are: {', '.join(scenario.posts)}"
            raise _wrong(name, f"{key}.post", what, origin_of)
        mode = getattr(effect, "mode", None)
        if mode not in (None, EVERY_MODE, *modes):
            what = f"is '{mode}', but no post has such traffic{nearest(mode, modes)}; there are: {', '.join(modes)}"
            raise _wrong(name, f"{key}.mode", what, origin_of)
        _check_named(name, kind, effect, scenario, origin_of)
        if kind in ("offer_instrument", "withdraw_instrument"):
            check_instrument(
                effect.name, f"{origin_of(f'shocks.{name}.{key}')}: shocks.{name}.{key}.name"
            )
    if shock.effects.trust_change is not None and shock.effects.trust_change.post == BUSIEST:
        raise _wrong(
            name,
            "effects.trust_change.post",
            f"is '{BUSIEST}', but must name a post, or be {EVERYWHERE}",
            origin_of,
        )
    for kind in ("scanner_outage", "post_closed"):
        effect = given.get(kind)
        if effect is not None and effect.post == EVERYWHERE:
            raise _wrong(
                name,
                f"effects.{kind}.post",
                f"is '{EVERYWHERE}', but must name a post, or be {BUSIEST}",
                origin_of,
            )
    outage = shock.effects.scanner_outage
    if outage is not None:
        post = post_meant(scenario, outage.post, with_machines=True)
        if not machines_of(scenario.posts[post]):
            raise _wrong(
                name,
                "effects.scanner_outage.post",
                f"is '{outage.post}', but there is no machine to fail",
                origin_of,
            )
    if shock.effects.post_closed is not None and shock.lasts_days is None:
        raise _wrong(
            name, "lasts_days", "is null, but a post that closes must open again", origin_of
        )
    if (
        shock.lasts_days is not None
        and shock.effects != type(shock.effects)()
        and not set(given) & set(LASTING)
    ):
        what = f"is {shock.lasts_days}, but nothing of what it does lasts; what does: {', '.join(LASTING)}"
        raise _wrong(name, "lasts_days", what, origin_of)


def _check_named(
    name: str, kind: str, effect: Any, scenario: Scenario, origin_of: Callable[[str], str]
) -> None:
    """Check the system or the goods that an effect names, and that the system is one of which the effect can be true."""
    commodity, system = getattr(effect, "commodity", None), getattr(effect, "system", None)
    if commodity is not None and commodity not in scenario.commodities:
        what = f"is '{commodity}', an unknown commodity{nearest(commodity, scenario.commodities)}; there are: {', '.join(scenario.commodities)}"
        raise _wrong(name, f"effects.{kind}.commodity", what, origin_of)
    if system is None:
        return
    fit = [n for n, x in scenario.systems.items() if _fits(kind, x)]
    if system not in scenario.systems:
        what = f"is '{system}', an unknown information system{nearest(system, scenario.systems)}; fit for it: {', '.join(fit)}"
        raise _wrong(name, f"effects.{kind}.system", what, origin_of)
    if system not in fit:
        why = (
            "is not asked on arrival, or has no hit confirmed"
            if kind == "document_hit"
            else "holds no passenger data"
        )
        raise _wrong(
            name,
            f"effects.{kind}.system",
            f"is '{system}', which {why}; fit for it: {', '.join(fit)}",
            origin_of,
        )
    modes = scenario.systems[system].modes
    mode = getattr(effect, "mode", EVERY_MODE)
    if mode not in (EVERY_MODE, *modes):
        what = f"is '{mode}', but {system} is asked in {', '.join(modes)} only"
        raise _wrong(name, f"effects.{kind}.mode", what, origin_of)


def _fits(kind: str, system: InformationSystem) -> bool:
    """Whether a system is one that an effect can be about."""
    if kind == "data_ruling":
        return system.asked_about in PASSENGER_DATA
    return (
        system.asked_about in LOOKUPS
        and "arrival" in system.asked_at
        and system.validation_hours is not None
    )


def _blamed(name: str, origin_of: Callable[[str], str]) -> str:
    return f"{origin_of(f'shocks.{name}.effects')}: shocks.{name} leads to what can't be"


def _wrong(name: str, key: str, what: str, origin_of: Callable[[str], str]) -> InputError:
    full = f"shocks.{name}.{key}"
    return InputError(f"{origin_of(full)}: {full} {what}")
