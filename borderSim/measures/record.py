"""What is noted at the end of every day, and at the start of the horizon."""

from __future__ import annotations

import numpy as np

from borderSim.measures.dismantlement import capacity
from borderSim.measures.networks import shapes
from borderSim.model.state.organisations import ACTIVE
from borderSim.model.state.start import Networks, Start
from borderSim.model.state.state import World


def note_start(w: World) -> None:
    """Note the start of the horizon and reset what is tallied over it."""
    o = w.organisations
    counts = np.bincount([r for _, _, r in w.shipments], minlength=w.routes.n).astype(float)
    shares = counts / counts.sum() if counts.sum() else counts
    networks = Networks.of(o)
    known = shapes(networks, np.flatnonzero(o.alive))
    w.start = Start(o.alive.copy(), shares, networks, known, float(capacity(w).sum()))
    w.lift_counts[:] = 0.0
    w.utilisation[:] = 0.0
    w.delay_tally[:] = 0.0
    w.resources.reset()
    w.latencies.clear()
    w.leader_convicted[:] = False


def close_day(w: World) -> None:
    """Note states, close the books of the day."""
    o = w.organisations
    alive = o.alive
    number = int(alive.sum())
    held = int(o.police_entity[:, : o.entities][alive].sum())
    today = w.books.today
    today["orgs_alive"] = float(number)
    loads = capacity(w)
    today["capacity_active"] = float(loads.sum())
    today["capacity_survivors"] = float(loads[w.start.alive].sum())
    today["police_known_entity_share"] = held / (number * o.entities) if number else 0.0
    if w.day % 7 == 0 or not w.known_member_share:
        active = (o.status == ACTIVE) & alive[:, None]
        w.known_member_share = float((o.known & active).sum() / max(1, active.sum()))
    today["police_known_member_share"] = w.known_member_share
    today["trust_mean"] = float(w.relations.trust.sum()) / max(1, w.relations.trust.size)
    today["political_will"] = w.relations.arrangements.will
    today["transition_share"] = w.relations.ramps[""].share
    today["cases_open"] = float(w.cases.open.sum())
    today["under_way"] = float(w.under_way)
    today["cash_total"] = float(o.cash[: o.next_slot].sum())
    today["enforcement_cost_eur"] = today.get("customs_cost_eur", 0.0) + today.get("police_cost_eur", 0.0)
    today["cooperation_cost_eur"] = today.get("cooperation_setup_eur", 0.0) + today.get("cooperation_running_eur", 0.0)
    w.books.close_day(w.day)
