"""The class page: two levels side by side on the same days, offline, without any library."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from jinja2.utils import htmlsafe_json_dumps

from borderSim.report.assumptions import resolved_scenario
from borderSim.report.source import Comparison, View
from borderSim.report.texts import environment
from borderSim.studies.execution import files

MOST_BYTES = 2_600_000
"""Data of the page; longer series are cut to the first days that fit."""

LOADS = ("shipped", "found", "delivered")
TOTALS = ("planned", "seizures", "delivered", "members_arrested", "leaks")


def sparse(values: np.ndarray) -> list[int]:
    """Return counts, shape (days,), as pairs: gap since the last day that is not zero, count."""
    days = np.flatnonzero(values)
    gaps = np.diff(days, prepend=0)
    return [int(x) for pair in zip(gaps, values[days], strict=True) for x in pair]


def _counts(frame: pd.DataFrame, column: str, days: int) -> np.ndarray:
    if column not in frame.columns:
        return np.zeros(days, dtype=int)
    return np.rint(np.nan_to_num(frame[column].to_numpy(dtype=float, na_value=0.0))).astype(int)[
        :days
    ]


def _level_data(frame: pd.DataFrame, posts: list[str], days: int) -> dict[str, Any]:
    trust = (
        frame["trust_mean"].to_numpy(dtype=float, na_value=np.nan)[:days]
        if "trust_mean" in frame.columns
        else np.zeros(days)
    )
    return {
        "inspected": [_counts(frame, f"inspected:{post}", days).tolist() for post in posts],
        **{
            kind: [sparse(_counts(frame, f"{kind}:{post}", days)) for post in posts]
            for kind in LOADS
        },
        "totals": {name: sparse(_counts(frame, name, days)) for name in TOTALS},
        "trust": [round(float(t), 3) if np.isfinite(t) else None for t in trust],
    }


def _posts(view: View, frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return name, kind, place and lawful traffic of each post that the series know, in a fixed order."""
    declared = resolved_scenario(view.manifest, view.scenario).get("posts") or {}
    names = [
        str(column).partition(":")[2]
        for column in frame.columns
        if str(column).startswith("shipped:")
    ]
    posts = []
    for place, name in enumerate(names):
        entry = declared.get(name) or {}
        flows = entry.get("flows") or {}
        volume = sum(
            float(flow.get("units_per_year") or 0)
            for flow in flows.values()
            if isinstance(flow, dict)
        )
        turn = 2 * np.pi * place / max(1, len(names))
        posts.append(
            {
                "name": name,
                "label": name.replace("_", " "),
                "kind": str(entry.get("kind", "land")),
                "volume": volume,
                "x": float(entry.get("x", 0.5 + 0.4 * np.cos(turn))),
                "y": float(entry.get("y", 0.5 + 0.4 * np.sin(turn))),
            }
        )
    return posts


def class_data(comparison: Comparison) -> dict[str, Any]:
    """Return what the page plays: levels, posts and daily series of the first replicate of the first scenario."""
    view = View(comparison)
    daily = comparison.daily
    if len(daily):
        daily = daily[daily["scenario"] == view.scenario]
        daily = pd.DataFrame(daily[daily["seed"] == daily["seed"].min()])
    frames = (
        {
            str(level): pd.DataFrame(part).sort_values("day")
            for level, part in daily.groupby("level", sort=False)
        }
        if len(daily)
        else {}
    )
    levels = [level for level in view.levels if level.name in frames]
    days = min((len(frames[level.name]) for level in levels), default=0)
    posts = _posts(view, frames[levels[0].name]) if levels else []
    names = [post["name"] for post in posts]
    declared = resolved_scenario(view.manifest, view.scenario)
    data: dict[str, Any] = {
        "scenario": view.scenario,
        "about": [str(declared[key]) for key in ("title", "description") if declared.get(key)],
        "seed": int(next(iter(frames.values()))["seed"].iloc[0]) if frames else None,
        "posts": posts,
        "all_days": days,
        "levels": [
            {"name": x.name, "title": x.title, "colour": x.look.colour, "reference": x.reference}
            for x in levels
        ],
    }
    while True:
        data |= {
            "days": days,
            "series": {
                level.name: _level_data(frames[level.name], names, days) for level in levels
            },
        }
        size = len(json.dumps(data, separators=(",", ":")))
        if size <= MOST_BYTES or days <= 1:
            return data
        days = max(1, int(days * MOST_BYTES / size * 0.98))


def render(comparison: Comparison) -> str:
    """Return the class page as HTML."""
    data = class_data(comparison)
    first = next((level["name"] for level in data["levels"] if level["reference"]), None)
    return (
        environment("borderSim.classroom")
        .get_template("class.html")
        .render(
            data=data,
            first=first,
            last=data["levels"][-1]["name"] if data["levels"] else None,
            version=comparison.manifest.get("program_version", ""),
            data_json=htmlsafe_json_dumps(data, separators=(",", ":"), allow_nan=False),
        )
    )


def write_class_page(comparison: Comparison, path: str | os.PathLike[str]) -> Path:
    """Write the class page of a comparison, whole or not at all.

    It opens from a file, without network.

    Args:
        comparison: its daily series, levels and posts are read.
        path: the file to write; its folder is made if missing.

    Returns:
        The path of the page.
    """
    return files.write_page(path, render(comparison))
