"""The frame of the pages of studies: question, facts, figures, tables in one self-contained file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from borderSim.report.figures.frame import Picture
from borderSim.report.figures.shown import Shown, drawing
from borderSim.report.writing.texts import environment
from borderSim.studies.analysis.estimates import PROVISIONAL_BELOW
from borderSim.version import __version__


class Table(NamedTuple):
    """A table below the figures: title, sentence above, heads and rows.

    ``folded`` until a reader asks for it.
    """

    title: str
    intro: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    folded: bool = False


Fact = tuple[str, str, str]
"""Head, text, small print."""


def study_page(
    template: str,
    found: Mapping[str, Any],
    pictures: Mapping[str, Picture],
    facts: Sequence[Fact],
    tables: Sequence[Table],
) -> str:
    """Return the page of a study.

    Args:
        template: which of ``templates/`` (it extends ``study.html``).
        found: what the texts of the template need: ``question``, ``replicates``, ``read`` and the
            template's own.
        pictures: figures by the name that the template calls them.
        facts: the box under the title.
        tables: below the figures.
    """
    shown = {name: Shown.of(f"figure-{name}", picture) for name, picture in pictures.items()}
    return (
        environment()
        .get_template(template)
        .render(
            found=found,
            shown=shown,
            facts=facts,
            tables=tables,
            enough=PROVISIONAL_BELOW,
            version=__version__,
            **drawing(shown.values()),
        )
    )
