"""What becomes of plans while an organisation lies low: another way, a stock, or nothing.

Supply and buyers do not vanish for a quiet period. Every plan ends in one place: planned = shipped
or under way + held over + never sent (own choice, unmet, lost).
"""

from __future__ import annotations

import math

from borderSim.model.state.consignments import HeldOver
from borderSim.model.state.counters import Counter
from borderSim.model.state.draw_columns import HeldDraw, LoadDraw
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.state import State


def quiet_draws(w: State, slot: int) -> Floats:
    """A plan's own uniforms for a quiet period (:class:`.HeldDraw`), then those of a second half."""
    return w.draws.held_over.on(w.day, slot + 1).random(len(HeldDraw) + len(LoadDraw))


def goes_another_way(w: State, luck: Floats) -> bool:
    """Whether a load planned today in a quiet period goes at once, by another route and front.

    Args:
        w: the state.
        luck: :func:`quiet_draws` of the plan.
    """
    return bool(luck[HeldDraw.OTHER_WAY] < w.policy.scenario.traffickers.quiet_other_way)


def hold_over(w: State, slot: int, draws: Floats, luck: Floats) -> bool:
    """Take a load planned today into stock; return whether there is room for it.

    Args:
        w: the state.
        slot: organisation.
        draws: the load's own uniforms; it keeps them.
        luck: :func:`quiet_draws` of the plan.
    """
    t, stock = w.policy.scenario.traffickers, w.consignments.held
    if sum(held.organisation == slot for held in stock) >= t.stock_loads:
        return False
    w.recorder.add(Counter.PLANS_HELD)
    event = w.recorder.log(w.day, "held over", w.recorder.latest("quiet", slot), organisation=slot)
    stock.append(
        HeldOver(
            organisation=slot,
            planned=w.day,
            draws=draws,
            second=luck[len(HeldDraw) :],
            wait=-math.log(max(1e-12, 1.0 - float(luck[HeldDraw.WAIT]))),
            lost=bool(luck[HeldDraw.LOST] < t.stock_lost),
            event=event,
        )
    )
    return True


def leaving(w: State) -> list[HeldOver]:
    """Take out of stock what leaves today: at a rate of 1 / ``stock_days`` once the quiet is over.

    An organisation that can field only a part of its loads sends what it holds as much more slowly.
    """
    stock = w.consignments.held
    if not stock:
        return stock
    o, days = w.traffickers, w.policy.scenario.traffickers.stock_days
    quiet_until, strength = o.quiet_until.tolist(), o.strength.tolist()
    out: list[HeldOver] = []
    kept: list[HeldOver] = []
    for held in stock:
        slot = held.organisation
        if quiet_until[slot] <= w.day and strength[slot] > 0.0:
            held.wait -= strength[slot] / days
            if held.wait <= 0.0:
                out.append(held)
                continue
        kept.append(held)
    if out:
        w.consignments.held = kept
    return out


def lose(w: State, held: HeldOver, cause: int = -1) -> None:
    """Book that a load held over is lost."""
    w.recorder.add(Counter.HELD_LOST)
    deter(w, held.organisation, "lost in stock", held.event if cause < 0 else cause)


def give_up_stock(w: State, slot: int, cause: int) -> None:
    """What an organisation that ends holds is lost; its buyers turn to rivals by the price alone."""
    stock = w.consignments.held
    for held in stock:
        if held.organisation == slot:
            lose(w, held, cause)
    w.consignments.held = [held for held in stock if held.organisation != slot]


def deter(w: State, slot: int, why: str, cause: int = -1) -> None:
    """Book that a plan is never sent."""
    w.recorder.add(Counter.ATTEMPTS_DETERRED)
    w.recorder.log(w.day, "deterred", cause, organisation=slot, why=why)
