"""Organisations come, known to the police as far as routine work would have taught them, and go."""

from __future__ import annotations

import numpy as np

from borderSim.model.state.capabilities import police_own
from borderSim.model.state.codes import EndReason
from borderSim.model.state.connections import connected_share
from borderSim.model.state.contacts import KINDS
from borderSim.model.state.draw_columns import FoundingDraw
from borderSim.model.state.networks import TIERS, given, links, roles_for
from borderSim.model.state.random_streams import generator
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE

LEAST_CONNECTED = 0.05
"""Share of pairs below which an organisation is not founded, so that its output is a number; technical."""


def enter(w: State) -> int | None:
    """Open the next slot; returns it, or None when all slots are used."""
    organisations, scenario, day = w.traffickers, w.policy.scenario, w.day
    if organisations.next_slot >= organisations.n:
        return None
    o, organisations.next_slot = organisations.next_slot, organisations.next_slot + 1
    p, t = scenario.organisations, scenario.traffickers
    rng = generator(w.seed, f"founding/{o}")
    u = rng.random(len(FoundingDraw))
    organisations.alive[o], organisations.entered[o] = True, day
    organisations.profile[o] = organisations.assignment[o]
    profile = list(p.profiles.values())[organisations.profile[o]]
    organisations.rate[o] = profile.shipments_per_year / 365.0
    organisations.cautious[o] = u[FoundingDraw.CAUTIOUS] < t.cautious_share
    organisations.insider[o] = u[FoundingDraw.INSIDER] < p.insider_share
    w.police.informant[o] = u[
        FoundingDraw.INFORMANT
    ] < scenario.police.informants_per_organisation * police_own(scenario, "informants")
    organisations.cash[o] = t.cash_loads_start * organisations.unit_cost(scenario, o)
    size = int(organisations.planned_size[o])
    if o < len(scenario.networks):
        roles, ties = given(scenario.networks[o])
    else:
        roles = roles_for(size)
        ties = links(roles, p, w.seed, o, profile.shape or "")
    organisations.size[o] = size
    organisations.role[o, :size], organisations.status[o, :size] = roles, ACTIVE
    organisations.draws[o] = rng.random(organisations.width)
    organisations.links[o, :size, :size] = ties
    whole = slice(o, o + 1)
    organisations.connected[o] = max(
        float(
            connected_share(
                organisations.links[whole],
                organisations.status[whole] == ACTIVE,
                organisations.role[whole],
            )[0]
        ),
        LEAST_CONNECTED,
    )
    leaders = np.flatnonzero(TIERS[roles] >= 3)
    organisations.contacts.win(
        o, leaders, roles[leaders], t.contact_shared, rng.random((len(KINDS), 2))
    )
    return o


def give_first_picture(w: State, o: int) -> None:
    """Give the police on day 0 what routine work would have taught them by then."""
    organisations, scenario = w.traffickers, w.policy.scenario
    rng = generator(w.seed, f"picture/{o}")
    true = scenario.police.known_entity_share
    chances = np.r_[
        np.full(organisations.entities, true),
        np.full(organisations.entities, w.police.false_share(scenario)),
    ]
    w.police.known_entities[o] = rng.random(2 * organisations.entities) < chances
    w.police.known_members[o] = (
        rng.random(organisations.width) < scenario.police.known_member_share
    ) & (organisations.status[o] == ACTIVE)


def end_organisation(w: State, o: int, day: int, reason: EndReason) -> None:
    """End an organisation for good."""
    organisations = w.traffickers
    organisations.alive[o] = False
    organisations.ended[o] = day
    organisations.end_reason[o] = reason
    w.police.informant[o] = False
