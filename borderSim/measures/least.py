"""The smallest difference that matters of a quantity: one rule for every table, study, remedy and report.

* An outcome that declares a size (:attr:`borderSim.measures.outcomes.Outcome.smallest_difference`)
  has that: in its own unit, or as a share of its value at the reference.
* **A balance of money**, whatever is put on its scales (``net_benefit_eur``, that of the treasury,
  of society, of the world, with harm weighed otherwise), has the share that ``net_benefit_eur``
  declares, of what enforcement, cooperation and delay cost at the reference. A share of the balance
  itself would be wrong: a balance may be near zero, where any difference would matter, and most of
  it is harm, of which a share would hide what cooperation costs. It is the same sum for all balances
  of a year, since a EUR that is large for one payer is not small for another (assumption).
* A balance over the whole horizon is held against the cost over the whole horizon, likewise
  (delay is kept for the years measured alone, so that it is left out there; assumption).
* A ratio ``a / b`` has the smallest difference of ``a``, for what ``b`` is at the reference: one
  organisation more for the same money.
* Everything else, sums among it, has :data:`ELSE` of its value at the reference (assumption).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from borderSim.measures.outcomes import OF_THE_WHOLE_HORIZON, OUTCOMES, Outcome

ELSE = 0.05
"""Share of the value at the reference where nothing is declared (assumption)."""
BALANCE = "net_benefit_"
"""How the names of balances begin: outcomes, and ``net_benefit_LAMBDA``."""
DECLARED = "net_benefit_eur"
"""The balance that declares a share for all of them."""
BURDEN = ("enforcement_and_cooperation_cost_eur", "trade_delay_cost_eur")
"""What the smallest difference of a balance is a share of."""
BURDEN_FROM_CHANGE = ("cost_from_change_eur",)
"""The same of a balance over the whole horizon."""


@dataclass(frozen=True)
class Least:
    """A smallest difference that matters, before the reference is known.

    Attributes:
        size: in the quantity's own unit, or a share of what :attr:`beside` comes to.
        beside: names of the quantities whose sizes at the reference are added up; empty: none.
    """

    size: float
    beside: tuple[str, ...] = ()

    def at(self, value: Callable[[str], float]) -> float:
        """Return it at a reference.

        Args:
            value: the reference's value by name of a quantity, totals as they are told (a year).
        """
        return (
            self.size * sum(abs(value(name)) for name in self.beside) if self.beside else self.size
        )


def least_of(name: str, outcome: Outcome | None = None) -> Least:
    """Return the smallest difference that matters of a quantity that is no ratio.

    Args:
        name: an outcome, ``net_benefit_LAMBDA`` or a sum ``a + b``.
        outcome: the outcome where it is one of the user's own (None: the shipped one, if it is one).
    """
    own = outcome or OUTCOMES.get(name)
    if name.startswith(BALANCE) and (name in OUTCOMES or own is None):
        whole = name in OF_THE_WHOLE_HORIZON
        share = OUTCOMES[DECLARED].smallest_difference or ELSE
        return Least(share, BURDEN_FROM_CHANGE if whole else BURDEN)
    if own is None or own.smallest_difference is None:
        return Least(ELSE, (name,))
    return Least(own.smallest_difference, (name,) if own.relative else ())


def smallest_difference(outcome: Outcome, value: Callable[[str], float]) -> float:
    """Return the smallest difference that matters of an outcome.

    Args:
        outcome: of what.
        value: the reference's value by name of an outcome, totals as they are told.
    """
    return least_of(outcome.name, outcome).at(value)
