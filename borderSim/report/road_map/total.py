"""All steps of a road map together; the second remedy, if that one is chosen instead; how long simulating again takes."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borderSim.diagnose.diagnosis import Diagnosis
from borderSim.diagnose.remedies import indicators, missing_of, months_to_open, remedies
from borderSim.diagnose.road_map import REVIEW_MONTHS
from borderSim.language.catalogue import gettext as _
from borderSim.language.current import current
from borderSim.measures.quantities import yardstick
from borderSim.report.advice.who_pays import Scale
from borderSim.report.diagnosis.columns import column
from borderSim.report.diagnosis.needs import in_full
from borderSim.report.diagnosis.remedies import numbers_of
from borderSim.report.road_map.steps import Indicator, moving, runs_of, watched
from borderSim.report.road_map.turns import NET
from borderSim.report.road_map.unit import money_unit
from borderSim.report.writing.numbers import fixed
from borderSim.scenario.instruments import known_instruments
from borderSim.studies.analysis.contrasts import cells_of, contrast
from borderSim.studies.execution import files
from borderSim.studies.execution.manifest import FILE as MANIFEST

COST, ONCE = "enforcement_and_cooperation_cost_eur", "setup_paid_from_change_eur"
ROUNDED_TO = 5
"""Minutes are told in steps of so many, upwards: machines differ."""


@dataclass(frozen=True)
class Total:
    """All steps together.

    Attributes:
        gain: by the goal, with interval and unit. cost: of both services a year; once: all set-up;
            both as shown in ``unit``. months: from the first decision until all are in force.
        replicates: that it is a mean of.
    """

    gain: str
    cost: str
    once: str
    unit: str
    months: str
    replicates: int


@dataclass(frozen=True)
class Instead:
    """The second remedy as a first step of its own.

    Attributes:
        title, does, who: of the remedy. needs: what is to be reached before, by whom; needs_months:
            how long that takes. along: instruments that are set up with it. in_force, review: months
            from the decision. cost: of both services a year; once: set-up; both in ``unit``. watch:
            indicators; empty where the runs are not there.
        gain: net benefit with interval and unit, in the decimals of the first.
    """

    title: str
    does: str
    who: str
    needs: list[str]
    needs_months: str
    along: list[str]
    in_force: str
    review: str
    cost: str
    once: str
    unit: str
    gain: str
    watch: list[Indicator]

    def moving(self, kind: str) -> list[Indicator]:
        """Return indicators that are expected to move as ``wanted``, the ``wrong`` way, or not clearly (``flat``)."""
        return moving(self.watch, kind)


def money(cost: float, once: float, scale: Scale) -> tuple[str, str, str]:
    """Return a yearly cost and a set-up in the unit of the brief, and that unit."""
    return scale.shown(cost, signed=True), scale.shown(once), scale.unit


def total(road: Mapping[str, Any], scale: Scale) -> Total | None:
    """Return all steps of a road map together; None where there is one step only."""
    steps = road["steps"]
    if len(steps) < 2:
        return None
    last, goal = steps[-1]["so_far"], road["goal"]
    gain = column(goal, [last[goal]])
    return Total(
        f"{gain.cells[0].text} {gain.unit}",
        *money(last[COST]["value"] or 0.0, last[ONCE]["value"] or 0.0, scale),
        months=fixed(max(step["in_force_month"] for step in steps), 0),
        replicates=int(last[goal]["n"]),
    )


def instead(
    found: Diagnosis, row: Mapping[Any, Any] | None, remedies_made: Mapping[str, Any]
) -> Instead | None:
    """Return the plan of a remedy as the first step; None where there is none.

    Args:
        found: the diagnosis.
        row: what was stored of the remedy alone.
        remedies_made: what was simulated (:func:`borderSim.report.diagnosis.remedies.read_remedies`).
    """
    if row is None:
        return None
    name, scenario = str(row["remedies"]), found.scenario()
    own = missing_of(scenario.present, scenario, found.joined.answers).get(name)
    gates = dict(own.gates) if own else {}
    remedy, opens = remedies()[name], months_to_open(gates)
    months = float(row["months"])
    return Instead(
        remedy.title[current()],
        remedy.does[current()],
        remedy.who[current()],
        in_full(gates, found.joined),
        fixed(opens, 0) if opens else "",
        [_(known_instruments()[one].title) for one in own.along] if own else [],
        fixed(months, 0),
        fixed(months + REVIEW_MONTHS, 0),
        *money(float(row[COST]), float(row[ONCE]), money_unit(remedies_made["rows"]["single"])),
        gain=_gain(remedies_made["rows"]["single"][0], row),
        watch=_indicators(name, str(row["level"]), remedies_made),
    )


def _gain(first: Mapping[Any, Any], row: Mapping[Any, Any]) -> str:
    own = column(NET, [numbers_of(one, NET) for one in (first, row)])
    return f"{own.cells[1].text} {own.unit}"


def _indicators(name: str, level: str, made: Mapping[str, Any]) -> list[Indicator]:
    """Return what to watch with a remedy alone, from the runs of single remedies."""
    runs, road = runs_of(made["folder"]), made["road"]
    base, years = str(road["base"]), float(road["years"])
    if runs is None or not {level, base} <= set(runs["level"]):
        return []
    cells = cells_of(runs[runs["level"].isin([level, base])])
    found = []
    for key in remedies()[name].watch:
        own = indicators()[key]
        stick = yardstick(own["outcome"])
        before, after = (
            contrast(cells, stick, {(one,): 1.0}, years).value for one in (base, level)
        )
        told = {
            "outcome": own["outcome"],
            "per_year": stick.per_year,
            "before": before,
            "after": after,
            "expected": "more" if after > before else "less",
            "wanted": own["better"],
            "text": own,
        }
        found.append(watched(told, runs, level, base, years))
    return found


def minutes_again(folder: Path, replicates: int, least: int) -> str:
    """Return about how many minutes it took to simulate, with so many of single remedies as a decision needs.

    Args:
        folder: of the diagnosis, whose parts say when they were begun and written.
        replicates: that were made of single remedies.
        least: that are to be made.

    Returns:
        Minutes as shown, rounded up; empty where a part does not say it.
    """
    seconds = 0.0
    parts = [path.parent for path in sorted(folder.rglob(MANIFEST))]
    for part in parts:
        took = _seconds(files.read_json(part / MANIFEST).get("ran") or {})
        alone = part == folder / "singles" and replicates
        seconds += took * (least / replicates if alone else 1.0)
    if not parts or not math.isfinite(seconds):
        return ""
    return fixed(ROUNDED_TO * math.ceil(max(seconds, 1.0) / 60.0 / ROUNDED_TO), 0)


def _seconds(ran: Mapping[str, Any]) -> float:
    try:
        begun, written = (
            datetime.datetime.fromisoformat(str(ran[k])) for k in ("started", "written")
        )
    except (KeyError, ValueError):
        return math.nan
    return (written - begun).total_seconds()
