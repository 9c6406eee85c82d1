"""The page of the event log, made of its dictionary."""

from __future__ import annotations

from itertools import groupby

from borderSim.measures.events import COLUMNS, EVENTS
from borderSim.measures.twins import TESTS
from borderSim.report.writing.markdown import template

FORMS = {
    "whole": "whole number",
    "day": "day",
    "number": "number",
    "text": "text",
    "truth": "true or false",
}


def events_page() -> str:
    """Return the page in Markdown."""
    groups = [
        (name, list(members))
        for name, members in groupby(EVENTS.values(), key=lambda event: event.group)
    ]
    return template("events.md").render(
        groups=groups, columns=COLUMNS.values(), forms=FORMS, tests=list(TESTS)
    )
