"""What pooling lends: idle officers and machines of other posts and of the police, analysts, strip bays of a post.

A post works down its list with its own hours and machines first. What its list leaves over is
lent, in proportion to what others are short of, as far as resources are pooled, as they arrive
in time, and after the way there and back. It counts when it is used.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from borderSim.model.kernels import lending
from borderSim.model.state.counters import Counter
from borderSim.model.state.draw_columns import PostDraw
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.sampling import Ints, Listed
from borderSim.model.state.state import State
from borderSim.parameters.scenario import Scenario

LENT_REACTION_DAYS = 1.0
"""A pooled resource that arrives within this time still serves the same day, in proportion."""

WORKING_DAY_HOURS = 8.0
"""Hours of a shift, of which the way to another post and back takes its part."""


def after_travel(scenario: Scenario) -> float:
    """Return the part of a shift that is left after the way to another post and back."""
    return max(0.0, 1.0 - 2.0 * scenario.customs.lending_travel_hours / WORKING_DAY_HOURS)


def lent_desk_hours(w: State) -> float:
    """Hours of police analysts that the vetting desk of customs may call today."""
    p, c = w.policy.scenario.police, w.policy.scenario.customs
    if not p.analysts:
        return 0.0
    share, reaction = pooled(w, 0)
    hours = (
        p.analysts
        * w.policy.scenario.capacity_scale
        * c.hours_per_officer_year
        / 365.0
        * c.analyst_hours_share
    )
    return hours * w.staff.working_share * w.staff.police_left * share * same_day(reaction)


def lend_bays(w: State, strip_list: Ints) -> None:
    """Move idle bays of a post to its other modes with the same kind of check, whole bays, as far as resources are pooled."""
    for rows in w.routes.bay_pools:
        group = w.group_of_route(int(rows[0]))
        share, reaction = pooled(w, group)
        if share <= 0:
            continue
        ready = np.floor(w.customs.bay_credit[rows] + 1e-9).astype(np.int64)
        over = ready - strip_list[rows]
        idle = np.maximum(over, 0)
        short = np.maximum(-over, 0)
        moved = min(int(idle.sum() * share * same_day(reaction) + 1e-9), int(short.sum()))
        w.customs.bay_credit[rows] += _first(short, moved) - _first(idle, moved)


def _first(room: Ints, number: int) -> Ints:
    """Fill places in order until a number is used up."""
    before = np.cumsum(room) - room
    return np.clip(number - before, 0, room)


def pooled(w: State, group: int) -> tuple[float, float]:
    """Return the part of idle resources that may be called at a group of posts today, and the reaction time (days)."""
    traits = w.cooperation.of_group(group).traits
    return traits.pool_fraction * w.cooperation.share_alive(w.day), traits.pool_reaction_days


def same_day(reaction_days: float) -> float:
    """Return the part of a pooled resource that still serves the same day."""
    return max(0.0, 1.0 - reaction_days / LENT_REACTION_DAYS)


@dataclass(frozen=True)
class Neighbours:
    """Among whom something is lent (R routes): posts under one arrangement.

    A lender divides what it has in proportion to what each is short of, one that is a way off
    counting for less: at home 1, elsewhere ``away``, which is also what arrives of it.

    Attributes:
        home: (R,) label of those who need not travel to each other; circle: (R,) of all.
        away: part that is left of what is lent elsewhere; goes: part that may leave its home.
    """

    home: Ints
    circle: Ints
    away: float
    goes: float = 1.0

    def offered(self, supply: Floats, need: Floats) -> Floats:
        """(R,) what arrives at each of what all can spare."""
        return lending.offered(self.home, self.circle, self.away, self.goes, supply, need)

    def of_itself(self, supply: Floats, need: Floats) -> Floats:
        """(R,) the part of :meth:`offered` that each offers itself."""
        return lending.of_itself(self.home, self.circle, self.away, self.goes, supply, need)

    def given(self, supply: Floats, need: Floats, part: Floats) -> Floats:
        """(R,) what each gives, the way included, if the others use a part of what is offered."""
        return lending.given(self.home, self.circle, self.away, self.goes, supply, need, part)


@dataclass
class Lending:
    """The second pass down the lists of a day (R routes, P posts).

    Attributes:
        hours: (R,) at hand without what is lent. checks: (R,) that the machines allow.
        before: (R,) checks made that are not by rank. share, fast: (R,) pooled part of what is
            idle, and the part of that which comes in time. aged: (R,) units that have waited as
            long as help needs.
        used: (R,) lent hours that were used; given: (R,) hours that were lent elsewhere;
        slots_used: (R,) checks of lent machines; police_given: (P,) hours that the police lent.
    """

    hours: Floats
    checks: Floats
    before: Ints
    share: Floats
    fast: Floats
    aged: Floats
    used: Floats = field(init=False)
    given: Floats = field(init=False)
    slots_used: Floats = field(init=False)
    police_given: Floats = field(init=False)
    _offered: Floats = field(init=False)
    _own: Ints = field(init=False)

    @classmethod
    def of(cls, w: State, hours: Floats, checks: Floats, before: Ints) -> Lending | None:
        """Return what may be lent today; None where nothing is pooled.

        Args:
            w: the state.
            hours: (R,) at hand without what is lent.
            checks: (R,) that the machines at hand allow, with a fraction.
            before: (R,) checks that are not by rank.
        """
        if not (w.policy.scenario.enforcement and anything_pooled(w)):
            return None
        share, fast = pooled_by_route(w)
        if not share.any():
            return None
        aged = np.zeros(w.routes.n)
        for group, rows in enumerate(w.cooperation.routes_of_group):
            traits = w.cooperation.of_group(group).traits
            if len(rows) and traits.pool_fraction > 0 and traits.pool_reaction_days > 0:
                first_age = max(0, math.ceil(traits.pool_reaction_days) - 1)
                aged[rows] = w.customs.sampler.asked_and_waiting(
                    w.customs.field, w.policy.threshold, first_age
                )[rows]
        return cls(hours, checks, before, share, fast, aged)

    def offer(self, w: State, own: Listed) -> Ints:
        """Divide what the lists left over; return the further checks, (R,), that it makes possible."""
        r, s = w.routes, w.policy.scenario
        self._offered, (self._own, more) = lending.offer(
            r.post,
            w.cooperation.group_of_post,
            r.first_route,
            after_travel(s),
            s.customs.mobile_machine_share,
            r.machine_kind,
            r.machines,
            r.machine_checks,
            r.strip_share,
            r.police_slots,
            r.job_hours,
            r.plain_hours,
            self.share,
            self.fast,
            self.aged,
            self.hours,
            self.checks,
            self.before,
            own.taken,
            own.left,
            police_hours(w),
            1.0 - s.police.post_workload,
            w.workload.post_backlog,
        )
        return more

    def settle(self, w: State, made: Ints) -> None:
        """Book who used what was offered, once all checks made, (R,), by rank and not, are known."""
        (self.used, self.given, self.slots_used), self.police_given = lending.settle(
            w.routes.post,
            w.cooperation.group_of_post,
            w.routes.first_route,
            after_travel(w.policy.scenario),
            w.routes.plain_hours,
            self._offered,
            self._own,
            made,
        )


def anything_pooled(w: State) -> bool:
    """Whether any group of posts pools a part of what is idle."""
    groups = range(len(w.cooperation.routes_of_group))
    return any(w.cooperation.of_group(g).traits.pool_fraction for g in groups)


def pooled_by_route(w: State) -> tuple[Floats, Floats]:
    """(R,) pooled part of what is idle, and the part of that which comes in time today."""
    share, fast = np.zeros(w.routes.n), np.zeros(w.routes.n)
    for group, rows in enumerate(w.cooperation.routes_of_group):
        if len(rows):
            share[rows], reaction = pooled(w, group)
            fast[rows] = same_day(reaction)
    return share, fast


def machine_neighbours(w: State, mobile: float) -> Neighbours:
    """Posts with machines of the same kind under one arrangement; only mobile machines travel."""
    r = w.routes
    kinds = int(r.machine_kind.max(initial=0)) + 1
    circle = w.cooperation.group_of_post[r.post] * kinds + r.machine_kind
    return Neighbours(
        r.post * kinds + r.machine_kind, circle, after_travel(w.policy.scenario), mobile
    )


def police_hours(w: State) -> Floats:
    """(P,) hours of stationed police today after fixed duties, meetings and instruments."""
    r = w.routes
    return lending.police_at_work(
        r.police_hours, r.post, w.staff.post_working_share, w.staff.police_left
    )


def work_off(w: State, given: Floats | None) -> None:
    """Let stationed police work off their own load of the day with the hours that they did not lend.

    The load is lognormal around its mean. What waits because hours were lent (the backlog less
    what it would be without) is told, and handed on to investigators bit by bit.

    Args:
        w: the state.
        given: (P,) hours lent today (None: nobody lends).
    """
    r, p, at_work = w.routes, w.policy.scenario.police, w.workload
    if not (r.police_hours.any() and w.policy.scenario.enforcement):
        return
    sd = math.sqrt(math.log1p(p.post_load_cv**2))
    z = w.draws.post_load.normals(w.day)[:, PostDraw.LOAD]
    hours = lending.work_off(
        np.exp(sd * z - sd * sd / 2),
        p.post_workload,
        r.police_hours,
        r.post,
        w.staff.post_working_share,
        w.staff.police_left,
        np.zeros(len(r.posts)) if given is None else given,
        at_work.post_backlog,
        at_work.post_backlog_unlent,
        p.post_backlog_handed_on,
    )
    at_work.post_backlog, at_work.post_backlog_unlent = hours[0], hours[1]
    late, handed_on = hours[2:].sum(axis=1).tolist()
    at_work.police_owed += handed_on
    w.recorder.add(Counter.POLICE_BACKLOG_HOURS, late)


def expected_lent(w: State, asked: Floats, by_machines: Floats) -> tuple[Floats, Floats]:
    """(R,) hours, and checks of machines, that a post may expect of others if all ask as much as at coexistence.

    The same rule as on a day, at expected values: what the lists at coexistence leave idle, in
    proportion to what those ask for whose hours (or machines) bind and whose list is not all of
    the traffic. Own idle hours are no help to oneself.

    Args:
        w: the state.
        asked: (R,) checks asked for a day, 0 or more; negative where everything is checked.
        by_machines: (R,) checks a day that machines allow.
    """
    r, s = w.routes, w.policy.scenario
    share, fast = pooled_by_route(w)
    if not share.any():
        return np.zeros(r.n), np.zeros(r.n)
    short, asked = asked >= 0, np.abs(asked)
    idle = np.maximum(r.hours - asked * r.job_hours, 0.0) * share
    by_post = np.zeros(len(r.posts))
    by_post[r.post] = share
    police = np.zeros(r.n)
    police[r.first_route] = (r.police_hours * (1.0 - s.police.post_workload) * by_post)[
        r.post[r.first_route]
    ]
    people = Neighbours(r.post, w.cooperation.group_of_post[r.post], after_travel(s))
    need = np.where(short, asked * r.job_hours, 0.0)
    hours = (people.offered(idle + police, need) - people.of_itself(idle, need)) * fast
    kinds = machine_neighbours(w, s.customs.mobile_machine_share)
    room = np.where(np.isfinite(by_machines), by_machines - asked, 0.0) * (1.0 - r.strip_share)
    per_machine = np.maximum(r.machine_checks, 1e-12)
    own = np.where(r.machines > 0, np.maximum(room, 0.0) / per_machine, 0.0) * share
    of_police = r.police_slots / per_machine * share
    need = np.where(short & (r.machines > 0), asked / per_machine, 0.0)
    machines = (kinds.offered(own + of_police, need) - kinds.of_itself(own, need)) * fast
    return hours, machines * r.machine_checks
