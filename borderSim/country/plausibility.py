"""Own statistics against a result: where the observed value lies among the replicates at the present level.

A predictive check: each replicate is a country that the model thinks possible, and a statistic of as
many years as were observed is taken of each. An observed mean far out among them says that model and
statistics disagree on it; one in the middle says only that they do not. It tests nothing where the
scenario was fitted to the same numbers.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from borderSim.country.account import number_en, number_fr
from borderSim.country.labels import LABELS, unit
from borderSim.parameters.own_data import OBSERVABLE
from borderSim.parameters.shocks import Text
from borderSim.parameters.window import YEAR_DAYS
from borderSim.results.comparison import Comparison
from borderSim.studies.analysis.windows import windows_of

SUMS: Mapping[str, tuple[str, ...]] = {
    **{name: (name,) for name in OBSERVABLE},
    "seizures_all": ("seizures", "seizures_opportunist"),
}
"""Outcomes that make up a statistic."""
SHARE = 0.90
"""Part of the replicates between the two ends, where there are enough of them."""
ENOUGH = 20
"""Replicates from which 5 % at each end mean something; with fewer the ends are the least and the most."""

Verdict = Literal["within", "below", "above", "few"]
WORDS: Mapping[str, tuple[str, str]] = {
    "within": ("the model agrees with it", "le modèle est d'accord"),
    "below": ("the model gives more", "le modèle donne plus"),
    "above": ("the model gives less", "le modèle donne moins"),
    "few": (
        "outside, but of too few replicates to tell (20 are needed)",
        "en dehors, mais de trop peu de réplications pour conclure (il en faut 20)",
    ),
}
"""What a verdict says, in English and French."""


@dataclass(frozen=True)
class Check:
    """One statistic, observed and simulated, a year.

    Attributes:
        name: of :data:`borderSim.parameters.own_data.OBSERVABLE`; ``unit``: its unit.
        years: calendar years observed; ``values``: of each.
        observed: their mean.
        simulated: mean of the replicates.
        low, high: the ends between which ``coverage`` of the replicates lie.
        coverage: part of the replicates between them (0.9, or (n - 1) / (n + 1) below 20
            replicates: the chance that one more lies between the least and the most).
        share_below: part of the replicates below the observed mean (equal ones count half).
        replicates: how many there are.
        verdict: where the observed mean lies (``few``: outside, of fewer than 20 replicates).
        fitted: whether the scenario was fitted to this very statistic, so that it tests nothing.
    """

    name: str
    unit: str
    years: tuple[int, ...]
    values: tuple[float, ...]
    observed: float
    simulated: float
    low: float
    high: float
    coverage: float
    share_below: float
    replicates: int
    verdict: Verdict
    fitted: bool = False

    @property
    def says(self) -> Text:
        """One sentence in both languages."""
        first, last = min(self.years), max(self.years)
        years = str(first) if first == last else f"{first}-{last}"
        label = LABELS[self.name]
        en, fr = WORDS[self.verdict]
        if self.fitted:
            en += " (the scenario was fitted to it)"
            fr += " (le scénario a été ajusté dessus)"
        return Text(
            en=f"{label.en}: {number_en(self.observed)} {self.unit} a year observed ({years}), {number_en(self.low)} to {number_en(self.high)} in {self.coverage:.0%} of {self.replicates} replicates: {en}.",
            fr=f"{label.fr} : {number_fr(self.observed)} {unit(self.name, 'fr')} par an dans vos statistiques ({years}), {number_fr(self.low)} à {number_fr(self.high)} dans {number_fr(round(100 * self.coverage))} % de {self.replicates} réplications : {fr}.",
        )


def checks_of(comparison: Comparison, scenario: str | None = None) -> list[Check]:
    """Return the checks of a comparison against the statistics that its scenario keeps; none where it keeps none.

    Args:
        comparison: with its table of years.
        scenario: its name (None: the first one).
    """
    found: Mapping[str, Any] = comparison.manifest
    name = scenario or next(iter(found["config"]))
    observed = found["config"][name].get("observed") or {}
    yearly = comparison.yearly
    if not observed or yearly.empty:
        return []
    first = windows_of(found)[name].first_year
    rows = _where(yearly, (yearly["scenario"] == name) & (yearly["level"] == found["present"]))
    fitted = {
        one["key"] for one in found["config"][name].get("account", ()) if one["how"] == "fitted"
    }
    return [
        dataclasses.replace(own, fitted=f"observed.{own.name}" in fitted)
        for own in check(rows, observed, first)
    ]


def check(
    yearly: pd.DataFrame, observed: Mapping[str, Mapping[str, Any]], first_year: int = 1
) -> list[Check]:
    """Return a check of each statistic.

    Args:
        yearly: a row per replicate (``seed``) and year (``year``, 1 is the first; ``days``: its
            length), with a column an outcome; of one scenario and level.
        observed: by name, ``years`` and ``values`` (the block ``observed`` of a scenario).
        first_year: the first year of the horizon that is measured.
    """
    whole = _where(yearly, (yearly["year"] >= first_year) & (yearly["days"] >= YEAR_DAYS))
    if whole.empty:
        return []
    return [
        _one(name, _means(whole, name, len(own["years"])), own)
        for name, own in observed.items()
        if set(SUMS[name]) <= set(whole.columns)
    ]


def _means(yearly: pd.DataFrame, name: str, years: int) -> np.ndarray:
    """Return each replicate's mean over as many of its last years as were observed, shape (replicates,)."""
    rows = _where(yearly, yearly["year"] > yearly["year"].max() - years)
    values = np.asarray(rows[list(SUMS[name])], dtype=float).sum(axis=1)
    return np.asarray(pd.Series(values).groupby(np.asarray(rows["seed"])).mean())


def _where(table: pd.DataFrame, condition: Any) -> pd.DataFrame:
    """Return the rows of a table for which something holds."""
    return table.loc[np.asarray(condition, dtype=bool)]


def _one(name: str, simulated: np.ndarray, own: Mapping[str, Any]) -> Check:
    n, mean = len(simulated), float(np.mean(own["values"]))
    low, high, coverage = ends(simulated)
    below = float(np.mean(simulated < mean) + 0.5 * np.mean(simulated == mean))
    verdict: Verdict = "within"
    if not low <= mean <= high:
        verdict = "few" if n < ENOUGH else "below" if mean < low else "above"
    return Check(
        name,
        OBSERVABLE[name],
        tuple(int(year) for year in own["years"]),
        tuple(float(value) for value in own["values"]),
        mean,
        float(np.mean(simulated)),
        low,
        high,
        coverage,
        below,
        n,
        verdict,
    )


def ends(simulated: Sequence[float] | np.ndarray) -> tuple[float, float, float]:
    """Return the two ends between which replicates lie, and the part that lies between them."""
    n = len(simulated)
    if n >= ENOUGH:
        low, high = np.quantile(simulated, [(1 - SHARE) / 2, (1 + SHARE) / 2])
        return float(low), float(high), SHARE
    return float(np.min(simulated)), float(np.max(simulated)), (n - 1) / (n + 1)
