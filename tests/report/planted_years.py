"""A comparison whose tables are filled by hand: every outcome, year and month has a number of its own.

The numbers follow no model. Each column is of another size, each level and replicate differs, so that a
page that takes the wrong column, level, year or replicate shows another number.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from borderSim.measures.outcomes import OUTCOMES
from borderSim.results.comparison import Comparison

YEARS, FIRST_YEAR, SHORT = 3.1, 2, 36
"""Length of the horizon, first year that is measured, days of the last year."""
KEYS = ("scenario", "level", "seed", "replicate", "year", "days", "month")
SAME = ("customs_cost_eur", "police_cost_eur", "orgs_at_start", "capacity_start")
"""The same under every level."""
SET = ("cooperation_setup_eur", "cooperation_running_eur", "setup_paid_from_change_eur")
"""Prices: of a level, the same in every replicate."""
NOTHING = ("finds_targeted_car", "hits", "double_stops")
"""Zero throughout."""
SIZES = {
    "harm_eur": 6e8,
    "harm_world_eur": 2e9,
    "trade_delay_cost_eur": 4e7,
    "customs_cost_eur": 7e7,
    "police_cost_eur": 2e7,
    "justice_cost_eur": 6e6,
    "cooperation_setup_eur": 4e5,
    "cooperation_setup_paid_eur": 4e5,
    "cooperation_running_eur": 7e5,
    "setup_paid_from_change_eur": 3e6,
}
"""What must be in proportion for the sums to turn on more than one part."""
GAPS = ("recovery_days", "targeting_lift_box", "displacement")
"""Without a number in some replicate."""


def planted_years(found: Comparison, replicates: int = 7, transition: str = "ramp") -> Comparison:
    """Return a comparison over some years with numbers by hand.

    Args:
        found: of the same levels; its configuration and its networks stay.
        replicates: how many.
        transition: kind of transition that the manifest tells.
    """
    rng = np.random.default_rng(11)
    levels = [level["name"] for level in found.manifest["levels"]]
    keys = pd.DataFrame(
        [("training", level, seed) for level in levels for seed in range(1, replicates + 1)],
        columns=list(KEYS[:3]),
    )
    runs = filled(keys, found.runs.columns, rng)
    runs["replicate"] = runs["seed"] - 1
    years = keys.merge(
        pd.DataFrame({"year": range(1, math.ceil(YEARS) + 1), "days": [365, 365, 365, SHORT]}),
        how="cross",
    )
    months = keys.merge(
        pd.DataFrame({"month": range(math.ceil(YEARS * 365 / 30))}),
        how="cross",
    )
    return replace(
        found,
        runs=balanced(runs),
        yearly=balanced(filled(years, found.yearly.columns, rng)),
        monthly=turning(balanced(filled(months, found.monthly.columns, rng)), levels, rng),
        manifest=over_years(found.manifest, transition, replicates),
    )


def filled(keys: pd.DataFrame, columns: Iterable[str], rng: np.random.Generator) -> pd.DataFrame:
    """Return a table with a number for every column: of its own size, level and chance."""
    place = keys["level"].map({name: i for i, name in enumerate(keys["level"].unique())})
    world = rng.normal(size=int(keys["seed"].max()) + 1)[keys["seed"]]
    table = {}
    for name in columns:
        if name in KEYS:
            continue
        size = size_of(name, rng)
        own = size * rng.uniform(-0.08, 0.08)
        chance = rng.normal(size=len(keys)) * size * rng.choice([0.02, 0.1])
        numbers = size + own * place.to_numpy() + 0.1 * size * world + chance
        if name == "harm_eur":
            numbers = size * (1 + 0.1 * world) - 1e7 * place + 1e6 * rng.normal(size=len(keys))
        elif name in SAME:
            numbers = np.full(len(keys), size)
        elif name in SET:
            numbers = size * place.to_numpy(float)
        elif name in NOTHING:
            numbers = np.zeros(len(keys))
        table[name] = numbers
    filled_in = pd.concat([keys, pd.DataFrame(table)], axis=1)
    for name in GAPS:
        if name in filled_in:
            filled_in.loc[rng.integers(0, len(keys), 2), name] = np.nan
    return filled_in


def turning(months: pd.DataFrame, levels: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """Return months in which each level does more harm than the present one at first, then less: it pays at last."""
    own, harm, delay = months.copy(), SIZES["harm_eur"] / 12, SIZES["trade_delay_cost_eur"] / 12
    place = own["level"].map({name: i for i, name in enumerate(levels)}).to_numpy(float)
    later = (own["month"] - 4 - 2 * place) / own["month"].max()
    chance = 1 + 0.02 * rng.normal(size=(2, len(own)))
    own["harm_eur"] = harm * (chance[0] - 0.3 * place * later)
    own["trade_delay_cost_eur"] = delay * (chance[1] - np.where(place == 1, later, 0.0))
    return own


def size_of(name: str, rng: np.random.Generator) -> float:
    """Return about how large the numbers of a column are."""
    outcome = OUTCOMES.get(name)
    if name in SIZES:
        return SIZES[name]
    if outcome is not None and outcome.high < math.inf:
        return float(outcome.high * rng.uniform(0.2, 0.7))
    if name.endswith("_eur"):
        return float(10 ** rng.uniform(6, 8))
    return float(10 ** rng.uniform(0, 5))


def balanced(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose sums and ratios are those of their parts."""
    own = table.copy()
    sums = {
        "enforcement_cost_eur": ("customs_cost_eur", "police_cost_eur"),
        "cooperation_cost_eur": ("cooperation_setup_eur", "cooperation_running_eur"),
        "enforcement_and_cooperation_cost_eur": ("enforcement_cost_eur", "cooperation_cost_eur"),
    }
    for name, parts in sums.items():
        if name in own or name == "cooperation_cost_eur":
            own[name] = sum(own[part] for part in parts)
    if "net_benefit_eur" in own:
        paid = own["enforcement_and_cooperation_cost_eur"] + own["trade_delay_cost_eur"]
        own["net_benefit_eur"] = -(own["harm_eur"] + paid)
    for outcome in OUTCOMES.values():
        both = {outcome.numerator, outcome.denominator} <= set(own.columns)
        if outcome.kind == "ratio" and outcome.high == 1.0 and both:
            size = own[outcome.numerator].mean() / own[outcome.denominator].mean()
            own[outcome.numerator] *= 0.3 / size if size > 1 else 1.0
    for name, outcome in OUTCOMES.items():
        if outcome.kind == "ratio" and name in own:
            top, bottom = own[outcome.numerator], own[outcome.denominator]
            own[name] = np.divide(
                top, bottom, out=np.full(len(own), np.nan), where=bottom.to_numpy() != 0
            )
    return own[list(table.columns)]


def over_years(manifest: dict, transition: str, replicates: int) -> dict:
    """Return the manifest of a comparison over these years."""
    config = {
        name: {
            **own,
            "years": YEARS,
            "measure_from_year": FIRST_YEAR,
            "transition": transition,
        }
        for name, own in manifest["config"].items()
    }
    return {
        **manifest,
        "years": YEARS,
        "years_by_scenario": dict.fromkeys(manifest["scenarios"], YEARS),
        "config": config,
        "transition": transition,
        "seeds": list(range(1, replicates + 1)),
        "replications": replicates,
    }
