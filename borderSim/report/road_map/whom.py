"""Who pays for the first two remedies, as differences to the country as it is, in one unit and so that the rows add up."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from borderSim.language.catalogue import gettext as _
from borderSim.report.advice.aim_cost import ONCE, PARTS, more
from borderSim.report.advice.who_pays import PAYERS, Scale, WhoPays, weight
from borderSim.report.comparison.source import Level, View
from borderSim.report.writing.numbers import fixed
from borderSim.report.writing.texts import word

SHOWN = ("customs", "police", "justice", "public", "trade")
SUM = "public"
HOURS = "coordination_hours"
COOPERATION = "cooperation_cost_eur"

type Row = tuple[str, bool, list[str]]
"""Head, whether it is a sum, and a cell for each remedy."""


@dataclass(frozen=True)
class Whom:
    """The table of what it costs whom.

    Attributes:
        rows: payers, their sum, of what it consists, set-up and hours.
        unit: of all its money, a year but for set-up.
    """

    rows: list[Row]
    unit: str


def whom(view: View, rows: Sequence[Mapping[Any, Any]], paid: WhoPays, scale: Scale) -> Whom | None:
    """Return who pays; None where the runs of a remedy are not there.

    Args:
        view: the runs of single remedies.
        rows: stored rows of the remedies, the first first.
        paid: who pays, for the share of customs.
        scale: unit and decimals.
    """
    named = {level.name: level for level in view.others}
    levels = [named[str(row["level"])] for row in rows if str(row["level"]) in named]
    if len(levels) < len(rows) or not levels:
        return None
    told: list[Row] = []
    for name in SHOWN:
        amounts = [_a_year(view, one, PAYERS[name], weight(name, paid.customs)) for one in levels]
        told.append((word(f"payer.{name}"), name == SUM, _shown(amounts, scale)))
        if name == SUM:
            told += _of_it(view, levels, scale)
    once = [more(view, one, ONCE) for one in levels]
    if np.isfinite(once).all():
        head = _("set-up in all, once: to be paid before it is in force")
        told.append((head, False, [scale.shown(amount) for amount in once]))
    return Whom([*told, *_hours(view, levels)], scale.unit)


def _a_year(view: View, level: Level, names: Sequence[str], share: float) -> float:
    """Return what a payer pays more a year, with its share of the money of cooperation, EUR."""
    own = [more(view, level, name) for name in names]
    return (math.fsum(own) + share * more(view, level, COOPERATION)) / view.measured


def _of_it(view: View, levels: Sequence[Level], scale: Scale) -> list[Row]:
    """Return of what public money consists: running, and the yearly share of set-up."""
    heads = (_("of it: set-up, counted as a yearly share"), _("of it: running"))
    return [
        (head, False, _shown([more(view, one, name) / view.measured for one in levels], scale))
        for head, name in zip(heads, PARTS, strict=True)
    ]


def _hours(view: View, levels: Sequence[Level]) -> list[Row]:
    """Return hours of coordination that officers who are there already give a year."""
    found = [more(view, one, HOURS) / view.measured for one in levels]
    if not np.isfinite(found).all():
        return []
    head = _("hours of both services a year (officers who are there; not in the money)")
    return [(head, False, [fixed(one, 0, signed=True) for one in found])]


def _shown(amounts: Sequence[float], scale: Scale) -> list[str]:
    return [scale.shown(one, signed=True) for one in amounts]
