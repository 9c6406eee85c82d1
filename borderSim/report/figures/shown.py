"""Figures in the form that a page holds, and the script that draws them without a network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from borderSim.report.comparison.stored import Stored
from borderSim.report.figures.frame import CONFIG, Picture
from borderSim.report.figures.units import with_units
from borderSim.report.writing.data_tables import csv_link, shown_table


@dataclass(frozen=True)
class Shown:
    """A figure as the page takes it."""

    identifier: str
    picture: Picture
    heads: list[str]
    rows: list[list[str]]
    csv: str

    @classmethod
    def of(cls, identifier: str, picture: Picture, stored: Stored | None = None) -> Shown:
        """Return a figure with its table and the link to its CSV.

        Args:
            identifier: of the figure in its page.
            picture: the figure.
            stored: where the link is kept for the page in the other language, whose tables are the
                same (files hold English, whoever reads them); None: nowhere.
        """
        table = with_units(picture.name, picture.table)
        heads, rows = shown_table(table)
        csv = stored.once(("csv", picture.name), lambda: csv_link(table)) if stored else None
        return cls(identifier, picture, heads, rows, csv or csv_link(table))


def drawing(shown: Iterable[Shown]) -> dict[str, Markup]:
    """Return what ``figures.html`` puts at the end of a page: the figures, their configuration and the drawing program."""
    from plotly.offline import get_plotlyjs

    specs = {
        one.identifier: {
            "data": one.picture.data,
            "layout": one.picture.layout,
            "narrow": one.picture.narrow,
        }
        for one in shown
    }
    return {
        "figures_json": htmlsafe_json_dumps(specs, separators=(",", ":"), allow_nan=False),
        # the page itself makes figures follow the window
        "config_json": htmlsafe_json_dumps(CONFIG | {"responsive": False}),
        "plotly": Markup(get_plotlyjs().replace("</script", "<\\/script")),
    }
