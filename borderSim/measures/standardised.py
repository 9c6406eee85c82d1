"""Loads seized over loads settled, by goods and mode, weighted as the country's plans would be.

The rate by value hangs on a few large loads, that by count on what is smuggled most often. Within
goods and mode loads are counted; the cells are put together by the value that organisations of day
0 would send a year (number, share, loads a year, mean value of a load), the same at every level and
in every replicate. What that leaves out: loads that change to another mode than their
organisation's own stand in a cell that weighs as much, or as little, as it did before.
"""

from __future__ import annotations

from borderSim.measures.columns_of_days import Days
from borderSim.model.state.counters import SEIZED_BORDER_OF, SEIZED_INLAND_OF, SETTLED_OF, cell
from borderSim.model.state.load_sizes import expected_quantity
from borderSim.parameters.scenario import Scenario


def planned_value(scenario: Scenario) -> dict[str, float]:
    """Return the value, EUR a year, that the organisations of day 0 would plan, by goods and own mode."""
    p, out = scenario.organisations, dict[str, float]()
    shares = max(sum(profile.share for profile in p.profiles.values()), 1e-12)
    for profile in p.profiles.values():
        good = scenario.commodities[profile.commodity]
        kind = good.loads[profile.mode]
        size = kind.median if p.fixed_loads else expected_quantity(kind)
        loads = p.count * profile.share / shares * profile.shipments_per_year
        name = cell(profile.commodity, profile.mode)
        out[name] = out.get(name, 0.0) + loads * size * good.wholesale_eur
    return out


def standardised_rates(scenario: Scenario, days: Days) -> dict[str, float | None]:
    """Return the standardised interdiction rates of some days: in all, at the border, inland.

    Cells without a settled load are left out and the weights of the others stand for them; None
    where there is none. Loads let run after a find at the border count as seized there.

    Args:
        scenario: whose plans weigh the cells.
        days: what was entered on each of them.
    """
    weight = border = inland = 0.0
    for name, value in planned_value(scenario).items():
        settled = float(days.column(SETTLED_OF.of(name)).sum())
        if settled <= 0.0:
            continue
        weight += value
        border += value * float(days.column(SEIZED_BORDER_OF.of(name)).sum()) / settled
        inland += value * float(days.column(SEIZED_INLAND_OF.of(name)).sum()) / settled
    known = weight > 0.0
    return {
        "interdiction_rate_standardised": (border + inland) / weight if known else None,
        "interdiction_rate_standardised_border": border / weight if known else None,
        "interdiction_rate_standardised_inland": inland / weight if known else None,
    }
