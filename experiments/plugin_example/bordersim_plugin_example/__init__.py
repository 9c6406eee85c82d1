"""Four decision rules of one's own: how to write a plug-in for borderSim.

Each is a class with its name and a method for each thing that it is asked, which is handed a frozen
view. What can be set of it is a declared field with a default.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borderSim.rules.parameters import quantity
from borderSim.rules.plan import Plan
from borderSim.rules.police import StandardCasework
from borderSim.rules.views import (
    AllocationView,
    Bools,
    CasesView,
    CustomsView,
    Floats,
    TraffickerView,
)


class Alternating:
    """Use the two safest routes of the own mode in turn, a month each; hide better after a loss."""

    name = "alternating"

    def plan(self, view: TraffickerView) -> Plan | None:
        """Return the plan of a load, None for nothing."""
        if not len(view.routes):
            return None
        lost = (view.losses[view.routes] + 0.3) / (view.shipped[view.routes] + 3.0)
        order = np.argsort(lost + view.away, kind="stable")
        two = sorted(int(view.routes[i]) for i in order[:2] if view.away[i] == view.away[order[0]])
        route = two[view.day // 30 % len(two)]
        stung = any(loss.day > view.day - 90 for loss in view.recent_losses)
        return Plan(route=route, cover=stung)


@dataclass(frozen=True)
class Newcomers:
    """Suspect traders the more the less they are known, whatever was found before; use leads."""

    name = "newcomers"
    uses_leads = True
    uses_documents = True

    weight: float = quantity(
        0.5,
        unit="log-odds",
        doc="by how much each step of history is more suspect",
        allowed=(0, 5),
        prior=(0.1, 1),
    )

    def class_scores(self, view: CustomsView) -> Floats:
        """Return log-odds by route and class."""
        best_known = len(view.places.history_shares) - 1
        return np.broadcast_to(self.weight * (best_known - view.history), view.first_belief.shape)


class Rotating:
    """Send all mobile officers to one post, the next one every period."""

    name = "rotating"

    def weights(self, view: AllocationView) -> Floats:
        """Return the shares of the mobile hours by route."""
        posts = sorted(set(view.places.posts))
        turn = posts[view.day // view.settings.allocation_days % len(posts)]
        here = np.array([post == turn for post in view.places.posts])
        return np.where(here, view.own_hours + 1e-9, 0.0)


@dataclass(frozen=True)
class Patient(StandardCasework):
    """Wait for somebody at the top who can be charged, at most `patience` days; all else as usual."""

    name = "patient"

    patience: float = quantity(
        360.0,
        unit="days",
        doc="after so many days whoever can be charged is arrested",
        allowed=(0, 3650),
        prior=(90, 730),
    )

    def strikes(self, view: CasesView) -> Bools:
        """Return where those who can be charged are arrested now."""
        return (view.chargeable[:, 3] > 0) | (view.days_open >= self.patience)
