"""Do the scenarios agree on which level is best? Ranks by headline outcome, and their agreement."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from borderSim.measures.outcomes import HEADLINE, OUTCOMES


def rank_table(paired: pd.DataFrame) -> pd.DataFrame:
    """Return a row per headline outcome and level: its rank in each scenario, 1 is best.

    Args:
        paired: the paired table (see :func:`borderSim.studies.analysis.paired.paired_table`).

    Returns:
        ``outcome``, ``level``, a column per scenario with the rank (equal values share the mean
        rank, NaN without a value), ``agree`` (all scenarios rank the levels alike) and
        ``kendall_w`` (agreement from 0 to 1, NaN below two scenarios or two levels); the last
        two are the same for all levels of an outcome. The ranks are those of the values found:
        whether two neighbours differ surely is for the intervals to say.
    """
    tables = []
    for name in HEADLINE:
        rows = paired[paired["outcome"] == name]
        values = rows.pivot(index="level", columns="scenario", values="value")
        values = values.reindex(index=_in_order(rows["level"]), columns=_in_order(rows["scenario"]))
        sign = -1.0 if OUTCOMES[name].direction == "up" else 1.0
        ranks = (sign * values.astype(float)).rank().to_numpy()
        table = (
            pd.DataFrame(ranks, index=values.index, columns=list(values.columns))
            .rename_axis("level")
            .reset_index()
        )
        table.insert(0, "outcome", name)
        tables.append(table.assign(agree=_agree(ranks), kendall_w=kendall_w(ranks)))
    return pd.concat(tables, ignore_index=True)


def _in_order(column: Iterable[object]) -> list[str]:
    return list(dict.fromkeys(map(str, column)))


def _agree(ranks: NDArray[np.float64]) -> bool:
    return bool(np.isfinite(ranks).all() and (ranks == ranks[:, :1]).all())


def kendall_w(ranks: NDArray[np.float64]) -> float:
    """Return Kendall's coefficient of concordance of ranks of shape (levels, scenarios), ties corrected."""
    n, m = ranks.shape
    if n < 2 or m < 2 or not np.isfinite(ranks).all():
        return float("nan")
    spread = ((ranks.sum(axis=1) - ranks.sum() / n) ** 2).sum()
    counts = [np.unique(column, return_counts=True)[1] for column in ranks.T]
    ties = sum(float((c.astype(float) ** 3 - c).sum()) for c in counts)
    most = m**2 * (n**3 - n) - m * ties
    return float(12 * spread / most) if most > 0 else float("nan")
