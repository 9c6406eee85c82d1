"""Teams of investigators, and courts and prisons on the first day of the burn-in.

With empty courts and prisons the first years would be unlike all later ones: who waits for a
judgement or serves a sentence follows from Little's law (number = rate x time) at the rate of the
present level, the time that each has left is uniform.
"""

from __future__ import annotations

import numpy as np

from borderSim.model.state.random_streams import generator
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE

EVIDENCE = 0.5
"""Pieces of evidence against those charged before the first day: with it as many are convicted as at coexistence."""


def teams(w: State) -> int:
    """Return how many teams of investigators there are for cases on these organisations."""
    p = w.policy.scenario.police
    return int(w.staff.investigators * p.team_time_share / p.team_size + 1e-9)


def fill_courts(w: State) -> None:
    """Fill courts and prisons on the first day, with former members of the organisations there are.

    They come free as others do: into their old place if it is vacant by then, else for good.
    """
    s, courts = w.policy.scenario, w.courts
    j = s.justice
    if not s.enforcement or j.usual_charges_per_year <= 0:
        return
    courts.usual = courts.load = j.usual_charges_per_year
    rate = j.usual_charges_per_year / 365.0
    guilty = j.p_convicted * (1.0 - float(np.exp(-2.0 * EVIDENCE)))
    term = max(0.0, 365.0 * j.sentence_years - j.court_days)
    waiting, serving = round(rate * j.court_days), round(rate * guilty * term)
    places = np.argwhere(w.traffickers.status == ACTIVE)
    if not len(places):
        return
    u = generator(w.seed, "first day").random((waiting + serving, 3))
    courts.prisoners = waiting + serving
    for k, (left, who, verdict) in enumerate(u):
        slot, member = (int(x) for x in places[int(who * len(places))])
        if k < waiting:
            day = 1 + int(left * j.court_days)
            courts.judgements.setdefault(day, []).append(
                (slot, member, float(verdict < guilty), -1)
            )
        else:
            day = 1 + int(left * term)
            courts.returns.setdefault(day, []).append((slot, member))
            courts.served[day] = courts.served.get(day, 0) + 1
