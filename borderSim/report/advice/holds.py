"""How far the advice itself holds when one price or weight is another.

The turning points of :mod:`borderSim.report.uncertainty.weighing` are those of mean differences. The advice asks
for more: a gain whose whole 95 % interval lies above zero. It is therefore looked for by itself: net
benefit changes in a straight line with a factor on one of its parts, in every replicate, so that the
factors at which an end of an interval is zero are the roots of a quadratic. Between two neighbouring
ones the advice is the same, and it is asked there by its own rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from borderSim.report.advice.decision import NET
from borderSim.report.advice.first_step import advised
from borderSim.report.advice.sentences import verdict
from borderSim.report.comparison.differences import paired_interval
from borderSim.report.comparison.source import Level, View
from borderSim.report.uncertainty.weighing import HARM, WEIGHT_OF_HARM, Weight, weights
from borderSim.report.writing.numbers import plain
from borderSim.studies.analysis.estimates import LEAST, t_quantile

Floats = NDArray[np.float64]
Advice = tuple[str, str]
"""Names of the lowest level that is clearly better and of the one to aim for; empty for none."""


@dataclass(frozen=True)
class Hold:
    """What becomes of the advice as one weight goes through its range.

    Attributes:
        weight: which. low, high: ends of its range, in per cent, as shown.
        steady: whether nothing of the advice changes in the range.
        below, above: from where on it is another, towards less and towards more, in per cent, as
            shown; empty where it is not within the range.
        then_below, then_above: titles of the level to begin with and of the one to aim for there;
            empty texts for no advice.
        aim_below: where, towards less and down to nothing, the aim itself is another, in per cent,
            as shown; empty where it never is.
    """

    weight: Weight
    low: str
    high: str
    steady: bool
    below: str
    above: str
    then_below: Advice
    then_above: Advice
    aim_below: str


def holds(view: View) -> list[Hold]:
    """Return what becomes of the advice under every price and weight; empty where there is none to change."""
    if view.replicates < LEAST or not _advice(view, HARM, 1.0)[0]:
        return []
    return [_hold(view, w) for w in weights(view) if w.name != WEIGHT_OF_HARM]


def _hold(view: View, weight: Weight) -> Hold:
    low, high = weight.factors
    turns = sorted(set(_turns(view, weight.part)))
    fewer, greater = [t for t in reversed(turns) if t < 1], [t for t in turns if t > 1]
    less, then_less = _change(view, weight.part, [*fewer, 0.0], 0)
    more, then_more = _change(view, weight.part, [*greater, 2 * max([1.0, *greater])], 0)
    aim, _ = _change(view, weight.part, [*fewer, 0.0], 1)
    below = _percent(weight, less) if less is not None and less > low else ""
    above = _percent(weight, more) if more is not None and more < high else ""
    return Hold(
        weight,
        _percent(weight, low),
        _percent(weight, high),
        not below and not above,
        below,
        above,
        _titles(view, then_less),
        _titles(view, then_more),
        _percent(weight, aim) if aim is not None else "",
    )


def _percent(weight: Weight, factor: float) -> str:
    return plain(float(f"{100 * weight.own * factor:.2g}"))


def _titles(view: View, advice: Advice) -> Advice:
    titles = {level.name: level.title for level in view.levels}
    return titles.get(advice[0], ""), titles.get(advice[1], "")


def _change(view: View, part: str, turns: list[float], since: int) -> tuple[float | None, Advice]:
    """Return the first of these factors, away from 1, beyond which the advice is another, and that advice.

    Args:
        view: the result.
        part: of net benefit that is multiplied.
        turns: factors away from 1 in order, the last one where it ends.
        since: 0 to look at the whole advice, 1 at the aim alone.

    Returns:
        None where it is the same everywhere.
    """
    own = _advice(view, part, 1.0)
    for here, there in pairwise(turns):
        found = _advice(view, part, (here + there) / 2)
        if found[since:] != own[since:]:
            return here, found
    return None, own


def _pairs(view: View) -> Iterator[tuple[Level, Level]]:
    """Give the pairs of levels that the advice compares: with the present one, and with the one below."""
    for level in view.others:
        yield level, view.reference
    for below, level in pairwise(view.levels):
        if not below.reference:
            yield level, below


def _line(view: View, pair: tuple[Level, Level], part: str) -> tuple[Floats, Floats]:
    """Return by replicate what a difference in net benefit is beside a part, and that part: rest - factor x part."""
    level, base = pair
    net, moved = (view.column(level, name) - view.column(base, name) for name in (NET, part))
    return net + moved, moved


def _turns(view: View, part: str) -> Iterator[float]:
    """Give the positive factors on a part at which the lower end of the interval of a difference is zero."""
    for pair in _pairs(view):
        rest, moved = _line(view, pair, part)
        n = len(rest)
        square = t_quantile(n) ** 2 / n
        spread = np.cov(rest, moved)
        a = moved.mean() ** 2 - square * spread[1, 1]
        b = -2 * (rest.mean() * moved.mean() - square * spread[0, 1])
        c = rest.mean() ** 2 - square * spread[0, 0]
        if not np.isfinite([a, b, c]).all():
            continue
        for root in np.roots([a, b, c]):
            factor = float(root.real)
            real = abs(root.imag) <= 1e-9 * max(abs(factor), 1.0)
            if real and factor > 0 and rest.mean() >= factor * moved.mean():
                yield factor


def _advice(view: View, part: str, factor: float) -> Advice:
    """Return what is advised where a part of net benefit is multiplied, by the rule of the first step."""

    def better(level: Level, base: Level) -> bool:
        rest, moved = _line(view, (level, base), part)
        own = rest - factor * moved
        return verdict(level, paired_interval(own, np.zeros_like(own)), NET) == "better"

    found = advised(view, better)
    return (found[0].name, found[-1].name) if found else ("", "")
