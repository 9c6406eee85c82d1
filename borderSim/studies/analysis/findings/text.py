"""The result type of every analysis, and the helpers that the analyses share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from borderSim.language.catalogue import gettext
from borderSim.measures.quantities import yearly
from borderSim.studies.analysis.estimates import LEAST, PROVISIONAL_BELOW, stored


@dataclass(frozen=True)
class Finding:
    """Numbers for machines (plain data), lines of Markdown for people, and files that the analysis wrote itself."""

    numbers: dict[str, Any]
    lines: list[str] = field(default_factory=list)
    files: tuple[str, ...] = ()


class TooLittleError(ValueError):
    """There are too few runs for the analysis to say anything."""


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Return a Markdown table."""
    lines = ["| " + " | ".join(heads) + " |", "| " + " | ".join("---" for _ in heads) + " |"]
    return lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows] + [""]


def with_unit(row: Mapping[str, Any]) -> str:
    """Return the label of a stored quantity with the unit of a difference in it, totals a year."""
    unit = yearly(row["unit"], row["per_year"])
    return f"{row['label']} ({unit})" if unit else str(row["label"])


def provisional(replicates: int) -> str:
    """Return the warning that few replicates ask for, empty where there are enough."""
    none = f" No intervals: they need {LEAST}." if replicates < LEAST else ""
    return (
        f"**Provisional**: fewer than {PROVISIONAL_BELOW} replicates.{none}"
        if replicates < PROVISIONAL_BELOW
        else ""
    )


def still_open(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return how many differences are still open, and how many replicates would tell them; nothing where none is.

    Open is a difference whose interval holds both zero and more than the smallest one that matters.

    Args:
        rows: stored estimates, each with ``least``, the smallest difference that matters (rows
            without one, of earlier versions, are left out).
    """
    found = [(stored(row), float(row["least"])) for row in rows if row.get("least")]
    known = [(own, least) for own, least in found if own.known]
    wide = [
        (own, least)
        for own, least in known
        if not own.clear and max(abs(end) for end in own.ends) > least
    ]
    needed = sorted(n for own, least in wide if (n := own.replicates_for(least)) is not None)
    if not needed:
        return []
    half, every = _about(needed[(len(needed) - 1) // 2]), _about(needed[-1])
    said = (
        f"some {half:,} would tell half of them, some {every:,} all"
        if half < every
        else f"some {every:,} would tell them"
    )
    return [
        f"**Still open**: {len(wide)} of {len(known)} differences with an interval: it holds zero, and more than the smallest "
        f"difference that matters. By the spread seen in {wide[0][0].n} replicates {said}, to within the smallest difference "
        f"that matters. The same command with `replications=N` goes on from the runs that are there.",
        "",
    ]


def _about(count: int) -> int:
    """Return a number of replicates as it is told: rounded up to two digits."""
    unit = 10 ** max(0, len(str(count)) - 2)
    return math.ceil(count / unit) * unit


def percent(share: float) -> str:
    """Return a share as per cent."""
    return (
        "–" if not math.isfinite(share) else gettext("{value} %").format(value=f"{100 * share:.0f}")
    )


def number(value: float, digits: int = 2) -> str:
    """Return a number with so many decimals, a dash where there is none."""
    return "–" if not math.isfinite(value) else f"{value:.{digits}f}".replace("-", "−")


def wilson(count: int, of: int) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a share."""
    from scipy import stats  # only here: a report that tests nothing starts sooner

    if not of:
        return math.nan, math.nan
    interval = stats.binomtest(count, of).proportion_ci(method="wilson")
    return float(interval.low), float(interval.high)


def correlation(one: Any, other: Any, *, ranks: bool = True) -> tuple[float, float]:
    """Return the correlation of two columns (of their ranks, after Spearman, or plain) and its p value."""
    from scipy import stats  # only here: a report that tests nothing starts sooner

    test: Any = stats.spearmanr(one, other) if ranks else stats.pearsonr(one, other)
    return float(test.statistic), float(test.pvalue)


def rounded(value: Any, digits: int = 6) -> Any:
    """Return numbers rounded to significant digits, as JSON can hold them: what is undefined is null."""
    if isinstance(value, dict):
        return {str(key): rounded(item, digits) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(item, digits) for item in value]
    if isinstance(value, float):
        return float(f"{value:.{digits}g}") if math.isfinite(value) else None
    return value.item() if hasattr(value, "item") else value
