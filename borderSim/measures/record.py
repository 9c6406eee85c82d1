"""What is noted at the end of every day, and at the start of the horizon."""

from __future__ import annotations

import numpy as np

from borderSim.measures.dismantlement import capacity
from borderSim.measures.networks import shapes
from borderSim.model.state.start import Networks, Start
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE


def note_start(w: State) -> None:
    """Note the start of the horizon and reset what is tallied over it."""
    o = w.traffickers
    counts = np.bincount([r for _, _, r in w.consignments.shipments], minlength=w.routes.n).astype(float)
    shares = counts / counts.sum() if counts.sum() else counts
    networks = Networks.of(o, w.police)
    known = shapes(networks, np.flatnonzero(o.alive))
    w.tallies.start = Start(o.alive.copy(), shares, networks, known, float(capacity(w).sum()))
    w.tallies.lift_counts[:] = 0.0
    w.tallies.utilisation[:] = 0.0
    w.tallies.delay_tally[:] = 0.0
    w.tallies.resources.reset()
    w.tallies.latencies.clear()
    w.tallies.leader_convicted[:] = False


def close_day(w: State) -> None:
    """Note states, close the books of the day."""
    o = w.traffickers
    alive = o.alive
    number = int(alive.sum())
    held = int(w.police.known_entities[:, : o.entities][alive].sum())
    today = w.recorder.today
    today["orgs_alive"] = float(number)
    loads = capacity(w)
    today["capacity_active"] = float(loads.sum())
    today["capacity_survivors"] = float(loads[w.tallies.start.alive].sum())
    today["police_known_entity_share"] = held / (number * o.entities) if number else 0.0
    if w.day % 7 == 0 or not w.tallies.known_member_share:
        active = (o.status == ACTIVE) & alive[:, None]
        w.tallies.known_member_share = float((w.police.known_members & active).sum() / max(1, active.sum()))
    today["police_known_member_share"] = w.tallies.known_member_share
    today["trust_mean"] = float(w.cooperation.trust.sum()) / max(1, w.cooperation.trust.size)
    today["political_will"] = w.cooperation.arrangements.will
    today["transition_share"] = w.cooperation.ramps[""].share
    today["cases_open"] = float(w.police.cases.open.sum())
    today["under_way"] = float(w.consignments.under_way)
    today["cash_total"] = float(o.cash[: o.next_slot].sum())
    today["enforcement_cost_eur"] = today.get("customs_cost_eur", 0.0) + today.get("police_cost_eur", 0.0)
    today["cooperation_cost_eur"] = today.get("cooperation_setup_eur", 0.0) + today.get("cooperation_running_eur", 0.0)
    w.recorder.close_day(w.day)
