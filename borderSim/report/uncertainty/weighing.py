"""The assumptions that multiply the parts of net benefit, in the order of what they can change.

Harm, the share of it at home, the cost of delay and of cooperation are booked beside what happens
and change nobody's doing. Net benefit under another value therefore follows from the same runs: a
part times a factor. Where cooperation leaves posts vacant (``budget.rule=fixed``) its cost does
change what happens, and is left out here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borderSim.language.forms import localised
from borderSim.measures.outcomes import OUTCOMES
from borderSim.parameters.declare import Declaration
from borderSim.report.comparison.assumptions import resolved_scenario
from borderSim.report.comparison.columns import difference as paired_difference
from borderSim.report.comparison.source import Level, View
from borderSim.report.writing.numbers import Scale, decimals, fixed, plain, scale_of
from borderSim.report.writing.texts import word
from borderSim.studies.analysis.break_even import LAMBDAS
from borderSim.studies.analysis.estimates import difference, ratio
from borderSim.studies.design.factors import field_of
from borderSim.studies.design.level_draws import COST_RANGE

Floats = NDArray[np.float64]
HARM, NET = "harm_eur", "net_benefit_eur"
WEIGHT_OF_HARM = "lambda"
"""Name of the weight by which harm counts at all: the harm of a unit once more."""
UNIT_HARM, HOME_SHARE, DELAY = (
    "commodities.*.harm_eur",
    "economy.harm_home_share",
    "economy.delay_cost_per_day",
)
LEVEL_COST = "partnership.traits.setup_cost_eur, running_cost_eur"
PARTS = (HARM, "enforcement_cost_eur", "cooperation_cost_eur", "trade_delay_cost_eur")
"""Parts of net benefit, each with its sign turned."""


@dataclass(frozen=True)
class Weight:
    """One assumption that multiplies a part of net benefit.

    Attributes:
        name: key of its text among the words of the report.
        address: key of the scenario.
        part: outcome that it multiplies.
        value, low, high: its value here and the ends of its range, as they are shown.
        factors: what the part is multiplied by at the two ends.
        mark: how well the value is grounded.
        own: its value here as a number.
    """

    name: str
    address: str
    part: str
    value: str
    low: str
    high: str
    factors: tuple[float, float]
    mark: str = "assumption"
    own: float = 1.0


@dataclass(frozen=True)
class Row:
    """A weight with what it does to the difference in net benefit of each level.

    Attributes:
        ends: texts at both ends of its range, by level.
        span: most that it changes, EUR a year.
        turns: by level, whether the sign of the difference turns within the range.
    """

    weight: Weight
    ends: list[tuple[str, str]]
    span: float
    turns: list[bool]


@dataclass(frozen=True)
class Turn:
    """At which multiple of the assumed harm a level's difference in net benefit changes its sign: its switching value.

    Attributes:
        title: of the level; against: of the one that it is compared with.
        factor: the multiple, empty where there is none.
        above: the difference is above zero where harm is worth more than that.
        positive: it is above zero under what is assumed.
        low, high: 95 % interval of the multiple, empty where the difference in harm is not clear.
        at: the multiple as a number, NaN where there is none.
        percent, percent_low, percent_high: the multiple and its interval in per cent of the assumed
            harm, as shown.
    """

    title: str
    against: str
    factor: str
    above: bool
    positive: bool
    low: str = ""
    high: str = ""
    at: float = math.nan
    percent: str = ""
    percent_low: str = ""
    percent_high: str = ""


@dataclass(frozen=True)
class Weighing:
    """What the report says of them: those of harm first, in both groups the one that can change most first.

    Attributes:
        rows: the weights. turns: of each level against the present one.
        steps: of each level against the one below it, in the order of the levels.
        unit: of the differences. harms: name, EUR a unit and unit of each kind of goods.
        best: of the level with the highest net benefit, against the present one; best_step: the
            same against the level below it, None where there is none or that is the present one.
        tried: ends of the range of harm per unit, in per cent of what is assumed, as shown.
        inside: whether any turning point lies within that range.
        closest: of all that are better under what is assumed the one that turns first as harm gets
            less; None where there is none.
        clear: whether the difference of the best level to the present one is told from zero.
    """

    rows: list[Row]
    turns: list[Turn]
    steps: list[Turn]
    unit: str
    harms: list[tuple[str, str, str]]
    best: Turn
    best_step: Turn | None
    tried: tuple[str, str]
    inside: bool
    closest: Turn | None
    clear: bool

    @property
    def most(self) -> str:
        """Name of the weight that can change the difference most."""
        return max(self.rows, key=lambda row: row.span).weight.name


def weighing(view: View) -> Weighing | None:
    """Return what net benefit hangs on in a comparison.

    None where the manifest holds no configuration.
    """
    return view.once("weighing", lambda: _weighing(view))


def _weighing(view: View) -> Weighing | None:
    config = resolved_scenario(view.manifest, view.scenario)
    if not config or not view.others:
        return None
    weights = _weights(config, str(view.manifest.get("budget_rule", "")))
    spans = {weight: [_ends(view, level, weight) for level in view.others] for weight in weights}
    largest = max(
        (
            abs(end)
            for ends in spans.values()
            for pair in ends
            for end in pair
            if math.isfinite(end)
        ),
        default=0.0,
    )
    scale = scale_of(OUTCOMES[NET], largest)
    rows = [
        Row(
            weight,
            [_shown(pair, scale, decimals(0.0, largest * scale.factor)) for pair in ends],
            _span(ends),
            [min(pair) < 0.0 < max(pair) for pair in ends],
        )
        for weight, ends in spans.items()
    ]
    rows.sort(key=lambda row: (row.weight.part != HARM, -row.span))
    goods = config.get("commodities") or {}
    harms = [(name, plain(float(own["harm_eur"])), str(own["unit"])) for name, own in goods.items()]
    best = max(view.others, key=lambda level: _or_least(view.fact(level, NET, "difference")))
    turns = [_turn(view, level) for level in view.others]
    pairs = list(zip(view.levels, view.levels[1:], strict=False))
    steps = [_turn(view, level, below) for below, level in pairs]
    onward = {
        level.name: step
        for (below, level), step in zip(pairs, steps, strict=True)
        if not below.reference
    }
    low, high = weights[0].factors
    return Weighing(
        rows,
        turns,
        steps,
        word("axis.per_year", unit=scale.unit),
        harms,
        turns[view.others.index(best)],
        onward.get(best.name),
        (plain(100 * low), plain(100 * high)),
        any(low < turn.at < high for turn in (*turns, *steps)),
        max(
            (turn for turn in (*turns, *steps) if turn.above and turn.positive and turn.percent),
            key=lambda turn: turn.at,
            default=None,
        ),
        paired_difference(view, best, NET).clear,
    )


def weights(view: View) -> list[Weight]:
    """Return what multiplies a part of net benefit in a comparison; empty where the manifest holds no configuration."""
    config = resolved_scenario(view.manifest, view.scenario)
    return _weights(config, str(view.manifest.get("budget_rule", ""))) if config else []


def _or_least(value: float) -> float:
    return value if math.isfinite(value) else -math.inf


def _weights(config: Mapping[str, Any], budget_rule: str) -> list[Weight]:
    found = [
        _of_range("unit_harm", UNIT_HARM, HARM, 1.0, _prior(UNIT_HARM)),
        Weight(
            WEIGHT_OF_HARM,
            "λ",
            HARM,
            "1",
            localised(f"{min(LAMBDAS):g}"),
            localised(f"{max(LAMBDAS):g}"),
            (min(LAMBDAS), max(LAMBDAS)),
        ),
        _of_range(
            "home_share",
            HOME_SHARE,
            HARM,
            float(config["economy"]["harm_home_share"]),
            _prior(HOME_SHARE),
        ),
        _of_range(
            "delay",
            DELAY,
            "trade_delay_cost_eur",
            float(config["economy"]["delay_cost_per_day"]),
            _prior(DELAY),
        ),
    ]
    if budget_rule != "fixed":
        found.append(_of_range("level_cost", LEVEL_COST, "cooperation_cost_eur", 1.0, COST_RANGE))
    return found


def _of_range(
    name: str, address: str, part: str, value: float, ends: tuple[float, float]
) -> Weight:
    factors = tuple(end / value if value else math.nan for end in ends)
    sign = "× " if value == 1.0 else ""
    return Weight(
        name,
        address,
        part,
        sign + plain(value),
        sign + plain(ends[0]),
        sign + plain(ends[1]),
        (factors[0], factors[1]),
        _mark(address),
        value,
    )


def _mark(key: str) -> str:
    found = field_of(key)
    return found[0].mark if found else "assumption"


def _prior(key: str) -> tuple[float, float]:
    found = field_of(key)
    declared: Declaration | None = found[0] if found else None
    return declared.prior if declared is not None and declared.prior else (math.nan, math.nan)


def _ends(view: View, level: Level, weight: Weight) -> tuple[float, float]:
    """Return the difference in net benefit a year, EUR, at the two ends of a weight's range."""
    net, part = view.fact(level, NET, "difference"), view.fact(level, weight.part, "difference")
    low, high = weight.factors
    return net - (low - 1) * part, net - (high - 1) * part


def _span(ends: list[tuple[float, float]]) -> float:
    return max(
        (abs(high - low) for low, high in ends if math.isfinite(low) and math.isfinite(high)),
        default=0.0,
    )


def _shown(ends: tuple[float, float], scale: Scale, places: int) -> tuple[str, str]:
    low, high = (end * scale.factor for end in ends)
    return fixed(low, places, signed=True), fixed(high, places, signed=True)


def _turn(view: View, level: Level, below: Level | None = None) -> Turn:
    """Return where the sign of a level's difference turns: where harm, times a factor, outweighs the rest."""
    base = below or view.reference
    harms = view.column(level, HARM) - view.column(base, HARM)
    nets = view.column(level, NET) - view.column(base, NET)
    harm, net = (float(np.nanmean(column)) for column in (harms, nets))
    factor = 1 + net / harm if harm else math.nan
    if not (math.isfinite(factor) and factor > 0):
        return Turn(level.title, base.title, "", harm < 0, net > 0)
    low, high = _interval(harms, nets)
    return Turn(
        level.title,
        base.title,
        _two(factor),
        harm < 0,
        net > 0,
        _two(low),
        _two(high),
        factor,
        _two(100 * factor),
        _two(100 * low),
        _two(100 * high),
    )


def _interval(harm: Floats, net: Floats) -> tuple[float, float]:
    """Return the ends of the interval of a switching value: the ratio of two paired differences, what the rest costs over harm.

    NaN where the difference in harm is not clear.
    """
    found = ratio(net + harm, harm)
    if not (difference(harm, np.zeros_like(harm)).clear and math.isfinite(found.low)):
        return math.nan, math.nan
    return max(found.low, 0.0), found.high


def _two(value: float) -> str:
    """Write two significant digits; nothing for what is not known."""
    return plain(float(f"{value:.2g}")) if math.isfinite(value) else ""
