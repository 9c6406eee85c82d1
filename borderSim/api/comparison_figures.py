"""Figures of a comparison for a notebook, by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borderSim.api.offline import Figure
from borderSim.given import one_of
from borderSim.report.figures import FIGURES

if TYPE_CHECKING:
    from borderSim.results.comparison import Comparison


def comparison_figure(comparison: Comparison, name: str, scenario: str | None) -> Figure:
    """Return a figure of the report by its name (see :meth:`borderSim.results.comparison.Comparison.figure`).

    Raises:
        InputError: there is no figure or scenario of that name, or it has nothing to show here.
    """
    drawn = FIGURES[one_of("figure", name, FIGURES, what="figure")]
    if scenario is not None:
        scenario = one_of(
            "scenario",
            scenario,
            comparison.manifest["scenarios"],
            what="scenario of this comparison",
        )
    return Figure(drawn(comparison, scenario))
