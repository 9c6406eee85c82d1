"""From plain values to the typed scenario: every key known, every type right, every number in range."""

from __future__ import annotations

import dataclasses
import functools
import math
import re
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Union, get_args, get_origin

from borderSim.errors import InputError, nearest
from borderSim.language.phrases import phrase
from borderSim.number_slips import number_meant
from borderSim.parameters.declare import INF, Declaration
from borderSim.parameters.gone import gone
from borderSim.parameters.rule_choice import RuleChoice, RuleName, Value, with_parameters
from borderSim.parameters.scenario import CostParts, Directed, Text
from borderSim.scenario.rule_choices import NAME

ENTRY = re.compile(r"[a-z0-9_]+")
SWITCHES = {"on": True, "off": False, "yes": True, "no": False, "true": True, "false": False}
HUGE = 1e30


@dataclass(frozen=True)
class Place:
    """Where a value stands: its dotted key, and who set it (for sentences)."""

    key: str
    origin_of: Callable[[str], str]

    def __truediv__(self, name: str) -> Place:
        return Place(f"{self.key}.{name}" if self.key else name, self.origin_of)

    def wrong(self, what: str) -> InputError:
        """Return the sentence: origin, key, what is wrong."""
        origin = self.origin_of(self.key)
        if not self.key:
            return InputError(phrase("{origin}: {what}", origin=origin, what=what))
        return InputError(phrase("{origin}: {key} {what}", origin=origin, key=self.key, what=what))


@functools.cache
def hints(kind: type) -> dict[str, Any]:
    """Return the resolved type of each field of a scenario dataclass."""
    found = typing.get_type_hints(kind)
    return {f.name: found[f.name] for f in dataclasses.fields(kind)}


def declaration_of(spec: dataclasses.Field) -> Declaration | None:
    """Return what a field declares about itself."""
    return spec.metadata.get("quantity")


def build[T](kind: type[T], value: object, place: Place) -> T:
    """Build a dataclass of the scenario from plain values.

    Args:
        kind: the dataclass.
        value: a mapping; a part that is built already is taken as it is.
        place: where the value stands.

    Raises:
        InputError: unknown or missing key, wrong type, number out of its range.
    """
    return _build(kind, value, None, place)


def build_value(hint: Any, value: object, declared: Declaration, place: Place) -> Any:
    """Build the value of one field from plain data (see :func:`build`)."""
    return _build(hint, value, declared, place)


def _build(hint: Any, value: object, declared: Declaration | None, place: Place) -> Any:
    if hint == RuleName:
        return _rule(value, declared or Declaration("-", ""), place)
    if get_origin(hint) in (Union, types.UnionType):
        if value is None:
            return None
        hint = next(part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is dict:
        return _entries(get_args(hint)[1], value, place)
    if get_origin(hint) is tuple:
        return _sequence(get_args(hint), value, declared, place)
    if dataclasses.is_dataclass(hint):
        return (
            value
            if isinstance(value, typing.cast(type, hint))
            else _record(hint, value, declared, place)
        )
    return _SCALARS[hint](value, declared, place)


def _rule(value: object, declared: Declaration, place: Place) -> RuleName:
    """Read a decision rule: whether there is one of that name is seen later, its parameters are checked now."""
    if isinstance(value, str):
        return value
    if isinstance(value, RuleChoice):
        value = value.as_dict()
    if not isinstance(value, Mapping):
        raise place.wrong(
            f"must be the name of a rule, or a mapping such as {{name: mine, weight: 0.3}}, not {_shown(value)}"
        )
    from borderSim.rules import registry

    kind = registry.kind_of(declared.rule)
    name = value.get(NAME, kind.default)
    if not isinstance(name, str):
        raise (place / NAME).wrong(f"must be the name of a rule, not {_shown(name)}")
    try:
        known = registry.parameters(kind, name)
    except InputError as error:
        raise InputError(f"{place.origin_of(place.key)}: {error}") from error
    given: dict[str, Value] = {}
    for key, item in value.items():
        if key == NAME:
            continue
        if key not in known:
            raise InputError(
                f"{place.origin_of(f'{place.key}.{key}')}: {registry.unknown_parameter(kind, name, key, list(known))}"
            )
        built = build_value(known[key].type, item, known[key].declaration, place / key)
        if built != known[key].default:
            given[key] = built
    return with_parameters(name, given)


def _record(kind: Any, value: object, declared: Declaration | None, place: Place) -> Any:
    if kind is Directed and _is_number(value):
        number = _float(value, declared, place)
        return Directed(customs_to_police=number, police_to_customs=number)
    if kind is CostParts and _is_number(value):
        return CostParts(sharing=0.0, pooling=0.0, governance=_float(value, declared, place))
    if kind is Text and isinstance(value, str):
        return Text(en=value, fr=value)
    if not isinstance(value, Mapping):
        raise place.wrong(
            f"must be a mapping of keys to values{_or_number(kind)}, not {_shown(value)}"
        )
    fields = {f.name: f for f in dataclasses.fields(kind)}
    for key in value:
        if key not in fields:
            here = place / str(key)
            known = phrase("is an unknown key{near}", near=nearest(str(key), fields))
            raise here.wrong(gone(here.key) or known)
    built = {
        name: _build(hints(kind)[name], value[name], declaration_of(spec) or declared, place / name)
        for name, spec in fields.items()
        if name in value
    }
    missing = [name for name in required(kind) if name not in built]
    if missing:
        raise (
            place.wrong(f"lacks the key '{missing[0]}'")
            if place.key
            else InputError(f"{place.origin_of('')}: the key '{missing[0]}' is missing")
        )
    return kind(**built)


@functools.cache
def required(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a dataclass that have no default."""
    nothing = dataclasses.MISSING
    return tuple(
        f.name
        for f in dataclasses.fields(kind)
        if f.default is nothing and f.default_factory is nothing
    )


def _entries(hint: Any, value: object, place: Place) -> dict[str, Any]:
    """Build a mapping of named entries, sorted by name; an entry set to null is left out."""
    if not isinstance(value, Mapping):
        raise place.wrong(f"must be a mapping of names to entries, not {_shown(value)}")
    for name in value:
        if not isinstance(name, str) or not ENTRY.fullmatch(name):
            raise place.wrong(f"has an entry {_shown(name)}: a name holds only a-z, 0-9 and '_'")
    entries = {name: value[name] for name in sorted(value) if value[name] is not None}
    for name, entry in entries.items():
        missing = [key for key in required(hint) if isinstance(entry, Mapping) and key not in entry]
        if missing:
            others = [other for other in entries if other != name]
            raise (place / name).wrong(f"lacks the key '{missing[0]}'{nearest(name, others)}")
    return {name: _build(hint, entry, None, place / name) for name, entry in entries.items()}


def _sequence(
    parts: tuple[Any, ...], value: object, declared: Declaration | None, place: Place
) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        what = _of_what(parts[0])
        raise place.wrong(f"must be a list of {what}, not {_shown(value)}")
    if parts[-1] is Ellipsis:
        parts = (parts[0],) * len(value)
    if len(value) != len(parts):
        commas = " (a decimal is written with a point)" if len(value) == 2 * len(parts) else ""
        raise place.wrong(f"must be a list of {len(parts)} numbers, not of {len(value)}{commas}")
    return tuple(
        _build(
            hint, item, declared, Place(f"{place.key}[{i}]", lambda _: place.origin_of(place.key))
        )
        for i, (hint, item) in enumerate(zip(parts, value, strict=True))
    )


def _of_what(kind: Any) -> str:
    """Return, in words, what a list holds."""
    if dataclasses.is_dataclass(kind):
        return f"mappings such as [{{{', '.join(f'{key}: ...' for key in required(typing.cast(type, kind)))}}}]"
    return "names such as [a, b]" if kind is str else "numbers such as [0.7, 0.3]"


def _float(value: object, declared: Declaration | None, place: Place) -> float:
    if not _is_number(value):
        raise place.wrong(
            phrase(
                "must be a number, not {given}{meant}",
                given=_shown(value),
                meant=number_meant(value),
            )
        )
    try:
        number = float(typing.cast(float, value))
    except OverflowError:
        number = INF
    if not math.isfinite(number):
        raise place.wrong(f"is {number}, but must be a finite number")
    _check_range(number, declared, place, value)
    return number


def _int(value: object, declared: Declaration | None, place: Place) -> int:
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # (2.0 is the 2 of a spreadsheet)
    if not isinstance(value, int) or isinstance(value, bool):
        raise place.wrong(
            phrase(
                "must be a whole number, not {given}{meant}",
                given=_shown(value),
                meant=number_meant(value),
            )
        )
    _check_range(value, declared, place, value)
    return value


def _bool(value: object, declared: Declaration | None, place: Place) -> bool:
    if isinstance(value, str) and value.lower() in SWITCHES:
        return SWITCHES[value.lower()]
    if not isinstance(value, bool):
        known = nearest(value, ("true", "false")) if isinstance(value, str) else ""
        raise place.wrong(
            phrase(
                "must be true or false (or on, off), not {given}{near}",
                given=_shown(value),
                near=known,
            )
        )
    return value


def _str(value: object, declared: Declaration | None, place: Place) -> str:
    if not isinstance(value, str):
        raise place.wrong(phrase("must be text, not {given}", given=_shown(value)))
    if declared and declared.allowed and value not in declared.allowed:
        allowed = ", ".join(declared.allowed)
        raise place.wrong(
            phrase(
                "is {given}{near}, but must be one of: {allowed}",
                given=_shown(value),
                near=nearest(value, declared.allowed),
                allowed=allowed,
            )
        )
    return value


_SCALARS: dict[type, Callable[[object, Declaration | None, Place], object]] = {
    float: _float,
    int: _int,
    bool: _bool,
    str: _str,
}


def _check_range(number: float, declared: Declaration | None, place: Place, given: object) -> None:
    if declared is None or declared.low <= number <= declared.high:
        return
    unit = "" if declared.unit in ("1", "-") else f" ({declared.unit})"
    raise place.wrong(
        phrase(
            "is {given}, but must be {range}{unit}",
            given=_shown(given),
            range=range_in_words(declared),
            unit=unit,
        )
    )


def range_in_words(declared: Declaration) -> str:
    """Return the allowed range of a number as words, empty where any number is allowed."""
    low, high = declared.low, declared.high
    if low == -INF:
        return "" if high == INF else phrase("at most {high}", high=_end(high))
    if high == INF:
        return phrase("at least {low}", low=_end(low))
    return phrase("between {low} and {high}", low=_end(low), high=_end(high))


def _end(value: float) -> str:
    """Return the end of a range without an exponent: 0.000001, 10,000,000,000."""
    if abs(value) >= 1e6:
        return f"{value:,.0f}"
    return f"{value:g}" if value == 0 or abs(value) >= 1e-4 else f"{value:.9f}".rstrip("0")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _or_number(kind: type) -> str:
    return " or a number" if kind in (Directed, CostParts) else ""


def _shown(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case Mapping():
            return "a mapping"
        case list() | tuple():
            return "a list"
        case float() | int():
            return str(value) if abs(value) < HUGE or value != value else "a number of that size"
    text = str(value)
    return repr(text if len(text) <= 60 else text[:57] + "...")
