"""From which share of the assumed harm on a remedy's mean net benefit is above zero: its switching value.

Net benefit is linear in the weight of harm: harm avoided times the weight, less what is paid. Harm
avoided follows from what is stored: net benefit and what is paid together. So the switching value
is exact for the mean of the same runs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from borderSim.language.catalogue import gettext as _
from borderSim.report.writing.numbers import decimals, fixed

NET = "net_benefit_eur"
MOST = 100.0
"""A share beyond this multiple of the assumed harm is told as none (assumption: harm is not known to be so far off)."""
PAID = ("enforcement_and_cooperation_cost_eur", "trade_delay_cost_eur")
"""Parts of net benefit beside harm, each with its sign turned."""


@dataclass(frozen=True)
class Turn:
    """When a remedy's mean net benefit is above zero.

    Attributes:
        kind: ``above`` a share of the assumed harm, ``below`` one, ``always`` or ``never``.
        share: of the assumed harm (1 as assumed), NaN where there is none.
        percent: the same in per cent, as shown; empty likewise.
        avoided, paid: harm avoided, and cost with delay, EUR a year.
    """

    kind: str
    share: float
    percent: str
    avoided: float
    paid: float

    @property
    def cell(self) -> str:
        """From which share of the assumed harm on it is worth it, in a few words."""
        if self.kind == "above":
            return _("at least {share} %").format(share=self.percent)
        if self.kind == "below":
            return _("at most {share} %").format(share=self.percent)
        return _("any") if self.kind == "always" else _("none")


def turn_of(row: Mapping[Any, Any]) -> Turn:
    """Return the switching value of a stored row.

    Args:
        row: effects by outcome, EUR a year.
    """
    paid = math.fsum(float(row[name]) for name in PAID)
    avoided = float(row[NET]) + paid
    share = paid / avoided if avoided else math.nan
    if 0 < share <= MOST:
        percent = fixed(100 * share, decimals(100 * share))
        return Turn("above" if avoided > 0 else "below", share, percent, avoided, paid)
    gains = paid < 0 or (paid == 0 and avoided > 0)
    return Turn("always" if gains else "never", math.nan, "", avoided, paid)
