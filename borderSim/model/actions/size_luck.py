"""How far the sizes on offer lie from what is expected of them: booked, and acted on by nobody.

A few large loads decide how much harm a run does. The size of a consignment is drawn apart from
whether there is one, so that size less expected size, added up over all offers, sent or not, has
mean zero whatever organisations and services do. Outcomes may therefore leave a part of it out
without moving their mean (``harm_at_expected_size_eur``, ``delivered_value_at_expected_size_eur``).
To put the expected size in the place of each load's own would move it: larger loads are seen more
easily, staked less and split more often.
"""

from __future__ import annotations

from borderSim.model.state.counters import Counter
from borderSim.model.state.state import State


def note_offer(w: State, slot: int, offered: float) -> None:
    """Book how far a consignment on offer lies from its mean, as goods of the own mode.

    Every plan counts once, on its day: halves are one consignment, and what is held over does not
    count again when it leaves.

    Args:
        w: the state.
        slot: organisation.
        offered: size of the consignment, in usual loads of the own mode.
    """
    s, o = w.policy.scenario, w.traffickers
    if s.organisations.fixed_loads:
        return
    profile = o.profile[slot]
    kind = o.home_load[profile]
    good = s.commodities[s.organisations.profiles[o.profiles[profile]].commodity]
    luck = offered * kind.median - o.home_mean[profile]
    w.recorder.add(Counter.SIZE_LUCK_VALUE_EUR, luck * good.wholesale_eur)
    w.recorder.add(Counter.SIZE_LUCK_HARM_EUR, luck * good.harm_eur * s.economy.harm_home_share)
