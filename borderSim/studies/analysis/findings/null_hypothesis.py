"""Where does a higher level lose? How common it is over the priors, and what such circumstances share.

Every draw has its own chances, and some replicates in which all levels meet the same ones. A draw's
difference between two levels is that of two means, or of two ratios of sums over its replicates
(:mod:`borderSim.studies.analysis.estimates`), in multiples of the smallest difference that matters.
Three shares are told apart:

* *by sign*: draws whose mean difference is below 0; with no difference at all noise alone gives one
  half;
* *surely*: the 95 % interval of the draw lies below 0; noise alone gives some 2.5 %. Draws of
  fewer than five replicates have none, and are not counted;
* *after noise*: the share of draws whose true difference is below 0. True differences are taken
  as normal over the draws, mean and spread by moments after the noise's variance is taken off
  (each draw's own, averaged with the common one: few replicates); interval by bootstrap over draws.
  Draws whose levels do exactly the same in every replicate count as no difference.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from borderSim.studies.analysis.estimates import LEAST, contrast, t_quantile
from borderSim.studies.analysis.findings.circumstances import common_table, common_to
from borderSim.studies.analysis.findings.criteria import CRITERIA, Criterion
from borderSim.studies.analysis.findings.text import (
    Finding,
    TooLittleError,
    number,
    percent,
    rounded,
    table,
    wilson,
)
from borderSim.studies.analysis.tables import Frame

LEAST_POINTS = 8
RESAMPLES = 1000
CLIP = 5.0
"""Differences further than this many standard deviations (by the median deviation) from their median are clipped before moments are taken."""
MAD_TO_SD = 1.4826
"""The standard deviation of a normal over its median deviation."""
_SEED = 20180601

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Differences:
    """Paired differences of two levels by draw, in multiples of what matters.

    Attributes:
        points: the draws.
        mean, error: difference and its standard error.
        n: replicates.
    """

    points: pd.Index
    mean: Floats
    error: Floats
    n: Floats


def find(runs: Frame) -> Finding:
    """Return what the runs of the experiment say.

    Raises:
        TooLittleError: fewer than two levels or too few draws.
    """
    levels = [str(level) for level in dict.fromkeys(runs["level"])]
    if len(levels) < 2 or runs["point"].nunique() < LEAST_POINTS:
        raise TooLittleError(f"the search needs at least two levels and {LEAST_POINTS} points")
    pairs = pairs_of(levels)
    rules = (
        ["all", *map(str, dict.fromkeys(runs["budget.rule"]))] if "budget.rule" in runs else ["all"]
    )
    rows: list[dict[str, Any]] = []
    common: list[dict[str, Any]] = []
    for criterion in CRITERIA:
        for lower, higher in pairs:
            found = differences(runs, criterion, lower, higher)
            if len(found.points) < LEAST_POINTS:
                continue
            for rule in rules:
                chosen = (
                    found.points
                    if rule == "all"
                    else _points_of(runs, rule).intersection(found.points)
                )
                rows.append(
                    {
                        "criterion": criterion.name,
                        "lower": lower,
                        "higher": higher,
                        "budget_rule": rule,
                        **how_common(_only(found, chosen)),
                    }
                )
            common.append(
                {
                    "criterion": criterion.name,
                    "lower": lower,
                    "higher": higher,
                    **common_to(runs, found.points, found.mean, lower, higher),
                }
            )
    if not rows:
        raise TooLittleError(f"fewer than {LEAST_POINTS} points have a paired difference")
    replicates = int(runs.groupby(["point", "level"]).size().median())
    numbers = {
        "points": int(runs["point"].nunique()),
        "replicates": replicates,
        "how_common": rows,
        "in_common": common,
    }
    return Finding(rounded(numbers), _lines(numbers, levels))


def pairs_of(levels: Sequence[str]) -> list[tuple[str, str]]:
    """Return (lower, higher): each level with the next, then each with the lowest."""
    return [*itertools.pairwise(levels), *((levels[0], level) for level in levels[2:])]


def differences(runs: Frame, criterion: Criterion, lower: str, higher: str) -> Differences:
    """Return the differences of two levels by a criterion."""
    own, base = (
        runs[runs["level"] == level].set_index(["point", "seed"]) for level in (higher, lower)
    )
    sums = (*criterion.value(own), *criterion.value(base), *criterion.matters(base))
    paired: Frame = pd.DataFrame(dict(enumerate(sums))).replace([np.inf, -np.inf], np.nan).dropna()
    points = pd.Index(paired.index.unique("point"), name="point")
    place = points.get_indexer(paired.index.get_level_values("point"))
    replicate = paired.groupby(level="point").cumcount().to_numpy()
    cells = np.full((len(sums), len(points), int(replicate.max(initial=0)) + 1), np.nan)
    cells[:, place, replicate] = paired.to_numpy().T
    found = contrast(cells[[0, 2]], cells[[1, 3]], (1.0, -1.0))
    scale = np.abs(contrast(cells[4:5], cells[5:6]).value)
    kept = (scale > 0) & np.isfinite(found.value)
    return Differences(
        points[kept],
        found.value[kept] / scale[kept],
        found.error[kept] / scale[kept],
        found.n[kept].astype(float),
    )


def how_common(found: Differences) -> dict[str, Any]:
    """Return the shares of draws in which the higher level is worse."""
    mean, n = found.mean, len(found.mean)
    by_sign, better = int((mean < 0).sum()), int((mean > 0).sum())
    several = found.n >= LEAST  # with fewer replicates a draw has no interval
    high = mean + np.array([t_quantile(int(k)) if k > 1 else np.nan for k in found.n]) * found.error
    surely = int((high[several] < 0).sum())
    mattering = int((mean < -1).sum())
    after, after_low, after_high = after_noise(mean, found.error, 0.0)
    much, much_low, much_high = after_noise(mean, found.error, -1.0)
    return {
        "draws": n,
        "median_difference": float(np.median(mean)) if n else np.nan,
        "better_by_sign": better / n if n else np.nan,
        "by_sign": by_sign / n if n else np.nan,
        "by_sign_interval": list(wilson(by_sign, n)),
        "surely": surely / several.sum() if several.any() else np.nan,
        "surely_interval": list(wilson(surely, int(several.sum()))),
        "by_what_matters": mattering / n if n else np.nan,
        "by_what_matters_interval": list(wilson(mattering, n)),
        "after_noise": after,
        "after_noise_interval": [after_low, after_high],
        "by_what_matters_after_noise": much,
        "by_what_matters_after_noise_interval": [much_low, much_high],
    }


def after_noise(mean: Floats, error: Floats, below: float) -> tuple[float, float, float]:
    """Return the share of draws whose true difference lies below a number, with its 95 % interval; NaN without errors."""
    known = np.isfinite(error)
    if known.sum() < LEAST_POINTS:
        return np.nan, np.nan, np.nan
    mean, error = mean[known], error[known]
    differ = (mean != 0) | (error != 0)
    variance = error**2
    if differ.any():
        variance[differ] = (
            variance[differ] + np.median(variance[differ]) + variance[differ].mean()
        ) / 3
        mean[differ] = _clipped(mean[differ])
    rows = np.random.default_rng(_SEED).integers(0, len(mean), (RESAMPLES, len(mean)))
    shares = [
        _share_below(mean[chosen], variance[chosen], differ[chosen], below) for chosen in rows
    ]
    low, high = np.quantile(shares, [0.025, 0.975])
    return _share_below(mean, variance, differ, below), float(low), float(high)


def _share_below(mean: Floats, variance: Floats, differ: NDArray[np.bool_], below: float) -> float:
    """Mean posterior chance of lying below, normal prior by moments.

    Draws that do not differ lie at 0.
    """
    share = float(differ.mean())
    if differ.sum() < 2:
        return float((mean < below).mean())
    mean, variance = mean[differ], variance[differ]
    centre = float(mean.mean())
    spread = max(float(mean.var(ddof=1) - variance.mean()), 0.0)
    if spread == 0.0:
        return share * float(centre < below)
    weight = spread / (spread + variance)
    expected, deviation = centre + weight * (mean - centre), np.sqrt(weight * variance)
    exact = deviation == 0
    chance = stats.norm.cdf((below - expected) / np.where(exact, 1.0, deviation))
    return share * float(np.where(exact, expected < below, chance).mean())


def _clipped(mean: Floats) -> Floats:
    centre = np.median(mean)
    width = CLIP * MAD_TO_SD * float(stats.median_abs_deviation(mean))
    return np.clip(mean, centre - width, centre + width) if width > 0 else mean


def _only(found: Differences, points: pd.Index) -> Differences:
    rows = found.points.isin(points)
    return Differences(found.points[rows], found.mean[rows], found.error[rows], found.n[rows])


def _points_of(runs: Frame, rule: str) -> pd.Index:
    return pd.Index(runs.loc[runs["budget.rule"] == rule, "point"].unique())


# --------------------------------------------------------------------------- for people
def _lines(numbers: dict[str, Any], levels: Sequence[str]) -> list[str]:
    lines = [
        f"{numbers['points']} draws of the circumstances, {numbers['replicates']} replicates each, levels {', '.join(levels)}.",
        "",
        "## How common it is that the higher level is worse",
        "",
        "By sign: mean difference below 0 (noise alone: 50 %). Surely: its interval lies below 0 (noise alone: 2.5 %; "
        "draws of fewer than five replicates have none). After noise: estimated share of draws whose true difference is below 0, and below minus the smallest "
        "difference that matters. 95 % intervals over draws in brackets.",
        "",
    ]
    for criterion in CRITERIA:
        own = [row for row in numbers["how_common"] if row["criterion"] == criterion.name]
        if own:
            lines += [f"### {criterion.label}", "", *_criterion_table(own)]
    return [
        *lines,
        "## What these circumstances have in common",
        "",
        *common_table(numbers["in_common"]),
    ]


def _criterion_table(rows: Sequence[dict[str, Any]]) -> list[str]:
    rules = [rule for rule in dict.fromkeys(row["budget_rule"] for row in rows) if rule != "all"]
    heads = [
        "lower → higher",
        "median difference (× what matters)",
        "better by sign",
        "worse by sign",
        "surely",
        "after noise",
        "… by what matters",
        *(f"after noise, {rule}" for rule in rules),
    ]
    by_pair: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for row in rows:
        by_pair.setdefault((row["lower"], row["higher"]), {})[row["budget_rule"]] = row
    body = []
    for (lower, higher), found in by_pair.items():
        whole = found["all"]
        body.append(
            [
                f"{lower} → {higher}",
                number(whole["median_difference"]),
                percent(whole["better_by_sign"]),
                *(
                    _share(whole, key)
                    for key in ("by_sign", "surely", "after_noise", "by_what_matters_after_noise")
                ),
                *(_share(found[rule], "after_noise") for rule in rules),
            ]
        )
    return table(heads, body)


def _share(row: dict[str, Any], key: str) -> str:
    low, high = row[f"{key}_interval"]
    return (
        f"{percent(row[key])} [{100 * low:.0f}–{100 * high:.0f}]"
        if np.isfinite(low)
        else percent(row[key])
    )
