"""The frame of the pages of studies: question, facts, figures, tables in one self-contained file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

import borderSim
from borderSim.report.figures.frame import CONFIG, Picture
from borderSim.report.page import Shown
from borderSim.report.source import PROVISIONAL_BELOW
from borderSim.report.tables import csv_link, shown_table
from borderSim.report.texts import environment

Table = tuple[str, str, Sequence[str], Sequence[Sequence[str]]]
"""Title, sentence above, heads, rows."""
Fact = tuple[str, str, str]
"""Head, text, small print."""


def study_page(template: str, found: Mapping[str, Any], pictures: Mapping[str, Picture], facts: Sequence[Fact], tables: Sequence[Table]) -> str:
    """Return the page of a study.

    Args:
        template: which of ``templates/`` (it extends ``study.html``).
        found: what the texts of the template need: ``question``, ``replicates``, ``read`` and the template's own.
        pictures: figures by the name that the template calls them.
        facts: the box under the title.
        tables: below the figures.
    """
    from plotly.offline import get_plotlyjs

    shown = {}
    for name, picture in pictures.items():
        heads, rows = shown_table(picture.table)
        shown[name] = Shown(f"figure-{name}", picture, heads, rows, csv_link(picture.table))
    specs = {one.identifier: {"data": one.picture.data, "layout": one.picture.layout, "narrow": one.picture.narrow} for one in shown.values()}
    return environment().get_template(template).render(
        found=found, shown=shown, facts=facts, tables=tables, enough=PROVISIONAL_BELOW, version=borderSim.__version__,
        figures_json=htmlsafe_json_dumps(specs, separators=(",", ":"), allow_nan=False), config_json=htmlsafe_json_dumps(CONFIG),
        plotly=Markup(get_plotlyjs().replace("</script", "<\\/script")),
    )  # fmt: skip
