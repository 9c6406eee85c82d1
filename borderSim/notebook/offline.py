"""Figures that a notebook shows without a network, and whose mode bar sends nothing anywhere."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from borderSim.report.figures.frame import CONFIG


class Figure(go.Figure):
    """A plotly figure like any other, shown with the report's configuration."""

    def show(self, *args: Any, **options: Any) -> Any:
        """Show it (see ``plotly.graph_objects.Figure.show``)."""
        return super().show(*args, **{"config": CONFIG, **options})

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None, validate: bool = True, **options: Any) -> Any:
        return super()._repr_mimebundle_(include, exclude, validate, **{"config": CONFIG, **options})
