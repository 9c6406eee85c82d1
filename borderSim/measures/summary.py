"""From the books of a run to its outcomes and series."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderSim.measures.bounds import check_bounds
from borderSim.measures.dismantlement import dismantlement
from borderSim.measures.events import event_frame
from borderSim.measures.networks import (
    before_and_after,
    member_table,
    shapes,
    tie_table,
    with_names,
)
from borderSim.measures.outcomes import MODES, OUTCOMES
from borderSim.measures.result import Result
from borderSim.model.state.counters import BY_POST, SHOCK, Counter, Stock
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.resources import KINDS
from borderSim.model.state.start import Networks
from borderSim.model.state.state import State

STATES: tuple[str, ...] = tuple(stock.value for stock in Stock)
"""Columns of the daily series that are states at the end of the day; all others are flows."""

FLOWS: tuple[str, ...] = tuple(
    counter.value
    for counter in (
        Counter.PLANNED,
        Counter.ATTEMPTS,
        Counter.ATTEMPTS_DETERRED,
        Counter.ATTEMPTS_DROPPED,
        Counter.PLANS_OTHER_WAY,
        Counter.PLANS_HELD,
        Counter.HELD_SENT,
        Counter.HELD_LOST,
        Counter.PLANS_UNMET,
        Counter.DELIVERED,
        Counter.SEIZURES,
        Counter.SEIZURES_INLAND,
        Counter.SEIZURES_LET_RUN,
        Counter.SEIZED_VALUE_EUR,
        Counter.SHIPPED_VALUE_EUR,
        Counter.DELIVERED_VALUE_EUR,
        Counter.LOADS_INSPECTED,
        Counter.LOADS_FOUND,
        Counter.FINDS_IN_CASES,
        Counter.INSPECTIONS_TARGETED,
        Counter.INSPECTIONS_RANDOM,
        Counter.LAWFUL_INSPECTED,
        Counter.SEIZURES_OPPORTUNIST,
        Counter.TRADE_DELAY_COST_EUR,
        Counter.CUSTOMS_COST_EUR,
        Counter.POLICE_COST_EUR,
        Counter.JUSTICE_COST_EUR,
        Counter.COOPERATION_SETUP_EUR,
        Counter.COOPERATION_RUNNING_EUR,
        Counter.ENFORCEMENT_COST_EUR,
        Counter.COOPERATION_COST_EUR,
        Counter.HARM_EUR,
        Counter.HARM_WORLD_EUR,
        Counter.ASSETS_CONFISCATED_EUR,
        Counter.MEMBERS_ARRESTED,
        Counter.LEADERS_ARRESTED,
        Counter.MEMBERS_CHARGED,
        Counter.MEMBERS_CONVICTED,
        Counter.ITEMS_SHARED,
        Counter.LEAKS,
        Counter.COLLISIONS,
        Counter.CASES_BURNED,
        Counter.CASES_OPENED,
        Counter.TAKEDOWNS,
        Counter.COORDINATION_HOURS,
        Counter.DUPLICATE_HOURS,
        Counter.ORGS_ENTERED,
    )
)
"""Flows that every daily series has, in this order."""

MONTH_DAYS = 30


def summarise(w: State) -> Result:
    """Return the outcomes and series of the horizon so far."""
    daily = _daily(w)
    end = Networks.of(w.traffickers, w.police)
    own = w.policy.scenario.networks
    return Result(
        outcomes=_outcomes(w, end),
        daily=daily,
        monthly=_monthly(daily),
        events=with_names(event_frame(w.recorder, w.first_day), own),
        networks=with_names(member_table(w, end), own),
        links=with_names(tie_table(w, end), own),
    )


def _daily(w: State) -> pd.DataFrame:
    """A row a day with all flows and states, counts by post, and which of the loaded shocks struck."""
    frame = w.recorder.frame(w.first_day)
    by_post = [family.of(post) for family in BY_POST for post in w.routes.posts]
    shocks = [SHOCK.of(name) for name in w.shocks.loaded]
    return frame.reindex(columns=["day", *FLOWS, *STATES, *by_post, *shocks]).fillna(0.0)


def _monthly(daily: pd.DataFrame) -> pd.DataFrame:
    """Months of 30 days: sums of flows, last value of states."""
    rules = dict.fromkeys(FLOWS, "sum") | dict.fromkeys(STATES, "last")
    return (
        daily.assign(month=daily["day"] // MONTH_DAYS).groupby("month", as_index=False).agg(rules)
    )


def _outcomes(w: State, end: Networks) -> dict[str, float | None]:
    """Every outcome of the dictionary, in its order; None where it is not defined."""
    frame = w.recorder.frame(w.first_day)
    values: dict[str, float | None] = {
        c: float(_column(frame, c).sum()) for c in frame.columns if c not in STATES
    }
    at_end = shapes(end, np.flatnonzero(w.tallies.start.alive))
    values |= dismantlement(w, at_end)
    values |= before_and_after(
        w.tallies.start.shapes, at_end, np.flatnonzero(w.tallies.start.alive & end.alive)
    )
    values |= _costs(w, frame)
    values |= _lift(w)
    values |= _states(w, frame)
    out: dict[str, float | None] = {}
    for name, outcome in OUTCOMES.items():
        if outcome.kind == "ratio":
            top, bottom = (
                values.get(outcome.numerator) or 0.0,
                values.get(outcome.denominator) or 0.0,
            )
            out[name] = top / bottom if bottom else None
        else:
            default = 0.0 if outcome.kind == "total" else None
            out[name] = values.get(name, default)
    check_bounds(out)
    return out


def _costs(w: State, frame: pd.DataFrame) -> dict[str, float | None]:
    """Sums of cost, plain and discounted to the start of the horizon."""
    cost = _column(frame, "enforcement_cost_eur") + _column(frame, "cooperation_cost_eur")
    burden = _column(frame, "harm_eur") + cost + _column(frame, "trade_delay_cost_eur")
    discount = (1.0 + w.policy.scenario.economy.discount_rate) ** (-_column(frame, "day") / 365.0)
    return {
        "enforcement_and_cooperation_cost_eur": float(cost.sum()),
        "net_benefit_eur": -float(burden.sum()),
        "net_benefit_discounted_eur": -float((burden * discount).sum()),
    }


def _column(frame: pd.DataFrame, name: str) -> Floats:
    """A column as floats; zeros where nothing of the kind ever happened."""
    return frame[name].to_numpy(dtype=np.float64) if name in frame else np.zeros(len(frame))


def _lift(w: State) -> dict[str, float | None]:
    """Targeting lift by mode and overall: illicit share of targeted checks over that of arrivals."""
    r = w.routes
    shipped = np.bincount(
        [route for day, _, route in w.consignments.shipments if day >= w.first_day], minlength=r.n
    ).astype(float)
    out: dict[str, float | None] = {f"targeting_lift_{m}": None for m in MODES}
    total, weight = 0.0, 0.0
    for mode in sorted(set(r.modes)):
        rows = np.array([m == mode for m in r.modes])
        checks = w.tallies.lift_counts[0][rows].sum() + w.tallies.lift_counts[2][rows].sum()
        arrivals = w.tallies.lift_counts[1][rows].sum() + shipped[rows].sum()
        if checks <= 0 or shipped[rows].sum() <= 0:
            continue
        lift = (w.tallies.lift_counts[2][rows].sum() / checks) / (shipped[rows].sum() / arrivals)
        out[f"targeting_lift_{mode}"] = float(lift)
        total, weight = total + lift * shipped[rows].sum(), weight + shipped[rows].sum()
    out["targeting_lift"] = total / weight if weight else None
    return out


def _states(w: State, frame: pd.DataFrame) -> dict[str, float | None]:
    """States at the end and means over the run."""
    r, days = w.routes, len(frame)
    last_year = [
        route for day, _, route in w.consignments.shipments if day >= max(w.first_day, w.day - 365)
    ]
    counts = np.bincount(last_year, minlength=r.n).astype(float)
    recent = {route for day, _, route in w.consignments.shipments if day >= w.day - 90}
    known = w.tallies.start.route_shares.sum() > 0 and counts.sum() > 0
    used, available = w.tallies.utilisation[0].sum(), w.tallies.utilisation[1].sum()
    checks, slots = w.tallies.utilisation[2].sum(), w.tallies.utilisation[3].sum()
    return {
        "displacement": float(
            np.abs(counts / counts.sum() - w.tallies.start.route_shares).sum() / 2
        )
        if known
        else None,
        "active_routes": float(len(recent)),
        "capacity_active": float(_column(frame, "capacity_active")[-1]) if days else None,
        "police_known_entity_share": float(_column(frame, "police_known_entity_share").mean())
        if days
        else None,
        "trust_mean": float(_column(frame, "trust_mean").mean()) if days else None,
        "political_will": float(_column(frame, "political_will").mean()) if days else None,
        "transition_share": float(_column(frame, "transition_share")[-1]) if days else None,
        "hits_open": float(w.systems.open_hits),
        "share_latency_days": float(np.median(w.tallies.latencies))
        if w.tallies.latencies
        else None,
        "utilisation_hours": float(used / available) if available > 0 else None,
        "utilisation_machines": float(checks / slots) if slots > 0 else None,
        "lawful_delay_hours_p95": _p95(w),
        **{f"utilisation_{kind}": w.tallies.resources.utilisation(kind) for kind in KINDS},
    }


def _p95(w: State) -> float | None:
    """95th percentile of the delay of inspected lawful units, from its three kinds by route."""
    delays, counts = w.routes.delay_days.ravel() * 24.0, w.tallies.delay_tally.ravel()
    if counts.sum() <= 0:
        return None
    order = np.argsort(delays, kind="stable")
    cumulative = np.cumsum(counts[order]) / counts.sum()
    return float(delays[order][np.searchsorted(cumulative, 0.95)])
