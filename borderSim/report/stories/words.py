"""Words, numbers and tables of stories for the terminal: the sentences themselves stand in ``templates/story.txt``."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Any

from rich import box
from rich.table import Table

from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.stories import Story
from borderSim.report.writing.numbers import euro_scale, fixed, plain
from borderSim.report.writing.texts import plain_text


def facts_of(one: Story) -> tuple[str, ...]:
    """Return goods, value, place, organisation and day of arrival of a shipment, as cells of a table."""
    arrived = on_day(one.arrived) if one.arrived is not None else ""
    return (
        goods(one),
        euro(one.value_eur),
        say("place", one.route),
        str(one.organisation),
        arrived,
    )


def new_table(*columns: str, right: Sequence[str] = (), title: str = "") -> Table:
    """Return an empty table; its columns are named by ``HEADS`` of the template, those of ``right`` hold numbers."""
    table = Table(
        title=title or None,
        box=box.SIMPLE,
        title_justify="left",
        title_style="bold",
        header_style="bold",
        pad_edge=False,
    )
    for column in columns:
        table.add_column(
            words("HEADS")[column], justify="right" if column in right else "left", overflow="fold"
        )
    return table


@cache
def module() -> Any:
    """Return the module of the template: its macros and words."""
    env = plain_text(
        euro=euro,
        goods=goods,
        day=on_day,
        times=_times,
        oddity=_oddity,
        systems=_systems,
        fixed2=lambda value: fixed(float(value), 2),
        percent=_percent,
        count=lambda number: plain(float(number)),
        part=_percent_of,
    )
    return env.get_template("story.txt").module


def say(macro: str, *values: object) -> str:
    """Return the sentence of a macro of the template, in one line."""
    return " ".join(str(getattr(module(), macro)(*values)).split())


def words(name: str) -> dict[str, str]:
    """Return a list of words of the template."""
    return getattr(module(), name)


def euro(value: float) -> str:
    """Return an amount as people read it."""
    factor, unit = euro_scale(value)
    return f"{plain(float(f'{value * factor:.3g}'))} {unit}"


def goods(one: Story) -> str:
    """Return the amount and kind of goods of a shipment."""
    unit = OUTCOMES[f"seized_{one.commodity}"].unit if f"seized_{one.commodity}" in OUTCOMES else ""
    return f"{plain(float(f'{one.quantity:.3g}'))} {unit} {one.commodity}".replace("  ", " ")


def on_day(day: int | float) -> str:
    """Return a day as text."""
    return fixed(float(day), 0)


def _times(log_odds: float) -> str:
    """How much riskier than the average a class is believed."""
    return f"{plain(float(f'{math.exp(log_odds):.2g}'))} times as risky as the average"


def _oddity(score: float) -> str:
    """The share of lawful documents that are less odd."""
    share = 50.0 * (1.0 + math.erf(score / math.sqrt(2.0)))
    return f"odder than {fixed(share, 0)} % of lawful ones"


def _systems(names: str) -> str:
    return names.replace("_", " ").replace("+", ", ")


def _percent(share: float) -> str:
    return f"{fixed(100.0 * share, 0)} %"


def _percent_of(number: int, of: int) -> str:
    """A small part of a whole, with one decimal."""
    return f"{fixed(100.0 * number / of, 1)} %" if of else "–"
