"""What can be set and what is shipped: the rows of ``bordersim params`` and ``bordersim scenarios``."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from borderSim.errors import InputError
from borderSim.language.catalogue import N_, gettext
from borderSim.language.current import current
from borderSim.parameters.declare import Declaration
from borderSim.parameters.scenario import (
    Channel,
    CostParts,
    Directed,
    Instrument,
    LegalModel,
    Partnership,
    Scenario,
    Shock,
)
from borderSim.parameters.shocks import Condition, Effects
from borderSim.scenario.build import declaration_of, hints, range_in_words
from borderSim.scenario.files import file_of
from borderSim.scenario.instruments import known_instruments
from borderSim.scenario.keys import first_part
from borderSim.scenario.levels import load_level
from borderSim.scenario.load import load_scenario
from borderSim.scenario.names import default_choices, nameable, shipped
from borderSim.scenario.strict_yaml import read_yaml

SHOWN_VALUES = 8
"""More values of entries than this are shown as their range."""
ONE_VALUE = (Directed, CostParts)
NOT_SET = (
    *("present", "levels", "dials", "networks", "schedule", "orders"),
    *("observed", "account", "priors"),
)
"""Fields of a scenario that no run computes with, or that are told elsewhere."""
LABELS = ("name", "title", "handbook", "about", "unit")
"""Fields of an instrument that only people read."""


@dataclass(frozen=True)
class Parameter:
    """One row of the assumptions log.

    Attributes:
        key: dotted key, with ``<post>``, ``<mode>``, ... for entries.
        value: value in the default scenario, one per entry, level or legal model.
        unit: unit of the value.
        allowed: what is allowed, in words.
        prior: range for sensitivity studies, empty where the field is not swept.
        mark: handbook, published, derived, assumption or setting.
        source: where the default comes from.
        doc: meaning.
    """

    key: str
    value: str
    unit: str
    allowed: str
    prior: str
    mark: str
    source: str
    doc: str


def parameters(name: str | None = None) -> list[Parameter]:
    """Return a row per field of the scenario, with the values of a scenario (None: the default one)."""
    scenario = load_scenario(name or default_choices()["scenario"])
    found: list[Parameter] = []
    for spec in dataclasses.fields(Scenario):
        hint = hints(Scenario)[spec.name]
        if spec.name == "partnership":
            levels = {level: load_level("partnership", level) for level in nameable("partnership")}
            found += _walk(
                Partnership,
                "partnership",
                levels,
                skip=("name", "title", "traits", "instruments", "layers", "apart"),
            )
            found += _walk(
                hints(Partnership)["traits"],
                "partnership.traits",
                {name: level.traits for name, level in levels.items()},
            )
        elif spec.name == "legal_model":
            found += _walk(LegalModel, "legal_model", _legal_models(), skip=("name",))
        elif spec.name == "instruments":
            found += _walk(Instrument, "instruments.<instrument>", known_instruments(), skip=LABELS)
        elif spec.name == "shocks":
            found += _shocks()
        elif spec.name not in NOT_SET:
            found += _field(spec, hint, spec.name, {"": getattr(scenario, spec.name)})
    return found


def scenario_rows() -> list[dict[str, object]]:
    """Return a row per scenario that can be named: name, title, posts, officers, organisations, years, legal model."""
    return [
        {
            "name": name,
            "title": s.title,
            "description": s.description,
            "posts": len(s.posts),
            "officers": s.officers,
            "organisations": s.organisations.count,
            "years": s.years,
            "burn_in_days": s.burn_in_days,
            "legal_model": s.legal_model.name,
        }
        for name, s in ((name, load_scenario(name)) for name in nameable("scenario"))
    ]


def level_rows() -> list[dict[str, object]]:
    """Return a row per partnership level that can be named: name, title and every trait as text."""
    rows: list[dict[str, object]] = []
    for name in nameable("partnership"):
        level = load_level("partnership", name)
        traits = {
            f.name: shown(getattr(level.traits, f.name)) for f in dataclasses.fields(level.traits)
        }
        rows.append({"name": name, "title": level.title, **traits})
    return rows


A_YEAR, A_UNIT = N_("{setup} + {running} a year"), N_("{setup} + {running} a year a unit")
"""Set-up and running cost of an instrument, in EUR."""


def instrument_rows() -> list[dict[str, str]]:
    """Return a row per instrument that can be named: name, title, item of the handbook, needs, cost, hours, what it gives."""
    return [
        {
            "name": name,
            "title": i.title,
            "handbook": i.handbook,
            "about": i.about,
            "needs": _needs(i),
            "setup_days": shown(i.setup_days),
            "cost": gettext(A_UNIT if i.n != 1 else A_YEAR).format(
                setup=shown(i.setup_cost_eur), running=shown(i.running_cost_eur)
            ),
            "persistence": shown(i.persistence),
            "hours": f"{shown(i.customs_hours_per_week)} / {shown(i.police_hours_per_week)}",
            "gives": _gives(i),
        }
        for name, i in known_instruments().items()
    ]


def _needs(i: Instrument) -> str:
    """Return what must be there before an instrument can be at work, in words."""
    parts = [*i.requires]
    parts += [f"persistence {i.needs_formality:g}"] if i.needs_formality else []
    parts += [f"will {i.needs_will:g}"] if i.needs_will else []
    parts += [f"mandate {i.needs_mandate:g}"] if i.needs_mandate else []
    parts += ["exercised by one of: " + ", ".join(i.exercised_by)] if i.exercised_by else []
    return "; ".join(parts) or "–"


def _gives(i: Instrument) -> str:
    """Return the floors, capacities, powers and places of an instrument as ``key value``."""
    where = (
        [f"at {', '.join(i.scope.kinds or i.scope.posts or ())}"]
        if i.scope.kinds or i.scope.posts
        else []
    )
    where += [f"for {', '.join(i.scope.offences)}"] if i.scope.offences else []
    where += (
        [f"{i.active_days:g} days every {i.every_days:g}"]
        if i.during == "surge"
        else ["in an emergency"]
        if i.during == "emergency"
        else []
    )
    parts = []
    for spec in dataclasses.fields(i.gives):
        value = getattr(i.gives, spec.name)
        if spec.name == "channel":
            empty = Channel()
            parts += [
                f"{f.name} {shown(getattr(value, f.name))}"
                for f in dataclasses.fields(Channel)
                if value is not None and getattr(value, f.name) != getattr(empty, f.name)
            ]
        elif value != spec.default:
            parts.append(f"{spec.name} {shown(value)}")
    return "; ".join([*where, *parts])


def rule_rows() -> list[dict[str, str]]:
    """Return a row per decision rule that is installed: key, name, package (empty: built in), what it does."""
    from borderSim.rules.registry import KINDS, described

    return [row for kind in KINDS for row in described(kind)]


def rule_parameters(*, built_in: bool = False) -> list[Parameter]:
    """Return a row per parameter of every decision rule that can be named (``built_in``: of those alone).

    The key is that under which a scenario sets it; the meaning begins with the name of the rule.
    """
    from borderSim.rules import registry

    rows: list[Parameter] = []
    for kind in registry.KINDS:
        for name in kind.built_in if built_in else registry.names(kind):
            for one in registry.known_parameters(kind, name).values():
                d = one.declaration
                rows.append(
                    Parameter(
                        f"{kind.key}.{one.name}",
                        shown(one.default),
                        d.unit,
                        _allowed(one.type, d),
                        _prior(d),
                        d.mark,
                        d.source,
                        f"{name}: {d.doc}",
                    )
                )
    return rows


def legal_rows() -> list[dict[str, object]]:
    """Return a row per legal model that can be named."""
    return [
        {key: shown(value) for key, value in vars(model).items()}
        for model in _legal_models().values()
    ]


def shipped_shocks() -> dict[str, Shock]:
    """Return the shipped shocks by name, as they stand in the default scenario."""
    return load_scenario(
        default_choices()["scenario"], [f"shocks=[{','.join(shipped('shocks'))}]"]
    ).shocks


def shock_rows() -> list[dict[str, str]]:
    """Return a row per shock that can be named: name, title, when, what it needs, section of the handbook."""
    return [
        {
            "name": name,
            "title": s.title.by_language()[current()],
            "when": s.when,
            "needs": s.needs,
            "section": s.section,
        }
        for name, s in (shipped_shocks() | _own_shocks()).items()
    ]


def _own_shocks() -> dict[str, Shock]:
    """Return the shocks of a folder of one's own, in the first scenario that each can strike (its own scenarios first)."""
    found: dict[str, Shock] = {}
    scenarios = list(reversed(nameable("scenario")))
    for name in nameable("shocks")[len(shipped("shocks")) :]:
        for scenario in scenarios:
            try:
                found[name] = load_scenario(scenario, [f"shocks=[{name}]"]).shocks[name]
                break
            except InputError:
                if scenario == scenarios[-1]:
                    raise
    return found


def shown(value: object) -> str:
    """Return a value of a scenario as text."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case Directed() if value.customs_to_police == value.police_to_customs:
            return shown(value.customs_to_police)
        case Directed():
            return f"{shown(value.customs_to_police)} / {shown(value.police_to_customs)}"
        case CostParts():
            return shown(value.total)
        case float() | int():
            return _number(value)
        case list() | tuple():
            return "[" + ", ".join(shown(item) for item in value) + "]"
    return str(value)


def _legal_models() -> dict[str, LegalModel]:
    from borderSim.scenario.build import Place, build

    found = {}
    for name in nameable("legal_model"):
        values = read_yaml(file_of("legal_model", name))
        found[name] = build(
            LegalModel, values, Place("", lambda _, name=name: f"legal model '{name}'")
        )
    return found


def _shocks() -> Iterator[Parameter]:
    """Yield what can be set of a shock, with the values of those shipped.

    What it changes of the scenario apart.
    """
    shipped, key = shipped_shocks(), "shocks.<shock>"
    for spec in dataclasses.fields(Shock):
        values = {
            name: value
            for name, s in shipped.items()
            if (value := getattr(s, spec.name)) is not None
        }
        if spec.name in ("day", "lasts_days"):
            yield from _field(spec, hints(Shock)[spec.name], f"{key}.{spec.name}", values)
        elif spec.name == "condition":
            yield from _walk(Condition, f"{key}.condition", values)
    for spec in dataclasses.fields(Effects):
        if spec.name != "settings":
            given = {
                name: value
                for name, s in shipped.items()
                if (value := getattr(s.effects, spec.name)) is not None
            }
            yield from _walk(
                first_part(hints(Effects)[spec.name]), f"{key}.effects.{spec.name}", given
            )


def _walk(
    kind: Any, key: str, entries: Mapping[str, Any], skip: Sequence[str] = ()
) -> Iterator[Parameter]:
    """Yield the fields of a dataclass; ``entries`` are its instances by label."""
    for spec in dataclasses.fields(kind):
        if spec.name not in skip:
            values = {
                label: getattr(entry, spec.name)
                for label, entry in entries.items()
                if entry is not None
            }
            yield from _field(spec, hints(kind)[spec.name], f"{key}.{spec.name}", values)


def _field(spec: Any, hint: Any, key: str, values: Mapping[str, Any]) -> Iterator[Parameter]:
    hint = first_part(hint)
    if get_origin(hint) is dict:
        inner = get_args(hint)[1]
        below = {
            f"{label}.{name}".strip("."): entry
            for label, entries in values.items()
            for name, entry in entries.items()
        }
        yield from _walk(inner, f"{key}.<{inner.__name__.lower()}>", below)
    elif dataclasses.is_dataclass(hint) and hint not in ONE_VALUE:
        yield from _walk(hint, key, values)
    else:
        declared = declaration_of(spec) or Declaration("-", "")
        yield Parameter(
            key,
            _joined(values),
            declared.unit,
            _allowed(hint, declared),
            _prior(declared),
            declared.mark,
            declared.source,
            declared.doc,
        )


def _joined(values: Mapping[str, Any]) -> str:
    """Return the value, or those of all entries: one if equal, each if few, else their range."""
    texts = {label: shown(value) for label, value in values.items()}
    different = list(dict.fromkeys(texts.values()))
    if len(different) == 1:
        return different[0]
    if len(texts) <= SHOWN_VALUES:
        return ", ".join(f"{label}: {text}" for label, text in texts.items())
    numbers = [
        value
        for value in values.values()
        if isinstance(value, int | float) and not isinstance(value, bool)
    ]
    if len(numbers) == len(values):
        return f"{_number(min(numbers))} ... {_number(max(numbers))}"
    return ", ".join(different[:SHOWN_VALUES]) + (", ..." if len(different) > SHOWN_VALUES else "")


def _allowed(hint: Any, declared: Declaration) -> str:
    if declared.allowed:
        return ", ".join(declared.allowed)
    if hint is bool:
        return "true, false"
    return range_in_words(declared)


def _prior(declared: Declaration) -> str:
    return (
        ""
        if declared.prior is None
        else f"{_number(declared.prior[0])} to {_number(declared.prior[1])}"
    )


def _number(value: float) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    return str(value)
