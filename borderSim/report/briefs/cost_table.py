"""The table of the brief on what each level costs whom: every column adds up as it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from borderSim.language.catalogue import gettext
from borderSim.report.advice.aim_cost import ONCE
from borderSim.report.advice.who_pays import Payer, WhoPays
from borderSim.report.comparison.assumptions import resolved_scenario
from borderSim.report.comparison.source import View
from borderSim.report.writing.adding_up import adding_up
from borderSim.report.writing.numbers import fixed

SERVICES = ("customs", "police", "justice")
SUM, TRADE = "public", "trade"

type Cell = tuple[str, str]
"""What is shown, and what is said of it; empty for nothing."""


@dataclass(frozen=True)
class Row:
    """A row of the table.

    Attributes:
        title: its head. whole: whether it is the sum of those above it. cells: by level.
    """

    title: str
    whole: bool
    cells: list[Cell]


def cost_table(view: View, paid: WhoPays | None) -> list[Row]:
    """Return the rows, in the unit of who pays; empty where it is not known who does."""
    if paid is None:
        return []
    by = {payer.name: payer for payer in paid.payers}
    parts, sums = _adding_up(by, paid)
    rows = [
        Row(by[name].title, False, _cells(own)) for name, own in zip(SERVICES, parts, strict=True)
    ]
    rows.append(Row(by[SUM].title, True, _cells(sums)))
    rows.append(Row(by[TRADE].title, False, _own(by[TRADE])))
    return [*rows, *_setup(view, paid), *_posts(view)]


def _adding_up(by: dict[str, Payer], paid: WhoPays) -> tuple[list[list[str]], list[str]]:
    """Return of each service, level by level, what is shown, and the sums."""
    places, columns, sums = paid.scale.places, [], []
    for place, whole in enumerate(by[SUM].cells):
        amounts = [by[name].amounts[place] * paid.scale.factor for name in SERVICES]
        parts, total = adding_up(amounts, places)
        signed = bool(whole.difference)
        columns.append([fixed(one, places, signed=signed) for one in parts])
        sums.append(fixed(total, places, signed=signed))
    return [list(row) for row in zip(*columns, strict=True)], sums


def _cells(shown: Sequence[str]) -> list[Cell]:
    """Return cells of what is mostly a price that was set: the interval of the rest of it says little."""
    return [(one, "") for one in shown]


def _own(payer: Payer) -> list[Cell]:
    """Return the cells of a payer of whom chance decides, with a word where the difference could be chance."""
    chance = gettext("could be chance")
    return [
        (cell.difference or cell.value, chance if cell.clearly == "unclear" else "")
        for cell in payer.cells
    ]


def _setup(view: View, paid: WhoPays) -> list[Row]:
    """Return all set-up of each level beyond today's; nothing where it is not kept."""
    columns = [view.column(one, ONCE) for one in view.levels]
    if not all(np.isfinite(one).all() for one in columns):
        return []
    amounts = [float(one.mean()) for one in columns]
    today = amounts[view.levels.index(view.reference)]
    if not any(amounts):
        return []
    cells = [
        (
            paid.scale.shown(one)
            if level.reference
            else paid.scale.shown(one - today, signed=True),
            "",
        )
        for level, one in zip(view.levels, amounts, strict=True)
    ]
    return [Row(gettext("Set-up in all, once, paid before it is in force"), False, cells)]


def _posts(view: View) -> list[Row]:
    """Return the working time of both services in full-time posts, differences with their sign."""
    config = resolved_scenario(view.manifest, view.scenario)
    of_post = float((config.get("customs") or {}).get("hours_per_officer_year") or np.nan)
    posts = [
        float(np.nanmean(view.column(level, "coordination_hours"))) / view.measured / of_post
        for level in view.levels
    ]
    if not np.isfinite(posts).all():
        return []
    today = posts[view.levels.index(view.reference)]
    cells = [
        (fixed(one, 1) if level.reference else fixed(one - today, 1, signed=True), "")
        for level, one in zip(view.levels, posts, strict=True)
    ]
    return [Row(gettext("Working time for meetings and exchange, full-time posts"), False, cells)]
