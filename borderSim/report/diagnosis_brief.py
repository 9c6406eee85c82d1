"""The brief of a diagnosis: two A4 pages on where a country stands, what comes first, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from borderSim.diagnose.diagnosis import Diagnosis
from borderSim.diagnose.profile import level_names
from borderSim.language.catalogue import gettext
from borderSim.report.diagnosis import profile_picture
from borderSim.report.diagnosis_rows import Table, tables
from borderSim.report.diagnosis_words import level_title, service_title, trait_titles
from borderSim.report.left_out import told_first
from borderSim.report.texts import environment, level_meaning
from borderSim.studies.execution import files
from borderSim.version import __version__

PAGE = "brief.html"
MOST_REMEDIES, MOST_GAPS, MOST_INDICATORS = 6, 7, 6
"""Rows that two pages hold; the page of the diagnosis has them all."""
RANKED = (0, 1, 2, 4, 5, 6, 7)
"""Columns of the ranking that the brief shows: all but the interdiction rate and what pays when."""


def render(found: Diagnosis, remedies: Mapping[str, Any] | None = None) -> str:
    """Return the brief in the language in force.

    Args:
        found: the diagnosis.
        remedies: what was simulated (:func:`borderSim.report.diagnosis_remedies.read_remedies`); None: nothing.
    """
    made = {table.name: table for table in tables(found)}
    return (
        environment()
        .get_template("diagnosis_brief.html")
        .render(
            found=found,
            profile=found.profile,
            joined=found.joined,
            apart=found.joined.gaps() if found.joined.two else [],
            picture=profile_picture(found),
            gaps=_first(made.get("gaps"), MOST_GAPS),
            ranking=_ranking(remedies),
            road=remedies["road_table"] if remedies and remedies["road"]["steps"] else None,
            indicators=_first(remedies["watch_table"], MOST_INDICATORS) if remedies else None,
            remedies=remedies,
            levels=level_names(),
            traits=trait_titles(),
            level_title=level_title,
            level_meaning=level_meaning,
            service_title=service_title,
            left_out=[gettext(text) for text in told_first()],
            version=__version__,
        )
    )


def _first(table: Table | None, most: int) -> Table | None:
    """Return the first rows of a table, None where there are none."""
    if table is None or not table.rows:
        return None
    return Table(table.name, table.title, table.heads, table.rows[:most])


def _ranking(remedies: Mapping[str, Any] | None) -> Table | None:
    """Return the best remedies alone, in the columns that a decision needs."""
    single = [t for t in remedies["tables"] if t.name == "single"] if remedies else []
    cut = _first(single[0], MOST_REMEDIES) if single else None
    if cut is None:
        return None
    own = [place for place in RANKED if place < len(cut.heads)]
    return Table(
        cut.name,
        cut.title,
        tuple(cut.heads[place] for place in own),
        [tuple(row[place] for place in own) for row in cut.rows],
    )


def write(found: Diagnosis, folder: Path, remedies: Mapping[str, Any] | None = None) -> Path:
    """Write the brief into the folder of a diagnosis, whole or not at all; return its path."""
    return files.write_page(folder / PAGE, render(found, remedies))
