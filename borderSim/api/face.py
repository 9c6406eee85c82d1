"""The public calls: what is handed over is read first (:mod:`borderSim.given`), then the work is done.

A scenario may be a name, a path or a :class:`~borderSim.parameters.scenario.Scenario`; a level a
name, a path or a ``Partnership``; lists may be arrays, Series, tuples or generators; numbers
numpy's.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from borderSim import given
from borderSim.api import load as _load
from borderSim.api.designs import handed_over
from borderSim.api.progress import NotebookProgress, progress_for
from borderSim.api.scenarios import (
    read_levels,
    read_present,
    read_scenario,
    read_scenario_file,
    read_scenarios,
)
from borderSim.given import (
    MOST_SEED,
    above_zero,
    listed,
    or_none,
    path,
    settings,
    switch,
    text,
    understood,
    whole,
)
from borderSim.studies import compare as _compare
from borderSim.studies import sweep as _sweep

__all__ = ["compare", "load_result", "sweep"]

_COUNTS: dict[str, given.Read] = {
    "replications": whole(1),
    "seed": whole(0, MOST_SEED),
    "measure_from_year": whole(1),
    "workers": whole(1),
    "max_replications": whole(2),
    "futures": whole(2),
    "future_replications": whole(1),
    "points": whole(1),
    "base": whole(2),
    "trajectories": whole(2),
}
_NUMBERS = dict.fromkeys(("years", "precision"), above_zero)
_TEXTS = dict.fromkeys(
    ("name", "transition", "budget_rule", "entry", "engine", "on_error", "provenance"), text
)
_PATHS: dict[str, given.Read] = {"results_dir": path, "config_dir": path, "scheduler": path}
_SWITCHES = dict.fromkeys(("plane", "full", "overwrite"), switch)
_LISTS: dict[str, given.Read] = {
    "keep": listed(text),
    "overrides": settings,
    "command": listed(text),
    "scenarios": read_scenarios,
    "levels": read_levels,
}
_ONE: dict[str, given.Read] = {"scenario": read_scenario, "present": read_present}
_READERS: dict[str, given.Read] = {
    **_COUNTS,
    **_NUMBERS,
    **_TEXTS,
    **_PATHS,
    **_SWITCHES,
    **_LISTS,
    **_ONE,
}
"""How each argument is read, wherever it occurs."""
_ALWAYS = (
    "scenario",
    "experiment",
    "levels",
    "overrides",
    "results_dir",
    "engine",
    "on_error",
    "plane",
    "full",
    "overwrite",
    "provenance",
)
"""Arguments whose default is a value: None is none of them."""
_COMMON = {name: read if name in _ALWAYS else or_none(read) for name, read in _READERS.items()}


def _with_a_bar[R](function: Callable[..., R]) -> Callable[..., R]:
    """Return a function that shows a bar while it works in a notebook, unless ``progress`` says otherwise."""

    @functools.wraps(function)
    def told(*args: Any, progress: object = None, **kwargs: Any) -> R:
        with ExitStack() as stack:
            shown = progress_for(progress)
            if isinstance(shown, NotebookProgress):
                stack.enter_context(shown)
            return function(*args, progress=shown, **kwargs)

    return told


load_result = understood(_load.load_result, result=given.result_name, results_dir=path)
compare = understood(
    _with_a_bar(_compare.compare),
    **{**_COMMON, "seed": _COUNTS["seed"]},
)
sweep = understood(
    _with_a_bar(handed_over(_sweep.sweep)),
    **{
        **_COMMON,
        "scenario": or_none(read_scenario_file),
        "scenarios": or_none(listed(read_scenario_file)),
        "without": or_none(listed(text)),
    },
)
