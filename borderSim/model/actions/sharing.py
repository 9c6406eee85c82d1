"""How an item of intelligence crosses from one service to the other, and how it can leak."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borderSim.model.actions.event_notes import about, log_news
from borderSim.model.actions.trust import part_kept
from borderSim.model.actions.will import scandal
from borderSim.model.state.codes import LoadState
from borderSim.model.state.counters import Counter
from borderSim.model.state.draw_columns import CROSSING_ENTITY
from borderSim.model.state.intelligence import Item
from borderSim.model.state.random_streams import Floats, normal
from borderSim.model.state.state import State
from borderSim.parameters.mechanisms import CASES, LOOKUP, TRUST
from borderSim.parameters.scenario import Traits


def entity_item(
    w: State,
    slot: int,
    e: int,
    reliability: float,
    *,
    to_police: bool,
    cause: int,
    group: int = 0,
    from_customs: bool = False,
) -> Item:
    """Return news of an organisation's entity as it is in use today.

    Args:
        w: the state.
        slot: organisation.
        e: column of the entity.
        reliability: chance that it is true.
        to_police: direction.
        cause: id of the event that brought the news.
        group: sharing group of posts that receives or sends it.
        from_customs: customs is its true origin.
    """
    return Item(
        kind="entity",
        to_police=to_police,
        group=group,
        unit=w.unit_of(slot),
        organisation=slot,
        entity=e,
        generation=int(w.traffickers.entity_generation[slot, e]),
        reliability=reliability,
        from_customs=from_customs,
        created=w.day,
        cause=cause,
    )


def share(w: State, item: Item, u: Floats, *, urgent: bool, fresh: bool = True) -> bool:
    """Send an item across, or not: one draw an item. Sent or not, it can leak.

    It leaks where the organisation has an insider: from the file of the service that has it with
    ``intelligence.own_leak_share``, and through readers of the other service with the level's
    ``readers_share`` where it was sent.

    Args:
        w: the state.
        item: what may cross.
        u: four uniforms: chance, latency, fidelity, leak.
        urgent: an event, which does not wait for the next exchange.
        fresh: it is new in the sender's file (it goes to the first group that it is offered to).

    Returns:
        Whether it was sent.
    """
    read_by = _send(w, item, u, urgent=urgent)
    o, slot = w.traffickers, item.organisation
    if o.insider[slot] and o.alive[slot]:
        own = w.policy.scenario.intelligence.own_leak_share if fresh else 0.0
        at_risk = own + (read_by.readers if read_by else 0.0)
        if u[3] < at_risk:
            by_reader = read_by is not None and u[3] >= own
            exposes = (
                read_by.exposes
                if read_by
                else w.policy.scenario.intelligence.leak_exposes_informant
            )
            leak(w, item, float(u[3]) / at_risk, item.cause, exposes, own=not by_reader)
    return read_by is not None


@dataclass(frozen=True)
class _Readers:
    """Who of the other service reads an item that was sent.

    Attributes:
        readers: share of all officers; exposes: chance that a leak exposes the informant.
    """

    readers: float
    exposes: float


def _send(w: State, item: Item, u: Floats, *, urgent: bool) -> _Readers | None:
    """Send an item across, or not; returns who reads it, None if it was not sent."""
    cooperation, s = w.cooperation, w.policy.scenario.intelligence
    good = w.good_of(item.organisation)
    terms = cooperation.terms(item.group, item.unit, w.day, good, item.kind)
    traits = terms.at(CASES) if item.to_police else terms.traits
    way = "customs_to_police" if item.to_police else "police_to_customs"
    aims = terms.at(TRUST).shared_objective_weight
    kept = part_kept(w, aims, terms.powers, item.organisation, to_police=item.to_police)
    readiness = terms.relevance * cooperation.relative_trust(item.group, item.unit) * (1.0 - kept)
    chance, written = getattr(traits.share_prob, way) * readiness, is_written(w, traits)
    limited = cooperation.limited_channels(item.group, good, item.kind)
    if LOOKUP in terms.apart and not item.to_police:
        _tell_apart(w, item, terms.at(LOOKUP), limited, readiness, float(u[0]), urgent=urgent)
    if limited:
        traits, chance, carrier = _carried(w, limited, traits, way, readiness, float(u[0]))
        written |= carrier is not None and cooperation.arrangements.instruments[carrier].written
    if u[0] >= chance:
        if (
            kept
            and u[0] * (1.0 - kept) < chance
            and (urgent or traits.share_interval_days is not None)
        ):
            w.recorder.add(Counter.ITEMS_HELD_BACK)
            return _withhold(w, item, "held back")
        return _withhold(
            w, item, "chance" if urgent or traits.share_interval_days is not None else "no exchange"
        )
    wait = 0.0
    if not urgent:
        if traits.share_interval_days is None:
            return _withhold(w, item, "no exchange")
        interval = getattr(traits.share_interval_days, way)
        wait = float(-w.day % interval) if interval >= 1 else 0.0
    median = getattr(traits.share_latency_days, way)
    channel = w.systems.channel_days.get(item.group)
    if channel is not None:  # in real time, without waiting for the next exchange
        wait, median = 0.0, min(median, channel)
    latency = median * float(np.exp(s.latency_sigma * normal(float(u[1]))))
    fidelity = getattr(traits.share_fidelity, way)
    entity, window, origin = _details(float(u[2]), fidelity)
    item.detail = (entity, window, origin or terms.keeps_origin)
    arrives = w.day + int(wait + latency + 0.5)
    w.mail.send(item, arrives)
    w.mail.recent.append(item)
    w.tallies.latencies.append(wait + latency)
    w.recorder.add(Counter.ITEMS_SHARED)
    w.recorder.add(Counter.ITEMS_DOCUMENTED, float(written))
    if item.kind == "find" and not written:
        item.evidence *= w.policy.scenario.governance.informal_evidence_kept
    w.recorder.add(Counter.COORDINATION_HOURS, 2 * s.item_minutes / 60.0)
    w.workload.desk_owed += s.item_minutes / 60.0
    w.workload.police_owed += s.item_minutes / 60.0
    item.cause = w.recorder.log(w.day, "share", item.cause, **about(item), arrives=arrives)
    if not item.to_police and LOOKUP not in terms.apart:
        w.police.cases.told_customs[item.organisation] |= w.police.cases.open[item.organisation]
    return _Readers(traits.readers_share, terms.leak_exposes_informant)


def _tell_apart(
    w: State,
    item: Item,
    traits: Traits,
    limited: list[int],
    readiness: float,
    u: float,
    *,
    urgent: bool,
) -> None:
    """Tell customs of an open case where another level's sharing would have told them.

    Whether they are told then no longer hangs on whether the item crosses.
    """
    ways = [traits, *(t for i in limited if (t := w.cooperation.by_channel(traits, i)) is not None)]
    if any(
        u < t.share_prob.police_to_customs * readiness
        and (urgent or t.share_interval_days is not None)
        for t in ways
    ):
        w.police.cases.told_customs[item.organisation] |= w.police.cases.open[item.organisation]


def _carried(
    w: State, limited: list[int], traits: Traits, way: str, readiness: float, u: float
) -> tuple[Traits, float, int | None]:
    """Return traits, chance and carrier of an item by the best channel with capacity left, if one is better than the level's own.

    The officers of a channel carry what they make possible or quicken; an item that neither way
    would send costs them nothing.
    """
    a = w.cooperation.arrangements
    best, taken = (traits, getattr(traits.share_prob, way) * readiness), None
    for i in limited:
        other = w.cooperation.by_channel(traits, i)
        if other is None:
            continue
        chance = getattr(other.share_prob, way) * readiness
        sent = u < best[1]
        if u < chance and (not sent or _takes(other, way) < _takes(best[0], way)):
            best, taken = (other, chance), i
    if taken is not None:
        a.credit[taken] -= 1.0
    return *best, taken


def is_written(w: State, traits: Traits) -> bool:
    """Whether an arrangement is formal enough that what crosses under it is documented."""
    return (
        traits.persistence is not None
        and traits.persistence >= w.policy.scenario.governance.written_from
    )


def _takes(traits: Traits, way: str) -> tuple[float, float]:
    """Return how long an item takes: interval between exchanges, latency (days); for comparison."""
    interval = traits.share_interval_days
    return (
        float("inf") if interval is None else getattr(interval, way),
        getattr(traits.share_latency_days, way),
    )


def _withhold(w: State, item: Item, why: str) -> None:
    """Log that an item stays where it is."""
    w.recorder.log(w.day, "withheld", item.cause, **about(item), why=why)


def _details(u: float, fidelity: float) -> tuple[bool, bool, bool]:
    """Which of three details survive, independently with the fidelity, from one uniform."""
    kept = []
    for _ in range(3):
        kept.append(u < fidelity)
        u = u / fidelity if u < fidelity else (u - fidelity) / max(1.0 - fidelity, 1e-12)
    return kept[0], kept[1], kept[2]


def leak(w: State, item: Item, u: float, cause: int, exposes: float, *, own: bool = False) -> None:
    """The organisation learns of the item: the load is dropped, it lies low, informants are at risk.

    Args:
        w: the state.
        item: what leaked.
        u: a uniform.
        cause: id of the event.
        exposes: chance that the informant is exposed.
        own: it leaked from the file of the service that had it, so that the other has no part in it.
    """
    o, slot = w.traffickers, item.organisation
    w.recorder.add(Counter.LEAKS)
    w.recorder.add(Counter.LEAKS_OWN, float(own))
    number = item.load.number if item.load is not None else None
    event = w.recorder.log(w.day, "leak", cause, organisation=slot, what=item.kind, load=number)
    w.recorder.note(event, "quiet", slot)
    scandal(w, slot, "leak", event)
    if item.load is not None and item.load.state == LoadState.PLANNED:
        item.load.state, item.load.event = LoadState.WARNED, event
    o.quieten(slot, w.day, w.policy.scenario.traffickers)
    if w.police.informant[slot] and u < exposes:
        w.police.informant[slot] = False
    if not own:
        w.cooperation.move(None, item.unit, -w.policy.scenario.intelligence.trust_loss)


def offer_entity(
    w: State,
    slot: int,
    e: int,
    reliability: float,
    *,
    to_police: bool,
    from_customs: bool,
    cause: int = -1,
) -> None:
    """Offer news of an entity to the other service, once to every group of posts.

    All groups meet the same uniforms, so that posts set apart stay paired with the rest.

    Args:
        w: the state.
        slot: organisation.
        e: column of the entity.
        reliability: of the news, as its sender grades it.
        to_police: direction; what customs offers goes out once, from the country's group.
        from_customs: customs is the true origin.
        cause: id of the event that brought the news.
    """
    u = w.draws.entities.today(w.day)[slot, e]
    row = u[CROSSING_ENTITY]
    for group in range(1 if to_police else len(w.cooperation.traits)):
        item = entity_item(
            w,
            slot,
            e,
            reliability,
            group=group,
            to_police=to_police,
            from_customs=from_customs,
            cause=cause,
        )
        share(w, item, row, urgent=False, fresh=group == 0)


def find_in_trade_data(w: State, slot: int, e: int, cause: int = -1) -> None:
    """Customs' analysts find an entity: a lead of its own at all posts, and news for the police.

    As often as such leads are wrong (``customs.own_lead_reliability``) it is an innocent.
    """
    reliability = w.policy.scenario.customs.own_lead_reliability
    if float(w.draws.trade_data.of(slot, w.day)) >= reliability:
        e += w.traffickers.entities
    generation = int(w.traffickers.entity_generation[slot, e])
    for group in range(len(w.cooperation.traits)):
        w.customs.leads.learn(
            group, slot, e, generation, reliability, w.day, own=True, independent=True
        )
    event = log_news(w, "customs", "trade data", slot, e, generation, cause)
    offer_entity(w, slot, e, reliability, to_police=True, from_customs=True, cause=event)
