"""What ``bordersim bench`` measured: the table for the terminal, and the page made from ``benchmark.json``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.table import Table
from rich.text import Text

from borderSim.benchmark.timing import LOOP
from borderSim.report.terminal.console import plain_table
from borderSim.report.writing.markdown import template

SIGNS = {"at most": "≤", "at least": "≥"}
VERDICTS = {True: "met", False: "missed", None: ""}
STYLES = {"met": "green", "missed": "bold red", "": ""}

Row = Mapping[str, Any]


def figure(value: float) -> str:
    """Return a number with three significant digits, thousands apart."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def measured(row: Row) -> str:
    """Return what was measured, with its unit; a ratio has a times sign."""
    return f"{figure(row['value'])} {row['unit']}" if row["unit"] else f"× {figure(row['value'])}"


def asked(row: Row) -> str:
    """Return a target in signs, empty where there is none."""
    return "" if row["target"] is None else f"{SIGNS[row['side']]} {row['target']:g}"


def verdict(row: Row) -> str:
    """Return whether a target is met, in a word."""
    return VERDICTS[row["met"]]


def tables(content: Mapping[str, Any]) -> list[Table]:
    """Return the tables for the terminal: the targets, the times, the peers."""
    first = plain_table(
        "what",
        "measured",
        "target",
        "",
        title="Targets: ratios are of this very run",
        numbers=("measured", "target"),
    )
    for row in content["targets"]:
        first.add_row(
            row["title"], measured(row), asked(row), Text(verdict(row), style=STYLES[verdict(row)])
        )
    heads = ("million units", "s a year", "/ national")
    second = plain_table(
        "run",
        *heads,
        title="CPU seconds of a simulated year of national, one core, imports excluded",
        numbers=heads,
    )
    for row in content["timings"]:
        second.add_row(
            row["label"],
            f"{row['units'] / 1e6:,.1f}",
            f"{row['seconds_per_year']:.3f}",
            f"{row['ratio']:.2f}",
        )
    heads = ("part of the traffic", "consignments a CPU second", "full year, s")
    yardstick = f"Yardstick: {LOOP / 1e6:.0f} million additions in plain Python took {content['yardstick_seconds']:.3f} s in the same run."
    third = plain_table(
        "framework",
        *heads,
        title="The plain day of lawful traffic in other frameworks",
        numbers=heads,
        caption=yardstick,
    )
    for name, own in content["peers"].items():
        for row in own:
            third.add_row(
                name,
                f"{row['scale']:g}",
                f"{row['units_per_second']:,.0f}",
                f"{row['full_year']:,.1f}",
            )
    return [first, second, third]


def page(content: Mapping[str, Any]) -> str:
    """Return the page in Markdown."""
    return template(
        "benchmark.md", figure=figure, measured=measured, asked=asked, verdict=verdict
    ).render(content=content, loop=LOOP)
