"""The page on intervals: how they are made, and how often they hold the truth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from borderSim.report.writing.markdown import template
from borderSim.studies.analysis.coverage import (
    ASKED_AT,
    COUNTS,
    KINDS,
    LOW,
    MONTH,
    MONTH_LABEL,
    STUDIES,
    stored,
)
from borderSim.studies.analysis.estimates import LEAST, PROVISIONAL_BELOW
from borderSim.studies.analysis.precision import SHARE, USUAL_MOST, Rule


def intervals_page() -> str:
    """Return ``docs/intervals.md``, from what ``borderSim.studies.analysis.coverage`` measured."""
    rows = {(row["kind"], row["n"]): row for row in stored()}
    labels = {kind: own.label for kind, own in KINDS.items()} | {MONTH: MONTH_LABEL}
    tables = {
        part: [
            [label, *(_share(rows.get((kind, n), {}), part) for n in COUNTS)]
            for kind, label in labels.items()
            if any(part in rows.get((kind, n), {}) for n in COUNTS)
        ]
        for part in ("value", "difference")
    }
    last = {kind: rows.get((kind, USUAL_MOST), {}) for kind in KINDS}
    stopped = [
        [labels[kind], _share(row, "early"), _share(row, "stopped")]
        for kind, row in last.items()
        if "stopped" in row
    ]
    rule = Rule(SHARE, USUAL_MOST)
    return template("intervals.md").render(
        counts=COUNTS,
        tables=tables,
        stopped=stopped,
        rule=rule,
        asked_at=ASKED_AT,
        enough=PROVISIONAL_BELOW,
        least=LEAST,
        low=f"{100 * LOW:.0f}",
        studies=f"{STUDIES:,}",
    )


def _share(row: Mapping[str, Any], part: str) -> str:
    """Write a coverage; what is too low stands out."""
    share = row.get(part)
    if share is None:
        return "–"
    text = f"{100 * share:.1f}"
    return f"**{text}**" if share < LOW and part != "early" else text
