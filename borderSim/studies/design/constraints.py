"""Constraints of a design: ``customs.analysts <= police.investigators``, ``2 * a + b < 1``, ``legal_model == none``.

A comparison has two sides; a side is a sum of numbers, keys and numbers times a key, or, after
``==`` and ``!=``, a single word. A chain ``0.2 <= a < b`` is several comparisons at once. Nothing
is evaluated but this.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from borderSim.errors import InputError

OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
}
TOKEN = re.compile(
    r"\s*(?:(?P<op><=|>=|==|!=|<|>)|(?P<number>[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?)|(?P<key>[A-Za-z_][A-Za-z0-9_.]*)|(?P<sign>[-+*]))"
)
LONGEST = 200
HOW = "write a comparison such as customs.analysts <= police.investigators, or levers.resource_pooling < 0.5 + levers.information_sharing"

Values = Mapping[str, object]


@dataclass(frozen=True)
class Term:
    """``factor`` × the value of ``key``; without a key the number itself."""

    factor: float
    key: str = ""


@dataclass(frozen=True)
class Constraint:
    """A chain of comparisons: sides with the operators between them.

    Attributes:
        text: as written.
        sides: each a sum of terms; a side of a single plain key may also be a word.
        between: operators, one fewer than sides.
    """

    text: str
    sides: tuple[tuple[Term, ...], ...]
    between: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Everything that may be a key."""
        return tuple(dict.fromkeys(term.key for side in self.sides for term in side if term.key))

    def holds(self, values: Values) -> bool:
        """Whether a point keeps it.

        Args:
            values: value by key; a single name that is no key of it is a word.

        Raises:
            InputError: a word where a number is needed.
        """
        sides = [self._side(side, values) for side in self.sides]
        for left, name, right in zip(sides, self.between, sides[1:], strict=False):
            if name not in ("==", "!=") and (isinstance(left, str) or isinstance(right, str)):
                raise InputError(
                    f"constraint '{self.text}': {left if isinstance(left, str) else right!r} is no number and can't be compared with {name}"
                )
            if not OPERATORS[name](left, right):
                return False
        return True

    def _side(self, side: tuple[Term, ...], values: Values) -> float | str:
        if len(side) == 1 and side[0].key and side[0].factor == 1.0:
            value = values.get(side[0].key, side[0].key)
            return (
                str(value).lower()
                if isinstance(value, bool)
                else value
                if isinstance(value, int | float)
                else str(value)
            )
        total = 0.0
        for term in side:
            value = values.get(term.key) if term.key else 1.0
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise InputError(f"constraint '{self.text}': {term.key} is no number")
            total += term.factor * value
        return total


def read_constraint(text: object, where: str) -> Constraint:
    """Read one constraint.

    Raises:
        InputError: it is none.
    """
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST:
        raise InputError(f"{where} must be a list of comparisons; {HOW}")
    sides: list[list[tuple[str, str]]] = [[]]
    between: list[str] = []
    for kind, word in _tokens(text, where):
        if kind == "op":
            between.append(word)
            sides.append([])
        else:
            sides[-1].append((kind, word))
    if not between:
        raise InputError(f"{where}: {text!r} compares nothing; {HOW}")
    return Constraint(
        " ".join(text.split()), tuple(_sum(side, text, where) for side in sides), tuple(between)
    )


def _tokens(text: str, where: str) -> list[tuple[str, str]]:
    found, place = [], 0
    while place < len(text.rstrip()):
        match = TOKEN.match(text, place)
        if not match:
            raise InputError(
                f"{where}: {text!r} can't be read from {text[place:].strip()[:20]!r} on; {HOW}"
            )
        found.append((str(match.lastgroup), match[str(match.lastgroup)]))
        place = match.end()
    return found


def _sum(tokens: list[tuple[str, str]], text: str, where: str) -> tuple[Term, ...]:
    """Read ``[+-] part ([+-] part)*``, a part being a number, a key, or the product of the two."""
    terms: list[Term] = []
    rest = list(tokens)
    while rest or not terms:
        sign = 1.0
        if rest and rest[0][1] in "+-":
            sign = -1.0 if rest.pop(0)[1] == "-" else 1.0
        elif terms:
            raise InputError(
                f"{where}: {text!r}: '+' or '-' is missing before {rest[0][1]!r}; {HOW}"
            )
        terms.append(_part(rest, sign, text, where))
    return tuple(terms)


def _part(rest: list[tuple[str, str]], sign: float, text: str, where: str) -> Term:
    factors = []
    while True:
        if not rest or rest[0][0] not in ("number", "key"):
            raise InputError(
                f"{where}: {text!r}: a number or a key is missing{' before ' + repr(rest[0][1]) if rest else ''}; {HOW}"
            )
        factors.append(rest.pop(0))
        if not rest or rest[0][1] != "*":
            break
        rest.pop(0)
    keys = [word for kind, word in factors if kind == "key"]
    if len(keys) > 1:
        raise InputError(f"{where}: {text!r}: two keys can't be multiplied; {HOW}")
    for kind, word in factors:
        sign *= float(word) if kind == "number" else 1.0
    return Term(sign, keys[0] if keys else "")
