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
from borderSim.report.writing.numbers import fixed, plain

DELIVERED = "delivered_value_eur"


@dataclass(frozen=True)
class Chain:
    """Differences of one level to the present one, as shown.

    Attributes:
        level: which. value: of goods on the market, with its unit. each: harm that a EUR of these
            goods does, at home and abroad, EUR; empty where there is no telling. harm: at home;
            cost: of enforcement, cooperation and delay; net: net benefit; all three in ``unit``.
        home: per cent of harm that is borne at home, and counts.
    """

    level: Level
    value: str
    each: str
    harm: str
    cost: str
    net: str
    unit: str
    home: str


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
    told = {
        name: fixed(number * scale.factor, places, signed=True)
        for name, number in (("harm", harm), ("cost", -net - harm), ("net", net))
    }
    each = harm / home / sold if sold else math.nan
    return Chain(
        level,
        f"{goods.difference} {goods.unit}",
        plain(float(f"{each:.2g}")) if each > 0 else "",
        **told,
        unit=scale.difference_unit,
        home=fixed(100 * home, 0),
    )
