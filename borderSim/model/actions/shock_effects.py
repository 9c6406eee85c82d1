"""What shocks do at once: a small function for every kind of event, looked up by its declared name.

None of them knows which level is in force. What a service makes of an event (whether an item
crosses, a target was looked up, somebody is there in time) comes out of the traits, as it does
for what happens by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from borderSim.model.actions.arrests import collide
from borderSim.model.actions.exposure import inferred, lose
from borderSim.model.actions.network_notes import note_known
from borderSim.model.actions.sharing import entity_item, find_in_trade_data, leak, share
from borderSim.model.state.codes import Clue, LoadState
from borderSim.model.state.consignments import Load
from borderSim.model.state.counters import Counter
from borderSim.model.state.draw_columns import CROSSING_SHOCK, ShockDraw
from borderSim.model.state.intelligence import Item
from borderSim.model.state.shocks import Strike
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE
from borderSim.parameters import shocks as kind
from borderSim.parameters.mechanisms import CASES, TRUST
from borderSim.parameters.shocks import EVERY_MODE, EVERYWHERE
from borderSim.scenario.shock_overlay import post_meant

HOURS_A_DAY = 24.0


def _by_luck(strike: Strike, candidates: np.ndarray, number: int) -> list[int]:
    """Up to ``number`` of the candidates (O,), those with the highest numbers: the same under every level that has them."""
    u = np.where(candidates, strike.draws[: len(candidates), ShockDraw.WHO], -1.0)
    return [int(slot) for slot in np.argsort(-u, kind="stable")[:number] if candidates[slot]]


def _route_of(w: State, slot: int) -> int:
    """Where an organisation is looked for: its last route, else the first of its own mode, else the first of all."""
    o = w.traffickers
    if o.last_route[slot] >= 0:
        return int(o.last_route[slot])
    return int(o.is_home[o.profile[slot]].argmax())


def _by_post(w: State, trait: str) -> np.ndarray:
    """(P, 1) a trait in force at each post, instruments included.

    What is null counts as nothing.
    """
    r = w.cooperation
    own = [getattr(r.of_group(int(g)).at(TRUST), trait) or 0.0 for g in r.group_of_post]
    return np.array(own)[:, None]


# ------------------------------------------------------------------------------ the services
def trust_change(w: State, effect: kind.TrustChange, strike: Strike) -> None:
    """Trust moves, within [0, 1]."""
    post = None if effect.post == EVERYWHERE else w.routes.posts.index(effect.post)
    for unit in range(w.cooperation.units):
        w.cooperation.move(post, unit, effect.change)


def credit_taken(w: State, effect: kind.CreditTaken, strike: Strike) -> None:
    """Trust is lost, the less the more objectives are shared."""
    lost = effect.loss * (1.0 - _by_post(w, "shared_objective_weight"))
    w.cooperation.trust = np.maximum(w.cooperation.trust - lost, 0.0)


def staff_rotation(w: State, effect: kind.StaffRotation, strike: Strike) -> None:
    """Trust above what strangers have is kept by the persistence in force.

    By the same chance arrangements survive.
    """
    r = w.cooperation
    number = int(np.ceil(effect.share * r.units - 1e-9))
    units = np.array(_by_luck(strike, np.ones(r.units, dtype=bool), number), dtype=np.int64)
    kept = _by_post(w, "persistence")
    strangers = r.present.trust_set_point
    trust = r.trust[:, units]
    r.trust[:, units] = np.where(trust > strangers, strangers + kept * (trust - strangers), trust)
    persistence = r.of_group(0).traits.persistence
    if persistence is not None:
        lapse = units[strike.draws[units, ShockDraw.KEPT] >= persistence]
        r.lapsed_until[lapse] = w.day + round(w.policy.scenario.intelligence.lapse_days)


def leak_items(w: State, effect: kind.Leak, strike: Strike) -> None:
    """Organisations learn of the last items that crossed about them."""
    recent = [
        i
        for i in w.mail.recent
        if w.day - i.created <= effect.within_days and w.traffickers.alive[i.organisation]
    ]
    for item in recent[-effect.items :]:
        leak(
            w,
            item,
            float(strike.draws[item.organisation, ShockDraw.LEAK]),
            strike.event,
            w.cooperation.of_group(0).leak_exposes_informant,
        )


def will(w: State, effect: kind.Will, strike: Strike) -> None:
    """Political will moves, within [0, 1]."""
    w.cooperation.arrangements.shift(will=effect.change)


def offer_instrument(w: State, effect: kind.Instrument, strike: Strike) -> None:
    """An instrument comes."""
    w.cooperation.arrangements.turn(effect.name, on=True)


def withdraw_instrument(w: State, effect: kind.Instrument, strike: Strike) -> None:
    """An instrument goes."""
    w.cooperation.arrangements.turn(effect.name, on=False)


# ------------------------------------------------------------------------------ posts
def post_closed(w: State, effect: kind.PostClosed, strike: Strike) -> None:
    """What was on its way to the post waits until it opens."""
    r = w.routes
    strike.closed = r.posts.index(post_meant(w.shocks.policy, effect.post))
    waiting: list[Load] = []
    for day in sorted(day for day in w.consignments.agenda if w.day <= day < strike.until):
        waiting += [
            load for load in w.consignments.agenda[day] if r.post[load.route] == strike.closed
        ]
        w.consignments.agenda[day] = [
            load for load in w.consignments.agenda[day] if r.post[load.route] != strike.closed
        ]
    for load in waiting:
        load.arrives = strike.until
    if waiting:
        w.consignments.agenda.setdefault(strike.until, []).extend(waiting)


def load_lost(w: State, effect: kind.LoadLost, strike: Strike) -> None:
    """The next loads under control will be lost."""
    strike.loads_left = effect.loads


def loses_control(w: State, load: Load) -> bool:
    """Whether a shock has a load under control lost."""
    for strike in w.shocks.in_force.values():
        if strike.loads_left > 0:
            strike.loads_left -= 1
            w.recorder.log(
                w.day,
                "target lost",
                strike.event,
                second_cause=load.event,
                organisation=load.organisation,
                load=load.number,
            )
            return True
    return False


# ------------------------------------------------------------------------------ systems and competence
def document_hit(w: State, effect: kind.DocumentHit, strike: Strike) -> None:
    """Somebody with a document on record is to come today."""
    strike.document_due = True


def documents_due(w: State, system: str) -> list[tuple[Strike, kind.DocumentHit]]:
    """Return the shocks that have a document on record in a system come today, and has not come yet."""
    struck = [
        (s, s.effects.document_hit)
        for s in w.shocks.in_force.values()
        if s.document_due and s.since == w.day
    ]
    return [
        (strike, effect)
        for strike, effect in struck
        if effect is not None and effect.system == system
    ]


def bad_document(w: State, strike: Strike, load: Load | None = None) -> int:
    """Log that the document comes, with a load or without; returns the event's id."""
    strike.document_due = False
    slot, number, arrival = (
        (load.organisation, load.number, load.event) if load else (None, None, -1)
    )
    return w.recorder.log(
        w.day, "bad document", strike.event, second_cause=arrival, organisation=slot, load=number
    )


def blind_spot(w: State, effect: kind.BlindSpot, strike: Strike) -> None:
    """The suitcase goes on, unless at that post one service seizes for the other."""
    rate = [
        w.routes.rate[r] if effect.mode in (EVERY_MODE, mode) else -1.0
        for r, mode in enumerate(w.routes.modes)
    ]
    route = int(np.argmax(rate))
    terms = w.cooperation.terms(
        w.group_of_route(route), 0, w.day, w.traffickers.market.index[effect.commodity]
    )
    acts = "seize_all" in terms.powers
    w.recorder.add(Counter.SEIZURES_OPPORTUNIST if acts else Counter.BLIND_SPOT_FINDS)
    what = "seized for the other" if acts else "blind spot"
    w.recorder.log(
        w.day, "case step", strike.event, organisation=None, what=what, load=None, number=None
    )


# ------------------------------------------------------------------------------ cases and courts
def _log_step(w: State, cause: int, slot: int, what: str) -> int:
    """Log a step of a case; returns the event's id."""
    return w.recorder.log(
        w.day, "case step", cause, organisation=slot, what=what, load=None, number=None
    )


def evidence_lost(w: State, effect: kind.EvidenceLost, strike: Strike) -> None:
    """The open cases with most evidence lose part of it."""
    total = np.where(w.police.cases.open, w.police.evidence.sum(axis=1), -1.0)
    for slot in np.argsort(-total, kind="stable")[: effect.cases]:
        if total[slot] >= 0:
            w.police.evidence[slot] *= 1.0 - effect.share
            _log_step(w, strike.event, int(slot), "evidence rejected")


def double_watch(w: State, effect: kind.DoubleWatch, strike: Strike) -> None:
    """Both services at one target: harmless where it was told or looked up, else hours lost, and perhaps a source of the case."""
    s = w.policy.scenario
    for slot in _by_luck(strike, w.police.cases.open, effect.cases) if s.enforcement else []:
        route, unit, u = _route_of(w, slot), w.unit_of(slot), strike.draws[slot]
        post = int(w.routes.post[route])
        traits = w.cooperation.terms(w.group_of_route(route), unit, w.day, w.good_of(slot)).traits
        found = traits.lookup_prob * (1.0 - s.investigation.lookup_missed)
        if w.police.cases.told_customs[slot] or u[ShockDraw.LOOKUP] < found:
            w.cooperation.move(post, unit, s.intelligence.trust_gain)
            continue
        collision = collide(w, slot, route, strike.event)
        if u[ShockDraw.BURN] < inferred(w, Clue.WATCHED):
            _burn(w, slot, post, float(u[ShockDraw.WHAT]), strike.event, collision)


def _burn(w: State, slot: int, post: int, u: float, cause: int, collision: int) -> None:
    """An organisation sees that it is watched: at an entity that the police hold, else at a member whom they know."""
    o = w.traffickers
    entities = np.flatnonzero(w.police.known_entities[slot, : o.entities])
    known = np.flatnonzero(w.police.known_members[slot] & (o.status[slot] == ACTIVE))
    lose(
        w,
        slot,
        Clue.WATCHED,
        entity=int(entities[int(u * len(entities))]) if len(entities) else -1,
        informant=not len(entities) and not len(known),
        courier=int(known[int(u * len(known))]) if len(known) and not len(entities) else -1,
        cause=cause,
        collision=collision,
        post=post,
    )
    w.traffickers.strength_changed = True


def confiscation(w: State, effect: kind.Confiscation, strike: Strike) -> None:
    """Assets are found with the richest organisations, as far as they have them."""
    o, left = w.traffickers, effect.amount_eur
    for slot in np.argsort(-np.where(o.alive, o.cash, 0.0), kind="stable"):
        found = min(float(o.cash[slot]), left) if o.alive[slot] else 0.0
        if found <= 0:
            return
        o.cash[slot] -= found
        left -= found
        w.recorder.add(Counter.ASSETS_CONFISCATED_EUR, found)
        w.cooperation.shared_assets.give(
            w.policy.scenario,
            found * w.cooperation.arrangements.asset_share(w.good_of(int(slot))),
            w.day,
        )
        w.recorder.log(w.day, "confiscation", strike.event, organisation=int(slot), value_eur=found)


# ------------------------------------------------------------------------------ intelligence
def statement(w: State, effect: kind.Statement, strike: Strike) -> None:
    """A courier names somebody at the desk of customs: if it is written down, it may reach the case file."""
    o, s = w.traffickers, w.policy.scenario
    couriers = (o.status == ACTIVE) & (o.tier == 1)
    for slot in (
        _by_luck(strike, o.alive & couriers.any(axis=1), effect.couriers) if s.enforcement else []
    ):
        u, terms = (
            strike.draws[slot],
            w.cooperation.terms(0, w.unit_of(slot), w.day, w.good_of(slot), "find"),
        )
        if u[ShockDraw.KEPT] >= terms.interview_yield:
            _log_step(w, strike.event, slot, "statement not taken")
            continue
        item = _entity_item(w, slot, u, strike.event)
        crossed = share(w, item, u[CROSSING_SHOCK], urgent=True)
        if not crossed and u[ShockDraw.FIDELITY] >= terms.handover_evidence_kept:
            _log_step(w, strike.event, slot, "statement lost on the way")
            continue
        above = np.flatnonzero((o.status[slot] == ACTIVE) & (o.tier[slot] >= 2))
        if len(above):
            m = int(above[int(u[ShockDraw.WHAT] * len(above))])
            w.police.known_members[slot, m] = True
            w.police.evidence[slot, m] += s.investigation.evidence_statement
            w.police.cases.file[slot] += 1.0
            w.police.cases.news[slot] = w.day
        step = _log_step(w, item.cause, slot, "statement filed")
        note_known(w, "statement", step, slot)
        w.recorder.note(step, "file", slot)


def _entity_item(w: State, slot: int, u: np.ndarray, cause: int) -> Item:
    """News of one of an organisation's entities on its way to the police."""
    e, reliability = (
        int(u[ShockDraw.WHAT] * w.traffickers.entities),
        w.policy.scenario.police.entity_reliability,
    )
    return entity_item(w, slot, e, reliability, to_police=True, from_customs=True, cause=cause)


def informant_offer(w: State, effect: kind.InformantOffer, strike: Strike) -> None:
    """Somebody of the police must be there before the offer lapses.

    Where the law lets customs inquire, it is there already.
    """
    o, law = w.traffickers, w.policy.scenario.legal_model
    for slot in (
        _by_luck(strike, o.alive & ~w.police.informant, 1) if w.policy.scenario.enforcement else []
    ):
        terms = w.cooperation.terms(0, w.unit_of(slot), w.day)
        traits = terms.at(CASES)
        days = traits.pool_reaction_days if traits.pool_fraction > 0 else terms.handover_delay_days
        days = 0.0 if law.customs_investigates else days
        won = bool(
            strike.draws[slot, ShockDraw.KEPT] < np.exp(-days * HOURS_A_DAY / effect.window_hours)
        )
        w.police.informant[slot] |= won
        w.recorder.log(w.day, "informant", strike.event, organisation=slot, won=won)


def tip(w: State, effect: kind.Tip, strike: Strike) -> None:
    """A source names a load on its way; it takes the way of every tip."""
    o = w.traffickers
    last = w.day + effect.within_days
    modes = [effect.mode in (EVERY_MODE, mode) for mode in w.routes.modes]
    loads = [
        x
        for day in sorted(w.consignments.agenda)
        if w.day <= day <= last
        for x in w.consignments.agenda[day]
        if x.state == LoadState.PLANNED and modes[x.route]
    ]
    candidates = np.zeros(o.n, dtype=bool)
    candidates[[load.organisation for load in loads]] = True
    for slot in _by_luck(strike, candidates & o.alive, 1) if w.policy.scenario.enforcement else []:
        load = next(load for load in loads if load.organisation == slot)
        load.event = w.recorder.log(
            w.day,
            "source",
            strike.event,
            second_cause=load.event,
            organisation=slot,
            load=load.number,
        )
        w.consignments.tips.setdefault(w.day, []).append(load)


def anomaly(w: State, effect: kind.Anomaly, strike: Strike) -> None:
    """Analysts find an entity in the trade data, as they do now and then by themselves."""
    o = w.traffickers
    for slot in _by_luck(strike, o.alive, effect.entities) if w.policy.scenario.enforcement else []:
        find_in_trade_data(
            w, slot, int(strike.draws[slot, ShockDraw.WHAT] * o.entities), strike.event
        )


# ------------------------------------------------------------------------------ traffickers
def rumour(w: State, effect: kind.Rumour, strike: Strike) -> None:
    """Every organisation hears of loads lost on all routes of its mode but the quietest."""
    o, r = w.traffickers, w.routes
    for slot in np.flatnonzero(o.alive):
        home = np.flatnonzero(o.is_home[o.profile[slot]] & (r.rate > 0))
        hot = home[home != home[r.rate[home].argmin()]] if len(home) else home
        o.losses[slot, hot] += effect.losses
        o.shipped[slot, hot] += effect.losses


ACTS: dict[str, Callable[[State, Any, Strike], None]] = {
    "trust_change": trust_change,
    "credit_taken": credit_taken,
    "staff_rotation": staff_rotation,
    "leak": leak_items,
    "will": will,
    "offer_instrument": offer_instrument,
    "withdraw_instrument": withdraw_instrument,
    "post_closed": post_closed,
    "load_lost": load_lost,
    "document_hit": document_hit,
    "blind_spot": blind_spot,
    "evidence_lost": evidence_lost,
    "double_watch": double_watch,
    "confiscation": confiscation,
    "statement": statement,
    "informant_offer": informant_offer,
    "tip": tip,
    "anomaly": anomaly,
    "rumour": rumour,
}
"""By kind of effect; the kinds that only change the scenario or the machines in force have none."""
