"""The scenario of one run of a stored result, from what its manifest says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from borderSim.errors import InputError
from borderSim.parameters.scenario import Scenario
from borderSim.results.event_log import RunKey
from borderSim.scenario.build import Place, build
from borderSim.scenario.from_python import checked
from borderSim.studies.execution import manifest


def scenario_of_run(folder: Path, key: RunKey) -> Scenario:
    """Return the scenario of a run of ``bordersim compare`` or ``bordersim run``, as it was simulated.

    Args:
        folder: of the result.
        key: which run.

    Raises:
        InputError: the manifest does not say it, or it is not one of this version.
    """
    found = manifest.read(folder)
    config = _config(found, key)
    if config is None:
        raise InputError(
            f"{folder}: its manifest does not say the scenario of this run; results of 'bordersim compare' and "
            "'bordersim run' do"
        )
    place = Place("", lambda _: str(folder / manifest.FILE))
    return checked(build(Scenario, config, place))


def _config(found: Mapping[str, Any], key: RunKey) -> dict[str, Any] | None:
    """The resolved values of a run, None where there are none."""
    config, choices = found.get("config") or {}, found.get("choices") or {}
    rows = choices.get("rows")
    if rows is None:
        own = (found.get("level_config") or {}).get(key.scenario, {}).get(key.level)
        base = config.get(key.scenario)
        return None if own is None or base is None else {**base, **own}
    names = [
        row["config"] for row in rows if row.get("run", -1) == key.run and row["seed"] == key.seed
    ]
    return dict(config[names[0]]) if names and names[0] in config else None
