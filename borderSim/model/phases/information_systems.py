"""What information systems do besides arrivals: answers that come back, feeds and registers, queries on finds and arrests."""

from __future__ import annotations

import numpy as np

from borderSim.model.actions.sharing import entity_item, leak
from borderSim.model.actions.system_answers import enter, settle
from borderSim.model.state.codes import LoadState
from borderSim.model.state.consignments import Load
from borderSim.model.state.counters import Counter
from borderSim.model.state.draw_columns import CaseQueryDraw, FeedDraw, LoadDraw, RegisterDraw
from borderSim.model.state.lookups import BUREAU, NONE, PER_UNIT, received
from borderSim.model.state.random_streams import normal
from borderSim.model.state.secondary import HOURS_A_DAY
from borderSim.model.state.state import State
from borderSim.model.state.system_answers import Answer, Fate
from borderSim.model.state.traffickers import ACTIVE
from borderSim.parameters.scenario import InformationSystem

SUPPLIER = 0
"""Column of the contact to the supplier."""


def consult(w: State) -> None:
    """Take in the answers that come today.

    Read feeds and registers; the police ask about finds that reached them.
    """
    d = w.systems
    for answer in d.pending.pop(w.day, []):
        enter(w, answer)
    if not d.live:
        return
    for name, x in w.policy.scenario.systems.items():
        if x.asked_about == "feed":
            _feed(w, name, x)
        elif x.asked_about == "register":
            _register(w, name, x)
    for item in w.police.finds_to_file:
        if item.load is not None:
            _ask(w, "find", item.organisation, item.load, item.cause, customs=False)


def follow_up(w: State) -> None:
    """Ask about today's own finds of customs, joint and inland finds, and arrests."""
    d = w.systems
    if not d.live:
        return
    for load in w.consignments.lost_today:
        if load.state == LoadState.SEIZED_INLAND:
            _ask(w, "find", load.organisation, load, load.event, customs=False)
        else:
            _ask(w, "find", load.organisation, load, load.event, customs=True)
            if load.state == LoadState.SEIZED_LET_RUN:
                _ask(w, "find", load.organisation, load, load.event, customs=False)
    for slot, member, event in d.arrested:
        _ask(w, "arrest", slot, None, event, customs=False, member=member)
    d.arrested.clear()


# ------------------------------------------------------------------------------ finds and arrests
def _ask(
    w: State,
    occasion: str,
    slot: int,
    load: Load | None,
    cause: int,
    *,
    customs: bool,
    member: int = -1,
) -> None:
    """Ask every system that the service may: customs at the post of its find, the police elsewhere, both on arrests."""
    d, o = w.systems, w.traffickers
    if member < 0 and load is not None:
        juniors = np.flatnonzero((o.status[slot] == ACTIVE) & (o.tier_of(slot) <= 2))
        if not len(juniors):
            return
        member = int(juniors[int(load.draws[LoadDraw.COURIER] * len(juniors))])
    for name in d.asked_after[occasion]:
        x = w.policy.scenario.systems[name]
        post = int(w.routes.post[load.route]) if load is not None else -1
        own = int(d.customs[name][post]) if load is not None else int(d.customs[name].max())
        access = (
            own if customs else d.police[name] if load is not None else max(own, d.police[name])
        )
        if access == NONE or (load is not None and not _concerns(w, name, x, load)):
            continue
        if load is not None:
            d.asked_on_find.add((name, load.number))
        _query(w, name, x, slot, member, load, cause, access, customs=customs)


def _concerns(w: State, name: str, x: InformationSystem, load: Load) -> bool:
    """Whether a system knows about such a find and has not been asked about it."""
    goods = not x.commodities or load.commodity in x.commodities
    mode = (
        x.asked_about not in ("traffic", "passenger_data") or w.routes.modes[load.route] in x.modes
    )
    return goods and mode and (name, load.number) not in w.systems.asked_on_find


def _query(
    w: State,
    name: str,
    x: InformationSystem,
    slot: int,
    member: int,
    load: Load | None,
    cause: int,
    access: int,
    *,
    customs: bool,
) -> None:
    """One query on a case: the answer comes after its latency, and names members if it is a hit."""
    d, o, s = w.systems, w.traffickers, w.policy.scenario
    u = d.case_luck(name, w.day, slot, member, o.width)
    w.recorder.add(Counter.QUERIES)
    minutes = s.hits.bureau_minutes if access == BUREAU else x.query_minutes
    w.recorder.add(Counter.QUERY_HOURS, minutes / 60.0)
    if customs:
        w.workload.desk_owed += minutes / 60.0
    else:
        w.workload.police_owed += minutes / 60.0
    asker = "customs" if customs else "police"
    about = (
        {"load": load.number, "member": None}
        if load is not None
        else {"load": None, "member": member}
    )
    event = w.recorder.log(
        w.day, "query", cause, organisation=slot, service=asker, system=name, hit=None, **about
    )
    ahead = d.turn(name, w.day, x.throughput_per_day)
    chance = _chance(
        w, name, x, slot, load, customs=customs, identified=float(u[CaseQueryDraw.IDENTIFIED])
    )
    lot = float(u[CaseQueryDraw.HIT])
    if lot >= chance + (1.0 - chance) * x.false_matches_per_10k * PER_UNIT:
        return
    fate: Fate = "validated" if lot < chance else "false"
    median = x.latency_hours + s.hits.bureau_hours * (access == BUREAU)
    hours = median * float(
        np.exp(s.intelligence.latency_sigma * normal(float(u[CaseQueryDraw.ANSWER])))
    )
    many = int(x.members + u[CaseQueryDraw.NUMBER])
    named = _whom(w, x, slot, member)
    answer = Answer(name, x, fate, load=load, slot=slot, candidates=named, many=many, cause=event)
    settle(w, answer, hours + ahead * HOURS_A_DAY)


def _whom(w: State, x: InformationSystem, slot: int, member: int) -> tuple[int, ...]:
    """Members whom a hit may name, as things stand when it is asked for."""
    o = w.traffickers
    if x.reveals == "supplier":
        holder = int(o.contacts.first[slot, SUPPLIER])
        return (holder,) if holder >= 0 else ()
    return tuple(
        int(m)
        for m in np.flatnonzero(
            o.links[slot, member] & (o.status[slot] == ACTIVE) & ~w.police.known_members[slot]
        )
    )


def _chance(
    w: State,
    name: str,
    x: InformationSystem,
    slot: int,
    load: Load | None,
    *,
    customs: bool,
    identified: float,
) -> float:
    """Chance of a true hit: what is on record, if it is identified rightly.

    Of passenger data, a trip that shares something.
    """
    s, d = w.policy.scenario, w.systems
    if x.asked_about in ("traffic", "passenger_data"):
        since = w.day - x.retention_days
        trips = sum(
            1
            for day, who, r in w.consignments.shipments
            if who == slot and since <= day < w.day and w.routes.modes[r] in x.modes
        )
        return 1.0 - (1.0 - x.link_per_trip * received(x)) ** trips if x.retention_days > 0 else 0.0
    tables = [
        (other, y)
        for other, y in s.systems.items()
        if y.asked_about == "identification"
        and load is not None
        and load.commodity in y.commodities
        and x.commodities
    ]
    if not tables or load is None:
        return x.coverage
    right = s.hits.firearms_identified
    for other, y in tables:
        access = d.customs[other][w.routes.post[load.route]] if customs else d.police[other]
        right = max(right, y.coverage) if access else right
    return x.coverage if identified < right else 0.0


# ------------------------------------------------------------------------------ feeds and registers
def _feed(w: State, name: str, x: InformationSystem) -> None:
    """A feed's items on organisations of the region: some name an entity in use, the rest point to the innocent."""
    d, o = w.systems, w.traffickers
    groups = d.groups[name]
    if not groups and not d.police[name]:
        return
    u = d.entries(name, w.day, (o.n, len(FeedDraw)))
    for slot in np.flatnonzero(o.alive & (u[:, FeedDraw.ITEM] < x.items_per_year / 365.0)):
        true = bool(u[slot, FeedDraw.TRUE] < x.coverage)
        e = int(u[slot, FeedDraw.ENTITY] * o.entities) + (0 if true else o.entities)
        w.recorder.add(Counter.FEED_ITEMS)
        generation = int(o.entity_generation[slot, e])
        event = w.recorder.log(
            w.day, "feed", organisation=int(slot), entity=e, generation=generation, system=name
        )
        arrives = w.day + int(x.latency_hours / HOURS_A_DAY)
        for group in groups:
            w.mail.send(
                entity_item(w, int(slot), e, x.coverage, group=group, to_police=False, cause=event),
                arrives,
            )
        if d.police[name]:
            w.workload.police_owed += w.policy.scenario.intelligence.vetting_minutes / 60.0
            if true:
                w.mail.send(
                    entity_item(w, int(slot), e, x.coverage, to_police=True, cause=event), arrives
                )


def _register(w: State, name: str, x: InformationSystem) -> None:
    """Entries of both services stand in one register: whoever may read it knows them at once, and so do many readers."""
    d, o = w.systems, w.traffickers
    groups = d.groups[name]
    if not groups and not d.police[name]:
        return
    entered, generation = d.register(name, w.police.known_entities.shape)
    entered[generation != o.entity_generation] = False
    generation[:] = o.entity_generation
    u = d.entries(name, w.day, (*w.police.known_entities.shape, len(RegisterDraw)))
    own = (
        (w.customs.leads.reliability[0] > 0)
        & w.customs.leads.own[0]
        & (w.customs.leads.generation[0] == o.entity_generation)
    )
    from_police = w.police.known_entities & ~w.police.told_by_customs & bool(groups)
    from_customs = own & ~w.police.known_entities & bool(d.police[name])
    for slot, e in zip(
        *np.nonzero(o.alive[:, None] & ~entered & (from_police | from_customs)), strict=True
    ):
        entered[slot, e] = True
        if u[slot, e, RegisterDraw.ENTERED] >= x.coverage:
            continue
        w.recorder.add(Counter.REGISTER_ENTRIES)
        event = _enter(w, name, int(slot), int(e), groups, to_police=not from_police[slot, e])
        if o.insider[slot] and u[slot, e, RegisterDraw.LEAK] < x.readers_share:
            item = entity_item(w, int(slot), int(e), 1.0, to_police=False, cause=event)
            leak(
                w,
                item,
                float(u[slot, e, RegisterDraw.LEAK]) / x.readers_share,
                event,
                w.cooperation.of_group(0).leak_exposes_informant,
            )


def _enter(w: State, name: str, slot: int, e: int, groups: list[int], *, to_police: bool) -> int:
    """What one service holds on an entity is known to the other; returns the event's id."""
    o = w.traffickers
    about = (slot, e, int(o.entity_generation[slot, e]))
    known_from = (
        w.recorder.latest("lead", 0, *about) if to_police else w.recorder.latest("police", *about)
    )
    event = w.recorder.log(
        w.day,
        "register",
        known_from,
        to="police" if to_police else "customs",
        organisation=slot,
        entity=e,
        generation=about[-1],
        system=name,
    )
    if to_police:
        w.police.known_entities[slot, e] = w.police.told_by_customs[slot, e] = True
        w.recorder.note(event, "police", *about)
    else:
        _read_by_customs(w, slot, e, groups)
        for group in groups:
            w.recorder.note(event, "lead", group, *about)
    return event


def _read_by_customs(w: State, slot: int, e: int, groups: list[int]) -> None:
    """What the police hold on an entity is a lead of customs from now on, and that they work a case is seen."""
    o, reliability = w.traffickers, w.policy.scenario.police.entity_reliability
    for group in groups:
        at = (group, slot, e)
        independent = bool(w.customs.leads.own[at]) and not bool(w.customs.leads.told[at])
        generation = int(o.entity_generation[slot, e])
        w.customs.leads.learn(
            group, slot, e, generation, reliability, w.day, own=False, independent=independent
        )
    w.police.cases.told_customs[slot] |= w.police.cases.open[slot]
