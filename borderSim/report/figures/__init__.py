"""The figures of the report, by name. Each takes a comparison and shows every level of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from borderSim.errors import InputError, nearest
from borderSim.report.comparison.source import Comparison, View
from borderSim.report.figures.acceptability import acceptability, expected_loss
from borderSim.report.figures.break_even import break_even
from borderSim.report.figures.costs import costs, net_benefits
from borderSim.report.figures.dark_side import dark_side
from borderSim.report.figures.forest import distribution, forest
from borderSim.report.figures.frame import Picture
from borderSim.report.figures.funnel import funnel
from borderSim.report.figures.information import information
from borderSim.report.figures.last_year import last_year
from borderSim.report.figures.network import network
from borderSim.report.figures.networks_left import networks_left
from borderSim.report.figures.paths import paths
from borderSim.report.figures.plane import plane
from borderSim.report.figures.rate import seizures_rate
from borderSim.report.figures.regret import regrets
from borderSim.report.figures.scenarios import scenarios
from borderSim.report.figures.tornado import tornado

if TYPE_CHECKING:
    import plotly.graph_objects as go

PICTURES: dict[str, Callable[[View], Picture | None]] = {
    "forest": forest,
    "distribution": distribution,
    "paths": paths,
    "funnel": funnel,
    "seizures_rate": seizures_rate,
    "costs": costs,
    "net_benefit": net_benefits,
    "break_even": break_even,
    "plane": plane,
    "dark_side": dark_side,
    "last_year": last_year,
    "scenarios": scenarios,
    "networks_left": networks_left,
    "network": network,
    "acceptability": acceptability,
    "expected_loss": expected_loss,
    "regret": regrets,
    "tornado": tornado,
    "information": information,
}
"""What draws each figure for one scenario, as plain dictionaries.

None where there is nothing to draw.
"""


HOW = {
    "plane": "; plane=True makes it",
    **dict.fromkeys(
        ("acceptability", "expected_loss", "regret", "tornado", "information"),
        "; full=True makes it",
    ),
}
"""What to ask for where a figure has nothing to show."""


def _figure(name: str) -> Callable[..., go.Figure]:
    def draw(comparison: Comparison, scenario: str | None = None) -> go.Figure:
        import plotly.graph_objects as go

        picture = PICTURES[name](View(comparison, scenario))
        if picture is None:
            how = HOW.get(name, "")
            raise InputError(
                f"The figure {name!r} has nothing to show: this comparison was made without it{how}."
            )
        return go.Figure({"data": picture.data, "layout": picture.layout})

    draw.__name__ = name
    return draw


FIGURES: dict[str, Callable[..., go.Figure]] = {name: _figure(name) for name in PICTURES}
"""The same as plotly figures: ``FIGURES[name](comparison)``, for the first scenario or the one named."""


def figure(comparison: Comparison, name: str) -> go.Figure:
    """Return a figure of a comparison by name.

    Raises:
        InputError: no figure has this name, or it has nothing to show.
    """
    if name not in FIGURES:
        raise InputError(
            f"There is no figure {name!r}{nearest(name, FIGURES)}; there are {', '.join(FIGURES)}."
        )
    return FIGURES[name](comparison)
