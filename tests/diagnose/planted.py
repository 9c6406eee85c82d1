"""Runs with planted effects, and what was simulated from them, without a model."""

import dataclasses
from pathlib import Path

import numpy as np
import pandas as pd

from borderSim.diagnose.kept import write
from borderSim.diagnose.ranking import rank
from borderSim.diagnose.remedies import missing_of
from borderSim.diagnose.simulate import Simulated
from borderSim.measures.outcomes import OUTCOMES
from borderSim.scenario.load import load_levels

GOAL = "net_benefit_eur"
YEARS = 2.0


def runs_of(effects, seeds=20, noise=1e5, base="communication"):
    """Runs of a base and of levels: ``effects`` gives by level what it adds to outcomes, in all years."""
    rng = np.random.default_rng(7)
    rows = []
    for seed in range(seeds):
        common = {name: 1e7 + 1e6 * rng.random() for name in OUTCOMES}
        for level, added in {base: {}, **effects}.items():
            own = {name: value + added.get(name, 0.0) for name, value in common.items()}
            if added:
                own[GOAL] += noise * rng.standard_normal()
            rows.append({"scenario": "s", "level": level, "seed": seed, "replicate": seed} | own)
    return pd.DataFrame(rows)


def missing(*names):
    """Some remedies that a country at communication lacks."""
    own = load_levels("training", ["communication"], [], "communication")["communication"]
    found = missing_of(own.present, own)
    return {name: found[name] for name in names} if names else found


def simulated(single, pair=None, triple=None, seeds=20, **more):
    """What would have been simulated: gains in net benefit by names of remedies joined with ``+``."""
    steps = [
        {f"communication+{names}": {GOAL: gain, **more} for names, gain in step.items()}
        for step in (single, pair or {}, triple or {})
    ]
    runs = runs_of({level: own for step in steps for level, own in step.items()}, seeds)
    singles, pairs, triples = (
        rank(
            runs,
            {level: tuple(level.split("+")[1:]) for level in step},
            "communication",
            YEARS,
            GOAL,
        )
        for step in steps
    )
    names = dict.fromkeys(name for names in single for name in names.split("+"))
    return Simulated(
        base="communication",
        missing=missing(*names),
        looked_at=[],
        singles=singles,
        pairs=pairs,
        triples=triples,
        goal=GOAL,
        years=YEARS,
        folder=Path("nowhere"),
        runs=runs,
    )


def kept_in(folder):
    """Two remedies and their pair, written into a folder as a simulation writes them; the folder."""
    planted = simulated(
        {"liaison_officers": 2e6, "port_control_unit": 5e6},
        {"port_control_unit+liaison_officers": 9e6},
    )
    write(dataclasses.replace(planted, folder=folder))
    return folder
