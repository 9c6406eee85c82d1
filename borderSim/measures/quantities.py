"""The quantities by which runs are compared: outcomes, sums and ratios of outcomes, net benefits.

How a difference in one is estimated stands in :mod:`borderSim.studies.analysis.contrasts`, which
difference matters in :mod:`borderSim.measures.least`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from borderSim.errors import InputError, nearest
from borderSim.language.catalogue import gettext
from borderSim.measures.least import BALANCE as NET
from borderSim.measures.outcomes import OUTCOMES, Outcome

LABELS = {
    "orgs_dismantled": "organisations dismantled over the horizon",
    "net_benefit_eur": "net benefit, λ = 1",
}
COST = "enforcement_and_cooperation_cost_eur"
COST_FROM_CHANGE = "cost_from_change_eur"
"""The same over all years, for what is counted over all years."""


@dataclass(frozen=True)
class Yardstick:
    """What is measured of a run.

    Attributes:
        name: an outcome, ``net_benefit_LAMBDA``, ``a + b``, ``a / b``.
        label: for people.
        unit: of a difference as it is shown; ``factor``: shown number over stored one.
        better: 1 more is better, -1 less is better, 0 neither.
        top: (name, weight) of the outcomes of the sum; ``bottom``: the outcome it is divided by,
            empty for none.
        per_year: whether it is a total, told a year.
    """

    name: str
    label: str
    unit: str
    factor: float
    better: int
    top: tuple[tuple[str, float], ...]
    bottom: str = ""
    per_year: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return how a difference is told, as a finding stores it beside its numbers."""
        return {
            "label": self.label,
            "unit": self.unit,
            "factor": self.factor,
            "better": self.better,
            "per_year": self.per_year,
        }


def yearly(unit: str, per_year: bool) -> str:
    """Return a unit as it is told, in the language in force: of totals a year."""
    own = gettext(unit)
    return gettext("{unit} a year").format(unit=own).strip() if per_year else own


def yardstick(text: str, label: str = "", per: float = 1.0) -> Yardstick:
    """Return the yardstick that a text names.

    Args:
        text: an outcome, ``net_benefit_LAMBDA``, a sum ``a + b`` or a ratio ``a / b`` of totals.
        label: for people (empty: made from the text).
        per: a ratio is told per so many units of its denominator.

    Raises:
        InputError: no such outcome.
    """
    if text.startswith(NET) and text not in OUTCOMES:
        return _net(text, label)
    above, _, below = (part.strip() for part in text.partition("/"))
    names = [name.strip() for name in above.split("+")]
    outcomes = [_outcome(name, text) for name in [*names, *([below] if below else [])]]
    if len(outcomes) == 1 and not below:
        return _of_outcome(outcomes[0], label)
    for outcome in outcomes:
        if outcome.kind not in ("total", "state"):
            raise InputError(
                f"{text!r}: only totals and states can be added or divided, not {outcome.name}"
            )
    better = {outcome.direction for outcome in outcomes[: len(names)]}
    sign = {"up": 1, "down": -1}.get(better.pop(), 0) if len(better) == 1 else 0
    top = tuple((name, per) for name in names)
    if below:
        return Yardstick(text, label or _spelt(text), "", 1.0, sign, top, bottom=below)
    factor, unit = _shown(outcomes[0])
    return Yardstick(
        text, label or _spelt(text), unit, factor, sign, top, per_year=outcomes[0].kind == "total"
    )


def _of_outcome(outcome: Outcome, label: str) -> Yardstick:
    factor, unit = _shown(outcome)
    better = {"up": 1, "down": -1}.get(outcome.direction, 0)
    ratio = outcome.kind == "ratio"
    top = ((outcome.numerator if ratio else outcome.name, 1.0),)
    return Yardstick(
        outcome.name,
        label or _spelt(outcome.name),
        unit,
        factor,
        better,
        top,
        outcome.denominator if ratio else "",
        outcome.kind == "total",
    )


def _net(text: str, label: str) -> Yardstick:
    try:
        weight = float(text.removeprefix(NET))
    except ValueError:
        raise InputError(f"there is no outcome {text!r}{nearest(text, OUTCOMES)}") from None
    top = ((COST, -1.0), ("trade_delay_cost_eur", -1.0), ("harm_eur", -weight))
    return Yardstick(
        text,
        label or f"net benefit, λ = {weight:g}",
        "M EUR",
        1e-6,
        1,
        top,
        per_year=True,
    )


def _outcome(name: str, text: str) -> Outcome:
    if name not in OUTCOMES:
        raise InputError(f"{text!r}: there is no outcome {name!r}{nearest(name, OUTCOMES)}")
    return OUTCOMES[name]


def _shown(outcome: Outcome) -> tuple[float, str]:
    if outcome.unit == "EUR":
        return 1e-6, "M EUR"
    if outcome.pure:
        return (100.0, "points") if outcome.percent else (1.0, "")
    return 1.0, outcome.unit


def _spelt(name: str) -> str:
    return LABELS.get(name) or name.replace("_eur", "").replace("_", " ")
