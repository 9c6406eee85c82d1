"""Intelligence: each service's own sources, and what crosses between them.

An item crosses by one draw, with the chance of the level times its relevance and the trust
relative to its set-point; after the next exchange (or at once for events) and a latency; each
detail survives with the fidelity. It costs hours on both sides, and it can leak.
"""

from __future__ import annotations

from borderSim.model.actions.event_notes import log_news, receive
from borderSim.model.actions.filing import take_in
from borderSim.model.actions.fruitless import doubt_leads, due_of_tip
from borderSim.model.actions.grading import graded, keep_records
from borderSim.model.actions.news_notes import held_now, note_faded, note_replaced
from borderSim.model.actions.own_traffic import matched_share, share_of_tip
from borderSim.model.actions.pooling import lent_desk_hours
from borderSim.model.actions.sharing import find_in_trade_data, offer_entity, share
from borderSim.model.actions.system_access import add_matches, refresh_access
from borderSim.model.kernels.entities_drawn import informants, pass_day
from borderSim.model.state.capabilities import borrowed, police_own
from borderSim.model.state.codes import LoadState, RaisedBy
from borderSim.model.state.consignments import Load
from borderSim.model.state.counters import Counter
from borderSim.model.state.draw_columns import CROSSING_TIP, EntityDraw, LoadDraw, OrganisationDraw
from borderSim.model.state.intelligence import Item, tip_weight
from borderSim.model.state.scores import LaneMatch, shift_bin
from borderSim.model.state.state import State


def gather(w: State) -> None:
    """Own sources of both services: entities and persons of routine police work, tips, trade data."""
    refresh_access(w)
    heard_of = _pass_day_of_entities(w)
    if not w.policy.scenario.enforcement:
        return
    _routine_police_work(w, heard_of)
    _customs_analysis(w)
    for load in w.consignments.tips.pop(w.day, []):
        _tip(w, load)


def deliver(w: State) -> None:
    """Hand over what arrives today; customs vets leads within the hours of its desk."""
    keep_records(w)
    for item in w.mail.delivered(w.day):
        if item.to_police:
            _police_receive(w, item)
        else:
            w.mail.desk.append(item)
    desk = w.staff.desk_hours + lent_desk_hours(w)
    hours = desk - w.workload.desk_owed
    w.workload.desk_owed = max(0.0, -hours)
    vet = w.policy.scenario.intelligence.vetting_minutes / 60.0
    while w.mail.desk and hours > 0:
        hours -= vet
        w.recorder.add(Counter.COORDINATION_HOURS, vet)
        _customs_receive(w, w.mail.desk.pop(0))
    w.tallies.resources.book("information", min(desk, desk - hours), desk)
    if w.day % 7 == 0 or w.customs.leads.changed:
        _use_leads(w)


def _use_leads(w: State) -> None:
    """Work out anew what the leads are worth, and which lawful traffic matches them."""
    if w.day % 7 == 0:
        doubt_leads(w)
    leads, o = w.customs.leads, w.traffickers
    believed = max(1, w.policy.scenario.organisations.count)
    grades = w.customs.grades.of("entity", w.policy.scenario.intelligence)
    new = leads.unmatched(w.routes.version, w.policy.scenario.traffic.namesakes)
    if len(new[0]):
        leads.matched[new] = matched_share(w, *new[1:], leads.generation[new], leads.number[new])
    leads.refresh(w.policy.scenario, w.day, believed, grades)
    note_faded(w)
    matches = leads.false_matches(w.routes, w.cooperation.group_of_post, o.profile, o.is_home)
    w.customs.tip_windows = [t for t in w.customs.tip_windows if t[1] > w.day]
    lanes = []
    for route, _, bin_, share_matched, lane in w.customs.tip_windows:
        if lane < 0:
            matches[route, bin_] += share_matched
        elif bin_:
            lanes.append(LaneMatch(route, lane, bin_, 1.0))
    reads = w.policy.rules.targeting.body.uses_leads
    w.customs.field.match_leads(add_matches(w, matches) * reads, lanes if reads else [])


def _pass_day_of_entities(w: State) -> list[tuple[int, int]]:
    """Front companies, drivers and couriers are replaced from time to time.

    Returns:
        Slot and column of those of which police on routine work hear, true and false, at the rate
        that would keep their declared share known.
    """
    o, p, s = w.traffickers, w.police, w.policy.scenario
    loss = 1.0 / s.traffickers.entity_life_days
    true, false = s.police.known_entity_share, w.police.false_share(s)
    held = held_now(w)
    slot, entity = pass_day(
        w.draws.entities.today(w.day),
        EntityDraw.REPLACE.value,
        EntityDraw.LEARN.value,
        o.alive,
        o.entity_generation,
        p.known_entities,
        p.said,
        loss,
        1.0 / s.intelligence.renewal_days,
        loss * true / (1 - true) * w.staff.present_share,
        loss * false / (1 - false) * w.staff.present_share,
    )
    note_replaced(w, held, "in time")
    return list(zip(slot.tolist(), entity.tolist(), strict=True))


def _routine_police_work(w: State, heard_of: list[tuple[int, int]]) -> None:
    """Police learn entities, and win and lose informants."""
    o, s = w.traffickers, w.policy.scenario
    for slot, e in heard_of:
        told = bool(w.police.known_entities[slot, e] and w.police.told_by_customs[slot, e])
        w.police.known_entities[slot, e], w.police.told_by_customs[slot, e] = True, told
        event = log_news(w, "police", "routine", slot, e, int(o.entity_generation[slot, e]))
        offer_entity(
            w,
            slot,
            e,
            s.police.entity_reliability,
            to_police=False,
            from_customs=told,
            cause=event,
        )
    gain = s.police.informants_per_organisation
    if gain > 0 or w.police.informant.any():
        leave = 1.0 / s.police.recruit_days
        win = leave * gain / max(1.0 - gain, 1e-9) * _informant_reach(w)
        u = w.draws.organisations.today(w.day)
        w.police.informant = informants(
            u, OrganisationDraw.INFORMANT.value, o.alive, w.police.informant, leave, win
        )


def _informant_reach(w: State) -> float:
    """How far the police can win informants: by powers of their own, or by those of customs as far as they are pooled."""
    if police_own(w.policy.scenario, "informants"):
        return 1.0
    capability = w.policy.scenario.capabilities.get("informants")
    return borrowed(capability, w.cooperation.of_group(0).traits).extent if capability else 0.0


def _customs_analysis(w: State) -> None:
    """Analysts find an entity in the trade data now and then."""
    s, o = w.policy.scenario, w.traffickers
    chance = (
        s.customs.own_leads_per_year
        / 365.0
        * s.customs.analysts
        * s.capacity_scale
        * w.staff.working_share
        / 100.0
        / max(1, s.organisations.count)
    )
    v = w.draws.organisations.today(w.day)
    for slot in (o.alive & (v[:, OrganisationDraw.OWN_LEAD] < chance)).nonzero()[0]:
        e = int(v[slot, OrganisationDraw.OWN_ENTITY] * o.entities)
        find_in_trade_data(w, int(slot), e)


def _tip(w: State, load: Load) -> None:
    """A tip reaches the police; it may cross to customs in time for the load."""
    if load.state != LoadState.PLANNED:
        return
    real = load.draws[LoadDraw.TIP_REAL] < w.policy.scenario.police.informant_reliability
    load.police_tip = bool(real)
    w.police.cases.news[load.organisation] = w.day
    event = w.recorder.log(
        w.day, "tip", load.event, organisation=load.organisation, load=load.number, real=bool(real)
    )
    w.recorder.note(event, "tip", load.number)
    u = load.draws[CROSSING_TIP]
    share(
        w,
        Item(
            kind="tip",
            to_police=False,
            group=w.group_of_route(load.route),
            unit=w.unit_of(load.organisation),
            organisation=load.organisation,
            entity=load.entity,
            generation=load.generation,
            reliability=w.policy.scenario.police.informant_reliability,
            from_customs=False,
            created=w.day,
            load=load if real else None,
            cause=event,
        ),
        u,
        urgent=True,
    )


def _customs_receive(w: State, item: Item) -> None:
    """Customs takes a vetted item into its picture."""
    s = w.policy.scenario
    has_entity, has_window, has_origin = item.detail
    event = receive(w, item)
    if item.kind == "entity":
        # of an entity a detail is its number, the next its name: the third alone is no lead
        if has_entity or has_window:
            at = (item.group, item.organisation, item.entity)
            own, told = bool(w.customs.leads.own[at]), bool(w.customs.leads.told[at])
            if own and item.from_customs and has_origin:
                return  # customs' own news come back, and it can see that: nothing new
            if own and item.from_customs and not told:
                w.recorder.add(Counter.REPORTS_DOUBLE_COUNTED)
            w.customs.leads.learn(
                item.group,
                item.organisation,
                item.entity,
                item.generation,
                item.reliability,
                w.day,
                own=False,
                independent=own and not told,
                number=has_entity,
            )
        return
    load = item.load
    if not has_window:
        return
    route = load.route if load is not None else _decoy_route(w, item)
    share_matched, lane = share_of_tip(w, item, route)
    reliability = graded(w, "tip", item.reliability, group=item.group, to_police=False)
    weight = tip_weight(reliability, s, share_matched)
    due = due_of_tip(w, route, weight, item.reliability)
    w.customs.grades.note(item.group, "tip", due=due)
    if load is not None and load.state == LoadState.PLANNED:
        load.tip_weight[item.group] = weight
        load.raised_by = RaisedBy.TIP
        w.recorder.note(event, "lead tip", item.group, load.number)
    last = w.day + round(s.intelligence.tip_window_days)
    w.customs.tip_windows.append((route, last, shift_bin(weight), share_matched, lane))
    w.customs.leads.changed = True


def _decoy_route(w: State, item: Item) -> int:
    """A false tip names the organisation's last route, or the first there is."""
    return max(0, int(w.traffickers.last_route[item.organisation]))


def _police_receive(w: State, item: Item) -> None:
    """Police take in an item from customs: an entity, or a find that feeds a case."""
    o, slot = w.traffickers, item.organisation
    receive(w, item)
    if item.kind == "find":
        w.police.finds_to_file.append(item)
        return
    if (
        item.detail[0]
        and o.alive[slot]
        and o.entity_generation[slot, item.entity] == item.generation
    ):
        w.recorder.add(Counter.ENTITIES_RECEIVED)
        take_in(w, item)
