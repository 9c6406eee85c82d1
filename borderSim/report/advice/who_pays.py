"""Who pays for each level: customs, police, justice and trade, in money and in full-time posts, and year by year.

The money of cooperation (set-up and running cost) is booked for both services together. It is laid
on them by their share of the payroll, the rule by which ``budget.rule=fixed`` leaves posts vacant.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borderSim.report.comparison.as_simulated import officers, tells_staff
from borderSim.report.comparison.assumptions import resolved_scenario
from borderSim.report.comparison.differences import Interval, mean_interval, paired_interval
from borderSim.report.comparison.source import Level, View
from borderSim.report.writing.numbers import (
    decimals,
    decimals_together,
    end_of,
    euro_scale,
    fixed,
    money_magnitude,
)
from borderSim.report.writing.texts import word

PRICE_YEAR = 2024
"""Prices of the shipped scenarios are of this year (docs/sources.md); a country of one's own has its own."""

CUSTOMS, POLICE, COOPERATION = "customs_cost_eur", "police_cost_eur", "cooperation_cost_eur"
PAYERS: dict[str, tuple[str, ...]] = {
    "customs": (CUSTOMS,),
    "police": (POLICE,),
    "justice": ("justice_cost_eur",),
    "public": (CUSTOMS, POLICE, "justice_cost_eur"),
    "trade": ("trade_delay_cost_eur",),
    "together": (CUSTOMS, POLICE, "trade_delay_cost_eur"),
}
"""What each pays, beside its part of cooperation."""
SERVICES = ("customs", "police")

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Paid:
    """What a payer pays under a level.

    Attributes:
        value: a year, as shown; empty in a table of differences by year.
        difference: to the present level, as shown; empty for itself.
        interval: its 95 % interval, as shown; empty where there is none.
        clearly: whether it pays clearly ``more`` or ``less`` than under the present level (a price
            that was set is clear), ``unclear``, or empty where it pays the same.
    """

    value: str
    difference: str
    interval: str
    clearly: str = ""


@dataclass(frozen=True)
class Payer:
    """A row of the table: a payer with what it pays under each level.

    Attributes:
        name: customs, police, justice; public (these three); trade; together (all but justice).
        title: for people.
        cells: by level, in the order of the view.
        years: by level, the difference to the present level in each year of the horizon, as shown.
        amounts: by level, what is shown, EUR a year: of the present level what it pays, of the
            others what is paid more.
    """

    name: str
    title: str
    cells: list[Paid]
    years: list[list[str]]
    amounts: list[float]


@dataclass(frozen=True)
class Posts:
    """Working time under a level, both services together.

    Attributes:
        level: whose.
        hours: of coordination a year, as shown.
        posts: the same as full-time posts.
        vacant: posts that the money of cooperation would leave vacant if nothing were added to the
            budget, as shown.
        share: the same in per cent of all officers of both services, as shown; empty where not known.
        more, more_share: both again for the money beyond that of the present level; empty where
            there is no more.
    """

    level: Level
    hours: str
    posts: str
    vacant: str
    share: str
    more: str
    more_share: str


@dataclass(frozen=True)
class Scale:
    """One unit and one number of digits for all money of the table."""

    factor: float
    unit: str
    places: int

    def shown(self, euros: float, *, signed: bool = False) -> str:
        """Return an amount in it."""
        return fixed(euros * self.factor, self.places, signed=signed)


@dataclass(frozen=True)
class WhoPays:
    """What the report says of it.

    Attributes:
        payers: the rows. unit: of money a year. share: customs' share of the payroll, %, as shown;
            customs: the same, of one.
        services: by level, what customs and police together pay more or less, as shown.
        posts: working time by level. staff: all officers of both services, as shown; empty where
            not known.
        setup: by level, all set-up that is paid, as shown, with its unit; empty where not kept.
        years: numbers of the years shown. price_year, discount: of the prices, as shown.
        rule: of the budget: ``on_top`` or ``fixed``.
        scale: unit and decimals of all its money, for sums that stand beside it.
    """

    payers: list[Payer]
    services: list[str]
    unit: str
    share: str
    customs: float
    posts: list[Posts]
    staff: str
    setup: list[tuple[Level, str]]
    years: list[int]
    price_year: int
    discount: str
    rule: str
    scale: Scale


def who_pays(view: View) -> WhoPays | None:
    """Return who pays what; None for one level."""
    return view.once("who pays", lambda: _who_pays(view))


def _who_pays(view: View) -> WhoPays | None:
    if not view.others:
        return None
    economy, config = _economy(view)
    share = _share_of_customs(view, config)
    parts = {name: (names, weight(name, share)) for name, names in PAYERS.items()}
    a_year = {
        (name, level.name): _paid(view, level, *part) / view.measured
        for name, part in parts.items()
        for level in view.levels
    }
    scale = _scale(view, a_year)
    years = _years(view)
    payers = [
        Payer(
            name,
            word(f"payer.{name}"),
            [_cell(view, level, name, a_year, scale) for level in view.levels],
            [_by_year(view, level, *parts[name], years, scale) for level in view.levels],
            [_amount(view, level, name, a_year) for level in view.levels],
        )
        for name in parts
    ]
    return WhoPays(
        payers,
        _services(view, scale),
        scale.unit,
        fixed(100 * share, 0),
        share,
        _all_posts(view, economy, config),
        fixed(staff, 0) if (staff := _staff(config)) > 0 else "",
        _setup(view),
        years,
        PRICE_YEAR,
        fixed(100 * float(economy.get("discount_rate", math.nan)), 1),
        str(view.manifest.get("budget_rule", "")),
        scale,
    )


def _scale(view: View, a_year: dict[tuple[str, str], Floats]) -> Scale:
    """Return the unit of the table, with the digits that its largest difference deserves."""
    paid = {key: float(np.nanmean(numbers)) for key, numbers in a_year.items()}
    today = view.reference.name
    largest = max(abs(value - paid[name, today]) for (name, _), value in paid.items())
    factor, unit = euro_scale(money_magnitude(largest, max(map(abs, paid.values()))))
    return Scale(factor, unit, decimals(0.0, largest * factor))


def _economy(view: View) -> tuple[dict[str, Any], dict[str, Any]]:
    config = resolved_scenario(view.manifest, view.scenario)
    return dict(config.get("economy") or {}), config


def _share_of_customs(view: View, config: dict[str, Any]) -> float:
    """Return customs' share of the payroll: of the officers, who all cost the same; of what is paid where not known.

    What is paid holds machines too, and machines have no posts that could stay vacant.
    """
    if (staff := _staff(config)) > 0:
        return officers(config)[0] / staff
    customs, police = (
        float(np.nanmean(view.column(view.reference, name))) for name in (CUSTOMS, POLICE)
    )
    return customs / (customs + police) if customs + police > 0 else 0.5


def weight(payer: str, share: float) -> float:
    """Return the part of the money of cooperation that a payer bears; ``share`` is that of customs."""
    return {"customs": share, "police": 1.0 - share, "public": 1.0, "together": 1.0}.get(payer, 0.0)


def _paid(view: View, level: Level, names: Sequence[str], weight: float) -> Floats:
    """Return what a payer pays in each replicate over the years measured, EUR."""
    paid = sum((view.column(level, name) for name in names), np.zeros(1))
    return np.asarray(paid + (weight * view.column(level, COOPERATION) if weight else 0.0))


def _services(view: View, scale: Scale) -> list[str]:
    """Return what customs and police together pay more or less than today under each level, as shown."""
    paid = [
        float(np.nanmean(_paid(view, level, (CUSTOMS, POLICE), 1.0))) / view.measured
        for level in view.levels
    ]
    today = paid[view.levels.index(view.reference)]
    return [scale.shown(one - today, signed=True) for one in paid]


def _amount(view: View, level: Level, payer: str, a_year: dict[tuple[str, str], Floats]) -> float:
    """Return what a payer pays under the present level, and more than that under another, EUR a year."""
    own, today = (mean_interval(a_year[payer, one.name]).value for one in (level, view.reference))
    return own if level.reference else own - today


def _cell(
    view: View, level: Level, payer: str, a_year: dict[tuple[str, str], Floats], scale: Scale
) -> Paid:
    own = scale.shown(mean_interval(a_year[payer, level.name]).value)
    if level.reference:
        return Paid(own, "", "")
    found = paired_interval(a_year[payer, level.name], a_year[payer, view.reference.name])
    shown = end_of if found.same else fixed  # (a price, however small, is not shown as nothing)
    told = shown(found.value * scale.factor, scale.places, signed=True)
    return Paid(own, told, _interval(found, scale), _clearly(found))


def _clearly(found: Interval) -> str:
    if found.same or found.clear:
        return "more" if found.value > 0 else "less" if found.value < 0 else ""
    return "unclear"


def _interval(found: Interval, scale: Scale) -> str:
    if found.same:
        return word("interval.put_in") if found.value else ""
    if not found.known:
        return ""
    low, high = (
        end_of(end * scale.factor, scale.places, signed=True) for end in (found.low, found.high)
    )
    return word("interval.ends", low=low, high=high)


def _years(view: View) -> list[int]:
    return sorted(int(y) for y in view.yearly["year"].unique()) if len(view.yearly) else []


def _by_year(
    view: View, level: Level, names: Sequence[str], weight: float, years: list[int], scale: Scale
) -> list[str]:
    """Return the mean difference to the present level in each year, as shown; empty for itself."""
    columns = [(name, 1.0) for name in names] + ([(COOPERATION, weight)] if weight else [])
    if level.reference or any(name not in view.yearly for name, _ in columns):
        return []
    names_of = [name for name, _ in columns]
    weights = np.array([weighed for _, weighed in columns])
    means = [_yearly_means(view, one, names_of, years) for one in (level, view.reference)]
    return [scale.shown(float(v), signed=True) for v in (means[0] - means[1]) @ weights]


def _yearly_means(view: View, level: Level, names: list[str], years: list[int]) -> Floats:
    """Return means over replicates, (years, names)."""
    return np.column_stack([view.stored.year_means(level.name, name, years) for name in names])


def _staff(config: dict[str, Any]) -> float:
    """Return all officers of both services; 0 where the manifest does not say."""
    return sum(officers(config)) if tells_staff(config) else 0.0


def _all_posts(view: View, economy: dict[str, Any], config: dict[str, Any]) -> list[Posts]:
    """Return working time and vacant posts of every level, each row with one number of decimals."""
    per_post = float((config.get("customs") or {}).get("hours_per_officer_year") or math.nan)
    pay = float(economy.get("officer_cost_eur") or math.nan)
    staff = _staff(config)
    hours, money = (
        [float(np.nanmean(view.column(level, name))) / view.measured for level in view.levels]
        for name in ("coordination_hours", COOPERATION)
    )
    posts, vacant = [h / per_post for h in hours], [m / pay for m in money]
    shares = [100 * v / staff if staff else math.nan for v in vacant]
    today = view.levels.index(view.reference)
    more = [v - vacant[today] for v in vacant]
    return [
        Posts(
            level,
            fixed(float(f"{own:.3g}"), 0),
            fixed(posts[i], _whole(posts)),
            fixed(vacant[i], _whole(vacant)),
            fixed(shares[i], 1) if math.isfinite(shares[i]) else "",
            fixed(more[i], _whole(vacant)) if more[i] > 0 else "",
            fixed(shares[i] - shares[today], 1) if more[i] > 0 and staff else "",
        )
        for i, (level, own) in enumerate(zip(view.levels, hours, strict=True))
    ]


def _whole(numbers: Sequence[float]) -> int:
    """Return the decimals of a row: none where its largest number has two digits or more."""
    return 0 if max((n for n in numbers if math.isfinite(n)), default=0.0) >= 10 else 1


def _setup(view: View) -> list[tuple[Level, str]]:
    """Return all set-up that each level pays, undiscounted, as shown with its unit."""
    name = "setup_paid_from_change_eur"
    columns = [(level, view.column(level, name)) for level in view.levels]
    paid = [(level, float(np.nanmean(c))) for level, c in columns if np.isfinite(c).any()]
    factor, unit = euro_scale(max((abs(value) for _, value in paid), default=0.0))
    places = decimals_together((0.0, value * factor) for _, value in paid)
    return [(level, _in_one_unit(value, factor, unit, places)) for level, value in paid]


def _in_one_unit(euros: float, factor: float, unit: str, places: int) -> str:
    """Return an amount in the unit of its row; one that two decimals would show as nothing has a unit of its own."""
    for shown in (fixed(euros * factor, places), fixed(euros * factor, max(places, 2))):
        if not euros or shown.strip("0.,"):
            return f"{shown} {unit}"
    factor, unit = euro_scale(abs(euros))
    return f"{fixed(euros * factor, 0)} {unit}"
