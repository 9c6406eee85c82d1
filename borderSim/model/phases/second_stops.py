"""Lawful traffic that the police at a post stop again after customs."""

from __future__ import annotations

import numpy as np

from borderSim.model.state.counters import Counter
from borderSim.model.state.state import State


def stop_again(w: State, lawful: np.ndarray) -> None:
    """Book the delay of lawful units that the police at the post stop a second time (expected number)."""
    r, p = w.routes, w.policy.scenario.police
    apart = (
        np.ones(r.n)
        * np.array([w.policy.scenario.posts[post].police_officers > 0 for post in r.posts])[r.post]
    )
    for group in range(len(w.cooperation.traits)):
        terms = w.cooperation.of_group(group)
        share = (
            0.0
            if "one_stop" in terms.powers
            else p.second_stop_share * (1.0 - terms.traits.pool_fraction)
        )
        apart[w.cooperation.routes_of_group[group]] *= share
    again = lawful * apart
    days = again * r.delay_days[:, 0]
    w.recorder.add(Counter.DOUBLE_STOPS, float(again.sum()))
    w.recorder.add(Counter.LAWFUL_DELAY_HOURS, float(days.sum()) * 24.0)
    w.recorder.add(Counter.TRADE_DELAY_COST_EUR, float((days * r.delay_cost).sum()))
