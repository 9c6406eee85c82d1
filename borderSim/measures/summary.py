"""From the books of a run to its outcomes and series."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from borderSim.measures.bounds import check_bounds
from borderSim.measures.columns_of_days import STATES, Days
from borderSim.measures.dismantlement import dismantlement
from borderSim.measures.events import event_frame
from borderSim.measures.networks import (
    before_and_after,
    member_table,
    shapes,
    tie_table,
    with_names,
)
from borderSim.measures.outcomes import OUTCOMES, YEARLY
from borderSim.measures.period import outcomes_of, period, shipments_of, window_year
from borderSim.measures.result import Result
from borderSim.model.state.counters import BY_POST, SHOCK, Counter
from borderSim.model.state.start import Networks
from borderSim.model.state.state import State
from borderSim.parameters.window import YEAR_DAYS, Window

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
        Counter.COOPERATION_SETUP_PAID_EUR,
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
    days, shipments = Days.of(w.recorder.entered(w.first_day)), shipments_of(w)
    daily = _daily(w, days)
    end = Networks.of(w.traffickers, w.police)
    own = w.policy.scenario.networks
    return Result(
        outcomes=_outcomes(w, end, days, shipments),
        daily=daily,
        monthly=_monthly(daily),
        events=with_names(event_frame(w.recorder, w.first_day), own),
        networks=with_names(member_table(w, end), own),
        links=with_names(tie_table(w, end), own),
        yearly=_yearly(w, days, shipments),
        window=Window(len(daily) / YEAR_DAYS, window_year(w)),
    )


def daily_series(w: State) -> pd.DataFrame:
    """Return the daily series of the horizon so far alone: a page that goes on day by day needs no outcomes."""
    return _daily(w, Days.of(w.recorder.entered(w.first_day)))


def _daily(w: State, days: Days) -> pd.DataFrame:
    """A row a day with all flows and states, counts by post, and which of the loaded shocks struck."""
    by_post = [family.of(post) for family in BY_POST for post in w.routes.posts]
    shocks = [SHOCK.of(name) for name in w.shocks.loaded]
    names = (*FLOWS, *STATES, *by_post, *shocks)
    table = pd.DataFrame(np.array([days.column(name) for name in names]).T, columns=list(names))
    table.insert(0, "day", days.column("day").astype(np.int64))
    return table


def _monthly(daily: pd.DataFrame) -> pd.DataFrame:
    """Months of 30 days: sums of flows, last value of states."""
    month = daily["day"].to_numpy() // MONTH_DAYS
    sums = pd.DataFrame(pd.DataFrame(daily[list(FLOWS)]).groupby(month).agg("sum"))
    latest = daily[list(STATES)].to_numpy()[np.searchsorted(month, sums.index, side="right") - 1]
    table = pd.DataFrame(np.hstack([sums.to_numpy(), latest]), columns=[*FLOWS, *STATES])
    table.insert(0, "month", sums.index.to_numpy())
    return table


def _outcomes(
    w: State, end: Networks, days: Days, shipments: NDArray[np.int64]
) -> dict[str, float | None]:
    """Every outcome of the dictionary, in its order; None where it is not defined.

    Flows, states and what is tallied are those of the window; what became of the organisations of
    the first day, and money from the day of the change on, is of the whole horizon.
    """
    measured = period(w, days, shipments, window_year(w))
    values = outcomes_of(w, measured)
    at_end = shapes(end, np.flatnonzero(w.tallies.start.alive))
    values |= dismantlement(w, at_end, measured)
    values |= before_and_after(
        w.tallies.start.shapes, at_end, np.flatnonzero(w.tallies.start.alive & end.alive)
    )
    values |= _from_the_change(w, days)
    values["hits_open"] = float(w.systems.open_hits)
    out = _with_ratios(values, OUTCOMES)
    check_bounds(out)
    return out


def _with_ratios(values: dict[str, float | None], names: Iterable[str]) -> dict[str, float | None]:
    """Return the outcomes of these names, ratios made of their totals."""
    out: dict[str, float | None] = {}
    for name in names:
        outcome = OUTCOMES[name]
        if outcome.kind == "ratio":
            top, bottom = (
                values.get(outcome.numerator) or 0.0,
                values.get(outcome.denominator) or 0.0,
            )
            out[name] = top / bottom if bottom else None
        else:
            default = 0.0 if outcome.kind == "total" else None
            out[name] = values.get(name, default)
    return out


def _yearly(w: State, days: Days, shipments: NDArray[np.int64]) -> pd.DataFrame:
    """A row for each year of the horizon so far, with the outcomes that can be told of a year by itself."""
    lengths, rows = dict[int, int](), list[list[float | None]]()
    for year in range(1, len(w.tallies.year_starts) + 1):
        p = period(w, days, shipments, year, year)
        if p.days > 0:
            lengths[year] = p.days
            rows.append(list(_with_ratios(outcomes_of(w, p), YEARLY).values()))
    told = np.array(rows, np.float64).reshape(len(rows), len(YEARLY))
    table = pd.DataFrame(told, columns=list(YEARLY))
    table.insert(0, "year", np.array(list(lengths), dtype=np.int64))
    table.insert(1, "days", np.array(list(lengths.values()), dtype=np.int64))
    return table


def _from_the_change(w: State, days: Days) -> dict[str, float | None]:
    """Money over the whole horizon, counted from the day on which the level comes into force."""
    column = days.column
    cost = column("enforcement_cost_eur") + column("cooperation_cost_eur")
    others = column("harm_eur") + column("trade_delay_cost_eur")
    paid = (
        column("enforcement_cost_eur")
        + column("cooperation_running_eur")
        + column("cooperation_setup_paid_eur")
    )
    discount = (1.0 + w.policy.scenario.economy.discount_rate) ** (-column("day") / 365.0)
    burden = column("harm_eur") + cost + column("trade_delay_cost_eur")
    return {
        "cost_from_change_eur": float(cost.sum()),
        "setup_paid_from_change_eur": float(column("cooperation_setup_paid_eur").sum()),
        "net_benefit_discounted_eur": -float((burden * discount).sum()),
        "net_benefit_from_change_eur": -float(((others + paid) * discount).sum()),
    }
