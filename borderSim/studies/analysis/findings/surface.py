"""Two dials: difference of every place to the lowest corner, and whether the dials help each other.

The interaction of two places is what both dials give together beyond the sum of each alone, a
contrast of four places on the same chances.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from borderSim.measures.outcomes import HEADLINE
from borderSim.measures.quantities import Yardstick, yardstick, yearly
from borderSim.studies.analysis.contrasts import (
    Cells,
    Estimate,
    cells_of,
    contrast,
    matters,
    shown,
    stored,
)
from borderSim.studies.analysis.findings.text import (
    Finding,
    TooLittleError,
    provisional,
    rounded,
    still_open,
    table,
)
from borderSim.studies.analysis.tables import Frame, factor_columns
from borderSim.studies.design.factors import LEVERS

Cell = tuple[str, str]


def find(runs: Frame, measured_years: float) -> Finding:
    """Return surfaces, interactions and best places.

    Args:
        runs: a row per run of a design whose factors are two dials.
        measured_years: years that are measured; totals are told a year.

    Raises:
        TooLittleError: not two dials with at least two places each.
    """
    dials = [column for column in factor_columns(runs) if column.startswith(LEVERS)]
    if len(dials) != 2 or any(runs[dial].nunique() < 2 for dial in dials):
        raise TooLittleError("a surface needs two dials as factors, each with two places or more")
    places = [sorted(map(float, runs[dial].unique())) for dial in dials]
    scenario = str(runs["scenario"].iloc[0])
    cells = {
        (float(x), float(y)): own
        for (x, y), own in (
            (tuple(map(float, key)), part) for key, part in _cells(runs, scenario, dials).items()
        )
    }
    corner = (places[0][0], places[1][0])
    keyed: Cells = {(f"{x:g}", f"{y:g}"): part for (x, y), part in cells.items()}
    surfaces, interactions = [], []
    for name in HEADLINE:
        stick = yardstick(name)
        least = matters(keyed, stick, _key(*corner), measured_years)
        own = [
            {"x": x, "y": y, "least": least}
            | _difference(keyed, stick, (x, y), corner, measured_years).as_dict()
            for y in places[1]
            for x in places[0]
        ]
        better = -1 if stick.better < 0 else 1
        best = max(
            (cell for cell in own if cell["value"] == cell["value"]),
            key=lambda cell: better * cell["value"],
            default=None,
        )
        surfaces.append(
            {
                "outcome": name,
                **stick.as_dict(),
                "cells": own,
                "best": best,
            }
        )
        for x, y in dict.fromkeys(
            [
                (places[0][len(places[0]) // 2], places[1][len(places[1]) // 2]),
                (places[0][-1], places[1][-1]),
            ]
        ):
            weights = {
                _key(x, y): 1.0,
                _key(x, corner[1]): -1.0,
                _key(corner[0], y): -1.0,
                _key(*corner): 1.0,
            }
            found = (
                contrast(keyed, stick, weights, measured_years) if len(weights) == 4 else Estimate()
            )
            interactions.append({"outcome": name, "x": x, "y": y, "least": least} | found.as_dict())
    numbers: dict[str, Any] = {
        "scenario": scenario,
        "years": measured_years,
        "replicates": int(runs["replicate"].nunique()),
        "dials": [d.removeprefix(LEVERS) for d in dials],
        "places": places,
        "surfaces": surfaces,
        "interactions": interactions,
    }
    numbers = rounded(numbers)
    return Finding(numbers, lines(numbers))


def _cells(runs: Frame, scenario: str, dials: list[str]) -> Cells:
    own = runs[(runs["scenario"] == scenario) & (runs["arm"] == runs["arm"].iloc[0])]
    return cells_of(own, dials)


def _key(x: float, y: float) -> Cell:
    return f"{x:g}", f"{y:g}"


def _difference(
    cells: Cells,
    stick: Yardstick,
    place: tuple[float, float],
    corner: tuple[float, float],
    measured_years: float,
) -> Estimate:
    if place == corner:
        return Estimate(0.0, n=len(cells[_key(*corner)]), error=0.0)
    return contrast(cells, stick, {_key(*place): 1.0, _key(*corner): -1.0}, measured_years)


def kind_of(row: dict[str, Any], better: int) -> str:
    """Return what an interaction says: complements, substitutes, that they add up, or that it cannot be told."""
    found = stored(row)
    if better == 0:
        return "–"
    if found.same and found.value == 0:
        return "they add up"
    if not found.clear:
        return "not told"
    return "complements" if (found.value > 0) == (better > 0) else "substitutes"


def lines(numbers: Mapping[str, Any]) -> list[str]:
    """Return a finding as Markdown."""
    x, y = numbers["dials"]
    sticks = {row["outcome"]: row for row in numbers["surfaces"]}
    body = []
    for row in numbers["surfaces"]:
        unit = yearly(row["unit"], row["per_year"])
        best = row["best"]
        own = [one for one in numbers["interactions"] if one["outcome"] == row["outcome"]]
        body.append(
            [
                f"{row['label']} ({unit})",
                f"{best['x']:g}, {best['y']:g}" if best else "–",
                shown(best, factor=row["factor"]) if best else "–",
                *(
                    f"{shown(one, factor=row['factor'])} ({kind_of(one, sticks[one['outcome']]['better'])})"
                    for one in own
                ),
            ]
        )
    places = [
        f"both together beyond their sum at {one['x']:g}, {one['y']:g}"
        for one in numbers["interactions"]
        if one["outcome"] == numbers["surfaces"][0]["outcome"]
    ]
    note = provisional(numbers["replicates"])
    return [
        f"Differences to the lowest corner of `{x}` and `{y}`, {numbers['replicates']} replicates on the same chances. {note}".strip(),
        "",
        "The best place is chosen by the runs that tell its difference, out of all places: that difference is too good on average, and its interval is not corrected for the choice.",
        "",
        *still_open(
            [*numbers["interactions"], *(c for s in numbers["surfaces"] for c in s["cells"])]
        ),
        *table(["outcome", f"best place ({x}, {y})", "difference there", *places], body),
    ]
