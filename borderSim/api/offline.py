"""Figures that a notebook shows without a network, and whose mode bar sends nothing anywhere.

JupyterLab and VS Code draw plotly's own kind of output. Every other reader, and a notebook exported
to HTML, takes the HTML that stands beside it; the first figure of a kernel brings the drawing
program along.
"""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import plotly.io as pio

from borderSim.report.figures.frame import CONFIG

PLOTLY = "application/vnd.plotly.v1+json"
_brought = False
"""Whether a figure of this kernel has brought the drawing program along already."""


class Figure(go.Figure):
    """A plotly figure like any other, shown with the report's configuration."""

    def show(self, *args: Any, **options: Any) -> Any:
        """Show it (see ``plotly.graph_objects.Figure.show``)."""
        if not args and not options and "plotly_mimetype" in (pio.renderers.default or ""):
            # there, as that renderer is the default in a notebook only
            from IPython.display import display

            return display(self._repr_mimebundle_(), raw=True)
        return super().show(*args, **{"config": CONFIG, **options})

    def _ipython_display_(self) -> None:
        self.show()

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None, validate: bool = True, **options: Any
    ) -> Any:
        bundle = super()._repr_mimebundle_(
            include, exclude, validate, **{"config": CONFIG, **options}
        )
        if isinstance(bundle, dict) and PLOTLY in bundle and "text/html" not in bundle:
            bundle["text/html"] = self._html()
        return bundle

    def _html(self) -> str:
        global _brought
        first, _brought = not _brought, True
        return str(
            pio.to_html(
                self,
                config=CONFIG,
                include_plotlyjs=first,
                include_mathjax=False,
                full_html=False,
                validate=False,
            )
        )
