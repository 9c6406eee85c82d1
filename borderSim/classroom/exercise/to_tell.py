"""One thing that a role knows today and the other side does not, which the table would do well to hear.

What it says stands in the role's own books: its files, its list, what its service handed over. The
other side's books are asked one question only, whether they lack it, so that what all know already
is not told again. Nothing is read of what is hidden from both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from borderSim.classroom.exercise.handed_over import HandedOver
from borderSim.classroom.exercise.roles import leaders
from borderSim.model.state.counters import Counter
from borderSim.model.state.state import State

Plain = dict[str, Any]


def to_tell(w: State, roles: Iterable[str], since: int) -> dict[str, Plain | None]:
    """Return by role what it would do well to tell at the table, as plain JSON values.

    Args:
        w: the state of the run at the end of a day, with its event log.
        roles: some of :data:`borderSim.classroom.exercise.format.ROLES`.
        since: day of the horizon on which the round began.

    Returns:
        For each role ``what``, which names the text ``tell.<what>``, and the values of its places;
        days count from 0 and are below it for what came before the first day. None where there is
        nothing today.
    """
    over = HandedOver.read_log(w.recorder.events)
    return {role: FACTS[role](w, over, w.first_day + since) for role in roles}


# --------------------------------------------------------------------------------- customs
def _find(w: State, over: HandedOver, first: int) -> Plain | None:
    """The dearest find at the border of this round, else of before, that is neither sent nor read."""
    untold = [one for one in over.finds if one["load"] not in over.with_the_police]
    if not untold:
        return None
    now = [one for one in untold if one["day"] >= first] or untold
    seizure = max(now, key=lambda one: (one["value_eur"], one["id"]))
    arrives = over.by_law.get(seizure["load"])
    return {
        "what": "find" if arrives is None else "find.by_law",
        "day": seizure["day"] - w.first_day,
        "post": over.post_of.get(seizure["load"], ""),
        "goods": seizure["commodity"],
        "value_eur": round(float(seizure["value_eur"])),
        "arrives": None if arrives is None else arrives - w.first_day,
    }


def _lead(w: State, over: HandedOver, first: int) -> Plain | None:
    """The name on customs' list that makes a consignment most suspect, and that no police file holds."""
    leads = w.customs.leads
    own = leads.own & ~leads.told & (leads.reliability > 0)
    weight = np.where(own, leads.weight, 0.0).max(axis=0)
    weight[w.police.known_entities] = 0.0
    for at in np.argsort(-weight, axis=None, kind="stable").tolist():
        slot, e = divmod(at, weight.shape[1])
        news = over.news.get(("customs", slot, e))
        if weight[slot, e] <= 0:
            return None
        if news is None or ("police", slot, e) in over.sent:
            continue
        return {
            "what": "lead.trade_data" if news["how"] == "trade data" else "lead.own_find",
            "day": news["day"] - w.first_day,
            "mode": _mode(w, slot),
            "times": float(f"{np.exp(weight[slot, e]):.1e}"),
        }
    return None


# --------------------------------------------------------------------------------- police
def _file(w: State, over: HandedOver, first: int) -> Plain | None:
    """The latest name in a police file that their own work brought and that customs' score lacks."""
    p, held = w.police, (w.customs.leads.reliability > 0).any(axis=0)
    found = [
        (over.news["police", slot, e], slot)
        for slot, e in np.argwhere(p.known_entities & ~p.told_by_customs & ~held).tolist()
        if ("police", slot, e) in over.news and ("customs", slot, e) not in over.sent
    ]
    if not found:
        return None
    news, slot = max(found, key=lambda one: one[0]["id"])
    return {
        "what": "file",
        "day": news["day"] - w.first_day,
        "file": slot + 1,
        "mode": _mode(w, slot),
    }


def _case(w: State, over: HandedOver, first: int) -> Plain | None:
    """The open case with most members known of which customs was not told."""
    p = w.police
    untold = np.flatnonzero(p.cases.open & ~p.cases.told_customs)
    if not len(untold):
        return None
    slot = int(max(untold, key=lambda o: (int(p.known_members[o].sum()), -o)))
    return {
        "what": "case",
        "day": int(p.cases.opened[slot]) - w.first_day,
        "file": slot + 1,
        "members": int(p.known_members[slot].sum()),
        "leaders": leaders(w, p.known_members[slot], slot),
    }


# --------------------------------------------------------------------------------- between and above
def _crossing(w: State, over: HandedOver, first: int) -> Plain | None:
    """What the liaison officer alone sees of the way between the services.

    News that wait on the desk; else the latest of the round that lost on the way what makes it of
    use; else that which took longest, as who sent it does not know when it was read.
    """
    if w.mail.desk:
        oldest = min(w.mail.desk, key=lambda item: item.created)
        return {
            "what": f"desk.{oldest.kind}",
            "day": oldest.created - w.first_day,
            "waiting": len(w.mail.desk),
        }
    read = [one for one in over.read if one.read >= first]
    lost = [one for one in read if one.lost]
    slow = [one for one in read if one.read - one.sent > 1]
    if not lost and not slow:
        return None
    one = lost[-1] if lost else max(slow, key=lambda x: (x.read - x.sent, x.read))
    return {
        "what": f"{'lost' if one.lost else 'slow'}.{one.what}.{one.to}",
        "day": one.sent - w.first_day,
        "read": one.read - w.first_day,
        "days": one.read - one.sent,
        "first": first - w.first_day,
    }


def _counted_twice(w: State, over: HandedOver, first: int) -> Plain | None:
    """How many seizures of the round stand in the books of both services: each of them sees its own book."""
    names = (Counter.SEIZURES_BOOKED_CUSTOMS, Counter.SEIZURES_BOOKED_POLICE, Counter.SEIZURES)
    customs, police, all_ = (round(w.recorder.total(name, first)) for name in names)
    if customs + police <= all_:
        return None
    both = customs + police
    counts = {"customs": customs, "police": police, "sum": both, "all": all_}
    days = {"first": first - w.first_day, "last": w.day_of_horizon() - 1}
    return {"what": "twice", **days, **counts, "twice": both - all_}


FACTS: dict[str, Callable[[State, HandedOver, int], Plain | None]] = {
    "customs": _find,
    "analyst": _lead,
    "police": _file,
    "investigator": _case,
    "liaison": _crossing,
    "minister": _counted_twice,
}
"""By role."""


def _mode(w: State, slot: int) -> str:
    """Return in which traffic the firms, drivers or couriers of a file work: whoever has the name knows it."""
    return w.traffickers.home_mode[int(w.traffickers.profile[slot])]
