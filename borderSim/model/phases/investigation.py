"""Investigation: finds feed files, cases climb the network, ripe cases end in arrests.

Work on cases is done weekly; a week's work reveals neighbours of known members and gathers
evidence on known suspects. The chance of a charge grows smoothly with the evidence.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from borderSim.model.actions.arrests import arrest
from borderSim.model.actions.casework import known_and_chargeable, next_cases, strikes
from borderSim.model.actions.filing import learn_entity, review_unlinked, take_in
from borderSim.model.actions.first_day import teams
from borderSim.model.actions.grading import confirm
from borderSim.model.actions.held import LOGISTICS
from borderSim.model.actions.joint_teams import staff_joint_teams
from borderSim.model.actions.linking import days_left
from borderSim.model.actions.network_notes import note_known
from borderSim.model.actions.powers import customs_acts, toolkits, usable
from borderSim.model.actions.reviews import given_up, hear_news, rest, worth_arrests
from borderSim.model.actions.trust import customs_had_known, joint_success, unshared_hit
from borderSim.model.actions.work_notes import note_units
from borderSim.model.kernels.casework import gather, looked_for
from borderSim.model.kernels.routine import learn_and_forget
from borderSim.model.state.capabilities import RUNGS
from borderSim.model.state.counters import Counter
from borderSim.model.state.draw_columns import MemberDraw
from borderSim.model.state.networks import ROLE_CODE, TIER_WEIGHT, TIERS
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE

WEEK = 7
WORKDAYS = 5
HOURS_A_DAY = 8.0

ROLE_WEIGHT = TIER_WEIGHT[TIERS]
"""Weight of the holder of each role."""
RUNG = np.where(np.arange(len(TIERS)) == ROLE_CODE["financier"], len(RUNGS), TIERS)
"""Place of each role among :data:`.capabilities.RUNGS`, counted from 1."""
OUTER = TIERS == 1
"""Roles that a case meets first where nobody is known."""


def investigate(w: State) -> None:
    """Take in finds every day; work, open and close cases once a week."""
    _file_finds(w)
    if not w.policy.scenario.enforcement:
        return
    w.recorder.add(Counter.OPEN_CASE_DAYS, float(w.police.cases.open.sum()))
    for slot, m, evidence, who in w.police.lab.pop(w.day, []):
        if w.traffickers.draws[slot, m] == who:  # the place may have a new holder
            w.police.evidence[slot, m] += evidence
    if w.day % WEEK == 0:
        police_week(w, teams(w), _close_cases)


def police_week(
    w: State, number: int, ends: Callable[[State], None], *, together: bool = True
) -> None:
    """A week of the police's work: persons, cases, what is new in them.

    Args:
        w: the state.
        number: teams that there are for cases.
        ends: ends the cases that end this week.
        together: with what concerns customs: joint teams, and the record of what it sent.
    """
    _routine_persons(w)
    _open_cases(w, number)
    if together:
        staff_joint_teams(w)
    _work(w)
    if together:
        confirm(w)
    hear_news(w, np.flatnonzero(w.police.cases.open))
    ends(w)


def _file_finds(w: State) -> None:
    """Link the finds that reached the police to files, and once a week those that wait."""
    for item in w.police.finds_to_file:
        if item.load is None or not w.traffickers.alive[item.organisation]:
            continue
        w.recorder.add(Counter.FINDS_RECEIVED)
        take_in(w, item)
    w.police.finds_to_file.clear()
    if w.day % WEEK == 0:
        review_unlinked(w)


def _routine_persons(w: State) -> None:
    """Routine work learns persons, and forgets them, so that its declared share stays known."""
    o, s = w.traffickers, w.policy.scenario
    forget = 1.0 - 0.5 ** (WEEK / s.intelligence.member_half_life_days)
    loss = forget + WEEK / (s.traffickers.tenure_years * 365.0)
    share_ = s.police.known_member_share
    learn = min(1.0, loss * share_ / (1.0 - share_)) * w.staff.present_share
    w.police.known_members = learn_and_forget(
        w.police.known_members,
        o.status == ACTIVE,
        w.police.cases.open,
        w.draws.members.today(w.day),
        MemberDraw.LEARN.value,
        forget,
        learn,
        w.police.evidence,
    )
    note_known(w, "routine", lost="forgotten")


def _open_cases(w: State, number: int) -> None:
    """Free teams take up the organisations that the police rule puts first."""
    c = w.police.cases
    free = number - int(c.open.sum())
    if free <= 0:
        return
    for slot in next_cases(w, free):
        c.start(slot, slot % w.cooperation.units, w.day)
        w.recorder.add(Counter.CASES_OPENED)
        step = w.recorder.log(
            w.day,
            "case step",
            w.recorder.latest("file", slot) if c.file[slot] > 0 else -1,
            organisation=slot,
            what="opened",
            load=None,
            number=None,
        )
        w.recorder.note(step, "case", slot)


def _work(w: State) -> None:
    """A week of work on every open case, as arrays over (cases, members)."""
    o, c, s = w.traffickers, w.police.cases, w.policy.scenario
    cases = np.flatnonzero(c.open)
    at_work = w.staff.investigators * s.police.team_time_share
    in_cases = min(s.police.team_size * len(cases), at_work)
    w.tallies.resources.book(
        "people", WORKDAYS * HOURS_A_DAY * in_cases, WORKDAYS * HOURS_A_DAY * at_work
    )
    note_units(w, cases, WORKDAYS * HOURS_A_DAY * at_work, WORKDAYS * HOURS_A_DAY * in_cases)
    if not len(cases):
        return
    i = s.investigation
    team = min(s.police.team_size, w.staff.investigators * s.police.team_time_share / len(cases))
    owed, w.workload.police_owed = w.workload.police_owed / HOURS_A_DAY, 0.0
    own = max(0.0, WORKDAYS * team + _lent_days(w, len(cases)) - owed / len(cases))
    joint = c.team_days[cases] * w.staff.team_share * (team > 0)
    c.effort[cases] += own + joint
    c.customs_days[cases] += joint
    effort = np.array([days_left(w, cases, own), joint])
    days, evidence = toolkits(w, cases)
    active, police = o.status == ACTIVE, w.police
    at, member, done = looked_for(
        cases,
        o.links,
        active,
        police.known_members,
        o.role,
        OUTER,
        ROLE_WEIGHT,
        RUNG,
        i.reveal_effort_share * effort,
        days,
    )
    pieces = ((1.0 - i.reveal_effort_share) * effort / i.evidence_days * evidence / 2).sum(axis=0)
    gather(cases, active, police.known_members, o.role, ROLE_WEIGHT, pieces, police.evidence)
    u = w.draws.members.today(w.day)[cases[at], member, MemberDraw.REVEAL]
    revealed = u < 1.0 - np.exp(-done)
    at, member = at[revealed], member[revealed]
    police.known_members[cases[at], member] = True
    begins = np.flatnonzero(np.diff(at, prepend=-1)).tolist()  # they stand case by case
    for first, last in pairwise([*begins, len(at)]):
        _note_revealed(w, int(cases[at[first]]), member[first:last])


def _note_revealed(w: State, slot: int, members: NDArray[np.int64]) -> None:
    """Log the members whom the week revealed; somebody of logistics may lead to an entity."""
    o = w.traffickers
    step = w.recorder.log(
        w.day,
        "case step",
        w.recorder.latest("case", slot),
        organisation=slot,
        what="members revealed",
        load=None,
        number=len(members),
    )
    note_known(w, "case work", step, slot)
    new = members[TIERS[o.role[slot, members]] == LOGISTICS]
    if not len(new):
        return
    u = w.draws.members.today(w.day)[slot, new, MemberDraw.FRESH]
    for m in new[u < w.policy.scenario.investigation.entity_from_case]:
        learn_entity(w, slot, int(m) % o.entities, 0.8, from_customs=False, cause=step, how="case")


def _lent_days(w: State, cases: int) -> float:
    """Investigator-days a case that customs lends from its idle hours of the week."""
    lent = 0.0
    for group, idle in w.workload.idle_hours.items():
        traits = w.cooperation.of_group(group).traits
        if traits.pool_fraction > 0:
            lent += idle * traits.pool_fraction * max(0.0, 1.0 - traits.pool_reaction_days / WEEK)
    w.workload.idle_hours.clear()
    if lent > 0:
        w.recorder.add(Counter.POOLED_HOURS, lent)
    return lent / HOURS_A_DAY / cases


def _close_cases(w: State) -> None:
    """Take down the cases that the police rule strikes; close those that a review gives up.

    Those given up end in arrests all the same if enough can be charged for it to be worth while.
    """
    o, c = w.traffickers, w.police.cases
    cases = np.flatnonzero(c.open)
    known, chargeable = known_and_chargeable(w, cases)
    ripe = strikes(w, cases, (known, chargeable)) & chargeable.any(axis=1)
    left = given_up(w, cases) & ~ripe & o.alive[cases]
    for k in np.flatnonzero(ripe | left | ~o.alive[cases]):
        slot = int(cases[k])
        if left[k]:
            w.recorder.add(Counter.CASES_GIVEN_UP)
        if ripe[k] or (left[k] and worth_arrests(w, slot)):
            take_down(w, slot, np.flatnonzero(chargeable[k]))
            continue
        if left[k] and c.exposed[slot]:
            w.recorder.add(Counter.CASES_BURNED)
        w.recorder.log(
            w.day,
            "case step",
            w.recorder.latest("case", slot),
            organisation=slot,
            what="given up" if left[k] else "closed",
            load=None,
            number=None,
        )
        c.close(slot, w.day, cold_days=rest(w, slot))


def take_down(w: State, slot: int, members: np.ndarray) -> None:
    """Arrest the chargeable, confiscate, and send the rest of the organisation into hiding."""
    o, s = w.traffickers, w.policy.scenario
    withheld = customs_had_known(w, slot)
    w.recorder.add(Counter.TAKEDOWNS)
    w.recorder.add(Counter.TAKEDOWNS_UPPER, float(o.tier_of(slot)[members].max(initial=0) >= 3))
    event = w.recorder.log(
        w.day,
        "takedown",
        w.recorder.latest("case", slot),
        second_cause=w.recorder.latest("file", slot) if w.police.cases.file[slot] > 0 else -1,
        organisation=slot,
        number=len(members),
    )
    w.recorder.note(event, "quiet", slot)
    for m in members:
        arrest(w, slot, int(m), event)
    found = min(
        max(o.cash[slot], 0.0) * s.justice.confiscable_share,
        _financial_hours(w, slot) * s.justice.confiscated_per_hour_eur,
    )
    o.cash[slot] -= found
    w.recorder.add(Counter.ASSETS_CONFISCATED_EUR, found)
    w.cooperation.shared_assets.give(
        w.policy.scenario, found * w.cooperation.arrangements.asset_share(w.good_of(slot)), w.day
    )
    w.traffickers.blows.append((w.day, slot))
    o.quieten(slot, w.day, s.traffickers)
    o.take_blow(slot, s.traffickers)
    o.by_choice[slot] = False
    if w.police.cases.told_customs[slot]:
        joint_success(w, slot, w.unit_of(slot), post=None, finder="police", cause=event)
    if withheld:
        unshared_hit(w, slot, w.unit_of(slot), post=None, held_by="customs", cause=event)
    w.police.cases.close(slot, w.day, cold_days=rest(w, slot))


def _financial_hours(w: State, slot: int) -> float:
    """Hours of financial inquiry in a case: the police's, and the same part of the days of customs officers in it.

    Either is there only with financial powers: their own, or the partner's as far as they reach.
    """
    c, j = w.police.cases, w.policy.scenario.justice
    acts = c.joint[slot] and c.effort[slot] > 0 and customs_acts(w, slot)
    by_customs = float(c.customs_days[slot] / c.effort[slot]) if acts else 0.0
    return j.financial_hours_per_case * usable(w, "finance", slot) / max(1.0 - by_customs, 1e-9)
