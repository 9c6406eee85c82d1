"""The page of what is counted day by day and of what is drawn, made of their declarations."""

from __future__ import annotations

from borderSim.model.state.counters import FAMILIES, Counter, Stock
from borderSim.model.state.draw_columns import BECOMES, TABLES
from borderSim.report.writing.markdown import template


def counters_page() -> str:
    """Return the page in Markdown."""
    page = template("counters.md", files=lambda names: ", ".join(f"`{name}`" for name in names))
    return page.render(
        counters=Counter, stocks=Stock, families=FAMILIES, becomes=BECOMES, tables=TABLES
    )
