"""Which assumptions do outcomes, and differences between levels, depend on? Indices from a finished sweep.

The kind follows from the design in the manifest: Morris and Sobol designs have their own indices
and PAWN beside them, hypercubes, lists, grids and CSV files PAWN alone
(:mod:`borderSim.studies.analysis.sensitivity.indices`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from borderSim.errors import InputError
from borderSim.measures.dictionary import dictionary_of, shipped_only
from borderSim.studies.analysis.sensitivity import indices
from borderSim.studies.analysis.sensitivity.targets import Floats, Target, targets, undefined
from borderSim.studies.analysis.tables import Frame, factor_columns
from borderSim.studies.analysis.windows import SweepWindows, told
from borderSim.studies.design import samplers
from borderSim.studies.design.factors import Factor, field_of
from borderSim.studies.execution import files, manifest

ALIKE = 1e-5
"""Drawn values that differ by less, beside the largest, are the same (they are rounded to six digits)."""
MAIN = {"morris": "mu_star", "sobol": "ST"}
"""Index by which factors are sorted, for the designs that have their own."""
COLUMNS = (
    "scenario",
    "arm",
    "kind",
    "level",
    "against",
    "outcome",
    "index",
    "factor",
    "second",
    "value",
    "low",
    "high",
    "floor",
    "told",
)


@dataclass(frozen=True)
class Sensitivity:
    """Indices of a finished sweep.

    Attributes:
        method: ``morris``, ``sobol`` or ``pawn``.
        table: a row per target, index and factor (:data:`COLUMNS`).
        noise: a row per target: share of the variance over points that chance makes, points without
            a value.
        points, replicates, factors: numbers of them.
        notes: what the reader must know.
    """

    method: str
    table: Frame
    noise: Frame
    points: int
    replicates: int
    factors: int
    notes: tuple[str, ...]

    @property
    def main(self) -> str:
        """Index by which factors are sorted."""
        return MAIN.get(self.method, "pawn")


def of_folder(folder: Path) -> Sensitivity:
    """Return the indices of a finished sweep.

    Raises:
        InputError: it is no sweep, not finished, or its design does not fit.
    """
    found = manifest.read(folder)
    choices = found.get("choices", {})
    if choices.get("command") != "sweep":
        raise InputError(
            f"{folder}: a result of 'bordersim {choices.get('command')}'; sensitivity is told from a sweep"
        )
    if "claims" in choices:
        raise InputError(
            f"{folder}: the sweep '{choices['experiment']}' is a list of claims; sensitivity needs a design with factors"
        )
    manifest.check_finished(folder, found)
    if found.get("failed"):
        raise InputError(
            f"{folder}: {len(found['failed'])} units of work failed, and indices need every point; type the command that made it again"
        )
    runs = shipped_only(files.read_frame(folder / "runs.parquet"), dictionary_of(found))
    return of_runs(runs, choices, SweepWindows.of(found), str(folder))


def of_runs(
    runs: Frame, choices: Mapping[str, Any], windows: SweepWindows, place: str
) -> Sensitivity:
    """Return the indices of a whole table of runs.

    Args:
        runs: a row per run.
        choices: the block of the manifest that says what was computed.
        windows: what is measured, by scenario, arm and transition.
        place: how sentences call the result.
    """
    design = choices["design"]
    kind = design["kind"]
    columns = _columns(runs)
    names = [*(factor["key"] for factor in design["factors"]), *design.get("columns", ())]
    names = [name for name in names if name in columns] if kind not in samplers.BALANCED else names
    if not names:
        raise InputError(
            f"{place}: nothing was varied by its design; sensitivity needs factors that move"
        )
    points = len(columns)
    if kind not in samplers.BALANCED and points < indices.LEAST_POINTS:
        raise InputError(
            f"{place}: has {points} points; at least {indices.LEAST_POINTS} are needed to tell sensitivity from given data, "
            "or a design of kind morris or sobol"
        )
    _check_whole(runs, place)
    shares = (
        _shares(design, names, columns, place)
        if kind in samplers.BALANCED
        else np.empty((points, 0))
    )
    replicates = int(runs["replicate"].nunique())
    rows, noise, notes = [], [], []
    measured = windows.of_runs(runs)
    spans = pd.Series([window.measured for window in measured], dtype=float)
    common = choices["chances"] == "common"
    for target in targets(runs, choices["present"], spans, shared_chances=common):
        labels = {
            "scenario": target.scenario,
            "arm": target.arm,
            "kind": target.kind,
            "level": target.level,
            "against": target.against,
            "outcome": target.outcome,
        }
        noise.append({**labels, "noise_share": target.noise_share, "undefined": undefined(target)})
        rows += [labels | row for row in _indices(target, kind, design, names, shares, columns)]
    if replicates < 2:
        notes.append(
            "one replicate a point: the noise of the seeds is part of every index and can't be told apart; replications=2 tells it"
        )
    if "transition" in names and len(dict.fromkeys(measured)) > 1:
        notes.append(
            f"what transition does is partly what other years do: its points measure {' and '.join(told(measured))}; "
            "years= and measure_from_year= set the same for all"
        )
    lost = sorted({row["outcome"] for row in noise if row["undefined"]})
    if lost:
        notes.append(f"without a value at some points: {', '.join(lost)}")
    method = kind if kind in samplers.BALANCED else "pawn"
    table: Frame = pd.DataFrame(rows)[list(COLUMNS)]
    return Sensitivity(
        method, table, pd.DataFrame(noise), points, replicates, len(names), tuple(notes)
    )


def _indices(
    target: Target,
    kind: str,
    design: Mapping[str, Any],
    names: list[str],
    shares: Floats,
    columns: Frame,
) -> list[indices.Row]:
    """Return the rows of a target: those of the design's own method where it has one, and PAWN."""
    own: list[indices.Row] = []
    if kind in samplers.BALANCED and not undefined(target):
        if kind == "morris":
            own = indices.morris(names, shares, target.values, target.chance, design["places"])
        else:
            own = indices.sobol(names, target.values, target.noise_share, design["second_order"])
    if kind == "morris":  # trajectories are no sample of the ranges: given data would mislead
        return own
    given = shares if kind == "sobol" else columns[names].to_numpy(float)
    return own + indices.pawn(names, given, target.values)


def _columns(runs: Frame) -> Frame:
    """Return what was varied, a row per point, words as numbers; what does not move is left out."""
    first = runs.groupby("point")[factor_columns(runs)].first().sort_index()
    coded = first.apply(
        lambda c: (
            c
            if pd.api.types.is_numeric_dtype(c)
            else pd.Series(pd.factorize(c, sort=True)[0], c.index)
        )
    )
    coded = coded.astype(float)
    return coded.loc[:, (coded.nunique() > 1) & coded.notna().all()]


def _check_whole(runs: Frame, place: str) -> None:
    cells = runs.groupby(["scenario", "arm", "level"]).size()
    if (
        cells.nunique() > 1
        or len(runs) != cells.sum()
        or cells.iloc[0] != runs["point"].nunique() * runs["replicate"].nunique()
    ):
        raise InputError(
            f"{place}: not every level was run at every point and replicate, which indices need"
        )


def _shares(design: Mapping[str, Any], names: list[str], columns: Frame, place: str) -> Floats:
    """Return the shares of a Morris or Sobol design, made again and held against what was run."""
    shares = samplers.shares_of(design, len(names))
    for i, given in enumerate(design["factors"]):
        key = given["key"]
        if key not in columns or "values" in given:
            continue
        factor = Factor(**given, whole=(field_of(key) or (None, float))[1] is int)
        asked = (
            np.array([float(factor.at(float(share))) for share in shares[:, i]])
            if len(shares) == len(columns)
            else np.empty(0)
        )
        if (
            asked.size == 0
            or np.abs(asked - columns[key].to_numpy()).max() > ALIKE * np.abs(asked).max()
        ):
            raise InputError(
                f"{place}: its points are not those that this version of the program (or of SALib) makes of the design; "
                "make the sweep anew with overwrite=true"
            )
    return shares
