"""Reviews of open cases: what is news, when a case is given up, how long it rests afterwards.

A case has no term. Prosecutors look at it at intervals that run from its own opening, so that not
all are looked at on one day, and give it up with a chance that grows with the time without news.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from borderSim.model.actions.casework import can_be_charged, cases_view, known_and_chargeable
from borderSim.model.state.draw_columns import CaseDraw
from borderSim.model.state.random_streams import normal
from borderSim.model.state.state import State
from borderSim.rules.police import takedown_weight
from borderSim.rules.views import Bools

WEEK = 7


def hear_news(w: State, cases: NDArray[np.intp]) -> None:
    """Note on which of the open cases a member was revealed, or became chargeable, since last week.

    Whoever taught it: the case's own work, a find, a statement, routine work, an information system.
    A week's evidence that makes nobody chargeable is no news. Finds and tips are noted where they
    are filed.
    """
    p = w.police
    known, chargeable = known_and_chargeable(w, cases)
    level = known.astype(np.int64) + chargeable
    p.cases.news[cases[(level > p.noted[cases]).any(axis=1)]] = w.day
    p.noted[cases] = level


def given_up(w: State, cases: NDArray[np.intp]) -> Bools:
    """Return (K,) which of the open cases are reviewed this week and given up."""
    i, c = w.policy.scenario.investigation, w.police.cases
    age = w.day - c.opened[cases]
    reviewed = age // i.review_days > (age - WEEK) // i.review_days
    quiet = (w.day - c.news[cases]) / i.give_up_days
    chance = i.give_up_chance * (1.0 - np.exp(-(quiet**2)))
    return reviewed & (age > 0) & (w.draws.cases.today(w.day)[cases, CaseDraw.GIVE_UP] < chance)


def worth_arrests(w: State, slot: int) -> bool:
    """Return whether prosecutors arrest those who can be charged when they give a case up."""
    case = np.array([slot])
    if not w.traffickers.alive[slot] or not can_be_charged(w, case).any():
        return False
    i = w.policy.scenario.investigation
    return bool(takedown_weight(cases_view(w, case))[0] >= i.give_up_weight * i.takedown_weight)


def rest(w: State, slot: int) -> int:
    """Return for how many days the police leave an organisation alone after a case on it.

    Lognormal: a fixed time would bring all cases of one week back in one week.
    """
    i = w.policy.scenario.investigation
    u = float(w.draws.cases.today(w.day)[slot, CaseDraw.COLD])
    return round(i.cold_days * float(np.exp(i.cold_sigma * normal(u))))
