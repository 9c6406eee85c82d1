"""What customs sees of a load that arrives: class, documents, and the lead or tip that matches it."""

from __future__ import annotations

from typing import NamedTuple

from borderSim.model.state.consignments import Load
from borderSim.model.state.state import State


class Impression(NamedTuple):
    """Log-odds against an average consignment of the route, by what they come from.

    Attributes:
        belief: customs' belief about the load's class.
        profile: belief and documents together.
        document: the document score, in standard deviations of lawful documents.
        lead, tip, hit: of the strongest lead, of the tip, and of the hit in an information system;
            0 for none.
    """

    belief: float
    profile: float
    document: float
    lead: float
    tip: float
    hit: float = 0.0

    @property
    def score(self) -> float:
        """The log-odds that the load is ranked by: lead, tip and hit do not add up."""
        return self.profile + max(self.lead, self.tip, self.hit)


def look(w: State, load: Load) -> Impression:
    """Return what customs sees of a load at its post today."""
    b, d = w.policy.rules.document_signals(w.policy.scenario)
    d *= w.policy.scenario.traffickers.cover_effect if load.cover else 1.0
    belief = float(w.customs.belief[load.route, load.risk_class])
    profile = belief + b * (load.z + d) - b * b / 2
    lead = tip = hit = 0.0
    if w.policy.rules.targeting.body.uses_leads:
        group = w.group_of_route(load.route)
        at = (group, load.organisation, load.entity)
        if works_at_home(w, load) and w.customs.leads.generation[at] == load.generation:
            lead = float(w.customs.leads.weight[at])
        tip, hit = load.tip_weight.get(group, 0.0), load.hit_weight
    return Impression(belief, profile, load.z + d, lead, tip, hit)


def works_at_home(w: State, load: Load) -> bool:
    """Whether a load uses an entity of its organisation where that works, so that news of it can match."""
    o = w.traffickers
    return load.entity >= 0 and bool(o.is_home[o.profile[load.organisation], load.route])
