"""A small world on day 0, and hands to set it up for one rule at a time."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

import numpy as np
import pytest

from borderSim.model.actions.policy import enact
from borderSim.model.state.codes import RaisedBy
from borderSim.model.state.consignments import Load
from borderSim.model.state.cooperation import COUNTRY
from borderSim.model.state.draw_columns import LoadDraw, MemberDraw
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE
from borderSim.parameters.scenario import Directed, Scenario, Traits
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel

DIRECTED = ("share_prob", "share_interval_days", "share_latency_days", "share_fidelity")
FIVE = (
    *("organisations.count=5", "organisations.max=25", "police.investigators=8", "police.units=2"),
    *("police.known_entity_share=0.1", "police.informants_per_organisation=0.15"),
)
"""Five organisations, one a profile, before two teams who know as much as they usually do."""
SMALL = (
    *FIVE,
    *("years=0.2", "burn_in_days=30"),
    *("investigation.settle_days=0", "justice.usual_charges_per_year=0"),
)
COCAINE_BOXES, COCAINE_COURIERS, PARCELS, RESIN_TRUCKS, TOBACCO_TRUCKS = range(5)
"""Slots of the five organisations of :data:`FIVE`."""


@functools.cache
def scenario(*overrides: str) -> Scenario:
    """The training scenario of :data:`FIVE` with a short burn-in and horizon, teams without a case, empty courts."""
    return load_scenario("training", [*SMALL, *overrides])


def model(*overrides: str, seed: int = 1, **sections: dict[str, Any]) -> BorderModel:
    """A model at day 0; ``police={"units": 1}`` replaces fields of a section."""
    s = scenario(*overrides)
    for name, fields in sections.items():
        s = dataclasses.replace(s, **{name: dataclasses.replace(getattr(s, name), **fields)})
    return BorderModel(s, seed)


def world(*overrides: str, seed: int = 1, **sections: dict[str, Any]) -> State:
    """The world of :func:`model`."""
    return model(*overrides, seed=seed, **sections).state


def bare(s: Scenario, seed: int = 1) -> State:
    """The state with a scenario in force, before any organisation has entered."""
    w = State.of(s, seed)
    enact(w, s, in_burn_in=True)
    return w


def change(w: State, section: str, **fields: Any) -> None:
    """Replace fields of a section of the scenario in force."""
    part = dataclasses.replace(getattr(w.policy.scenario, section), **fields)
    put(w, dataclasses.replace(w.policy.scenario, **{section: part}))


def put(w: State, s: Scenario) -> None:
    """Put a scenario in the place of the one in force, for rules that read it as they go."""
    w.policy.scenario = w.cooperation.scenario = s
    w.cooperation.changed()


def add_group(w: State, traits: Traits, *posts: int) -> None:
    """Set a second group apart, with these posts or with none."""
    w.cooperation.traits.append(traits)
    w.cooperation.keys.append(COUNTRY)
    w.cooperation.post_of_group.append(posts[0] if posts else None)
    group_of_post = w.cooperation.group_of_post.copy()
    group_of_post[list(posts)] = len(w.cooperation.traits) - 1
    w.cooperation.divide(group_of_post)
    w.cooperation.changed()


def set_traits(w: State, group: int = 0, **fields: Any) -> None:
    """Replace traits in force of a group; a number stands for both directions."""
    for name, value in fields.items():
        if name in DIRECTED and isinstance(value, int | float):
            fields[name] = Directed(customs_to_police=value, police_to_customs=value)
    w.cooperation.traits[group] = dataclasses.replace(w.cooperation.traits[group], **fields)
    w.cooperation.trust[:] = w.cooperation.set_point()


def set_apart(w: State, mechanism: str, **fields: Any) -> None:
    """Replace traits that a mechanism reads at points of use of its own; a number stands for both directions."""
    ramp, own = w.cooperation.ramps[""], w.cooperation.traits[0]
    for name, value in fields.items():
        if name in DIRECTED and isinstance(value, int | float):
            fields[name] = Directed(customs_to_police=value, police_to_customs=value)
    read = dataclasses.replace(own, **fields)
    ramp.level = dataclasses.replace(ramp.level, apart={**ramp.level.apart, mechanism: read})
    w.cooperation.changed()
    w.cooperation._by_instruments.clear()


def link_surely(w: State) -> None:
    """Every find and entity is linked to the right file at once, and no look-up errs."""
    chances = dict.fromkeys(("link_chance_0", "link_chance_1", "link_chance_2"), 1.0)
    never = dict.fromkeys(("link_wrong", "lookup_missed", "lookup_false"), 0.0)
    change(w, "investigation", **chances, **never)


def tell_of_case(w: State, slot: int) -> None:
    """Customs was told of a case, and knows whose every load is that it finds."""
    w.police.cases.told_customs[slot] = True
    change(w, "investigation", lookup_knows_case=True)


def keep_events(w: State) -> None:
    """Keep the event log."""
    w.recorder.keep_events = True


def draws(**values: float) -> np.ndarray:
    """A load's own uniforms: all nearly one (nothing happens) but those given."""
    u = np.full(len(LoadDraw), 0.999)
    for name, value in values.items():
        u[LoadDraw[name.upper()]] = value
    return u


def make_load(
    w: State, slot: int = 0, route: str = "seaport/box", *, value: float = 1e6, **fields: Any
) -> Load:
    """A load of a slot that has arrived today and is accounted for as under way."""
    w.consignments.under_way += 1
    w.consignments.load_count += 1
    entity = fields.pop("entity", -1)
    defaults: dict[str, Any] = {
        "number": w.consignments.load_count,
        "organisation": slot,
        "planned": 0,
        "arrives": w.day,
        "route": w.routes.index[route],
        "risk_class": 0,
        "commodity": "cocaine",
        "quantity": 10.0,
        "value": value,
        "stake": value,
        "cost": 0.35 * value,
        "cover": False,
        "entity": entity,
        "z": 0.0,
        "draws": draws(),
        "raised_by": RaisedBy.PROFILE,
        "generation": int(w.traffickers.entity_generation[slot, entity]) if entity >= 0 else -1,
    }
    return Load(**(defaults | fields))


def member(w: State, slot: int, tier: int) -> int:
    """First active member of a tier."""
    o = w.traffickers
    return int(np.flatnonzero((o.status[slot] == ACTIVE) & (o.tier[slot] == tier))[0])


def quiet_time(w: State, slot: int = 0) -> int:
    """Days for which a slot lies low after a blow: longer if it is cautious, less if it is bold."""
    t = w.policy.scenario.traffickers
    return round(t.quiet_days * (1 + t.blow_response * (1 if w.traffickers.cautious[slot] else -1)))


def forget_everything(w: State) -> None:
    """Police and customs know nobody and nothing; nobody informs."""
    o = w.traffickers
    w.police.known_members[:] = False
    w.police.evidence[:] = 0.0
    w.police.known_entities[:] = False
    w.police.informant[:] = False
    o.insider[:] = False


def member_luck(w: State, monkeypatch: pytest.MonkeyPatch, u: float, **values: float) -> None:
    """All weekly uniforms of members are ``u``, but those given."""
    block = np.full((w.traffickers.n, w.traffickers.width, len(MemberDraw)), u)
    for name, value in values.items():
        block[:, :, MemberDraw[name.upper()]] = value
    monkeypatch.setattr(w.draws.members, "today", lambda day: block)
