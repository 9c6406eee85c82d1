"""Figures of a sweep for a notebook: its points, its sensitivity, and what its own analysis draws."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from borderSim.errors import InputError
from borderSim.given import chosen, one_of
from borderSim.measures.outcomes import HEADLINE
from borderSim.report.figures.frame import Panels, Spec, numbers, on_panel, titled, top_legend
from borderSim.report.layout.palette import looks
from borderSim.report.writing.numbers import scale_of
from borderSim.report.writing.texts import outcome_title
from borderSim.studies.analysis.tables import factor_columns

if TYPE_CHECKING:
    from borderSim.api.offline import Figure
    from borderSim.results.sweep import Sweep

POINTS, SENSITIVITY = "points", "sensitivity"
TAKES = {POINTS: ("factor", "outcomes"), SENSITIVITY: ("level",)}
"""What can be asked of a figure."""


def sweep_figure(sweep: Sweep, name: str, what: Mapping[str, Any]) -> Figure:
    """Return a figure of a sweep (see :meth:`borderSim.results.sweep.Sweep.figure`).

    Raises:
        InputError: there is no such figure for this sweep, or it can't show what is asked.
    """
    from borderSim.api.offline import Figure

    own = _of_the_analysis()
    analysis = str(sweep.manifest["choices"].get("analysis", ""))
    known = [
        POINTS,
        SENSITIVITY,
        *([analysis] if analysis in own and analysis not in TAKES else []),
    ]
    name = one_of("figure", name, known, what="figure")
    for key in what:
        if key not in TAKES.get(name, ()):
            raise InputError(
                f"figure {name!r} takes no {key}=; it takes: {', '.join(TAKES.get(name, ())) or 'nothing more'}"
            )
    if name == POINTS:
        return _points(sweep, **what)
    if name == SENSITIVITY:
        return _sensitivity(sweep, **what)
    if "analysis_failed" in sweep.findings or "too_little" in sweep.findings:
        raise InputError(
            f"figure {name!r}: the analysis of this sweep found nothing to draw (.text says why)"
        )
    picture = own[name](sweep.findings)
    return Figure({"data": picture.data, "layout": picture.layout})


def _of_the_analysis() -> dict[str, Callable[[Mapping[str, Any]], Any]]:
    from borderSim.report.figures.instruments import instruments
    from borderSim.report.figures.levels_by import levels_by_arm, levels_by_law
    from borderSim.report.figures.mechanisms import mechanisms
    from borderSim.report.figures.structure import structure
    from borderSim.report.figures.surface import surface

    return {
        "arms": levels_by_arm,
        "instruments": instruments,
        "levels_by_law": levels_by_law,
        "mechanisms": mechanisms,
        "structure": structure,
        "surface": surface,
    }


def _sensitivity(sweep: Sweep, level: str | None = None) -> Figure:
    """Return the strongest factors of a level, or of its difference to the present one."""
    from borderSim.api.offline import Figure
    from borderSim.report.figures.sensitivity import sensitivity

    found = sweep.sensitivity()
    rows: Any = found.table
    if level is not None:
        rows = rows[
            rows["level"]
            == one_of("level", level, list(map(str, dict.fromkeys(rows["level"]))), what="level")
        ]
    parts = dict(iter(rows.groupby(["kind", "scenario", "arm", "level", "against"], sort=False)))
    key = next((key for key in parts if key[0] == "difference"), next(iter(parts)))
    picture = sensitivity(found, str(key[3]), parts[key])
    return Figure({"data": picture.data, "layout": picture.layout})


def _points(sweep: Sweep, factor: str | None = None, outcomes: Any = None) -> Figure:
    """Return paired differences by point against a factor, a panel per outcome, a mark per level and point."""
    from borderSim.api.offline import Figure

    wanted = (
        list(HEADLINE)
        if outcomes is None
        else chosen("outcomes", outcomes, list(sweep.dictionary), what="outcome")
    )
    table: Any = sweep.paired(wanted)
    varied = [
        column for column in factor_columns(sweep.runs, sweep.dictionary) if column != "claim"
    ]
    axis = (
        "point"
        if not varied
        else varied[0]
        if factor is None
        else one_of("factor", factor, varied, what="factor")
    )
    levels = list(map(str, dict.fromkeys(table["level"])))
    others = [level for level in levels if level != sweep.present]
    what = "difference" if others and table["difference"].notna().any() else "value"
    shown = others if what == "difference" else levels
    look = dict(
        zip(
            levels,
            looks(len(levels), levels.index(sweep.present) if sweep.present in levels else 0),
            strict=True,
        )
    )
    data: list[Spec] = []
    yaxes: list[Spec] = []
    for panel, outcome in enumerate(wanted):
        own: Any = table[table["outcome"] == outcome]
        scale = scale_of(sweep.dictionary[outcome], float(own[what].abs().max()))
        data += [
            _trace(own[own["level"] == level], level, look[level], axis, what, scale.factor, panel)
            for level in shown
        ]
        yaxes.append(titled(f"{scale.unit} a year" if scale.per_year else scale.unit))
    panels = Panels([outcome_title(name) for name in wanted], shared=False, top=40)
    layout, _ = panels.layout(
        [titled(axis)] * len(wanted), yaxes, showlegend=True, legend=top_legend()
    )
    return Figure({"data": data, "layout": layout})


def _trace(
    rows: pd.DataFrame, level: str, look: Any, axis: str, what: str, factor: float, panel: int
) -> Spec:
    along = rows[axis]
    places = (
        numbers(along) if pd.api.types.is_numeric_dtype(along) else [str(value) for value in along]
    )
    return {
        "type": "scatter",
        "mode": "markers",
        "x": places,
        "y": numbers(rows[what] * factor),
        "name": level,
        "legendgroup": level,
        "showlegend": panel == 0,
        "marker": {"color": look.colour, "symbol": look.marker, "size": 6, "opacity": 0.7},
        "hovertemplate": f"{axis} %{{x}}: %{{y}}<extra>%{{fullData.name}}</extra>",
        **on_panel(panel),
    }
