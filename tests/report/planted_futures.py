"""A made-up comparison with futures in which it is known what decides."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from borderSim.measures.outcomes import OUTCOMES
from borderSim.studies.design.factors import read_factors
from borderSim.studies.design.level_draws import COST, COST_RANGE
from tests.report.synthetic import Synthetic, synthetic

KEYS = (
    "commodities.*.harm_eur",
    "economy.harm_home_share",
    "economy.delay_cost_per_day",
    "police.known_entity_share",
    "police.false_link_share",
    "organisations.insider_share",
    "organisations.count",
    "traffickers.entry_per_year",
    "modes.*.p_open",
    "traffic.document_signal",
    "customs.random_share",
    "investigation.evidence_find",
    "investigation.let_run_lost",
    "intelligence.trust_gain",
    "governance.hoarding",
    "justice.sentence_years",
)
GOOD, BAD = "police.known_entity_share", "organisations.insider_share"
"""Where the first is low and the second high, the highest level loses."""


def planted(futures: int = 100, replicates: int = 2, noise: float = 0.05) -> Synthetic:
    """Return a comparison of five levels with futures; the highest loses to the one below in a corner."""
    made = synthetic(levels=5, replicates=20, years=4.0, plane=False)
    rng = np.random.default_rng(5)
    factors = [own.as_dict() for own in read_factors(dict.fromkeys(KEYS, "prior"), "planted")]
    factors.append(
        {"key": COST, "low": COST_RANGE[0], "high": COST_RANGE[1], "log": True, "way": "multiply"}
    )
    places = rng.random((futures, len(factors)))
    levels = [level["name"] for level in made.manifest["levels"]]
    rows = [
        row
        for number, share in enumerate(places)
        for row in _future(
            number,
            dict(zip([f["key"] for f in factors], share, strict=True)),
            factors,
            levels,
            replicates,
            noise,
            rng,
        )
    ]
    made.futures = pd.DataFrame(rows)  # type: ignore[attr-defined]
    made.manifest["choices"] = {"futures": {"count": futures, "factors": {"national": factors}}}
    made.manifest["futures"] = {"count": {"national": futures}, "replications": replicates}
    return made


def value(factor: dict[str, Any], share: float) -> float:
    """Return what a factor is at a share of its range."""
    low, high = factor["low"], factor["high"]
    if factor["log"]:
        return math.exp(math.log(low) + share * (math.log(high) - math.log(low)))
    return low + share * (high - low)


def _future(number, share, factors, levels, replicates, noise, rng):
    drawn = {own["key"]: value(own, share[own["key"]]) for own in factors}
    for replicate in range(replicates):
        chance = rng.normal(size=len(levels) + 1)
        for place, level in enumerate(levels):
            yield {
                "scenario": "national",
                "future": number,
                "level": level,
                "seed": 1000 + number * replicates + replicate,
                "replicate": replicate,
                **drawn,
                **dict.fromkeys(OUTCOMES, 0.0),
                **_outcomes(place, share, drawn, chance, noise),
            }


def _outcomes(place, share, drawn, chance, noise):
    corner = share[GOOD] < 0.45 and share[BAD] > 0.45
    gain = 0.06 * place - (0.22 if corner and place == 4 else 0.0)
    burden = (
        4e8 * drawn["commodities.*.harm_eur"] * (1 + 0.3 * (share["organisations.count"] - 0.5))
    )
    harm = burden * (1 - gain + noise * chance[place] + 0.2 * chance[-1] * 0.1)
    cooperation = 4e6 * place * drawn[COST]
    paid, delay = 1.2e8 + cooperation, 2e7
    return {
        "harm_eur": harm,
        "enforcement_and_cooperation_cost_eur": paid,
        "cooperation_cost_eur": cooperation,
        "trade_delay_cost_eur": delay,
        "orgs_dismantled": 4 + place + 10 * noise * chance[place],
        "net_benefit_eur": -(harm + paid + delay),
    }
