"""The page of a diagnosis: profile, differences, gaps, what is in force, and what remedies would do."""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from borderSim.diagnose.diagnosis import Diagnosis
from borderSim.diagnose.profile import level_names
from borderSim.language.catalogue import gettext as _
from borderSim.language.current import current
from borderSim.report.diagnosis.rows import Table, as_data, part_words, tables
from borderSim.report.diagnosis.words import (
    dial_titles,
    level_title,
    service_title,
    trait_titles,
)
from borderSim.report.layout.paper import WIDTH
from borderSim.report.writing.texts import apart, environment, level_meaning
from borderSim.studies.execution import files
from borderSim.version import __version__

PAGE, DATA = "diagnosis.html", "diagnosis.json"
LEFT, STEP, ROW, TOP = 330, 105, 26, 46
"""Of the figure of the profile: where the levels begin, their distance, the height of a row, the head; px."""


def render(found: Diagnosis, remedies: Mapping[str, Any] | None = None, folder: str = "") -> str:
    """Return the page in the language in force.

    Args:
        found: the diagnosis.
        remedies: what was simulated (:func:`borderSim.report.diagnosis.remedies.read_remedies`); None: nothing.
        folder: of the result, as commands name it.
    """
    made = {table.name: table for table in tables(found)}
    picture = profile_picture(found)
    return (
        environment()
        .get_template("diagnosis.html")
        .render(
            found=found,
            profile=found.profile,
            joined=found.joined,
            tables=made,
            csv={name: csv_of(table) for name, table in made.items()},
            picture=picture,
            picture_link=_link("image/svg+xml", picture.encode()),
            traits=trait_titles(),
            level_title=level_title,
            level_meaning=level_meaning,
            service_title=service_title,
            part_words=part_words,
            levels=level_names(),
            lang=current(),
            version=__version__,
            remedies=remedies,
            folder=folder,
        )
    )


def csv_of(table: Table) -> str:
    """Return a table as a link that holds it as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([table.heads, *table.rows])
    return _link("text/csv;charset=utf-8", b"\xef\xbb\xbf" + text.getvalue().encode())


def _link(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def write(found: Diagnosis, folder: Path, remedies: Mapping[str, Any] | None = None) -> list[Path]:
    """Write ``diagnosis.json`` and ``diagnosis.html``; return their paths."""
    data = as_data(found) | ({"remedies": remedies["data"]} if remedies else {})
    return [
        files.write_json(folder / DATA, data),
        files.write_page(folder / PAGE, render(found, remedies, str(folder))),
    ]


# ------------------------------------------------------------------------------ the figure
def profile_picture(found: Diagnosis, row_height: int = ROW) -> Markup:
    """Return the profile as SVG: a row per trait, a column per level.

    Args:
        found: the diagnosis.
        row_height: of a row, px of its own scale.
    """
    names, titles, dials = level_names(), trait_titles(), dial_titles()
    rows, y, last, named = [], TOP, "", found.profile.named
    for row in found.profile.rows:
        if row.dial != last:
            rows.append({"head": dials[row.dial], "y": y + row_height - 6})
            y, last = y + row_height, row.dial
        rows.append(
            {
                "title": titles[row.trait],
                "y": y + row_height // 2,
                "at": _x(row.step),
                "low": _x(row.low),
                "high": _x(row.high),
                "unsure": row.unsure,
                "weak": row.trait in found.profile.weak,
            }
        )
        y += row_height
    return Markup(  # (the template escapes what it holds)
        environment()
        .get_template("diagnosis_profile.html")
        .render(
            rows=rows,
            levels=[{"title": level_title(name), "x": _x(step)} for step, name in enumerate(names)],
            implied=_x(names.index(found.profile.implied)),
            named=[
                {
                    "title": apart(service_title(s) for s, own in named.items() if own == level),
                    "x": _x(names.index(level)),
                    "dash": dash,
                }
                for level, dash in zip(dict.fromkeys(named.values()), ("6 4", "2 4"), strict=False)
            ],
            width=LEFT + STEP * len(names),
            height=y + 12,
            drawn=drawn_height(y + 12, LEFT + STEP * len(names)),
            top=TOP,
            text=_("The table below holds what this figure shows."),
        )
    )


def drawn_height(height: float, width: float) -> float:
    """Return how high a figure is on a sheet of paper, mm, where it is as wide as the sheet."""
    return round(height / width * WIDTH, 1)


def _x(step: int) -> float:
    return LEFT + STEP * (step + 0.5)
