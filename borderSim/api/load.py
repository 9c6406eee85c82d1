"""``borderSim.load_result``: a stored result as what it is, its tables with their units."""

from __future__ import annotations

from pathlib import Path

from borderSim.errors import InputError
from borderSim.results.comparison import Comparison
from borderSim.results.runs import Runs
from borderSim.results.sweep import Sweep
from borderSim.studies.execution import files, manifest


def load_result(
    result: str | Path, results_dir: str | Path = "results"
) -> Runs | Comparison | Sweep:
    """Return a stored result.

    Args:
        result: its name under the folder of the results, or the path of its own folder.
        results_dir: the folder of the results.

    Returns:
        a :class:`Comparison`, a :class:`Sweep`, or the :class:`Runs` of ``bordersim run``.

    Raises:
        InputError: there is none, it is not finished, or it is of a kind that has files only.
    """
    folder = files.find_result(result, results_dir)
    found = manifest.read(folder)
    command = found.get("choices", {}).get("command")
    if command == "compare":
        return Comparison.load(folder)
    if command not in ("run", "sweep"):
        raise InputError(
            f"{folder}: a result of 'bordersim {command}' is read from its files, not loaded"
        )
    manifest.check_finished(folder, found)
    if command == "run":
        return Runs(folder)
    return Sweep(folder)
