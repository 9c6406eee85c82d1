"""Credit for what succeeds, quarrels over it, and grudges over what the other service knew and had not said."""

from __future__ import annotations

import numpy as np

from borderSim.model.actions.will import success
from borderSim.model.state.consignments import Load
from borderSim.model.state.counters import JOINT_SUCCESSES_CREDITED, Counter
from borderSim.model.state.draw_columns import CreditDraw
from borderSim.model.state.intelligence import FADED
from borderSim.model.state.state import State
from borderSim.parameters.mechanisms import TRUST

SHARED = "shared_credit"
"""Power by which a joint success counts for both."""


def joint_success(
    w: State, slot: int, unit: int, *, post: int | None, finder: str, cause: int
) -> None:
    """Credit a success in which both services had a part, and move trust.

    Where credit is shared it counts for both. Else the finder takes it all: then a quarrel may
    break out, the less so the more the services' objectives are shared.

    Args:
        w: the state.
        slot: organisation.
        unit: of the police.
        post: of customs; None for a takedown, a success of the whole country.
        finder: ``customs`` or ``police``.
        cause: id of the event.
    """
    g, group = (
        w.policy.scenario.governance,
        0 if post is None else int(w.cooperation.group_of_post[post]),
    )
    terms = w.cooperation.terms(group, unit, w.day, w.good_of(slot))
    shared = SHARED in terms.powers
    w.recorder.add(Counter.JOINT_SUCCESSES)
    for service in ("customs", "police"):
        if shared or service == finder:
            w.recorder.add(JOINT_SUCCESSES_CREDITED.of(service))
    if post is None:
        success(w)
    aims = terms.at(TRUST).shared_objective_weight
    chance = 0.0 if shared else g.quarrel_chance * (1.0 - aims)
    draws = CreditDraw.QUARREL_CASE if post is None else CreditDraw.QUARREL_FIND
    if chance and w.draws.credit.today(w.day)[slot, draws] < chance:
        w.recorder.add(Counter.QUARRELS)
        w.recorder.log(w.day, "quarrel", cause, organisation=slot, finder=finder)
        w.cooperation.move(post, unit, -g.quarrel_loss)
    else:
        w.cooperation.move(post, unit, w.policy.scenario.intelligence.trust_gain)


def part_kept(
    w: State, weight: float, powers: frozenset[str], slot: int, *, to_police: bool
) -> float:
    """Return the part of its relevant items that a sender keeps to itself.

    A service hoards while it works a case of its own on the organisation: the police while one is
    open, customs where the law lets it investigate. Shared objectives lower that; shared credit
    ends it.

    Args:
        w: the state.
        weight: of shared objectives.
        powers: in force between the services.
        slot: organisation.
        to_police: customs is the sender.
    """
    own_case = (
        w.policy.scenario.legal_model.customs_investigates
        if to_police
        else bool(w.police.cases.open[slot])
    )
    if not own_case or SHARED in powers:
        return 0.0
    return w.policy.scenario.governance.hoarding * (1.0 - weight)


def police_had_known(w: State, load: Load, group: int) -> bool:
    """Whether the files will show that the police knew of a load, or of who carried it, and customs had no word of it."""
    o, slot, e = w.traffickers, load.organisation, load.entity
    if load.police_tip:
        return not load.tip_weight
    if (
        e < 0
        or not w.police.known_entities[slot, e]
        or w.police.told_by_customs[slot, e]
        or o.entity_generation[slot, e] != load.generation
    ):
        return False
    told = (
        w.customs.leads.told[group, slot, e]
        and w.customs.leads.generation[group, slot, e] == load.generation
    )
    return not told


def customs_had_known(w: State, slot: int) -> bool:
    """Whether a case that ends shows that customs held a live lead on the organisation of which the police had no word."""
    o, leads = w.traffickers, w.customs.leads
    true = slice(0, o.entities)
    age = w.day - leads.day[0, slot, true]
    alive = leads.reliability[0, slot, true] * 0.5 ** (age / leads.half_life_days) >= FADED
    mine = (
        leads.own[0, slot, true]
        & alive
        & (leads.generation[0, slot, true] == o.entity_generation[slot, true])
    )
    return bool(np.any(mine & ~w.police.known_entities[slot, true]))


def unshared_hit(
    w: State, slot: int, unit: int, *, post: int | None, held_by: str, cause: int
) -> None:
    """A success showed that the other service had known and had not said: trust falls.

    Args:
        w: the state.
        slot: organisation.
        unit: of the police.
        post: of customs; None for all.
        held_by: ``customs`` or ``police``, who had known.
        cause: id of the event.
    """
    w.recorder.add(Counter.UNSHARED_HITS)
    w.recorder.log(w.day, "unshared hit", cause, organisation=slot, held_by=held_by)
    w.cooperation.move(post, unit, -w.policy.scenario.governance.unshared_hit_loss)
