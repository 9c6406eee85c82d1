"""Can the truth be learnt from seizures? True values are drawn, seizures simulated, and the values estimated from them.

The data are what a ministry could count (:data:`COUNTED`): totals of the horizon, and how the
months vary. Each parameter is estimated by ridge regression of its (log or logit) value on the
statistics: the point estimate of regression-adjusted ABC (Beaumont et al. 2002, Fearnhead and
Prangle 2012). The penalty is chosen by leave-one-out error; the 90 % interval is the estimate
and the quantile of the leave-one-out errors. Fitted on three draws of four, judged on the fourth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borderSim.studies.analysis.findings.text import (
    Finding,
    TooLittleError,
    correlation,
    number,
    percent,
    rounded,
    table,
)
from borderSim.studies.analysis.tables import Frame
from borderSim.studies.design.factors import Factor

Floats = NDArray[np.float64]

COUNTED = (
    "seizures",
    "seizures_booked_customs",
    "seizures_booked_police",
    "seizures_inland",
    "seizures_let_run",
    "seizures_opportunist",
    "finds_box",
    "finds_passenger",
    "finds_air_cargo",
    "finds_truck",
    "finds_car",
    "finds_parcel",
    "seized_value_eur",
    "finds_targeted",
    "finds_random",
    "inspections_targeted",
    "inspections_random",
    "members_arrested",
    "leaders_arrested",
    "members_charged",
    "members_convicted",
    "cases_opened",
    "takedowns",
    "finds_in_cases",
    "assets_confiscated_eur",
)
"""Totals that a ministry can count from its own books, without knowing what was shipped."""
MONTHLY = ("seizures", "members_arrested", "cases_opened")
"""Series whose spread from month to month is a statistic too."""
PRODUCT = (
    "partnership.traits.share_prob",
    "partnership.traits.share_fidelity",
    "police.known_entity_share",
    "partnership.traits.trust_set_point",
)
"""What the handbook's chain multiplies: passed on, with its details, known at all, trusted."""
PENALTIES = tuple(float(p) for p in np.logspace(-2, 4, 25))
HELD_OUT = 4
"""One draw of so many is kept for judging."""
COVERAGE = 0.9
LEAST_DRAWS = 40
TOLD = 0.5
"""Below this share of variance explained a parameter counts as not told by the data (assumption)."""


@dataclass(frozen=True)
class Ridge:
    """A fitted linear estimate."""

    centre: Floats
    scale: Floats
    weights: Floats
    intercept: float
    penalty: float
    residuals: Floats

    def estimate(self, statistics: Floats) -> Floats:
        """Return the estimates for rows of statistics."""
        return self.intercept + (statistics - self.centre) / self.scale @ self.weights


def find(runs: Frame, monthly: Frame, factors: Sequence[Factor]) -> Finding:
    """Return how well each factor is told by the counts, and what only their product is.

    Raises:
        TooLittleError: too few draws, or nothing numeric was varied.
    """
    numeric = [factor for factor in factors if not factor.values]
    truths = runs.groupby("point")[[factor.key for factor in numeric]].first()
    if len(truths) < LEAST_DRAWS or not numeric:
        raise TooLittleError(
            f"the twin experiment needs at least {LEAST_DRAWS} draws of at least one range"
        )
    data = statistics(runs, monthly).loc[truths.index]
    targets = {factor.key: _bent(truths[factor.key].to_numpy(float), factor) for factor in numeric}
    product = [key for key in PRODUCT if key in targets]
    if len(product) > 1:
        targets["product"] = np.sum(
            [np.log(truths[key].to_numpy(float)) for key in product], axis=0
        )
    judged, errors = {}, {}
    held = np.arange(len(truths)) % HELD_OUT == HELD_OUT - 1
    for name, target in targets.items():
        judged[name], errors[name] = recover(data.to_numpy(float), target, held)
    numbers = {
        "draws": len(truths),
        "judged_on": int(held.sum()),
        "statistics": list(data.columns),
        "recovered": judged,
        "product_of": product,
        "errors_go_together": _together(errors, [key for key in targets if key != "product"]),
    }
    return Finding(rounded(numbers), _lines(numbers))


def statistics(runs: Frame, monthly: Frame) -> Frame:
    """Return what is counted of each draw, a row per draw: logarithms of totals and of the spread of months."""
    totals = runs.groupby("point")[[name for name in COUNTED if name in runs]].mean()
    found: Frame = np.log1p(totals)
    if len(monthly):
        spread = monthly.groupby("point")[list(MONTHLY)].std(ddof=1)
        bent: Frame = np.log1p(spread)
        found = found.join(bent.add_suffix("_monthly_spread"))
    return found.loc[:, found.nunique() > 1]


def recover(
    data: Floats, target: Floats, held: NDArray[np.bool_]
) -> tuple[dict[str, float], Floats]:
    """Fit on the draws that are not held out, judge on those that are.

    Return the verdict and their errors.
    """
    fit = ridge(data[~held], target[~held])
    estimate, truth = fit.estimate(data[held]), target[held]
    errors = estimate - truth
    half = float(np.quantile(np.abs(fit.residuals), COVERAGE))
    spread = float(target[~held].max() - target[~held].min())
    around = float(((truth - target[~held].mean()) ** 2).sum())
    return {
        "r_squared": 1.0 - float((errors**2).sum()) / around if around else float("nan"),
        "coverage": float((np.abs(errors) <= half).mean()),
        "interval_over_prior": min(1.0, 2 * half / spread) if spread else float("nan"),
        "penalty": fit.penalty,
    }, errors


def ridge(data: Floats, target: Floats) -> Ridge:
    """Fit by the penalty with the least leave-one-out error (exact, from the singular values)."""
    centre, scale = data.mean(axis=0), data.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    x, y = (data - centre) / scale, target - target.mean()
    u, s, vt = np.linalg.svd(x, full_matrices=False)
    best: tuple[float, float, Floats] | None = None
    for penalty in PENALTIES:
        shrink = s**2 / (s**2 + penalty)
        leverage = (u**2 * shrink).sum(axis=1) + 1.0 / len(y)
        left_out = (y - u @ (shrink * (u.T @ y))) / np.maximum(1.0 - leverage, 1e-6)
        error = float((left_out**2).mean())
        if best is None or error < best[0]:
            best = (error, penalty, left_out)
    assert best is not None
    weights = vt.T @ (s / (s**2 + best[1]) * (u.T @ y))
    return Ridge(centre, scale, weights, float(target.mean()), best[1], best[2])


def _bent(values: Floats, factor: Factor) -> Floats:
    """Return values on the scale on which they were drawn, so that the prior is flat."""
    return np.log(values) if factor.log else values


def _together(errors: Mapping[str, Floats], names: Sequence[str]) -> list[dict[str, Any]]:
    """Return the pairs of parameters whose errors are correlated beyond chance: what one gains the other loses."""
    rows = []
    for i, one in enumerate(names):
        for other in names[i + 1 :]:
            value, p = correlation(errors[one], errors[other], ranks=False)
            rows.append({"one": one, "other": other, "correlation": value, "p": p})
    return sorted(
        (row for row in rows if row["p"] < 0.05 / len(rows)),
        key=lambda row: -abs(row["correlation"]),
    )


def _lines(numbers: Mapping[str, Any]) -> list[str]:
    lines = [
        f"{numbers['draws']} draws; fitted on three of four, judged on the other {numbers['judged_on']}. Explained: share of the "
        "variance of the truth that the estimate explains in draws it has not seen (0: no better than the prior). Width: "
        f"{percent(COVERAGE)} interval over the range of the prior.",
        "",
    ]
    lines += table(
        [
            "parameter",
            "explained",
            f"{percent(COVERAGE)} interval covers",
            "width",
            "told by the counts",
        ],
        [
            [
                f"`{name}`" if name != "product" else "their product",
                number(row["r_squared"]),
                percent(row["coverage"]),
                percent(row["interval_over_prior"]),
                "yes" if row["r_squared"] >= TOLD else "no",
            ]
            for name, row in numbers["recovered"].items()
        ],
    )
    if numbers["product_of"]:
        alone = max(numbers["recovered"][key]["r_squared"] for key in numbers["product_of"])
        lines += [
            f"The product is that of {', '.join(f'`{key}`' for key in numbers['product_of'])}: explained "
            f"{number(numbers['recovered']['product']['r_squared'])} together, at most {number(alone)} alone.",
            "",
        ]
    if numbers["errors_go_together"]:
        lines += [
            "Errors that go together (negative: what is given to one is taken from the other):",
            "",
        ]
        lines += table(
            ["one", "other", "correlation"],
            [
                [f"`{r['one']}`", f"`{r['other']}`", f"{r['correlation']:+.2f}"]
                for r in numbers["errors_go_together"]
            ],
        )
    else:
        lines += ["No two estimates have errors that go together beyond chance."]
    return lines
