"""Tables of a sweep: values and paired differences by point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from borderSim.measures.outcomes import HEADLINE, OUTCOMES
from borderSim.studies.paired import paired_table

Frame = Any
"""A ``pandas.DataFrame`` (pandas declares what a selection gives as a union of everything)."""
Column = Any
"""A ``pandas.Series``."""
KEYS = ["scenario", "arm", "point", "level"]


def factor_columns(runs: Frame) -> list[str]:
    """Return the columns that name what was varied."""
    labels = {*KEYS, "seed", "replicate", *OUTCOMES}
    return [str(column) for column in runs.columns if column not in labels]


def summary_columns(columns: Sequence[str]) -> list[str]:
    """Return those columns of the runs that their summary needs: labels, factors, headline outcomes and what they are made of."""
    parts = (part for name in HEADLINE for part in (OUTCOMES[name].numerator, OUTCOMES[name].denominator))
    needed = {*HEADLINE, *parts}
    return [column for column in columns if column in needed or column not in OUTCOMES]


def differences(runs: Frame, outcome: str, level: str, reference: str) -> Frame:
    """Return the paired differences of an outcome of two levels: ``scenario``, ``arm``, ``point``, ``seed``, ``base``, ``difference``."""
    keys = ["scenario", "arm", "point", "seed"]
    own, base = (runs.loc[runs["level"] == name, [*keys, outcome]].set_index(keys)[outcome] for name in (level, reference))
    joined: Frame = pd.DataFrame({"own": own, "base": base}).dropna()
    return joined.assign(difference=joined["own"] - joined["base"]).drop(columns="own").reset_index()


def summary(runs: Frame, reference: str) -> Frame:
    """Return a row per scenario, arm, point, level and headline outcome.

    ``value`` is the mean over replicates (totals over the horizon as they are in ``runs``; of a
    ratio: the ratio of sums), ``difference`` the mean paired difference to ``reference``, ``mcse``
    its standard error, NaN below two replicates.
    """
    tables = []
    for name in HEADLINE:
        grouped = runs.groupby(KEYS, sort=False)
        outcome = OUTCOMES[name]
        if outcome.kind == "ratio":
            sums = grouped[[outcome.numerator, outcome.denominator]].sum()
            values = (sums[outcome.numerator] / sums[outcome.denominator].replace(0.0, np.nan)).rename("value")
        else:
            values = grouped[name].mean().rename("value")
        table: Frame = pd.DataFrame(values).assign(outcome=name, n=grouped[name].count())
        parts = []
        for level in dict.fromkeys(runs["level"]):
            paired = differences(runs, name, str(level), reference).groupby(KEYS[:3], sort=False)["difference"]
            spread = paired.std(ddof=1) / np.sqrt(paired.count())
            part = pd.DataFrame({"difference": paired.mean(), "mcse": spread}).assign(level=level)
            parts.append(part.set_index("level", append=True))
        tables.append(table.join(pd.concat(parts)))
    columns = [*KEYS, "outcome", "n", "value", "difference", "mcse"]
    whole: Frame = pd.concat(tables).reset_index()
    return whole[columns]


def paired_by_point(runs: Frame, present: str, years: Mapping[str, float], outcomes: Sequence[str]) -> Frame:
    """Return the paired statistics of every point (see :func:`borderSim.studies.paired.paired_table`).

    Args:
        runs: of a sweep.
        present: the level that the others are compared with.
        years: horizon by scenario, by ``claim: scenario`` where the runs belong to claims.
        outcomes: names of the outcomes to tell.

    Returns:
        a row per point (with claim, scenario, arm and what was varied), level and outcome.
    """
    keys = [key for key in ("claim", *KEYS[:3]) if key in runs]
    number = runs.groupby(keys, sort=False).ngroup().astype(str)
    first: Frame = runs.assign(_place=number).groupby("_place", sort=False).first()
    varied = [column for column in factor_columns(runs) if column not in keys]
    place = {
        name: years[f"{row['claim']}: {row['scenario']}" if "claim" in keys else str(row["scenario"])]
        for name, row in zip(first.index, first[keys].to_dict("records"), strict=True)
    }
    table = paired_table(runs.assign(scenario=number), present, place, outcomes)
    labels = first.loc[table["scenario"], [*keys, *varied]].reset_index(drop=True)
    return pd.concat([labels, table.drop(columns="scenario")], axis=1)


def read_summary(path: Path) -> Frame:
    """Read ``summary.csv``, with commas or as ``locale=fr`` writes it."""
    with path.open(encoding="utf-8-sig") as file:
        local = ";" in file.readline()
    form: dict[str, Any] = {"sep": ";", "decimal": ","} if local else {}
    return pd.read_csv(path, encoding="utf-8-sig", keep_default_na=False, na_values=[""], **form)
