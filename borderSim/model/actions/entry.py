"""Organisations come, known to the police as far as routine work would have taught them, and go."""

from __future__ import annotations

import numpy as np

from borderSim.errors import BrokenRunError
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


def enter(w: State, profile_index: int | None = None) -> int:
    """Open the next slot and return it.

    Args:
        w: the state.
        profile_index: of the newcomer (None: the one that was drawn for the slot).

    Raises:
        BrokenRunError: all slots are used. To go on would be to stop entry in silence, and sooner
            under a level that ends more organisations.
    """
    organisations, scenario, day = w.traffickers, w.policy.scenario, w.day
    if organisations.next_slot >= organisations.n:
        raise BrokenRunError(
            f"organisations.max={organisations.n}: all places for organisations, those of day 0 and all that entered "
            f"since, are used on day {w.day_of_horizon()} of the horizon, and one more would enter: set a higher number"
        )
    o, organisations.next_slot = organisations.next_slot, organisations.next_slot + 1
    w.draws.hold(organisations.next_slot)
    p, t = scenario.organisations, scenario.traffickers
    rng = generator(w.seed, f"founding/{o}")
    u = rng.random(len(FoundingDraw))
    organisations.alive[o], organisations.entered[o] = True, day
    organisations.profile[o] = (
        organisations.assignment[o] if profile_index is None else profile_index
    )
    profile = list(p.profiles.values())[organisations.profile[o]]
    organisations.rate[o] = organisations.founded_rate[o] = profile.shipments_per_year / 365.0
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
        roles = roles_for(size, p)
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
    # (the second column was drawn for who shares a contact, and keeps the numbers of the others)
    organisations.contacts.win(o, leaders, roles[leaders], rng.random((len(KINDS), 2))[:, 0])
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
