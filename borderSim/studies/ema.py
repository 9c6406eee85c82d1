"""A bridge to the EMA workbench (``pip install bordersim[ema]``): its ``perform_experiments`` over this model, its PRIM on a sweep.

Uncertainties are keys with a prior in the schema, the lever is the level, outcomes are the headline
outcomes and their paired differences to the present level on the same chances. The workbench takes
only names that Python could use: ``police.units`` is ``police__units`` there, ``*`` is ``each``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from borderSim.errors import InputError
from borderSim.measures.outcomes import HEADLINE, OUTCOMES
from borderSim.scenario.compose import load_levels, refuse_level_keys
from borderSim.scenario.schema import Scenario
from borderSim.studies import manifest, store
from borderSim.studies.factors import LEVELS, TRAITS, Factor, overrides, read_factors
from borderSim.studies.replicate import branch_levels
from borderSim.studies.sweep_tables import Frame, factor_columns

LEVEL = "level"
GAIN = "_difference"
"""What stands behind the name of an outcome where it is the paired difference to the present level."""


@dataclass(frozen=True)
class Country:
    """The function that the workbench calls: one experiment is a burn-in and two levels, for each seed.

    Attributes:
        scenario: name or file.
        settings: what holds in every experiment, ``key=value``.
        factors: what is uncertain.
        base: the scenario whose entries keys with ``*`` move.
        present: name of the present level.
        seeds: of the replicates, the same in every experiment.
    """

    scenario: str
    settings: tuple[str, ...]
    factors: tuple[Factor, ...]
    base: Scenario
    present: str
    seeds: tuple[int, ...]

    def __call__(self, **given: Any) -> dict[str, float]:
        """Return each headline outcome of the level, and its difference to the present level, over the seeds."""
        level = str(given.pop(LEVEL, self.present))
        point = {factor.key: _plain(given[python_name(factor.key)], factor) for factor in self.factors}
        loaded = load_levels(self.scenario, [level], [*self.settings, *overrides(point, self.factors, self.base)], self.present)
        rows: dict[str, list[Mapping[str, Any]]] = {name: [] for name in loaded}
        for seed in self.seeds:
            results = branch_levels(loaded[self.present], list(loaded.values()), seed)
            for name, result in zip(loaded, results, strict=True):
                rows[name].append(result.outcomes)
        own, base = (_together(rows[name]) for name in (level, self.present))
        return own | {f"{name}{GAIN}": own[name] - base[name] for name in HEADLINE}


def ema_model(
    scenario: str = "national",
    *,
    uncertainties: Sequence[str] | Mapping[str, object],
    levels: Sequence[str] | str = "all",
    present: str | None = None,
    replications: int = 1,
    seed: int = 1,
    settings: Sequence[str] = (),
    name: str = "borderSim",
) -> Any:
    """Return an ``ema_workbench.Model`` over borderSim.

    Args:
        scenario: name or YAML file.
        uncertainties: keys that have a prior, or ``all_assumptions``; or a mapping of keys to ``prior``, a list of values
            or ``{"range": [low, high]}``, as in the file of an experiment.
        levels: names of the levels that the lever takes, or ``all``.
        present: level of the burn-in and reference.
        replications: replicates an experiment, whose means (of ratios: ratios of sums) are the outcomes.
        seed: first seed; all experiments meet the same chances.
        settings: what holds in every experiment, ``key=value``.
        name: of the model.

    Raises:
        InputError: the workbench is not installed, or wrong input.
    """
    ema = _workbench()
    for text in settings:
        refuse_level_keys(text)
    loaded = load_levels(scenario, levels, settings, present)
    base = next(iter(loaded.values()))
    if any(key == LEVELS or key.startswith(TRAITS) for key in uncertainties):
        raise InputError("uncertainties: traits of levels are not among them; the lever is the level as it stands")
    given = uncertainties if isinstance(uncertainties, Mapping) else dict.fromkeys(uncertainties, "prior")
    factors = tuple(read_factors(given, "ema_model", word="uncertainties: "))
    model = ema.Model(name, function=Country(scenario, tuple(settings), factors, loaded[base.present.name], base.present.name, tuple(range(seed, seed + replications))))
    model.uncertainties = [_parameter(ema, factor) for factor in factors]
    model.levers = [ema.CategoricalParameter(LEVEL, list(loaded))]
    model.outcomes = [ema.ScalarOutcome(f"{outcome}{end}") for outcome in HEADLINE for end in ("", GAIN)]
    return model


def python_name(key: str) -> str:
    """Return a key as a name that Python could use."""
    return key.replace("*", "each").replace(".", "__")


def sweep_as_experiments(folder: str | Path, level: str) -> tuple[Frame, dict[str, np.ndarray]]:
    """Return a finished sweep as the workbench holds results: experiments, and outcomes by name.

    So that PRIM and feature scoring of the workbench run on it: ``prim.Prim(experiments, outcomes[...] < 0)``.

    Args:
        folder: of the sweep.
        level: whose outcomes, with ``<name>_difference`` where the present level was run too.

    Returns:
        a row per point (and scenario and arm) with what was varied, and arrays of the same length:
        means over replicates, of ratios the ratio of sums.

    Raises:
        InputError: no finished sweep, or no such level in it.
    """
    place = Path(folder)
    found = manifest.read(place)
    if found.get("choices", {}).get("command") != "sweep" or not (place / "runs.parquet").exists():
        raise InputError(f"{place}: no finished sweep")
    manifest.check_finished(place, found)
    runs: Frame = store.read_frame(place / "runs.parquet")
    levels = list(dict.fromkeys(map(str, runs[LEVEL])))
    if level not in levels:
        raise InputError(f"level={level!r}: the sweep has {', '.join(levels)}")
    present = found["choices"].get("present", "")
    own = _points(runs[runs[LEVEL] == level])
    outcomes = {name: own[name].to_numpy(float) for name in HEADLINE}
    if present in levels and level != present:
        base = _points(runs[runs[LEVEL] == present]).reindex(own.index)
        outcomes |= {f"{name}{GAIN}": own[name].to_numpy(float) - base[name].to_numpy(float) for name in HEADLINE}
    keys = ["scenario", "arm", "point"]
    varied = [*(key for key in keys[:2] if runs[key].nunique() > 1), *factor_columns(runs)]
    first: Frame = runs[runs[LEVEL] == level].groupby(keys, sort=False).first().reset_index().set_index(keys, drop=False)[varied]
    return first.loc[own.index].reset_index(drop=True).rename(columns=python_name), outcomes


def _points(runs: Frame) -> Frame:
    return pd.DataFrame({place: _together(part.to_dict("records")) for place, part in runs.groupby(["scenario", "arm", "point"], sort=False)}).T


def _together(rows: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Return the headline outcomes of several replicates."""
    found = {}
    for name in HEADLINE:
        outcome = OUTCOMES[name]
        if outcome.kind == "ratio":
            top, bottom = (sum(float(row[part]) for row in rows) for part in (outcome.numerator, outcome.denominator))
            found[name] = top / bottom if bottom else float("nan")
        else:
            found[name] = float(np.mean([float(row[name]) for row in rows]))
    return found


def _parameter(ema: Any, factor: Factor) -> Any:
    name = python_name(factor.key)
    if factor.values:
        return ema.CategoricalParameter(name, list(factor.values))
    if factor.whole and factor.way == "set" and not factor.log:
        return ema.IntegerParameter(name, int(factor.low), int(factor.high))
    if factor.log:
        return ema.RealParameter.from_dist(name, stats.loguniform(factor.low, factor.high))
    return ema.RealParameter(name, factor.low, factor.high)


def _plain(value: Any, factor: Factor) -> Any:
    if factor.values:
        return value
    return round(value) if factor.whole and factor.way == "set" else float(value)


def _workbench() -> Any:
    try:
        import ema_workbench
    except ImportError:
        raise InputError("the EMA workbench is not installed: pip install 'bordersim[ema]'") from None
    return ema_workbench
