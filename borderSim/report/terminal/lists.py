"""Lists for the terminal: what is shipped and what can be named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group
from rich.table import Table
from rich.text import Text

from borderSim.language.catalogue import N_, gettext
from borderSim.language.forms import localised
from borderSim.report.terminal.console import plain_table

COUNTED = (N_("posts"), N_("officers"), N_("organisations"), N_("years"))
"""Heads of the columns of numbers in the table of scenarios."""


def shipped_tables(
    scenarios: Sequence[Mapping[str, object]],
    levels: Sequence[Mapping[str, object]],
    legal_models: Sequence[Mapping[str, object]],
) -> Group:
    """Return what is shipped: scenarios, levels with their traits, legal models."""
    numbers = tuple(map(gettext, COUNTED))
    first = plain_table(
        gettext("name"),
        gettext("title"),
        *numbers,
        gettext("legal model"),
        gettext("description"),
        title=gettext("scenarios (scenario=NAME)"),
        numbers=numbers,
    )
    for row in scenarios:
        keys = (
            "name",
            "title",
            "posts",
            "officers",
            "organisations",
            "years",
            "legal_model",
            "description",
        )
        first.add_row(
            *(
                localised(f"{row[key]:g}")
                if isinstance(row[key], float)
                else gettext(str(row[key]))
                if key in ("title", "description")
                else str(row[key])
                for key in keys
            )
        )
    return Group(
        first,
        _turned(
            levels,
            gettext(
                "partnership levels (partnership=NAME, levels='[NAME,...]'); customs to police / police to customs"
            ),
        ),
        _turned(legal_models, gettext("legal models (legal_model=NAME)")),
    )


def instrument_table(rows: Sequence[Mapping[str, str]]) -> Table:
    """Return the instruments that can be added to a level (rows of :func:`borderSim.scenario.catalogue.instrument_rows`)."""
    days = gettext("set-up\ndays")
    table = plain_table(
        gettext("name and what it is"),
        gettext("needs"),
        days,
        "EUR",
        gettext("hours a week\ncustoms / police"),
        title=gettext(
            "instruments (levels='[cooperation+NAME,...]', instruments='[NAME,...]'); what each gives: docs/cooperation.md"
        ),
        numbers=(days,),
    )
    for column, most in zip(table.columns, (66, 36, 6, 24, 16), strict=True):
        column.max_width = most
    for row in rows:
        name = Text(row["name"], style="bold").append(
            "\n"
            + gettext("{title} ({handbook}): {about}").format(
                title=gettext(row["title"]), handbook=row["handbook"], about=gettext(row["about"])
            ),
            style="not bold dim",
        )
        table.add_row(name, row["needs"], row["setup_days"], row["cost"], row["hours"])
    return table


def rule_table(rows: Sequence[Mapping[str, str]]) -> Table:
    """Return the decision rules that can be named."""
    return _named(gettext("decision rules (KEY=NAME)"), rows)


def own_table(rows: Sequence[Mapping[str, str]]) -> Table:
    """Return the measures and interventions that can be named."""
    return _named(gettext("measures and interventions (KEY='[NAME,...]')"), rows)


def _named(title: str, rows: Sequence[Mapping[str, str]]) -> Table:
    """Return what can be named by a key, with the package that brings it (empty: built in)."""
    table = plain_table(
        gettext("key"), gettext("name"), gettext("from"), gettext("what it does"), title=title
    )
    for row in rows:
        table.add_row(row["key"], row["name"], row["package"] or gettext("built in"), row["doc"])
    return table


def shock_table(rows: Sequence[Mapping[str, str]]) -> Table:
    """Return the shocks that can be named."""
    table = plain_table(
        gettext("name"),
        gettext("title"),
        gettext("strikes"),
        gettext("does nothing without"),
        gettext("handbook"),
        title=gettext("shocks (shocks='[NAME,...]', shocks.NAME.day=)"),
    )
    for row in rows:
        table.add_row(row["name"], row["title"], row["when"], row["needs"], row["section"])
    return table


def _turned(rows: Sequence[Mapping[str, object]], title: str) -> Table:
    """Return a table with a column per row given and a row per key."""
    names = [str(row["name"]) for row in rows]
    table = plain_table("", *names, title=title, numbers=names)
    for key in rows[0]:
        if key not in ("name", "title"):
            table.add_row(key, *(str(row[key]) for row in rows))
    return table
