"""How a field of the scenario says what it is: unit, range, prior, source and mark.

Every number of a scenario is declared with :func:`quantity` (or :func:`choice` for what is
not a number). The declaration is read by the checks (allowed range), by ``bordersim params``
(the assumptions log) and by sensitivity designs (the prior).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal

Mark = Literal["handbook", "published", "derived", "assumption", "setting"]
"""Where a value comes from; ``setting`` is a choice of the study, not a claim about the world."""

INF = float("inf")
ABOVE_ZERO = 1e-9
"""A lowest value that says "above 0": the least that is allowed then is that of the unit (:data:`ENDS`)."""

LEFT_OUT_IF_EMPTY = "left_out_if_empty"
"""Marks a field that came later: where it is empty the resolved scenario, and thus its hash, is as it was before."""

LEFT_OUT_AT_DEFAULT = "left_out_at_default"
"""Key of a field's metadata: plain data leave it out while it is at its default."""

ENDS: dict[str, tuple[float, float]] = {
    "1": (1e-6, 1e4),  # factors; a soft maximum finer than a millionth is a hard one
    "1/10,000 units": (1e-6, 1e4),  # every unit
    "1/day": (1e-6, 1e6),
    # political will lies between 0 and 1: more is a coin tossed every day
    "1/sqrt(year)": (1e-6, 10.0),
    "1/year": (1e-6, 36500.0),  # a hundred a day
    "EUR": (1e-6, 1e12),  # more than any country's budget; sums of a run stay exact to the cent
    "EUR/day": (1e-6, 1e9),
    "EUR/hour": (1e-6, 1e9),
    "EUR/unit": (1e-6, 1e9),
    "EUR/year": (1e-6, 1e12),
    "cases": (1e-6, 1e4),
    "checks/day": (1e-6, 1e6),  # one in a twelfth of a second
    "days": (1e-2, 36500.0),  # a quarter of an hour to a century; a day is the step of the model
    "evidence": (1e-6, 100.0),  # 1 is a case that is ready
    "finds": (1e-3, 1e9),  # a belief that no find moves
    "hours": (1e-4, 876000.0),  # a century
    "hours/week": (1e-6, 1e6),  # 25,000 officers
    "hours/year": (1.0, 8760.0),  # nobody works more than the whole year
    "investigator-days": (1e-3, 1e6),
    "investigators": (0.01, 1e6),
    "loads": (1e-3, 1e6),
    # spreads: a class in twenty ten thousand times as likely as the usual one
    "log-odds": (1e-6, 5.0),
    "machines": (1e-6, 1e6),
    "members": (1e-6, 500.0),  # the largest organisation
    "minutes": (1e-6, 525600.0),  # a year
    "officer-days/week": (1e-6, 1e6),
    "officer-hours": (1e-4, 1e6),
    "officers": (0.01, 1e6),
    "queries/day": (1e-3, 1e9),
    "unit of the commodity": (1e-6, 1e12),
    "units": (1e-6, 1e6),
    "units/year": (1e-6, 1e10),  # a unit for every human being
    "years": (1e-2, 100.0),
}
"""By unit: the least that counts as above 0, and the most, where a field gives no end of its own.

Wide enough for any country and any thought experiment; beyond them lies what no run can count
(times shorter than the model's day can show, numbers that lose their cents) and what is a slip of
the keyboard.
"""


@dataclass(frozen=True)
class Declaration:
    """What a field means.

    Attributes:
        unit: unit of the value, ``1`` for a pure number, ``-`` for what is not a number.
        doc: meaning, one sentence.
        low, high: closed range of allowed values.
        prior: range for sensitivity studies, or None where the field is not swept.
        source: where the default comes from.
        mark: how well it is grounded.
        allowed: the words allowed, for a choice.
        rule: key of the scenario that names a decision rule, empty for every other field.
        file: whether the value names a file, and nothing else.
    """

    unit: str
    doc: str
    low: float = -INF
    high: float = INF
    prior: tuple[float, float] | None = None
    source: str = ""
    mark: Mark = "assumption"
    allowed: tuple[str, ...] = ()
    rule: str = ""
    file: bool = False


def quantity(
    default: Any = dataclasses.MISSING,
    *,
    unit: str,
    doc: str,
    allowed: tuple[float, float] = (-INF, INF),
    prior: tuple[float, float] | None = None,
    source: str = "no source found",
    mark: Mark = "assumption",
) -> Any:
    """Declare a numeric field of a scenario dataclass (see :class:`Declaration`).

    An end that ``allowed`` leaves open is that of the unit (:data:`ENDS`).
    """
    low, high = allowed
    least, most = ENDS.get(unit, (low, high))
    ends = (least if low == ABOVE_ZERO else low, most if high == INF else high)
    declaration = Declaration(unit, doc, *ends, prior, source, mark)
    return dataclasses.field(default=default, metadata={"quantity": declaration})


def choice(
    default: Any = dataclasses.MISSING,
    *,
    doc: str,
    allowed: tuple[str, ...] = (),
    source: str = "choice of the study",
    mark: Mark = "setting",
    rule: str = "",
    file: bool = False,
    left_out_at_default: bool = False,
) -> Any:
    """Declare a field that is a word, a switch or free text.

    ``rule``: the field names a decision rule, and may give it parameters; its key in a scenario.
    ``file``: the field names a file; what a page hands in may not have it.
    ``left_out_at_default``: a scenario says nothing of it while it is at its default, so that
    results from before there was such a field keep their hash.
    """
    declaration = Declaration(
        "-", doc, source=source, mark=mark, allowed=allowed, rule=rule, file=file
    )
    return dataclasses.field(
        default=default,
        metadata={"quantity": declaration, LEFT_OUT_AT_DEFAULT: left_out_at_default},
    )
