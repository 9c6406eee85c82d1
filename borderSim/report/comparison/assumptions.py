"""The assumptions behind a result: what its resolved configuration holds that no source supports."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from borderSim.language.catalogue import gettext
from borderSim.language.forms import localised
from borderSim.parameters import scenario as schema
from borderSim.parameters.declare import Declaration
from borderSim.report.writing.numbers import plain

GROUPS: dict[str, type] = {
    "police": schema.Police,
    "customs": schema.Customs,
    "intelligence": schema.Intelligence,
    "investigation": schema.Investigation,
    "organisations": schema.Organisations,
    "traffickers": schema.Traffickers,
    "traffic": schema.Traffic,
    "justice": schema.Justice,
    "economy": schema.Economy,
    "opportunists": schema.Opportunists,
}
"""Parts of the scenario that are read, in the order of the report."""


@dataclass(frozen=True)
class Assumption:
    """One parameter: where it stands, its value, the range for sensitivity, and what is known about it."""

    address: str
    value: str
    unit: str
    prior: str
    doc: str
    source: str


def _config_of(node: Any, depth: int = 4) -> dict[str, Any] | None:
    """Return the first resolved scenario inside a nested configuration: the mapping that has posts."""
    if not isinstance(node, dict):
        return None
    if isinstance(node.get("posts"), dict):
        return node
    if depth == 0:
        return None
    return next(
        (found for value in node.values() if (found := _config_of(value, depth - 1)) is not None),
        None,
    )


def resolved_scenario(manifest: dict[str, Any], scenario: str) -> dict[str, Any]:
    """Return the resolved configuration of a scenario from a manifest, empty if there is none."""
    config = manifest.get("config") or {}
    for place in (config, config.get("scenarios") if isinstance(config, dict) else None):
        if isinstance(place, dict) and scenario in place and (found := _config_of(place[scenario])):
            return found
    return _config_of(config) or {}


def assumptions(manifest: dict[str, Any], scenario: str) -> dict[str, list[Assumption]]:
    """Return the parameters marked as assumptions that sensitivity studies vary, by part of the scenario."""
    config = resolved_scenario(manifest, scenario)
    result = {}
    for group, kind in GROUPS.items():
        values = config.get(group)
        if isinstance(values, dict):
            rows = [
                row for field in dataclasses.fields(kind) if (row := _row(group, field, values))
            ]
            if rows:
                result[group] = rows
    return result


def declared_in(group: str) -> list[Declaration]:
    """Return what is declared of those parameters of a part of the scenario that the report lists."""
    found = (_declared(field) for field in dataclasses.fields(GROUPS[group]))
    return [declared for declared in found if declared]


def _declared(field: dataclasses.Field[Any]) -> Declaration | None:
    """Return the declaration of an assumption that sensitivity studies vary, None of any other field."""
    declared = field.metadata.get("quantity")
    if isinstance(declared, Declaration) and declared.mark == "assumption" and declared.prior:
        return declared
    return None


def _row(group: str, field: dataclasses.Field[Any], values: dict[str, Any]) -> Assumption | None:
    declared, value = _declared(field), values.get(field.name)
    if declared is None or declared.prior is None or value is None:
        return None
    prior = " – ".join(plain(float(end)) for end in declared.prior)
    shown = _value(value)
    unit = "" if declared.unit in ("1", "-") else declared.unit
    return Assumption(f"{group}.{field.name}", shown, unit, prior, declared.doc, declared.source)


def _value(value: object) -> str:
    """Return a value as people read it; of a list each number in the form of the language in force."""
    if isinstance(value, list) and all(isinstance(one, int | float) for one in value):
        return f"[{gettext(', ').join(localised(str(one)) for one in value)}]"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return plain(float(value))
    return str(value)


@dataclass(frozen=True)
class InstrumentRow:
    """One instrument of a comparison: what it is set to, and the titles of the levels that have it."""

    name: str
    title: str
    units: str
    setup: str
    running: str
    hours: str
    handbook: str
    levels: tuple[str, ...]


def level_instruments(manifest: dict[str, Any], scenario: str) -> list[InstrumentRow]:
    """Return the instruments that any level of a comparison has, by name."""
    base = resolved_scenario(manifest, scenario)
    differing = (manifest.get("level_config") or {}).get(scenario) or {}
    owners: dict[str, list[str]] = {}
    defined: dict[str, dict[str, Any]] = {}
    for entry in manifest["levels"]:
        config = base | (differing.get(str(entry["name"])) or {})
        for name in (config.get("partnership") or {}).get("instruments") or ():
            owners.setdefault(str(name), []).append(gettext(str(entry["title"])))
            defined[str(name)] = config["instruments"][name]
    return [
        InstrumentRow(
            name=name,
            title=gettext(str(own["title"] or name)),
            units=f"{plain(float(own['n']))} × {gettext(str(own['unit']))}",
            setup=plain(float(own["setup_cost_eur"])),
            running=plain(float(own["running_cost_eur"])),
            hours=f"{plain(float(own['customs_hours_per_week']))} / {plain(float(own['police_hours_per_week']))}",
            handbook=str(own["handbook"]),
            levels=tuple(owners[name]),
        )
        for name, own in sorted(defined.items())
    ]


def level_traits(manifest: dict[str, Any], scenario: str) -> dict[str, dict[str, Any]]:
    """Return the traits of each level where the configuration holds them, by level name."""
    base = resolved_scenario(manifest, scenario)
    differing = (manifest.get("level_config") or {}).get(scenario) or {}
    found = {}
    for entry in manifest["levels"]:
        name = str(entry["name"])
        partnership = (base | (differing.get(name) or {})).get("partnership")
        if isinstance(partnership, dict) and isinstance(partnership.get("traits"), dict):
            found[name] = partnership["traits"]
    return found


def level_sources(manifest: dict[str, Any], scenario: str, level: str) -> list[str]:
    """Return where the values of a level come from, as a questionnaire says it; empty where none was filled in."""
    base = resolved_scenario(manifest, scenario)
    differing = (manifest.get("level_config") or {}).get(scenario) or {}
    partnership = (base | (differing.get(level) or {})).get("partnership") or {}
    return [str(text) for text in partnership.get("sources") or ()]
