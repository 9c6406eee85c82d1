"""What is not sure, carried into the simulation: the best remedies on the country at its lowest and at its highest.

Every part that nobody could answer, or that both services answered differently, stands at its lowest
answer at once, then at its highest. On both, the remedies that are best on the country as answered
are simulated again, with the same seeds. So each effect gets the range over what answers may mean,
beside the interval over chance.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from borderSim.diagnose.diagnosis import HIGH, LOW, Diagnosis
from borderSim.diagnose.kept import REMEDIES, ROAD_MAP
from borderSim.diagnose.ranking import TOLD
from borderSim.diagnose.remedies import missing_of
from borderSim.diagnose.road_map import told
from borderSim.diagnose.simulate import Runs, Simulated, simulate
from borderSim.measures.quantities import yardstick
from borderSim.results.road_map import sealed_again
from borderSim.studies.analysis.contrasts import cells_of, contrast
from borderSim.studies.execution import files

EDGES = "edges.json"
MOST = 3
"""So many remedies are tried at the edges, best first."""
ANSWERED = "answered"
"""The country as answered, beside its edges."""


def at_edges(
    found: Diagnosis, runs: Runs, *, replications: int, years: float, goal: str
) -> dict[str, Any]:
    """Simulate the best remedies at both edges, and return what ``edges.json`` holds.

    Args:
        found: the diagnosis, whose remedies have been simulated into the folder of ``runs``.
        runs: how the runs are carried out.
        replications: of each remedy at each edge.
        years: horizon.
        goal: what remedies are ranked by.

    Raises:
        StoppedError: it had to stop; the same call goes on from there.
    """
    singles = _singles(runs.folder)
    rows = {str(row["remedies"]): row for row in singles}
    best = [name for name, row in rows.items() if row["acts"]][:MOST]
    edges: dict[str, Any] = {
        ANSWERED: {
            "remedies": {name: _stored(rows[name]) for name in best},
            "there": [],
            "country": _country(files.read_frame(runs.folder / "singles" / "runs.parquet"), years),
        }
    }
    for edge in found.edges:
        edges[edge] = _at(found, edge, best, runs, replications, years, goal)
    return {
        "format": 1,
        "goal": goal,
        "years": years,
        "replicates": replications,
        "remedies": best,
        "open": len(found.joined.open_answers()),
        "edges": edges,
    }


def write(folder: Path, data: Mapping[str, Any]) -> Path:
    """Write what was found at the edges, and into the road map which remedy stands first there.

    The road map goes with a comparison of the country; the rest stays with the diagnosis.
    """
    path = files.write_json(folder / EDGES, data)
    ends = {edge: best_at(data, edge) for edge in (LOW, HIGH) if data["edges"].get(edge)}
    more = {"ends": ends} | ({"open": data["open"]} if "open" in data else {})
    noted = files.read_json(folder / ROAD_MAP) | more
    files.write_json(folder / ROAD_MAP, sealed_again(noted))
    return path


def best_at(data: Mapping[str, Any], edge: str) -> str | None:
    """Return the name of the best remedy at an edge; empty where all stand there already, None where it was not tried."""
    own = data["edges"].get(edge)
    if not own:
        return None
    gains = {name: one[data["goal"]]["value"] or 0.0 for name, one in own["remedies"].items()}
    return max(gains, key=lambda name: gains[name], default="")


def read(folder: Path) -> dict[str, Any] | None:
    """Read it again, None where there is none."""
    return files.read_json(folder / EDGES) if (folder / EDGES).is_file() else None


def _at(
    found: Diagnosis,
    edge: str,
    best: Sequence[str],
    runs: Runs,
    replications: int,
    years: float,
    goal: str,
) -> dict[str, Any]:
    scenario = found.scenario(edge)
    missing = missing_of(scenario.present, scenario, found.edge_answers[edge])
    tried = {name: missing[name] for name in best if name in missing}
    there = [name for name in best if name not in missing]
    if not tried:
        return {"remedies": {}, "there": there, "country": {}}
    own = dataclasses.replace(runs, folder=runs.folder / edge)
    simulated: Simulated = simulate(
        scenario,
        tried,
        own,
        replications=replications,
        together=0,
        most=len(tried),
        years=years,
        goal=goal,
    )
    return {
        "remedies": {row.names[0]: told(row.effects) for row in simulated.singles},
        "there": there,
        "country": _country(
            simulated.runs[simulated.runs["level"] == scenario.present.name], years
        ),
    }


def _singles(folder: Path) -> list[dict[Any, Any]]:
    """Return the stored ranking of single remedies, best first."""
    rows = files.read_frame(folder / REMEDIES).to_dict("records")
    return sorted((row for row in rows if row["step"] == "single"), key=lambda row: row["rank"])


def _stored(row: Mapping[Any, Any]) -> dict[str, dict[str, Any]]:
    """Return the effects of a stored row in the form of :func:`borderSim.diagnose.road_map.told`."""
    return {
        name: {
            "value": _number(row[name]),
            "low": _number(row[f"{name}_low"]),
            "high": _number(row[f"{name}_high"]),
            "n": int(row["n"]),
            "least": _number(row[f"{name}_least"]),
            "better": _number(row[f"{name}_better"]),
        }
        for name in TOLD
    }


def _country(runs: pd.DataFrame, years: float) -> dict[str, float | None]:
    """Return what the country as it is comes to, by outcome, totals a year."""
    level = str(runs["level"].iloc[0])
    cells = cells_of(runs[runs["level"] == level])
    return {
        name: _number(contrast(cells, yardstick(name), {(level,): 1.0}, years).value)
        for name in TOLD
    }


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
