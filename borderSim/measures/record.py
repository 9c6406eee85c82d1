"""What is noted at the end of every day, and at the start of the horizon."""

from __future__ import annotations

import numpy as np

from borderSim.measures.dismantlement import capacity
from borderSim.measures.networks import shapes
from borderSim.model.kernels.stocks import count_up
from borderSim.model.state.counters import Counter, Stock
from borderSim.model.state.start import Networks, Start
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE


def note_start(w: State) -> None:
    """Note the start of the horizon and reset what is tallied over it."""
    o = w.traffickers
    counts = np.bincount([r for _, _, r in w.consignments.shipments], minlength=w.routes.n).astype(
        float
    )
    shares = counts / counts.sum() if counts.sum() else counts
    networks = Networks.of(o, w.police)
    known = shapes(networks, np.flatnonzero(o.alive))
    w.tallies.start = Start(o.alive.copy(), shares, networks, known, float(capacity(w).sum()))
    w.tallies.lift_counts[:] = 0.0
    w.tallies.utilisation[:] = 0.0
    w.tallies.delay_tally[:] = 0.0
    w.tallies.wait_tally[:] = 0.0
    w.tallies.resources.reset()
    w.tallies.latencies.clear()
    w.tallies.leader_convicted[:] = False
    w.tallies.year_starts.clear()
    note_year(w)


def note_year(w: State) -> None:
    """Note how the sums stand on the first day of a year of the horizon."""
    w.tallies.year_starts.append(w.tallies.sums(w.traffickers.alive))


def close_day(w: State) -> None:
    """Note states, close the books of the day."""
    o = w.traffickers
    loads, survivors = np.empty(o.n), np.empty(o.n)
    number, held, cases, left = count_up(
        *(o.alive, w.police.known_entities, o.entities, w.police.cases.open),
        *(o.rate, o.strength, o.cash, w.tallies.start.alive, loads, survivors),
    )
    note, add, today = w.recorder.note_stock, w.recorder.add, w.recorder.today
    note(Stock.ORGS_ALIVE, float(number))
    note(Stock.CAPACITY_ACTIVE, float(loads.sum()))
    note(Stock.CAPACITY_SURVIVORS, float(survivors[:left].sum()))
    note(Stock.POLICE_KNOWN_ENTITY_SHARE, held / (number * o.entities) if number else 0.0)
    if w.day % 7 == 0 or not w.tallies.known_member_share:
        active = (o.status == ACTIVE) & o.alive[:, None]
        w.tallies.known_member_share = float(
            (w.police.known_members & active).sum() / max(1, active.sum())
        )
    note(Stock.POLICE_KNOWN_MEMBER_SHARE, w.tallies.known_member_share)
    note(Stock.TRUST_MEAN, float(w.cooperation.trust.sum()) / max(1, w.cooperation.trust.size))
    note(Stock.POLITICAL_WILL, w.cooperation.arrangements.will)
    note(Stock.TRANSITION_SHARE, w.cooperation.ramps[""].share)
    note(Stock.CASES_OPEN, float(cases))
    note(Stock.UNDER_WAY, float(w.consignments.under_way))
    note(Stock.LOADS_HELD, float(len(w.consignments.held)))
    note(Stock.CASH_TOTAL, float(o.cash[: o.next_slot].sum()))
    add(
        Counter.ENFORCEMENT_COST_EUR,
        today.get(Counter.CUSTOMS_COST_EUR, 0.0) + today.get(Counter.POLICE_COST_EUR, 0.0),
    )
    add(
        Counter.COOPERATION_COST_EUR,
        today.get(Counter.COOPERATION_SETUP_EUR, 0.0)
        + today.get(Counter.COOPERATION_RUNNING_EUR, 0.0),
    )
    w.recorder.close_day(w.day)
