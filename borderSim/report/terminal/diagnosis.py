"""A diagnosis for the terminal."""

from __future__ import annotations

from rich import box
from rich.console import Group
from rich.table import Table as RichTable

from borderSim.diagnose.diagnosis import Diagnosis
from borderSim.language.catalogue import gettext as _
from borderSim.report.diagnosis.rows import Table, tables
from borderSim.report.diagnosis.words import level_title, service_title


def diagnosis_tables(found: Diagnosis) -> Group:
    """Return the answer in short, then every table, in the language in force."""
    return Group(*in_short(found), "", *(drawn(table) for table in tables(found)))


def in_short(found: Diagnosis) -> list[str]:
    """Return where the country stands, in a few lines."""
    profile = found.profile
    lines = [
        _("level implied by the answers: {level}").format(level=level_title(profile.implied)),
        _("weakest link: {level}").format(level=level_title(profile.weakest)),
    ]
    if profile.implied_low != profile.implied_high:
        lines[0] += _(" (may be {low} to {high})").format(
            low=level_title(profile.implied_low), high=level_title(profile.implied_high)
        )
    for service, level in profile.named.items():
        lines.append(
            _("{service} names (A.18): {level}").format(
                service=service_title(service), level=level_title(level)
            )
        )
    return lines


def drawn(table: Table) -> RichTable:
    """Return a table as the terminal shows it."""
    made = RichTable(
        title=table.title,
        box=box.SIMPLE,
        title_justify="left",
        title_style="bold",
        header_style="bold",
        pad_edge=False,
    )
    for head in table.heads:
        made.add_column(head, overflow="fold")
    for row in table.rows:
        made.add_row(*row)
    return made
