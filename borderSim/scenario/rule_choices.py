"""Decision rules in a scenario: a name, or a name with parameters such as ``{name: mine, weight: 0.3}``.

A parameter is also a key of its own, ``customs.targeting.weight=0.3``, which overrides, schedules,
shocks and sweeps can set. A rule whose parameters are all at their default is its bare name: both
ways to say so are the same scenario, with the same hash.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from borderSim.errors import InputError
from borderSim.parameters.rule_choice import (
    RuleName,
    Value,
    name_of,
    parameters_of,
    with_parameters,
)
from borderSim.rules.parameters import Parameter

KEYS = (
    ("traffickers", "strategy"),
    ("customs", "targeting"),
    ("customs", "allocation"),
    ("police", "casework"),
)
"""Keys that name a decision rule."""
NAME = "name"


def is_rule(path: Sequence[str]) -> bool:
    """Whether a key names a decision rule."""
    return tuple(path) in KEYS


def is_parameter(path: Sequence[str]) -> bool:
    """Whether a key is one of those below a rule: a parameter of it, or its name."""
    return len(path) == 3 and is_rule(path[:2])


def as_mapping(value: object) -> dict[str, object]:
    """Return what a scenario says of a rule as a mapping: a bare name is ``{name: ...}``."""
    return (
        {NAME: value}
        if isinstance(value, str)
        else dict(value)
        if isinstance(value, Mapping)
        else {}
    )


def laid_over(old: object, new: object) -> object:
    """Return what holds when a rule is set: parameters without a name belong to the rule that is there."""
    if isinstance(new, Mapping) and NAME not in new:
        return {**as_mapping(old), **new}
    return new


def parameters_at(path: Sequence[str]) -> dict[str, Parameter]:
    """Return the parameters that a key can mean, by the name of the rule that has it."""
    from borderSim.rules import registry

    if not is_parameter(path):
        return {}
    kind, found = registry.kind_of(".".join(path[:2])), {}
    for name in registry.names(kind):
        known = registry.known_parameters(kind, name)
        if path[2] in known:
            found[name] = known[path[2]]
    return found


def parameter_at(path: Sequence[str]) -> Parameter | None:
    """Return the parameter that a key means, of the first rule that has it; None where none has."""
    return next(iter(parameters_at(path).values()), None)


def in_force(choice: RuleName, path: Sequence[str]) -> tuple[Value, Parameter]:
    """Return value and declaration of a parameter of the rule that a scenario names.

    Raises:
        InputError: that rule has no such parameter.
    """
    from borderSim.rules import registry

    kind, name = registry.kind_of(".".join(path[:2])), name_of(choice)
    known = registry.parameters(kind, name)
    if path[2] not in known:
        raise InputError(registry.unknown_parameter(kind, name, path[2], list(known)))
    return parameters_of(choice).get(path[2], known[path[2]].default), known[path[2]]


def with_parameter(choice: RuleName, path: Sequence[str], value: Any) -> RuleName:
    """Return a rule with one parameter set otherwise."""
    _, known = in_force(choice, path)
    given = {**parameters_of(choice), path[2]: value}
    if value == known.default:
        del given[path[2]]
    return with_parameters(name_of(choice), given)
