"""What comes into force: a scenario with its staff, traits and rules, the beliefs that customs acts on, its thresholds."""

from __future__ import annotations

import numpy as np

from borderSim.model.actions.observations import customs_view
from borderSim.model.actions.pooling import expected_lent
from borderSim.model.actions.regrouping import regroup
from borderSim.model.actions.staffing import fit_staff
from borderSim.model.state.decision_rules import Rules
from borderSim.model.state.scores import LOW, NEVER, ScoreField
from borderSim.model.state.state import State
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.transition import STEADY


def enact(w: State, scenario: Scenario, *, in_burn_in: bool) -> None:
    """Put a scenario in force from today: staff, traits, rules; the state stays as it is."""
    first = w.day == 0
    refit = first or _staffing(scenario) != _staffing(w.policy.scenario)
    w.policy.scenario = scenario
    new_targeting = first or scenario.customs.targeting != w.policy.rules.targeting.choice
    if Rules.asked(scenario) != w.policy.rules.choices:
        w.policy.rules = Rules.of(scenario)
    w.customs.leads.half_life_days = scenario.intelligence.entity_half_life_days
    w.routes.enact(scenario)
    if w.policy.rules.allocation.body is None:
        w.customs.reserve.weights = None
    w.customs.reserve.place(w.routes, scenario.customs)
    before = w.cooperation.set_point()
    sources = w.cooperation.enact(scenario, day=w.day, first_day=w.first_day, in_burn_in=in_burn_in)
    if scenario.transition == STEADY and w.day == w.first_day and not in_burn_in:
        w.cooperation.settle_trust(before)
    if sources != list(range(len(w.customs.leads.reliability))):
        regroup(w, sources)
    w.recorder.keep_events = scenario.events
    if new_targeting:
        review_beliefs(w)
    elif refit:
        use_beliefs(w)
    else:
        _follow_pooling(w)
    w.policy.in_burn_in = in_burn_in
    w.policy.kits = {}
    fit_staff(w)


def instruments_changed(w: State) -> None:
    """Work out anew what hangs on which instruments are live: terms, hours, costs."""
    w.cooperation.changed()
    _follow_pooling(w)
    fit_staff(w)


def level_on_its_way(w: State) -> None:
    """Work out anew what hangs on how far a level has come into force."""
    _follow_pooling(w)
    fit_staff(w)


def _follow_pooling(w: State) -> None:
    """Set the thresholds anew if other resources are pooled than they were set for."""
    if w.policy.pooled != _pooling(w):
        fit_thresholds(w)
        w.customs.leads.changed = True


def _pooling(w: State) -> tuple[tuple[float, float, int], ...]:
    """What is pooled in each group of posts, and by how many of them."""
    traits = [w.cooperation.of_group(g).traits for g in range(len(w.cooperation.traits))]
    rows = w.cooperation.routes_of_group
    return tuple(
        (t.pool_fraction, t.pool_reaction_days, len(mine)) if t.pool_fraction > 0 else (0.0, 0.0, 0)
        for t, mine in zip(traits, rows, strict=True)
    )


def review_beliefs(w: State) -> None:
    """Let the targeting rule score the classes anew; only differences within a route count."""
    scores = np.asarray(w.policy.rules.targeting.ask(customs_view(w)), dtype=np.float64)
    w.customs.belief = scores - np.log(
        (w.routes.class_shares * np.exp(scores)).sum(axis=1, keepdims=True)
    )
    use_beliefs(w)


def use_beliefs(w: State) -> None:
    """Score traffic by the beliefs and rules in force, and set the thresholds accordingly."""
    w.customs.field.refresh(w.customs.belief, *w.policy.rules.document_signals(w.policy.scenario))
    fit_thresholds(w)
    w.customs.leads.changed = True


def fit_thresholds(w: State) -> None:
    """Set each route's threshold so that its list fills the declared share of hours or machines.

    Done for given staff from lawful traffic and class beliefs alone, whenever customs reviews its
    beliefs. Leads play no part: more leads make a longer list. To own hours and machines come
    those that a post may expect of others at coexistence's lists; strips and bays stay its own.
    """
    r, c = w.routes, w.policy.scenario.customs
    working = (
        r.slots * r.availability
        if r.availability > 0
        else np.where(np.isfinite(r.slots), 0.0, np.inf)
    )
    by_machines = working / np.maximum(1.0 - r.strip_share, 1e-9)
    asked = c.target_utilisation * np.minimum(r.hours / r.job_hours, by_machines)
    ranked, strips = asked * (1.0 - c.random_share), asked * r.strip_share
    everything = (ranked >= w.customs.field.base[:, 0]) | c.inspect_all
    hours, machines = expected_lent(w, np.where(everything, -asked, asked), by_machines)
    if hours.any() or machines.any():
        more = np.minimum(r.hours / r.job_hours + hours / r.plain_hours, by_machines + machines)
        asked = c.target_utilisation * more
        ranked = asked * (1.0 - c.random_share)
        everything |= ranked >= w.customs.field.base[:, 0]
    w.policy.pooled = _pooling(w)
    w.policy.threshold = np.where(
        everything, LOW - 100.0, ScoreField.score_at(w.customs.field.base, ranked)
    )
    w.policy.strip_threshold = np.where(
        (strips > 0) & ~everything, ScoreField.score_at(w.customs.field.base, strips), NEVER
    )
    w.policy.random_checks = np.where(everything, 0.0, asked * c.random_share)
    w.policy.bays = strips
    w.policy.expected_arrivals = r.rate + r.opportunist_rate
    w.policy.opportunist_share = np.divide(
        r.opportunist_rate,
        w.policy.expected_arrivals,
        out=np.zeros(r.n),
        where=w.policy.expected_arrivals > 0,
    )


def _staffing(scenario: Scenario) -> tuple[object, ...]:
    """What a post's threshold depends on, besides the beliefs of customs."""
    s = scenario
    c = s.customs
    checks = (c.inspect_all, c.target_utilisation, c.random_share, c.allocation, c.mobile_share)
    return (s.capacity_scale, s.posts, s.modes, checks, s.traffic, s.opportunists, s.enforcement)
