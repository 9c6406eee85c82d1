"""Runs of levels with planted effects of instruments: what a finding must say of them is known."""

import numpy as np
import pandas as pd

from borderSim.measures.outcomes import HEADLINE, OUTCOMES
from borderSim.measures.quantities import COST, COST_FROM_CHANGE
from borderSim.studies.design.steps import Step

SEEDS = 12
BASE = "low"
STEPS = (
    Step("shipped", "low"),
    Step("shipped", "high", "low"),
    *(
        Step("alone", f"low+{name}", "low", (name,))
        for name in ("good", "bad", "idle", "noisy", "mixed")
    ),
    Step("alone", "low+memo+needy", "low+memo", ("needy",), ("memo",)),
    Step("all", "low+all", "low", ("good", "bad", "idle", "noisy", "mixed", "needy")),
    *(Step("left_out", f"low+all-{name}", "low+all", (name,)) for name in ("good", "idle")),
    Step("pair", "low+bad+good", "low", ("good", "bad")),
    Step("pair", "low+good+memo+needy", "low+memo", ("good", "needy"), ("memo",)),
    Step("built_up", "low+good", "low", ("good",)),
    Step("built_up", "low+good+idle", "low", ("good", "idle")),
)
DISMANTLED = {
    "low": 0.0,
    "high": 6.0,
    "low+memo": 1.0,
    "low+good": 3.0,
    "low+bad": -3.0,
    "low+idle": 0.0,
    "low+noisy": 0.0,
    "low+mixed": 3.0,
    "low+memo+needy": 6.0,
    "low+all": 6.0,
    "low+all-good": 3.0,
    "low+all-idle": 6.0,
    "low+bad+good": 4.0,
    "low+good+memo+needy": 9.0,
    "low+good+idle": 3.0,
}
"""Effect of each level on the organisations dismantled, of which one matters."""


def runs(seeds=SEEDS, claim=None):
    """Return a row per run: a shared chance by seed, and the planted effects."""
    chances, rng = np.random.default_rng(6), np.random.default_rng(8)
    chance = {name: chances.uniform(90, 110, seeds) for name in OUTCOMES}
    rows = []
    for level, effect in DISMANTLED.items():
        for seed in range(seeds):
            row = {name: chance[name][seed] for name in OUTCOMES}
            row["orgs_dismantled"] += effect + (0.0 if effect == 0 else rng.normal(0, 0.1))
            if level == "low+noisy":
                row["orgs_dismantled"] += rng.normal(0, 10)
            if level == "low+mixed":
                row["trade_delay_cost_eur"] *= 1.2
            row[COST] += 0.01 if level == "low+idle" else 0.0
            row[COST_FROM_CHANGE] = row[COST]
            if level == "low+good":
                row["net_benefit_eur"] += 1.0
            rows.append(
                {
                    "scenario": "national",
                    "arm": "as_is",
                    "point": 0,
                    "level": level,
                    "seed": seed,
                    "replicate": seed,
                }
                | row
            )
    frame = pd.DataFrame(rows)
    for name in HEADLINE:
        if OUTCOMES[name].kind == "ratio":
            frame[name] = frame[OUTCOMES[name].numerator] / frame[OUTCOMES[name].denominator]
    return frame
