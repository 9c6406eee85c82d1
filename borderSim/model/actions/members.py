"""Members come, go and tie: search for successors, promotion, flight and return, new ties.

What several weeks of an organisation's life do to its network. Places are fixed, their holders
and the ties between them change (Duijn et al. 2014; Morselli and Petit 2007: networks close the
gap around who is taken, and move ties away from the hub under pressure).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from borderSim.model.actions.network_notes import (
    note_known,
    note_new_holders,
    note_places,
    note_ties,
)
from borderSim.model.kernels.entities_drawn import replace_one
from borderSim.model.kernels.places import places_drawn, searches
from borderSim.model.kernels.ties import tie_strays
from borderSim.model.state.contacts import KINDS
from borderSim.model.state.counters import Counter
from borderSim.model.state.draw_columns import CONTACTS, WON_CONTACTS, MemberDraw
from borderSim.model.state.networks import ROLE_CODE, TIERS
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE, DETAINED, FAR, FLED, Traffickers

WEEK = 7
LEADER = 3
"""Tier from which on a member leads."""


def vacate(w: State, slot: int, member: int) -> None:
    """Contacts of somebody taken are lost, his neighbours close the gap, a search for a successor begins."""
    t = w.policy.scenario.traffickers
    _hand_on_contacts(w, slot, member)
    if not (t.adaptation and t.rewiring):
        w.traffickers.refill_day[slot, member] = FAR
        return
    u = w.draws.members.today(w.day)[slot]
    _close_gap(w, slot, member, u[:, MemberDraw.TIE])
    note_ties(w, "gap closed", w.recorder.latest("arrest", slot), slot)
    _search(w, slot, member, u[member])


def _hand_on_contacts(w: State, slot: int, member: int) -> None:
    """Contacts of somebody taken go to a leader tied to him who knows them, the most senior first."""
    o = w.traffickers
    if member not in o.contacts.first[slot].tolist():  # the common case
        return
    tier = o.tier_of(slot)
    tied = np.flatnonzero(o.links[slot, member] & (o.status[slot] == ACTIVE) & (tier >= 3))
    deputies = tied[np.argsort(-tier[tied], kind="stable")]
    u = w.draws.deputies.on(w.day, slot * o.width + member + 1).random((len(KINDS), o.width))
    known = w.policy.scenario.traffickers.contact_known
    o.contacts.lose(slot, member, deputies, known, u[:, deputies])


def _search(w: State, slot: int, member: int, u: Floats) -> None:
    """Set the day on which a search ends well, or never; by tier."""
    o, t = w.traffickers, w.policy.scenario.traffickers
    tier = int(TIERS[o.role[slot, member]])
    days = (
        t.replacement_days_courier,
        t.replacement_days_logistics,
        t.replacement_days_broker,
        t.replacement_days_organiser,
    )[tier - 1]
    wait = -np.log(max(1e-12, 1.0 - float(u[MemberDraw.REFILL]))) * days
    success = u[MemberDraw.FRESH] < t.replacement_success[tier - 1]
    o.refill_day[slot, member] = w.day + max(1, round(wait)) if success else FAR


def _close_gap(w: State, slot: int, member: int, u: Floats) -> None:
    """Contacts of somebody taken turn to the most senior among them (best connected of equals)."""
    o = w.traffickers
    active = o.status[slot] == ACTIVE
    contacts = (o.links[slot, member] & active).nonzero()[0]
    if len(contacts) < 2:
        return
    degree = (o.links[slot, contacts] & active).sum(axis=1)
    tier = TIERS[o.role[slot, contacts]]
    _, _, last = max(zip(tier.tolist(), degree.tolist(), (-contacts).tolist(), strict=True))
    for m in contacts[u[contacts] < w.policy.scenario.traffickers.retie_share].tolist():
        tie(o, slot, m, -last)


def tie(o: Traffickers, slot: int, a: int, b: int) -> None:
    """Let two members know each other."""
    if a != b:
        o.links[slot, a, b] = o.links[slot, b, a] = True


def move_tie_from_hub(w: State, slot: int, u: float) -> None:
    """Under pressure a contact of the best connected member is handed to the least connected one of tier 2 or more."""
    o = w.traffickers
    active = o.status[slot] == ACTIVE
    among = o.links[slot] & active[:, None] & active
    degree = among.sum(axis=1)
    hub = int(degree.argmax())
    contacts = np.flatnonzero(among[hub] & (o.tier_of(slot) <= 2))
    takers = np.flatnonzero(active & (o.tier_of(slot) >= 2) & (np.arange(o.width) != hub))
    if not len(contacts) or not len(takers):
        return
    moved = int(contacts[int(u * len(contacts))])
    taker = min((int(m) for m in takers if m != moved), key=lambda m: (degree[m], m), default=-1)
    if taker < 0:
        return
    o.links[slot, hub, moved] = o.links[slot, moved, hub] = False
    tie(o, slot, moved, taker)
    note_ties(w, "moved from the hub", w.recorder.latest("loss", slot), slot)


def flee(w: State, slot: int) -> None:
    """After a takedown some juniors run; they come back after months."""
    o, t = w.traffickers, w.policy.scenario.traffickers
    u = w.draws.members.today(w.day)[slot]
    runs = (
        (o.status[slot] == ACTIVE) & (o.tier_of(slot) <= 2) & (u[:, MemberDraw.FLEE] < t.flee_share)
    )
    hide(w, slot, runs, u[:, MemberDraw.REFILL])
    for note in (note_places, note_known):
        note(w, "fled", w.recorder.latest("quiet", slot), slot)


def hide(w: State, slot: int, runs: NDArray[np.bool_], u: Floats) -> None:
    """Members run, unknown to the police; they come back after an exponential time.

    Args:
        w: the state.
        slot: organisation.
        runs: (M,) who runs.
        u: (M,) uniform of the time away.
    """
    o = w.traffickers
    away = -np.log(np.maximum(1e-12, 1.0 - u)) * w.policy.scenario.traffickers.flee_days
    o.status[slot, runs] = FLED
    w.police.known_members[slot, runs] = False
    o.refill_day[slot, runs] = w.day + np.maximum(1, np.rint(away[runs])).astype(np.int64)


def come_back(w: State) -> None:
    """Who fled returns when his time is up."""
    o = w.traffickers
    back = (o.status == FLED) & (o.refill_day <= w.day)
    o.status[back] = ACTIVE
    o.refill_day[back] = FAR
    note_places(w, "came back")


def turn_over(w: State) -> None:
    """Members leave of their own accord; somebody unknown takes the place and the contacts."""
    o = w.traffickers
    chance = WEEK / (w.policy.scenario.traffickers.tenure_years * 365.0)
    u = w.draws.members.today(w.day)
    places = places_drawn(o.status, ACTIVE, u, int(MemberDraw.LEAVE), chance)
    _renew(w, places)
    note_new_holders(w, places)
    note_known(w, "new holder")


def refill(w: State) -> None:
    """Vacant places are filled when a search has succeeded and somebody is left to recruit.

    Failed searches begin anew.
    """
    o, t = w.traffickers, w.policy.scenario.traffickers
    u = w.draws.members.today(w.day)
    *again, slots, places = searches(
        o.alive,
        o.status,
        ACTIVE,
        DETAINED,
        o.role,
        TIERS,
        LEADER,
        o.refill_day,
        w.day,
        FAR,
        u,
        int(MemberDraw.PROMOTE),
        WEEK / t.search_again_days,
    )
    for slot, m in zip(*(at.tolist() for at in again), strict=True):
        _search(w, slot, m, u[slot, m])
    if not len(slots):
        return
    o.status[slots, places] = ACTIVE
    o.refill_day[slots, places] = FAR
    _renew(w, (slots, places))
    note_places(w, "recruited")
    for slot, m in zip(slots.tolist(), places.tolist(), strict=True):
        _introduce(w, slot, m, u[slot, :, MemberDraw.TIE])
        note_ties(w, "recruited", slot=slot)


def _introduce(w: State, slot: int, member: int, u: Floats) -> None:
    """A recruit takes over part of his predecessor's ties, and that to the trusted member who brought him in."""
    o, t = w.traffickers, w.policy.scenario.traffickers
    active = o.status[slot] == ACTIVE
    kept = t.retie_share * (0.5 if o.cautious[slot] else 1.0)
    old = o.links[slot, member].copy()
    others = active.copy()
    others[member] = False
    trusted = old & others if (old & others).any() else others
    if not trusted.any():
        return
    recruiter = int(
        np.flatnonzero(trusted & (o.tier_of(slot) == o.tier_of(slot)[trusted].max()))[0]
    )
    new = old & ((u < kept) | ~active)
    o.links[slot, member] = new
    o.links[slot, :, member] = new
    tie(o, slot, member, recruiter)


def promote(w: State) -> None:
    """A broker may step up where no organiser is left, a logistics member where no broker is."""
    o = w.traffickers
    u = w.draws.members.today(w.day)[:, 0, MemberDraw.PROMOTE]
    called = np.flatnonzero(o.alive & (u < WEEK / w.policy.scenario.traffickers.promotion_days))
    active, roles = o.status[called] == ACTIVE, o.role[called]
    for role, below in (("organiser", "broker"), ("broker", "logistics")):
        lacking = ~(active & (roles == ROLE_CODE[role])).any(axis=1)
        for slot in called[lacking].tolist():
            _step_up(w, slot, ROLE_CODE[role], ROLE_CODE[below])


def _step_up(w: State, slot: int, role: int, below: int) -> None:
    """The best connected of those below takes the vacant place with his record and contacts.

    His own falls vacant.
    """
    o = w.traffickers
    vacant = np.flatnonzero((o.status[slot] == DETAINED) & (o.role[slot] == role))
    candidates = np.flatnonzero((o.status[slot] == ACTIVE) & (o.role[slot] == below))
    if not len(vacant) or len(candidates) < 2:
        return
    degree = (o.links[slot] & (o.status[slot] == ACTIVE)).sum(axis=1)
    place, person = int(vacant[0]), int(candidates[degree[candidates].argmax()])
    for column in (w.police.known_members, w.police.evidence, o.draws):
        column[slot, place] = column[slot, person]
    o.links[slot, place] |= o.links[slot, person]
    o.links[slot, :, place] |= o.links[slot, :, person]
    o.links[slot, place, place] = False
    o.status[slot, place], o.refill_day[slot, place] = ACTIVE, FAR
    (
        o.status[slot, person],
        w.police.known_members[slot, person],
        w.police.evidence[slot, person],
    ) = DETAINED, False, 0.0
    o.contacts.move(slot, person, place)
    w.recorder.add(Counter.MEMBERS_PROMOTED)
    for note in (note_places, note_known, note_ties):
        note(w, "promoted", slot=slot)
    _search(w, slot, person, w.draws.members.today(w.day)[slot, person])


def win_contacts(w: State) -> None:
    """Leaders win lost contacts to suppliers, buyers and handlers of money again.

    All of them search at once, each at a rate of 1 / ``contact_days`` times the price of the goods.
    Each contact is won by itself: a supplier brings no handler of money.
    """
    o, t = w.traffickers, w.policy.scenario.traffickers
    lacking = o.alive & o.contacts.missing()
    if not lacking.any():
        return
    u = w.draws.organisations.today(w.day)
    for slot in np.flatnonzero(lacking):
        leaders = np.flatnonzero((o.status[slot] == ACTIVE) & (o.tier_of(slot) >= 3))
        eager = len(leaders) * float(o.market.price[o.good_of_profile[o.profile[slot]]])
        comes = u[slot][WON_CONTACTS] < 1.0 - np.exp(-WEEK * eager / t.contact_days)
        if comes.any():
            o.contacts.win(int(slot), leaders, o.role[slot, leaders], u[slot][CONTACTS], comes)


def rejoin(w: State) -> None:
    """Members cut off from the largest part of their organisation find a contact there again."""
    o, t = w.traffickers, w.policy.scenario.traffickers
    tie_strays(
        o.links,
        o.alive,
        o.status,
        ACTIVE,
        DETAINED,
        o.role,
        TIERS,
        w.draws.members.today(w.day),
        int(MemberDraw.TIE),
        WEEK / t.rejoin_days,
    )
    note_ties(w, "found again")


def _renew(w: State, places: tuple[NDArray[np.int64], NDArray[np.int64]]) -> None:
    """New holders of places (organisation and member): unknown, without evidence, with their own draws."""
    if not len(places[0]):
        return
    o = w.traffickers
    w.police.known_members[places] = False
    w.police.evidence[places] = 0.0
    o.draws[places] = w.draws.members.today(w.day)[*places, MemberDraw.EVIDENCE_NEEDED]


def replace_entity(w: State, slot: int, entity: int) -> None:
    """Replace an entity: the police's news of it is worthless."""
    o, p = w.traffickers, w.police
    replace_one(slot, entity, o.entity_generation, p.known_entities, p.said)
