"""Judgements, prison and the return of those who were held."""

from __future__ import annotations

from borderSim.model.actions.network_notes import note_known, note_places
from borderSim.model.actions.powers import prosecution
from borderSim.model.state.counters import Counter
from borderSim.model.state.networks import ROLE_CODE
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE, DETAINED, FAR

LEADERS = (ROLE_CODE["organiser"], ROLE_CODE["broker"])
"""Roles whose conviction makes a dismantlement a judicial one."""


def hold_court(w: State) -> None:
    """Judge those whose day has come; free those whose time is served."""
    j, o = w.policy.scenario.justice, w.traffickers
    w.courts.fade()
    for slot, member, guilty, charged in w.courts.judgements.pop(w.day, []):
        if guilty:
            w.recorder.add(Counter.MEMBERS_CONVICTED)
            w.recorder.log(w.day, "conviction", charged, organisation=slot, member=member)
            w.tallies.leader_convicted[slot] |= int(o.role[slot, member]) in LEADERS
            served = w.day + max(1, round(j.sentence_years * 365 - prosecution(w, slot)[1]))
            w.courts.returns.setdefault(served, []).append((slot, member))
            w.courts.served.setdefault(served, 0)
            w.courts.served[served] += 1
        else:
            w.courts.prisoners -= 1
            event = w.recorder.log(w.day, "acquittal", charged, organisation=slot, member=member)
            _free(w, slot, member, event)
    w.courts.prisoners -= w.courts.served.pop(w.day, 0)
    for slot, member in w.courts.returns.pop(w.day, []):
        _free(w, slot, member)
    w.recorder.add(Counter.JUSTICE_COST_EUR, w.courts.prisoners * j.prison_cost_eur / 365.0)


def _free(w: State, slot: int, member: int, cause: int = -1) -> None:
    """Somebody comes back: he takes his old place if it is still empty."""
    o = w.traffickers
    if o.alive[slot] and o.status[slot, member] == DETAINED:
        o.status[slot, member] = ACTIVE
        o.refill_day[slot, member] = FAR
        w.police.known_members[slot, member] = True
        w.traffickers.strength_changed = True
        note_places(w, "released", cause, slot)
        note_known(w, "released", cause, slot)
