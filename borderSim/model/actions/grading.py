"""Grading of sources: what came of the other service's news, by what the receiver itself found."""

from __future__ import annotations

import numpy as np

from borderSim.model.state.codes import RaisedBy
from borderSim.model.state.consignments import Load
from borderSim.model.state.counters import Counter
from borderSim.model.state.state import State


def keep_records(w: State) -> None:
    """Let a day pass over both records."""
    settings = w.policy.scenario.intelligence
    w.customs.grades.forget(settings)
    w.police.grades.forget(settings)


def graded(w: State, kind: str, reliability: float, *, group: int, to_police: bool) -> float:
    """Return how reliable a receiver takes news to be: as they say, times the grade of their source."""
    grades = w.police.grades if to_police else w.customs.grades
    factor = grades.of(kind, w.policy.scenario.intelligence)[0 if to_police else group]
    return min(1.0, reliability * float(factor))


def note_find(w: State, load: Load) -> None:
    """Customs notes a find to the credit of the news of the police that raised the load."""
    group, at = w.group_of_route(load.route), (load.organisation, load.entity)
    leads = w.customs.leads
    if load.raised_by == RaisedBy.TIP:
        w.customs.grades.note(group, "tip", came=1.0)
    elif load.raised_by == RaisedBy.LEAD and leads.told[group, *at] and not leads.own[group, *at]:
        w.customs.grades.note(group, "entity", came=1.0)


def confirm(w: State) -> None:
    """A week's work on a case tells which of the entities that customs named are of the organisation.

    Each is looked at once. True ones are what came of it; its claimed reliability was due.
    """
    said = w.police.said * w.police.cases.open[:, None]
    if not said.any():
        return
    true = said[:, : w.traffickers.entities] > 0
    w.police.grades.note(0, "entity", came=float(true.sum()), due=float(said.sum()))
    w.recorder.add(Counter.ENTITIES_CONFIRMED, float(np.count_nonzero(true)))
    w.recorder.add(Counter.ENTITIES_REFUTED, float(np.count_nonzero(said) - true.sum()))
    w.police.said[w.police.cases.open] = 0.0
