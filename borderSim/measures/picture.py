"""What each service knew of the loads that arrived today: a measurement, it may read the truth."""

from __future__ import annotations

import numpy as np

from borderSim.model.actions.own_traffic import share_of_load
from borderSim.model.actions.scoring import look, works_at_home
from borderSim.model.actions.system_access import weight_of_police
from borderSim.model.state.consignments import Load
from borderSim.model.state.intelligence import tip_weight
from borderSim.model.state.recorder import Recorder
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE


def note_pictures(w: State) -> None:
    """Log the picture of every load that arrived today, before it is checked or crosses, if events are kept."""
    if not w.recorder.keep_events:
        return
    day_list = w.customs.day_list
    listed = [*day_list.targeted, *day_list.at_random, *day_list.passed, *w.consignments.waiting]
    for load in sorted((x for x in listed if x.arrives == w.day), key=lambda x: x.number):
        w.recorder.log(
            w.day,
            "picture",
            load.event,
            second_cause=_known_from(w.recorder, load),
            organisation=load.organisation,
            load=load.number,
            **_customs(w, load),
            **_police(w, load),
        )


def _customs(w: State, load: Load) -> dict[str, object]:
    """What customs sees of it, and what it holds that matches."""
    seen, group = look(w, load), w.group_of_route(load.route)
    at = (group, load.organisation, load.entity)
    own, told = bool(w.customs.leads.own[at]), bool(w.customs.leads.told[at])
    return {
        "group": group,
        "document_score": seen.document,
        "class_log_odds": seen.belief,
        "profile_log_odds": seen.profile,
        "lead_log_odds": seen.lead,
        "lead_from": ("both" if told else "customs")
        if own and seen.lead > 0
        else "police"
        if seen.lead > 0
        else "",
        "tip_log_odds": seen.tip,
        "hit_log_odds": seen.hit,
        "threshold_log_odds": float(w.policy.threshold[load.route]),
    }


def _police(w: State, load: Load) -> dict[str, object]:
    """What the police know that touches it, and what that would be worth to customs."""
    o, slot = w.traffickers, load.organisation
    known = w.police.known_members[slot] & (o.status[slot] == ACTIVE)
    case = bool(w.police.cases.open[slot])
    return {
        "police_entity": _knows_entity(w, load),
        "police_associate": _knows_associate(w, load),
        "police_members": int(known.sum()),
        "police_leaders": int((known & (o.tier[slot] >= 3)).sum()),
        "police_tip": load.police_tip,
        "police_log_odds": _worth(w, load),
        "case_opened": int(w.police.cases.opened[slot]) if case else None,
        "case_told": case and bool(w.police.cases.told_customs[slot]),
    }


def _knows_entity(w: State, load: Load) -> bool:
    o, at = w.traffickers, (load.organisation, load.entity)
    return (
        load.entity >= 0
        and bool(w.police.known_entities[at])
        and int(o.entity_generation[at]) == load.generation
    )


def _knows_associate(w: State, load: Load) -> bool:
    """Whether the police know the member of logistics whom news of the entity would name."""
    o, slot = w.traffickers, load.organisation
    members = np.flatnonzero((o.status[slot] == ACTIVE) & (o.tier[slot] == 2))
    return (
        load.entity >= 0
        and len(members) > 0
        and bool(w.police.known_members[slot, members[load.entity % len(members)]])
    )


def _worth(w: State, load: Load) -> float:
    """Log-odds that the police's piece would add if it lay before customs fresh and whole."""
    s = w.policy.scenario
    if not w.policy.rules.targeting.body.uses_leads:
        return 0.0
    worth, matched = 0.0, share_of_load(w, load)
    if _knows_entity(w, load) and works_at_home(w, load):
        worth = float(weight_of_police(w, np.full(1, matched))[0])
    if load.police_tip:
        worth = max(worth, tip_weight(s.police.informant_reliability, s, matched))
    return worth


def _known_from(books: Recorder, load: Load) -> int:
    """Id of the police's latest news of the entity, else of their tip."""
    news = books.latest("police", load.organisation, load.entity, load.generation)
    return news if news >= 0 else books.latest("tip", load.number)
