"""A part of the horizon, and what is told of it by itself: a year, or the window that is measured."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borderSim.measures.columns_of_days import STATES, Days
from borderSim.measures.outcomes import MODES
from borderSim.measures.standardised import standardised_rates
from borderSim.model.state.counters import Counter
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.resources import KINDS
from borderSim.model.state.state import State
from borderSim.model.state.tallies import Sums
from borderSim.parameters.window import YEAR_DAYS


@dataclass(frozen=True)
class Period:
    """Days of a run, made of whole years of the horizon from its beginning on.

    Attributes:
        since, until: first day, and the day after the last; counted from the start of the burn-in.
        entered: what was entered on its days.
        shipments: (N, 3) day, organisation and route of every load of the run.
        sums: what was tallied within it; latencies: days that shared items took.
        last: last day, infinite where it goes on to the end of what there is.
    """

    since: int
    until: int
    entered: Days
    shipments: NDArray[np.int64]
    sums: Sums
    latencies: list[float]
    last: float = math.inf

    @property
    def days(self) -> int:
        """Length in days."""
        return len(self.entered)

    def routes_since(self, day: float) -> NDArray[np.int64]:
        """Return the route of each load from a day on, to the last of the period."""
        days = self.shipments[:, 0]
        return self.shipments[(days >= day) & (days <= self.last), 2]


def window_year(w: State) -> int:
    """Return the first year of the horizon that is measured.

    1 as long as a run has not come to its window: then all that there is is told.
    """
    first = w.policy.scenario.window.first_year
    begun = w.day_of_horizon() > (first - 1) * YEAR_DAYS
    return first if begun and len(w.tallies.year_starts) >= first else 1


def shipments_of(w: State) -> NDArray[np.int64]:
    """Return day, organisation and route of every load so far, (N, 3); organisations' days ascend."""
    numbers = itertools.chain.from_iterable(w.consignments.shipments)
    return np.fromiter(numbers, np.int64, 3 * len(w.consignments.shipments)).reshape(-1, 3)


def period(
    w: State,
    days: Days,
    shipments: NDArray[np.int64],
    first_year: int,
    last_year: int | None = None,
) -> Period:
    """Return the part of the horizon so far from the start of a year on.

    Args:
        w: the state.
        days: what was entered on each day of the horizon so far.
        shipments: (N, 3) as :func:`shipments_of` has them.
        first_year: first year, from 1.
        last_year: last year (None: to the end).
    """
    t, starts = w.tallies, w.tallies.year_starts
    first = starts[first_year - 1]
    since = w.first_day + (first_year - 1) * YEAR_DAYS
    closed = last_year is not None and last_year < len(starts)
    end = starts[last_year] if closed and last_year is not None else t.sums(w.traffickers.alive)
    if closed and last_year is not None:
        until = w.first_day + last_year * YEAR_DAYS
        entered, last = days.between(since - w.first_day, until - w.first_day), until - 1.0
    else:
        until, entered, last = w.day, days.between(since - w.first_day), math.inf
    latencies = t.latencies[first.latencies : end.latencies]
    return Period(since, until, entered, shipments, end.since(first), latencies, last)


def outcomes_of(w: State, p: Period) -> dict[str, float | None]:
    """Return what can be told of a period by itself, by name; None where it is not defined.

    Flows summed, stocks at its end or their mean, and what was tallied.
    """
    values: dict[str, float | None] = {
        name: total for name, total in p.entered.sums().items() if name not in STATES
    }
    column = p.entered.column
    cost = column("enforcement_cost_eur") + column("cooperation_cost_eur")
    burden = column("harm_eur") + cost + column("trade_delay_cost_eur")
    values |= {
        "enforcement_and_cooperation_cost_eur": float(cost.sum()),
        "net_benefit_eur": -float(burden.sum()),
        **_perspectives(p.entered, cost),
        "orgs_ended": float((column("orgs_ended_arrests") + column("orgs_ended_bankrupt")).sum()),
        "organisation_years_100": float(column("orgs_alive").sum()) / YEAR_DAYS / 100.0,
    }
    values |= _at_expected_size(w, p) | standardised_rates(w.shocks.policy, p.entered)
    return values | _lift(w, p) | _states(w, p)


def _perspectives(entered: Days, cost: Floats) -> dict[str, float | None]:
    """Net benefit as the treasury, the country and the world see it, EUR.

    What one pays and another gets counts for neither where both belong: confiscation is the
    treasury's gain, and a transfer for country and world. Excise and duties are not modelled.

    Args:
        entered: what was entered on each day.
        cost: (days,) of enforcement and cooperation.
    """
    column = entered.column
    public = cost + column(Counter.JUSTICE_COST_EUR)
    delay = column(Counter.TRADE_DELAY_COST_EUR)
    home, world = column(Counter.HARM_EUR), column(Counter.HARM_WORLD_EUR)
    taken = column(Counter.ASSETS_CONFISCATED_EUR)
    return {
        "net_benefit_treasury_eur": float((taken - public).sum()),
        "net_benefit_society_eur": -float((home + public + delay).sum()),
        "net_benefit_world_eur": -float((world + public + delay).sum()),
    }


def _at_expected_size(w: State, p: Period) -> dict[str, float | None]:
    """Harm and delivered value less a constant part of the luck in the sizes on offer, which is 0 on average."""
    part, column = w.policy.scenario.economy.size_luck_weight, p.entered.column
    return {
        f"{stem}_at_expected_size_eur": float((column(f"{stem}_eur") - part * column(luck)).sum())
        for stem, luck in (
            ("harm", Counter.SIZE_LUCK_HARM_EUR),
            ("delivered_value", Counter.SIZE_LUCK_VALUE_EUR),
        )
    }


def _lift(w: State, p: Period) -> dict[str, float | None]:
    """Targeting lift by mode and overall: illicit share of targeted checks over that of arrivals."""
    r, counts = w.routes, p.sums.lift_counts
    shipped = np.bincount(p.routes_since(p.since), minlength=r.n).astype(float)
    out: dict[str, float | None] = {f"targeting_lift_{m}": None for m in MODES}
    total, weight = 0.0, 0.0
    for mode in sorted(set(r.modes)):
        rows = np.array([m == mode for m in r.modes])
        checks = counts[0][rows].sum() + counts[2][rows].sum()
        arrivals = counts[1][rows].sum() + shipped[rows].sum()
        if checks <= 0 or shipped[rows].sum() <= 0:
            continue
        lift = (counts[2][rows].sum() / checks) / (shipped[rows].sum() / arrivals)
        out[f"targeting_lift_{mode}"] = float(lift)
        total, weight = total + lift * shipped[rows].sum(), weight + shipped[rows].sum()
    out["targeting_lift"] = total / weight if weight else None
    return out


def _states(w: State, p: Period) -> dict[str, float | None]:
    """States at the end and means over the days."""
    r, days, column = w.routes, p.days, p.entered.column
    first = max(w.first_day, p.until - YEAR_DAYS)
    counts = np.bincount(p.routes_since(first), minlength=r.n).astype(float)
    recent = np.unique(p.routes_since(p.until - 90))
    known = w.tallies.start.route_shares.sum() > 0 and counts.sum() > 0
    used, available = p.sums.utilisation[0].sum(), p.sums.utilisation[1].sum()
    checks, slots = p.sums.utilisation[2].sum(), p.sums.utilisation[3].sum()
    return {
        "displacement": float(
            np.abs(counts / counts.sum() - w.tallies.start.route_shares).sum() / 2
        )
        if known
        else None,
        "active_routes": float(len(recent)),
        "capacity_active": float(column("capacity_active")[-1]) if days else None,
        "police_known_entity_share": float(column("police_known_entity_share").mean())
        if days
        else None,
        "trust_mean": float(column("trust_mean").mean()) if days else None,
        "political_will": float(column("political_will").mean()) if days else None,
        "transition_share": float(column("transition_share")[-1]) if days else None,
        "share_latency_days": float(np.median(p.latencies)) if p.latencies else None,
        "utilisation_hours": float(used / available) if available > 0 else None,
        "utilisation_machines": float(checks / slots) if slots > 0 else None,
        "lawful_delay_hours_p95": _p95(w, p),
        **{f"utilisation_{kind}": p.sums.share_used(kind) for kind in KINDS},
    }


def _p95(w: State, p: Period) -> float | None:
    """95th percentile of the delay of inspected lawful units: days waited, and the check itself.

    By route from the three kinds of a check and the days waited for it, each as often as it was;
    the two are taken not to hang together within a route.
    """
    waited = p.sums.wait_tally
    checks = waited.sum(axis=1, keepdims=True)
    at_once = (np.arange(waited.shape[1]) == 0).astype(np.float64)
    shares = np.where(checks > 0, waited / np.maximum(checks, 1e-12), at_once)
    days = w.routes.delay_days[:, :, None] + np.arange(waited.shape[1])
    delays = days.ravel() * 24.0
    counts = (p.sums.delay_tally[:, :, None] * shares[:, None, :]).ravel()
    if counts.sum() <= 0:
        return None
    order = np.argsort(delays, kind="stable")
    cumulative = np.cumsum(counts[order]) / counts.sum()
    return float(delays[order][np.searchsorted(cumulative, 0.95)])
