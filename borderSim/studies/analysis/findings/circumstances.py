"""What those circumstances have in common in which a level does worse: rank correlations, and shares by thirds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from borderSim.studies.analysis.findings.criteria import CRITERIA
from borderSim.studies.analysis.findings.text import correlation, number, percent, table
from borderSim.studies.analysis.tables import Column, Frame, factor_columns

MOST_FACTORS = 6
FALSE_DISCOVERIES = 0.1
"""Share of what is named that may be there by chance (of magnitudes, Benjamini-Hochberg; of circumstances, Bonferroni)."""
SHUFFLES, BY_CHANCE, SEED = 999, 0.05, 20180601
"""A factor is named where at most this share of shuffled differences has any factor that goes with it as strongly.

So where no factor moves anything, one is named in at most one row of twenty, however many factors there are.
"""
LEAST_IN_A_THIRD = 5
LEAST_FOR_FACTORS = 30
"""With fewer draws no factor is named: there are more factors than draws to tell them apart."""

Floats = NDArray[np.float64]


def common_to(
    runs: Frame, points: pd.Index, difference: Floats, lower: str, higher: str
) -> dict[str, Any]:
    """Return which factors go with the difference of two levels, and the share of losses by circumstance.

    Args:
        runs: a row per run.
        points: the draws.
        difference: mean difference of each, higher minus lower level; more is better.
        lower: name of the lower level.
        higher: name of the higher level.

    Returns:
        ``factors``: rank correlation of each telling factor with the difference (a negative one:
        where the factor is high, the higher level loses), strongest first. ``circumstances``: by
        name, share of losses in the lowest, middle and highest third, and the correlation.
    """
    return {
        "factors": _factors(runs, points, difference, lower, higher),
        "circumstances": _thirds(circumstances(runs, points, lower, higher), difference),
    }


def circumstances(runs: Frame, points: pd.Index, lower: str, higher: str) -> Frame:
    """Return the circumstances by which losses are told apart, a row per draw.

    Those that were not varied are left out.
    """
    first = runs.groupby("point").first()
    means: Frame = runs.groupby(["level", "point"]).mean(numeric_only=True)
    low, high = means.loc[lower], means.loc[higher]
    found = {
        "what police know (known_entity_share)": first.get("police.known_entity_share"),
        "hours used at the lower level (little slack)": low["utilisation_hours"],
        "false links": first.get("police.false_link_share"),
        "insiders": first.get("organisations.insider_share"),
        "readers at the higher level": first.get(f"{higher}.readers_share"),
        "leaks at the higher level": high["leaks"],
        "collisions at the lower level": low["collisions"],
        "cost of the higher level": first.get(f"{higher}.cooperation_cost_factor"),
    }
    latency, lead = (
        first.get(f"{higher}.share_latency_days"),
        first.get("police.informant_lead_days"),
    )
    if latency is not None and lead is not None:
        found["latency of the higher level over lead time of tips"] = latency / lead
    varied: Frame = pd.DataFrame(
        {name: column for name, column in found.items() if column is not None}
    ).loc[points]
    return varied.loc[:, varied.nunique() > 1]


def _factors(
    runs: Frame, points: pd.Index, difference: Floats, lower: str, higher: str
) -> list[dict[str, Any]]:
    levels = set(map(str, runs["level"])) - {lower, higher}
    columns = [c for c in factor_columns(runs) if c.partition(".")[0] not in levels]
    frame = runs.groupby("point")[columns].first().loc[points]
    coded = frame.apply(
        lambda c: (
            c
            if pd.api.types.is_numeric_dtype(c)
            else pd.Series(pd.factorize(c, sort=True)[0], c.index)
        )
    )
    coded = coded.astype(float).loc[:, (coded.nunique() > 1) & coded.notna().all()]
    if coded.empty or len(points) < LEAST_FOR_FACTORS or np.ptp(difference) == 0:
        return []
    strength, strongest = _by_chance(coded.to_numpy(float), difference)
    rows = []
    for name, value in zip(coded, strength, strict=True):
        as_strong = int((strongest >= abs(value)).sum())
        chance = (as_strong + 1) / (SHUFFLES + 1)
        if chance <= BY_CHANCE:
            rows.append(
                {
                    "factor": str(name) + _categories(frame[name]),
                    "correlation": float(value),
                    "chance": chance,
                }
            )
    return sorted(rows, key=lambda row: -abs(row["correlation"]))[:MOST_FACTORS]


def _by_chance(factors: Floats, difference: Floats) -> tuple[Floats, Floats]:
    """Return each factor's rank correlation with the difference, and the strongest of any with shuffled ones.

    Args:
        factors: shape (points, factors).
        difference: shape (points,).

    Returns:
        shapes (factors,) and (shuffles,), the latter without signs.
    """
    own = _standardised(stats.rankdata(factors, axis=0))
    told = _standardised(stats.rankdata(difference))
    rng = np.random.default_rng(SEED)
    shuffled = np.array([rng.permutation(told) for _ in range(SHUFFLES)])
    # (rounded: an order of sums must not tell a shuffled difference from the same one)
    return np.round(told @ own, 12), np.round(np.abs(shuffled @ own).max(axis=1), 12)


def _standardised(ranks: Floats) -> Floats:
    apart: Floats = ranks - ranks.mean(axis=0)
    return apart / np.sqrt((apart**2).sum(axis=0))


def _categories(column: Column) -> str:
    """Tell what a word-valued factor's correlation runs from and to."""
    if pd.api.types.is_numeric_dtype(column):
        return ""
    words = sorted(map(str, column.unique()))
    return f" ({words[0]} → {words[-1]})"


def _thirds(frame: Frame, difference: Floats) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in frame:
        values = frame[name].to_numpy(float)
        known = np.isfinite(values)
        if (
            known.sum() < 3 * LEAST_IN_A_THIRD
            or np.ptp(values[known]) == 0
            or np.ptp(difference[known]) == 0
        ):
            continue
        place = (stats.rankdata(values[known]) - 1) / known.sum()
        lost = difference[known] < 0
        parts = [lost[(place >= i / 3) & (place < (i + 1) / 3)] for i in range(3)]
        value, p = correlation(values[known], difference[known])
        found[str(name)] = {
            "shares": [
                float(part.mean()) if len(part) >= LEAST_IN_A_THIRD else float("nan")
                for part in parts
            ],
            "correlation": value,
            "p": p,
        }
    return found


def common_table(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Return the findings as Markdown."""
    labels = {criterion.name: criterion.label for criterion in CRITERIA}
    lines = [
        "Factors by rank correlation with the difference (negative: where it is high, the higher level loses; named "
        f"where any factor does as well in at most {percent(BY_CHANCE)} of shuffled differences).",
        "",
    ]
    lines += table(
        ["criterion", "lower → higher", "factors"],
        [
            [
                labels[row["criterion"]],
                f"{row['lower']} → {row['higher']}",
                ", ".join(f"`{f['factor']}` {f['correlation']:+.2f}" for f in row["factors"])
                or "none",
            ]
            for row in rows
        ],
    )
    lines += [
        "Share of draws in which the higher level is worse (by sign), in the lowest, middle and highest third of a "
        "circumstance, and its rank correlation with the difference.",
        "",
    ]
    body = [
        [
            labels[row["criterion"]],
            f"{row['lower']} → {row['higher']}",
            name,
            *map(percent, third["shares"]),
            number(third["correlation"]),
        ]
        for row in rows
        for name, third in row["circumstances"].items()
        if third["p"] < FALSE_DISCOVERIES / len(row["circumstances"])
    ]
    if not body:
        return [*lines, "No circumstance tells the draws apart beyond chance."]
    return lines + table(
        [
            "criterion",
            "lower → higher",
            "circumstance",
            "lowest",
            "middle",
            "highest",
            "correlation",
        ],
        body,
    )
