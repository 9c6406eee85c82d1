"""Designs as Python hands them over: a mapping of factors, a table, or an experiment."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from borderSim.api.experiment import Experiment, read_experiment
from borderSim.api.factors import DRAWN_BY, design_of
from borderSim.api.horizon import years_apart
from borderSim.errors import InputError
from borderSim.given import shown
from borderSim.parameters.scenario import Scenario
from borderSim.studies.design import experiment as file

PARTS = ("question", "design", "arms", "claims")
"""A mapping with one of these keys is an experiment; any other holds the factors of a design."""


def handed_over[R](function: Callable[..., R]) -> Callable[..., R]:
    """Return a sweep that also takes a mapping, a table or an :class:`Experiment`.

    What is handed over is read while the sweep works, so that the files which it names are kept
    with the result, and a folder of one's own (``config_dir=``) is in force.
    """

    @functools.wraps(function)
    def sweep(experiment: object, **keywords: Any) -> R:
        sizes = {key: keywords.get(key) for key in DRAWN_BY}
        rest, years, first = years_apart(
            keywords.pop("overrides", ()),
            keywords.pop("years", None),
            keywords.pop("measure_from_year", None),
        )
        keywords |= {"overrides": rest, "years": years, "measure_from_year": first}
        return function(read_later("experiment", experiment, sizes), **keywords)

    return sweep


def read_later(
    key: str, value: object, sizes: Mapping[str, int | None]
) -> str | Callable[[], file.Experiment]:
    """Return a name or path as text, or the function that reads an experiment from Python.

    Args:
        key: what it was given for (for sentences).
        value: a name, a path, an :class:`Experiment`, a ``DataFrame``, or a mapping: of the keys
            of an experiment's file, or of factors to their values.
        sizes: ``points``, ``base`` or ``trajectories``, with which a mapping of factors is drawn.

    Raises:
        InputError: it is none of these.
    """
    if isinstance(value, Experiment):
        return functools.partial(read_experiment, value)
    if isinstance(value, pd.DataFrame):
        return lambda: Experiment(design=value).checked
    if isinstance(value, Mapping):
        return lambda: _of_mapping(value, sizes).checked
    path = os.fspath(value) if isinstance(value, os.PathLike) else value
    if isinstance(path, str) and path:
        return str(path)
    raise InputError(f"{key}={shown(value)}: {_instead(value)}")


def _of_mapping(value: Mapping[str, Any], sizes: Mapping[str, int | None]) -> Experiment:
    return (
        Experiment.of(value)
        if set(map(str, value)) & set(PARTS)
        else Experiment(**design_of(value, sizes))
    )


def _instead(value: object) -> str:
    """Return what to write in the place of a value that is no design."""
    if isinstance(value, Scenario):
        return "a scenario is no design; bs.sweep(design, scenario='NAME or FILE.yaml') names it"
    if isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
        return "a list of points is handed over as pandas.DataFrame(points)"
    return (
        "must be the name or YAML file of an experiment, a bs.Experiment, a DataFrame with a row "
        "for each point, or a mapping such as {'police.investigators': [20, 40]}"
    )
