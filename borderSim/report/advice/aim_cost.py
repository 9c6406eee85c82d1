"""What the level to aim for costs: public money by payer, the first outlay, what a post is reckoned at."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from borderSim.report.advice.first_step import FROM_BELOW
from borderSim.report.advice.who_pays import Paid, Posts, Scale, WhoPays
from borderSim.report.comparison.as_simulated import officers, tells_staff
from borderSim.report.comparison.assumptions import resolved_scenario
from borderSim.report.comparison.source import Level, View
from borderSim.report.writing.adding_up import adding_up
from borderSim.report.writing.numbers import decimals, fixed

ENFORCEMENT, COOPERATION = "enforcement_cost_eur", "cooperation_cost_eur"
ONCE = "setup_paid_from_change_eur"
PARTS = ("cooperation_setup_eur", "cooperation_running_eur")
OF_PUBLIC = {
    "setup": PARTS[:1],
    "running": PARTS[1:],
    "services": ("customs_cost_eur", "police_cost_eur"),
    "justice": ("justice_cost_eur",),
}
"""Of what public money consists, whoever of both services pays it."""


@dataclass(frozen=True)
class Outlay:
    """Money of cooperation beyond that of the present level, as shown in one unit.

    Attributes:
        first: of the first year, if all set-up falls into it. once: all set-up. share: what is
            counted of it a year. years, rate: over how many years, at how many per cent. running: of
            a year once it runs. customs, police: what each bears of all set-up, adding up to it.
    """

    first: str
    once: str
    customs: str
    police: str
    share: str
    years: str
    rate: str
    running: str


@dataclass(frozen=True)
class OfPosts:
    """What posts are reckoned at.

    Attributes:
        pay: of an officer a year, EUR. customs, police: officers of each, as shown.
        rest: per cent of today's budget of both services that is not pay, as shown; empty for none.
    """

    pay: str
    customs: str
    police: str
    rest: str


@dataclass(frozen=True)
class Cost:
    """What the level to aim for costs a year, against the present one.

    Attributes:
        level: which. customs, police, justice: what each pays more or less, as shown; public: all
            three. trade: delay of lawful trade, which is no public money.
        services: customs and police together, as shown. posts: working time and posts at that level.
        outlay: set-up and running; None where not kept, or paid in another way.
        parts: of what the public money consists, by name, as shown and adding up to ``total``, which
            is ``public`` again; without those that are nothing, empty where not kept.
        dearer: whether the public pays clearly more. trade_moves: whether delay clearly costs traders
            ``more`` or ``less``, ``unclear``, or empty where it stays the same.
    """

    level: Level
    customs: Paid
    police: Paid
    justice: Paid
    public: Paid
    trade: Paid
    services: str
    posts: Posts
    outlay: Outlay | None
    parts: list[tuple[str, str]]
    total: str
    dearer: bool
    trade_moves: str


def aim_cost(view: View, aim: Level | None, paid: WhoPays | None) -> Cost | None:
    """Return what the level to aim for costs; None where there is none."""
    if aim is None or paid is None:
        return None
    place = view.levels.index(aim)
    cells = {payer.name: payer.cells[place] for payer in paid.payers}
    config = resolved_scenario(view.manifest, view.scenario)
    parts, total = _parts(view, aim, paid.scale)
    return Cost(
        aim,
        *(cells[name] for name in ("customs", "police", "justice", "public", "trade")),
        services=paid.services[place],
        posts=paid.posts[place],
        outlay=_outlay(view, aim, config.get("economy") or {}, paid),
        parts=parts,
        total=total or cells["public"].difference,
        dearer=cells["public"].clearly == "more",
        trade_moves=cells["trade"].clearly,
    )


def _parts(view: View, aim: Level, scale: Scale) -> tuple[list[tuple[str, str]], str]:
    """Return of what the public money beyond today's consists, and the sum, as shown."""
    amounts = {
        name: scale.factor * sum(more(view, aim, one) for one in columns) / view.measured
        for name, columns in OF_PUBLIC.items()
    }
    if not all(math.isfinite(one) for one in amounts.values()):
        return [], ""
    shown, total = adding_up(list(amounts.values()), scale.places)
    told = [
        (name, fixed(one, scale.places, signed=True))
        for name, one in zip(amounts, shown, strict=True)
        if one
    ]
    return told, fixed(total, scale.places, signed=True)


def _mean(view: View, level: Level, name: str) -> float:
    """Return the mean over replicates; NaN where a result does not keep it."""
    column = view.column(level, name)
    return float(np.nanmean(column)) if np.isfinite(column).any() else math.nan


def more(view: View, level: Level, name: str) -> float:
    """Return how much more an outcome is than under the present level, mean over replicates; NaN where it is not kept."""
    return _mean(view, level, name) - _mean(view, view.reference, name)


def _outlay(view: View, aim: Level, economy: Mapping[str, Any], paid: WhoPays) -> Outlay | None:
    """Return set-up and running where set-up is counted as a yearly share, in the unit of who pays."""
    scale = paid.scale
    once = more(view, aim, ONCE)
    share, running = (more(view, aim, part) / view.measured for part in PARTS)
    years, rate = (float(economy.get(k) or math.nan) for k in ("annuity_years", "discount_rate"))
    known = all(math.isfinite(one) for one in (once, share, running, years, rate))
    if not known or once <= 0 or view.manifest.get("transition") not in FROM_BELOW:
        return None
    amounts = [one * scale.factor for one in (once + running, once, share, running)]
    places = max(
        scale.places, decimals(0.0, 10 * min((abs(one) for one in amounts if one), default=1.0))
    )
    first, setup, yearly, each = (f"{fixed(one, places)} {scale.unit}" for one in amounts)
    whole = once * scale.factor
    by_service, _ = adding_up([paid.customs * whole, (1 - paid.customs) * whole], places)
    customs, police = (fixed(one, places) for one in by_service)
    return Outlay(
        first, setup, customs, police, yearly, fixed(years, 0), fixed(100 * rate, 1), each
    )


def of_posts(view: View) -> OfPosts | None:
    """Return what posts are reckoned at; None where the manifest does not hold it."""
    config = resolved_scenario(view.manifest, view.scenario)
    pay = float((config.get("economy") or {}).get("officer_cost_eur") or math.nan)
    if not math.isfinite(pay) or not tells_staff(config):
        return None
    customs, police = officers(config)
    budget = _mean(view, view.reference, ENFORCEMENT) / view.measured
    rest = 1 - pay * (customs + police) / budget if budget > 0 else math.nan
    return OfPosts(
        fixed(pay, 0),
        fixed(customs, 0),
        fixed(police, 0),
        fixed(100 * rest, 0) if round(100 * rest) > 0 else "",
    )
