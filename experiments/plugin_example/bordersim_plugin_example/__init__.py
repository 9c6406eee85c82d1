"""Three decision rules of one's own: how to write a plug-in for borderSim.

Each is a class without arguments, with its name and one method that is handed a frozen view.
"""

from __future__ import annotations

import numpy as np

from borderSim.rules.plan import Plan
from borderSim.rules.views import AllocationView, CustomsView, Floats, TraffickerView


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


class Newcomers:
    """Suspect traders the more the less they are known, whatever was found before; use leads."""

    name = "newcomers"
    uses_leads = True
    uses_documents = True

    def class_scores(self, view: CustomsView) -> Floats:
        """Return log-odds by route and class."""
        best_known = len(view.places.history_shares) - 1
        return np.broadcast_to(0.5 * (best_known - view.history), view.first_belief.shape)


class Rotating:
    """Send all mobile officers to one post, the next one every period."""

    name = "rotating"

    def weights(self, view: AllocationView) -> Floats:
        """Return the shares of the mobile hours by route."""
        posts = sorted(set(view.places.posts))
        turn = posts[view.day // view.settings.allocation_days % len(posts)]
        here = np.array([post == turn for post in view.places.posts])
        return np.where(here, view.own_hours + 1e-9, 0.0)
