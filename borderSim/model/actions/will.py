"""Political will: it returns to its usual place, wavers by chance, rises with a big joint success and falls with a scandal.

The state stands in the arrangements (``w.cooperation.arrangements.will``, ``.mandate``), which read
it to see what may begin and what must end; :meth:`Arrangements.shift` moves it from outside.
"""

from __future__ import annotations

import numpy as np

from borderSim.model.state.counters import Counter
from borderSim.model.state.draw_columns import CreditDraw
from borderSim.model.state.random_streams import normal
from borderSim.model.state.state import State


def pass_day(w: State) -> None:
    """Let will return to its usual place, and waver."""
    g, a = w.policy.scenario.governance, w.cooperation.arrangements
    if a.will == g.political_will and not g.will_volatility:
        return
    change = (g.political_will - a.will) / max(g.will_return_days, 1.0)
    if g.will_volatility:
        change += (
            g.will_volatility
            * float(np.sqrt(1 / 365.0))
            * normal(float(w.draws.governance.today(w.day)[0]))
        )
    a.shift(will=change)


def success(w: State) -> None:
    """A big joint success convinces those at the top."""
    gain = w.policy.scenario.governance.will_gain_success
    if gain:
        w.cooperation.arrangements.shift(will=gain)


def scandal(w: State, slot: int, what: str, cause: int) -> None:
    """A leak or a burned case may become public, and costs will.

    Args:
        w: the state.
        slot: organisation that it was about.
        what: ``leak`` or ``burned``.
        cause: id of the event.
    """
    g = w.policy.scenario.governance
    if (
        not g.will_loss_scandal
        or w.draws.credit.today(w.day)[slot, CreditDraw[what.upper()]] >= g.scandal_chance
    ):
        return
    w.recorder.add(Counter.SCANDALS)
    w.recorder.log(w.day, "scandal", cause, organisation=slot, what=what)
    w.cooperation.arrangements.shift(will=-g.will_loss_scandal)
