"""Which parameters outcomes and differences of levels depend on, from a Morris or Sobol design or given data."""

from __future__ import annotations

import math
from typing import Any

from borderSim.measures.quantities import yardstick
from borderSim.studies.analysis.findings.text import Finding, percent, table
from borderSim.studies.analysis.sensitivity import Sensitivity
from borderSim.studies.analysis.sensitivity.targets import DIFFERENCE

SHOWN = 10
"""Factors that a figure or a text names; the table holds all."""


def find(sensitivity: Sensitivity, scenario: str) -> Finding:
    """Return the finding of a sensitivity analysis."""
    numbers: dict[str, Any] = {
        "scenario": scenario,
        "method": sensitivity.method,
        "points": sensitivity.points,
        "replicates": sensitivity.replicates,
        "factors": sensitivity.factors,
        "notes": list(sensitivity.notes),
        "targets": strongest(sensitivity),
    }
    return Finding(numbers, _lines(sensitivity, numbers))


def strongest(sensitivity: Sensitivity) -> list[dict[str, Any]]:
    """Return, for each target, its strongest factors and the share of the variance that chance makes."""
    keys = ["scenario", "arm", "kind", "level", "against", "outcome"]
    noise = sensitivity.noise.set_index(keys)["noise_share"]
    found = []
    for labels, part in sensitivity.table[sensitivity.table["index"] == sensitivity.main].groupby(
        keys, sort=False
    ):
        top = (
            part.dropna(subset="value")
            .sort_values("value", ascending=False, kind="stable")
            .head(SHOWN)
        )
        share = float(noise.loc[labels])
        found.append(
            {
                **dict(zip(keys, labels, strict=True)),
                "noise_share": None if math.isnan(share) else round(share, 4),
                "above_floor": int((part["told"] == True).sum()),  # noqa: E712 - None stands for not known
                "strongest": [
                    {
                        "factor": row["factor"],
                        **{k: _plain(row[k]) for k in ("value", "low", "high", "floor", "told")},
                    }
                    for row in top.to_dict("records")
                ],
            }
        )
    return found


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    return float(f"{value:.6g}") if math.isfinite(value) else None


def named(target: dict[str, Any], most: int, factor: float) -> str:
    """Return the strongest factors above the floor, or the strongest of all where the floor is not known."""
    told = [row for row in target["strongest"] if row["told"] or row["told"] is None]
    return (
        ", ".join(f"`{row['factor']}` {row['value'] * factor:.3g}" for row in told[:most])
        or "none is told from chance"
    )


def _lines(sensitivity: Sensitivity, numbers: dict[str, Any]) -> list[str]:
    index = {"mu_star": "mu*", "ST": "ST", "pawn": "PAWN"}[sensitivity.main]
    lines = [
        f"{sensitivity.factors} factors, {sensitivity.points} points, {sensitivity.replicates} replicates a point; method: {sensitivity.method}.",
        "",
    ]
    lines += [f"Note: {note}." for note in sensitivity.notes]
    body = []
    for target in numbers["targets"]:
        stick = yardstick(target["outcome"])
        scale = stick.factor if sensitivity.main == "mu_star" else 1.0
        unit = (
            f" ({stick.unit}{' a year' if stick.per_year else ''})"
            if sensitivity.main == "mu_star"
            else ""
        )
        what = (
            f"{target['level']} − {target['against']}"
            if target["kind"] == DIFFERENCE
            else target["level"]
        )
        where = [target["scenario"]] if len({t["scenario"] for t in numbers["targets"]}) > 1 else []
        body.append(
            [
                *where,
                f"{stick.label}{unit}",
                what,
                f"{target['above_floor']} of {sensitivity.factors}",
                percent(math.nan if target["noise_share"] is None else target["noise_share"]),
                named(target, 3, scale),
            ]
        )
    heads = ["scenario"] if body and len(body[0]) > 5 else []
    lines += [
        "",
        *table(
            [
                *heads,
                "outcome",
                "of",
                "factors told from chance",
                "variance by chance",
                f"strongest ({index})",
            ],
            body,
        ),
    ]
    return lines
