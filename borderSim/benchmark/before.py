"""Two versions in turn: a year of `national` with this one, and with that of another environment."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from borderSim.errors import InputError

LEVELS = ("coexistence", "collaboration")
ROUNDS = 3
CODE = """
import json, sys, time
import borderSim as bs
from borderSim.simulation import BorderModel
level, years = sys.argv[1], 2
scenario = bs.load_scenario("national", overrides=[f"partnership={level}", f"years={years}", "measure_from_year=1"])
model = BorderModel(scenario, 1)
model.run_burn_in()
start = time.process_time()
model.run_horizon()
print(json.dumps({"version": bs.__version__, "seconds": (time.process_time() - start) / years}))
"""
"""What both do: the years of a horizon after the burn-in, from calls that every version has."""


def in_turn(other: str) -> dict[str, Any]:
    """Return CPU seconds of a year by level, of the other version and of this one, the least of the rounds.

    Args:
        other: the Python of an environment in which the other version is installed.

    Raises:
        InputError: there is no such Python, or no borderSim that it can run.
    """
    found: dict[str, Any] = {"levels": {}}
    for level in LEVELS:
        spent: dict[str, list[float]] = {"before": [], "now": []}
        for _ in range(ROUNDS):
            for which, python in (("before", other), ("now", sys.executable)):
                told = _run(python, level)
                spent[which].append(told["seconds"])
                found[f"{which}_version"] = told["version"]
        found["levels"][level] = {which: min(own) for which, own in spent.items()}
    return found


def check(other: str) -> str:
    """Return the Python of another environment, if it is one.

    Raises:
        InputError: it is none.
    """
    if not Path(other).is_file():
        raise InputError(
            f"before={other}: no such file; give the Python of an environment in which another "
            "version is installed, such as old/.venv/bin/python"
        )
    return other


def _run(python: str, level: str) -> dict[str, Any]:
    try:
        done = subprocess.run(
            [python, "-c", CODE, level], check=True, capture_output=True, text=True
        )
        return json.loads(done.stdout.splitlines()[-1])
    except (OSError, subprocess.CalledProcessError, ValueError, IndexError) as error:
        said = getattr(error, "stderr", "") or str(error)
        reason = said.strip().splitlines()[-1] if said.strip() else "it printed nothing"
        raise InputError(f"before={python}: a year could not be run with it ({reason})") from error
