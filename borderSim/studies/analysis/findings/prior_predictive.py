"""What share of draws from the priors lies inside the bands of magnitudes, with nothing tuned?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from borderSim.studies.analysis.findings.circumstances import FALSE_DISCOVERIES, LEAST_FOR_FACTORS
from borderSim.studies.analysis.findings.in_force import in_force
from borderSim.studies.analysis.findings.text import (
    Finding,
    TooLittleError,
    correlation,
    number,
    percent,
    rounded,
    table,
    wilson,
)
from borderSim.studies.analysis.paired import SPAN, Years, with_span
from borderSim.studies.analysis.published_bands import BANDS, Band
from borderSim.studies.analysis.tables import Column, Frame, factor_columns

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
MOST_FACTORS = 3


def find(runs: Frame, measured_years: Years, configs: Sequence[Mapping[str, Any]] = ()) -> Finding:
    """Return the share of draws in each band, in all bands of a scenario, and in all of all.

    Args:
        runs: a row per run; of several levels the first, of several replicates their sums.
        measured_years: years that are measured, of all runs, by scenario or of each run.
        configs: the stored scenarios, by which factors that can move nothing are left out; empty
            where they are not known for the level.

    Raises:
        TooLittleError: no scenario of the bands is among the runs.
    """
    runs = with_span(runs, measured_years)
    runs = runs[runs["level"] == runs["level"].iloc[0]]
    names = [str(name) for name in dict.fromkeys(runs["scenario"])]
    bands = [band for band in BANDS if band.scenario in names]
    if not bands:
        raise TooLittleError("no band is asked of these scenarios")
    values: Frame = pd.DataFrame({band.name: _values(runs, band) for band in bands})
    inside: Frame = pd.DataFrame({band.name: values[band.name].map(band.holds) for band in bands})
    factors = in_force(factor_columns(runs.drop(columns=SPAN)), configs)
    rows = [_row(band, values[band.name], inside[band.name], runs, factors) for band in bands]
    together = {
        name: _share(inside[[band.name for band in bands if band.scenario == name]].all(axis=1))
        for name in names
        if any(band.scenario == name for band in bands)
    }
    together["all"] = _share(inside.all(axis=1))
    held = inside.sum(axis=1)
    numbers = {
        "draws": len(inside),
        "bands": rows,
        "together": together,
        "by_chance": _by_chance(len(inside), len(factors)),
        "bands_held": {"mean": float(held.mean()), "of": len(bands), "most": int(held.max())},
    }
    return Finding(rounded(numbers), _lines(numbers))


def _values(runs: Frame, band: Band) -> Column:
    """Return a band's quantity by draw: of the sums over its replicates, or the mean of a plain outcome."""
    own = runs[runs["scenario"] == band.scenario].groupby("point")
    names = [*band.top, *band.bottom]
    together = own[names].mean() if band.plain else own[names].sum()
    years = own[SPAN].sum()
    return pd.Series(
        {
            point: band.value({name: together.at[point, name] for name in names}, years[point])
            for point in together.index
        }
    )


def _row(
    band: Band, values: Column, inside: Column, runs: Frame, factors: Sequence[str]
) -> dict[str, Any]:
    known = values.dropna()
    return {
        "band": band.name,
        "label": band.label,
        "scenario": band.scenario,
        "low": band.low,
        "high": band.high,
        "below": float((known < band.low).mean()),
        **_share(inside),
        "above": float((known > band.high).mean()),
        "quantiles": {f"{q:g}": float(known.quantile(q)) for q in QUANTILES} if len(known) else {},
        "moved_by": _moved_by(values, runs[runs["scenario"] == band.scenario], factors),
    }


def _share(inside: Column) -> dict[str, Any]:
    return {
        "inside": float(inside.mean()),
        "interval": list(wilson(int(inside.sum()), len(inside))),
    }


def _moved_by(values: Column, runs: Frame, factors: Sequence[str]) -> list[dict[str, Any]]:
    """Return the factors whose rank correlation with a quantity is strongest and beyond chance."""
    known = values.dropna()
    first = runs.groupby("point")[list(factors)].first()
    frame = first.loc[known.index].select_dtypes("number")
    frame = frame.loc[:, frame.nunique() > 1]
    if frame.empty or len(known) < LEAST_FOR_FACTORS or known.nunique() < 2:
        return []
    tests = {str(name): correlation(frame[name], known) for name in frame}
    chances = stats.false_discovery_control([p for _, p in tests.values()])
    telling = [
        (name, value)
        for (name, (value, _)), q in zip(tests.items(), chances, strict=True)
        if q <= FALSE_DISCOVERIES
    ]
    telling.sort(key=lambda pair: -abs(pair[1]))
    return [{"factor": name, "correlation": value} for name, value in telling[:MOST_FACTORS]]


def _by_chance(draws: int, factors: int) -> dict[str, Any]:
    """Return the largest absolute rank correlation of factors that move nothing: its median and 95 % point.

    By the t distribution of one correlation, the factors taken to be independent.
    """
    if draws < LEAST_FOR_FACTORS or not factors:
        return {}
    found: dict[str, Any] = {"factors": factors}
    for name, q in (("median", 0.5), ("point_95", 0.95)):
        t = float(stats.t.isf((1 - q ** (1 / factors)) / 2, draws - 2))
        found[name] = t / np.sqrt(t * t + draws - 2)
    return found


def _lines(numbers: dict[str, Any]) -> list[str]:
    heads = [
        "quantity",
        "scenario",
        "band",
        "below",
        "inside",
        "above",
        "5 %",
        "median",
        "95 %",
        "goes with (rank correlation)",
    ]
    body = []
    for row in numbers["bands"]:
        quantiles = row["quantiles"] or {"0.05": np.nan, "0.5": np.nan, "0.95": np.nan}
        low, high = row["interval"]
        body.append(
            [
                row["label"],
                row["scenario"],
                f"{row['low']:g}–{row['high']:g}",
                percent(row["below"]),
                f"{percent(row['inside'])} [{100 * low:.0f}–{100 * high:.0f}]",
                percent(row["above"]),
                *(f"{quantiles[q]:.3g}" for q in ("0.05", "0.5", "0.95")),
                ", ".join(f"`{f['factor']}` {f['correlation']:+.2f}" for f in row["moved_by"])
                or "none",
            ]
        )
    lines = [f"{numbers['draws']} draws from the priors, nothing tuned.", "", *table(heads, body)]
    if chance := numbers["by_chance"]:
        lines += [
            "",
            f"A correlation is no proof that a factor moves the quantity: of {chance['factors']} factors that move nothing the "
            f"largest would be about {chance['median']:.2f} by chance in so many draws, and above {chance['point_95']:.2f} once in twenty.",
            "",
        ]
    parts = []
    for name, share in numbers["together"].items():
        low, high = share["interval"]
        where = "all bands of all scenarios" if name == "all" else f"all bands of `{name}`"
        parts.append(f"{where}: {100 * share['inside']:.1f} % [{100 * low:.1f}–{100 * high:.1f}]")
    held = numbers["bands_held"]
    return [
        *lines,
        f"Inside {'; '.join(parts)}. A draw holds {number(held['mean'], 1)} of {held['of']} bands on average, {held['most']} at most.",
    ]
