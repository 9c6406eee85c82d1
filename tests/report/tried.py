"""A small country diagnosed and its remedies tried for a few months: what the brief of a diagnosis is made from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from borderSim.diagnose import edges, kept
from borderSim.diagnose.diagnosis import Diagnosis, diagnose
from borderSim.diagnose.remedies import missing_of
from borderSim.diagnose.simulate import Runs, simulate

FORMS = Path(__file__).parents[2] / "experiments" / "questionnaire"
NAMES = ("integrated_database", "port_control_unit", "joint_training")
REPLICATES, YEARS = 5, 0.2


@dataclass(frozen=True)
class Tried:
    """A diagnosis and the folder that holds what was simulated."""

    found: Diagnosis
    folder: Path


def tried_in(folder: Path) -> Tried:
    """Diagnose the country of the example forms, try three remedies on it, and keep all of it in a folder."""
    scenario = folder / "small.yaml"
    scenario.write_text("base: training\nburn_in_days: 20\n", encoding="utf-8")
    forms = [str(FORMS / "customs.yaml"), str(FORMS / "police.yaml")]
    found = diagnose(forms, str(scenario), str(folder))
    own = found.scenario()
    missing = missing_of(own.present, own, found.joined.answers)
    simulated = simulate(
        own,
        {name: missing[name] for name in NAMES},
        Runs(folder, workers=1),
        replications=REPLICATES,
        together=REPLICATES,
        years=YEARS,
    )
    kept.write(simulated)
    edges.write(folder, _edges(simulated.goal, folder))
    return Tried(found, folder)


def _edges(goal: str, folder: Path) -> dict:
    """Both edges planted: at the lowest the order stays, at the highest it turns."""
    rows, _ = kept.read(folder)
    best = [str(name) for name in rows.loc[rows["step"] == "single", "remedies"]][:2]

    def effects(*gains: float) -> dict:
        told = {
            name: {goal: {"value": gain, "low": gain - 1e6, "high": gain + 1e6, "n": REPLICATES}}
            for name, gain in zip(best, gains, strict=True)
        }
        return {"remedies": told, "there": [], "country": {}}

    return {
        "format": 1,
        "goal": goal,
        "years": YEARS,
        "replicates": REPLICATES,
        "remedies": best,
        "edges": {
            "answered": effects(4e6, 3e6),
            "low": effects(2e6, 1e6),
            "high": effects(1e6, 5e6),
        },
    }
