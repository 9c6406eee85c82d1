"""The standard runs and where their numbers are kept."""

import json
from pathlib import Path

from borderSim.scenario.load import load_scenario
from borderSim.simulation import run

PATH = Path(__file__).with_name("numbers.json")
RUNS = {
    "training, coexistence": ("training", ["partnership=coexistence"]),
    "training, collaboration": ("training", ["partnership=collaboration"]),
    "national, cooperation": (
        "national",
        ["partnership=cooperation", "years=1", "burn_in_days=120"],
    ),
}


def measure() -> dict[str, dict[str, float | None]]:
    """Outcomes of the standard runs with seed 1."""
    return {
        name: run(load_scenario(scenario, overrides), 1).outcomes
        for name, (scenario, overrides) in RUNS.items()
    }


def write(numbers: dict[str, dict[str, float | None]]) -> None:
    """Keep the numbers."""
    PATH.write_text(json.dumps(numbers, indent=1) + "\n")
