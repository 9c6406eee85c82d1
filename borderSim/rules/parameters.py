"""Parameters of a decision rule: declared in the class, set in a scenario, varied by a sweep.

A rule with parameters is a dataclass whose fields are declared with :func:`quantity` (numbers) or
:func:`choice` (words, switches), as all numbers of a scenario are::

    @dataclass(frozen=True)
    class Mine:
        name = "mine"
        weight: float = quantity(0.3, unit="1", doc="weight of new traders", allowed=(0, 1),
            prior=(0.1, 0.9))

A scenario then says ``customs.targeting={name: mine, weight: 0.5}`` or
``customs.targeting.weight=0.5``.
"""

from __future__ import annotations

import dataclasses
import functools
import math
import typing
from dataclasses import dataclass
from typing import Any

from borderSim.parameters.declare import Declaration, choice, quantity
from borderSim.parameters.rule_choice import Value

__all__ = ["Parameter", "choice", "declared", "quantity"]

TYPES: tuple[type, ...] = (float, int, bool, str)
RESERVED = "name"
"""What a rule is called; no parameter has this name."""


@dataclass(frozen=True)
class Parameter:
    """One parameter of a rule.

    Attributes:
        name: as in the class; type: ``float``, ``int``, ``bool`` or ``str``; default: used where
            nothing is said.
        declaration: unit, range, prior, meaning.
    """

    name: str
    type: type
    default: Value
    declaration: Declaration


def declared(rule: Any) -> dict[str, Parameter]:
    """Return the parameters of a rule's class by name, empty for one without.

    Raises:
        ValueError: a field that cannot be a parameter; the end of a sentence.
    """
    return _declared(rule) if isinstance(rule, type) and dataclasses.is_dataclass(rule) else {}


@functools.cache
def _declared(rule: type) -> dict[str, Parameter]:
    try:
        hints = typing.get_type_hints(rule)
    except Exception as error:
        raise ValueError(
            f"has parameters of a type that cannot be read ({type(error).__name__}: {error})"
        ) from error
    fields = [spec for spec in dataclasses.fields(typing.cast(Any, rule)) if spec.init]
    return {
        spec.name: _parameter(spec, hints[spec.name]) for spec in fields if spec.name != RESERVED
    }


def _parameter(spec: dataclasses.Field[Any], kind: Any) -> Parameter:
    if kind not in TYPES:
        raise ValueError(
            f"has the parameter '{spec.name}' of the type {kind!r}, but it must be float, int, bool or str"
        )
    if spec.default is dataclasses.MISSING:
        raise ValueError(f"has the parameter '{spec.name}' without a default")
    declaration = spec.metadata.get("quantity") or Declaration("-", "")
    default = float(spec.default) if kind is float and type(spec.default) is int else spec.default
    if type(default) is not kind:
        raise ValueError(
            f"has the parameter '{spec.name}' whose default {spec.default!r} is no {kind.__name__}"
        )
    if kind in (float, int) and not (
        math.isfinite(default) and declaration.low <= default <= declaration.high
    ):
        raise ValueError(
            f"has the parameter '{spec.name}' whose default {default!r} is not in its range"
        )
    if declaration.allowed and default not in declaration.allowed:
        raise ValueError(
            f"has the parameter '{spec.name}' whose default {default!r} is none of: {', '.join(declaration.allowed)}"
        )
    return Parameter(spec.name, kind, default, declaration)
