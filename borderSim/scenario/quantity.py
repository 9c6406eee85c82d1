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
    """

    unit: str
    doc: str
    low: float = -INF
    high: float = INF
    prior: tuple[float, float] | None = None
    source: str = ""
    mark: Mark = "assumption"
    allowed: tuple[str, ...] = ()


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
    """Declare a numeric field of a scenario dataclass (see :class:`Declaration`)."""
    declaration = Declaration(unit, doc, *allowed, prior, source, mark)
    return dataclasses.field(default=default, metadata={"quantity": declaration})


def choice(
    default: Any = dataclasses.MISSING,
    *,
    doc: str,
    allowed: tuple[str, ...] = (),
    source: str = "choice of the study",
    mark: Mark = "setting",
) -> Any:
    """Declare a field that is a word, a switch or free text."""
    declaration = Declaration("-", doc, source=source, mark=mark, allowed=allowed)
    return dataclasses.field(default=default, metadata={"quantity": declaration})
