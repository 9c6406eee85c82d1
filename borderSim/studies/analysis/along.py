"""Paired differences along one column of a sweep, at each combination of the others.

Runs of one seed meet the same random draws at all points of a design (``chances: common``) and
under all levels and arms of a point. So a level, an arm, a point or a value of a factor can be
compared with another one replicate by replicate, by the estimator of
:mod:`borderSim.studies.analysis.paired`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from borderSim.errors import InputError, nearest
from borderSim.given import LONGEST, plain_value, shown
from borderSim.measures.dictionary import Dictionary
from borderSim.measures.outcomes import OUTCOMES
from borderSim.parameters.window import Window
from borderSim.studies.analysis.paired import SPAN, Years, paired_table, with_span
from borderSim.studies.analysis.tables import Frame, factor_columns
from borderSim.studies.analysis.windows import told
from borderSim.studies.design.csv_design import LABEL
from borderSim.studies.design.factors import PARTNERSHIP

LEVEL, POINT = "level", "point"
FIXED = ("scenario", "arm", LEVEL)
"""Columns that every sweep has beside what it varies."""
OF_A_POINT = (POINT, LABEL)
"""Columns that name a point, which differs from another by several factors."""


def columns_of(runs: Frame, dictionary: Dictionary = OUTCOMES) -> list[str]:
    """Return the columns along which runs can be compared.

    Args:
        runs: of a sweep, a row per run.
        dictionary: the outcomes that there are.
    """
    named = [*FIXED, POINT, *([LABEL] if LABEL in runs else [])]
    # (that is the level)
    varied = [column for column in factor_columns(runs, dictionary) if column != PARTNERSHIP]
    return [*named, *varied]


def paired_along(
    runs: Frame,
    by: str,
    against: object,
    measured_years: Years,
    outcomes: Sequence[str],
    dictionary: Dictionary = OUTCOMES,
) -> Frame:
    """Return paired differences to one value of a column, at each combination of the others.

    Args:
        runs: of a sweep, a row per run; runs of one seed met the same random draws.
        by: the column along which runs are compared, one of :func:`columns_of`.
        against: the value in it that the others are compared with (None: the first).
        measured_years: years that are measured, of all runs, by scenario or of each run; totals are
            divided by them.
        outcomes: names of the outcomes to tell.
        dictionary: the outcomes that there are.

    Returns:
        A row for each combination of the other columns, value of ``by`` and outcome: those columns,
        then what :func:`borderSim.studies.analysis.paired.paired_table` tells.

    Raises:
        InputError: there is no such value, it is the only one, or no two points differ by it alone.
    """
    values = list(runs[by].drop_duplicates().tolist())
    at = 0 if against is None else place_of(values, against, by)
    varied = factor_columns(runs, dictionary)
    others = _others(varied, by)
    group = runs.groupby(others, sort=False, dropna=False).ngroup()
    number = pd.Series(pd.factorize(runs[by])[0], index=runs.index)
    spanned: Frame = with_span(runs, measured_years)
    rows: Frame = spanned.assign(scenario=group.astype(str), level=number.astype(str))
    # (the present level, run beside each other one)
    rows = rows.drop_duplicates(["scenario", "level", "seed"])
    _check_pairs(rows, str(at), by, values)
    table = paired_table(rows, str(at), rows[SPAN], outcomes, dictionary)
    first = runs.assign(_group=group.astype(str), _value=number.astype(str))
    labels = [*others, by, *_told_of_a_point(runs, varied, by)]
    first = first.drop_duplicates(["_group", "_value"]).set_index(["_group", "_value"])[labels]
    keys = pd.MultiIndex.from_arrays([table["scenario"], table["level"]])
    told = first.loc[keys].reset_index(drop=True)
    return pd.concat([told, table.drop(columns=["scenario", "level"])], axis=1)


def check_windows(
    runs: Frame, by: str, windows: Sequence[Window], dictionary: Dictionary = OUTCOMES
) -> None:
    """See that what is compared measures the same years.

    A difference between other years would tell what time does, and what follows organisations over
    the horizon counts over another one.

    Args:
        runs: of a sweep, a row per run.
        by: the column along which runs are compared.
        windows: what each run measures, in the order of the runs.
        dictionary: the outcomes that there are.

    Raises:
        InputError: it does not.
    """
    others = _others(factor_columns(runs, dictionary), by)
    texts = pd.Series([f"{window.years:g} {window.first_year}" for window in windows], runs.index)
    different: Any = (
        texts.groupby([runs[key] for key in others], sort=False, dropna=False).nunique() > 1
    )
    if bool(different.any()):
        raise InputError(
            f"by={by}: what would be compared measures different years "
            f"({' and '.join(told(windows))}); years= and measure_from_year= set the same for all"
        )


def place_of(values: Sequence[Any], against: object, by: str) -> int:
    """Return where a value stands among those of a column.

    Raises:
        InputError: it is none of them, with the nearest.
    """
    wanted = plain_value(against)
    for at, value in enumerate(values):
        if value == wanted and isinstance(value, bool) == isinstance(wanted, bool):
            return at
    words = [value for value in values if isinstance(value, str)]
    near = nearest(wanted, words) if isinstance(wanted, str) else ""
    listed = ", ".join(map(str, values[: LONGEST // 6])) + (
        ", ..." if len(values) > LONGEST // 6 else ""
    )
    raise InputError(
        f"against={shown(against)}: there is no such {by} in this sweep{near}; there are: {listed}"
    )


def _others(varied: Sequence[str], by: str) -> list[str]:
    """Return the columns that two runs have in common when they are compared along one."""
    if by in OF_A_POINT:
        return list(FIXED)
    left = [column for column in varied if column not in (by, PARTNERSHIP)]
    return [*(column for column in FIXED if column != by), *left]


def _told_of_a_point(runs: Frame, varied: Sequence[str], by: str) -> list[str]:
    """Return what tells how a point differs, where points are compared."""
    if by not in OF_A_POINT:
        return []
    named = [column for column in OF_A_POINT if column in runs and column != by]
    return [*named, *varied]


def _check_pairs(rows: Frame, reference: str, by: str, values: Sequence[Any]) -> None:
    """See that something can be compared.

    Raises:
        InputError: nothing can.
    """
    if len(values) == 1:
        raise InputError(
            f"by={by}: has the one value {values[0]} in this sweep: there is nothing to compare"
        )
    base = set(rows.loc[rows["level"] == reference, "scenario"])
    if not base & set(rows.loc[rows["level"] != reference, "scenario"]):
        raise InputError(
            f"by={by}: no two points of this sweep differ in {by} alone, so that nothing is "
            "paired; "
            "a grid has such points, and by='point' compares whole points"
        )
