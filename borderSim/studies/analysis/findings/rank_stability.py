"""Does the ranking of the levels survive another structure? Ranks by arm, and the chance that each level is best.

Replicates are resampled whole, with all levels, so that the pairing holds. A ratio is the ratio
of sums over replicates. Below five replicates there are ranks, but no chances.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from borderSim.measures.outcomes import HEADLINE, OUTCOMES
from borderSim.studies.analysis.estimates import LEAST as LEAST_FOR_CHANCES
from borderSim.studies.analysis.findings.text import (
    Finding,
    TooLittleError,
    number,
    percent,
    provisional,
    rounded,
    table,
)
from borderSim.studies.analysis.ranks import kendall_w
from borderSim.studies.analysis.tables import Frame

RESAMPLES = 2000
LEAST = 2
_SEED = 20180601

Floats = NDArray[np.float64]


def find(runs: Frame, arms: Sequence[str]) -> Finding:
    """Return ranks, agreement and chances of being best.

    Args:
        runs: a row per run.
        arms: the structures, the first is the one that the others are held against.

    Raises:
        TooLittleError: fewer than two levels or replicates.
    """
    levels = [str(level) for level in dict.fromkeys(runs["level"])]
    if len(levels) < 2:
        raise TooLittleError("a ranking needs at least two levels")
    several = runs["scenario"].nunique() > 1
    labels = (
        runs["arm"].astype(str)
        if not several
        else runs["scenario"].astype(str) + ", " + runs["arm"].astype(str)
    )
    rows: list[dict[str, Any]] = []
    agreement: dict[str, Any] = {}
    for name in HEADLINE:
        ranks: dict[str, Floats] = {}
        for label, part in runs.groupby(labels, sort=False):
            top, bottom = _by_replicate(part, name, levels)
            if len(top) < LEAST:
                raise TooLittleError(f"arm '{label}' has fewer than {LEAST} whole replicates")
            values = _oriented(name, top.sum(axis=0), bottom.sum(axis=0))
            ranks[str(label)] = stats.rankdata(-values)
            best, higher = _chances(name, top, bottom)
            for i, level in enumerate(levels):
                rows.append(
                    {
                        "outcome": name,
                        "arm": str(label),
                        "level": level,
                        "n": len(top),
                        "value": float(
                            abs(values[i]) if OUTCOMES[name].direction == "down" else values[i]
                        ),
                        "rank": float(ranks[str(label)][i]),
                        "chance_best": float(best[i]),
                        "chance_better_than_the_level_before": float(higher[i - 1]) if i else None,
                    }
                )
        agreement[name] = _agreement(ranks)
    numbers = {
        "arms": list(dict.fromkeys(labels)),
        "levels": levels,
        "ranks": rows,
        "agreement": agreement,
    }
    return Finding(rounded(numbers), _lines(numbers))


def _by_replicate(runs: Frame, name: str, levels: Sequence[str]) -> tuple[Floats, Floats]:
    """Return numerators and denominators, (replicates, levels); whole replicates only."""
    outcome = OUTCOMES[name]
    columns = [outcome.numerator, outcome.denominator] if outcome.kind == "ratio" else [name]
    tables = [
        runs.pivot(index=["point", "seed"], columns="level", values=c)[list(levels)]
        for c in columns
    ]
    whole: Any = pd.concat(tables, axis=1).notna().all(axis=1)
    arrays = [t[whole].to_numpy(float) for t in tables]
    return arrays[0], arrays[1] if len(arrays) > 1 else np.ones_like(arrays[0])


def _oriented(name: str, top: Floats, bottom: Floats) -> Floats:
    """Return values of which more is better."""
    values = np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom != 0)
    return -values if OUTCOMES[name].direction == "down" else values


def _chances(name: str, top: Floats, bottom: Floats) -> tuple[Floats, Floats]:
    """Return the chance that each level is best (ties shared), and that each is better than the one before."""
    if len(top) < LEAST_FOR_CHANCES:
        return np.full(top.shape[1], np.nan), np.full(top.shape[1] - 1, np.nan)
    rows = np.random.default_rng(_SEED).integers(0, len(top), (RESAMPLES, len(top)))
    values = _oriented(name, top[rows].sum(axis=1), bottom[rows].sum(axis=1))
    best = values == np.nanmax(values, axis=1, keepdims=True)
    return (best / best.sum(axis=1, keepdims=True)).mean(axis=0), (
        np.diff(values, axis=1) > 0
    ).mean(axis=0)


def _agreement(ranks: Mapping[str, Floats]) -> dict[str, Any]:
    first = next(iter(ranks.values()))
    table = np.column_stack(list(ranks.values()))
    return {
        "kendall_w": kendall_w(table),
        "same_best": float(np.mean([np.argmin(r) == np.argmin(first) for r in ranks.values()])),
        "tau_to_the_first": {
            label: _tau(first, own) if np.ptp(own) and np.ptp(first) else float("nan")
            for label, own in ranks.items()
        },
    }


def _tau(one: Floats, other: Floats) -> float:
    test: Any = stats.kendalltau(one, other)
    return float(test.statistic)


def _lines(numbers: Mapping[str, Any]) -> list[str]:
    levels, fewest = numbers["levels"], min(row["n"] for row in numbers["ranks"])
    lines = [
        f"{fewest} replicates an arm; chances are over these replicates. {provisional(fewest)}".strip(),
        "",
    ]
    for name, agreement in numbers["agreement"].items():
        rows = [row for row in numbers["ranks"] if row["outcome"] == name]
        alone = any(row["rank"] == 1 for row in rows)
        best = (
            f"the same level is best in {percent(agreement['same_best'])} of them"
            if alone
            else "no level is best alone"
        )
        lines += [
            f"## {name}",
            "",
            f"Agreement of the arms (Kendall's W): {number(agreement['kendall_w'])}; {best}. Cells: rank (chance of being best).",
            "",
        ]
        body = []
        for arm in numbers["arms"]:
            own = {row["level"]: row for row in rows if row["arm"] == arm}
            cells = [
                f"{own[level]['rank']:g} ({percent(own[level]['chance_best'])})" for level in levels
            ]
            body.append(
                [
                    arm,
                    next(iter(own.values()))["n"],
                    *cells,
                    number(agreement["tau_to_the_first"][arm]),
                ]
            )
        lines += table(["arm", "n", *levels, "τ to the first arm"], body)
    return lines
