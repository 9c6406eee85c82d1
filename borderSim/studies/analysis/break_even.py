"""When a change pays: the first month from which the cumulated net benefit against the present level stays positive.

Paired, replicate by replicate, from the monthly series (months of 30 days); national, undiscounted,
harm weighted by lambda. The month is that of the mean over replicates. Its interval runs from the
month from which the upper ends of the mean's 95 % intervals
(:mod:`borderSim.studies.analysis.estimates`) stay above zero to that from
which the lower ends do: the months that the runs do not exclude. Its coverage is measured in
:mod:`borderSim.studies.analysis.coverage`. Infinity stands for "not within the horizon".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from borderSim.studies.analysis.estimates import LEAST, Floats, contrast

LAMBDAS = (0.0, 1.0, 3.0)
"""Weights of harm at which it is told."""
PAID = (
    "customs_cost_eur",
    "police_cost_eur",
    "cooperation_running_eur",
    "trade_delay_cost_eur",
)
SETUP_PAID, SETUP = "cooperation_setup_paid_eur", "cooperation_setup_eur"
"""Set-up on the day on which it is paid; results of earlier versions hold it as it was booked."""
HARM = "harm_eur"
COLUMNS = ("scenario", "level", "lambda", "n", "month", "low", "high", "within")


def break_even_table(
    monthly: pd.DataFrame, present: str, weights: Sequence[float] = LAMBDAS
) -> pd.DataFrame:
    """Return a row per scenario, level but the present one, and lambda.

    Args:
        monthly: a row per run and month: ``scenario``, ``level``, ``seed``, ``month`` and the flows
            of cost and harm.
        present: the level that the others are compared with, over the same seeds.
        weights: of harm (lambda).

    Returns:
        The columns of :data:`COLUMNS`: ``n`` replicates, ``month`` (from 1) with its 95 % interval
        ``low`` to ``high`` (NaN below five replicates, and where all have the same path),
        ``within`` how many replicates break even by themselves.
    """
    rows = []
    for scenario, part in monthly.groupby("scenario", sort=False):
        base = _burdens(part, present)
        for level in part["level"].unique():
            if level != present:
                own = _burdens(part, str(level))
                rows += [(scenario, level, *row) for row in _rows(own, base, weights)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _rows(own: _Burdens, base: _Burdens, weights: Sequence[float]) -> Iterator[tuple[float, ...]]:
    for weight in weights:
        paths = _cumulated(own, base, weight)
        n = len(paths)
        if not n:
            yield weight, 0, np.nan, np.nan, np.nan, 0
            continue
        low, high = month_interval(paths)
        yield (
            weight,
            n,
            float(break_even_month(paths.mean(axis=0))),
            low,
            high,
            int(np.isfinite(break_even_month(paths)).sum()),
        )


def cumulated(monthly: pd.DataFrame, level: str, present: str, weight: float) -> Floats:
    """Return the cumulated net benefit of a level against the present one, EUR, shape (replicates, months).

    Args:
        monthly: months of one scenario.
        level: of interest.
        present: to compare with; only replicates that both have count.
        weight: of harm (lambda).
    """
    return _cumulated(_burdens(monthly, level), _burdens(monthly, present), weight)


def _cumulated(own: _Burdens, base: _Burdens, weight: float) -> Floats:
    both = own.harm.index.intersection(base.harm.index)
    burdens = (
        weight * one.harm.loc[both].to_numpy() + one.paid.loc[both].to_numpy()
        for one in (base, own)
    )
    return np.subtract(*burdens).cumsum(axis=1)


@dataclass(frozen=True)
class _Burdens:
    """Harm, and what enforcement, cooperation and delay cost, EUR, a row per seed and a column per month."""

    harm: pd.DataFrame
    paid: pd.DataFrame


def _burdens(monthly: pd.DataFrame, level: str) -> _Burdens:
    months = monthly.loc[monthly["level"] == level]
    setup = SETUP_PAID if SETUP_PAID in months else SETUP
    months = months[["seed", "month", HARM]].assign(
        paid=months[[*PAID, setup]].sum(axis=1),
    )
    return _Burdens(
        *(months.pivot(index="seed", columns="month", values=name) for name in (HARM, "paid"))
    )


def break_even_month(path: Floats) -> Floats:
    """Return the first month, from 1, from which a path stays above zero.

    Infinity where it does not end above it.

    Args:
        path: cumulated net benefit, months along the last axis.
    """
    months = path.shape[-1]
    # months up to and with the last that is not above zero
    late = months - np.argmax((path <= 0)[..., ::-1], axis=-1)
    month = np.where((path > 0).all(axis=-1), 1.0, late + 1.0)
    return np.where(path[..., -1] > 0, month, np.inf)


def month_interval(paths: Floats) -> tuple[float, float]:
    """Return the interval of the month of the mean path, of paths of shape (replicates, months)."""
    means = contrast(paths.T[None])
    spread = means.error > 0
    if len(paths) < LEAST or not spread.any():
        return np.nan, np.nan
    upper, lower = (np.where(spread, ends, means.value) for ends in (means.high, means.low))
    return float(break_even_month(upper)), float(break_even_month(lower))


def summary_rows(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table as rows of ``summary.csv``: outcome ``break_even_month_lambda_<n>``, value and interval."""
    return pd.DataFrame(
        {
            "scenario": table["scenario"],
            "level": table["level"],
            "outcome": [f"break_even_month_lambda_{weight:g}" for weight in table["lambda"]],
            "n": table["n"],
            "value": table["month"],
            "value_low": table["low"],
            "value_high": table["high"],
        }
    )
