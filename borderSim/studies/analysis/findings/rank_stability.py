"""Does the ranking of the levels survive another structure? Ranks by arm, and the chance that each level is best.

Replicates are resampled whole, with all levels, so that the pairing holds. A ratio is the ratio
of sums over replicates. Below five replicates there are ranks, but no chances.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from borderSim.measures.outcomes import HEADLINE, OUTCOMES
from borderSim.studies.analysis.chances import by_replicate, chances, oriented
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

LEAST = 2

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
            top, bottom = by_replicate(part, name, levels)
            if len(top) < LEAST:
                raise TooLittleError(f"arm '{label}' has fewer than {LEAST} whole replicates")
            values = oriented(name, top.sum(axis=0), bottom.sum(axis=0))
            ranks[str(label)] = stats.rankdata(-values)
            told = chances(name, top, bottom)
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
                        "chance_best": float(told.best[i]),
                        "chance_better_than_the_level_before": float(told.higher[i - 1])
                        if i
                        else None,
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
