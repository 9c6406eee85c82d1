"""Working time of both services: what meetings, vacancies and instruments leave, and what cooperation costs a day."""

from __future__ import annotations

import numpy as np

from borderSim.model.actions.system_access import refresh_access
from borderSim.model.state.annuity import annuity
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.state import State
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.transition import RAMP


def fit_staff(w: State) -> None:
    """Work out the working time of all officers, and the money of cooperation a day, for what is in force.

    Meetings and, under a fixed budget, vacancies come out of it. A post set apart pays the costs
    and meetings of its own level, for its own officers. Set-up is an annuity, or paid as it falls
    due (ramp).
    """
    scenario, cooperation = w.policy.scenario, w.cooperation
    economy, arrangements = scenario.economy, cooperation.arrangements
    weights = _officers_by_group(w)
    yearly = annuity(economy.discount_rate, economy.annuity_years)
    setup = sum(
        n * t.setup_cost_eur.total for n, t in zip(weights, cooperation.traits, strict=True)
    )
    running = sum(
        n * t.running_cost_eur.total for n, t in zip(weights, cooperation.traits, strict=True)
    )
    w.staff.setup_per_day = (
        0.0 if w.policy.in_burn_in else setup / economy.reference_officers * yearly / 365.0
    )
    w.staff.running_per_day = running / economy.reference_officers / 365.0
    if arrangements.names:
        w.staff.setup_per_day += (
            0.0 if w.policy.in_burn_in else arrangements.setup_eur() * yearly / 365.0
        )
        w.staff.running_per_day += arrangements.running_eur() / 365.0
    if scenario.transition == RAMP and not w.policy.in_burn_in:
        due = sum(n * a_day for n, a_day in zip(weights, cooperation.due(), strict=True))
        w.staff.setup_per_day = due / economy.reference_officers + arrangements.due_eur()
    pay_level = _pay_level(scenario)
    w.staff.setup_per_day *= pay_level
    w.staff.running_per_day *= pay_level
    officers = scenario.officers * scenario.capacity_scale
    pay = max(officers * economy.officer_cost_eur / 365.0, 1e-9)
    fixed = scenario.budget.rule == "fixed"
    refresh_access(w)
    w.staff.vacancy = (
        min(1.0, (w.staff.setup_per_day + w.staff.running_per_day + w.systems.cost_per_day) / pay)
        if fixed
        else 0.0
    )
    w.staff.present_share = 1.0 - w.staff.vacancy
    meetings = np.array([t.meeting_share for t in cooperation.traits])
    at_work = w.staff.present_share * scenario.enforcement
    if w.cooperation.shared_assets.a_day:
        at_work *= 1.0 + w.cooperation.shared_assets.officers_share(scenario)
    w.staff.working_share = at_work * (1.0 - float(meetings[0]))
    line = meetings * economy.meeting_line_share
    w.staff.post_working_share = at_work * (1.0 - line[cooperation.group_of_post[w.routes.post]])
    hours = scenario.customs.hours_per_officer_year / 365.0 * scenario.capacity_scale
    meet = weights - (1.0 - economy.meeting_line_share) * _line_by_group(w)
    w.staff.meeting_hours = float(meetings @ meet) * hours * w.staff.present_share
    w.staff.desk_hours = (
        scenario.customs.analysts
        * hours
        * scenario.customs.analyst_hours_share
        * w.staff.working_share
    )
    w.staff.investigators = (
        scenario.police.investigators * scenario.capacity_scale * w.staff.working_share
    )
    w.staff.police_left, w.staff.instrument_hours, w.staff.brought_hours, w.staff.team_share = (
        1.0,
        0.0,
        np.zeros(w.routes.n),
        0.0,
    )
    if arrangements.names and scenario.enforcement:
        _staff_instruments(w)


def _pay_level(scenario: Scenario) -> float:
    """Return the factor on costs of cooperation: what of them is pay follows the country's own cost of an officer."""
    economy = scenario.economy
    own = economy.officer_cost_eur / economy.reference_officer_cost_eur
    return 1.0 + economy.cooperation_staff_share * (own - 1.0)


def _staff_instruments(w: State) -> None:
    """Take the hours of live instruments out of both services.

    Bring what they bring to posts and to the desk.
    """
    a, r, s = w.cooperation.arrangements, w.routes, w.policy.scenario
    a_day = s.customs.hours_per_officer_year / 365.0
    at_post = _by_post(w, r.officers)
    customs = at_post + s.customs.analysts * s.capacity_scale * _shares(at_post)
    taken = a.hours_per_day("customs_hours_per_week", at_post) + a.team_hours_per_day() * _shares(
        at_post
    )
    left = 1.0 - np.minimum(
        1.0, np.divide(taken, customs * a_day, out=np.zeros_like(taken), where=customs > 0)
    )
    w.staff.post_working_share = w.staff.post_working_share * left[r.post]
    w.staff.desk_hours *= float(left @ _shares(at_post))
    given = np.minimum(taken, customs * a_day).sum()
    w.staff.team_share = (
        w.staff.working_share * float(given / taken.sum()) if taken.sum() > 0 else 0.0
    )
    stationed = sum(post.police_officers for post in s.posts.values())
    police = (s.police.investigators + s.police.analysts + stationed) * s.capacity_scale * a_day
    from_police = float(a.hours_per_day("police_hours_per_week", at_post).sum())
    w.staff.police_left = max(0.0, 1.0 - from_police / police) if police > 0 else 0.0
    w.staff.investigators *= w.staff.police_left
    there = w.staff.working_share if police > 0 else 0.0
    w.staff.desk_hours += float(a.hours_per_day("desk_hours_per_week", at_post).sum()) * there
    brought = a.hours_per_day("inspection_hours_per_week", at_post) * there
    own = _by_post(w, r.hours)[r.post]
    w.staff.brought_hours = brought[r.post] * np.divide(
        r.hours, own, out=np.zeros(r.n), where=own > 0
    )
    w.staff.instrument_hours = float(taken.sum()) + from_police


def _officers_by_group(w: State) -> Floats:
    """Officers by sharing group: those of posts set apart, and all others in the first; (G,)."""
    scenario: Scenario = w.policy.scenario
    out = np.zeros(len(w.cooperation.traits))
    for name, group in zip(w.routes.posts, w.cooperation.group_of_post, strict=True):
        post = scenario.posts[name]
        out[group] += sum(f.officers for f in post.flows.values()) + post.police_officers
    out[0] += scenario.officers - out.sum()
    return out


def _line_by_group(w: State) -> Floats:
    """Officers who check, by sharing group of their post, (G,)."""
    out = np.zeros(len(w.cooperation.traits))
    for name, group in zip(w.routes.posts, w.cooperation.group_of_post, strict=True):
        out[group] += sum(f.officers for f in w.policy.scenario.posts[name].flows.values())
    return out


def _by_post(w: State, amounts: Floats) -> Floats:
    """(P,) sums of (R,) amounts by post."""
    out = np.zeros(len(w.routes.posts))
    np.add.at(out, w.routes.post, amounts)
    return out


def _shares(amounts: Floats) -> Floats:
    """Return amounts as parts of their sum; zero where that is zero."""
    total = float(amounts.sum())
    return amounts / total if total > 0 else np.zeros_like(amounts)
