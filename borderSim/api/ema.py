"""A bridge to the EMA workbench (``pip install bordersim[ema]``): its ``perform_experiments`` over this model, its PRIM on a sweep.

Uncertainties are keys with a prior in the schema, the lever is the level, or the dials and the
instruments where they are given; outcomes are the headline outcomes and their paired differences to the present level on
the same chances. The workbench takes only names that Python could use: ``police.units`` is
``police__units`` there, ``*`` is ``each``. What an experiment hands over is used or refused, never
left out.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from borderSim.api.scenarios import read_levels
from borderSim.errors import InputError, nearest
from borderSim.given import chosen, items, name_or_path, one_of, shown, whole
from borderSim.given import settings as read_settings
from borderSim.measures.dictionary import dictionary_of, shipped_only
from borderSim.measures.outcomes import HEADLINE, OUTCOMES
from borderSim.parameters.scenario import Levers, Scenario
from borderSim.scenario.groups import label_of
from borderSim.scenario.instruments import named
from borderSim.scenario.load import load_levels, load_scenario, refuse_level_keys
from borderSim.studies.analysis.tables import Frame, factor_columns
from borderSim.studies.design.factors import (
    LEVELS,
    LEVERS,
    PARTNERSHIP,
    Factor,
    as_text,
    overrides,
    read_factors,
)
from borderSim.studies.execution import files, manifest
from borderSim.studies.execution.task import branch_levels

LEVEL = "level"
ALL_LEVELS = "all"
SWITCHES = "instruments."
"""What stands before the name of an instrument that is a lever."""
GAIN = "_difference"
"""What stands behind the name of an outcome where it is the paired difference to the present level."""


@dataclass(frozen=True)
class Country:
    """The function that the workbench calls: one experiment is a burn-in and two levels, for each seed.

    Attributes:
        scenario: name, file, or a scenario that is loaded.
        settings: what holds in every experiment, ``key=value``.
        factors: what is uncertain.
        base: the scenario whose entries keys with ``*`` move.
        present: the present level as it was given, name or file.
        seeds: of the replicates, the same in every experiment.
        levels: each level that the lever takes, as it was given, by its name.
        dials: the dials that are levers; empty where the lever is the level.
        instruments: the instruments that are levers, each there or not, as given, by name; likewise.
    """

    scenario: str | Scenario
    settings: tuple[str, ...]
    factors: tuple[Factor, ...]
    base: Scenario
    present: str
    seeds: tuple[int, ...]
    levels: Mapping[str, Any]
    dials: tuple[Factor, ...] = ()
    instruments: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def by_level(self) -> bool:
        """Whether the lever is the level as it stands."""
        return not (self.dials or self.instruments)

    def __call__(self, **given: Any) -> dict[str, float]:
        """Return each headline outcome, and its difference to the present level, over the seeds.

        Raises:
            InputError: something is handed over that is neither uncertainty nor lever, or one of
                them is missing.
        """
        self._check(given)
        point = {
            factor.key: _plain(given[python_name(factor.key)], factor) for factor in self.factors
        }
        texts = [*self.settings, *overrides(point, self.factors, self.base)]
        start, tried = self._tried(texts, given)
        rows: tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]] = ([], [])
        for seed in self.seeds:
            for held, result in zip(rows, branch_levels(start, [start, tried], seed), strict=True):
                held.append(result.outcomes)
        base, own = map(_together, rows)
        return own | {f"{name}{GAIN}": own[name] - base[name] for name in HEADLINE}

    def _tried(self, texts: Sequence[str], given: Mapping[str, Any]) -> tuple[Scenario, Scenario]:
        """Return the scenario of the present level, and that of the level, or of the dials and instruments."""
        reference = self.base.present.name
        name = str(given.get(LEVEL, reference)) if self.by_level else reference
        if name not in self.levels:
            raise InputError(
                f"ema_model: {LEVEL}={name!r}: the lever takes {', '.join(self.levels)}"
            )
        loaded = load_levels(self.scenario, [self.levels[name]], texts, self.present)
        if self.by_level:
            return loaded[reference], loaded[name]
        places = [
            f"{dial.key}={as_text(_plain(given[python_name(dial.key)], dial))}"
            for dial in self.dials
        ]
        added = [
            text
            for name, text in self.instruments.items()
            if _there(python_name(f"{SWITCHES}{name}"), given)
        ]
        level_texts = [f"present={self.present}", f"partnership={'+'.join([self.present, *added])}"]
        return loaded[reference], load_scenario(self.scenario, [*texts, *level_texts, *places])

    def _check(self, given: Mapping[str, Any]) -> None:
        keys = [factor.key for factor in (*self.factors, *self.dials)]
        keys += [f"{SWITCHES}{name}" for name in self.instruments]
        needed = [python_name(key) for key in keys]
        known = [*needed, LEVEL] if self.by_level else needed
        for name in given:
            if name not in known:
                raise InputError(
                    f"ema_model: {name} is neither an uncertainty nor a lever of the model{nearest(name, known)}; there are: {', '.join(known)}"
                )
        for name in needed:
            if name not in given:
                raise InputError(
                    f"ema_model: the experiment gives no {name}; it needs: {', '.join(needed)}"
                )


def ema_model(
    scenario: str | Path | Scenario = "national",
    *,
    uncertainties: Sequence[str] | Mapping[str, object],
    levels: Sequence[str] | str = "all",
    dials: Sequence[str] | Mapping[str, object] = (),
    instruments: Sequence[str] = (),
    present: str | None = None,
    replications: int = 1,
    seed: int = 1,
    overrides: Sequence[str] = (),
    settings: Sequence[str] = (),
    name: str = "borderSim",
) -> Any:
    """Return an ``ema_workbench.Model`` over borderSim.

    Args:
        scenario: name, YAML file, or a scenario that is loaded.
        uncertainties: keys that have a prior, or ``all_assumptions``; or a mapping of keys to
            ``prior``, a list of values or ``{"range": [low, high]}``, as in the file of an
            experiment.
        levels: names of the levels that the lever takes, or ``all``.
        dials: the levers are these dials instead (``information_sharing``, ``resource_pooling``,
            ``governance``), from 0 to 1, or a mapping of them to a list of values or ``{"range":
            [low, high]}``; a dial that is not named stays that of the present level.
        instruments: each of these instruments is a lever, there (1) or not (0), beside what the
            present level has; with the dials or alone. (Whole numbers: the search of the workbench
            does not take yes and no beside numbers.)
        present: level of the burn-in and reference.
        replications: replicates an experiment, whose means (of ratios: ratios of sums) are the
            outcomes.
        seed: first seed; all experiments meet the same chances.
        overrides: what holds in every experiment, ``key=value`` texts or a mapping.
        settings: the older word for ``overrides``.
        name: of the model.

    Raises:
        InputError: the workbench is not installed, or wrong input.
    """
    ema = _workbench()
    replications, seed = whole(1)("replications", replications), whole(0)("seed", seed)
    country = scenario if isinstance(scenario, Scenario) else name_or_path("scenario", scenario)
    texts, older = read_settings("overrides", overrides), read_settings("settings", settings)
    if texts and older:
        raise InputError("settings= and overrides= say the same: write overrides= alone")
    texts, levels = texts or older, read_levels("levels", levels)
    for given in texts:
        refuse_level_keys(given)
    loaded = load_levels(country, levels, texts, present)
    base = next(iter(loaded.values()))
    factors = _uncertain(uncertainties, texts)
    moved, switched = _dials(dials), _instruments(instruments)
    if (moved or switched) and levels != ALL_LEVELS:
        word = "dials" if moved else "instruments"
        raise InputError(
            f"ema_model: levels= and {word}= exclude each other: the lever is the level, or the place on the dials and the instruments"
        )
    reference = base.present.name
    asked = list(loaded) if levels == ALL_LEVELS else levels
    by_name = {reference: present or reference} | dict(
        zip(list(loaded)[-len(asked) :], asked, strict=True)
    )
    seeds = tuple(range(seed, seed + replications))
    function = Country(
        country,
        tuple(texts),
        factors,
        loaded[reference],
        present or reference,
        seeds,
        by_name,
        moved,
        switched,
    )
    from borderSim.api.workbench_model import WorkbenchModel

    model = WorkbenchModel(name, function=function)
    model.uncertainties = [_parameter(ema, factor) for factor in factors]
    model.levers = [
        *(_parameter(ema, dial) for dial in moved),
        *(ema.IntegerParameter(python_name(f"{SWITCHES}{name}"), 0, 1) for name in switched),
    ] or [ema.CategoricalParameter(LEVEL, list(loaded))]
    model.outcomes = [
        ema.ScalarOutcome(f"{outcome}{end}") for outcome in HEADLINE for end in ("", GAIN)
    ]
    return model


def _uncertain(given: object, settings: Sequence[str]) -> tuple[Factor, ...]:
    """Return the factors that are uncertain; what says which level is in force is none of them."""
    asked: Mapping[str, object] = (
        given
        if isinstance(given, Mapping)
        else dict.fromkeys(items("uncertainties", given, "a list of keys"), "prior")
    )
    for key in asked:
        top = key.partition(".")[0] if isinstance(key, str) else ""
        if not isinstance(key, str) or top in (LEVELS, PARTNERSHIP, "levers", "layers", "present"):
            how = (
                "dials= makes them levers"
                if top == "levers"
                else "the lever is the level as it stands"
            )
            raise InputError(
                f"uncertainties: {shown(key)} is none of them: what is in force is no uncertainty; {how}"
            )
    spec = {key: list(value) if isinstance(value, tuple) else value for key, value in asked.items()}
    factors = tuple(read_factors(spec, "ema_model", word="uncertainties: "))
    set_already = {text.partition("=")[0].strip().lstrip("+~") for text in settings}
    for factor in factors:
        if factor.key in set_already:
            raise InputError(
                f"overrides: {factor.key}= is an uncertainty of the model: it can't be set for all experiments"
            )
    return factors


def _dials(given: object) -> tuple[Factor, ...]:
    """Return the dials that are levers."""
    asked: Mapping[str, object] = (
        given
        if isinstance(given, Mapping)
        else {key: {"range": [0, 1]} for key in items("dials", given, "a list of dials")}
    )
    known = [spec.name for spec in dataclasses.fields(Levers)]
    names = {key: str(key).removeprefix(LEVERS) for key in asked}
    if names:
        chosen("dials", list(names.values()), known, what="dial")
    found = read_factors(
        {f"{LEVERS}{names[key]}": value for key, value in asked.items()},
        "ema_model",
        word="dials: ",
    )
    for dial in found:
        for value in dial.values or (dial.low, dial.high):
            if isinstance(value, bool | str) or not 0 <= value <= 1:
                raise InputError(
                    f"ema_model: dials: {dial.key} is {value!r}, but must be between 0 and 1"
                )
    return tuple(found)


def _instruments(given: object) -> dict[str, str]:
    """Return the instruments that are levers, as given, by name."""
    names = [str(name) for name in items("instruments", given, "a list of instruments")]
    return {label_of(text): text for text in named("instruments", names)}


def python_name(key: str) -> str:
    """Return a key as a name that Python could use."""
    return key.replace("*", "each").replace(".", "__")


def sweep_as_experiments(folder: str | Path, level: str) -> tuple[Frame, dict[str, np.ndarray]]:
    """Return a finished sweep as the workbench holds results: experiments, and outcomes by name.

    So that PRIM and feature scoring of the workbench run on it: ``prim.Prim(experiments,
    outcomes[...] < 0)``.

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
    runs: Frame = shipped_only(files.read_frame(place / "runs.parquet"), dictionary_of(found))
    levels = list(dict.fromkeys(map(str, runs[LEVEL])))
    level = one_of("level", level, levels, what="level of the sweep")
    present = found["choices"].get("present", "")
    own = _points(runs[runs[LEVEL] == level])
    outcomes = {name: own[name].to_numpy(float) for name in HEADLINE}
    if present in levels and level != present:
        base = _points(runs[runs[LEVEL] == present]).reindex(own.index)
        outcomes |= {
            f"{name}{GAIN}": own[name].to_numpy(float) - base[name].to_numpy(float)
            for name in HEADLINE
        }
    keys = ["scenario", "arm", "point"]
    varied = [*(key for key in keys[:2] if runs[key].nunique() > 1), *factor_columns(runs)]
    first: Frame = (
        runs[runs[LEVEL] == level]
        .groupby(keys, sort=False)
        .first()
        .reset_index()
        .set_index(keys, drop=False)[varied]
    )
    return first.loc[own.index].reset_index(drop=True).rename(columns=python_name), outcomes


def _points(runs: Frame) -> Frame:
    return pd.DataFrame(
        {
            place: _together(part.to_dict("records"))
            for place, part in runs.groupby(["scenario", "arm", "point"], sort=False)
        }
    ).T


def _together(rows: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Return the headline outcomes of several replicates."""
    found = {}
    for name in HEADLINE:
        outcome = OUTCOMES[name]
        if outcome.kind == "ratio":
            top, bottom = (
                sum(float(row[part]) for row in rows)
                for part in (outcome.numerator, outcome.denominator)
            )
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
    if not (factor.whole and factor.way == "set"):
        return float(value)
    # (a log-uniform draw of the workbench is no whole number by itself)
    if not factor.log and value != round(value):
        raise InputError(
            f"ema_model: {python_name(factor.key)}={value!r}: it must be a whole number"
        )
    return round(value)


def _there(name: str, given: Mapping[str, Any]) -> bool:
    """Return whether an instrument is there."""
    if given[name] not in (0, 1):
        raise InputError(
            f"ema_model: {name}={given[name]!r}: an instrument is there (1) or not (0)"
        )
    return bool(given[name])


def _workbench() -> Any:
    try:
        import ema_workbench
    except ImportError:
        raise InputError(
            "the EMA workbench is not installed: pip install 'bordersim[ema]'"
        ) from None
    return ema_workbench
