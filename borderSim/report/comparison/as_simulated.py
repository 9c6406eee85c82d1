"""The country as it was simulated: posts, traffic, staff, machines, organisations."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from borderSim.country.account import in_force, source_in_force
from borderSim.country.plausibility import checks_of
from borderSim.language.catalogue import gettext
from borderSim.language.current import SOURCE, current
from borderSim.parameters.shocks import Text
from borderSim.report.comparison.assumptions import resolved_scenario
from borderSim.report.comparison.source import View
from borderSim.report.writing.numbers import fixed, plain
from borderSim.report.writing.texts import word
from borderSim.results.comparison import Comparison as Stored

LARGE = 1000.0
"""Units a year from which three digits are enough."""


@dataclass(frozen=True)
class PostRow:
    """A post.

    Attributes:
        name: as the scenario spells it, with spaces. kind: seaport, airport, land, postal, in words.
        traffic: units a year by flow, as shown.
        customs, police: officers there, as shown. machines: scanners and the like, as shown.
    """

    name: str
    kind: str
    traffic: list[tuple[str, str]]
    customs: str
    police: str
    machines: str


@dataclass(frozen=True)
class AsSimulated:
    """The country of a comparison.

    Attributes:
        title: of the scenario; description: what its file says of it, empty for none.
        posts: a row each. customs, police: all officers of each service, as shown.
        analysts, investigators: of whom, as shown.
        organisations: trafficking organisations on the first day, as shown.
        account: what was given, converted, scaled and assumed on the way from a spreadsheet: how,
            what, source; empty for a country that was not made from one.
        checks: own statistics against the runs at the present level, a sentence each.
        law: the legal model, in words. officer: loaded cost of an officer a year, EUR, as shown.
    """

    title: str
    description: str
    posts: list[PostRow]
    customs: str
    police: str
    analysts: str
    investigators: str
    organisations: str
    law: str
    officer: str
    account: list[tuple[str, str, str]]
    checks: list[str]


def as_simulated(view: View) -> AsSimulated | None:
    """Return the country; None where the manifest holds no configuration."""
    config = resolved_scenario(view.manifest, view.scenario)
    if not config or not all(part in config for part in ("customs", "police", "organisations")):
        return None
    posts = _posts(config)
    analysts, investigators = config["customs"]["analysts"], config["police"]["investigators"]
    customs, police = officers(config)
    scale = _number(config.get("capacity_scale", 1.0)) or 1.0
    economy = config.get("economy") or {}
    return AsSimulated(
        gettext(str(config.get("title") or view.scenario)),
        gettext(str(config.get("description") or "")),
        [_post(name, own, scale) for name, own in posts.items()],
        fixed(customs, 0),
        fixed(police, 0),
        fixed(scale * _number(analysts), 0),
        fixed(scale * _number(investigators), 0),
        fixed(_number(config["organisations"].get("count")), 0),
        _law(config.get("legal_model")),
        plain(_number(economy.get("officer_cost_eur", math.nan))),
        [_step(entry) for entry in config.get("account") or ()],
        _checks(view, config),
    )


def _posts(config: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {name: own for name, own in config["posts"].items() if isinstance(own, Mapping)}


def tells_staff(config: Mapping[str, Any]) -> bool:
    """Whether a resolved scenario holds what :func:`officers` needs."""
    return all(part in config for part in ("posts", "customs", "police"))


def officers(config: Mapping[str, Any]) -> tuple[float, float]:
    """Return the officers of customs and of the police in a resolved scenario, those at desks among them."""
    posts = _posts(config).values()
    posted = sum(
        _number(flow.get("officers")) for own in posts for flow in own["flows"].values()
    ) + _number(config["customs"].get("analysts"))
    police = config["police"]
    stationed = sum(_number(own.get("police_officers")) for own in posts)
    at_desks = _number(police.get("investigators")) + _number(police.get("analysts"))
    scale = _number(config.get("capacity_scale", 1.0)) or 1.0
    return scale * posted, scale * (stationed + at_desks)


def _law(model: object) -> str:
    """Return what the law of a scenario is, in words; one of a user's own by its name."""
    name = str(model.get("name", "") if isinstance(model, Mapping) else model)
    return word(f"law.{name}") if name in LAWS else gettext(name.replace("_", " "))


LAWS = ("full", "limited", "none", "shared")


def _step(entry: Mapping[str, Any]) -> tuple[str, str, str]:
    says = entry.get("says") or {}
    return (
        word(f"how.{entry['how']}") if entry.get("how") in HOW else str(entry.get("how", "")),
        in_force(Text(en=str(says.get(SOURCE, "")), fr=str(says.get("fr", "")))),
        source_in_force(str(entry.get("source", ""))),
    )


def _checks(view: View, config: Mapping[str, Any]) -> list[str]:
    """Return where own statistics lie among the replicates at the present level."""
    if not config.get("observed") or not isinstance(view.comparison, Stored):
        return []
    found = checks_of(view.comparison, view.scenario)
    return [check.says.fr if current() == "fr" else check.says.en for check in found]


HOW = ("given", "converted", "scaled", "assumed", "fitted")


def _post(name: str, own: Mapping[str, Any], scale: float) -> PostRow:
    flows: Mapping[str, Mapping[str, Any]] = own["flows"]
    return PostRow(
        gettext(name.replace("_", " ")),
        word(f"kind.{own['kind']}") if str(own["kind"]) in KINDS else gettext(str(own["kind"])),
        [
            (word(f"flow.{mode}") if mode in FLOWS else gettext(mode), _units(flow))
            for mode, flow in flows.items()
        ],
        fixed(scale * sum(_number(flow.get("officers")) for flow in flows.values()), 0),
        fixed(scale * _number(own.get("police_officers")), 0),
        fixed(scale * sum(_number(flow.get("machines")) for flow in flows.values()), 0),
    )


KINDS = ("seaport", "airport", "land", "postal")
FLOWS = ("box", "passenger", "air_cargo", "truck", "car", "parcel")


def _units(flow: Mapping[str, Any]) -> str:
    units = _number(flow.get("units_per_year"))
    return fixed(float(f"{units:.3g}"), 0) if units >= LARGE else fixed(units, 0)


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
