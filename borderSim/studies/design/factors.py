"""What a designed experiment varies: factors with their values, from the file or from the schema's priors.

A factor is a key of the scenario. ``prior`` takes the range that the schema declares; ``*`` in
the place of an entry (``modes.*.p_detect``) moves all entries together. How a prior is read:

* single value: uniform over the prior, on a log scale where it spans a factor of ten or more
  (assumption);
* entries whose prior is a factor (:data:`MULTIPLIES`): each entry's own value times the factor, log
  scale;
* spreads (:data:`ADDS`): the number is added to each entry's own;
* other entries: all are moved the same share of the way from their own value to an end of the
  prior (-1: the low end, 0: as they are, 1: the high end). An entry that is 0, or outside the
  prior, says that the thing is not there, and stays.
"""

from __future__ import annotations

import dataclasses
import fnmatch
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from borderSim.errors import InputError, nearest
from borderSim.parameters.declare import Declaration
from borderSim.parameters.gone import gone
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.build import declaration_of, hints, range_in_words
from borderSim.scenario.catalogue import parameters, rule_parameters
from borderSim.scenario.files import names_in
from borderSim.scenario.keys import first_part
from borderSim.scenario.load import scenario_as_dict
from borderSim.scenario.rule_choices import is_parameter, is_rule, parameter_at, parameters_at
from borderSim.scenario.shipped import WORDS

Value = str | int | float | bool
Way = Literal["set", "multiply", "add", "move"]

LOG_FROM = 10.0
"""A prior whose ends differ by this factor is drawn on a log scale (assumption)."""
LEVELS = "levels"
"""Key that stands for the traits of every level, each drawn within one level of its own."""
ALL = "all_assumptions"
"""Key that stands for every field that is derived or assumed and has a prior."""
LEVEL = "partnership."
"""Keys below it belong to the levels, never to the circumstances."""
TRAITS = f"{LEVEL}traits."
PARTNERSHIP = "partnership"
"""Factor that names the level of a point, which is run beside the present one."""
LEVERS = "levers."
"""Keys below it put a point on the dials, in the place of a level."""
SWITCH = re.compile(r"(instruments|shocks)\.([a-z0-9_]+)")
"""Keys that put a shipped instrument (in every level) or shock in force (true) or not (false)."""
CHOICES = ("legal_model", PARTNERSHIP)
"""Keys that choose a file and may be varied."""
MULTIPLIES = (
    "posts.*.flows.*.units_per_year",
    "posts.*.flows.*.officers",
    "modes.*.check_hours",
    "modes.*.open_hours",
    "modes.*.strip_hours",
    "modes.*.check_delay_days",
    "modes.*.open_delay_days",
    "modes.*.strip_delay_days",
    "modes.*.lead_time_days",
    "modes.*.opportunists_per_10k",
    "commodities.*.wholesale_eur",
    "commodities.*.harm_eur",
)
ADDS = ("commodities.*.loads.*.sigma",)
MOST_STEPS = 10_000
"""Values of a range in a grid."""
SIGNIFICANT = 6
"""Digits of a drawn value, so that it can be typed again."""


@dataclass(frozen=True)
class Factor:
    """One thing that is varied.

    Attributes:
        key: dotted key; ``*`` stands for every entry.
        values: the values to try, or empty where a range is drawn from.
        low, high: range.
        log: whether the range is drawn on a log scale.
        way: what a number does to the value that is there.
        whole: whether only whole numbers are allowed.
        steps: number of equally spaced values where a grid needs them from a range.
    """

    key: str
    values: tuple[Value, ...] = ()
    low: float = 0.0
    high: float = 0.0
    log: bool = False
    way: Way = "set"
    whole: bool = False
    steps: int = 0

    def at(self, share: float) -> Value:
        """Return the value at a share (0 to 1) of the factor's values or range."""
        if self.values:
            return self.values[min(int(share * len(self.values)), len(self.values) - 1)]
        if self.log:
            number = math.exp(
                math.log(self.low) + share * (math.log(self.high) - math.log(self.low))
            )
        else:
            number = self.low + share * (self.high - self.low)
        if self.whole and self.way == "set":
            return round(number)
        return float(f"{number:.{SIGNIFICANT}g}")

    @property
    def grid(self) -> tuple[Value, ...]:
        """The values of a grid."""
        return self.values or tuple(self.at(step / (self.steps - 1)) for step in range(self.steps))

    def as_dict(self) -> dict[str, object]:
        """Return what the manifest records."""
        if self.values:
            return {"key": self.key, "values": list(self.values)}
        return {
            "key": self.key,
            "low": self.low,
            "high": self.high,
            "log": self.log,
            "way": self.way,
        }


def read_factors(
    given: Mapping[str, object],
    place: str,
    without: Sequence[str] = (),
    word: str = "design.factors.",
) -> list[Factor]:
    """Read the factors of an experiment file (:data:`LEVELS` is left to the caller).

    Args:
        given: key to a list of values, ``prior``, ``{range: [low, high], scale: log, steps: n}`` or
            ``{factor: [low, high]}``.
        place: the file, for sentences.
        without: keys that ``all_assumptions`` leaves out, with all that stands below them.
        word: what stands before a key in sentences.

    Raises:
        InputError: unknown key, no prior, or values that make no sense.
    """
    found: dict[str, Factor] = {}
    for key, spec in given.items():
        if key == LEVELS:
            continue
        where = f"{place}: {word}{key}"
        for factor in (
            _all_assumptions(where, spec, without) if key == ALL else [_factor(key, spec, where)]
        ):
            if (
                factor.key not in found or key != ALL
            ):  # what the file says by name goes before what stands for all
                found[factor.key] = factor
    return list(found.values())


def overrides(point: Mapping[str, Value], factors: Sequence[Factor], base: Scenario) -> list[str]:
    """Return the settings of a point as ``key=value``.

    What is in force (levels, traits, dials) is not among them.

    What is set of an instrument or shock that the point switches off is left out, and so is a
    parameter that the rule which the point names does not have.
    """
    plain: dict[str, Any] = {}
    switches = {
        factor.key: bool(point[factor.key]) for factor in factors if SWITCH.fullmatch(factor.key)
    }
    texts: list[str] = []
    for group in dict.fromkeys(key.partition(".")[0] for key in switches):
        on = [
            key.partition(".")[2]
            for key, there in switches.items()
            if there and key.startswith(f"{group}.")
        ]
        texts += [f"{group}=[{','.join(on)}]"] if on else []
    for factor in factors:
        value, entry = point[factor.key], ".".join(factor.key.split(".")[:2])
        if (
            factor.key in switches
            or not switches.get(entry, True)
            or factor.key.startswith((LEVEL, LEVERS))
            or factor.key == PARTNERSHIP
        ):
            continue
        if not _of_rule_in_force(factor.key, point):
            continue
        if "*" not in factor.key:
            texts.append(f"{factor.key}={as_text(value)}")
            continue
        plain = plain or scenario_as_dict(base)
        texts += [
            f"{key}={as_text(moved)}"
            for key, own in entries(plain, factor.key)
            if (moved := _moved(factor, own, float(value))) != own
        ]
    return texts


def _of_rule_in_force(key: str, point: Mapping[str, Value]) -> bool:
    """Whether a key is no parameter of a rule, or one of the rule that a point names (where it names none, of any)."""
    path = key.split(".")
    named = point.get(".".join(path[:2])) if is_parameter(path) else None
    return named is None or named in parameters_at(path)


def set_beside(settings: Sequence[str], factors: Sequence[Factor]) -> str:
    """Return a setting that says the same as a factor, and so would be lost at every point.

    Empty where there is none.
    """
    for text in settings:
        key = text.partition("=")[0].lstrip("+~").strip()
        for factor in factors:
            if (
                is_rule(key.split("."))
                and is_parameter(factor.key.split("."))
                and not re.search(rf"\b{factor.key.split('.')[2]}\s*:", text)
            ):
                continue  # the name of the rule, whose parameter is varied
            same = (
                factor.key == key
                or factor.key.startswith(f"{key}.")
                or key.startswith(f"{factor.key}.")
            )
            if (same and not SWITCH.fullmatch(factor.key)) or (
                factor.way == "set" and "*" in factor.key and fnmatch.fnmatchcase(key, factor.key)
            ):
                return key
    return ""


def entries(values: Mapping[str, Any], key: str) -> list[tuple[str, Any]]:
    """Return (dotted key, value) of every entry that a key with ``*`` means."""
    found: list[tuple[str, Any]] = [("", values)]
    for part in key.split("."):
        found = [
            (f"{above}.{name}".strip("."), below)
            for above, held in found
            if isinstance(held, Mapping)
            for name, below in (held.items() if part == "*" else [(part, held.get(part))])
            if below is not None
        ]
    return found


def as_text(value: object) -> str:
    """Return a value as it is typed after ``key=``."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{','.join(as_text(item) for item in value)}]"
    return str(value)


def field_of(key: str) -> tuple[Declaration, Any] | None:
    """Return declaration and type of the field that a key names, None where it names none."""
    path = key.split(".")
    if is_parameter(path):
        known = parameter_at(path)
        return None if known is None else (known.declaration, known.type)
    hint: Any = Scenario
    declared: Declaration | None = None
    for part in path:
        hint = first_part(hint)
        if get_origin(hint) is dict:
            hint, declared = get_args(hint)[1], None
        elif dataclasses.is_dataclass(hint) and part in hints(hint):
            spec = next(f for f in dataclasses.fields(hint) if f.name == part)
            declared, hint = declaration_of(spec), hints(hint)[part]
        else:
            return None
    return None if declared is None else (declared, first_part(hint))


# --------------------------------------------------------------------------- reading
def _factor(key: str, spec: object, where: str) -> Factor:
    switch = SWITCH.fullmatch(key)
    if switch:
        return _switched(key, switch[1], switch[2], spec, where)
    found = field_of(key)
    if found is None and key not in CHOICES:
        if gone(key):
            raise InputError(f"{where}: {gone(key)}")
        known = [re.sub(r"<\w+>", "*", row.key) for row in parameters() + rule_parameters()]
        raise InputError(
            f"{where}: is an unknown factor{nearest(key, [*known, *CHOICES, LEVELS, ALL])}"
        )
    declared, hint = found if found else (Declaration("-", ""), str)
    if isinstance(spec, list):
        return _in_range(Factor(key, _values(spec, where)), declared, where)
    if spec == "prior":
        return _of_prior(key, declared, hint, where)
    if isinstance(spec, Mapping):
        return _in_range(_of_range(key, spec, hint, where), declared, where)
    raise InputError(
        f"{where}: must be a list of values, prior, or {{range: [low, high]}}, not {spec!r}"
    )


def _switched(key: str, group: str, name: str, spec: object, where: str) -> Factor:
    if name not in names_in(group):
        raise InputError(
            f"{where}: there is no {WORDS[group]} {name!r}{nearest(name, names_in(group))}; there are: {', '.join(names_in(group))}"
        )
    if not isinstance(spec, list) or not spec or not all(isinstance(value, bool) for value in spec):
        raise InputError(f"{where}: must be [true, false]: in force or not")
    return Factor(key, _values(spec, where))


def _in_range(factor: Factor, declared: Declaration, where: str) -> Factor:
    """Check the values of a trait (those of every other key are checked when their scenario is built)."""
    for value in (
        (factor.values or (factor.low, factor.high)) if factor.key.startswith(TRAITS) else ()
    ):
        if not _is_number(value) or not declared.low <= float(value) <= declared.high:
            raise InputError(f"{where}: is {value!r}, but must be {range_in_words(declared)}")
    return factor


def _values(spec: Sequence[object], where: str) -> tuple[Value, ...]:
    if not spec:
        raise InputError(f"{where}: names no value")
    if not all(isinstance(value, str | int | float | bool) for value in spec):
        raise InputError(f"{where}: each value must be a number, a word or true/false")
    if len({(isinstance(value, bool), value) for value in spec}) < len(spec):
        raise InputError(f"{where}: names a value twice")
    return tuple(spec)  # type: ignore[arg-type]


def _of_prior(key: str, declared: Declaration, hint: Any, where: str) -> Factor:
    priors = {name: one.declaration.prior for name, one in parameters_at(key.split(".")).items()}
    if len(set(priors.values())) > 1:
        raise InputError(
            f"{where}: the rules {' and '.join(priors)} each have a prior of their own for it; give a list of values or {{range: [low, high]}}"
        )
    if declared.prior is None:
        raise InputError(
            f"{where}: {key} has no prior; give a list of values or {{range: [low, high]}}"
        )
    low, high = declared.prior
    whole = hint is int
    if key in MULTIPLIES:
        return Factor(key, low=low, high=high, log=True, way="multiply")
    if key in ADDS:
        return Factor(key, low=low, high=high, way="add")
    if "*" in key:
        return Factor(key, low=-1.0, high=1.0, way="move", whole=whole)
    return Factor(key, low=low, high=high, log=low > 0 and high / low >= LOG_FROM, whole=whole)


def _of_range(key: str, spec: Mapping[str, object], hint: Any, where: str) -> Factor:
    kinds = [kind for kind in ("range", "factor") if kind in spec]
    unknown = [str(name) for name in spec if name not in ("range", "factor", "scale", "steps")]
    if unknown:
        raise InputError(
            f"{where}.{unknown[0]}: is an unknown key{nearest(unknown[0], ['range', 'factor', 'scale', 'steps'])}"
        )
    ends = spec[kinds[0]] if len(kinds) == 1 else None
    if (
        not isinstance(ends, list)
        or len(ends) != 2
        or not all(_is_number(end) for end in ends)
        or not ends[0] < ends[1]
    ):
        raise InputError(
            f"{where}: must hold range: [low, high] (or factor: [low, high]) with two rising numbers"
        )
    scale, steps = (
        spec.get("scale", "log" if kinds == ["factor"] else "linear"),
        spec.get("steps", 0),
    )
    if scale not in ("log", "linear") or (scale == "log" and ends[0] <= 0):
        raise InputError(f"{where}.scale: must be linear, or log for a range above 0")
    if (
        not isinstance(steps, int)
        or isinstance(steps, bool)
        or (steps and not 2 <= steps <= MOST_STEPS)
    ):
        raise InputError(f"{where}.steps: must be a whole number from 2 to {MOST_STEPS}")
    if kinds == ["factor"] and "*" not in key:
        raise InputError(f"{where}.factor: multiplies entries and needs a key with '*'; use range")
    return Factor(
        key,
        low=float(ends[0]),
        high=float(ends[1]),
        log=scale == "log",
        steps=steps,
        whole=hint is int,
        way="multiply" if kinds == ["factor"] else "set",
    )


def _all_assumptions(where: str, spec: object, without: Sequence[str]) -> list[Factor]:
    if spec != "prior":
        raise InputError(f"{where}: must be prior")
    found = []
    for row in parameters():
        key = re.sub(r"<\w+>", "*", row.key)
        if (
            row.prior
            and row.mark in ("derived", "assumption")
            and not key.startswith(LEVEL)
            and not any(f"{key}.".startswith(f"{left}.") for left in without)
        ):
            declared, hint = field_of(key) or (Declaration("-", ""), float)
            found.append(_of_prior(key, declared, hint, where))
    return found


# --------------------------------------------------------------------------- moving
def _moved(factor: Factor, own: Any, by: float) -> Any:
    """Return an entry's value under a factor."""
    if not _is_number(own):
        return own
    if factor.way == "set":
        return round(by) if factor.whole else by
    declared = (field_of(factor.key) or (Declaration("-", ""), float))[0]
    if factor.way == "multiply":
        value = own * by
    elif factor.way == "add":
        value = own + by
    else:
        low, high = declared.prior or (own, own)
        if own == 0 or not low <= own <= high:
            return own
        value = own + by * (high - own if by > 0 else own - low)
    value = min(max(value, declared.low), declared.high)
    return (
        round(value) if isinstance(own, int) and factor.whole else float(f"{value:.{SIGNIFICANT}g}")
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
