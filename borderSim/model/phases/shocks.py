"""Shocks: what befalls both services on a day, on a condition, or by hand, and what is taken back when it is over.

A condition may read measures: a shock comes from outside (a minister, a court, a newspaper), and
nobody in the model acts on it before it strikes.
"""

from __future__ import annotations

import numpy as np

from borderSim.errors import InputError
from borderSim.model.actions.policy import enact
from borderSim.model.actions.shock_effects import ACTS
from borderSim.model.state.counters import SHOCK, Counter
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.shocks import Strike, loaded
from borderSim.model.state.state import State
from borderSim.parameters.scenario import Scenario, Shock
from borderSim.parameters.shocks import AVERAGED, Condition, Effects, ScannerOutage
from borderSim.scenario.shock_overlay import post_meant, under


def apply_shocks(w: State) -> None:
    """Take back what is over, let strike what is due today, and book what a shock in force costs."""
    shocks = w.shocks
    if not shocks.loaded or w.day < w.first_day:
        return
    over = shocks.end(w.day)
    for strike in over:
        w.recorder.log(w.day, "shock over", strike.event, shock=strike.name)
    if any(_changes_scenario(strike.effects) for strike in over):
        put_in_force(w, shocks.policy)
    w.cooperation.arrangements.emergency = any(
        strike.closed >= 0 for strike in shocks.in_force.values()
    )
    for name, shock in shocks.loaded.items():
        if _due(w, name, shock):
            shocks.struck[name] = shocks.struck.get(name, 0) + 1
            fire(w, name, "day" if shock.day is not None else "condition")
    if shocks.in_force or over:
        w.routes.broken = _broken(w)
        _book_waiting(w)


def fire(w: State, name: str, how: str = "by hand") -> int:
    """Let a loaded shock strike now.

    Returns:
        Id of its event, which is the cause of what follows.

    Raises:
        InputError: it is not loaded, or the horizon has not begun.
    """
    shock = loaded(w.shocks, name)
    if w.day < w.first_day:
        raise InputError(
            f"shock '{name}' can't strike in the burn-in: its last day is {w.first_day - 1}, and this is day {w.day}"
        )
    event = w.recorder.log(w.day, "shock", shock=name, how=how)
    w.recorder.add(SHOCK.of(name))
    strike = w.shocks.strike(name, w.day, event, planned=w.cooperation.arrangements.planned)
    for kind, act in ACTS.items():
        effect = getattr(shock.effects, kind)
        if effect is not None:
            act(w, effect, strike)
    if _changes_scenario(shock.effects):
        put_in_force(w, w.shocks.policy)
    if shock.effects.scanner_outage:
        w.routes.broken = _broken(w)
    return event


def put_in_force(w: State, policy: Scenario, *, in_burn_in: bool = False) -> None:
    """Put a policy in force from today, with what interventions order, under the shocks that are."""
    w.shocks.policy = policy
    effects = [*w.shocks.orders, *(strike.effects for strike in w.shocks.in_force.values())]
    enact(w, under(policy, effects), in_burn_in=in_burn_in)


def _changes_scenario(effects: Effects) -> bool:
    return bool(
        effects.settings
        or effects.volume
        or effects.post_closed
        or effects.data_ruling
        or effects.blind_spot
        or effects.offer_instrument
        or effects.withdraw_instrument
    )


def _due(w: State, name: str, shock: Shock) -> bool:
    """Whether a shock strikes today by itself."""
    today = w.day_of_horizon()
    if shock.day is not None:
        return today == shock.day
    c, struck = shock.condition, w.shocks.struck.get(name, 0)
    if c is None or struck >= c.times or today < c.not_before:
        return False
    if struck and w.day - w.shocks.last[name] < c.wait_days:
        return False
    return _holds(w, c)


def _holds(w: State, c: Condition) -> bool:
    """Whether a condition holds by the books of the days before.

    Without enough days it does not.
    """
    if w.recorder.closed < c.over_days:
        return False
    value = sum(w.recorder.recent(c.measure, c.over_days))
    value = value / c.over_days if c.measure in AVERAGED else value
    match c.limit:
        case ("above", limit):
            return value > limit
        case ("below", limit):
            return value < limit
        case ("at_least", limit):
            return value >= limit
        case (_, limit):
            return value <= limit


def _broken(w: State) -> Floats | None:
    """(R,) share of the machines that is out of service today, None where nothing is."""
    outages = [
        (s, s.effects.scanner_outage)
        for s in w.shocks.in_force.values()
        if s.effects.scanner_outage is not None
    ]
    if not outages:
        return None
    working = np.ones(w.routes.n)
    for strike, outage in outages:
        post = w.routes.posts.index(post_meant(w.shocks.policy, outage.post, with_machines=True))
        rows = (w.routes.post == post) & (w.routes.machines > 0)
        working[rows] *= 1.0 - outage.share * (1.0 - _lent(w, outage, strike, post))
    return 1.0 - working


def _lent(w: State, outage: ScannerOutage, strike: Strike, post: int) -> float:
    """Part of the failed machines that the police's own stand in for today, as far as arrangements are alive."""
    traits = w.cooperation.of_group(int(w.cooperation.group_of_post[post])).traits
    if w.day - strike.since < traits.pool_reaction_days:
        return 0.0
    return outage.replacement * traits.pool_fraction * w.cooperation.share_alive(w.day)


def _book_waiting(w: State) -> None:
    """Lawful traffic that comes to a closed post today waits until it opens."""
    opens: dict[int, int] = {}
    for strike in w.shocks.in_force.values():
        if strike.closed >= 0:
            opens[strike.closed] = max(strike.until, opens.get(strike.closed, 0))
    r, policy = w.routes, w.shocks.policy
    for post, until in opens.items():
        rows = np.flatnonzero(r.post == post)
        flows = policy.posts[r.posts[post]].flows
        usual = (
            np.array([flows[r.modes[row]].units_per_year for row in rows])
            * policy.traffic.lawful_scale
            / 365.0
        )
        w.recorder.add(
            Counter.TRADE_DELAY_COST_EUR,
            float((usual * r.delay_cost[rows]).sum()) * (until - w.day),
        )
