"""Does a level stay best under every combination of structures? Ranks by point of a design of words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from typing import Any

from borderSim.measures.outcomes import HEADLINE
from borderSim.measures.quantities import yardstick
from borderSim.studies.analysis.estimates import LEAST
from borderSim.studies.analysis.findings import rank_stability
from borderSim.studies.analysis.findings.text import (
    Finding,
    TooLittleError,
    number,
    percent,
    provisional,
    rounded,
    table,
)
from borderSim.studies.analysis.tables import Frame, factor_columns

NONE = "none alone"
"""What stands for the best level where the first rank is shared."""
SURELY = 0.95


def find(runs: Frame) -> Finding:
    """Return ranks by structure, and how often the commonest best level is best, overall and by each value of each factor.

    Raises:
        TooLittleError: nothing was varied, or fewer than two levels or replicates.
    """
    runs = runs[
        (runs["scenario"] == runs["scenario"].iloc[0]) & (runs["arm"] == runs["arm"].iloc[0])
    ]
    factors = [column for column in factor_columns(runs) if runs[column].nunique() > 1]
    if not factors:
        raise TooLittleError("structures need factors that vary")
    labels = runs[factors].astype(str).agg(", ".join, axis=1)
    structures = list(dict.fromkeys(labels))
    ranked = rank_stability.find(runs.assign(arm=labels), structures).numbers
    values = {
        label: dict(zip(factors, row, strict=True))
        for label, row in zip(labels, runs[factors].astype(str).to_numpy(), strict=True)
    }
    outcomes = []
    enough = any(row["chance_best"] is not None for row in ranked["ranks"])
    for name in HEADLINE:
        rows = [row for row in ranked["ranks"] if row["outcome"] == name]
        best = {
            label: next((r["level"] for r in rows if r["arm"] == label and r["rank"] == 1), NONE)
            for label in structures
        }
        winner, count = Counter(
            [level for level in best.values() if level != NONE] or best.values()
        ).most_common(1)[0]
        by_value = [
            {
                "factor": factor,
                "value": value,
                "share": sum(best[label] == winner for label in own) / len(own),
                "of": len(own),
            }
            for factor in factors
            for value in dict.fromkeys(values[label][factor] for label in structures)
            for own in [[label for label in structures if values[label][factor] == value]]
        ]
        sure = [
            row["arm"]
            for row in rows
            if row["level"] == winner and (row["chance_best"] or 0.0) >= SURELY
        ]
        outcomes.append(
            {
                "outcome": name,
                "label": yardstick(name).label,
                "best": winner,
                "share": count / len(structures),
                "surely": len(sure) / len(structures) if enough else math.nan,
                "by_value": by_value,
                **ranked["agreement"][name],
            }
        )
    numbers: dict[str, Any] = rounded(
        {
            "scenario": str(runs["scenario"].iloc[0]),
            "replicates": int(runs["replicate"].nunique()),
            "factors": factors,
            "structures": structures,
            "levels": ranked["levels"],
            "outcomes": outcomes,
            "ranks": ranked["ranks"],
        }
    )
    return Finding(numbers, lines(numbers))


def value_rows(numbers: Mapping[str, Any]) -> tuple[list[str], list[list[str]]]:
    """Return heads and rows: the share of structures in which the commonest best level is best, by value of each factor."""
    columns = [(row["factor"], row["value"]) for row in numbers["outcomes"][0]["by_value"]]
    rows = [
        [own["label"], own["best"], *(percent(cell["share"]) for cell in own["by_value"])]
        for own in numbers["outcomes"]
    ]
    return [
        "outcome",
        "level",
        *(f"{factor.rpartition('.')[2]} = {value}" for factor, value in columns),
    ], rows


def _surely(share: float | None, replicates: int) -> float:
    """Return the share of structures that surely have this best level; NaN with too few replicates to tell.

    A finding stored by an earlier program may hold a share where nothing could be told.
    """
    return math.nan if share is None or replicates < LEAST else share


def lines(numbers: Mapping[str, Any]) -> list[str]:
    """Return a finding as Markdown."""
    body = [
        [
            own["label"],
            own["best"],
            percent(own["share"]),
            percent(_surely(own["surely"], numbers["replicates"])),
            number(own["kendall_w"] if own["kendall_w"] is not None else float("nan")),
        ]
        for own in numbers["outcomes"]
    ]
    out = [
        f"{len(numbers['structures'])} structures, {numbers['replicates']} replicates each. {provisional(numbers['replicates'])}".strip(),
        "",
    ]
    out += table(
        [
            "outcome",
            "level that is best most often",
            "in so many structures",
            "surely (chance of being best ≥ 95 %)",
            "agreement of ranks (Kendall's W)",
        ],
        body,
    )
    heads, rows = value_rows(numbers)
    return [
        *out,
        "Share of structures in which that level is best, by what they have in common:",
        "",
        *table(heads, rows),
    ]
