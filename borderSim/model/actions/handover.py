"""How a find of customs reaches the police: in a joint case, by sharing, by law."""

from __future__ import annotations

from borderSim.model.actions.sharing import share
from borderSim.model.state.consignments import Load
from borderSim.model.state.counters import Counter
from borderSim.model.state.draw_columns import CROSSING_FIND
from borderSim.model.state.intelligence import Item
from borderSim.model.state.state import State
from borderSim.model.state.terms import Terms


def tell_of_find(
    w: State,
    load: Load,
    group: int,
    unit: int,
    terms: Terms,
    *,
    worth: float = 1.0,
    there: bool = False,
    withheld: bool = False,
    own_case: bool = False,
) -> None:
    """Hand the find over by law if it is serious enough; otherwise, or faster, by sharing.

    In a joint case, or where the police seized it themselves, it is in the file at once.

    Args:
        w: the state.
        load: what was found.
        group: of posts.
        unit: of the police.
        terms: in force between them.
        worth: part of the evidence that is left.
        there: the police seized it.
        withheld: the police had known of it and had not said.
        own_case: the team of their case was there.
    """
    law, s = w.policy.scenario.legal_model, w.policy.scenario

    def item(evidence: float) -> Item:
        return Item(
            kind="find",
            to_police=True,
            group=group,
            unit=unit,
            organisation=load.organisation,
            entity=load.entity,
            generation=load.generation,
            reliability=1.0,
            from_customs=True,
            created=w.day,
            load=load,
            evidence=evidence * worth,
            cause=load.event,
            withheld=withheld,
            own_case=own_case,
        )

    if there or w.police.cases.joint[load.organisation]:
        w.police.finds_to_file.append(item(1.0))
        return
    u = load.draws[CROSSING_FIND]
    told, by_law = item(1.0), load.value >= law.handover_threshold_eur
    shared = share(w, told, u, urgent=True)
    if shared and by_law:  # what the law would secure is not lost by telling sooner
        told.evidence = max(told.evidence, terms.handover_evidence_kept * worth)
    if by_law and not shared:
        arrives = w.day + round(terms.handover_delay_days)
        handed = item(terms.handover_evidence_kept)
        handed.cause = w.recorder.log(
            w.day,
            "handover",
            load.event,
            organisation=load.organisation,
            load=load.number,
            arrives=arrives,
        )
        w.mail.send(handed, arrives)
    if law.customs_investigates and w.police.cases.open[load.organisation] and not shared:
        w.recorder.add(Counter.DUPLICATE_HOURS, s.investigation.customs_case_hours)
        w.workload.desk_owed += s.investigation.customs_case_hours
