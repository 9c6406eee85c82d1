"""The scenario in force under shocks: the policy's own, with what they set otherwise for a time."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import Any, cast

from borderSim.parameters.rule_choice import RuleName
from borderSim.parameters.scenario import Flow, LegalModel, Levers, Partnership, Post, Scenario
from borderSim.parameters.shocks import (
    BUSIEST,
    EVERY_MODE,
    DataRuling,
    Effects,
    SettingChange,
    Volume,
)
from borderSim.scenario.dials import at_levers
from borderSim.scenario.keys import field_at, without_none
from borderSim.scenario.rule_choices import NAME, in_force, is_parameter, with_parameter


def under(policy: Scenario, effects: Iterable[Effects]) -> Scenario:
    """Return the scenario in force under the effects of several shocks, applied one upon the other.

    Factors and bounds stay within the allowed range of a key, so that several of them can never
    leave it.

    Args:
        policy: what is in force without them.
        effects: checked on loading, in the order in which they struck.
    """
    scenario = policy
    for effect in effects:
        for change in effect.settings:
            scenario = _set(scenario, change)
        if effect.volume is not None:
            scenario = _with_volume(scenario, effect.volume)
        if effect.post_closed is not None:
            scenario = _closed(scenario, post_meant(policy, effect.post_closed.post))
        if effect.data_ruling is not None:
            scenario = _ruled(scenario, effect.data_ruling)
        if effect.blind_spot is not None:
            scenario = _not_for_anybody(scenario, effect.blind_spot.commodity)
    return scenario


def post_meant(scenario: Scenario, name: str, *, with_machines: bool = False) -> str:
    """Return the name of a post.

    ``busiest`` is that of the most valuable goods, then of the most officers.
    """
    if name != BUSIEST:
        return name
    posts = {n: p for n, p in sorted(scenario.posts.items()) if not with_machines or machines_of(p)}
    return max(posts or scenario.posts, key=lambda n: _size(scenario.posts[n]))


def machines_of(post: Post) -> float:
    """Return the number of machines of a post."""
    return sum(flow.machines for flow in post.flows.values())


def _size(post: Post) -> tuple[float, float]:
    flows = post.flows.values()
    return sum(f.units_per_year * f.value_per_unit_eur for f in flows), sum(
        f.officers for f in flows
    )


def _set(scenario: Scenario, change: SettingChange) -> Scenario:
    match change.path:
        case ("partnership",):
            return dataclasses.replace(scenario, partnership=cast(Partnership, change.content))
        case ("legal_model",):
            return dataclasses.replace(scenario, legal_model=cast(LegalModel, change.content))
        case ("posts", _, "partnership") if change.content is not None:
            levels = {**scenario.levels, str(change.value): cast(Partnership, change.content)}
            scenario = dataclasses.replace(scenario, levels=levels)
    if is_parameter(change.path):
        return _replaced(scenario, change.path[:2], lambda old: _with_parameter(old, change))
    changed = _replaced(scenario, change.path, lambda old: _changed(old, change))
    if change.path[0] != "levers":
        return changed
    moved = getattr(changed.levers, change.path[1])
    level, dial = changed.partnership, Levers(**{change.path[1]: moved})
    return dataclasses.replace(
        changed, partnership=dataclasses.replace(level, traits=at_levers(dial, level.traits))
    )


def _replaced(node: Any, path: tuple[str, ...], change: Callable[[Any], Any]) -> Any:
    """A copy of nested mappings and frozen records in which the value at the path is changed."""
    if not path:
        return change(node)
    name, rest = path[0], path[1:]
    if isinstance(node, dict):
        return {**node, name: _replaced(node[name], rest, change)}
    return dataclasses.replace(node, **{name: _replaced(getattr(node, name), rest, change)})


def _changed(old: Any, change: SettingChange) -> Any:
    """A value under a change.

    Numbers of a pair or of parts change alike, of what is null only a bound from above is known.
    """
    if change.does == "value":
        return change.value
    hint, declared = field_at(change.path)
    hint = without_none(hint)
    bound = cast(float, change.value)
    if old is None:
        if change.does != "at_most":
            return None
        return (
            bound
            if not dataclasses.is_dataclass(hint)
            else cast(Any, hint)(**dict.fromkeys(_names(hint), bound))
        )
    if dataclasses.is_dataclass(old):
        return dataclasses.replace(
            cast(Any, old),
            **{name: _number(getattr(old, name), change, declared) for name in _names(old)},
        )
    number = _number(old, change, declared)
    return round(number) if hint is int else number


def _with_parameter(old: RuleName, change: SettingChange) -> RuleName:
    """A rule with one of its parameters under a change, within the range that it declares.

    Or another rule.

    Raises:
        InputError: the rule that is in force has no such parameter.
    """
    if change.path[-1] == NAME:
        return cast(RuleName, change.value)
    value, known = in_force(old, change.path)
    if known.type not in (int, float):
        return with_parameter(old, change.path, change.value)
    new = (
        change.value
        if change.does == "value"
        else _number(cast(float, value), change, known.declaration)
    )
    number = min(max(cast(float, new), known.declaration.low), known.declaration.high)
    return with_parameter(old, change.path, round(number) if known.type is int else float(number))


def _number(old: float, change: SettingChange, declared: Any) -> float:
    value = cast(float, change.value)
    new = (
        old * value
        if change.does == "factor"
        else max(old, value)
        if change.does == "at_least"
        else min(old, value)
    )
    return min(max(new, declared.low), declared.high)


def _names(record: Any) -> list[str]:
    return [f.name for f in dataclasses.fields(record)]


def _with_volume(scenario: Scenario, volume: Volume) -> Scenario:
    def grown(mode: str, flow: Flow) -> Flow:
        mine = volume.mode in (EVERY_MODE, mode)
        return (
            dataclasses.replace(flow, units_per_year=flow.units_per_year * volume.factor)
            if mine
            else flow
        )

    return dataclasses.replace(
        scenario, posts={name: _flows(post, grown) for name, post in scenario.posts.items()}
    )


def _closed(scenario: Scenario, name: str) -> Scenario:
    post = _flows(
        scenario.posts[name], lambda _, flow: dataclasses.replace(flow, units_per_year=0.0)
    )
    return dataclasses.replace(scenario, posts={**scenario.posts, name: post})


def _flows(post: Post, change: Callable[[str, Flow], Flow]) -> Post:
    return dataclasses.replace(
        post, flows={mode: change(mode, flow) for mode, flow in post.flows.items()}
    )


def _ruled(scenario: Scenario, ruling: DataRuling) -> Scenario:
    """Passenger data are kept no longer than the ruling lets them, and read by a joint unit only."""
    system = scenario.systems[ruling.system]
    system = dataclasses.replace(
        system, retention_days=min(system.retention_days, ruling.retention_days)
    )
    if ruling.joint_unit_only and not system.joint_unit:
        system = dataclasses.replace(system, customs_access="none", police_access="none")
    return dataclasses.replace(scenario, systems={**scenario.systems, ruling.system: system})


def _not_for_anybody(scenario: Scenario, commodity: str) -> Scenario:
    """Neither service may seize these goods, unless one acts for the other (power ``seize_all``)."""
    law = scenario.competence
    lacking = {
        s: (*goods, commodity)
        for s in ("customs", "police")
        if commodity not in (goods := getattr(law, s))
    }
    return dataclasses.replace(scenario, competence=dataclasses.replace(law, **lacking))
