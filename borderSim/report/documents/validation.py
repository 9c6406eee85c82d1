"""The table of patterns for the terminal, and the page made from ``validation.json``."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from borderSim.report.documents.age import made_by
from borderSim.report.writing.markdown import template
from borderSim.report.writing.numbers import decimals, fixed
from borderSim.studies.analysis.estimates import LEAST
from borderSim.studies.analysis.published_bands import PUBLISHED

CLASSES = ("must hold", "guard", "reported", "shown")
STYLES = {"agrees": "green", "disagrees": "bold red", "inconclusive": "yellow"}
MAGNITUDE = "M-"
"""Ids of the magnitudes begin so: they stand in a table of their own."""

WITHOUT = {"few": f"fewer than {LEAST} seeds", "same": "the same in every seed"}
"""What stands in place of an interval."""

Row = Mapping[str, Any]


def number(row: Row) -> str:
    """Return an estimate with its interval and unit."""
    value, (low, high) = row["estimate"], row["interval"]
    if value is None:
        return "not defined"
    factor, unit = (
        (100.0, " %") if row["unit"] == "%" else (1.0, f" {row['unit']}" if row["unit"] else "")
    )
    if row.get("why") in WITHOUT:
        return f"{fixed(value * factor, decimals(math.inf, value * factor))}{unit} ({WITHOUT[row['why']]})"
    ends = [None if end is None else end * factor for end in (low, high)]
    width = (ends[1] - ends[0]) / 2 if None not in ends else math.inf  # type: ignore[operator]
    places = decimals(width, value * factor)
    shown = [("−∞", "∞")[i] if end is None else fixed(end, places) for i, end in enumerate(ends)]
    return f"{fixed(value * factor, places)} [{shown[0]}; {shown[1]}]{unit}"


def asked(row: Row) -> str:
    """Return what the source asks for, in signs."""
    low, high = row["side"]
    factor, unit = (100.0, " %") if row["unit"] == "%" else (1.0, "")

    def end(value: float) -> str:
        return f"{value * factor:.4g}".replace("-", "−")

    if low is None:
        return f"< {end(high)}{unit}"
    return f"> {end(low)}{unit}" if high is None else f"{end(low)} to {end(high)}{unit}"


def verdict_table(content: Mapping[str, Any]) -> Table:
    """Return the table for the terminal, a row a pattern."""
    table = Table(
        box=box.SIMPLE,
        title=title(content),
        title_justify="left",
        title_style="bold",
        pad_edge=False,
    )
    for head, right in (
        ("id", False),
        ("class", False),
        ("what is estimated", False),
        ("estimate [95 %]", True),
        ("asked", False),
        ("verdict", False),
        ("seeds", True),
    ):
        table.add_column(head, justify="right" if right else "left", overflow="fold")
    for row in content["patterns"]:
        verdict = Text(row["verdict"], style=STYLES[row["verdict"]])
        lead = decisive(row)
        table.add_row(
            row["id"],
            row["class"],
            f"{row['title']}: {lead['text']}",
            number(lead),
            asked(lead),
            verdict,
            str(row["seeds"]),
        )
    return table


def decisive(row: Row) -> Row:
    """Return the claim that made the verdict: the first that bears it."""
    return next(c for c in row["claims"] if c["verdict"] == row["verdict"])


def published(row: Row) -> str:
    """Return what is published of a magnitude, with its sources; that nothing is, where nothing is."""
    return PUBLISHED.get(row["id"].removeprefix(MAGNITUDE), "none")


def title(content: Mapping[str, Any]) -> str:
    """Return the count of verdicts in words."""
    counts = Counter(row["verdict"] for row in content["patterns"] if row["class"] == "must hold")
    number_of = sum(counts.values())
    indicative = " (indicative: few seeds)" if content["indicative"] else ""
    return (
        f"must hold: {counts['agrees']} of {number_of} agree, {counts['disagrees']} disagree, "
        f"{counts['inconclusive']} inconclusive{indicative}"
    )


def page(content: Mapping[str, Any]) -> str:
    """Return the page in Markdown."""
    rows = content["patterns"]
    return template("validation.md", number=number, asked=asked, published=published).render(
        content=content,
        program=made_by(content),
        title=title(content),
        patterns=[row for row in rows if not row["id"].startswith(MAGNITUDE)],
        magnitudes=[row for row in rows if row["id"].startswith(MAGNITUDE)],
        seconds=content["ran"]["seconds"],
        decisive=decisive,
    )
