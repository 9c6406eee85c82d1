"""Interception: checks, openings, strips; a find is seized now or let run under control."""

from __future__ import annotations

from itertools import zip_longest

import numpy as np

from borderSim.scenario.schema import Traits
from borderSim.world.competence import Service, chance_in_time, may_seize, seizing
from borderSim.world.credit import joint_success, police_had_known
from borderSim.world.custody import arrest, burn, collide
from borderSim.world.daylist import DayList
from borderSim.world.exchange import share
from borderSim.world.intelligence import Item
from borderSim.world.loads import DELIVERED, LOST_LET_RUN, LUCK, SEIZED_BORDER, SEIZED_INLAND, SEIZED_LET_RUN, Load
from borderSim.world.networks import ROLE_CODE
from borderSim.world.organisations import ACTIVE
from borderSim.world.powers import find_evidence, usable
from borderSim.world.scores import LOW, POINTS, STEP
from borderSim.world.shock_events import loses_control
from borderSim.world.streams import DayKeyed
from borderSim.world.terms import Terms
from borderSim.world.trail import known_inland, log_decision, raised_by
from borderSim.world.world import FIND_LUCK, World

PERSON_MODES = ("passenger", "truck", "car")
"""Modes in which somebody travels with the load and is arrested at a find."""

FULL = 1e-9
"""Units left over above this: the list was not done, so hours left go into a job under way."""

LET_RUN_NOISE = 0.25
"""Scale of the choice between seizing and letting run (utility of one certain seizure = 1); assumption."""


def intercept(w: World, day_list: DayList, marks: DayKeyed) -> None:
    """Check what was selected, book hours and delays, and settle every load of the day."""
    rng = marks.on(w.day)
    alarms = _lawful(w, day_list, rng)
    used = _hours_of_loads(w, day_list) + alarms + w.hours_lost
    w.hours_lost[:] = 0.0
    left = day_list.hours - used
    longest = np.maximum(w.routes.check_hours + w.routes.open_hours, w.routes.strip_hours * (w.routes.strip_share > 0))
    begun = np.where(day_list.checked.waiting > FULL, np.minimum(left, longest), 0.0)
    w.hours_balance = np.where(left > 0, begun, left)
    unused = left - w.hours_balance
    idle = float(unused.sum())
    for group, rows in enumerate(w.relations.routes_of_group):
        w.idle_hours[group] = w.idle_hours.get(group, 0.0) + float(unused[rows].sum())
    own = w.routes.hours * w.post_working_share
    w.utilisation[0] += used
    w.utilisation[1] += own + day_list.lent
    w.books.add("pooled_hours", float(day_list.lent.sum()))
    w.books.add("hours_used", float(used.sum()))
    w.resources.book("people", float(used.sum()), float((own + day_list.lent).sum()))
    w.books.add("hours_idle", idle)
    w.books.add("hours_available", float((own + day_list.lent).sum()))
    for load in [*day_list.targeted, *day_list.at_random]:
        _check(w, load)
    for load in day_list.passed:
        release(w, load)


def _lawful(w: World, d: DayList, rng: np.random.Generator) -> np.ndarray:
    """Check lawful units and opportunists in aggregate; returns officer hours used, (R,)."""
    r, c = w.routes, d.checked
    ranked, rand = c.units, d.random_units
    strips = np.minimum(c.strip_list, np.floor(w.bay_credit + 1e-9).astype(np.int64))
    crooked_random = rng.binomial(rand, w.opportunist_share)
    crooked = c.opportunists + crooked_random
    crooked_strips = rng.binomial(c.opportunists, strips / np.maximum(ranked, 1))
    lawful = ranked + rand - crooked
    lawful_strips = np.minimum(strips - crooked_strips, ranked - c.opportunists)
    lawful_strips = np.maximum(lawful_strips, 0)
    lawful_checks = lawful - lawful_strips
    alarmed = rng.binomial(lawful_checks, r.false_alarm)
    opened = np.where(r.has_opening, alarmed, 0)
    crooked_alarmed = rng.binomial(crooked - crooked_strips, r.p_detect)
    crooked_found = rng.binomial(crooked_alarmed, np.where(r.has_opening, r.p_open, 1.0)) + rng.binomial(
        crooked_strips, r.p_open
    )
    petty = rng.binomial(lawful_checks, np.minimum(r.petty_rate * r.p_detect, 1.0))
    checks = ranked + rand - strips
    book = w.books.add
    book("inspections_targeted", float(ranked.sum()))
    book("inspections_random", float(rand.sum()))
    book("lawful_inspected", float(lawful.sum()))
    book("lawful_machine_checked", float(lawful_checks[r.false_alarm > 0].sum()))
    book("lawful_alarmed", float(alarmed.sum()))
    book("seizures_opportunist", float(crooked_found.sum()))
    book("seizures_petty", float(petty.sum()))
    book("releases_unchecked", float(c.released.sum()))
    _delays(w, lawful_checks - opened, opened, lawful_strips, c.waiting)
    if w.scenario.police.second_stop_share:
        _stop_again(w, lawful)
    w.books.add_by_post("inspected", np.bincount(r.post, weights=ranked + rand, minlength=len(r.posts)))
    w.lift_counts[0] += ranked
    w.lift_counts[1] += r.rate + r.opportunist_rate
    w.bay_credit = np.minimum(w.bay_credit - strips + w.bays, np.maximum(2.0 * w.bays, 1.0))
    w.utilisation[2] += np.where(np.isfinite(r.slots), checks, 0.0)
    w.utilisation[3] += np.where(np.isfinite(d.slots), d.slots, 0.0)
    w.resources.book("bays", float(strips.sum()) + sum(load.state == "strip" for load in d.targeted), float(w.bays.sum()))
    w.resources.book("time", float((c.waiting - c.released) @ (r.hold > 0)), float((ranked + c.released) @ r.hold))
    _remember(w, c.cut, crooked_found)
    crooked_opened = np.where(r.has_opening, crooked_alarmed, 0)
    return checks * r.check_hours + (opened + crooked_opened) * r.open_hours + strips * r.strip_hours


def _delays(w: World, cleared: np.ndarray, opened: np.ndarray, stripped: np.ndarray, waiting: np.ndarray) -> None:
    """Book the delay of lawful units: those checked, opened, stripped, and a day for each that waits."""
    r = w.routes
    days = cleared * r.delay_days[:, 0] + opened * r.delay_days[:, 1] + stripped * r.delay_days[:, 2]
    w.books.add("lawful_delay_hours", float(days.sum()) * 24.0)
    w.books.add("trade_delay_cost_eur", float(((days + np.where(r.hold > 0, waiting, 0.0)) * r.delay_cost).sum()))
    if w.day >= w.first_day:
        w.delay_tally[:, 0] += cleared
        w.delay_tally[:, 1] += opened
        w.delay_tally[:, 2] += stripped


def _stop_again(w: World, lawful: np.ndarray) -> None:
    """Book the delay of lawful units that the police at the post stop a second time (expected number)."""
    r, p = w.routes, w.scenario.police
    apart = np.ones(r.n) * np.array([w.scenario.posts[post].police_officers > 0 for post in r.posts])[r.post]
    for group in range(len(w.relations.traits)):
        terms = w.relations.of_group(group)
        share = 0.0 if "one_stop" in terms.powers else p.second_stop_share * (1.0 - terms.traits.pool_fraction)
        apart[w.relations.routes_of_group[group]] *= share
    again = lawful * apart
    days = again * r.delay_days[:, 0]
    w.books.add("double_stops", float(again.sum()))
    w.books.add("lawful_delay_hours", float(days.sum()) * 24.0)
    w.books.add("trade_delay_cost_eur", float((days * r.delay_cost).sum()))


def _remember(w: World, cut: np.ndarray, found: np.ndarray) -> None:
    """Tally what customs learns of its classes: how much of each it looked at, and finds."""
    r = w.routes
    j = np.minimum(np.maximum((cut - LOW) / STEP, 0.0), POINTS - 1).astype(np.int64)
    w.cuts.append(j)
    for route in found.nonzero()[0]:
        weights = r.illicit_shares[route] * w.field.survival_illicit[route, :, j[route]]
        total = weights.sum()
        if total > 0:
            w.finds_by_class[route] += found[route] * weights / total


def _hours_of_loads(w: World, d: DayList) -> np.ndarray:
    """Officer hours spent on organisations' loads, (R,)."""
    r, out = w.routes, np.zeros(w.routes.n)
    for load in [*d.targeted, *d.at_random]:
        i = load.route
        if load.state == "strip":
            out[i] += r.strip_hours[i]
        else:
            out[i] += r.check_hours[i] + (r.open_hours[i] if _alarms(w, load) else 0.0)
            w.utilisation[2, i] += np.isfinite(r.slots[i])
    return out


def _alarms(w: World, load: Load) -> bool:
    """Whether a check alarms on a load: a larger one is seen more easily (``traffic.size_visibility``)."""
    missed = (1.0 - float(w.routes.p_detect[load.route])) ** (load.size**w.scenario.traffic.size_visibility)
    return bool(load.luck[LUCK["alarm"]] < 1.0 - missed)


def _check(w: World, load: Load) -> None:
    """Check one load of an organisation."""
    r, i = w.routes, load.route
    targeted = load.raised_by != "random"
    w.books.add("loads_inspected")
    w.books.add("inspections_targeted" if targeted else "inspections_random")
    if targeted:
        w.lift_counts[2, i] += 1
    opened = load.state == "strip" or _alarms(w, load)
    found = opened and (load.luck[LUCK["open"]] < r.p_open[i] or (not r.has_opening[i] and load.state != "strip"))
    event = w.books.log(
        w.day,
        "inspect",
        load.event,
        second_cause=raised_by(w, load),
        organisation=load.organisation,
        load=load.number,
        route=r.names[i],
        how=load.state,
        raised_by=load.raised_by,
        opened=bool(opened),
        found=bool(found),
    )
    load.event = event
    if not found:
        release(w, load)
        return
    w.books.add("loads_found")
    w.books.add("finds_targeted" if targeted else "finds_random")
    if load.raised_by == "hit":
        w.books.add("finds_by_hit")
    w.books.add(f"finds_{r.modes[i]}")
    w.books.add(f"found:{r.posts[r.post[i]]}")
    w.finds_by_class[i, load.risk_class] += 1.0
    _find(w, load)


def _find(w: World, load: Load) -> None:
    """Decide over a find: look it up, let it run or seize it, and tell the police by law or by sharing."""
    s, slot = w.scenario, load.organisation
    group, unit = w.group_of_route(load.route), w.unit_of(load.organisation)
    terms = w.relations.terms(group, unit, w.day, w.good_of(slot))
    traits = terms.traits
    service = seizing(s, terms, load.commodity)
    if service is None:
        _leave(w, load)
        return
    working = bool(w.cases.open[slot])
    told = working and bool(w.cases.told_customs[slot])
    looked = not told and bool(load.luck[LUCK["lookup"]] < traits.lookup_prob)
    aware = working and (told or looked)
    collision = -1
    if looked:
        w.books.log(
            w.day, "query", load.event, organisation=slot, load=load.number, member=None,
            service="customs", system="case register", hit=working,
        )
    if working and not aware:
        collision = collide(w, slot, load.route, load.event, load.number)
    if (
        aware
        and terms.may_let_run
        and _lets_run(
            w,
            load,
            traits.shared_objective_weight,
            traits.pool_reaction_days if traits.pool_fraction > 0 else np.inf,
            terms.let_run_lost,
        )
    ):
        _control(w, load, terms.let_run_lost)
        return
    if not (aware and terms.may_let_run):
        log_decision(w, load, "seize", "not allowed" if aware else "case unknown" if working else "no case")
    if service == "police":
        if not _refer(w, load, group, unit, terms):
            return
        aware = True
    arrested = _seize_at_border(w, load, by=service)
    if arrested and "recruit_couriers" in terms.powers:
        _recruit(w, load, group, unit, traits)
    if working and not aware and load.luck[LUCK["collision"]] < s.investigation.burn_chance:
        burn(w, slot, unit, int(w.routes.post[load.route]), load.event, collision)
    elif aware:
        joint_success(w, slot, unit, post=int(w.routes.post[load.route]), finder="customs", cause=load.event)
    withheld = not aware and police_had_known(w, load, group)
    _tell_police(w, load, group, unit, terms, there=service == "police", withheld=withheld)


def _lets_run(w: World, load: Load, weight: float, reaction_days: float, lost: float) -> bool:
    """Whether both services let a find run: credit of a certain seizure against shared gain.

    The expected gain of letting run is ``w (1 - lost) (1 + members / 2)`` certain seizures, w
    the weight of shared objectives; customs asks for an advantage of ``let_run_bar``. Somebody
    must take over in time: chance ``exp(-reaction)``, by the pooled resource or the register.
    ``investigation.controlled_delivery`` puts an order in place of the services' own will.
    """
    s = w.scenario.investigation
    in_time = float(np.exp(-min(reaction_days, s.register_days)))
    gain = weight * (1 - lost) * (1 + s.let_run_members / 2)
    if s.controlled_delivery is not None:
        chance, why = in_time * s.controlled_delivery, "ordered"
    else:
        willing = 1.0 / (1.0 + float(np.exp((1 + s.let_run_bar - gain) / LET_RUN_NOISE)))
        chance, why = in_time * willing, "weighed"
    runs = bool(load.luck[LUCK["run"]] < chance)
    log_decision(w, load, "let run" if runs else "seize", why, gain, in_time, chance)
    return runs


def _control(w: World, load: Load, lost: float) -> None:
    """Let a load run under control: lost with some chance, else seized later with members revealed."""
    s, slot = w.scenario, load.organisation
    if load.luck[LUCK["run_lost"]] < lost or loses_control(w, load):
        _deliver(w, load, LOST_LET_RUN)
        return
    w.books.add("seizures_let_run")
    w.books.add("finds_in_cases")
    w.cases.last_find[slot] = w.day
    _seize(w, load, SEIZED_LET_RUN, customs=True, police=True)
    _reveal_around(w, slot, load, s.investigation.let_run_members, find_evidence(w, slot))
    joint_success(w, slot, w.unit_of(slot), post=int(w.routes.post[load.route]), finder="police", cause=load.event)


def _reveal_around(w: World, slot: int, load: Load, members: float, evidence: float) -> None:
    """Make members beyond the courier known: up the chain, one of logistics, a broker, a leader, and so on."""
    o = w.organisations
    count = int(members + load.luck[LUCK["interview"]])
    chain = [np.flatnonzero((o.status[slot] == ACTIVE) & ~o.known[slot] & (o.tier_of(slot) == t)) for t in (2, 3, 4)]
    order = [int(m) for rung in zip_longest(*chain) for m in rung if m is not None][:count]
    o.known[slot, order] = True
    o.evidence[slot, order] += evidence
    w.cases.file[slot] += count
    event = w.books.log(
        w.day, "case step", load.event, organisation=slot, what="members revealed", load=load.number, number=len(order)
    )
    w.books.note(event, "file", slot)


def _seize_at_border(w: World, load: Load, by: Service = "customs") -> bool:
    """Seize now; whoever travels with the load is arrested. Return whether somebody was."""
    own_police = bool(w.cases.open[load.organisation] and w.cases.told_customs[load.organisation])
    _seize(w, load, SEIZED_BORDER, customs=by == "customs", police=own_police or by == "police")
    if w.routes.modes[load.route] in PERSON_MODES:
        o, slot = w.organisations, load.organisation
        couriers = np.flatnonzero((o.status[slot] == ACTIVE) & (o.role[slot] == ROLE_CODE["courier"]))
        if len(couriers):
            m = int(couriers[int(load.luck[LUCK["courier"]] * len(couriers))])
            o.evidence[slot, m] += find_evidence(w, slot)
            arrest(w, slot, m, load.event)
            return True
    return False


def _seize(w: World, load: Load, state: str, *, customs: bool, police: bool) -> None:
    """Book a seizure once, in the books of whoever took part, and tell the organisation."""
    o, t, slot = w.organisations, w.scenario.traffickers, load.organisation
    load.state, load.ended = state, w.day
    w.under_way -= 1
    book = w.books.add
    book("seizures")
    book("seizures_booked_customs", float(customs))
    book("seizures_booked_police", float(police))
    book("seized_value_eur", load.value)
    book(f"seized_{load.commodity}", load.quantity)
    _settle(w, load)
    if w.scenario.commodities[load.commodity].drug:
        book("drug_seized_value_eur", load.value)
    load.event = book_seizure_event(w, load, state)
    w.books.note(load.event, "loss", slot)
    penalty = t.penalty_loads * t.purchase_share * load.stake
    o.cash[slot] -= penalty
    book("money_penalties", penalty)
    o.losses[slot, load.route] += 1.0
    w.experience.lose(load, w.day)
    w.lost_today.append(load)


def book_seizure_event(w: World, load: Load, state: str) -> int:
    """Log a seizure and return the event's id."""
    return w.books.log(
        w.day,
        "seizure",
        load.event,
        second_cause=known_inland(w, load) if state == SEIZED_INLAND else -1,
        organisation=load.organisation,
        load=load.number,
        how=state,
        commodity=load.commodity,
        quantity=load.quantity,
        value_eur=load.value,
    )


def _settle(w: World, load: Load) -> None:
    """Book that the fate of a shipped load is settled."""
    w.books.add("loads_settled")
    w.books.add("shipped_value_eur", load.value)
    if w.scenario.commodities[load.commodity].drug:
        w.books.add("drug_shipped_value_eur", load.value)


def release(w: World, load: Load) -> None:
    """A load crosses; the police may still take it inland, from surveillance or a tip of their own."""
    o, slot, s = w.organisations, load.organisation, w.scenario
    watched = bool(
        w.cases.open[slot]
        and load.entity >= 0
        and o.police_entity[slot, load.entity]
        and o.entity_generation[slot, load.entity] == load.generation
    )
    followed = 1.0 if load.police_tip else usable(w, "surveillance", slot) if watched else 0.0
    if (
        s.enforcement
        and followed > 0
        and load.luck[LUCK["inland"]] < s.investigation.inland_seizure * w.present_share * followed
        and _police_may_seize(w, load)
    ):
        w.books.add("seizures_inland")
        _seize(w, load, SEIZED_INLAND, customs=False, police=True)
        if w.cases.open[slot]:
            _reveal_around(w, slot, load, 0.5, find_evidence(w, slot))
        return
    _deliver(w, load, DELIVERED)


def _police_may_seize(w: World, load: Load) -> bool:
    """Whether the police may seize these goods, at this post or by a delegation there."""
    terms = w.relations.terms(w.group_of_route(load.route), w.unit_of(load.organisation), w.day, w.good_of(load.organisation))
    return may_seize(w.scenario, terms, "police", load.commodity)


def _deliver(w: World, load: Load, state: str) -> None:
    """A load reaches the market; the organisation earns, pays wages, and owners take what is above the cap."""
    o, t, slot = w.organisations, w.scenario.traffickers, load.organisation
    load.state, load.ended = state, w.day
    w.under_way -= 1
    book = w.books.add
    book("delivered")
    book(f"delivered_{state}")
    w.market.deliver(load.commodity, load.part)
    book("delivered_value_eur", load.value)
    book(f"delivered:{w.routes.posts[w.routes.post[load.route]]}")
    good = w.scenario.commodities[load.commodity]
    book("harm_world_eur", load.quantity * good.harm_eur)
    book("harm_eur", load.quantity * good.harm_eur * w.scenario.economy.harm_home_share)
    _settle(w, load)
    w.books.log(w.day, "delivered", load.event, organisation=slot, load=load.number, how=state, value_eur=load.value)
    if not o.alive[slot]:
        book("money_to_others", load.stake)
        return
    revenue = load.stake * float(w.market.price[w.market.index[load.commodity]])
    wages = t.wage_share * max(0.0, revenue - load.cost)
    o.cash[slot] += revenue - wages
    book("money_revenue", revenue)
    book("money_wages", wages)
    cap = t.cash_loads_max * o.unit_cost(w.scenario, slot)
    if o.cash[slot] > cap:
        book("money_dividends", o.cash[slot] - cap)
        o.cash[slot] = cap


def _leave(w: World, load: Load) -> None:
    """A blind spot: neither service may seize these goods, and they go on."""
    w.books.add("blind_spot_finds")
    w.books.log(w.day, "case step", load.event, organisation=load.organisation, what="blind spot", load=load.number, number=None)
    release(w, load)


def _refer(w: World, load: Load, group: int, unit: int, terms: Terms) -> bool:
    """Call the police to goods that customs may not seize; return whether they came before the goods had to go.

    If not, what customs saw reaches the file, with little evidence.
    """
    slot, law = load.organisation, w.scenario.competence
    hold = float(w.routes.hold[load.route])
    chance = chance_in_time(w, group, unit, w.good_of(slot), slot, hold)
    in_time = bool(w.draws.finds.today(w.day)[slot, FIND_LUCK["in_time"]] < chance)
    w.books.add("finds_referred")
    what = "referred in time" if in_time else "referred too late"
    w.books.log(w.day, "case step", load.event, organisation=slot, what=what, load=load.number, number=None)
    if in_time:
        w.police_owed += law.referral_hours
    else:
        w.books.add("finds_released")
        _tell_police(w, load, group, unit, terms, worth=law.evidence_kept)
        release(w, load)
    return in_time


def _recruit(w: World, load: Load, group: int, unit: int, traits: Traits) -> None:
    """Win an arrested courier as an informant, if somebody who may run informants is at hand."""
    o, slot, s = w.organisations, load.organisation, w.scenario
    capability = s.capabilities.get("informants")
    if capability is None or o.informant[slot] or not o.alive[slot]:
        return
    handler = float(capability.customs == "own")
    if capability.customs == "partner" and capability.police == "own":
        reaction = traits.pool_reaction_days if traits.pool_fraction > 0 else np.inf
        handler = 1.0 if w.cases.joint[slot] else float(np.exp(-min(reaction, s.police.handler_days)))
    chance = s.police.courier_recruited * w.relations.relative_trust(group, unit) * handler
    if w.draws.finds.today(w.day)[slot, FIND_LUCK["recruit"]] < chance:
        o.informant[slot] = True
        w.books.add("couriers_recruited")
        w.books.log(w.day, "case step", load.event, organisation=slot, what="courier recruited", load=load.number, number=None)


def _tell_police(
    w: World, load: Load, group: int, unit: int, terms: Terms, *, worth: float = 1.0, there: bool = False, withheld: bool = False
) -> None:
    """Hand the find over by law if it is serious enough; otherwise, or faster, by sharing.

    In a joint case, or where the police seized it themselves, it is in the file at once.

    Args:
        w: the world.
        load: what was found.
        group: of posts.
        unit: of the police.
        terms: in force between them.
        worth: part of the evidence that is left.
        there: the police seized it.
        withheld: the police had known of it and had not said.
    """
    law, s = w.scenario.legal_model, w.scenario

    def item(evidence: float) -> Item:
        return Item(
            kind="find",
            to_police=True,
            group=group,
            unit=unit,
            organisation=load.organisation,
            entity=load.entity,
            generation=load.generation,
            reliability=1.0,
            from_customs=True,
            created=w.day,
            load=load,
            evidence=evidence * worth,
            cause=load.event,
            withheld=withheld,
        )

    if there or w.cases.joint[load.organisation]:
        w.finds_to_file.append(item(1.0))
        return
    u = load.luck[[LUCK["share"], LUCK["latency"], LUCK["fidelity"], LUCK["leak"]]]
    told, by_law = item(1.0), load.value >= law.handover_threshold_eur
    shared = share(w, told, u, urgent=True)
    if shared and by_law:  # what the law would secure is not lost by telling sooner
        told.evidence = max(told.evidence, terms.handover_evidence_kept * worth)
    if by_law and not shared:
        arrives = w.day + round(terms.handover_delay_days)
        handed = item(terms.handover_evidence_kept)
        handed.cause = w.books.log(
            w.day, "handover", load.event, organisation=load.organisation, load=load.number, arrives=arrives
        )
        w.mail.send(handed, arrives)
    if law.customs_investigates and w.cases.open[load.organisation] and not shared:
        w.books.add("duplicate_hours", s.investigation.customs_case_hours)
        w.desk_owed += s.investigation.customs_case_hours
