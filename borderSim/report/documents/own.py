"""The page on measures and interventions of one's own: what they see is told from the views themselves."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from dataclasses import dataclass

from borderSim.extend.intervention import MAY_SET
from borderSim.extend.kinds import KINDS
from borderSim.extend.views import (
    BY_POST,
    COUNTED,
    HIDDEN,
    IN_THE_BOOKS,
    STATES,
    WORKED_OUT,
    DayView,
    MorningView,
    OrganisationsView,
)
from borderSim.measures.columns import described
from borderSim.report.writing.markdown import template

_ENTRY = re.compile(r"^(\w+): (.*)$")


@dataclass(frozen=True)
class Row:
    """A name, its unit and what stands under it."""

    name: str
    unit: str
    text: str


def page() -> str:
    """Return the page in Markdown."""
    return (
        template("own.md").render(
            kinds=KINDS,
            day=attributes(DayView),
            organisations=attributes(OrganisationsView),
            morning=attributes(MorningView),
            counted=_rows(COUNTED),
            states=_rows(STATES),
            by_post=_by_post(),
            books=", ".join(f"`{name}`" for name in IN_THE_BOOKS),
            hidden=", ".join(f"`{name}`" for name in HIDDEN),
            worked_out=", ".join(f"`{name}`" for name in WORKED_OUT),
            may=", ".join(f"`{name}`" for name in MAY_SET),
        )
        + "\n"
    )


def attributes(view: type) -> list[Row]:
    """Return the attributes of a view, as its docstring tells them."""
    lines = inspect.cleandoc(view.__doc__ or "").partition("Attributes:\n")[2].split("\n")
    found: list[Row] = []
    for line in map(str.strip, lines):
        entry = _ENTRY.match(line)
        if entry:
            found.append(Row(entry[1], "", entry[2]))
        elif line and found:
            found[-1] = Row(found[-1].name, "", f"{found[-1].text} {line}")
    plain = [Row(row.name, "", _plain(row.text)) for row in found]
    return plain


def _plain(text: str) -> str:
    return re.sub(r"``([^`]*)``", r"`\1`", re.sub(r":class:`([^`]*)`", r"`\1`", text))


def _rows(names: Iterable[str]) -> list[Row]:
    found = [(name, described(name, "daily")) for name in names]
    return [
        Row(name, column.unit if column else "", column.meaning if column else "")
        for name, column in found
    ]


def _by_post() -> list[Row]:
    return [
        Row(f"{row.name.partition(':')[0]}:<post>", row.unit, row.text)
        for row in _rows(f"{what}:x" for what in BY_POST)
    ]
