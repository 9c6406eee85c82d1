"""How an item of intelligence crosses from one service to the other, and how it can leak."""

from __future__ import annotations

import numpy as np

from borderSim.world.intelligence import Item
from borderSim.world.loads import PLANNED
from borderSim.world.streams import Floats, normal
from borderSim.world.world import ENTITY_LUCK, World


def share(w: World, item: Item, u: Floats, *, urgent: bool) -> bool:
    """Send an item across, or not: one draw an item.

    Args:
        w: the world.
        item: what may cross.
        u: four uniforms: chance, latency, fidelity, leak.
        urgent: an event, which does not wait for the next exchange.

    Returns:
        Whether it was sent.
    """
    relations, s = w.relations, w.scenario.intelligence
    traits = relations.in_force(item.group, item.unit, w.day)
    way = "customs_to_police" if item.to_police else "police_to_customs"
    chance = getattr(traits.share_prob, way) * s.relevance * relations.relative_trust(item.group, item.unit)
    if u[0] >= chance:
        return False
    wait = 0.0
    if not urgent:
        if traits.share_interval_days is None:
            return False
        interval = getattr(traits.share_interval_days, way)
        wait = float(-w.day % interval) if interval >= 1 else 0.0
    median = getattr(traits.share_latency_days, way)
    latency = median * float(np.exp(s.latency_sigma * normal(float(u[1]))))
    fidelity = getattr(traits.share_fidelity, way)
    item.detail = _details(float(u[2]), fidelity)
    arrives = w.day + int(wait + latency + 0.5)
    w.mail.send(item, arrives)
    w.mail.recent.append(item)
    w.latencies.append(wait + latency)
    w.books.add("items_shared")
    w.books.add("coordination_hours", 2 * s.item_minutes / 60.0)
    w.desk_owed += s.item_minutes / 60.0
    w.police_owed += s.item_minutes / 60.0
    event = w.books.log(
        w.day,
        "share",
        item.cause,
        what=item.kind,
        to="police" if item.to_police else "customs",
        organisation=item.organisation,
        arrives=arrives,
    )
    item.cause = event
    if w.cases.open[item.organisation] and not item.to_police:
        w.cases.told_customs[item.organisation] = True
    if (
        w.organisations.insider[item.organisation]
        and w.organisations.alive[item.organisation]
        and u[3] < traits.readers_share
    ):
        leak(w, item, float(u[3]) / max(traits.readers_share, 1e-12), event)
    return True


def _details(u: float, fidelity: float) -> tuple[bool, bool, bool]:
    """Which of three details survive, independently with the fidelity, from one uniform."""
    kept = []
    for _ in range(3):
        kept.append(u < fidelity)
        u = u / fidelity if u < fidelity else (u - fidelity) / max(1.0 - fidelity, 1e-12)
    return kept[0], kept[1], kept[2]


def leak(w: World, item: Item, u: float, cause: int) -> None:
    """The organisation learns of the item: the load is dropped, it lies low, informants are at risk."""
    o, slot = w.organisations, item.organisation
    w.books.add("leaks")
    w.books.log(w.day, "leak", cause, organisation=slot)
    if item.load is not None and item.load.state == PLANNED:
        item.load.state = "warned"
    o.quieten(slot, w.day, w.scenario.traffickers)
    if o.informant[slot] and u < w.scenario.intelligence.leak_exposes_informant:
        o.informant[slot] = False
    w.relations.move(None, item.unit, -w.scenario.intelligence.trust_loss)


def offer_entity(
    w: World, slot: int, e: int, reliability: float, *, to_police: bool, from_customs: bool, cause: int = -1
) -> None:
    """Offer news of an entity to the other service, once to every group of posts.

    All groups meet the same uniforms, so that posts set apart stay paired with the rest.

    Args:
        w: the world.
        slot: organisation.
        e: column of the entity.
        reliability: of the news, as its sender grades it.
        to_police: direction; what customs offers goes out once, from the country's group.
        from_customs: customs is the true origin.
        cause: id of the event that brought the news.
    """
    u = w.draws.entities.today(w.day)[slot, e]
    row = u[[ENTITY_LUCK["share"], ENTITY_LUCK["latency"], ENTITY_LUCK["fidelity"], ENTITY_LUCK["leak"]]]
    for group in range(1 if to_police else len(w.relations.traits)):
        item = Item(
            kind="entity",
            to_police=to_police,
            group=group,
            unit=w.unit_of(slot),
            organisation=slot,
            entity=e,
            generation=int(w.organisations.entity_generation[slot, e]),
            reliability=reliability,
            from_customs=from_customs,
            created=w.day,
            cause=cause,
        )
        share(w, item, row, urgent=False)
