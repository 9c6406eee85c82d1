"""The shipped country that everything is scaled against, and the values that stand where nothing is filled in."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from borderSim.language.catalogue import N_
from borderSim.parameters.scenario import Flow, Scenario
from borderSim.scenario.load import load_scenario

REFERENCE = "national"
MODE_OF = {
    "containers": "box",
    "passengers": "passenger",
    "air_freight": "air_cargo",
    "trucks": "truck",
    "cars": "car",
    "parcels": "parcel",
}
"""Mode of the model by kind of traffic."""
INBOUND = {
    "containers": (0.40, N_("full imports of national: 0.40 of TEU (assumption)")),
    "passengers": (0.50, N_("assumption: as many arrive as leave")),
    "air_freight": (1.0, "the sheet asks for what comes in"),
    "trucks": (0.50, N_("assumption: as many come in as leave")),
    "cars": (0.50, N_("assumption: as many come in as leave")),
    "parcels": (1.0, "the sheet asks for what comes in"),
}
"""Part that comes in where nothing is said, and why."""
TEU_PER_CONTAINER = 1.65
KG_PER_WAYBILL = 300.0
RISK_ROUTE_SHARE = 0.05
VALUE_PER_TEU = 50_000.0
ON_COSTS_SHARE = 0.30
SHIFTS, SHIFT_HOURS, OPEN_DAYS = 1.0, 8.0, 365.0
SCANNER_EUR, XRAY_EUR = 5_000_000.0, 300_000.0
SLOTS = {("scanner", "box"): 7.0, ("xray", "air_cargo"): 7.5, ("xray", "parcel"): 2400.0}
SCANNER_SLOTS = 20.0
"""Checks a day of a scanner for trucks and all else; those for containers stand above."""


@functools.cache
def reference() -> Scenario:
    """Return the shipped country."""
    return load_scenario(REFERENCE)


@functools.cache
def units_by_mode() -> Mapping[str, float]:
    """Return the shipped country's lawful units a year by mode."""
    found: dict[str, float] = {}
    for post in reference().posts.values():
        for mode, flow in post.flows.items():
            found[mode] = found.get(mode, 0.0) + flow.units_per_year
    return found


def posted_officers() -> float:
    """Return the shipped country's customs officers at posts."""
    return reference().customs_officers - reference().customs.analysts


@functools.cache
def usual_flow(mode: str) -> Flow:
    """Return the shipped country's largest flow of a mode: the source of values per unit."""
    flows = [post.flows[mode] for post in reference().posts.values() if mode in post.flows]
    return max(flows, key=lambda flow: flow.units_per_year)
