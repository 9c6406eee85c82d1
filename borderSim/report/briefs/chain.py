"""From goods on the market to net benefit: the factors between the two, for one level against the present one."""

from __future__ import annotations

import math
from dataclasses import dataclass

from borderSim.report.advice.decision import NET
from borderSim.report.advice.sentences import as_in_column, finding
from borderSim.report.comparison.assumptions import resolved_scenario
from borderSim.report.comparison.columns import column_scale, difference_places, difference_scale
from borderSim.report.comparison.source import Level, View
from borderSim.report.uncertainty.weighing import HARM
from borderSim.report.writing.adding_up import adding_up
from borderSim.report.writing.numbers import fixed, plain

DELIVERED, SENT, SEIZED = "delivered_value_eur", "shipped_value_eur", "seized_value_eur"
DELAY = "trade_delay_cost_eur"
MINUS = "\u2212"
"""Begins a number below zero, as shown."""
REST = 0.01
"""Of the difference in goods on the market: so much may be owed to what is neither seized nor sold, and is not told."""


@dataclass(frozen=True)
class Chain:
    """Differences of one level to the present one, as shown.

    Attributes:
        level: which. value: of goods on the market, with its unit. each: harm that a EUR of these
            goods does, at home and abroad, EUR; empty where there is no telling. harm: at home;
            cost: of enforcement and cooperation; delay: of lawful trade; net: net benefit, which is
            what these three take away; all in ``unit`` and adding up.
        home: per cent of harm that is borne at home, and counts.
        sent, seized: what is sent and what is seized more or less, with the unit of ``value``, which
            is the first less the second; empty where a result does not keep them. less_sent: whether
            less is sent, and less seized with it. seized_by_chance: whether the difference in what is
            seized could be chance: its interval holds zero.
    """

    level: Level
    value: str
    each: str
    harm: str
    cost: str
    delay: str
    net: str
    unit: str
    home: str
    sent: str
    seized: str
    less_sent: bool
    seized_by_chance: bool


def chain(view: View, level: Level | None) -> Chain | None:
    """Return how the difference in goods on the market becomes one in net benefit.

    None for the present level, and where the share of harm at home is not known.
    """
    economy = resolved_scenario(view.manifest, view.scenario).get("economy") or {}
    home = float(economy.get("harm_home_share") or math.nan)
    if level is None or level.reference or not math.isfinite(home):
        return None
    scale = difference_scale(view, NET)
    goods = as_in_column(view, finding(view, level, DELIVERED), column_scale(view, DELIVERED))
    harm, net, sold = (view.fact(level, name, "difference") for name in (HARM, NET, DELIVERED))
    places = difference_places(view, NET, scale.factor)
    delay = view.fact(level, DELAY, "difference")
    parts, total = adding_up(
        [one * scale.factor for one in (harm, -net - harm - delay, delay)], places
    )
    numbers = dict(zip(("harm", "cost", "delay"), parts, strict=True)) | {"net": -total}
    told = {name: fixed(number, places, signed=True) for name, number in numbers.items()}
    each = harm / home / sold if sold else math.nan
    value, sent, seized = _ways(view, level, goods.difference)
    return Chain(
        level,
        f"{value} {goods.unit}",
        plain(float(f"{each:.2g}")) if each > 0 else "",
        **told,
        unit=scale.difference_unit,
        home=fixed(100 * home, 0),
        sent=f"{sent} {goods.unit}" if sent else "",
        seized=f"{seized} {goods.unit}" if seized else "",
        less_sent=bool(sent) and sent.startswith(MINUS) and seized.startswith(MINUS),
        seized_by_chance=finding(view, level, SEIZED).verdict == "unclear",
    )


def _ways(view: View, level: Level, shown: str) -> tuple[str, str, str]:
    """Return goods on the market, what is sent and what is seized, more or less than today, adding up as shown.

    What is neither seized nor on the market (lost under control) would make the sum another: then,
    and where a result does not keep them, the two are empty.
    """
    scale = column_scale(view, DELIVERED)
    sold, sent, seized = (
        view.fact(level, name, "difference") * scale.factor for name in (DELIVERED, SENT, SEIZED)
    )
    if not math.isfinite(sent + seized) or abs(sold - sent + seized) > REST * max(abs(sold), 1e-9):
        return shown, "", ""
    places = difference_places(view, DELIVERED, scale.factor)
    (more, less), total = adding_up([sent, -seized], places)
    return (
        fixed(total, places, signed=True),
        fixed(more, places, signed=True),
        fixed(-less, places, signed=True),
    )
