"""Judgements, prison and the return of those who were held."""

from __future__ import annotations

from borderSim.model.actions.powers import prosecution
from borderSim.model.state.networks import ROLE_CODE
from borderSim.model.state.organisations import ACTIVE, DETAINED, FAR
from borderSim.model.state.state import World

LEADERS = (ROLE_CODE["organiser"], ROLE_CODE["broker"])
"""Roles whose conviction makes a dismantlement a judicial one."""


def hold_court(w: World) -> None:
    """Judge those whose day has come; free those whose time is served."""
    j, o = w.scenario.justice, w.organisations
    for slot, member, guilty, charged in w.court.pop(w.day, []):
        if guilty:
            w.books.add("members_convicted")
            w.books.log(w.day, "conviction", charged, organisation=slot, member=member)
            w.leader_convicted[slot] |= int(o.role[slot, member]) in LEADERS
            served = w.day + max(1, round(j.sentence_years * 365 - prosecution(w, slot)[1]))
            w.prison_return.setdefault(served, []).append((slot, member))
            w.release_from_prison.setdefault(served, 0)
            w.release_from_prison[served] += 1
        else:
            w.prisoners -= 1
            w.books.log(w.day, "acquittal", charged, organisation=slot, member=member)
            _free(w, slot, member)
    w.prisoners -= w.release_from_prison.pop(w.day, 0)
    for slot, member in w.prison_return.pop(w.day, []):
        _free(w, slot, member)
    w.books.add("justice_cost_eur", w.prisoners * j.prison_cost_eur / 365.0)


def _free(w: World, slot: int, member: int) -> None:
    """Somebody comes back: he takes his old place if it is still empty."""
    o = w.organisations
    if o.alive[slot] and o.status[slot, member] == DETAINED:
        o.status[slot, member] = ACTIVE
        o.refill_day[slot, member] = FAR
        o.known[slot, member] = True
        w.strength_changed = True
