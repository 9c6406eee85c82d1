"""Who pays for the measures, as differences to the country without them, in one unit and so that the rows add up.

Of each sum the parts are rounded so that they make the sum as shown: what rounding leaves over goes to
the parts that lost most by it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from borderSim.language.catalogue import gettext as _
from borderSim.report.advice.who_pays import COOPERATION, CUSTOMS, POLICE, Scale
from borderSim.report.writing.numbers import fixed
from borderSim.report.writing.texts import word

JUSTICE, DELAY = "justice_cost_eur", "trade_delay_cost_eur"
ENFORCEMENT, SETUP, RUNNING = (
    "enforcement_cost_eur",
    "cooperation_setup_eur",
    "cooperation_running_eur",
)
ONCE, HOURS = "setup_paid_from_change_eur", "coordination_hours"

type Row = tuple[str, bool, list[str]]
"""Head, whether it is a sum, and a cell for each measure."""


@dataclass(frozen=True)
class Column:
    """A measure whose cost is told.

    Attributes:
        title: head of it. level: the country with it. against: the country without it, which has the
            steps before it.
    """

    title: str
    level: str
    against: str


@dataclass(frozen=True)
class Costs:
    """What one measure costs, as shown in the unit of the brief, a year but for ``once``.

    Attributes:
        both: of customs and police together. customs, police: of each; they make ``both``.
        running, setup, rest: of what it consists: running, the yearly share of set-up, and officers,
            machines and checks; they make ``both`` too. rest is empty where nothing of it changes.
        once: all set-up. justice, delay: of courts and prison, and of traders. hours: a year.
    """

    both: str
    customs: str
    police: str
    running: str
    setup: str
    rest: str
    once: str
    justice: str
    delay: str
    hours: str


@dataclass(frozen=True)
class Whom:
    """The table of what it costs whom.

    Attributes:
        heads: titles of the measures. costs: of each. unit: of all its money.
    """

    heads: list[str]
    costs: list[Costs]
    unit: str

    @property
    def rows(self) -> list[Row]:
        """The rows of the table: both services by payer and by kind, and who else."""
        told = [
            (word("payer.customs"), False, "customs"),
            (word("payer.police"), False, "police"),
            (_("both services, a year"), True, "both"),
            (_("of it: running"), False, "running"),
            (_("of it: set-up, counted as a yearly share"), False, "setup"),
            (_("of it: officers, machines and checks"), False, "rest"),
            (_("set-up in all, once"), False, "once"),
            (_("courts and prison (outside net benefit)"), False, "justice"),
            (_("delay of lawful trade a year"), False, "delay"),
            (_("hours of officers a year, not in the money"), False, "hours"),
        ]
        cells = [
            (head, whole, [getattr(c, name) for c in self.costs]) for head, whole, name in told
        ]
        return [(h, w, [one or "–" for one in own]) for h, w, own in cells if any(own)]


def whom(
    runs: pd.DataFrame | None,
    columns: Sequence[Column],
    years: float,
    customs: float,
    scale: Scale,
) -> Whom | None:
    """Return who pays; None where the runs of a measure are not there.

    Args:
        runs: of all measures (:func:`borderSim.report.road_map.steps.runs_of`).
        columns: the measures.
        years: simulated in force.
        customs: share of the money of cooperation that customs bear.
        scale: unit and decimals.
    """
    if runs is None or not {n for c in columns for n in (c.level, c.against)} <= set(runs["level"]):
        return None
    costs = [_costs(_more(runs, one, years), years, customs, scale) for one in columns]
    return Whom([one.title for one in columns], costs, scale.unit)


def _more(runs: pd.DataFrame, column: Column, years: float) -> dict[str, float]:
    """Return by outcome how much more it is with a measure than without it, a year, mean over the seeds of both."""
    names = (CUSTOMS, POLICE, COOPERATION, ENFORCEMENT, SETUP, RUNNING, ONCE, JUSTICE, DELAY, HOURS)
    kept = [name for name in names if name in runs]
    own, base = (
        runs.loc[runs["level"] == level].set_index("seed")[kept]
        for level in (column.level, column.against)
    )
    mean = (own - base).mean() / years
    return {name: float(mean[name]) if name in kept else math.nan for name in names}


def _costs(more: Mapping[str, float], years: float, customs: float, scale: Scale) -> Costs:
    by_service = [
        more[CUSTOMS] + customs * more[COOPERATION],
        more[POLICE] + (1.0 - customs) * more[COOPERATION],
    ]
    kinds = [more[RUNNING], more[SETUP], more[ENFORCEMENT]]
    places = scale.places
    payers = adding_up([one * scale.factor for one in by_service], places)
    total = math.fsum(payers)
    parts = adding_up([one * scale.factor for one in kinds], places, total)

    def shown(number: float) -> str:
        return fixed(number, places)

    return Costs(
        both=shown(round(total, places)),
        customs=shown(payers[0]),
        police=shown(payers[1]),
        running=shown(parts[0]),
        setup=shown(parts[1]),
        rest=shown(parts[2]) if parts[2] else "",
        once=scale.shown(more[ONCE] * years) if math.isfinite(more[ONCE]) else "",
        justice=shown(more[JUSTICE] * scale.factor),
        delay=shown(more[DELAY] * scale.factor),
        hours=fixed(more[HOURS], 0) if math.isfinite(more[HOURS]) else "",
    )


def adding_up(parts: Sequence[float], places: int, total: float | None = None) -> list[float]:
    """Return parts rounded to so many decimals that make their rounded sum.

    Args:
        parts: the exact ones.
        places: decimals.
        total: the sum that they make, where it is rounded already.
    """
    if not np.isfinite(parts).all():
        return list(parts)
    step = 10.0**-places
    whole = round((math.fsum(parts) if total is None else total) / step)
    down = [math.floor(part / step + 1e-9) for part in parts]
    lost = sorted(range(len(parts)), key=lambda i: down[i] - parts[i] / step)
    for place in range(whole - sum(down)):
        down[lost[place % len(parts)]] += 1
    return [round(one * step, places) for one in down]
