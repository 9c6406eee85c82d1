"""Posts of customs share one picture by group: what each group holds when the groups change.

A group that stays keeps what it holds, whatever its new number; the country (group 0) takes what a
group held that is there no more; a group that is new starts from the country's picture.
"""

from __future__ import annotations

from collections.abc import Sequence

from borderSim.model.state.consignments import Load
from borderSim.model.state.state import State


def regroup(w: State, sources: list[int]) -> None:
    """Rearrange all that is held or addressed by group.

    Args:
        w: the state.
        sources: group i of the new arrangement starts from the old ``sources[i]``.
    """
    w.customs.leads.regroup(sources)
    w.customs.grades.regroup(sources)
    held = (*w.mail.items(), *(one.item for one in w.police.unlinked))
    for item in {id(item): item for item in held}.values():  # (shared of late, and waiting too)
        item.group = now(item.group, sources)
    agenda = w.consignments.agenda.values()
    for load in (*w.consignments.waiting, *(load for loads in agenda for load in loads)):
        _regroup_tips(load, sources)
    idle = dict(w.workload.idle_hours)
    w.workload.idle_hours.clear()
    for group, hours in idle.items():
        to = now(group, sources)
        w.workload.idle_hours[to] = w.workload.idle_hours.get(to, 0.0) + hours


def now(group: int, sources: Sequence[int]) -> int:
    """Return which group has what was a group's: its own in the new arrangement, or the country."""
    return sources.index(group) if group in sources else 0


def _regroup_tips(load: Load, sources: Sequence[int]) -> None:
    """Let every group know the tip on a load that the group knew from which it starts."""
    if load.tip_weight:
        told = {
            group: load.tip_weight[old]
            for group, old in enumerate(sources)
            if old in load.tip_weight
        }
        gone = [weight for old, weight in load.tip_weight.items() if old not in sources]
        if gone:
            told[0] = max(told.get(0, 0.0), *gone)
        load.tip_weight = told
